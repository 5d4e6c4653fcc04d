"""What operations on images share: checks of their arguments, and bringing images into one form and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom import config
from layerloom.errors import FieldError, ShapeError
from layerloom.ops.arrays import cast, expand_dims, squeeze
from layerloom.ops.composite import as_value
from layerloom.ops.math import clip
from layerloom.ops.math import round as rounded
from layerloom.ops.windows import channels_to_end, channels_to_front, is_channels_first


def checked_images(images: Any, function: str) -> Any:
    """Returns images as a tensor or symbol.

    Raises:
        ShapeError: If they have neither 3 nor 4 axes.
    """
    x = as_value(images)
    if len(x.shape) not in (3, 4):
        raise ShapeError(
            f"{function} takes one image (3 axes) or a batch of them (4 axes), got shape {tuple(x.shape)}."
        )
    return x


def checked_choice(value: Any, choices: tuple[str, ...], argument: str, function: str) -> None:
    """Raises FieldError if a value is none of the choices."""
    if value not in choices:
        raise FieldError(
            f"{function}: {argument} must be one of {', '.join(map(repr, choices))}, got {value!r}."
        )


def checked_rgb(images: Any, data_format: str | None, function: str) -> int:
    """Returns the axis of the channels of float images.

    Raises:
        ValueError: If there are not three channels, or the numbers are whole ones.
    """
    if np.dtype(images.dtype).kind != "f":
        raise FieldError(
            f"{function} takes images of floating point numbers from 0 to 1, got {images.dtype}."
        )
    axis = -3 if is_channels_first(data_format) else -1
    if images.shape[axis] not in (3, None):
        raise ShapeError(f"{function} takes images with 3 channels, got shape {tuple(images.shape)}.")
    return axis


def in_batches(images: Any, data_format: str | None, function: Callable[[Any], Any], name: str) -> Any:
    """Calls a function of images (batch, height, width, channels) with images of either form.

    Args:
        images: One image or a batch, channels first or last.
        data_format: Where the channels are.
        function: What is called; its result has the same form.
        name: The name that errors use.
    """
    x = checked_images(images, name)
    single, first = len(x.shape) == 3, is_channels_first(data_format)
    x = expand_dims(x, axis=0) if single else x
    y = function(channels_to_end(x) if first else x)
    y = channels_to_front(y) if first else y
    return squeeze(y, axis=0) if single else y


def in_floats(x: Any) -> Any:
    """Returns whole numbers as floats of the default type."""
    return x if np.dtype(x.dtype).kind == "f" else cast(x, dtype=config.floatx())


def in_type(x: Any, dtype: str) -> Any:
    """Returns numbers in a type; whole numbers are rounded, and limited to what the type holds."""
    if x.dtype == dtype:
        return x
    if np.dtype(dtype).kind in "iu":
        limits = np.iinfo(dtype)
        x = clip(rounded(x), x_min=limits.min, x_max=limits.max)
    return cast(x, dtype=dtype)
