"""Batches put together, and data cut in two."""

import numpy as np
import pytest

from layerloom import layers, utils
from layerloom.data import Dataset
from layerloom.errors import FieldError


@pytest.mark.parametrize(
    "parts, packed",
    [((1,), 1), (([1, 2],), ([1, 2],)), ((1, 2), (1, 2)), ((1, 2, 3), (1, 2, 3)), ((1, None, 3), 1)],
)
def test_packing(parts, packed):
    assert utils.pack_x_y_sample_weight(*parts) == packed


def test_symbolic_tensors_are_known():
    assert utils.is_keras_tensor(layers.Input((2,)))
    assert not utils.is_keras_tensor(np.ones(2))
    assert utils.standardize_dtype("float") == "float32"


@pytest.mark.parametrize(
    "options, sizes",
    [
        ({"left_size": 0.8}, (8, 2)),
        ({"right_size": 3}, (7, 3)),
        ({"left_size": 2, "right_size": 3}, (2, 3)),
        ({"left_size": 0.5, "shuffle": True, "seed": 1}, (5, 5)),
    ],
)
@pytest.mark.parametrize("source", [Dataset.range(10), np.arange(10), (np.arange(10), np.arange(10) * 2)])
def test_two_parts(options, sizes, source):
    parts = utils.split_dataset(source, **options)
    assert tuple(map(len, parts)) == sizes
    found = [int(item[0] if isinstance(item, tuple) else item) for part in parts for item in part]
    assert len(set(found)) == sum(sizes)
    assert (found == sorted(found)) == ("shuffle" not in options)


@pytest.mark.parametrize(
    "options, message",
    [
        ({}, "needs left_size"),
        ({"left_size": 1.5}, "left_size"),
        ({"right_size": 10}, "right_size"),
        ({"left_size": 6, "right_size": 6}, "cannot be split"),
    ],
)
def test_sizes_that_do_not_fit(options, message):
    with pytest.raises(FieldError, match=message):
        utils.split_dataset(np.arange(10), **options)
