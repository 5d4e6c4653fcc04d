"""Pooling as an operation: gradients, symbolic shapes and formats."""

import numpy as np
import pytest

from layerloom import ops
from layerloom.errors import ShapeError
from layerloom.tensors import KerasTensor, check_gradients

RNG = np.random.default_rng(12)

CASES = {
    "tiles": ((2, 6, 4, 3), {"pool_size": 2}),
    "rest": ((2, 7, 5, 3), {"pool_size": (2, 2)}),
    "overlapping": ((2, 7, 6, 2), {"pool_size": 3, "strides": 2, "padding": "same"}),
    "channels first": ((2, 3, 6, 5), {"pool_size": (2, 3), "strides": 1, "data_format": "channels_first"}),
    "one axis": ((2, 9, 3), {"pool_size": 3, "padding": "same"}),
    "three axes": ((1, 4, 4, 5, 2), {"pool_size": 2}),
}


@pytest.mark.parametrize("pool", [ops.max_pool, ops.average_pool], ids=lambda f: f.__name__)
@pytest.mark.parametrize("name", CASES)
def test_gradients_of_first_and_second_order(name, pool):
    shape, how = CASES[name]
    # All values differ by more than the step of the differences.
    x = RNG.permutation(np.prod(shape)).reshape(shape) / 10
    check_gradients(lambda x: pool(x, **how), x, step=1e-4)
    check_gradients(lambda x: ops.square(pool(x, **how)), x, order=2, step=1e-4)


@pytest.mark.parametrize("pool", [ops.max_pool, ops.average_pool], ids=lambda f: f.__name__)
@pytest.mark.parametrize("name", CASES)
def test_symbolic_shapes_are_the_real_ones(name, pool):
    shape, how = CASES[name]
    real = pool(np.zeros(shape, "float32"), **how).shape
    assert pool(KerasTensor((None, *shape[1:])), **how).shape == (None, *real[1:])
    assert pool(KerasTensor([None] * len(shape)), **how).shape == (None,) * len(shape)


def test_a_window_too_large_is_refused():
    for x in (np.zeros((1, 2, 2, 1)), KerasTensor((None, 2, 2, 1))):
        with pytest.raises(ShapeError, match="A window of 3 x 3 does not fit into an input of 2 x 2"):
            ops.max_pool(x, 3)


@pytest.mark.parametrize("dtype", ["int32", "uint8", "bool"])
def test_means_of_whole_numbers_have_a_fraction(dtype):
    x = np.arange(8).reshape(1, 8, 1).astype(dtype)
    found = ops.average_pool(x, 4)
    assert found.dtype == ops.average_pool(KerasTensor((None, 8, 1), dtype), 4).dtype == "float32"
    np.testing.assert_array_equal(found, x.reshape(1, 2, 4, 1).astype("float32").mean(axis=2))
