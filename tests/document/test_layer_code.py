"""The code of a layer (gui.md 45): shown as Keras would be called, read back without being run."""

from __future__ import annotations

import pytest

from layerloom import layers
from layerloom.graph import LayerSpec
from layerloom_studio.document.edits import EditError
from layerloom_studio.document.layer_code import layer_code, setting_code


@pytest.fixture
def net(drawing):
    return drawing.chain("InputLayer", "Conv2D", "Flatten", "Dense")


def test_row_45_the_code_of_a_layer_is_its_call(net):
    there = net.project.architecture.layers
    assert layer_code(there["conv2d"]).startswith("layers.Conv2D(32, 3")
    assert layer_code(there["flatten"]) == "layers.Flatten()"


@pytest.mark.parametrize(
    "class_name, wrong, code",
    [
        ("Dense", {"units": -3}, "layers.Dense(-3)"),
        ("Dense", {"units": -3, "activation": "relu"}, 'layers.Dense(-3, activation="relu")'),
        ("Conv2D", {"filters": 0}, "layers.Conv2D(0, 3)"),
        (
            "Conv2D",
            {"strides": [2, 2], "dilation_rate": [2, 2]},
            "layers.Conv2D(32, 3, strides=2, dilation_rate=2)",
        ),
    ],
)
def test_row_45_the_code_of_a_layer_that_cannot_be_made_tells_what_was_set(drawing, class_name, wrong, code):
    node = drawing.add(class_name)
    spec = drawing.project.spec(node)
    usual = getattr(layers, class_name)(**{**spec.config, "name": node}).get_config()
    assert layer_code(LayerSpec(class_name, node, {**usual, **wrong})) == code


@pytest.mark.parametrize(
    "code, config",
    [
        ("layers.Conv2D(8, 5)", {"filters": 8, "kernel_size": [5, 5]}),
        ("keras.layers.Conv2D(filters=8, kernel_size=(5, 3))", {"filters": 8, "kernel_size": [5, 3]}),
        ("Conv2D(8, 3, padding='same', activation=\"relu\")", {"padding": "same", "activation": "relu"}),
        (
            "Conv2D(8, 3, kernel_regularizer=keras.regularizers.L2(0.01))",
            {"kernel_regularizer": {"class_name": "L2", "config": {"l2": 0.01}}},
        ),
    ],
)
def test_row_45_typed_code_becomes_the_settings_and_is_undone(net, code, config):
    before = net.text()
    inverse = net.project.apply(setting_code(net.project, "conv2d", code))
    found = net.project.architecture.layers["conv2d"].config
    assert {key: found[key] for key in config} == config
    assert found["name"] == "conv2d"
    assert net.project.analysis.nodes["conv2d"].output_shapes is not None
    net.project.apply(inverse)
    assert net.text() == before


def test_row_45_a_name_in_the_code_renames_the_layer_in_the_same_step(net):
    before = net.text()
    inverse = net.project.apply(setting_code(net.project, "conv2d", "Conv2D(8, 3, name='stem')"))
    assert net.project.architecture.layers["stem"].config["filters"] == 8
    assert "conv2d" not in net.project.architecture.layers
    net.project.apply(inverse)
    assert net.text() == before


def test_row_45_what_is_left_out_gets_its_default(net):
    net.project.apply(setting_code(net.project, "conv2d", "Conv2D(8, 3, padding='same')"))
    net.project.apply(setting_code(net.project, "conv2d", "Conv2D(8, 3)"))
    assert "padding" not in net.project.architecture.layers["conv2d"].config


@pytest.mark.parametrize(
    "code, reason",
    [
        ("Conv2D(8,", "no Python"),
        ("8", "Write a call of Conv2D"),
        ("Dense(8)", "Write a call of Conv2D"),
        ("Conv2D(8)", "needs kernel_size"),
        ("Conv2D(-1, 3)", "filters"),
        ("Conv2D(8, 3, colour=1)", "no setting 'colour'"),
        ("Conv2D(8, 3, name=7)", "name must be text"),
        ("Conv2D(8, 3, activation=open('x'))", "Only layers, initializers"),
        ("Conv2D(8, 3, activation=secret)", "no plain value"),
        ("Conv2D(__import__('os').system('true'), 3)", "Only layers, initializers"),
    ],
)
def test_row_45_other_code_is_refused_and_never_run(net, code, reason):
    before = net.text()
    with pytest.raises(EditError, match=reason):
        net.project.apply(setting_code(net.project, "conv2d", code))
    assert net.text() == before


def test_row_45_the_code_of_an_input_tells_its_shape_alone_and_keeps_its_name(net):
    code = layer_code(
        LayerSpec(
            "InputLayer",
            "image",
            {"name": "image", "batch_shape": [None, 9, 9, 1], "dtype": "float32", "sparse": False},
        )
    )
    assert code == "layers.InputLayer(batch_shape=(None, 9, 9, 1))"
    net.project.apply(setting_code(net.project, "input_layer", code))
    found = net.project.architecture.layers["input_layer"].config
    assert found == {"name": "input_layer", "batch_shape": [None, 9, 9, 1]}
