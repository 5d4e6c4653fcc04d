"""Embedding and Masking: lookups, masks and what they refuse."""

import numpy as np
import pytest

from layerloom import layers, ops
from layerloom.errors import LayerloomError
from layerloom.layers.masks import mask_of
from layerloom.tensors import check_gradients


def test_every_number_gets_its_row():
    table = np.arange(12, dtype="float32").reshape(4, 3)
    layer = layers.Embedding(4, 3, weights=[table])
    numbers = np.array([[0, 3], [1, 1]])
    np.testing.assert_array_equal(layer(numbers), table[numbers])


def test_large_numbers_keep_their_digits_in_half_precision():
    layer = layers.Embedding(5000, 2, dtype="float16")
    numbers = np.array([4097.0, 4999.0], "float32")
    np.testing.assert_array_equal(layer(numbers), layer.embeddings.numpy()[[4097, 4999]].astype("float16"))


@pytest.mark.parametrize("number", [7, -8])
def test_number_out_of_range_is_refused(number):
    with pytest.raises(LayerloomError, match="knows 0 to 6"):
        layers.Embedding(7, 2)(np.array([[0, number]]))


def test_quantization_is_refused():
    with pytest.raises(LayerloomError, match="quantization_config is not supported"):
        layers.Embedding(7, 2, quantization_config="int8")


@pytest.mark.parametrize("numbers", [[0, 2, 2, 0, 2], [[1, 1], [0, 2]], []])
def test_row_gradients(numbers):
    indices = np.array(numbers, dtype=int)
    table = np.random.default_rng(0).standard_normal((4, 3))
    check_gradients(lambda t: ops.gather_rows(t, indices) ** 2, table, order=2)


def test_zero_is_masked_on_request():
    numbers = np.array([[1, 0, 2]])
    np.testing.assert_array_equal(
        mask_of(layers.Embedding(3, 2, mask_zero=True)(numbers)), [[True, False, True]]
    )
    assert mask_of(layers.Embedding(3, 2)(numbers)) is None


def test_masked_steps_become_zero_and_stay_masked():
    x = np.array([[[9.0, 9.0], [9.0, 1.0]]], "float32")
    y = layers.Masking(9.0)(x)
    np.testing.assert_array_equal(y, [[[0.0, 0.0], [9.0, 1.0]]])
    np.testing.assert_array_equal(mask_of(layers.Dense(2)(y)), [[False, True]])
