"""Pieces of images: patches, borders put on and cut off."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom.errors import FieldError, ShapeError
from layerloom.kernels import patches as kernels
from layerloom.kernels.windows import output_sizes, window
from layerloom.ops.arrays import expand_dims, squeeze
from layerloom.ops.composite import as_value
from layerloom.ops.image.common import checked_images
from layerloom.ops.indexing import getitem
from layerloom.ops.repeating import pad
from layerloom.ops.windows import (
    Sizes,
    channels_to_end,
    channels_to_front,
    checked_padding,
    is_channels_first,
    per_axis,
)
from layerloom.tensors import Array, primitive

__all__ = ["crop_images", "extract_patches", "extract_patches_3d", "pad_images"]


def extract_patches(
    images: Any,
    size: int | Sequence[int],
    strides: int | Sequence[int] | None = None,
    dilation_rate: int | Sequence[int] = 1,
    padding: str = "valid",
    data_format: str | None = None,
) -> Any:
    """Cuts images, or volumes where ``size`` has three numbers, into patches.

    Args:
        images: One image or a batch of them; for volumes, with one axis more.
        size: Sizes of a patch.
        strides: Steps from patch to patch; by default patches lie side by side.
        dilation_rate: Steps from pixel to pixel within a patch.
        padding: "valid" or "same".
        data_format: Where images keep their channels.

    Returns:
        Images whose pixels are whole patches, flat in their channels.

    Raises:
        ValueError: If an argument is none of those above.
    """
    rank = 2 if isinstance(size, int) else len(size)
    if rank not in (2, 3):
        raise FieldError(f"extract_patches: size must be one, two or three whole numbers, got {size!r}.")
    sizes = per_axis(size, rank, "size")
    x = as_value(images)
    if len(x.shape) not in (rank + 1, rank + 2):
        what = "image" if rank == 2 else "volume"
        raise ShapeError(
            f"extract_patches takes one {what} ({rank + 1} axes) or a batch of them, got shape {tuple(x.shape)}."
        )
    single, first = len(x.shape) == rank + 1, is_channels_first(data_format)
    x = expand_dims(x, axis=0) if single else x
    y = _patches(
        channels_to_end(x) if first else x,
        size=sizes,
        strides=per_axis(sizes if strides is None else strides, rank, "strides"),
        dilation=per_axis(dilation_rate, rank, "dilation_rate"),
        padding=checked_padding(padding),
    )
    y = channels_to_front(y) if first else y
    return squeeze(y, axis=0) if single else y


def extract_patches_3d(
    volumes: Any,
    size: int | Sequence[int],
    strides: int | Sequence[int] | None = None,
    dilation_rate: int | Sequence[int] = 1,
    padding: str = "valid",
    data_format: str | None = None,
) -> Any:
    """Cuts volumes into patches.

    Args:
        volumes: One volume or a batch of them.
        size: Depth, height and width of a patch, or one number for all.
        strides: Steps from patch to patch; by default patches lie side by side.
        dilation_rate: Steps from element to element within a patch.
        padding: "valid" or "same".
        data_format: Where volumes keep their channels.

    Returns:
        Volumes whose elements are whole patches, flat in their channels.

    Raises:
        ValueError: If an argument is none of those above.
    """
    public = sys.modules["layerloom.ops.image"]  # on a symbol it is that function's node
    size = per_axis(size, 3, "size")
    return public.extract_patches(volumes, size, strides, dilation_rate, padding, data_format)


def _patch_shape(
    x: Any, size: Sizes, strides: Sizes, dilation: Sizes, padding: Any
) -> tuple[int | None, ...]:
    spatial = output_sizes(x.shape[1:-1], size, strides, dilation, padding)
    channels = x.shape[-1]
    return (x.shape[0], *spatial, None if channels is None else channels * int(np.prod(size)))


@primitive(shape=_patch_shape)
def _patches(x: Array, /, size: Sizes, strides: Sizes, dilation: Sizes, padding: Any) -> Array:
    return kernels.take_patches(x, window(x.shape[1:-1], size, strides, dilation, padding))


@primitive(shape=lambda dy, inputs, channels, **_: (dy.shape[0], *inputs, channels))
def _unpatch(
    dy: Array, /, inputs: Sizes, channels: int, size: Sizes, strides: Sizes, dilation: Sizes, padding: Any
) -> Array:
    return kernels.add_patches(dy, window(inputs, size, strides, dilation, padding), channels)


_patches.gradient(
    lambda dy, y, x, **how: _unpatch(dy, inputs=tuple(x.shape[1:-1]), channels=x.shape[-1], **how)
)
_unpatch.gradient(lambda ddx, dx, dy, *, inputs, channels, **how: _patches(ddx, **how))


def pad_images(
    images: Any,
    top_padding: int | None = None,
    left_padding: int | None = None,
    bottom_padding: int | None = None,
    right_padding: int | None = None,
    target_height: int | None = None,
    target_width: int | None = None,
    data_format: str | None = None,
) -> Any:
    """Puts a border of zeros on images; two of top, bottom and height are given, two of left, right and width.

    Args:
        images: One image or a batch of them.
        top_padding: Rows above.
        left_padding: Columns to the left.
        bottom_padding: Rows below.
        right_padding: Columns to the right.
        target_height: Rows of the result.
        target_width: Columns of the result.
        data_format: Where images keep their channels.

    Raises:
        ValueError: If not exactly two of three are given, or one is negative.
    """
    x = checked_images(images, "pad_images")
    rows, columns = _spatial_axes(x, data_format)
    widths = [(0, 0)] * len(x.shape)
    widths[rows] = _two_of_three("pad_images", "padding", ("top", "bottom", "height"), x.shape[rows],
                                 top_padding, bottom_padding, target_height, 1)  # fmt: skip
    widths[columns] = _two_of_three("pad_images", "padding", ("left", "right", "width"), x.shape[columns],
                                    left_padding, right_padding, target_width, 1)  # fmt: skip
    return pad(x, pad_width=tuple(widths))


def crop_images(
    images: Any,
    top_cropping: int | None = None,
    left_cropping: int | None = None,
    bottom_cropping: int | None = None,
    right_cropping: int | None = None,
    target_height: int | None = None,
    target_width: int | None = None,
    data_format: str | None = None,
) -> Any:
    """Cuts borders off images; two of top, bottom and height are given, two of left, right and width.

    Args:
        images: One image or a batch of them.
        top_cropping: Rows above.
        left_cropping: Columns to the left.
        bottom_cropping: Rows below.
        right_cropping: Columns to the right.
        target_height: Rows of the result.
        target_width: Columns of the result.
        data_format: Where images keep their channels.

    Raises:
        ValueError: If not exactly two of three are given, or one is negative.
    """
    x = checked_images(images, "crop_images")
    rows, columns = _spatial_axes(x, data_format)
    key = [slice(None)] * len(x.shape)
    for axis, names, low, high, target in (
        (rows, ("top", "bottom", "height"), top_cropping, bottom_cropping, target_height),
        (columns, ("left", "right", "width"), left_cropping, right_cropping, target_width),
    ):
        before, behind = _two_of_three("crop_images", "cropping", names, x.shape[axis], low, high, target, -1)
        key[axis] = slice(before, -behind if behind else None)
    return getitem(x, key=tuple(key))


def _spatial_axes(x: Any, data_format: str | None) -> tuple[int, int]:
    rank = len(x.shape)
    return (rank - 2, rank - 1) if is_channels_first(data_format) else (rank - 3, rank - 2)


def _two_of_three(
    function: str,
    what: str,
    names: tuple[str, str, str],
    size: int | None,
    low: int | None,
    high: int | None,
    target: int | None,
    sign: int,
) -> tuple[int, int]:
    """Returns what lies before and behind, of which one may follow from the size of the result."""
    arguments = (f"{names[0]}_{what}", f"{names[1]}_{what}", f"target_{names[2]}")
    if (low, high, target).count(None) != 1:
        raise FieldError(
            f"{function}: exactly two of {', '.join(arguments)} must be given, got {low}, {high} and {target}."
        )
    if target is not None:
        if size is None:
            raise FieldError(
                f"{function}: {arguments[2]} needs images of a known {names[2]}; give the other two."
            )
        rest = (target - size) * sign - (high or 0) - (low or 0)
        low, high = (rest, high) if low is None else (low, rest)
    before, behind = int(low or 0), int(high or 0)
    if min(before, behind) < 0 or (size is not None and sign < 0 and before + behind > size):
        raise FieldError(
            f"{function}: {arguments[0]} and {arguments[1]} would be {before} and {behind}, which does not fit a "
            f"{names[2]} of {size}."
        )
    return before, behind
