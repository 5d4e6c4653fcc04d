"""The undo stack around edits: merging, clean state, refusals."""

from __future__ import annotations

import json

import pytest

from layerloom_studio.document import Project
from layerloom_studio.document.edits import EditError, MoveNodes, Rename, SetConfig, SetSettings
from layerloom_studio.document.files import to_json
from layerloom_studio.document.wiring import appending
from layerloom_studio.undo import DocumentStack


@pytest.fixture
def stack(qapp):
    project = Project()
    stack = DocumentStack(project)
    for name in ("InputLayer", "Dense"):
        stack.push(appending(project, name), f"Add {name}")
    assert stack.count() == 2
    assert project.modified
    return stack


def _text(stack):
    return json.dumps(to_json(stack.project.content()))


def test_typing_in_one_field_is_one_step(stack):
    before = _text(stack)
    for units in (1, 12, 128):
        stack.push(SetConfig("dense", {"units": units}), "Set units")
    assert stack.count() == 3
    assert stack.project.spec("dense").config["units"] == 128
    stack.undo()
    assert _text(stack) == before
    stack.redo()
    assert stack.project.spec("dense").config["units"] == 128


@pytest.mark.parametrize(
    "second",
    [
        SetConfig("dense", {"activation": "relu"}),
        MoveNodes({"dense": (0.0, 0.0)}),
        SetSettings("training", {"epochs": 3}, "epochs"),
        Rename("dense", "hidden"),
    ],
)
def test_other_edits_are_steps_of_their_own(stack, second):
    stack.push(SetConfig("dense", {"units": 5}), "Set units")
    stack.push(second, "Other")
    assert stack.count() == 4


def test_moves_of_the_same_nodes_merge_unless_told_not_to(stack):
    stack.push(MoveNodes({"dense": (1.0, 1.0)}), "Move")
    stack.push(MoveNodes({"dense": (2.0, 2.0)}), "Move")
    assert stack.count() == 3
    stack.push(MoveNodes({"dense": (3.0, 3.0)}), "Move", merge=False)
    assert stack.count() == 4
    stack.undo()
    assert stack.project.positions["dense"] == (2.0, 2.0)


def test_the_clean_state_is_the_projects(stack):
    heard = []
    stack.project.modified_changed.connect(heard.append)
    stack.setClean()
    assert not stack.project.modified
    stack.push(SetConfig("dense", {"units": 5}))
    stack.push(SetConfig("dense", {"units": 6}))
    assert stack.project.modified
    stack.undo()
    assert not stack.project.modified
    assert heard == [False, True, False]


def test_nothing_merges_into_the_saved_state(stack):
    stack.push(SetConfig("dense", {"units": 5}))
    stack.setClean()
    stack.push(SetConfig("dense", {"units": 6}))
    stack.undo()
    assert not stack.project.modified
    assert stack.project.spec("dense").config["units"] == 5


def test_a_refused_edit_raises_and_leaves_no_step(stack):
    before = _text(stack)
    with pytest.raises(EditError):
        stack.push(Rename("dense", ""), "Rename")
    assert stack.count() == 2
    assert _text(stack) == before


def test_a_macro_is_one_step(stack):
    before = _text(stack)
    stack.beginMacro("Two things")
    stack.push(SetConfig("dense", {"units": 5}))
    stack.push(Rename("dense", "hidden"))
    stack.endMacro()
    assert stack.undoText() == "Two things"
    stack.undo()
    assert _text(stack) == before


def test_109_what_is_taken_back_and_made_again_is_told_by_its_name(stack):
    told: list[str] = []
    stack.told.connect(told.append)
    stack.push(SetConfig("dense", {"units": 5}), "Set units")
    stack.push(MoveNodes({"dense": (1.0, 1.0)}), "Move dense")
    assert told == []
    stack.undo()
    stack.redo()
    stack.undo()
    assert told == ["Undone: Move dense.", "Made again: Move dense.", "Undone: Move dense."]
    stack.push(Rename("dense", "other"), "Rename")
    stack.beginMacro("Two")
    stack.push(SetConfig("other", {"units": 6}), "Set units")
    stack.endMacro()
    stack.clear()
    assert len(told) == 3
