"""Convolution by cache-sized blocks of columns and matrix products: forward and both gradients, of any rank.

Images are ``(batch, *spatial, channels)``, kernels ``(*window, channels / groups, filters)``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array, block_size, blocks, compute_dtype
from layerloom.kernels.parallel import share
from layerloom.kernels.windows import PaddedBlocks, Padding, Sizes, Window, window, window_view

__all__ = ["conv_forward", "conv_input_gradient", "conv_kernel_gradient"]

#: Up to this many channels, columns are gathered position by position: single values have no runs to copy.
_FEW_CHANNELS = 4


def conv_forward(
    x: Array,
    kernel: Array,
    strides: Sizes,
    dilation: Sizes,
    padding: Padding,
    groups: int = 1,
    bias: Array | None = None,
) -> Array:
    """Slides a kernel over images: the cross-correlation that networks call convolution.

    Args:
        x: Images of shape ``(batch, *spatial, channels)``.
        kernel: Weights of shape ``(*window, channels / groups, filters)``.
        strides: Steps from output to output.
        dilation: Steps from kernel position to kernel position.
        padding: ``"valid"``, ``"same"`` or a pair for each axis.
        groups: Number of groups of channels that do not see each other.
        bias: Added to every pixel, one number for each filter.

    Returns:
        Images of shape ``(batch, *outputs, filters)``.
    """
    w = window(x.shape[1:-1], kernel.shape[:-2], strides, dilation, padding)
    dtype = compute_dtype(x, kernel)
    y = np.empty((x.shape[0], *w.outputs, kernel.shape[-1]), dtype)
    weights = _as_matrices(kernel.astype(dtype, copy=False), groups)
    row = None if bias is None else np.tile(bias.astype(dtype, copy=False), w.outputs[-1])

    def some(start: int, stop: int) -> None:
        for part, columns in _columns(x[start:stop], w, groups, dtype):
            out = y[start:stop][part]
            np.matmul(columns, weights, out=_in_groups(out, groups))
            if row is not None:
                lines = out.reshape(-1, out.shape[-2] * out.shape[-1])
                lines += row[: lines.shape[1]]  # while the block is still in the cache

    share(some, len(x), y.size * weights.shape[1])
    return y.astype(np.result_type(x, kernel), copy=False) if x.dtype.kind == "f" else y


def conv_kernel_gradient(
    x: Array, dy: Array, size: Sizes, strides: Sizes, dilation: Sizes, padding: Padding, groups: int = 1
) -> Array:
    """Gradient of :func:`conv_forward` with respect to its kernel.

    Args:
        x: The images that went in.
        dy: Gradient of the output.
        size: Positions of the kernel along each axis.
        strides: Steps from output to output.
        dilation: Steps from kernel position to kernel position.
        padding: ``"valid"``, ``"same"`` or a pair for each axis.
        groups: Number of groups of channels.

    Returns:
        Weights' gradient of shape ``(*size, channels / groups, filters)``.
    """
    w = window(x.shape[1:-1], size, strides, dilation, padding)
    dtype = compute_dtype(x, dy)
    channels, filters = x.shape[-1] // groups, dy.shape[-1]

    def some(start: int, stop: int) -> Array:
        total = np.zeros((groups, w.area * channels, filters // groups), dtype)
        product = np.empty_like(total)
        for part, columns in _columns(x[start:stop], w, groups, dtype):
            slope = _in_groups(np.ascontiguousarray(dy[start:stop][part], dtype), groups)
            total += np.matmul(columns.transpose(0, 2, 1), slope, out=product)
        return total

    total, *others = share(some, len(x), dy.size * w.area * channels)
    for other in others:
        total += other
    shape = (*size, channels, filters)
    return total.transpose(1, 0, 2).reshape(shape).astype(np.result_type(x, dy), copy=False)


def conv_input_gradient(
    dy: Array,
    kernel: Array,
    inputs: Sizes,
    strides: Sizes,
    dilation: Sizes,
    padding: Padding,
    groups: int = 1,
) -> Array:
    """Gradient of :func:`conv_forward` with respect to the images.

    Args:
        dy: Gradient of the output, of shape ``(batch, *outputs, filters)``.
        kernel: The kernel.
        inputs: Spatial sizes of the images.
        strides: Steps from output to output.
        dilation: Steps from kernel position to kernel position.
        padding: ``"valid"``, ``"same"`` or a pair for each axis.
        groups: Number of groups of channels.

    Returns:
        Images' gradient of shape ``(batch, *inputs, channels)``.
    """
    w = window(tuple(inputs), kernel.shape[:-2], strides, dilation, padding)
    dtype = compute_dtype(dy, kernel)
    channels = kernel.shape[-2] * groups
    # One matrix (filters, channels) for each position and group.
    weights = _as_matrices(kernel.astype(dtype, copy=False), groups).reshape(
        groups, w.area, -1, kernel.shape[-1] // groups
    )
    weights = np.ascontiguousarray(weights.transpose(1, 0, 3, 2))
    dx = np.empty((dy.shape[0], *inputs, channels), dtype)
    scatter = _scatter_pointwise if w.pointwise else _scatter_rows if w.unit_stride else _scatter_strided

    def some(start: int, stop: int) -> None:
        scatter(dy[start:stop], weights, w, dx[start:stop])

    share(some, len(dy), dy.size * w.area * channels // groups)
    return dx.astype(np.result_type(dy, kernel), copy=False)


def _as_matrices(kernel: Array, groups: int) -> Array:
    """Returns the kernel as ``(groups, window x channels / groups, filters / groups)``."""
    filters = kernel.shape[-1]
    return kernel.reshape(-1, groups, filters // groups).transpose(1, 0, 2)


def _in_groups(images: Array, groups: int) -> Array:
    """Returns contiguous images as a view ``(groups, pixels, channels / groups)``."""
    channels = images.shape[-1]
    return images.reshape(-1, groups, channels // groups).transpose(1, 0, 2)


def _columns(x: Array, w: Window, groups: int, dtype: np.dtype[Any]) -> Iterator[tuple[Any, Array]]:
    """Yields blocks of outputs with the inputs that each of them sees.

    A block is an index of the output images and a matrix ``(groups, outputs, window x channels / groups)``,
    valid until the next one.
    """
    if w.pointwise:
        yield (), _in_groups(np.ascontiguousarray(x, dtype), groups)
        return
    channels = x.shape[-1] // groups
    depth = w.area * x.shape[-1]
    row_bytes = math.prod(w.outputs[1:]) * depth * dtype.itemsize
    image_bytes = w.outputs[0] * row_bytes
    count = block_size(len(x), image_bytes)
    padded = PaddedBlocks(x, w, count, dtype)
    rows = block_size(w.outputs[0], count * row_bytes) if count == 1 else w.outputs[0]
    rank = len(w.size)
    buffer = np.empty(count * rows * math.prod(w.outputs[1:]) * depth, dtype)
    for start, stop in blocks(len(x), image_bytes):
        seen = window_view(padded.take(start, stop), w)
        seen = seen.reshape(*seen.shape[:-1], groups, channels) if groups > 1 else seen[..., None, :]
        for top, bottom in blocks(w.outputs[0], count * row_bytes) if count == 1 else [(0, w.outputs[0])]:
            part = seen[:, top:bottom]
            if channels <= _FEW_CHANNELS:  # (groups, window, channels, batch, outputs): long runs along a row
                order = (2 * rank + 1, *range(1 + rank, 1 + 2 * rank), 2 * rank + 2, *range(1 + rank))
            else:  # (groups, batch, outputs, window, channels)
                order = (2 * rank + 1, *range(1 + 2 * rank), 2 * rank + 2)
            part = part.transpose(order)
            block = buffer[: part.size].reshape(part.shape)
            np.copyto(block, part)
            index = (slice(start, stop), slice(top, bottom))
            if channels <= _FEW_CHANNELS:
                yield index, block.reshape(groups, w.area * channels, -1).transpose(0, 2, 1)
            else:
                yield index, block.reshape(groups, -1, w.area * channels)


def _scatter_pointwise(dy: Array, weights: Array, w: Window, dx: Array) -> None:
    """Input gradient where every output sees one input: a product."""
    groups = weights.shape[1]
    np.matmul(_in_groups(np.ascontiguousarray(dy, dx.dtype), groups), weights[0], out=_in_groups(dx, groups))


def _scatter_rows(dy: Array, weights: Array, w: Window, dx: Array) -> None:
    """Input gradient for unit strides.

    The outputs are laid out with the row length of the padded input, so that what a kernel position adds to an
    image is one run of memory.
    """
    groups, batch, channels, filters = weights.shape[1], dy.shape[0], dx.shape[-1], dy.shape[-1]
    lines = (w.outputs[0], *w.padded[1:])  # outputs with the input's row length
    pixels = math.prod(lines)
    inside = tuple(slice(0, n) for n in w.outputs)
    last = int(np.ravel_multi_index([n - 1 for n in w.outputs], w.padded)) + 1
    item = pixels * max(channels, filters) * dx.itemsize
    count = block_size(batch, item, 0.25)
    spread = np.zeros((count, *lines, filters), dx.dtype)
    product = np.empty((count, pixels, channels), dx.dtype)
    sums = np.empty((count, *w.padded, channels), dx.dtype) if w.has_padding else None
    interior = (slice(None), *(slice(a, a + n) for a, n in zip(w.low, w.inputs, strict=True)))
    for start, stop in blocks(batch, item, 0.25):
        here = stop - start
        spread[(slice(0, here), *inside)] = dy[start:stop]
        slope = _in_groups(spread[:here], groups)
        target = dx[start:stop] if sums is None else sums[:here]
        target.fill(0)
        flat = target.reshape(here, -1)
        part = product[:here]
        for position, matrix in zip(w.positions(), weights, strict=True):
            np.matmul(slope, matrix, out=_in_groups(part, groups))
            first = int(np.ravel_multi_index(w.offset(position), w.padded)) * channels
            flat[:, first : first + last * channels] += part.reshape(here, -1)[:, : last * channels]
        if sums is not None:
            dx[start:stop] = target[interior]


def _scatter_strided(dy: Array, weights: Array, w: Window, dx: Array) -> None:
    """Input gradient for any strides: each kernel position adds to its own grid of the input."""
    groups, batch, channels = weights.shape[1], dy.shape[0], dx.shape[-1]
    item = math.prod(w.outputs) * max(channels, dy.shape[-1]) * dx.itemsize
    count = block_size(batch, item, 0.25)
    product = np.empty((count, *w.outputs, channels), dx.dtype)
    sums = np.empty((count, *w.padded, channels), dx.dtype) if w.has_padding else None
    interior = (slice(None), *(slice(a, a + n) for a, n in zip(w.low, w.inputs, strict=True)))
    for start, stop in blocks(batch, item, 0.25):
        slope = _in_groups(np.ascontiguousarray(dy[start:stop], dx.dtype), groups)
        target = dx[start:stop] if sums is None else sums[: stop - start]
        target.fill(0)
        part = product[: stop - start]
        for position, matrix in zip(w.positions(), weights, strict=True):
            np.matmul(slope, matrix, out=_in_groups(part, groups))
            target[(slice(None), *w.tap(position))] += part
        if sums is not None:
            dx[start:stop] = target[interior]
