"""Merging layers: functional forms, masks and what they refuse."""

import numpy as np
import pytest

from layerloom import layers
from layerloom.errors import LayerloomError
from layerloom.layers.masks import mask_of
from layerloom.tensors import Tensor

A = np.arange(6, dtype="float32").reshape(1, 3, 2) + 1
B = np.full((1, 3, 2), 2.0, "float32")
MASK_A, MASK_B = np.array([[True, True, False]]), np.array([[True, False, False]])


def masked(array, mask):
    tensor = Tensor(array)
    if mask is not None:
        tensor._keras_mask = mask
    return tensor


@pytest.mark.parametrize(
    "function, expected",
    [
        (layers.add, A + B),
        (layers.subtract, A - B),
        (layers.multiply, A * B),
        (layers.average, (A + B) / 2),
        (layers.maximum, np.maximum(A, B)),
        (layers.minimum, np.minimum(A, B)),
        (layers.concatenate, np.concatenate([A, B], axis=-1)),
    ],
)
def test_functional_forms(function, expected):
    np.testing.assert_allclose(function([A, B]), expected)


def test_dot_in_functional_form():
    np.testing.assert_allclose(layers.dot([A, B], axes=(2, 2)), np.einsum("bij,bkj->bik", A, B))


@pytest.mark.parametrize("name", ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"])
def test_masks_are_joined_where_all_inputs_have_one(name):
    layer = getattr(layers, name)()
    np.testing.assert_array_equal(mask_of(layer([masked(A, MASK_A), masked(B, MASK_B)])), MASK_A | MASK_B)
    assert mask_of(layer([masked(A, MASK_A), masked(B, None)])) is None


def test_masked_factors_do_not_count():
    y = layers.Multiply()([masked(A, MASK_A), masked(B, MASK_B)])
    np.testing.assert_allclose(y, np.stack([A[:, 0] * B[:, 0], A[:, 1], 0 * A[:, 2]], axis=1))


def test_masked_values_are_not_selected():
    y = layers.Maximum()([masked(A, MASK_B), masked(B, MASK_A)])
    np.testing.assert_allclose(y, np.stack([np.maximum(A, B)[:, 0], B[:, 1], np.maximum(A, B)[:, 2]], axis=1))


def test_what_one_input_masks_is_left_to_the_other():
    y = layers.Maximum()([masked(A, None), masked(B + 9, MASK_B)])
    np.testing.assert_allclose(y, np.where(MASK_B[..., None], np.maximum(A, B + 9), A))


def test_concatenated_masks():
    y = layers.Concatenate(axis=1)([masked(A, MASK_A), masked(B, None)])
    np.testing.assert_array_equal(mask_of(y), [[True, True, False, True, True, True]])


def test_subtract_takes_two():
    with pytest.raises(LayerloomError, match="takes 2 inputs, got 3"):
        layers.Subtract()([A, A, A])


@pytest.mark.parametrize(
    "axes, message", [(0, "cannot be summed up"), (3, "from 1 to 2"), ((1, 2), "must be equal")]
)
def test_axes_that_do_not_fit(axes, message):
    with pytest.raises(LayerloomError, match=message):
        layers.Dot(axes)([A, B])
