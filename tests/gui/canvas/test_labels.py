"""The words on a node."""

from __future__ import annotations

import pytest

from layerloom import layers  # noqa: F401 - fills the registry
from layerloom.graph import LayerSpec, NodeInfo, Problem
from layerloom_studio.canvas.labels import (
    axes_of,
    axes_text,
    count_text,
    full_shape,
    key_parameters,
    parameters_text,
    shape_text,
    spoken,
    tooltip,
    value_text,
)


@pytest.mark.parametrize(
    "class_name, config, expected",
    [
        ("Dense", {"units": 10, "activation": "softmax"}, "10 softmax"),
        ("Dense", {"units": 10, "activation": "linear", "use_bias": False}, "10 no bias"),
        ("Conv2D", {"filters": 8, "kernel_size": [3, 5], "padding": "same"}, "8 3×5 same"),
        (
            "Conv2D",
            {"filters": 8, "kernel_size": 3, "strides": [2, 2], "data_format": "channels_last"},
            "8 3 strides 2×2",
        ),
        ("MaxPooling2D", {"pool_size": [2, 2], "strides": [2, 2], "padding": "valid"}, "2×2"),
        ("Dropout", {"rate": 0.25, "seed": None}, "0.25"),
        ("Flatten", {}, ""),
        ("Reshape", {"target_shape": [4, 4, 1]}, "4×4×1"),
        ("Activation", {"activation": "relu"}, "relu"),
        ("InputLayer", {"batch_shape": [None, 28, 28, 1], "sparse": False, "ragged": False}, ""),
        ("Unheard", {"units": 3}, ""),
    ],
)
def test_the_settings_that_tell_one_layer_from_another(class_name, config, expected):
    assert " ".join(key_parameters(LayerSpec(class_name, "x", config))) == expected


@pytest.mark.parametrize(
    "shapes, expected",
    [
        (None, "?"),
        ([], "?"),
        ([(None, 26, 26, 32)], "26 × 26 × 32"),
        ([(None, None, 3)], "? × 3"),
        ([(8, 10)], "8 × 10"),
        ([()], "scalar"),
        ([(None, 5), (None, 6), (None, 6)], "5  +2"),
    ],
)
def test_shapes(shapes, expected):
    assert shape_text(shapes) == expected


def test_a_full_shape_is_written_as_python_does():
    assert full_shape((None, 28)) == "(None, 28)"
    assert full_shape((3,)) == "(3,)"


@pytest.mark.parametrize(
    "count, expected",
    [
        (None, "?"),
        (0, "0"),
        (999, "999"),
        (9_999, "9,999"),
        (10_000, "10 k"),
        (803_000, "803 k"),
        (1_250_000, "1.25 M"),
        (138_357_544, "138 M"),
        (7_000_000_000, "7 G"),
    ],
)
def test_counts(count, expected):
    assert count_text(count) == expected


def test_one_parameter_is_singular():
    assert parameters_text(1) == "1 param"


@pytest.mark.parametrize(
    "value, expected",
    [
        ((3, 3), "3×3"),
        (0.5, "0.5"),
        (1e-07, "1e-07"),
        (True, "True"),
        ({"class_name": "L2", "config": {}}, "L2"),
    ],
)
def test_values(value, expected):
    assert value_text(value) == expected


def test_a_tooltip_and_the_spoken_line_tell_everything():
    spec = LayerSpec("Dense", "a<b", {"units": 4})
    info = NodeInfo(input_shapes=[(None, 3)], output_shapes=[(None, 4)], parameters=16, trainable=16)
    problem = Problem(("a<b",), "It is too small.", "warning", "shape")
    text = tooltip(spec, info, [problem])
    for part in ("a&lt;b", "(None, 3) → (None, 4)", "16 parameters", "It is too small."):
        assert part in text
    line = spoken(spec, info, ["x", "y"], [problem])
    assert line == "a<b, Dense 4; from x, y; output 4; 16 parameters; warning: It is too small."


@pytest.mark.parametrize(
    "shape, words",
    [
        ((None, 10), "batch any · features 10"),
        ((None, 26, 24, 8), "batch any · height 26 · width 24 · channels 8"),
        ((8, 5, 3), "batch 8 · steps 5 · features 3"),
        ((None, 1, 2, 3, 4, 5), ""),
    ],
)
def test_29_the_axes_of_a_tensor_are_named(shape, words):
    assert axes_text(shape) == words


def test_29_channels_first_is_told():
    spec = LayerSpec("Conv2D", "conv", {"filters": 8, "kernel_size": [3, 3], "data_format": "channels_first"})
    assert axes_of(spec, (None, 8, 26, 24)) == "batch any · channels 8 · height 26 · width 24"
