"""Transposed, depthwise and separable convolution as operations: gradients, symbolic shapes, formats, refusals."""

import numpy as np
import pytest

from layerloom import ops
from layerloom.errors import ShapeError
from layerloom.tensors import KerasTensor, check_gradients

RNG = np.random.default_rng(11)
FIRST = {"data_format": "channels_first"}

# name of the operation, images, kernels, arguments
CASES = {
    "transposed": ("conv_transpose", (2, 4, 3, 3), [(3, 2, 2, 3)], {}),
    "transposed strided": ("conv_transpose", (2, 3, 4, 2), [(3, 3, 3, 2)], {"strides": (2, 3)}),
    "transposed same": ("conv_transpose", (2, 3, 4, 2), [(3, 2, 3, 2)], {"strides": 2, "padding": "same"}),
    "transposed small window": ("conv_transpose", (1, 3, 2, 2), [(2, 1, 3, 2)], {"strides": 3}),
    "transposed extra": ("conv_transpose", (1, 3, 4, 2), [(3, 2, 2, 2)], {"strides": 2, "output_padding": 1}),
    "transposed same extra": (
        "conv_transpose",
        (1, 3, 4, 2),
        [(3, 4, 2, 2)],
        {"strides": (2, 3), "output_padding": (0, 2), "padding": "same"},
    ),
    "transposed dilated": ("conv_transpose", (1, 4, 3, 2), [(2, 2, 3, 2)], {"dilation_rate": (2, 1)}),
    "transposed one axis": ("conv_transpose", (2, 5, 2), [(3, 3, 2)], {"strides": 2, "padding": "same"}),
    "transposed three axes": ("conv_transpose", (1, 2, 3, 2, 2), [(2, 2, 3, 2, 2)], {"strides": (2, 1, 2)}),
    "transposed first": ("conv_transpose", (2, 3, 4, 2), [(3, 2, 2, 3)], {"strides": 2, **FIRST}),
    "depthwise": ("depthwise_conv", (2, 6, 5, 3), [(3, 2, 3, 1)], {"padding": "same"}),
    "depthwise multiplied": ("depthwise_conv", (2, 6, 5, 3), [(3, 2, 3, 2)], {"strides": (2, 1)}),
    "depthwise dilated": ("depthwise_conv", (1, 8, 7, 2), [(3, 2, 2, 1)], {"dilation_rate": (2, 3)}),
    "depthwise one axis": ("depthwise_conv", (2, 9, 3), [(3, 3, 2)], {"strides": 2, "padding": "same"}),
    "depthwise first": ("depthwise_conv", (2, 3, 6, 5), [(3, 2, 3, 2)], {"strides": 2, **FIRST}),
    "separable": ("separable_conv", (2, 6, 5, 3), [(3, 2, 3, 2), (1, 1, 6, 4)], {"padding": "same"}),
    "separable one axis": ("separable_conv", (2, 9, 3), [(3, 3, 1), (1, 3, 4)], {"strides": 2}),
    "separable first": (
        "separable_conv",
        (1, 3, 6, 5),
        [(2, 2, 3, 1), (1, 1, 3, 4)],
        {"strides": 2, **FIRST},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_gradients_of_first_and_second_order(name):
    operation, shape, kernels, how = CASES[name]
    arrays = [RNG.standard_normal(s) for s in (shape, *kernels)]
    check_gradients(lambda *a: getattr(ops, operation)(*a, **how), *arrays, order=2, step=1e-4)


@pytest.mark.parametrize("name", CASES)
def test_symbolic_shapes_are_the_real_ones(name):
    operation, shape, kernels, how = CASES[name]
    function, weights = getattr(ops, operation), [np.zeros(s, "float32") for s in kernels]
    real = function(np.zeros(shape, "float32"), *weights, **how).shape
    assert function(KerasTensor((None, *shape[1:])), *weights, **how).shape == (None, *real[1:])
    place = 1 if "data_format" in how else -1
    unknown, expected = [None] * len(shape), [None] * len(shape)
    unknown[place], expected[place] = shape[place], real[place]
    assert function(KerasTensor(unknown), *weights, **how).shape == tuple(expected)


@pytest.mark.parametrize("name", ["transposed same extra", "depthwise multiplied", "separable"])
def test_channels_first_is_channels_last_transposed(name):
    operation, shape, kernels, how = CASES[name]
    x, weights = RNG.standard_normal(shape), [RNG.standard_normal(s) for s in kernels]
    last = getattr(ops, operation)(x, *weights, **how).numpy()
    first = getattr(ops, operation)(x.transpose(0, 3, 1, 2), *weights, **how, **FIRST).numpy()
    np.testing.assert_array_equal(first, last.transpose(0, 3, 1, 2))


def test_transposed_convolution_is_the_transpose_of_convolution():
    x, y = RNG.standard_normal((2, 4, 3, 5)), RNG.standard_normal((2, 8, 6, 4))
    kernel, how = RNG.standard_normal((3, 3, 4, 5)), {"strides": 2, "padding": "same"}
    through = ops.conv(y, kernel, **how).numpy()
    back = ops.conv_transpose(x, kernel, **how).numpy()
    assert back.shape == y.shape
    np.testing.assert_allclose(np.vdot(through, x), np.vdot(y, back), rtol=1e-10)


def test_explicit_padding_is_padding_before_the_convolution():
    x, kernel = RNG.standard_normal((2, 7, 6, 3)), RNG.standard_normal((3, 2, 3, 4))
    padded = np.pad(x, ((0, 0), (2, 0), (1, 3), (0, 0)))
    expected = ops.conv(padded, kernel, strides=(2, 1)).numpy()
    found = ops.conv(x, kernel, strides=(2, 1), padding=((2, 0), (1, 3)))
    np.testing.assert_allclose(found, expected, rtol=1e-12)
    check_gradients(lambda x, k: ops.conv(x, k, padding=((2, 0), (1, 3))), x[:1], kernel, order=2, step=1e-4)


def test_a_long_sequence_is_cut_into_pieces_and_gets_its_bias():
    x, kernel = RNG.standard_normal((1, 60000, 8)).astype("float32"), np.ones((3, 8, 4), "float32")
    bias = np.arange(4, dtype="float32")
    found = ops.conv_bias(x, kernel, bias).numpy()
    np.testing.assert_allclose(found, ops.conv(x, kernel).numpy() + bias, rtol=1e-6)


@pytest.mark.parametrize(
    "operation, shape, kernels, how, message",
    [
        ("conv_transpose", (1, 5, 5, 3), [(3, 3, 4, 2)], {}, "with 3 channels, got the kernel shape"),
        (
            "conv_transpose",
            (1, 2, 1, 1),
            [(4, 4, 1, 1)],
            {"padding": "same", "output_padding": 0},
            "would give",
        ),
        ("depthwise_conv", (1, 5, 5, 3), [(3, 3, 2, 1)], {}, "with 3 channels, got the kernel shape"),
        ("depthwise_conv", (1, 5, 5, 5, 3), [(3, 3, 3, 3, 1)], {}, "takes sequences .3 axes. or images"),
        ("separable_conv", (1, 5, 5, 3), [(3, 3, 3, 1), (1, 1, 2, 1)], {}, "does not fit 3 channels"),
    ],
)
def test_what_does_not_fit_is_refused(operation, shape, kernels, how, message):
    for x in (np.zeros(shape), KerasTensor(shape)):
        with pytest.raises(ShapeError, match=message):
            getattr(ops, operation)(x, *map(np.zeros, kernels), **how)
