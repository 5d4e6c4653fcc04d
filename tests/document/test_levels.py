"""Open groups (gui.md 16): edited inside, kept in the file with their places, undone from anywhere, built by Keras."""

from __future__ import annotations

import json

import keras
import pytest
from PySide6.QtGui import QUndoStack

from layerloom_studio.document import Project
from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.edits import MoveNodes, Rename, SetConfig, SetSettings
from layerloom_studio.document.files import from_json, to_json
from layerloom_studio.document.nesting import grouping, ungrouping
from layerloom_studio.undo import DocumentStack

BLOCK = ["conv2d_1", "conv2d_2", "add"]


@pytest.fixture
def net(drawing):
    """A chain whose residual block is a group called block."""
    project = drawing.project
    project.apply(
        chain(project, parse_chain("in 8x8x1 > conv 4 same > conv 4 same > conv 4 same > add")).edit
    )
    drawing.connect("conv2d", "add")
    project.apply(chain(project, parse_chain("flat > dense 3 softmax")).edit)
    project.apply(MoveNodes({"conv2d_2": (360.0, 480.0)}))
    project.apply(grouping(project, BLOCK, "block"))
    return drawing


def test_16_a_group_opens_to_its_layers_where_they_stood(net):
    project = net.project
    project.open_groups(["block"])
    assert project.opened == ("block",)
    assert set(project.architecture.nodes) == {"input", *BLOCK}
    assert project.positions["conv2d_2"] == (360.0, 480.0)
    assert project.analysis.problems == []
    project.open_groups([])
    assert project.opened == ()
    assert "flatten" in project.architecture.nodes


def test_16_looking_into_a_group_changes_nothing(net):
    text = net.text()
    net.project.open_groups(["block"])
    assert net.text() == text
    net.project.open_groups([])
    assert net.text() == text


def test_16_an_edit_inside_changes_the_model_and_keras_builds_it(net):
    project, before = net.project, net.project.analysis.parameters
    project.open_groups(["block"])
    project.apply(SetConfig("conv2d_1", {"filters": 6}))
    project.apply(MoveNodes({"conv2d_1": (24.0, 96.0)}))
    inside = net.text()
    project.open_groups([])
    assert net.text() == inside
    assert project.analysis.problems == []
    assert project.analysis.parameters == before + (9 * 4 * 6 + 6) - (9 * 4 * 4 + 4) + 9 * 2 * 4
    model = keras.models.model_from_json(net.text())
    assert model.count_params() == project.analysis.parameters
    again = Project(from_json(json.loads(net.text())))
    assert json.dumps(to_json(again.content())) == net.text()
    again.open_groups(["block"])
    assert again.positions["conv2d_1"] == (24.0, 96.0)


def test_16_groups_in_groups_open_one_in_the_other(net):
    project = net.project
    project.open_groups(["block"])
    project.apply(grouping(project, ["conv2d_1", "conv2d_2"], "pair"))
    project.open_groups(["block", "pair"])
    project.apply(SetConfig("conv2d_1", {"activation": "relu"}))
    assert project.opened == ("block", "pair")
    project.open_groups(["block"])
    assert project.spec("pair").is_model
    project.open_groups(())
    model = keras.models.model_from_json(net.text())
    assert model.get_layer("block").get_layer("pair").get_layer("conv2d_1").activation.__name__ == "relu"


def test_16_an_edit_inside_is_undone_from_outside_and_made_again(net):
    project = net.project
    stack: QUndoStack = DocumentStack(project)
    texts = [net.text()]

    def push(edit, level=()):
        project.open_groups(level)
        stack.push(edit, "edit", merge=False)
        texts.append(net.text())

    push(Rename("conv2d_1", "first"), ("block",))
    push(SetConfig("dense", {"units": 5}))
    push(SetConfig("first", {"filters": 8}), ("block",))
    push(Rename("block", "part"))
    push(SetSettings("training", {**project.training, "epochs": 3}))
    push(SetConfig("first", {"filters": 4}), ("part",))
    push(ungrouping_after(project))
    for text in reversed(texts[:-1]):
        stack.undo()
        assert net.text() == text
    for text in texts[1:]:
        stack.redo()
        assert net.text() == text


def ungrouping_after(project):
    project.open_groups(())
    return ungrouping(project, "block")


def test_16_the_rest_of_the_document_is_there_while_a_group_is_open(net):
    project = net.project
    project.open_groups(["block"])
    whole = project.whole()
    assert whole is not project
    assert "dense" in whole.architecture.layers
    project.apply(SetSettings("data", {"source": "wine"}))
    project.open_groups(())
    assert project.data == {"source": "wine"}
    assert project.whole() is project


def test_16_a_way_that_ends_is_followed_as_far_as_it_goes(net):
    net.project.open_groups(["block", "conv2d_1", "nothing"])
    assert net.project.opened == ("block",)
    net.project.open_groups(["nothing"])
    assert net.project.opened == ()


def test_16_a_regrouped_block_keeps_its_places(net):
    places = {node: net.project.positions.get(node) for node in ("conv2d", "flatten")}
    edit = ungrouping(net.project, "block")
    inverse = net.project.apply(edit)
    first, second = (net.project.positions[node] for node in ("conv2d_1", "conv2d_2"))
    assert second[0] - first[0] == 360.0
    net.project.apply(inverse)
    assert {node: net.project.positions.get(node) for node in places} == places


def test_20_no_entry_of_a_bypassed_layer_stays_when_it_goes(drawing):
    from layerloom_studio.document.bypass import toggling
    from layerloom_studio.document.edits import RemoveNodes

    drawing.chain("InputLayer", "Dense", "Dropout", "Dense")
    drawing.project.apply(toggling(drawing.project, ["dropout"]))
    text = drawing.text()
    inverse = drawing.project.apply(RemoveNodes(("dropout",)))
    assert not drawing.project.bypassed
    drawing.project.apply(inverse)
    assert drawing.text() == text
    assert "dropout" in drawing.project.bypassed
