"""Operations on images: the values of real Keras."""

import keras as real
import numpy as np
import pytest

from layerloom import ops

RNG = np.random.default_rng(0)
X = RNG.random((2, 6, 7, 3)).astype("float32")
NOISY = np.clip(X + RNG.normal(size=X.shape) * 0.1, 0, 1).astype("float32")
FIRST = X.transpose(0, 3, 1, 2)
BYTES = (X * 255).astype("uint8")
VOLUME = RNG.random((2, 4, 5, 6, 2)).astype("float32")
TURN = np.array([[0.9, 0.2, 0.5, -0.3, 1.1, 0.7, 0.01, -0.02], [1.3, -0.4, 3, 0.2, 0.7, -2, 0, 0]], "float32")
FAR = TURN * np.array([1, 1, -3, 1, 1, -3, 1, 1], "float32")
CORNERS = np.array([[0, 0], [6, 0], [0, 5], [6, 5]], "float32")
MOVED = CORNERS + RNG.uniform(-1, 1, (4, 2)).astype("float32")
PLACES = (RNG.uniform(0.2, 5, (4, 5, 6)) * np.array([0.2, 1, 1, 0.4])[:, None, None]).astype("float32")
SCALE, MOVE = np.array([0.6, 1.4], "float32"), np.array([0.3, -0.8], "float32")

CASES = {
    **{
        f"affine {how} {mode} {name}": lambda m, how=how, mode=mode, t=t: m.affine_transform(
            X, t, how, mode, 0.3
        )
        for how in ("nearest", "bilinear")
        for mode in ("constant", "nearest", "wrap", "reflect")
        for name, t in {"near": TURN, "far": FAR}.items()
    },
    "perspective": lambda m: m.perspective_transform(X, CORNERS, MOVED),
    "perspective first": lambda m: m.perspective_transform(
        FIRST[0], CORNERS, MOVED, "nearest", 0.5, "channels_first"
    ),
    **{
        f"map {mode} {order}": lambda m, mode=mode, order=order: m.map_coordinates(
            X, PLACES, order, mode, 0.2
        )
        for mode in ("constant", "nearest", "wrap", "reflect")
        for order in (0, 1)
    },
    "map outside constant": lambda m: m.map_coordinates(X, PLACES * 2 - 2, 1, "constant", 0.2),
    "map outside nearest": lambda m: m.map_coordinates(X, PLACES * 2 - 2, 1, "nearest"),
    "map outside wrap": lambda m: m.map_coordinates(X, PLACES * 2 - 2, 1, "wrap"),
    "map whole numbers": lambda m: m.map_coordinates(BYTES.astype("int32"), PLACES, 1),
    "gray": lambda m: m.rgb_to_grayscale(X),
    "gray bytes": lambda m: m.rgb_to_grayscale(BYTES.transpose(0, 3, 1, 2), "channels_first"),
    "to hsv": lambda m: m.rgb_to_hsv(X),
    "to hsv of gray": lambda m: m.rgb_to_hsv(X[..., :1].repeat(3, -1)),
    "to hsv first": lambda m: m.rgb_to_hsv(FIRST[0], "channels_first"),
    "to rgb": lambda m: m.hsv_to_rgb(X),
    "blur": lambda m: m.gaussian_blur(X),
    "blur 5": lambda m: m.gaussian_blur(X, (5, 5), (1.0, 2.0)),
    "blur 3 x 5": lambda m: m.gaussian_blur(X, (3, 5), (1.0, 2.0)),
    "blur first": lambda m: m.gaussian_blur(FIRST, (4, 4), data_format="channels_first"),
    "sobel": lambda m: m.sobel_edges(X),
    "sobel first": lambda m: m.sobel_edges(FIRST, "channels_first"),
    "ssim": lambda m: m.ssim(X, NOISY, filter_size=5),
    "ssim of one": lambda m: m.ssim(
        FIRST[0], NOISY[0].transpose(2, 0, 1), filter_size=3, data_format="channels_first"
    ),
    "patches": lambda m: m.extract_patches(X, (2, 3), padding="same"),
    "patches overlap": lambda m: m.extract_patches(X[0], 3, (2, 1)),
    "patches dilated": lambda m: m.extract_patches(X, 3, 1, 2),
    "patches of volumes": lambda m: m.extract_patches(VOLUME, (2, 2, 3)),
    "patches 3d": lambda m: m.extract_patches_3d(VOLUME[0], 2, 1, padding="same"),
    "pad": lambda m: m.pad_images(X, 1, None, None, 2, 9, 12),
    "crop": lambda m: m.crop_images(X, 1, None, None, 2, 3, 3),
    **{
        f"scale {how} {smooth}": lambda m, how=how, smooth=smooth: m.scale_and_translate(
            X, (2, 4, 9, 3), SCALE, MOVE, (1, 2), how, smooth
        )
        for how in ("linear", "cubic", "lanczos3", "lanczos5")
        for smooth in (True, False)
    },
    **{
        f"resize {how} {smooth}": lambda m, how=how, smooth=smooth: m.resize(X, (9, 4), how, smooth)
        for how in ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", "area")
        for smooth in (True, False)
    },
    "resize bytes": lambda m: m.resize(BYTES, (9, 4)),
    "resize bytes bicubic": lambda m: m.resize(BYTES, (9, 14), "bicubic"),
    "resize border": lambda m: m.resize(X, (8, 5), pad_to_aspect_ratio=True, fill_value=0.4),
    "resize cut": lambda m: m.resize(X, (8, 5), crop_to_aspect_ratio=True),
}


@pytest.mark.parametrize("name", CASES)
def test_values_are_those_of_keras(name):
    expected, found = (np.asarray(CASES[name](module.image)) for module in (real.ops, ops))
    assert (found.shape, found.dtype) == (expected.shape, expected.dtype)
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-5)


def test_every_name_of_keras_is_there():
    assert {name for name in dir(real.ops.image) if not name.startswith("_")} <= set(dir(ops.image))
