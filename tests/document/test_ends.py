"""What the settings tell of inputs and outputs by their names goes along when edits give these other names (109)."""

from __future__ import annotations

import pytest

from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.edits import Rename, SetSettings
from layerloom_studio.document.nesting import grouping, ungrouping


@pytest.fixture
def two(drawing):
    """A network with the outputs `dense_1` and `dense_2`, a loss and a weight for each, and the data of the input."""
    project = drawing.project
    project.apply(chain(project, parse_chain("in 4 > dense 8")).edit)
    project.apply(chain(project, parse_chain("dense 3"), ["dense"]).edit)
    project.apply(chain(project, parse_chain("dense 2"), ["dense"]).edit)
    assert drawing.outputs == ["dense_1", "dense_2"]
    losses = {"output_losses": {"dense_1": "mse", "dense_2": "mae"}, "loss_weights": {"dense_2": 0.5}}
    project.apply(SetSettings("training", {**project.training, **losses}))
    project.apply(
        SetSettings(
            "data", {**project.data, "inputs": {"input": {"array": "x"}}, "targets": {"dense_1": "y"}}
        )
    )
    watching = ("val_dense_1_loss", "dense_2_accuracy", "val_loss", "dense_10_loss")
    project.apply(
        SetSettings(
            "callbacks", [{"class_name": "EarlyStopping", "config": {"monitor": name}} for name in watching]
        )
    )
    return drawing


def told(project):
    return (
        project.training.get("output_losses"),
        project.training.get("loss_weights"),
        project.data.get("targets"),
        [item["config"]["monitor"] for item in project.callbacks],
    )


def test_a_renamed_output_keeps_its_loss_its_weight_and_what_watches_it(two):
    before = two.text()
    inverse = two.project.apply(Rename("dense_1", "head"))
    assert told(two.project) == (
        {"head": "mse", "dense_2": "mae"},
        {"dense_2": 0.5},
        {"head": "y"},
        ["val_head_loss", "dense_2_accuracy", "val_loss", "dense_10_loss"],
    )
    after = two.text()
    again = two.project.apply(inverse)
    assert two.text() == before
    two.project.apply(again)
    assert two.text() == after


def test_a_renamed_input_keeps_its_data(two):
    source = two.project.architecture.inputs[0].layer
    two.project.apply(SetSettings("data", {**two.project.data, "inputs": {source: {"array": "x"}}}))
    two.project.apply(Rename(source, "pixels"))
    assert two.project.data["inputs"] == {"pixels": {"array": "x"}}


def test_an_output_that_goes_into_a_group_and_comes_out_again_keeps_its_loss(two):
    before = two.text()
    inverse = two.project.apply(grouping(two.project, ["dense_2"], "tail"))
    assert two.project.training["output_losses"] == {"dense_1": "mse", "tail": "mae"}
    assert two.project.training["loss_weights"] == {"tail": 0.5}
    grouped = two.text()
    out = two.project.apply(ungrouping(two.project, "tail"))
    assert two.project.training["output_losses"] == {"dense_1": "mse", "dense_2": "mae"}
    two.project.apply(out)
    assert two.text() == grouped
    two.project.apply(inverse)
    assert two.text() == before


def test_a_layer_inside_a_group_that_is_called_like_an_output_changes_nothing_outside(two):
    project = two.project
    project.apply(grouping(project, ["dense"], "block"))
    project.open_groups(["block"])
    project.apply(Rename("dense", "dense_1"))
    project.apply(Rename("dense_1", "other"))
    project.open_groups([])
    assert project.training["output_losses"] == {"dense_1": "mse", "dense_2": "mae"}


def test_what_was_told_of_an_output_that_is_gone_gives_way(two):
    project = two.project
    losses = {**project.training["output_losses"], "head": "huber"}
    project.apply(SetSettings("training", {**project.training, "output_losses": losses}))
    project.apply(Rename("dense_1", "head"))
    assert project.training["output_losses"] == {"head": "mse", "dense_2": "mae"}
