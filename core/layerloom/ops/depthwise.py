"""Depthwise and separable convolution, with gradients that can be differentiated again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from layerloom.errors import ShapeError
from layerloom.kernels import depthwise as kernels
from layerloom.kernels.windows import Padding, output_sizes
from layerloom.ops.channels import channel_sums
from layerloom.ops.convolution import as_tensor, conv_bias
from layerloom.ops.windows import (
    Sizes,
    channels_to_end,
    channels_to_front,
    checked_padding,
    is_channels_first,
    per_axis,
)
from layerloom.tensors import Array, primitive

__all__ = ["depthwise_conv", "depthwise_conv_bias", "separable_conv", "separable_conv_bias"]


def depthwise_conv(
    inputs: Any,
    kernel: Any,
    strides: int | Sequence[int] = 1,
    padding: Padding = "valid",
    data_format: str | None = None,
    dilation_rate: int | Sequence[int] = 1,
) -> Any:
    """Filters every channel apart.

    Args:
        inputs: Images ``(batch, *spatial, channels)``, or ``(batch, channels, *spatial)`` with channels first; one
            or two spatial axes.
        kernel: Weights ``(*window, channels, multiplier)``.
        strides: Steps from output to output.
        padding: ``"valid"`` for none, ``"same"`` to pad evenly, or a pair (before, after) for each axis.
        data_format: ``"channels_last"`` or ``"channels_first"``; by default that of the configuration.
        dilation_rate: Steps from kernel position to kernel position.

    Returns:
        Images with ``channels * multiplier`` channels, all of one input channel side by side.

    Raises:
        ShapeError: If channels or sizes do not fit.
    """
    return depthwise_conv_bias(inputs, kernel, None, strides, padding, data_format, dilation_rate)


def depthwise_conv_bias(
    inputs: Any,
    kernel: Any,
    bias: Any,
    strides: int | Sequence[int] = 1,
    padding: Padding = "valid",
    data_format: str | None = None,
    dilation_rate: int | Sequence[int] = 1,
) -> Any:
    """:func:`depthwise_conv` with a bias for each output channel, or ``None``, added in the same pass."""
    inputs, kernel = as_tensor(inputs), as_tensor(kernel)
    first, rank = is_channels_first(data_format), len(inputs.shape) - 2
    images = channels_to_end(inputs) if first else inputs
    if rank not in (1, 2):
        raise ShapeError(
            f"Depthwise convolution takes sequences (3 axes) or images (4 axes), got {tuple(inputs.shape)}."
        )
    if len(kernel.shape) != rank + 2 or images.shape[-1] not in (None, kernel.shape[-2]):
        raise ShapeError(
            f"Images of shape {tuple(inputs.shape)} need a kernel (*window, channels, multiplier) of {rank + 2} axes "
            f"with {images.shape[-1]} channels, got the kernel shape {tuple(kernel.shape)}."
        )
    how = {
        "strides": per_axis(strides, rank, "strides"),
        "dilation": per_axis(dilation_rate, rank, "dilation_rate"),
        "padding": checked_padding(padding),
    }
    y = (
        _depthwise(images, kernel, **how)
        if bias is None
        else _depthwise_with_bias(images, kernel, bias, **how)
    )
    return channels_to_front(y) if first else y


def separable_conv(
    inputs: Any,
    depthwise_kernel: Any,
    pointwise_kernel: Any,
    strides: int | Sequence[int] = 1,
    padding: Padding = "valid",
    data_format: str | None = None,
    dilation_rate: int | Sequence[int] = 1,
) -> Any:
    """Filters every channel apart, then mixes the channels of every pixel.

    Args:
        inputs: Images ``(batch, *spatial, channels)``, or ``(batch, channels, *spatial)`` with channels first; one
            or two spatial axes.
        depthwise_kernel: Weights ``(*window, channels, multiplier)``.
        pointwise_kernel: Weights ``(*ones, channels * multiplier, filters)``.
        strides: Steps from output to output.
        padding: ``"valid"`` for none, ``"same"`` to pad evenly, or a pair (before, after) for each axis.
        data_format: ``"channels_last"`` or ``"channels_first"``; by default that of the configuration.
        dilation_rate: Steps from kernel position to kernel position.

    Returns:
        Images with ``filters`` channels.

    Raises:
        ShapeError: If channels or sizes do not fit.
    """
    return separable_conv_bias(
        inputs, depthwise_kernel, pointwise_kernel, None, strides, padding, data_format, dilation_rate
    )


def separable_conv_bias(
    inputs: Any,
    depthwise_kernel: Any,
    pointwise_kernel: Any,
    bias: Any,
    strides: int | Sequence[int] = 1,
    padding: Padding = "valid",
    data_format: str | None = None,
    dilation_rate: int | Sequence[int] = 1,
) -> Any:
    """:func:`separable_conv` with a bias for each filter, or ``None``."""
    inputs = as_tensor(inputs)
    first = is_channels_first(data_format)
    images = channels_to_end(inputs) if first else inputs
    apart = depthwise_conv(images, depthwise_kernel, strides, padding, "channels_last", dilation_rate)
    y = conv_bias(apart, pointwise_kernel, bias, data_format="channels_last")
    return channels_to_front(y) if first else y


def _depthwise_shape(
    x: Any, kernel: Any, *bias: Any, strides: Sizes, dilation: Sizes, padding: Padding
) -> tuple[int | None, ...]:
    outputs = output_sizes(x.shape[1:-1], tuple(kernel.shape[:-2]), strides, dilation, padding)
    return (x.shape[0], *outputs, kernel.shape[-2] * kernel.shape[-1])


@primitive(shape=_depthwise_shape)
def _depthwise(x: Array, kernel: Array, /, strides: Sizes, dilation: Sizes, padding: Padding) -> Array:
    return kernels.depthwise_forward(x, kernel, strides, dilation, padding)


@primitive(shape=_depthwise_shape)
def _depthwise_with_bias(
    x: Array, kernel: Array, bias: Array, /, strides: Sizes, dilation: Sizes, padding: Padding
) -> Array:
    return kernels.depthwise_forward(x, kernel, strides, dilation, padding, bias)


@primitive(shape=lambda dy, kernel, inputs, **_: (dy.shape[0], *inputs, kernel.shape[-2]))
def _depthwise_input(
    dy: Array, kernel: Array, /, inputs: Sizes, strides: Sizes, dilation: Sizes, padding: Padding
) -> Array:
    return kernels.depthwise_input_gradient(dy, kernel, inputs, strides, dilation, padding)


@primitive(shape=lambda x, dy, size, **_: (*size, x.shape[-1], dy.shape[-1] // x.shape[-1]))
def _depthwise_kernel(
    x: Array, dy: Array, /, size: Sizes, strides: Sizes, dilation: Sizes, padding: Padding
) -> Array:
    return kernels.depthwise_kernel_gradient(x, dy, size, strides, dilation, padding)


# As with convolution, these are the derivatives of one trilinear form.
_depthwise.gradient(
    lambda dy, y, x, kernel, **how: _depthwise_input(dy, kernel, inputs=tuple(x.shape[1:-1]), **how),
    lambda dy, y, x, kernel, **how: _depthwise_kernel(x, dy, size=tuple(kernel.shape[:-2]), **how),
)
_depthwise_with_bias.gradient(
    lambda dy, y, x, kernel, bias, **how: _depthwise_input(dy, kernel, inputs=tuple(x.shape[1:-1]), **how),
    lambda dy, y, x, kernel, bias, **how: _depthwise_kernel(x, dy, size=tuple(kernel.shape[:-2]), **how),
    lambda dy, y, x, kernel, bias, **how: channel_sums(dy),
)
_depthwise_input.gradient(
    lambda ddx, dx, dy, kernel, *, inputs, **how: _depthwise(ddx, kernel, **how),
    lambda ddx, dx, dy, kernel, *, inputs, **how: _depthwise_kernel(
        ddx, dy, size=tuple(kernel.shape[:-2]), **how
    ),
)
_depthwise_kernel.gradient(
    lambda ddk, dk, x, dy, *, size, **how: _depthwise_input(dy, ddk, inputs=tuple(x.shape[1:-1]), **how),
    lambda ddk, dk, x, dy, *, size, **how: _depthwise(x, ddk, **how),
)
