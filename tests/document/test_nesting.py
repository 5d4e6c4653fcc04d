"""Groups and repeats (gui.md 16, 17): nested Keras models in the file, exact undo, the same network as before."""

from __future__ import annotations

import json

import keras
import numpy as np
import pytest

from layerloom import models, utils
from layerloom_studio.document import Project
from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.edits import EditError, SetConfig
from layerloom_studio.document.files import from_json, to_json
from layerloom_studio.document.nesting import grouping, repeating, ungrouping
from layerloom_studio.document.repairs import repairs
from layerloom_studio.document.repeats import repeats


@pytest.fixture
def net(drawing):
    """A block with a skip between a convolution and the end."""
    project = drawing.project
    project.apply(
        chain(project, parse_chain("in 8x8x1 > conv 4 same > conv 4 same > conv 4 same > add")).edit
    )
    drawing.connect("conv2d", "add")
    project.apply(chain(project, parse_chain("flat > dense 3 softmax")).edit)
    assert project.analysis.problems == []
    return drawing


BLOCK = ["conv2d_1", "conv2d_2", "add"]


def test_16_a_group_is_a_nested_model_of_the_same_size_and_is_undone_to_the_letter(net):
    before, parameters, text = net.project.analysis, net.project.analysis.parameters, net.text()
    edit = grouping(net.project, BLOCK)
    inverse = net.project.apply(edit)
    assert net.project.analysis.problems == []
    assert net.project.analysis.parameters == parameters == before.parameters
    assert edit.nodes == ("group",)
    assert net.project.spec("group").is_model
    assert net.inputs("group") == ["conv2d"]
    assert net.inputs("flatten") == ["group"]
    net.project.apply(inverse)
    assert net.text() == text


def test_16_a_group_comes_apart_into_the_same_network(net):
    def wiring() -> dict[str, list[str]]:
        return {node: net.inputs(node) for node in sorted(net.project.architecture.nodes)}

    before = wiring()
    net.project.apply(grouping(net.project, BLOCK))
    text = net.text()
    inverse = net.project.apply(ungrouping(net.project, "group"))
    assert wiring() == before
    assert net.project.analysis.problems == []
    assert len(set(net.project.positions.values())) == len(before)
    net.project.apply(inverse)
    assert net.text() == text


def test_16_groups_nest_and_real_keras_computes_the_same(net, tmp_path):
    net.project.apply(grouping(net.project, BLOCK[:2], "inner"))
    net.project.apply(grouping(net.project, ["inner", "add"], "outer"))
    assert net.project.analysis.problems == []
    text = json.dumps(to_json(net.project.content()))
    utils.set_random_seed(0)
    ours = models.model_from_json(text)
    theirs = keras.models.model_from_json(text)
    ours.save_weights(tmp_path / "net.weights.h5")
    theirs.load_weights(tmp_path / "net.weights.h5")
    x = np.random.default_rng(0).random((2, 8, 8, 1)).astype("float32")
    np.testing.assert_allclose(ours.predict(x, verbose=0), np.asarray(theirs(x)), rtol=1e-5, atol=1e-6)


def test_16_a_group_with_two_inputs_and_two_outputs_opens_in_keras(net):
    net.project.apply(chain(net.project, parse_chain("conv 4 same"), ["conv2d_1"]).edit)
    net.project.apply(grouping(net.project, ["conv2d_2", "add"]))
    assert net.inputs("group") == ["conv2d_1", "conv2d"]
    net.project.apply(grouping(net.project, ["group", "conv2d_1", "conv2d_3"], "block"))
    assert net.project.analysis.problems == []
    assert len(net.project.analysis.nodes["block"].output_shapes) == 2
    model = keras.models.model_from_json(net.text())
    assert model.count_params() == net.project.analysis.parameters
    assert json.dumps(to_json(from_json(json.loads(net.text())))) == net.text()


@pytest.mark.parametrize(
    "nodes, reason",
    [
        ([], "Select"),
        (["input_layer", "conv2d"], "input of the model"),
        (["conv2d_1", "add"], "conv2d_2 lies between"),
        (["conv2d", "loose"], "has no input"),
    ],
)
def test_16_what_cannot_be_a_group_says_why(net, nodes, reason):
    spec = net.add("Dense", (900.0, 0.0))
    with pytest.raises(EditError, match=reason):
        grouping(net.project, [spec if node == "loose" else node for node in nodes] if nodes else [])


def test_16_a_layer_is_no_group(net):
    with pytest.raises(EditError, match="no group"):
        ungrouping(net.project, "add")


def test_16_a_sequential_of_a_file_comes_apart_too():
    inner = keras.Sequential([keras.layers.Dense(3, name="a"), keras.layers.Dense(2, name="b")], name="part")
    inputs = keras.Input((4,), name="x")
    model = keras.Model(inputs, inner(inputs))
    project = Project(from_json(json.loads(model.to_json())))
    project.apply(ungrouping(project, "part"))
    assert list(project.architecture.nodes) == ["x", "a", "b"]
    assert project.analysis.problems == []
    assert project.analysis.parameters == model.count_params()


@pytest.mark.parametrize("times", [2, 3])
def test_17_a_block_stands_several_times_one_after_the_other(net, times):
    text = net.text()
    edit = repeating(net.project, BLOCK, times)
    inverse = net.project.apply(edit)
    assert net.project.analysis.problems == []
    assert len(edit.nodes) == 3 * times
    last = "add" if times == 1 else f"add_{times - 1}"
    assert net.inputs("flatten") == [last]
    assert net.inputs("add_1") == ["conv2d_4", "add"]  # the skip starts where the copy does
    assert len(set(net.project.positions.values())) == len(net.project.positions)
    net.project.apply(inverse)
    assert net.text() == text


def test_17_a_group_is_repeated_as_one(net):
    net.project.apply(grouping(net.project, BLOCK))
    net.project.apply(repeating(net.project, ["group"], 4))
    assert net.inputs("group_3") == ["group_2"]
    assert net.project.analysis.problems == []
    with pytest.raises(EditError, match="up to"):
        repeating(net.project, ["group"], 5000)


def test_17_the_copies_of_a_group_take_what_enters_them_and_are_told_as_one_row(drawing):
    project = drawing.project
    project.apply(chain(project, parse_chain("in 32x32x3 > conv 8 > bn > relu > pool > flatten")).edit)
    block = ["conv2d", "batch_normalization", "re_lu", "max_pooling2d"]
    project.apply(grouping(project, block, "block"))
    before = drawing.text()
    inverse = project.apply(repeating(project, ["block"], 3))
    assert project.analysis.errors == []
    shapes = [project.analysis.nodes[name].output_shapes[0] for name in ("block", "block_1", "block_2")]
    assert shapes == [(None, 15, 15, 8), (None, 6, 6, 8), (None, 2, 2, 8)]
    assert repeats(project) == {"block": (1, 3), "block_1": (2, 3), "block_2": (3, 3)}
    project.apply(inverse)
    assert drawing.text() == before


def test_n2_a_group_is_made_anew_for_what_enters_it(drawing):
    project = drawing.project
    project.apply(chain(project, parse_chain("in 32x32x3 > conv 8 > pool > flatten")).edit)
    project.apply(grouping(project, ["conv2d", "max_pooling2d"], "block"))
    source = project.architecture.inputs[0].layer
    project.apply(SetConfig(source, {"batch_shape": [None, 20, 20, 1]}))
    (problem,) = project.analysis.errors
    assert problem.nodes[0] == "block"
    first = repairs(project, problem)[0]
    assert first.title == "Make block anew for what enters it"
    project.apply(first.edit)
    assert project.analysis.errors == []
    assert project.analysis.nodes["block"].output_shapes == [(None, 9, 9, 8)]


def test_n2_a_group_that_cannot_take_what_enters_it_is_not_made_anew(drawing):
    project = drawing.project
    project.apply(chain(project, parse_chain("in 32x32x3 > conv 8 > pool > flatten")).edit)
    project.apply(grouping(project, ["conv2d", "max_pooling2d"], "block"))
    source = project.architecture.inputs[0].layer
    project.apply(SetConfig(source, {"batch_shape": [None, 20]}))
    titles = [found.title for problem in project.analysis.errors for found in repairs(project, problem)]
    assert "Make block anew for what enters it" not in titles


def test_27_whoever_is_told_of_an_edit_finds_the_shapes_after_it(drawing):
    drawing.chain("InputLayer", "Dense", "Dropout")
    project, found = drawing.project, []
    for event in (project.outputs_changed, project.node_added, project.node_removed):
        event.connect(
            lambda *_told: found.append(set(project.analysis.nodes) == set(project.architecture.nodes))
        )
    assert project.analysis.errors == []
    project.apply(grouping(project, ["dense", "dropout"]))
    assert len(found) == 4
    assert all(found)
