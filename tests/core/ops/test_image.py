"""Resizing of images: gradients, constants, proportions and what is refused."""

import numpy as np
import pytest

from layerloom import ops
from layerloom.errors import LayerloomError
from layerloom.tensors import KerasTensor, check_gradients

METHODS = ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"]
IMAGES = np.random.default_rng(0).standard_normal((2, 5, 6, 2))


@pytest.mark.parametrize("antialias", [False, True])
@pytest.mark.parametrize("size", [(3, 9), (10, 4)])
@pytest.mark.parametrize("method", METHODS)
def test_gradients(method, size, antialias):
    check_gradients(lambda x: ops.image.resize(x, size, method, antialias) ** 2, IMAGES, order=2)


@pytest.mark.parametrize("method", METHODS)
def test_a_plain_image_stays_plain(method):
    y = np.asarray(ops.image.resize(np.full((5, 7, 1), 3.0, "float32"), (9, 4), method))
    np.testing.assert_allclose(y, 3.0, rtol=1e-6)


def test_channels_first_is_the_same_image():
    turned = ops.image.resize(IMAGES.transpose(0, 3, 1, 2), (7, 3), data_format="channels_first")
    np.testing.assert_allclose(np.asarray(turned).transpose(0, 2, 3, 1), ops.image.resize(IMAGES, (7, 3)))


def test_nearest_keeps_the_number_type():
    x = np.arange(6, dtype="uint8").reshape(2, 3, 1)
    y = ops.image.resize(x, (4, 6), "nearest")
    assert y.dtype == "uint8"
    np.testing.assert_array_equal(y, x.repeat(2, axis=0).repeat(2, axis=1))


def test_symbolic_shape():
    assert ops.image.resize(KerasTensor((None, None, 8, 3)), (4, 5)).shape == (None, 4, 5, 3)


@pytest.mark.parametrize(
    "arguments, message",
    [
        ({"interpolation": "best"}, "interpolation must be one of 'nearest'"),
        ({"fill_mode": "wrap"}, "fill_mode"),
        ({"crop_to_aspect_ratio": True, "pad_to_aspect_ratio": True}, "exclude each other"),
        ({"size": (0, 3)}, "at least 1"),
    ],
)
def test_wrong_arguments(arguments, message):
    with pytest.raises(LayerloomError, match=message):
        ops.image.resize(IMAGES, **{"size": (3, 3), **arguments})
