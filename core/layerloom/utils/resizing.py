"""Pictures in another size, computed as TensorFlow's image operations do it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.errors import LayerloomError
from layerloom.tensors import Array

__all__ = ["METHODS", "resize", "smart_resize"]


def _triangle(x: Array) -> Array:
    return np.maximum(0.0, 1.0 - np.abs(x))


def _cubic(b: float, c: float) -> Callable[[Array], Array]:
    """The family of Mitchell and Netravali."""

    def kernel(x: Array) -> Array:
        x = np.abs(x)
        near = (12 - 9 * b - 6 * c) * x**3 + (-18 + 12 * b + 6 * c) * x**2 + (6 - 2 * b)
        far = (-b - 6 * c) * x**3 + (6 * b + 30 * c) * x**2 + (-12 * b - 48 * c) * x + (8 * b + 24 * c)
        return np.where(x < 1, near, np.where(x < 2, far, 0.0)) / 6

    return kernel


def _lanczos(radius: int) -> Callable[[Array], Array]:
    return lambda x: np.where(np.abs(x) < radius, np.sinc(x) * np.sinc(x / radius), 0.0)


def _gaussian(x: Array) -> Array:
    weights: Array = np.where(np.abs(x) < 1.5, np.exp(-(x**2) / (2 * 0.5**2)), 0.0)
    return weights


#: Name of a method: its kernel and how far that reaches.
_KERNELS: dict[str, tuple[Callable[[Array], Array], float]] = {
    "bilinear": (_triangle, 1),
    "bicubic": (_cubic(0, 0.5), 2),
    "lanczos3": (_lanczos(3), 3),
    "lanczos5": (_lanczos(5), 5),
    "gaussian": (_gaussian, 1.5),
    "mitchellcubic": (_cubic(1 / 3, 1 / 3), 2),
}

_SMOOTHING = ("gaussian", "mitchellcubic")  # these change pictures of the right size, too

METHODS = (*_KERNELS, "nearest", "area")


def resize(image: Any, size: tuple[int, int], interpolation: str = "bilinear") -> Array:
    """Returns a picture in another size, without smoothing it before it is made smaller.

    Args:
        image: Array of shape (height, width, channels).
        size: New height and width.
        interpolation: One of ``METHODS``.

    Returns:
        Float32 array; of the picture's number type with ``"nearest"``.

    Raises:
        LayerloomError: If there is no such method.
    """
    if interpolation not in METHODS:
        raise LayerloomError(f"interpolation must be one of {', '.join(METHODS)}, got {interpolation!r}.")
    picture = np.asarray(image)
    if interpolation == "nearest":
        rows, columns = (_nearest(old, new) for old, new in zip(picture.shape, size, strict=False))
        return picture[rows[:, None], columns]
    picture = picture.astype(np.float32, copy=False)
    for axis in (0, 1):
        if picture.shape[axis] != size[axis] or interpolation in _SMOOTHING:
            taps, weights = _taps(picture.shape[axis], size[axis], interpolation)
            picture = _gathered(picture, axis, taps, weights)
    return picture


def smart_resize(
    x: Any,
    size: tuple[int, int],
    interpolation: str = "bilinear",
    data_format: str = "channels_last",
    **_: Any,
) -> Array:
    """Cuts the middle out of a picture in the new proportions, then resizes it.

    Args:
        x: Array of shape (height, width, channels), or a batch of such.
        size: New height and width.
        interpolation: One of ``METHODS``.
        data_format: ``"channels_last"`` or ``"channels_first"``.
    """
    picture = np.asarray(x)
    if picture.ndim == 4:
        return np.stack([smart_resize(item, size, interpolation, data_format) for item in picture])
    if picture.ndim != 3 or len(size) != 2:
        raise LayerloomError(
            f"smart_resize wants a picture and (height, width), got shape {picture.shape} and {size}."
        )
    if data_format == "channels_first":
        picture = picture.transpose(1, 2, 0)
    made = resize(crop_to(picture, size), size, interpolation)
    return made.transpose(2, 0, 1) if data_format == "channels_first" else made


def crop_to(picture: Array, size: tuple[int, int]) -> Array:
    """Cuts the largest part in the proportions of ``size`` out of the middle of a picture."""
    height, width = picture.shape[:2]
    crop_height = min(height, int(width * size[0] / size[1]))
    crop_width = min(width, int(height * size[1] / size[0]))
    top, left = int((height - crop_height) / 2), int((width - crop_width) / 2)
    return picture[top : top + crop_height, left : left + crop_width]


def pad_to(picture: Array, size: tuple[int, int], interpolation: str) -> Array:
    """Resizes a picture in its own proportions, with black borders where these are not those of ``size``."""
    height, width = np.float32(picture.shape[0]), np.float32(picture.shape[1])
    ratio = max(width / np.float32(size[1]), height / np.float32(size[0]))
    inner = (max(int(height / ratio), 1), max(int(width / ratio), 1))
    top = max(int((np.float32(size[0]) - height / ratio) / 2), 0)
    left = max(int((np.float32(size[1]) - width / ratio) / 2), 0)
    kind = picture.dtype if interpolation == "nearest" else np.float32
    made = np.zeros((*size, picture.shape[2]), kind)
    made[top : top + inner[0], left : left + inner[1]] = resize(picture, inner, interpolation)
    return made


def _nearest(old: int, new: int) -> Array:
    positions: Array = np.floor((np.arange(new) + 0.5) * (old / new)).astype(int)
    return np.minimum(positions, old - 1)


def _taps(old: int, new: int, interpolation: str) -> tuple[Array, Array]:
    """Returns for each new place the old places that it is made of, and their weights."""
    scale = old / new
    if interpolation == "area":
        start = np.arange(new)[:, None] * scale
        count = int(np.ceil(scale)) + 1
        taps = np.floor(start).astype(int) + np.arange(count)
        weights = np.clip(np.minimum(taps + 1, start + scale) - np.maximum(taps, start), 0, None)
    else:
        kernel, radius = _KERNELS[interpolation]
        centers = (np.arange(new)[:, None] + 0.5) * scale - 0.5
        if interpolation == "bicubic":  # TensorFlow's weights stand in a table of 1024 places
            centers = np.round(centers * 1024) / 1024
        taps = np.ceil(centers - radius).astype(int) + np.arange(int(np.ceil(2 * radius)) + 1)
        weights = kernel(taps - centers)
    weights = np.where((taps >= 0) & (taps < old), weights, 0.0)
    weights = weights / weights.sum(axis=1, keepdims=True)
    return np.clip(taps, 0, old - 1), weights.astype(np.float32)


def _gathered(picture: Array, axis: int, taps: Array, weights: Array) -> Array:
    shape = [1, 1, 1]
    shape[axis] = -1
    used = np.flatnonzero(weights.any(axis=0))
    return np.asarray(
        sum(np.take(picture, taps[:, tap], axis) * weights[:, tap].reshape(shape) for tap in used)
    )
