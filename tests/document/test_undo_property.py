"""Random edits (gui.md 109): undoing all of them gives the first JSON again, redoing the last, and all stays sound.

`LAYERLOOM_EDITS=10000` makes that many edits; usually there are fewer, to save time.
"""

from __future__ import annotations

import json
import os

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.document.random_edits import KINDS, check_sound, planned

from layerloom.graph import Architecture, LayerSpec, Ref
from layerloom_studio.document import Content, Edit, Project
from layerloom_studio.document.edits import EditError
from layerloom_studio.document.files import from_json, to_json

_STEPS = 50
_EDITS = int(os.environ.get("LAYERLOOM_EDITS", "3000"))


class Editing(RuleBasedStateMachine):
    """A person who edits without a plan and undoes a lot."""

    def __init__(self) -> None:
        super().__init__()
        self.project = Project(Content())
        self.texts = [self.text()]
        self.undo: list[tuple[Edit, Edit]] = []
        self.redo: list[tuple[Edit, Edit]] = []

    @initialize(shared=st.booleans())
    def begin(self, shared):
        """Begin with nothing, or with two inputs that share a layer."""
        if shared:
            architecture = Architecture("twins")
            sources = [
                architecture.add(LayerSpec("InputLayer", name, {"batch_shape": [None, 4], "name": name}))
                for name in ("left", "right")
            ]
            dense = LayerSpec("Dense", "dense", {"units": 3, "name": "dense"})
            calls = [architecture.add(dense, [Ref(source.id)]) for source in sources]
            add = LayerSpec("Add", "add", {"name": "add"})
            architecture.outputs = [Ref(architecture.add(add, [Ref(call.id) for call in calls]).id)]
            self.project.load(Content(architecture))
            self.texts = [self.text()]

    def text(self) -> str:
        return json.dumps(to_json(self.project.content()))

    @rule(kind=st.sampled_from(KINDS), number=st.integers(0, 9999))
    def edit(self, kind, number):
        edit = planned(self.project, kind, number)
        if edit is None:
            return
        try:
            inverse = self.project.apply(edit)
        except EditError:
            assert self.text() == self.texts[len(self.undo)]
            return
        self.undo.append((edit, inverse))
        self.redo.clear()
        del self.texts[len(self.undo) :]
        self.texts.append(self.text())

    @rule(steps=st.integers(1, 4))
    def take_back(self, steps):
        for _ in range(min(steps, len(self.undo))):
            edit, inverse = self.undo.pop()
            self.project.apply(inverse)
            self.redo.append((edit, inverse))
            assert self.text() == self.texts[len(self.undo)]

    @rule(steps=st.integers(1, 4))
    def make_again(self, steps):
        for _ in range(min(steps, len(self.redo))):
            edit, inverse = self.redo.pop()
            self.project.apply(edit)
            self.undo.append((edit, inverse))
            assert self.text() == self.texts[len(self.undo)]

    @invariant()
    def is_sound(self):
        check_sound(self.project)

    def teardown(self):
        for _, inverse in reversed(self.undo):
            self.project.apply(inverse)
        assert self.text() == self.texts[0]
        for edit, _ in self.undo:
            self.project.apply(edit)
        assert self.text() == self.texts[len(self.undo)]
        assert json.dumps(to_json(from_json(json.loads(self.text())))) == self.text()


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=max(1, _EDITS // _STEPS), stateful_step_count=_STEPS, deadline=None
)
