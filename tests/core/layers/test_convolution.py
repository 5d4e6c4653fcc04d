"""Convolution and pooling layers: aliases, what causal means, and what is refused with which words."""

import numpy as np
import pytest

from layerloom import layers
from layerloom.declaration import get
from layerloom.errors import FieldError, LayerloomError, ShapeError

ALIASES = {
    **{f"Convolution{rank}D": f"Conv{rank}D" for rank in (1, 2, 3)},
    **{f"Convolution{rank}DTranspose": f"Conv{rank}DTranspose" for rank in (1, 2, 3)},
    **{f"SeparableConvolution{rank}D": f"SeparableConv{rank}D" for rank in (1, 2)},
    **{f"MaxPool{rank}D": f"MaxPooling{rank}D" for rank in (1, 2, 3)},
    **{f"AvgPool{rank}D": f"AveragePooling{rank}D" for rank in (1, 2, 3)},
    **{f"GlobalMaxPool{rank}D": f"GlobalMaxPooling{rank}D" for rank in (1, 2, 3)},
    **{f"GlobalAvgPool{rank}D": f"GlobalAveragePooling{rank}D" for rank in (1, 2, 3)},
}


@pytest.mark.parametrize("alias, name", ALIASES.items())
def test_aliases_are_the_same_class_in_code_and_in_files(alias, name):
    assert getattr(layers, alias) is getattr(layers, name) is get("layer", alias)


@pytest.mark.parametrize("options", [{}, {"dilation_rate": 3}, {"strides": 2}])
def test_causal_steps_see_no_later_ones(options):
    layer = layers.Conv1D(4, 3, padding="causal", **options)
    x = np.random.default_rng(0).standard_normal((2, 12, 3)).astype("float32")
    before = layer(x).numpy()
    later = x.copy()
    later[:, 6:] += 1
    step = options.get("strides", 1)
    same = -(-6 // step)
    after = layer(later).numpy()
    assert before.shape[1] == -(-12 // step)
    np.testing.assert_array_equal(after[:, :same], before[:, :same])
    assert not np.allclose(after[:, same:], before[:, same:])


@pytest.mark.parametrize(
    "name, options, error, message",
    [
        (
            "Conv1D",
            {"filters": 4, "kernel_size": 3, "strides": 2, "dilation_rate": 2},
            FieldError,
            "cannot both",
        ),
        (
            "Conv3D",
            {"filters": 4, "kernel_size": 3, "groups": 3},
            FieldError,
            "groups=3 must divide filters=4",
        ),
        ("Conv1D", {"filters": 0, "kernel_size": 3}, FieldError, "filters must be a whole number >= 1"),
        (
            "Conv3D",
            {"filters": 1, "kernel_size": (3, 3)},
            FieldError,
            "kernel_size must be a whole number or 3",
        ),
        (
            "Conv2D",
            {"filters": 1, "kernel_size": 3, "padding": "causal"},
            FieldError,
            "padding must be one of",
        ),
        (
            "DepthwiseConv2D",
            {"kernel_size": 3, "depth_multiplier": 0},
            FieldError,
            "depth_multiplier must be",
        ),
        (
            "Conv2DTranspose",
            {"filters": 1, "kernel_size": 3, "strides": 2, "output_padding": (1, 2)},
            FieldError,
            r"output_padding=\(1, 2\) must be below strides=\(2, 2\)",
        ),
        (
            "Conv3DTranspose",
            {"filters": 1, "kernel_size": 3, "strides": 2, "dilation_rate": 2},
            FieldError,
            "cannot both be above 1",
        ),
        (
            "AdaptiveMaxPooling2D",
            {"output_size": (1, 2, 3)},
            FieldError,
            "output_size must be a whole number or 2",
        ),
        ("AveragePooling1D", {}, TypeError, "pool_size"),
    ],
)
def test_wrong_arguments_are_refused(name, options, error, message):
    with pytest.raises(error, match=message):
        getattr(layers, name)(**options)


@pytest.mark.parametrize(
    "name, options, shape, message",
    [
        ("Conv1D", {"filters": 4, "kernel_size": 3}, (2, 9, 9, 3), "'conv1d.*expected 3 axes, got 4"),
        (
            "Conv1D",
            {"filters": 4, "kernel_size": 7},
            (2, 5, 3),
            "A window of 7 does not fit into an input of 5",
        ),
        (
            "Conv1D",
            {"filters": 4, "kernel_size": 2, "groups": 2},
            (2, 5, 3),
            "groups=2 must divide the 3 channels",
        ),
        ("SeparableConv2D", {"filters": 4, "kernel_size": 7}, (2, 5, 9, 3), "A window of 7 x 7 does not fit"),
        ("MaxPooling3D", {"pool_size": 4}, (2, 5, 3, 5, 1), "A window of 4 x 4 x 4 does not fit"),
        ("GlobalMaxPooling1D", {}, (2, 5, 3, 1), "expected 3 axes, got 4"),
        ("AdaptiveAveragePooling3D", {"output_size": 2}, (2, 5, 3, 1), "expected 5 axes, got 4"),
        (
            "Conv2DTranspose",
            {"filters": 1, "kernel_size": 4, "padding": "same", "output_padding": 0},
            (1, 1, 1, 3),
            'use padding "valid"',
        ),
    ],
)
def test_inputs_that_do_not_fit_are_refused(name, options, shape, message):
    with pytest.raises(ShapeError, match=message):
        getattr(layers, name)(**options)(np.zeros(shape, "float32"))


@pytest.mark.parametrize("name", ["Conv1D", "Conv1DTranspose", "DepthwiseConv1D", "SeparableConv1D"])
def test_channels_are_fixed_once_built(name):
    options = {"kernel_size": 3} if name.startswith("Depth") else {"filters": 4, "kernel_size": 3}
    layer = getattr(layers, name)(**options)
    layer(np.zeros((1, 8, 3), "float32"))
    with pytest.raises(LayerloomError, match="expected size 3 on axis -1, got 2"):
        layer(np.zeros((1, 8, 2), "float32"))


def test_unknown_sizes_stay_unknown():
    assert layers.Conv1D(4, 3).compute_output_shape((None, None, 3)) == (None, None, 4)
    assert layers.Conv2DTranspose(4, 3, 2).compute_output_shape((None, None, 5, 3)) == (None, None, 11, 4)
    assert layers.AdaptiveMaxPooling1D(4).compute_output_shape((None, None, 3)) == (None, 4, 3)
    assert layers.GlobalMaxPooling3D().compute_output_shape((None, None, None, 2, 3)) == (None, 3)


def test_masked_steps_do_not_count_even_where_they_are_no_numbers():
    x = np.array([[[1.0], [3.0], [np.nan]]], "float32")
    mask = np.array([[True, True, False]])
    np.testing.assert_array_equal(layers.GlobalAveragePooling1D()(x, mask=mask), [[2.0]])
