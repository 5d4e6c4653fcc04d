"""Helpers: labels, seeds, images."""

import io
import random

import numpy as np
import pytest

from layerloom import initializers, utils
from layerloom import random as own_random
from layerloom.errors import FileFormatError, LayerloomError


@pytest.mark.parametrize(
    "labels, options, rows",
    [
        ([0, 2], {}, [[1, 0, 0], [0, 0, 1]]),
        ([[1], [0]], {"num_classes": 2}, [[0, 1], [1, 0]]),
        ([[0, 1]], {}, [[[1, 0], [0, 1]]]),
        (np.array([1.0]), {"num_classes": 3}, [[0, 1, 0]]),
    ],
)
def test_to_categorical(labels, options, rows):
    np.testing.assert_array_equal(utils.to_categorical(labels, **options), rows)


@pytest.mark.parametrize("labels", [[0, 3], [-1], [0.5], ["a"]])
def test_to_categorical_refuses(labels):
    with pytest.raises(LayerloomError):
        utils.to_categorical(labels, num_classes=3)


def test_normalize():
    np.testing.assert_allclose(utils.normalize(np.array([[3.0, 4.0], [0.0, 0.0]])), [[0.6, 0.8], [0, 0]])
    np.testing.assert_allclose(utils.normalize(np.array([[3.0], [1.0]]), axis=0, order=1), [[0.75], [0.25]])


def test_one_seed_for_everything():
    def draw():
        utils.set_random_seed(7)
        shape = (3,)
        return [
            random.random(),
            *np.random.rand(2),  # noqa: NPY002 - as users draw
            *own_random.normal(shape).numpy(),
            *initializers.HeNormal()(shape).numpy(),
        ]

    assert draw() == draw()
    with pytest.raises(LayerloomError, match="seed"):
        utils.set_random_seed(-1)


@pytest.mark.parametrize("suffix", ["png", "tiff"])
@pytest.mark.parametrize("channels, mode", [(1, "grayscale"), (3, "rgb"), (4, "rgba")])
def test_images_survive_a_file(tmp_path, suffix, channels, mode):
    array = np.random.default_rng(1).integers(0, 256, (5, 7, channels)).astype("float32")
    path = tmp_path / f"image.{suffix}"
    utils.save_img(path, array, scale=False)
    np.testing.assert_array_equal(utils.img_to_array(utils.load_img(path, color_mode=mode)), array)
    first = utils.img_to_array(utils.load_img(str(path), color_mode=mode), data_format="channels_first")
    np.testing.assert_array_equal(
        utils.img_to_array(utils.array_to_img(first, "channels_first", scale=False)), array
    )


def test_images_are_scaled_to_a_size():
    array = np.zeros((10, 30, 3))
    array[:, 10:20] = 255
    buffer = io.BytesIO()
    utils.array_to_img(array).save(buffer, format="png")
    buffer.seek(0)
    image = utils.load_img(buffer, target_size=(4, 4), interpolation="nearest", keep_aspect_ratio=True)
    assert image.size == (4, 4)
    assert utils.img_to_array(image).min() == 255  # only the white middle is left


def test_values_are_stretched():
    image = utils.array_to_img(np.array([[[1.0], [3.0]]]))
    assert list(np.asarray(image)[0]) == [0, 255]


def test_images_that_are_none(tmp_path):
    path = tmp_path / "text.png"
    path.write_text("no picture")
    with pytest.raises(FileFormatError, match=r"text\.png: this is no image"):
        utils.load_img(path)
    with pytest.raises(FileFormatError, match="there is no such file"):
        utils.load_img(tmp_path / "missing.png")
    with pytest.raises(LayerloomError, match="color_mode"):
        utils.load_img(path, color_mode="grey")
    with pytest.raises(LayerloomError, match="channels"):
        utils.array_to_img(np.zeros((2, 2, 2)))
