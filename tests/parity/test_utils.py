"""Helpers against real Keras."""

import keras
import numpy as np
import pytest

from layerloom import utils

IMAGE = np.random.default_rng(0).integers(0, 256, (9, 14, 3)).astype("uint8")


@pytest.mark.parametrize("interpolation", ["nearest", "bilinear", "bicubic", "box", "hamming", "lanczos"])
@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("mode", ["rgb", "grayscale", "rgba"])
def test_load_img(tmp_path, interpolation, keep, mode):
    path = str(tmp_path / "image.png")
    keras.utils.save_img(path, IMAGE, scale=False)
    options = {
        "color_mode": mode,
        "target_size": (6, 5),
        "interpolation": interpolation,
        "keep_aspect_ratio": keep,
    }
    expected = keras.utils.img_to_array(keras.utils.load_img(path, **options))
    found = utils.img_to_array(utils.load_img(path, **options))
    np.testing.assert_array_equal(found, expected)
    assert found.dtype == expected.dtype


@pytest.mark.parametrize("labels, count", [([0, 1, 3], None), ([[0], [2]], 4), ([[0, 1], [2, 0]], None)])
def test_to_categorical(labels, count):
    expected = keras.utils.to_categorical(labels, count)
    found = utils.to_categorical(labels, count)
    np.testing.assert_array_equal(found, expected)
    assert found.dtype == expected.dtype


@pytest.mark.parametrize("axis, order", [(-1, 2), (1, 1), (-1, 3)])
def test_normalize(axis, order):
    x = np.random.default_rng(1).normal(size=(4, 3))
    np.testing.assert_allclose(utils.normalize(x, axis, order), keras.utils.normalize(x, axis, order))


def test_array_to_img():
    x = np.random.default_rng(2).normal(size=(4, 5, 3))
    for scale in (True, False):
        values = x if scale else np.abs(x) * 50
        np.testing.assert_array_equal(
            np.asarray(utils.array_to_img(values, scale=scale)),
            np.asarray(keras.utils.array_to_img(values, scale=scale)),
        )
