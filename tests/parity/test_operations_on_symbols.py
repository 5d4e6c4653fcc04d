"""Calls of ``keras.ops`` with tensors, arrays and numbers where others have settings, from files of Keras and back."""

from __future__ import annotations

import keras
import numpy as np
import pytest

import layerloom
from layerloom import models

CALLS = {
    "weights of an average": lambda o, x, i: o.average(
        x, axis=-1, weights=np.array([1, 2, 3, 4.0], "float32")
    ),
    "an average by a tensor": lambda o, x, i: o.average(x, axis=1, weights=o.abs(x)),
    "where a slice starts": lambda o, x, i: o.slice(x, i[0], (1, 1, 2)),
    "places of numbers": lambda o, x, i: o.unravel_index(i, (2, 3)),
    "what fills": lambda o, x, i: o.full((2, 3), x[0, 0, 0]),
    "a border": lambda o, x, i: o.pad(x, ((0, 0), (1, 1), (0, 2)), constant_values=o.min(x)),
    "a product with a number": lambda o, x, i: o.dot(x, 2),
    "volumes in patches": lambda o, x, i: o.image.extract_patches_3d(x[..., None, None], (2, 2, 1)),
}


def made_by(k, call):
    inputs = [k.Input((3, 4)), k.Input((3,), dtype="int32")]
    return k.Model(inputs, call(k.ops, *inputs))


@pytest.mark.parametrize("name", CALLS)
def test_they_give_the_same_in_either_and_from_files_of_either(name) -> None:
    theirs, ours = made_by(keras, CALLS[name]), made_by(layerloom, CALLS[name])
    draw = np.random.default_rng(0)
    given = [draw.normal(size=(2, 3, 4)).astype("float32"), draw.integers(0, 2, (2, 3)).astype("int32")]
    expected = _parts(theirs(given))
    for model in (
        ours,
        models.model_from_json(theirs.to_json()),
        keras.models.model_from_json(ours.to_json()),
    ):
        for got, wanted in zip(_parts(model(given)), expected, strict=True):
            assert got.dtype == wanted.dtype
            np.testing.assert_allclose(got, wanted, rtol=1e-5, atol=1e-6)


def _parts(found):
    return [np.asarray(part) for part in (found if isinstance(found, (list, tuple)) else [found])]


@pytest.mark.parametrize("number", [np.int64(3), np.int32(3), np.uint8(3), np.float32(0.5)])
def test_numbers_of_numpy_do_not_widen_float32(number) -> None:
    expected = np.asarray(keras.ops.multiply(keras.ops.ones((2,)), number))
    found = layerloom.ops.multiply(layerloom.ops.ones((2,)), number)
    assert found.dtype == expected.dtype.name
    np.testing.assert_array_equal(found, expected)
