"""Convolution of any rank, with its gradients as operations that can be differentiated again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from layerloom.errors import ShapeError
from layerloom.kernels import convolution as kernels
from layerloom.kernels.windows import Padding, output_sizes
from layerloom.ops.channels import channel_sums
from layerloom.ops.windows import (
    Sizes,
    channels_to_end,
    channels_to_front,
    checked_padding,
    is_channels_first,
    per_axis,
)
from layerloom.tensors import Array, as_array, primitive

__all__ = ["conv", "conv_bias"]


def conv(
    inputs: Any,
    kernel: Any,
    strides: int | Sequence[int] = 1,
    padding: Padding = "valid",
    data_format: str | None = None,
    dilation_rate: int | Sequence[int] = 1,
) -> Any:
    """Slides a kernel over one, two or three spatial axes.

    Args:
        inputs: Images ``(batch, *spatial, channels)``, or ``(batch, channels, *spatial)`` with channels first.
        kernel: Weights ``(*window, channels / groups, filters)``; fewer channels than the inputs' mean groups.
        strides: Steps from output to output.
        padding: ``"valid"`` for none, ``"same"`` to pad evenly, or a pair (before, after) for each axis.
        data_format: ``"channels_last"`` or ``"channels_first"``; by default that of the configuration.
        dilation_rate: Steps from kernel position to kernel position.

    Returns:
        Images with ``filters`` channels.

    Raises:
        ShapeError: If channels or sizes do not fit.
    """
    return conv_bias(inputs, kernel, None, strides, padding, data_format, dilation_rate)


def conv_bias(
    inputs: Any,
    kernel: Any,
    bias: Any,
    strides: int | Sequence[int] = 1,
    padding: Padding = "valid",
    data_format: str | None = None,
    dilation_rate: int | Sequence[int] = 1,
) -> Any:
    """:func:`conv` with a bias for each filter, or ``None``, added in the same pass."""
    inputs, kernel = as_tensor(inputs), as_tensor(kernel)
    first = is_channels_first(data_format)
    rank = len(inputs.shape) - 2
    how = {
        "strides": per_axis(strides, rank, "strides"),
        "dilation": per_axis(dilation_rate, rank, "dilation_rate"),
        "padding": checked_padding(padding),
        "groups": _groups(inputs.shape[1 if first else -1], kernel.shape, rank),
    }
    images = channels_to_end(inputs) if first else inputs
    y = correlate(images, kernel, **how) if bias is None else _conv_bias(images, kernel, bias, **how)
    return channels_to_front(y) if first else y


def _groups(channels: int | None, kernel: Any, rank: int) -> int:
    """Returns the number of channel groups.

    Raises:
        ShapeError: If kernel and images do not fit.
    """
    if len(kernel) != rank + 2:
        raise ShapeError(
            f"Images with {rank} spatial axes need a kernel of {rank + 2} axes, got the kernel shape {tuple(kernel)}."
        )
    depth, filters = kernel[-2], kernel[-1]
    if channels is None:
        return 1
    groups: int
    groups, rest = divmod(channels, depth)
    if rest or not groups or filters % groups:
        raise ShapeError(
            f"A kernel of shape {tuple(kernel)} does not fit {channels} channels: it sees {depth} of them, which must "
            f"divide {channels}, into groups that divide the {filters} filters."
        )
    return groups


def _conv_shape(
    x: Any, kernel: Any, *bias: Any, strides: Sizes, dilation: Sizes, padding: Padding, groups: int
) -> tuple[int | None, ...]:
    outputs = output_sizes(x.shape[1:-1], tuple(kernel.shape[:-2]), strides, dilation, padding)
    return (x.shape[0], *outputs, kernel.shape[-1])


@primitive(shape=_conv_shape)
def correlate(
    x: Array, kernel: Array, /, strides: Sizes, dilation: Sizes, padding: Padding, groups: int
) -> Array:
    """Convolution with its arguments in normal form, channels last."""
    return kernels.conv_forward(x, kernel, strides, dilation, padding, groups)


@primitive(shape=lambda dy, kernel, inputs, groups, **_: (dy.shape[0], *inputs, kernel.shape[-2] * groups))
def _conv_input(
    dy: Array, kernel: Array, /, inputs: Sizes, strides: Sizes, dilation: Sizes, padding: Padding, groups: int
) -> Array:
    return kernels.conv_input_gradient(dy, kernel, inputs, strides, dilation, padding, groups)


@primitive(shape=lambda x, dy, size, groups, **_: (*size, x.shape[-1] // groups, dy.shape[-1]))
def conv_kernel(
    x: Array, dy: Array, /, size: Sizes, strides: Sizes, dilation: Sizes, padding: Padding, groups: int
) -> Array:
    """The gradient of :func:`correlate` with respect to its kernel."""
    return kernels.conv_kernel_gradient(x, dy, size, strides, dilation, padding, groups)


@primitive(shape=_conv_shape)
def _conv_bias(
    x: Array, kernel: Array, bias: Array, /, strides: Sizes, dilation: Sizes, padding: Padding, groups: int
) -> Array:
    return kernels.conv_forward(x, kernel, strides, dilation, padding, groups, bias)


# These three are the derivatives of one trilinear form of images, kernel and output gradient.
correlate.gradient(
    lambda dy, y, x, kernel, **how: _conv_input(dy, kernel, inputs=tuple(x.shape[1:-1]), **how),
    lambda dy, y, x, kernel, **how: conv_kernel(x, dy, size=tuple(kernel.shape[:-2]), **how),
)
_conv_bias.gradient(
    lambda dy, y, x, kernel, bias, **how: _conv_input(dy, kernel, inputs=tuple(x.shape[1:-1]), **how),
    lambda dy, y, x, kernel, bias, **how: conv_kernel(x, dy, size=tuple(kernel.shape[:-2]), **how),
    lambda dy, y, x, kernel, bias, **how: channel_sums(dy),
)
_conv_input.gradient(
    lambda ddx, dx, dy, kernel, *, inputs, **how: correlate(ddx, kernel, **how),
    lambda ddx, dx, dy, kernel, *, inputs, **how: conv_kernel(ddx, dy, size=tuple(kernel.shape[:-2]), **how),
)
conv_kernel.gradient(
    lambda ddk, dk, x, dy, *, size, **how: _conv_input(dy, ddk, inputs=tuple(x.shape[1:-1]), **how),
    lambda ddk, dk, x, dy, *, size, **how: correlate(x, ddk, **how),
)


def as_tensor(value: Any) -> Any:
    """Makes arrays of lists, so that everything has a shape."""
    return value if hasattr(value, "shape") else as_array(value)
