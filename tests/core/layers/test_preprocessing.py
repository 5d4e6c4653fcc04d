"""Preprocessing layers: adapting to data, number types, and what they refuse."""

import numpy as np
import pytest

from layerloom import layers
from layerloom.errors import LayerloomError

RNG = np.random.default_rng(0)
DATA = (RNG.standard_normal((100, 4, 3)) * [1.0, 2.0, 3.0] + [5.0, 0.0, -1.0]).astype("float32")
PIXELS = RNG.integers(0, 255, (2, 6, 8, 3)).astype("uint8")


def test_adapted_numbers_have_mean_0_and_variance_1():
    layer = layers.Normalization()
    layer.adapt(DATA)
    y = np.asarray(layer(DATA))
    np.testing.assert_allclose(y.mean(axis=(0, 1)), 0, atol=1e-5)
    np.testing.assert_allclose(y.var(axis=(0, 1)), 1, rtol=1e-4)
    back = layers.Normalization(invert=True)
    back.adapt(DATA)
    np.testing.assert_allclose(back(y), DATA, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("axis", [-1, None, (1, 2)])
def test_batches_give_the_same_as_the_whole(axis):
    whole, parts = layers.Normalization(axis), layers.Normalization(axis)
    whole.adapt(DATA)
    parts.adapt([DATA[:30], DATA[30:35], DATA[35:]])
    for one, other in zip(whole.get_weights(), parts.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("layer", [layers.Resizing(3, 4), layers.Resizing(12, 5, interpolation="bicubic")])
def test_resized_pixels_stay_pixels(layer):
    y = layer(PIXELS)
    assert y.dtype == "uint8"
    assert y.shape == (2, layer.height, layer.width, 3)


def test_rescaled_pixels_are_floats():
    y = layers.Rescaling(1 / 255)(PIXELS)
    assert y.dtype == "float32"
    np.testing.assert_allclose(y, PIXELS / 255.0, rtol=1e-6)


def test_one_image_without_a_batch():
    assert layers.Resizing(3, 4)(PIXELS[0]).shape == (3, 4, 3)
    np.testing.assert_array_equal(layers.CenterCrop(2, 4)(PIXELS[0]), PIXELS[0, 2:4, 2:6])


@pytest.mark.parametrize(
    "make, message",
    [
        (lambda: layers.Normalization(mean=1.0), "must be given together"),
        (lambda: layers.Normalization(mean=[1.0, 2.0], variance=[1.0]), "same shape"),
        (lambda: layers.Normalization().adapt([]), "no data"),
        (lambda: layers.Normalization(mean=1.0, variance=1.0).adapt(DATA), "nothing to learn"),
        (lambda: layers.Normalization(5).adapt(DATA), "not among the axes"),
        (lambda: layers.Rescaling("much"), "scale must be a number"),
        (
            lambda: layers.Resizing(2, 2, crop_to_aspect_ratio=True, pad_to_aspect_ratio=True),
            "exclude each other",
        ),
        (lambda: layers.CenterCrop(2, 2)(PIXELS[0, 0]), "3 axes"),
    ],
)
def test_what_does_not_fit(make, message):
    with pytest.raises(LayerloomError, match=message):
        make()
