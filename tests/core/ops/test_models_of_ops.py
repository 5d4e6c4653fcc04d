"""Operations as nodes of a model: the model computes what the operation computes, for any batch."""

import numpy as np
import pytest

import layerloom as keras
from layerloom import ops

RNG = np.random.default_rng(1)
IMAGES = RNG.random((3, 6, 8, 3)).astype("float32")
ROWS = RNG.standard_normal((3, 8)).astype("float32")
SQUARES = (RNG.standard_normal((3, 4, 4)) + 4 * np.eye(4)).astype("float32")
CORNERS = np.array([[0, 0], [7, 0], [0, 5], [7, 5]], "float32")
TURN = np.array([0.9, 0.1, 0.3, -0.1, 1.1, 0.2, 0, 0], "float32")

CASES = {
    "affine": (IMAGES, lambda x: ops.image.affine_transform(x, TURN)),
    "perspective": (IMAGES, lambda x: ops.image.perspective_transform(x, CORNERS, CORNERS * 0.5 + 1)),
    "hsv": (IMAGES, ops.image.rgb_to_hsv),
    "gray": (IMAGES, ops.image.rgb_to_grayscale),
    "blur": (IMAGES, ops.image.gaussian_blur),
    "sobel": (IMAGES, ops.image.sobel_edges),
    "patches": (IMAGES, lambda x: ops.image.extract_patches(x, 2)),
    "ssim": (IMAGES, lambda x: ops.image.ssim(x, x * x, filter_size=3)),
    "resize": (IMAGES, lambda x: ops.image.resize(x, (3, 5), "area")),
    "rearrange": (IMAGES, lambda x: ops.rearrange(x, "b (h p) w c -> b h (p w) c", p=2)),
    "depth_to_space": (IMAGES, lambda x: ops.space_to_depth(x, 2)),
    "rfft": (ROWS, lambda x: ops.rfft(x)[1]),
    "fft": (ROWS, lambda x: ops.fft((x, x * 2))[0]),
    "stft": (ROWS, lambda x: ops.stft(x, 4, 2, 4)[0]),
    "istft": (ROWS, lambda x: ops.istft(ops.stft(x, 4, 2, 4), 4, 2, 4)),
    "norm": (ROWS, lambda x: ops.norm(x, axis=1)),
    "nanmax": (ROWS, lambda x: ops.nanmax(x, axis=1)),
    "nanmedian": (ROWS, lambda x: ops.nanmedian(x, axis=1)),
    "trapezoid": (ROWS, ops.trapezoid),
    "histogram": (ROWS, lambda x: ops.histogram(x, bins=3)[0]),
    "sparsemax": (ROWS, ops.sparsemax),
    "cdist": (ROWS, lambda x: ops.cdist(x, x)),
    "cross": (ROWS, lambda x: ops.cross(x[:, :3], x[:, 3:6])),
    "array_split": (ROWS, lambda x: ops.array_split(x, 3, axis=1)[1]),
    "svd": (SQUARES, lambda x: ops.svd(x, compute_uv=False)),
    "qr": (SQUARES, lambda x: ops.qr(x)[1]),
    "lu_factor": (SQUARES, lambda x: ops.lu_factor(x)[0]),
    "pinv": (SQUARES, ops.pinv),
    "solve": (SQUARES, lambda x: ops.solve(x, x[..., :1])),
    "slogdet": (SQUARES, lambda x: ops.slogdet(x)[1]),
    "multi_hot": (np.array([[1, 3], [0, 2]]), lambda x: ops.multi_hot(x, 4)),
    "ctc_decode": (RNG.random((2, 5, 4)).astype("float32"), lambda x: ops.ctc_decode(x, np.array([5, 5]))[0]),
}


@pytest.mark.parametrize("name", CASES)
def test_model_computes_what_the_operation_does(name):
    value, call = CASES[name]
    inputs = keras.Input(value.shape[1:], dtype=value.dtype.name)
    model = keras.Model(inputs, call(inputs))
    expected, found = np.asarray(call(value)), np.asarray(model(value))
    np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-6)
    assert all(s in (None, n) for s, n in zip(model.output_shape, expected.shape, strict=True))
    again = keras.models.model_from_json(model.to_json())
    np.testing.assert_allclose(again(value), expected, rtol=1e-6, atol=1e-6)
