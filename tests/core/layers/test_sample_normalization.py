"""Normalization layers of single samples, and spectral normalization."""

import numpy as np
import pytest

from layerloom import layers
from layerloom.errors import LayerloomError
from layerloom.layers.masks import mask_of


@pytest.mark.parametrize(
    "layer, message",
    [
        (layers.LayerNormalization(axis=3), "no axis 3"),
        (layers.RMSNormalization(axis=[1, 5]), "no axis 5"),
        (layers.GroupNormalization(groups=3), "groups=3 must divide the 4 channels"),
        (layers.GroupNormalization(groups=3, axis=0), "no axis 0 of channels"),
    ],
)
def test_axes_and_groups_that_do_not_fit(layer, message):
    with pytest.raises(LayerloomError, match=message):
        layer(np.ones((2, 3, 4), "float32"))


def test_unknown_sizes_are_named():
    with pytest.raises(LayerloomError, match="size of axis -1 must be known"):
        layers.LayerNormalization().build((None, 3, None))


def test_masks_pass():
    y = layers.LayerNormalization()(layers.Masking()(np.array([[[0.0, 0.0], [1.0, 2.0]]], "float32")))
    np.testing.assert_array_equal(mask_of(y), [[False, True]])


def test_training_brings_the_largest_singular_value_to_1():
    layer = layers.SpectralNormalization(layers.Dense(5), power_iterations=400)
    x = np.ones((2, 7), "float32")
    before = np.asarray(layer(x))
    np.testing.assert_array_equal(layer(x), before)
    layer(x, training=True)
    assert np.linalg.svd(layer.layer.kernel.numpy())[1][0] == pytest.approx(1, abs=1e-4)


def test_a_layer_without_a_kernel_is_refused():
    with pytest.raises(LayerloomError, match="neither a kernel nor embeddings"):
        layers.SpectralNormalization(layers.ReLU())(np.ones((2, 3), "float32"))
    with pytest.raises(LayerloomError, match="must be a layer"):
        layers.SpectralNormalization("Dense")
