"""Shapes, images and convolutions in the words of Keras 1 and 2."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from layerloom import config, ops
from layerloom.errors import LayerloomError
from layerloom.ops import expand_dims, reshape, squeeze, stack, tile, transpose

__all__ = [
    "batch_flatten", "conv1d", "conv2d", "conv2d_transpose", "conv3d", "depthwise_conv2d", "expand_dims",
    "flatten", "gather", "permute_dimensions", "pool2d", "pool3d", "repeat", "repeat_elements", "reshape",
    "resize_images", "resize_volumes", "reverse", "separable_conv2d", "spatial_2d_padding", "spatial_3d_padding",
    "squeeze", "stack", "temporal_padding", "tile", "transpose",
]  # fmt: skip


def flatten(x: Any) -> Any:
    """Returns all elements in one axis."""
    return ops.reshape(x, (-1,))


def batch_flatten(x: Any) -> Any:
    """Returns the elements of each sample in one axis."""
    rest = 1
    for size in x.shape[1:]:
        if size is None:
            raise LayerloomError(
                f"batch_flatten needs to know all sizes but the batch's, got {tuple(x.shape)}."
            )
        rest *= size
    return ops.reshape(x, (-1, rest))


def permute_dimensions(x: Any, pattern: Sequence[int]) -> Any:
    """Reorders the axes."""
    return ops.transpose(x, axes=tuple(pattern))


def repeat(x: Any, n: int) -> Any:
    """Repeats each row of a matrix ``n`` times along a new second axis."""
    if len(x.shape) != 2:
        raise LayerloomError(f"K.repeat takes a matrix, got the shape {tuple(x.shape)}.")
    return ops.tile(ops.expand_dims(x, axis=1), (1, n, 1))


def repeat_elements(x: Any, rep: int, axis: int) -> Any:
    """Repeats every element along an axis."""
    return ops.repeat(x, rep, axis=axis)


def reverse(x: Any, axes: Any) -> Any:
    """Reverses the order along axes."""
    return ops.flip(x, axis=axes)


def gather(reference: Any, indices: Any) -> Any:
    """Takes rows by their numbers."""
    return ops.take(reference, indices, axis=0)


# -- images ----------------------------------------------------------------------------------------------------


def resize_images(
    x: Any,
    height_factor: int,
    width_factor: int,
    data_format: str | None = None,
    interpolation: str = "nearest",
) -> Any:
    """Enlarges images by whole factors.

    Args:
        x: Images, the batch first.
        height_factor: How many times as high.
        width_factor: How many times as wide.
        data_format: ``"channels_last"`` or ``"channels_first"``.
        interpolation: ``"nearest"``, ``"bilinear"``...
    """
    data_format = data_format or config.image_data_format()
    rows, columns = (1, 2) if data_format == "channels_last" else (2, 3)
    if interpolation == "nearest":
        return ops.repeat(ops.repeat(x, height_factor, axis=rows), width_factor, axis=columns)
    size = (x.shape[rows] * height_factor, x.shape[columns] * width_factor)
    return ops.image.resize(x, size, interpolation=interpolation, data_format=data_format)


def resize_volumes(x: Any, depth_factor: int, height_factor: int, width_factor: int, data_format: str) -> Any:
    """Enlarges volumes by whole factors, repeating elements."""
    first = 1 if data_format == "channels_last" else 2
    for axis, factor in enumerate((depth_factor, height_factor, width_factor), first):
        x = ops.repeat(x, factor, axis=axis)
    return x


def temporal_padding(x: Any, padding: Sequence[int] = (1, 1)) -> Any:
    """Adds zeros before and behind the steps."""
    return ops.pad(x, ((0, 0), tuple(padding), (0, 0)))


def spatial_2d_padding(x: Any, padding: Any = ((1, 1), (1, 1)), data_format: str | None = None) -> Any:
    """Adds zeros round images."""
    return _padded(x, padding, data_format)


def spatial_3d_padding(
    x: Any, padding: Any = ((1, 1), (1, 1), (1, 1)), data_format: str | None = None
) -> Any:
    """Adds zeros round volumes."""
    return _padded(x, padding, data_format)


def _padded(x: Any, padding: Any, data_format: str | None) -> Any:
    inner = tuple(map(tuple, padding))
    last = (data_format or config.image_data_format()) == "channels_last"
    return ops.pad(x, ((0, 0), *inner, (0, 0)) if last else ((0, 0), (0, 0), *inner))


# -- convolutions and pooling ----------------------------------------------------------------------------------


def conv1d(
    x: Any,
    kernel: Any,
    strides: int = 1,
    padding: str = "valid",
    data_format: str | None = None,
    dilation_rate: int = 1,
) -> Any:
    """Convolves along one axis; ``padding`` may be ``"causal"``."""
    if padding == "causal":
        x = temporal_padding(x, (dilation_rate * (kernel.shape[0] - 1), 0))
        padding = "valid"
    return ops.conv(x, kernel, strides, padding, data_format, dilation_rate)


def conv2d(
    x: Any,
    kernel: Any,
    strides: Any = (1, 1),
    padding: str = "valid",
    data_format: str | None = None,
    dilation_rate: Any = (1, 1),
) -> Any:
    """Convolves along two axes."""
    return ops.conv(x, kernel, strides, padding, data_format, dilation_rate)


def conv3d(
    x: Any,
    kernel: Any,
    strides: Any = (1, 1, 1),
    padding: str = "valid",
    data_format: str | None = None,
    dilation_rate: Any = (1, 1, 1),
) -> Any:
    """Convolves along three axes."""
    return ops.conv(x, kernel, strides, padding, data_format, dilation_rate)


def conv2d_transpose(
    x: Any,
    kernel: Any,
    output_shape: Any = None,
    strides: Any = (1, 1),
    padding: str = "valid",
    data_format: str | None = None,
    dilation_rate: Any = (1, 1),
) -> Any:
    """The gradient of a convolution as a function of its own; the output's shape follows from the other arguments."""
    return ops.conv_transpose(
        x, kernel, strides, padding, data_format=data_format, dilation_rate=dilation_rate
    )


def depthwise_conv2d(
    x: Any,
    depthwise_kernel: Any,
    strides: Any = (1, 1),
    padding: str = "valid",
    data_format: str | None = None,
    dilation_rate: Any = (1, 1),
) -> Any:
    """Convolves every channel by itself."""
    return ops.depthwise_conv(x, depthwise_kernel, strides, padding, data_format, dilation_rate)


def separable_conv2d(
    x: Any,
    depthwise_kernel: Any,
    pointwise_kernel: Any,
    strides: Any = (1, 1),
    padding: str = "valid",
    data_format: str | None = None,
    dilation_rate: Any = (1, 1),
) -> Any:
    """Convolves every channel by itself, then mixes the channels."""
    return ops.separable_conv(
        x, depthwise_kernel, pointwise_kernel, strides, padding, data_format, dilation_rate
    )


def pool2d(
    x: Any,
    pool_size: Any,
    strides: Any = (1, 1),
    padding: str = "valid",
    data_format: str | None = None,
    pool_mode: str = "max",
) -> Any:
    """Takes the largest or mean value of windows of two axes."""
    return _pooled(x, pool_size, strides, padding, data_format, pool_mode)


def pool3d(
    x: Any,
    pool_size: Any,
    strides: Any = (1, 1, 1),
    padding: str = "valid",
    data_format: str | None = None,
    pool_mode: str = "max",
) -> Any:
    """Takes the largest or mean value of windows of three axes."""
    return _pooled(x, pool_size, strides, padding, data_format, pool_mode)


def _pooled(x: Any, size: Any, strides: Any, padding: str, data_format: str | None, mode: str) -> Any:
    if mode not in ("max", "avg"):
        raise LayerloomError(f"pool_mode must be 'max' or 'avg', got {mode!r}.")
    pool = ops.max_pool if mode == "max" else ops.average_pool
    return pool(x, size, strides, padding, data_format)
