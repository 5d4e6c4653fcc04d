"""Transposed convolution: the gradient of a convolution with respect to its images, used forwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from layerloom.errors import ShapeError
from layerloom.kernels.convolution import conv_input_gradient
from layerloom.kernels.windows import Sizes, transposed_padding
from layerloom.ops.channels import channel_shift
from layerloom.ops.convolution import as_tensor, conv_kernel, correlate
from layerloom.ops.windows import (
    channels_to_end,
    channels_to_front,
    checked_padding,
    is_channels_first,
    per_axis,
)
from layerloom.tensors import Array, primitive

__all__ = ["conv_transpose", "conv_transpose_bias", "transposed_sizes"]


def conv_transpose(
    inputs: Any,
    kernel: Any,
    strides: int | Sequence[int] = 1,
    padding: str = "valid",
    output_padding: int | Sequence[int] | None = None,
    data_format: str | None = None,
    dilation_rate: int | Sequence[int] = 1,
) -> Any:
    """Writes a kernel for every pixel, each weighted by the pixel: images become larger.

    Args:
        inputs: Images ``(batch, *spatial, channels)``, or ``(batch, channels, *spatial)`` with channels first.
        kernel: Weights ``(*window, filters, channels)``.
        strides: Steps in the output from pixel to pixel of the input.
        padding: ``"valid"`` keeps all that is written, ``"same"`` cuts the borders off evenly.
        output_padding: Outputs more than needed, along each axis; ``None`` for the sizes that a convolution
            with the same arguments would take back to those of the inputs.
        data_format: ``"channels_last"`` or ``"channels_first"``; by default that of the configuration.
        dilation_rate: Steps from kernel position to kernel position.

    Returns:
        Images with ``filters`` channels.

    Raises:
        ShapeError: If channels or sizes do not fit.
    """
    return conv_transpose_bias(
        inputs, kernel, None, strides, padding, output_padding, data_format, dilation_rate
    )


def conv_transpose_bias(
    inputs: Any,
    kernel: Any,
    bias: Any,
    strides: int | Sequence[int] = 1,
    padding: str = "valid",
    output_padding: int | Sequence[int] | None = None,
    data_format: str | None = None,
    dilation_rate: int | Sequence[int] = 1,
) -> Any:
    """:func:`conv_transpose` with a bias for each filter, or ``None``."""
    inputs, kernel = as_tensor(inputs), as_tensor(kernel)
    first, rank = is_channels_first(data_format), len(inputs.shape) - 2
    images = channels_to_end(inputs) if first else inputs
    if len(kernel.shape) != rank + 2 or images.shape[-1] not in (None, kernel.shape[-1]):
        raise ShapeError(
            f"Images of shape {tuple(inputs.shape)} need a kernel (*window, filters, channels) of {rank + 2} axes "
            f"with {images.shape[-1]} channels, got the kernel shape {tuple(kernel.shape)}."
        )
    y = _conv_transpose(
        images,
        kernel,
        strides=per_axis(strides, rank, "strides"),
        dilation=per_axis(dilation_rate, rank, "dilation_rate"),
        padding=str(checked_padding(padding)),
        extra=None if output_padding is None else per_axis(output_padding, rank, "output_padding", least=0),
    )
    y = y if bias is None else channel_shift(y, bias)
    return channels_to_front(y) if first else y


def transposed_sizes(
    sizes: Sequence[int | None],
    size: Sizes,
    strides: Sizes,
    dilation: Sizes,
    padding: str,
    extra: Sizes | None,
) -> tuple[int | None, ...]:
    """Returns the spatial sizes of a transposed convolution's output, ``None`` where the input's are unknown.

    Raises:
        ShapeError: If nothing would be left.
    """
    known = tuple(1 if n is None else n for n in sizes)
    outputs, _ = transposed_padding(known, size, strides, dilation, padding, extra)
    found = tuple(None if n is None else output for n, output in zip(sizes, outputs, strict=True))
    if any(output is not None and output < 1 for output in found):
        raise ShapeError(
            f"A transposed convolution of {tuple(sizes)} with a window of {size} would give the sizes {found}: use "
            'padding "valid", a larger output_padding or a larger input.'
        )
    return found


def _shape(
    x: Any, kernel: Any, strides: Sizes, dilation: Sizes, padding: str, extra: Sizes | None
) -> tuple[int | None, ...]:
    sizes = transposed_sizes(x.shape[1:-1], tuple(kernel.shape[:-2]), strides, dilation, padding, extra)
    return (x.shape[0], *sizes, kernel.shape[-2])


@primitive(shape=_shape)
def _conv_transpose(
    x: Array, kernel: Array, /, strides: Sizes, dilation: Sizes, padding: str, extra: Sizes | None
) -> Array:
    sizes, size = x.shape[1:-1], kernel.shape[:-2]
    transposed_sizes(sizes, size, strides, dilation, padding, extra)  # refuses what leaves nothing
    outputs, pairs = transposed_padding(sizes, size, strides, dilation, padding, extra)
    return conv_input_gradient(x, kernel, outputs, strides, dilation, pairs)


# Backwards the convolution itself, whose own gradients complete the circle.
_conv_transpose.gradient(
    lambda dy, y, x, kernel, **how: correlate(dy, kernel, **_geometry(x, kernel, **how)),
    lambda dy, y, x, kernel, **how: conv_kernel(
        dy, x, size=tuple(kernel.shape[:-2]), **_geometry(x, kernel, **how)
    ),
)


def _geometry(
    x: Any, kernel: Any, strides: Sizes, dilation: Sizes, padding: str, extra: Sizes | None
) -> dict[str, Any]:
    """Returns the arguments of the convolution from the outputs to the inputs."""
    sizes, size = tuple(x.shape[1:-1]), tuple(kernel.shape[:-2])
    _, pairs = transposed_padding(sizes, size, strides, dilation, padding, extra)
    return {"strides": strides, "dilation": dilation, "padding": pairs, "groups": 1}
