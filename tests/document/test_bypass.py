"""Bypassing a layer: what flows, what is kept, and what is written."""

from __future__ import annotations

import json

import pytest

from layerloom_studio.document import Project, read_project, write_project
from layerloom_studio.document.building import chain
from layerloom_studio.document.bypass import SetBypass, is_bypassed, toggling
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.draft import EditError
from layerloom_studio.document.edits import RemoveNodes, Rename


@pytest.fixture
def net(drawing):
    """An image, a convolution with settings of its own, ten numbers."""
    text = "in 8x8x1 > conv 6 5 same relu > flat > dense 10"
    drawing.project.apply(chain(drawing.project, parse_chain(text)).edit)
    return drawing


def test_20_a_bypassed_layer_lets_its_input_through_and_comes_back_whole(net):
    project, before = net.project, net.text()
    inverse = project.apply(toggling(project, ["conv2d"]))
    assert is_bypassed(project, "conv2d")
    assert project.analysis.nodes["conv2d"].output_shapes == [(None, 8, 8, 1)]
    assert project.analysis.nodes["conv2d"].parameters == 0
    assert not project.analysis.problems
    again = project.apply(toggling(project, ["conv2d"]))
    assert net.text() == before
    project.apply(again)
    assert is_bypassed(project, "conv2d")
    project.apply(inverse)
    assert net.text() == before
    assert project.bypassed == {}


def test_20_several_layers_go_one_way(net):
    project = net.project
    project.apply(SetBypass(("conv2d",), True))
    edit = toggling(project, ["conv2d", "dense"])
    assert edit.bypass
    project.apply(edit)
    assert set(project.bypassed) == {"conv2d", "dense"}


def test_20_it_is_written_beside_the_drawing_and_keras_sees_an_identity(net, tmp_path):
    project = net.project
    project.apply(SetBypass(("conv2d",), True))
    path = tmp_path / "net.json"
    write_project(project.content(), path)
    data = json.loads(path.read_text("utf-8"))
    assert data["canvas"]["bypassed"]["conv2d"]["config"]["filters"] == 6
    assert [layer["class_name"] for layer in data["config"]["layers"]][1] == "Identity"
    opened = Project(read_project(path))
    opened.apply(toggling(opened, ["conv2d"]))
    assert opened.architecture.layers["conv2d"].config["kernel_size"] == [5, 5]


def test_20_a_new_name_is_kept_in_mind_and_a_removed_layer_forgotten(net):
    project, before = net.project, net.text()
    inverses = [project.apply(SetBypass(("conv2d",), True)), project.apply(Rename("conv2d", "first"))]
    assert is_bypassed(project, "first")
    inverses.append(project.apply(RemoveNodes(("conv2d",))))
    assert "bypassed" not in json.loads(net.text())["canvas"]
    for inverse in reversed(inverses):
        project.apply(inverse)
    assert net.text() == before


@pytest.mark.parametrize("text, name", [("in 8", "input_layer"), ("in 8 > dense 8", "add")])
def test_20_inputs_and_joins_cannot_be_bypassed(drawing, text, name):
    project = drawing.project
    project.apply(chain(project, parse_chain(text)).edit)
    if name == "add":
        project.apply(chain(project, parse_chain("add"), ["input_layer", "dense"]).edit)
    with pytest.raises(EditError, match="cannot be bypassed"):
        project.apply(SetBypass((name,), True))


@pytest.mark.parametrize(
    "junk", [5, {"conv2d": 3}, {"dense": {"class_name": "Dense", "config": {}}}, {"x": None}]
)
def test_20_junk_in_a_file_is_left_out(net, junk, tmp_path):
    data = json.loads(net.text())
    data["canvas"]["bypassed"] = junk
    path = tmp_path / "junk.json"
    path.write_text(json.dumps(data))
    assert read_project(path).bypassed == {}
