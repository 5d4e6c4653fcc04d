"""Windows of images as columns, and columns folded back, in the layout of channels first."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import ShapeError
from layerloom.kernels import patches as kernels
from layerloom.kernels.windows import Window, window
from layerloom.ops.composite import as_value
from layerloom.ops.windows import Sizes, per_axis
from layerloom.tensors import Array, primitive

__all__ = ["fold", "unfold"]

Pair = int | tuple[int, int]


def _settings(kernel_size: Any, dilation: Any, padding: Any, stride: Any) -> dict[str, Any]:
    return {
        "size": per_axis(kernel_size, 2, "kernel_size"),
        "dilation": per_axis(dilation, 2, "dilation"),
        "padding": tuple((p, p) for p in per_axis(padding, 2, "padding", least=0)),
        "stride": per_axis(stride, 2, "stride"),
    }


def _geometry(inputs: Any, size: Sizes, dilation: Sizes, padding: Any, stride: Sizes) -> Window:
    return window(tuple(inputs), size, stride, dilation, padding)


def _columns(x: Any, **how: Any) -> tuple[int | None, ...]:
    count, channels, height, width = x.shape
    area = int(np.prod(how["size"]))
    places = None if None in (height, width) else int(np.prod(_geometry((height, width), **how).outputs))
    return count, None if channels is None else channels * area, places


@primitive(shape=_columns)
def _unfold(x: Array, /, size: Sizes, dilation: Sizes, padding: Any, stride: Sizes) -> Array:
    w = _geometry(x.shape[2:], size, dilation, padding, stride)
    flat = kernels.take_patches(x.transpose(0, 2, 3, 1), w)
    count, channels = x.shape[:2]
    return (
        flat.reshape(count, -1, w.area, channels).transpose(0, 3, 2, 1).reshape(count, channels * w.area, -1)
    )


def _images(x: Any, output: Sizes, size: Sizes, **_: Any) -> tuple[int | None, ...]:
    rows = x.shape[1]
    return x.shape[0], None if rows is None else rows // int(np.prod(size)), *output


@primitive(shape=_images)
def _fold(x: Array, /, output: Sizes, size: Sizes, dilation: Sizes, padding: Any, stride: Sizes) -> Array:
    w = _geometry(output, size, dilation, padding, stride)
    count, rows, places = x.shape
    if rows % w.area or places != int(np.prod(w.outputs)):
        raise ShapeError(
            f"fold: windows of {w.area} positions at {int(np.prod(w.outputs))} places make columns of shape "
            f"(batch, channels * {w.area}, {int(np.prod(w.outputs))}), got {x.shape}."
        )
    channels = rows // w.area
    parts = x.reshape(count, channels, w.area, *w.outputs).transpose(0, 3, 4, 2, 1)
    flat = parts.reshape(count, *w.outputs, w.area * channels)
    return np.ascontiguousarray(kernels.add_patches(flat, w, channels).transpose(0, 3, 1, 2))


_unfold.gradient(lambda dy, y, x, **how: _fold(dy, output=tuple(x.shape[2:]), **how))
_fold.gradient(lambda dy, y, x, *, output, **how: _unfold(dy, **how))


def unfold(x: Any, kernel_size: Pair, dilation: Pair = 1, padding: Pair = 0, stride: Pair = 1) -> Any:
    """Lays every window of images out as a column.

    Args:
        x: Images (batch, channels, height, width).
        kernel_size: Height and width of a window.
        dilation: Steps from position to position within a window.
        padding: Zeros on both sides of each axis.
        stride: Steps from window to window.

    Returns:
        Columns (batch, channels * positions, windows).
    """
    x = as_value(x)
    if len(x.shape) != 4:
        raise ShapeError(f"unfold takes images (batch, channels, height, width), got shape {tuple(x.shape)}.")
    return _unfold(x, **_settings(kernel_size, dilation, padding, stride))


def fold(
    x: Any, output_size: Pair, kernel_size: Pair, dilation: Pair = 1, padding: Pair = 0, stride: Pair = 1
) -> Any:
    """Adds the columns of :func:`unfold` up at their places.

    Args:
        x: Columns (batch, channels * positions, windows).
        output_size: Height and width of the images.
        kernel_size: Height and width of a window.
        dilation: Steps from position to position within a window.
        padding: Zeros on both sides of each axis.
        stride: Steps from window to window.

    Returns:
        Images (batch, channels, height, width).
    """
    x = as_value(x)
    if len(x.shape) != 3:
        raise ShapeError(
            f"fold takes columns (batch, channels * positions, windows), got shape {tuple(x.shape)}."
        )
    output = per_axis(output_size, 2, "output_size")
    return _fold(x, output=output, **_settings(kernel_size, dilation, padding, stride))
