"""Colour spaces of images."""

from __future__ import annotations

from typing import Any

from layerloom.errors import ShapeError
from layerloom.ops.arrays import cast, stack
from layerloom.ops.composite import composite, like_first
from layerloom.ops.image.common import checked_images, checked_rgb, in_floats
from layerloom.ops.indexing import getitem
from layerloom.ops.logic import equal, greater, less, where
from layerloom.ops.math import absolute, clip
from layerloom.ops.reduce import max as greatest
from layerloom.ops.reduce import min as smallest
from layerloom.ops.windows import is_channels_first
from layerloom.tensors import KerasTensor

__all__ = ["hsv_to_rgb", "rgb_to_grayscale", "rgb_to_hsv"]

LUMA = (0.2989, 0.5870, 0.1140)


def _gray(images: Any, data_format: str | None = None) -> KerasTensor:
    shape = list(checked_images(images, "rgb_to_grayscale").shape)
    axis = -3 if is_channels_first(data_format) else -1
    if shape[axis] not in (1, 3, None):
        raise ShapeError(f"rgb_to_grayscale takes images with 3 channels or 1, got shape {tuple(shape)}.")
    shape[axis] = 1
    return KerasTensor(shape, images.dtype)


@composite(shape=_gray)
def rgb_to_grayscale(images: Any, /, data_format: str | None = None) -> Any:
    """Turns colours into shades of gray.

    Args:
        images: One image or a batch of them, with 3 channels; gray ones come back as they are.
        data_format: Where images keep their channels.

    Returns:
        Images with one channel, in their number type.

    Raises:
        ShapeError: If there are neither 3 channels nor 1.
    """
    _gray(images, data_format)
    axis = -3 if is_channels_first(data_format) else -1
    if images.shape[axis] == 1:
        return images
    x = in_floats(images)
    red, green, blue = (_channel(x, axis, slice(i, i + 1)) for i in range(3))
    return cast(red * LUMA[0] + green * LUMA[1] + blue * LUMA[2], dtype=images.dtype)


@composite(shape=like_first)
def rgb_to_hsv(images: Any, /, data_format: str | None = None) -> Any:
    """Turns red, green and blue into hue, saturation and value, all from 0 to 1.

    Args:
        images: One image or a batch of them, in floating point numbers from 0 to 1.
        data_format: Where images keep their channels.

    Raises:
        ValueError: If the images are not of that form.
    """
    axis = checked_rgb(checked_images(images, "rgb_to_hsv"), data_format, "rgb_to_hsv")
    red, green, blue = (_channel(images, axis, i) for i in range(3))
    value = greatest(images, axis=axis)
    span = value - smallest(images, axis=axis)
    saturation = where(greater(value, 0), span / where(greater(value, 0), value, 1.0), 0.0)
    sixth = 1 / (where(greater(span, 0), span, 1.0) * 6)
    of_green = (blue - red) * sixth + 2 / 6
    of_blue = (red - green) * sixth + 4 / 6
    hue = where(equal(red, value), (green - blue) * sixth, where(equal(green, value), of_green, of_blue))
    hue = where(greater(span, 0), hue, 0.0)
    return stack([where(less(hue, 0), hue + 1, hue), saturation, value], axis=axis)


@composite(shape=like_first)
def hsv_to_rgb(images: Any, /, data_format: str | None = None) -> Any:
    """Turns hue, saturation and value, all from 0 to 1, into red, green and blue.

    Args:
        images: One image or a batch of them, in floating point numbers from 0 to 1.
        data_format: Where images keep their channels.

    Raises:
        ValueError: If the images are not of that form.
    """
    axis = checked_rgb(checked_images(images, "hsv_to_rgb"), data_format, "hsv_to_rgb")
    hue, saturation, value = (_channel(images, axis, i) for i in range(3))
    sixths = hue * 6
    parts = (
        absolute(sixths - 3) - 1,
        2 - absolute(sixths - 2),
        2 - absolute(sixths - 4),
    )
    pale = 1 - saturation
    return stack([(pale + saturation * clip(p, x_min=0, x_max=1)) * value for p in parts], axis=axis)


def _channel(x: Any, axis: int, index: Any) -> Any:
    return getitem(x, key=(..., index) if axis == -1 else (..., index, slice(None), slice(None)))
