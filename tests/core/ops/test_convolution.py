"""Convolution as an operation: gradients of first and second order, symbolic shapes, formats and refusals."""

import numpy as np
import pytest

from layerloom import ops
from layerloom.errors import ShapeError
from layerloom.tensors import KerasTensor, check_gradients

RNG = np.random.default_rng(11)

CASES = {
    "plain": ((2, 6, 5, 3), (3, 2, 3, 2), {}),
    "same": ((2, 6, 5, 3), (3, 3, 3, 2), {"padding": "same"}),
    "strided": ((2, 7, 6, 2), (3, 3, 2, 3), {"strides": 2, "padding": "same"}),
    "dilated": ((1, 8, 7, 2), (3, 2, 2, 2), {"dilation_rate": (2, 3)}),
    "grouped": ((2, 5, 5, 4), (2, 2, 2, 6), {}),
    "pointwise": ((2, 4, 4, 5), (1, 1, 5, 3), {}),
    "channels first": ((2, 3, 6, 5), (3, 2, 3, 2), {"data_format": "channels_first", "padding": "same"}),
    "one axis": ((2, 9, 3), (3, 3, 2), {"strides": 2}),
    "three axes": ((1, 4, 4, 5, 2), (2, 2, 2, 2, 2), {"padding": "same"}),
}


@pytest.mark.parametrize("name", CASES)
def test_gradients_of_first_and_second_order(name):
    shape, kernel, how = CASES[name]
    x, k = RNG.standard_normal(shape), RNG.standard_normal(kernel)
    check_gradients(lambda x, k: ops.conv(x, k, **how), x, k, order=2, step=1e-4)


@pytest.mark.parametrize("name", CASES)
def test_symbolic_shapes_are_the_real_ones(name):
    shape, kernel, how = CASES[name]
    real = ops.conv(np.zeros(shape, "float32"), np.zeros(kernel, "float32"), **how).shape
    symbolic = ops.conv(KerasTensor((None, *shape[1:])), np.zeros(kernel, "float32"), **how)
    assert symbolic.shape == (None, *real[1:])
    first = how.get("data_format") == "channels_first"
    unknown = [None] * len(shape)
    unknown[1 if first else -1] = shape[1 if first else -1]
    filters = kernel[-1]
    expected = [None] * len(shape)
    expected[1 if first else -1] = filters
    assert ops.conv(KerasTensor(unknown), np.zeros(kernel, "float32"), **how).shape == tuple(expected)


def test_channels_first_is_channels_last_transposed():
    x, k = RNG.standard_normal((2, 6, 5, 3)), RNG.standard_normal((3, 3, 3, 4))
    last = ops.conv(x, k, strides=(2, 1), padding="same").numpy()
    first = ops.conv(x.transpose(0, 3, 1, 2), k, strides=(2, 1), padding="same", data_format="channels_first")
    np.testing.assert_array_equal(first.numpy(), last.transpose(0, 3, 1, 2))


@pytest.mark.parametrize(
    "shape, kernel, how, message",
    [
        ((1, 5, 5, 3), (3, 3, 2, 4), {}, "does not fit 3 channels"),
        ((1, 5, 5, 4), (3, 3, 2, 3), {}, "groups that divide the 3 filters"),
        ((1, 5, 5, 3), (3, 3, 4), {}, "need a kernel of 4 axes"),
        ((1, 2, 5, 3), (3, 3, 3, 4), {}, "A window of 3 x 3 does not fit into an input of 2 x 5"),
    ],
)
def test_what_does_not_fit_is_refused(shape, kernel, how, message):
    for x in (np.zeros(shape), KerasTensor(shape)):
        with pytest.raises(ShapeError, match=message):
            ops.conv(x, np.zeros(kernel), **how)


@pytest.mark.parametrize(
    "how, message",
    [
        ({"padding": "full"}, "padding must be one of"),
        ({"strides": 0}, "strides must be"),
        ({"dilation_rate": (1, 2, 3)}, "dilation_rate must be"),
        ({"data_format": "first"}, "data_format must be"),
    ],
)
def test_wrong_arguments_are_refused(how, message):
    with pytest.raises(ValueError, match=message):
        ops.conv(np.zeros((1, 5, 5, 3)), np.zeros((3, 3, 3, 4)), **how)
