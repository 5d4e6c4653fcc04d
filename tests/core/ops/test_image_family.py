"""Operations on images: gradients once and twice, symbolic shapes, and what is refused."""

import numpy as np
import pytest

from layerloom import ops
from layerloom.errors import LayerloomError
from layerloom.ops import image
from layerloom.tensors import KerasTensor, check_gradients

RNG = np.random.default_rng(0)
X = RNG.random((2, 4, 5, 3))
PLACES = RNG.uniform(-0.4, 4.4, (4, 3, 3)) * np.array([0.2, 1.0, 1.0, 0.4])[:, None, None]
TURN = np.array([[0.9, 0.2, 0.5, -0.3, 1.1, 0.7, 0.01, -0.02], [1.3, -0.4, 3, 0.2, 0.7, -2, 0, 0]], "float32")
CORNERS = np.array([[0, 0], [4, 0], [0, 3], [4, 3]], "float32")
MOVED = CORNERS + RNG.random((4, 2)).astype("float32")
SMOOTH = {"output_shape": (2, 5, 3, 3), "spatial_dims": (1, 2)}

CASES = {
    "affine nearest": lambda x: image.affine_transform(x, TURN, "nearest"),
    "affine bilinear": lambda x: image.affine_transform(x, TURN, fill_value=0.5),
    "affine reflect": lambda x: image.affine_transform(x, TURN[0], fill_mode="reflect"),
    "perspective": lambda x: image.perspective_transform(x, CORNERS, MOVED),
    "map": lambda x: image.map_coordinates(x, PLACES, 1, "mirror"),
    "map nearest": lambda x: image.map_coordinates(x, PLACES, 0, "wrap"),
    "elastic": lambda x: image.elastic_transform(x, 3.0, 1.0, seed=3),
    "to hsv": image.rgb_to_hsv,
    "to rgb": image.hsv_to_rgb,
    "gray": image.rgb_to_grayscale,
    "blur": lambda x: image.gaussian_blur(x, (3, 3), (1.0, 2.0)),
    "blur of odd form": lambda x: image.gaussian_blur(x, (2, 3)),
    "sobel": image.sobel_edges,
    "ssim": lambda x: image.ssim(x, x * x, filter_size=3),
    "patches": lambda x: image.extract_patches(x, 3, 1, padding="same"),
    "patches 3d": lambda x: image.extract_patches_3d(x[None], 2, (1, 2, 1)),
    "pad": lambda x: image.pad_images(x, 1, None, None, 2, 6, 8),
    "crop": lambda x: image.crop_images(x, 1, 0, 1, 2),
    "area": lambda x: image.resize(x, (3, 8), "area"),
    "resize with border": lambda x: image.resize(x, (6, 3), pad_to_aspect_ratio=True),
}


@pytest.mark.parametrize("name", CASES)
def test_gradient(name):
    check_gradients(CASES[name], X, order=2)


@pytest.mark.parametrize("method", ["linear", "cubic", "lanczos3"])
def test_scaling_has_gradients_for_scale_and_translation(method):
    def scaled(x, scale, translation):
        return image.scale_and_translate(x, scale=scale, translation=translation, method=method, **SMOOTH)

    check_gradients(scaled, X, np.array([1.31, 0.63]), np.array([-0.27, 0.41]), order=2)


@pytest.mark.parametrize("mode", ["nearest", "wrap", "mirror", "reflect"])
def test_gradient_for_coordinates(mode):
    check_gradients(lambda x, c: image.map_coordinates(x, c, 1, mode), X, PLACES, order=2)


@pytest.mark.parametrize("name", [name for name in CASES if name != "patches 3d"])
def test_symbols_have_the_shape_of_values(name):
    symbol, value = CASES[name](KerasTensor((None, 4, 5, 3))), CASES[name](X.astype("float32"))
    assert symbol.dtype == value.dtype
    assert all(s in (None, v) for s, v in zip(symbol.shape, value.shape, strict=True))
    if not name.startswith("map"):
        assert symbol.shape[0] is None


def test_a_flip_by_affine_transform():
    flip = [-1, 0, 4, 0, 1, 0, 0, 0]
    np.testing.assert_allclose(image.affine_transform(X, np.array(flip, "float32")), X[:, :, ::-1])


def test_elastic_transform_repeats_with_its_seed_and_rests_at_alpha_0():
    first, again = (np.asarray(image.elastic_transform(X, seed=5)) for _ in range(2))
    np.testing.assert_array_equal(first, again)
    assert np.abs(first - X).max() > 0.01
    np.testing.assert_allclose(image.elastic_transform(X, alpha=0.0), X, atol=1e-6)


@pytest.mark.parametrize(
    "mode, expected", [("mirror", [1, 0, 1, 2, 1]), ("reflect", [0, 0, 1, 2, 2]), ("wrap", [2, 0, 1, 2, 0])]
)
def test_what_lies_outside(mode, expected):
    found = image.map_coordinates(np.arange(3.0), np.arange(-1.0, 4.0)[None], 1, mode)
    np.testing.assert_allclose(found, expected)


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: image.affine_transform(X, TURN, "cubic"), "interpolation must be one of 'nearest'"),
        (lambda: image.affine_transform(X, TURN, fill_mode="mirror"), "fill_mode must be one of"),
        (lambda: image.affine_transform(X, TURN[:, :6]), "8 numbers"),
        (lambda: image.affine_transform(X, np.tile(TURN, (2, 1))), "2 images, but 4 transforms"),
        (lambda: image.affine_transform(X[0, 0], TURN), "3 axes"),
        (lambda: image.perspective_transform(X, CORNERS, MOVED[:3]), r"\(4, 2\) and \(3, 2\)"),
        (lambda: image.map_coordinates(X, PLACES[:2], 1), "one entry for each axis"),
        (lambda: image.map_coordinates(X, PLACES, 3), "order must be 0 or 1"),
        (lambda: image.rgb_to_hsv((X * 255).astype("uint8")), "floating point"),
        (lambda: image.hsv_to_rgb(X[..., :2]), "3 channels"),
        (lambda: image.rgb_to_grayscale(X[..., :2]), "3 channels or 1"),
        (lambda: image.gaussian_blur(X, (0, 3)), "positive"),
        (lambda: image.sobel_edges(X[0]), "batch of images"),
        (lambda: image.ssim(X, X[:1]), "one shape"),
        (lambda: image.extract_patches(X, (1, 2, 3, 4)), "one, two or three"),
        (lambda: image.pad_images(X, 1, 1, 1), "exactly two of left_padding"),
        (lambda: image.crop_images(X, 3, 0, 2, 0), "does not fit a height of 4"),
        (lambda: image.scale_and_translate(X, X.shape, [1.0], [0.0], (1,), "sharp"), "method must be one of"),
    ],
)
def test_what_is_refused(call, message):
    with pytest.raises(LayerloomError, match=message):
        call()


@pytest.mark.parametrize("mode", ["reflect", "symmetric", "edge", "wrap"])
def test_gradient_of_borders(mode):
    check_gradients(lambda x: ops.pad(x, ((0, 0), (1, 2), (2, 1), (0, 0)), mode=mode), X, order=2)
