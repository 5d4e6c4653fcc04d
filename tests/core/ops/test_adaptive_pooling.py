"""Adaptive pooling against its definition; gradients and symbolic shapes."""

import math

import numpy as np
import pytest

from layerloom import ops
from layerloom.tensors import KerasTensor, check_gradients

RNG = np.random.default_rng(12)
CASES = [
    ((2, 6, 4, 3), (3, 2), None),
    ((2, 7, 5, 3), (3, 4), None),
    ((2, 3, 4, 2), (5, 4), None),
    ((2, 3, 7, 5), (3, 2), "channels_first"),
    ((2, 9, 3), 4, None),
    ((1, 4, 5, 6, 2), (2, 3, 4), None),
]


def pooled(x, sizes, reduce):
    """Axis by axis: window i of n sees the places from floor(i * size / n) to ceil((i + 1) * size / n)."""
    for axis, n in enumerate(sizes, 1):
        size = x.shape[axis]
        cuts = [(math.floor(i * size / n), math.ceil((i + 1) * size / n)) for i in range(n)]
        x = np.stack([reduce(np.take(x, range(a, b), axis), axis=axis) for a, b in cuts], axis)
    return x


@pytest.mark.parametrize("name, reduce", [("adaptive_average_pool", np.mean), ("adaptive_max_pool", np.max)])
@pytest.mark.parametrize("shape, size, data_format", CASES, ids=str)
def test_values_shapes_and_gradients(name, reduce, shape, size, data_format):
    pool, rank = getattr(ops, name), len(shape) - 2
    x = RNG.permutation(math.prod(shape)).reshape(shape) / 10
    sizes = (size,) * rank if isinstance(size, int) else size
    images = np.moveaxis(x, 1, -1) if data_format else x
    expected = pooled(images, sizes, reduce)
    expected = np.moveaxis(expected, -1, 1) if data_format else expected
    np.testing.assert_allclose(pool(x, size, data_format), expected, rtol=1e-12)
    symbolic = pool(KerasTensor((None, *shape[1:])), size, data_format)
    assert symbolic.shape == (None, *expected.shape[1:])
    check_gradients(lambda x: pool(x, size, data_format), x, step=1e-4)
    check_gradients(lambda x: ops.square(pool(x, size, data_format)), x, order=2, step=1e-4)
