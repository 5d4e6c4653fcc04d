"""A drawing as Python code: run here and with real Keras it gives the same network."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import numpy as np
import pytest

import layerloom
from layerloom import layers, ops
from layerloom.declaration import entries
from layerloom.graph import parse_architecture
from layerloom.graph.python_code import to_python

TEMPLATES = sorted((Path(__file__).parents[2] / "assets" / "templates").glob("*.json"))
#: Layers that need more than their start values, or that real Keras calls otherwise.
ODD = {
    "Bidirectional",
    "TimeDistributed",
    "RNN",
    "StackedRNNCells",
    "SpectralNormalization",
    "Wrapper",
    "Pipeline",
}


def run(code, library):
    space = {}
    exec(code.replace("import keras", f"import {library} as keras") if library != "keras" else code, space)
    return space["model"]


def code_of(model):
    return to_python(parse_architecture(json.loads(model.to_json())))


def plain(model):
    """Layers with their configs, without what only says where they came from."""
    data = json.loads(model.to_json())["config"]["layers"]
    return [(item["class_name"], item["config"]) for item in data]


def same_network(code, model):
    ours = run(code.replace("from keras import", "from layerloom import"), "layerloom")
    theirs = run(code, "keras")
    assert plain(ours) == plain(model)
    assert [w.shape for w in ours.get_weights()] == [w.shape for w in theirs.get_weights()]
    theirs.set_weights(ours.get_weights())
    shapes = ours.input_shape if isinstance(ours.input_shape, list) else [ours.input_shape]
    rng = np.random.default_rng(0)
    x = [rng.normal(size=(2, *shape[1:])).astype("float32") for shape in shapes]
    mine = ours.predict(x if len(x) > 1 else x[0], verbose=0)
    other = theirs.predict(x if len(x) > 1 else x[0], verbose=0)
    for a, b in zip(*((v if isinstance(v, list) else [v]) for v in (mine, other)), strict=True):
        np.testing.assert_allclose(a, b, atol=1e-5)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_template_is_the_same_network_as_code(path):
    arch = parse_architecture(json.loads(path.read_text()))
    model = layerloom.models.model_from_json(path.read_text())
    code = to_python(arch)
    if not model.get_weights() or type(model).__name__ == "Sequential":
        same_network(code, model)
        return
    ours = run(code.replace("from keras import", "from layerloom import"), "layerloom")
    theirs = run(code, "keras")
    assert ours.count_params() == theirs.count_params() == model.count_params()
    assert {layer.name for layer in ours.layers} >= {
        spec.name for spec in arch.layers.values() if not spec.is_input
    }


def branches():
    a, b = layers.Input((4,), name="a"), layers.Input((4,), name="b")
    both = layers.Dense(3, activation="relu", kernel_regularizer=layerloom.regularizers.L2(0.1), name="both")
    joined = layers.Concatenate(name="join")([both(a), both(b)])
    return layerloom.Model([a, b], [layers.Dense(2, name="p")(joined), layers.Dense(1, name="q")(both(a))])


def nested():
    inner = layerloom.Sequential([layers.Input((4,)), layers.Dense(3, name="d")], name="inner")
    x = layers.Input((4,), name="x")
    return layerloom.Model(x, layers.Dense(1, name="out")(inner(x)), name="outer")


def operations():
    x = layers.Input((4,), name="x")
    h = layers.Dense(4, name="h")(x)
    return layerloom.Model(x, layers.Dense(1, name="out")(ops.relu(h) + x), name="with_ops")


def wrapped():
    x = layers.Input((5, 4), name="x")
    h = layers.Bidirectional(layers.LSTM(3, return_sequences=True), merge_mode="sum", name="two_ways")(x)
    return layerloom.Model(x, layers.TimeDistributed(layers.Dense(2), name="each")(h), name="wrapped")


def settings():
    return layerloom.Sequential(
        [
            layers.Input((6, 6, 1)),
            layers.Conv2D(
                2, (3, 2), strides=(1, 2), kernel_initializer=layerloom.initializers.HeNormal(seed=3)
            ),
            layers.BatchNormalization(momentum=0.5, trainable=False),
            layers.LeakyReLU(0.1),
            layers.Flatten(),
            layers.Dense(2, kernel_constraint=layerloom.constraints.MaxNorm(3), use_bias=False),
        ],
        name="settings",
    )


@pytest.mark.parametrize("make", [branches, nested, operations, wrapped, settings])
def test_models_of_every_form_come_back_from_their_code(make):
    model = make()
    code = code_of(model)
    ours = run(code.replace("from keras import", "from layerloom import"), "layerloom")
    theirs = run(code, "keras")
    assert [w.shape for w in ours.get_weights()] == [w.shape for w in theirs.get_weights()]
    ours.set_weights(model.get_weights())
    theirs.set_weights(model.get_weights())
    rng = np.random.default_rng(0)
    shapes = model.input_shape if isinstance(model.input_shape, list) else [model.input_shape]
    x = [rng.normal(size=(2, *shape[1:])).astype("float32") for shape in shapes]
    x = x if len(x) > 1 else x[0]
    expected = model.predict(x, verbose=0)
    for found in (ours.predict(x, verbose=0), theirs.predict(x, verbose=0)):
        for a, b in zip(*((v if isinstance(v, list) else [v]) for v in (found, expected)), strict=True):
            np.testing.assert_allclose(a, b, atol=1e-5)


def test_arguments_at_their_defaults_are_left_out():
    code = code_of(layerloom.Sequential([layers.Input((4,), name="x"), layers.Dense(3, name="d")], name="m"))
    assert 'layers.Dense(3, name="d"),' in code


def test_unfinished_drawings_give_code_that_runs():
    arch = parse_architecture(json.loads(nested().to_json()))
    arch.outputs = []
    code = to_python(arch)
    ast.parse(code)
    assert "There is no model yet" in code


@pytest.mark.parametrize(
    "entry", [e for e in entries("layer") if e.category and e.name not in ODD], ids=lambda e: e.name
)
def test_every_layer_has_code_that_makes_it(entry):
    from layerloom.graph.python_code import call_of

    layer = entry.target(**entry.start)
    code = call_of("layers", entry.name, layer.get_config(), "layer")
    again = eval(code, {"layers": layers, "keras": layerloom})
    assert again.get_config() == layer.get_config()
