"""Thousands of random edits (gui.md 109): sound after each, undone to the empty document, redone to the same JSON.

`LAYERLOOM_EDITS=10000` makes that many; usually there are 1,000, to save time.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter

import pytest
from tests.document.random_edits import KINDS, check_sound, planned

from layerloom.graph import analyse
from layerloom_studio.document import Content, Edit, Project
from layerloom_studio.document.edits import EditError
from layerloom_studio.document.files import from_json, to_json

_EDITS = int(os.environ.get("LAYERLOOM_EDITS", "1000"))
_EPISODES = 8


def text(project: Project) -> str:
    return json.dumps(to_json(project.content()))


@pytest.mark.parametrize("seed", range(_EPISODES))
def test_109_whatever_is_done_can_be_undone_and_done_again(seed: int) -> None:
    chance, project = random.Random(seed), Project(Content())
    texts = [text(project)]
    undo: list[tuple[Edit, Edit]] = []
    redo: list[tuple[Edit, Edit]] = []
    made: Counter[str] = Counter()
    while made.total() < _EDITS // _EPISODES:
        act = chance.random()
        if act < 0.15 and undo:
            edit, inverse = undo.pop()
            project.apply(inverse)
            redo.append((edit, inverse))
            assert text(project) == texts[len(undo)]
        elif act < 0.25 and redo:
            edit, inverse = redo.pop()
            project.apply(edit)
            undo.append((edit, inverse))
            assert text(project) == texts[len(undo)]
        else:
            small = len(project.architecture.nodes) < 10
            kind = chance.choice(("chain", "chain", "append", "input") if small else KINDS)
            edit_or_none = planned(project, kind, chance.randrange(10_000))
            if edit_or_none is None:
                continue
            try:
                inverse = project.apply(edit_or_none)
            except EditError:
                assert text(project) == texts[len(undo)]  # a refusal changes nothing
                continue
            made[kind] += 1
            undo.append((edit_or_none, inverse))
            redo.clear()
            del texts[len(undo) :]
            texts.append(text(project))
        check_sound(project)
        if made.total() % 6 == 0:  # what was taken over from before the edits is what would be found anew
            assert project.analysis == analyse(project.architecture)
    last = text(project)
    for _, inverse in reversed(undo):
        project.apply(inverse)
    assert text(project) == text(Project(Content()))
    for edit, _ in undo:
        project.apply(edit)
    assert text(project) == last
    assert text(Project(from_json(json.loads(last)))) == last
    assert len(made) > 10
