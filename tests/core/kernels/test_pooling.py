"""Pooling kernels against the definition, over windows, strides and paddings."""

import numpy as np
import pytest

from layerloom.kernels import pooling

# inputs, window, strides
GEOMETRIES = [
    ((6, 8), (2, 2), (2, 2)),
    ((7, 9), (2, 2), (2, 2)),
    ((7, 9), (3, 3), (2, 2)),
    ((7, 6), (3, 2), (1, 1)),
    ((9, 8), (2, 3), (3, 1)),
    ((8, 8), (2, 2), (3, 3)),
    ((5, 5), (5, 5), (5, 5)),
    ((6, 6), (1, 1), (2, 2)),
    ((11,), (3,), (2,)),
    ((5, 4, 6), (2, 2, 3), (2, 1, 2)),
]


def images(inputs, seed=0):
    return np.random.default_rng(seed).standard_normal((3, *inputs, 4))


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("inputs, size, strides", GEOMETRIES, ids=str)
def test_max_pool(inputs, size, strides, padding, oracle):
    x = images(inputs)
    y = pooling.max_pool(x, size, strides, padding)
    np.testing.assert_array_equal(y, oracle.max_pool(x, size, strides, padding))
    dy = images(y.shape[1:-1], 1)
    dx = pooling.max_pool_gradient(dy, x, y, size, strides, padding)
    # No value is met twice here, so a small step in x moves exactly the winners.
    step = images(inputs, 2)
    moved = oracle.max_pool(x + 1e-9 * step, size, strides, padding)
    np.testing.assert_allclose(np.vdot(dx, step), np.vdot(dy, moved - y) / 1e-9, rtol=1e-5, atol=1e-5)
    picked = pooling.max_pool_pick(step, x, y, size, strides, padding)
    np.testing.assert_allclose(np.vdot(dy, picked), np.vdot(dx, step), rtol=1e-10)


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("inputs, size, strides", GEOMETRIES, ids=str)
def test_average_pool(inputs, size, strides, padding, oracle):
    x = images(inputs)
    y = pooling.average_pool(x, size, strides, padding)
    np.testing.assert_allclose(y, oracle.average_pool(x, size, strides, padding), atol=1e-12)
    dy, other = images(y.shape[1:-1], 1), images(inputs, 2)
    dx = pooling.average_pool_gradient(dy, inputs, size, strides, padding)
    through = oracle.average_pool(other, size, strides, padding)
    np.testing.assert_allclose(np.vdot(dx, other), np.vdot(dy, through), rtol=1e-10)


def test_of_equal_values_the_first_gets_the_gradient():
    x = np.zeros((1, 4, 4, 1))
    y = pooling.max_pool(x, (2, 2), (2, 2), "valid")
    dx = pooling.max_pool_gradient(np.ones_like(y), x, y, (2, 2), (2, 2), "valid")
    expected = np.zeros((4, 4))
    expected[::2, ::2] = 1
    np.testing.assert_array_equal(dx[0, :, :, 0], expected)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.int32])
def test_number_types_are_kept_and_padding_never_wins(dtype):
    x = np.full((1, 3, 3, 2), -5, dtype)
    y = pooling.max_pool(x, (2, 2), (2, 2), "same")
    assert y.dtype == dtype
    np.testing.assert_array_equal(y, np.full((1, 2, 2, 2), -5))
