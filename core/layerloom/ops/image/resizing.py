"""Changing the size of images."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from layerloom.errors import FieldError
from layerloom.kernels import resampling as kernels
from layerloom.kernels.area import area_weights
from layerloom.ops.arrays import expand_dims, squeeze
from layerloom.ops.image.common import checked_choice, checked_images, in_floats, in_type
from layerloom.ops.indexing import getitem
from layerloom.ops.repeating import pad
from layerloom.ops.windows import channels_to_end, channels_to_front, is_channels_first
from layerloom.tensors import Array, KerasTensor, primitive

__all__ = ["resize"]

METHODS = (*kernels.METHODS, "area")


def resize(
    images: Any,
    size: Sequence[int],
    interpolation: str = "bilinear",
    antialias: bool = False,
    crop_to_aspect_ratio: bool = False,
    pad_to_aspect_ratio: bool = False,
    fill_mode: str = "constant",
    fill_value: float = 0.0,
    data_format: str | None = None,
) -> Any:
    """Changes the size of images.

    Args:
        images: One image (height, width, channels) or a batch of them.
        size: New height and width.
        interpolation: "nearest", "bilinear", "bicubic", "lanczos3", "lanczos5" or "area".
        antialias: Whether pixels that become smaller are averaged rather than skipped.
        crop_to_aspect_ratio: Whether to cut the borders first so that nothing is distorted.
        pad_to_aspect_ratio: Whether to add a border first so that nothing is distorted.
        fill_mode: "constant".
        fill_value: Value of that border.
        data_format: Where images keep their channels.

    Returns:
        The images in their own number type; whole numbers are rounded.

    Raises:
        ValueError: If an argument is none of those above, or the images have neither 3 nor 4 axes.
    """
    height, width = _checked_size(size)
    checked_choice(interpolation, METHODS, "interpolation", "resize")
    if fill_mode != "constant":
        raise FieldError(f"resize: fill_mode must be 'constant', got {fill_mode!r}.")
    if crop_to_aspect_ratio and pad_to_aspect_ratio:
        raise FieldError("resize: crop_to_aspect_ratio and pad_to_aspect_ratio exclude each other.")
    x = checked_images(images, "resize")
    dtype = x.dtype
    single, first = len(x.shape) == 3, is_channels_first(data_format)
    x = expand_dims(x, axis=0) if single else x
    x = channels_to_end(x) if first else x
    if crop_to_aspect_ratio:
        x = _cropped(x, height, width)
    elif pad_to_aspect_ratio:
        x = _bordered(x, height, width, fill_value)
    x = x if interpolation == "nearest" else in_floats(x)
    y = _resize(x, size=(height, width), method=interpolation, antialias=antialias)
    y = in_type(channels_to_front(y) if first else y, dtype)
    return squeeze(y, axis=0) if single else y


def _resized(x: Any, size: tuple[int, int], method: str, antialias: bool) -> KerasTensor:
    return KerasTensor((x.shape[0], *size, x.shape[-1]), x.dtype)


@primitive(shape=_resized)
def _resize(x: Array, /, size: tuple[int, int], method: str, antialias: bool) -> Array:
    if method == "nearest":
        rows, columns = (kernels.nearest_places(x.shape[axis], size[axis - 1]) for axis in (1, 2))
        return x[:, rows[:, None], columns]
    return kernels.resample(x, *_weights(x.shape[1:3], size, method, antialias, x.dtype.name))


@primitive(shape=lambda dy, shape, **_: tuple(shape))
def _resize_input(dy: Array, /, shape: tuple[int, ...], method: str, antialias: bool) -> Array:
    height, width = _weights(shape[1:3], dy.shape[1:3], method, antialias, dy.dtype.name)
    return kernels.resample(dy, height.T, width.T)


_resize.gradient(
    lambda dy, y, x, *, size, method, antialias: _resize_input(
        dy, shape=tuple(x.shape), method=method, antialias=antialias
    )
)
_resize_input.gradient(
    lambda ddx, dx, dy, *, shape, method, antialias: _resize(
        ddx, size=tuple(dy.shape[1:3]), method=method, antialias=antialias
    )
)


def _weights(sizes: Any, outputs: Any, method: str, antialias: bool, dtype: str) -> tuple[Array, Array]:
    first, second = (
        area_weights(size, output, dtype)
        if method == "area"
        else kernels.resampling_weights(size, output, method, antialias, dtype)
        for size, output in zip(sizes, outputs, strict=True)
    )
    return first, second


def _checked_size(size: Sequence[int]) -> tuple[int, int]:
    if len(size) != 2 or any(int(number) < 1 for number in size):
        raise FieldError(f"resize: size must be a height and a width of at least 1, got {size!r}.")
    return int(size[0]), int(size[1])


def _cropped(x: Any, height: int, width: int) -> Any:
    """Cuts the borders of images so that their sides have the proportion of the new size."""
    rows, columns = x.shape[1:3]
    if rows is None or columns is None:
        return x
    kept = max(min(rows, int(columns * height / width)), 1), max(min(columns, int(rows * width / height)), 1)
    top, left = int((rows - kept[0]) / 2), int((columns - kept[1]) / 2)
    return getitem(x, key=(slice(None), slice(top, top + kept[0]), slice(left, left + kept[1])))


def _bordered(x: Any, height: int, width: int, value: float) -> Any:
    """Adds a border on two sides of images so that their sides have the proportion of the new size."""
    rows, columns = x.shape[1:3]
    if rows is None or columns is None:
        return x
    above = int((max(rows, int(columns * height / width)) - rows) / 2)
    beside = int((max(columns, int(rows * width / height)) - columns) / 2)
    return pad(x, pad_width=((0, 0), (above, above), (beside, beside), (0, 0)), constant_values=value)
