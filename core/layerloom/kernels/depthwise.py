"""Depthwise convolution, each channel with filters of its own: forward and both gradients, without matrix products.

All work goes position by position of the window: one multiplication and one addition on whole runs of rows. For
that, images are laid out in a padded buffer whose columns are sorted by their remainder modulo the stride, so that
what a position sees of a row is one run of memory, and the weights are repeated along a row.

Images are ``(batch, *spatial, channels)`` with one or two spatial axes, kernels ``(*window, channels, multiplier)``;
output channel ``c * multiplier + m`` is filter ``m`` of channel ``c``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array, block_size, blocks, compute_dtype
from layerloom.kernels.parallel import share
from layerloom.kernels.windows import Padding, Sizes, Window, window

__all__ = ["depthwise_forward", "depthwise_input_gradient", "depthwise_kernel_gradient"]


def depthwise_forward(
    x: Array, kernel: Array, strides: Sizes, dilation: Sizes, padding: Padding, bias: Array | None = None
) -> Array:
    """Filters every channel apart.

    Args:
        x: Images of shape ``(batch, *spatial, channels)``.
        kernel: Weights of shape ``(*window, channels, multiplier)``.
        strides: Steps from output to output.
        dilation: Steps from kernel position to kernel position.
        padding: ``"valid"``, ``"same"`` or a pair for each axis.
        bias: Added to every pixel, one number for each output channel.

    Returns:
        Images of shape ``(batch, *outputs, channels * multiplier)``.
    """
    p = _planes(x.shape[1:-1], kernel.shape, strides, dilation, padding)
    dtype = compute_dtype(x, kernel)
    weights = _along_rows(kernel, p, dtype)
    y = np.empty((len(x), p.w.outputs[0], p.row), dtype)
    start = None if bias is None else np.tile(bias.astype(dtype, copy=False), p.width)

    def some(image: Array, out: Array) -> None:
        for part, piece, buffer, product in _blocks(p, dtype, image, len(out)):
            taps = _rows(image[part], buffer, p, piece.first)
            sums = out[part, piece.top : piece.bottom, piece.run]
            for index, seen in enumerate(_taps(taps, p, piece)):
                weight = weights[index, : sums.shape[-1]]
                if index == 0:
                    np.multiply(seen, weight, out=sums)
                    if start is not None:
                        sums += start[: sums.shape[-1]]
                else:
                    np.multiply(seen, weight, out=product)
                    sums += product

    _share(some, p, _as_planes(x, p.w.inputs), y)
    shape = (len(x), *_outputs(p, x), kernel.shape[-2] * kernel.shape[-1])
    return y.reshape(shape).astype(np.result_type(x, kernel) if x.dtype.kind == "f" else dtype, copy=False)


def depthwise_input_gradient(
    dy: Array, kernel: Array, inputs: Sizes, strides: Sizes, dilation: Sizes, padding: Padding
) -> Array:
    """Gradient of :func:`depthwise_forward` with respect to the images.

    Args:
        dy: Gradient of the output.
        kernel: The kernel.
        inputs: Spatial sizes of the images.
        strides: Steps from output to output.
        dilation: Steps from kernel position to kernel position.
        padding: ``"valid"``, ``"same"`` or a pair for each axis.

    Returns:
        Images' gradient of shape ``(batch, *inputs, channels)``.
    """
    p = _planes(tuple(inputs), kernel.shape, strides, dilation, padding)
    dtype = compute_dtype(dy, kernel)
    weights = _along_rows(kernel, p, dtype)
    dx = np.empty((len(dy), *p.w.inputs, kernel.shape[-2]), dtype)
    slopes = np.ascontiguousarray(dy, dtype).reshape(len(dy), p.w.outputs[0], p.row)

    def some(slope: Array, target: Array) -> None:
        for part, piece, buffer, product in _blocks(p, dtype, target, len(slope), always=True):
            assert buffer is not None
            if piece.first:
                buffer.fill(0)
            taps = buffer.reshape(len(buffer), p.w.padded[0], p.phases, p.line)
            slopes = slope[part, piece.top : piece.bottom, piece.run]
            for index, seen in enumerate(_taps(taps, p, piece)):
                np.multiply(slopes, weights[index, : slopes.shape[-1]], out=product)
                seen += product
            if piece.last:
                _collect(buffer, target[part], p)

    _share(some, p, slopes, dx)
    return dx.reshape(len(dy), *inputs, kernel.shape[-2]).astype(np.result_type(dy, kernel), copy=False)


def depthwise_kernel_gradient(
    x: Array, dy: Array, size: Sizes, strides: Sizes, dilation: Sizes, padding: Padding
) -> Array:
    """Gradient of :func:`depthwise_forward` with respect to its kernel.

    Args:
        x: The images that went in.
        dy: Gradient of the output.
        size: Positions of the kernel along each axis.
        strides: Steps from output to output.
        dilation: Steps from kernel position to kernel position.
        padding: ``"valid"``, ``"same"`` or a pair for each axis.

    Returns:
        Weights' gradient of shape ``(*size, channels, multiplier)``.
    """
    shape = (*size, x.shape[-1], dy.shape[-1] // x.shape[-1])
    p = _planes(x.shape[1:-1], shape, strides, dilation, padding)
    dtype = compute_dtype(x, dy)
    slopes = np.ascontiguousarray(dy, dtype).reshape(len(dy), p.w.outputs[0], p.row)

    def some(image: Array, slope: Array) -> Array:
        total = np.zeros((p.w.area, p.width * p.depth), dtype)
        for part, piece, buffer, product in _blocks(p, dtype, image, len(slope)):
            taps = _rows(image[part], buffer, p, piece.first)
            slopes = slope[part, piece.top : piece.bottom, piece.run]
            for index, seen in enumerate(_taps(taps, p, piece)):
                np.multiply(seen, slopes, out=product)
                width = product.shape[-1]
                total[index, :width] += product.reshape(-1, width).sum(axis=0)
        return total

    first, *others = _share(some, p, _as_planes(x, p.w.inputs), slopes)
    for other in others:
        first += other
    sums: Array = first.reshape(p.w.area, p.width, -1).sum(axis=1)
    return sums.reshape(shape).astype(np.result_type(x, dy), copy=False)


@dataclass(frozen=True)
class _Planes:
    """The geometry with two spatial axes, and how rows lie in the buffer.

    Args:
        w: The geometry.
        channels: Input channels.
        multiplier: Filters of each.
        width: Output columns that are done at once.
    """

    w: Window
    channels: int
    multiplier: int
    width: int

    @property
    def phases(self) -> int:
        """Remainders of columns modulo the stride."""
        return self.w.strides[1]

    @property
    def columns(self) -> int:
        """Columns of each remainder."""
        return -(-self.w.padded[1] // self.phases)

    @property
    def depth(self) -> int:
        """Output channels."""
        return self.channels * self.multiplier

    @property
    def row(self) -> int:
        """Numbers in a row of an output."""
        return self.w.outputs[1] * self.depth

    @property
    def line(self) -> int:
        """Numbers in a row of the buffer with one remainder."""
        return self.columns * self.depth

    @property
    def buffer_shape(self) -> tuple[int, ...]:
        """The buffer of one image: rows, remainders, columns, channels."""
        return (self.w.padded[0], self.phases, self.columns, self.depth)

    @property
    def plain(self) -> bool:
        """Whether the images lie as the buffer would."""
        return not self.w.has_padding and self.phases == 1 and self.multiplier == 1


def _planes(
    inputs: Sizes, kernel: tuple[int, ...], strides: Sizes, dilation: Sizes, padding: Padding
) -> _Planes:
    *size, channels, multiplier = kernel
    w = window(tuple(inputs), tuple(size), tuple(strides), tuple(dilation), padding)
    if len(size) == 1:  # sequences are images of one row
        inputs, positions, steps, apart = ((1, *s) for s in (w.inputs, w.size, w.strides, w.dilation))
        w = Window(inputs, positions, steps, apart, (0, *w.low), (0, *w.high), (1, *w.outputs))
    width = block_size(w.outputs[1], 12 * channels * multiplier)
    return _Planes(w, channels, multiplier, width)


@dataclass(frozen=True)
class _Piece:
    """Rows and a run of columns of the outputs, and whether it is the first or the last of its images."""

    top: int
    bottom: int
    run: slice
    first: bool
    last: bool


def _as_planes(x: Array, inputs: Sizes) -> Array:
    return x.reshape(len(x), *inputs, x.shape[-1])


def _outputs(p: _Planes, x: Array) -> Sizes:
    return p.w.outputs[4 - x.ndim :]


def _along_rows(kernel: Array, p: _Planes, dtype: np.dtype[Any]) -> Array:
    """Returns the weights of each position, repeated along the columns that are done at once."""
    return np.tile(kernel.astype(dtype, copy=False).reshape(p.w.area, -1), (1, p.width))


def _share(work: Callable[..., Any], p: _Planes, *arrays: Array) -> list[Any]:
    """Calls ``work`` on the same images of all arrays, shared among threads."""
    count = len(arrays[0])
    cost = count * p.w.outputs[0] * p.row * p.w.area
    return share(lambda start, stop: work(*(a[start:stop] for a in arrays)), count, cost)


def _blocks(
    p: _Planes, dtype: np.dtype[Any], images: Array, batch: int, always: bool = False
) -> Iterator[tuple[slice, _Piece, Array | None, Array]]:
    """Yields runs of images and pieces of their outputs that fit the cache, each with buffers for them.

    The buffer of images is None where they can be used as they are; ``always`` gives one all the same. It stays
    the same over the pieces of its images, and its border is zero.
    """
    plain = p.plain and images.dtype == dtype and images.flags.c_contiguous and not always
    rows, columns = p.w.outputs
    item = (math.prod(p.buffer_shape) + 2 * rows * p.row) * dtype.itemsize
    count = block_size(batch, item)
    buffer = None if plain else np.zeros((count, *p.buffer_shape), dtype)
    height = rows if count > 1 else block_size(rows, 3 * p.width * p.depth * dtype.itemsize)
    product = np.empty(count * height * p.width * p.depth, dtype)
    for start, stop in blocks(batch, item):
        here = stop - start
        for top in range(0, rows, height):
            for left in range(0, columns, p.width):
                bottom, right = min(top + height, rows), min(left + p.width, columns)
                run = slice(left * p.depth, right * p.depth)
                ends = top == left == 0, bottom == rows and right == columns
                shape = (here, bottom - top, run.stop - run.start)
                room = product[: math.prod(shape)].reshape(shape)
                piece = _Piece(top, bottom, run, *ends)
                yield slice(start, stop), piece, None if buffer is None else buffer[:here], room


def _rows(x: Array, buffer: Array | None, p: _Planes, fresh: bool) -> Array:
    """Returns images as ``(images, rows, remainders, run)``, through the buffer where there is one."""
    if buffer is None:
        return x.reshape(len(x), p.w.padded[0], 1, p.line)
    if fresh:  # later pieces of the same images find them there
        _spread(x, buffer, p)
    return buffer.reshape(len(buffer), p.w.padded[0], p.phases, p.line)


def _taps(rows: Array, p: _Planes, piece: _Piece) -> Iterator[Array]:
    """Yields what every position sees of the buffer ``(images, rows, remainders, run)`` for a piece."""
    step = p.w.strides[0]
    for position in p.w.positions():
        down, across = p.w.offset(position)
        first, phase = divmod(across, p.phases)
        lines = slice(down + piece.top * step, down + (piece.bottom - 1) * step + 1, step)
        columns = slice(first * p.depth + piece.run.start, first * p.depth + piece.run.stop)
        yield rows[:, lines, phase, columns]


def _spread(x: Array, buffer: Array, p: _Planes) -> None:
    """Writes images into the buffer, every channel as often as it has filters."""
    deep = buffer.reshape(*buffer.shape[:-1], p.channels, p.multiplier)
    for phase, columns, inputs in _phases(p):
        deep[:, p.w.low[0] : p.w.low[0] + p.w.inputs[0], phase, columns] = x[:, :, inputs, :, None]


def _collect(buffer: Array, x: Array, p: _Planes) -> None:
    """Reads images from the buffer, summing over the filters of every channel: the transpose of ``_spread``."""
    deep = buffer.reshape(*buffer.shape[:-1], p.channels, p.multiplier)
    for phase, columns, inputs in _phases(p):
        inside = deep[:, p.w.low[0] : p.w.low[0] + p.w.inputs[0], phase, columns]
        x[:, :, inputs] = inside[..., 0] if p.multiplier == 1 else inside.sum(axis=-1)


def _phases(p: _Planes) -> Iterator[tuple[int, slice, slice]]:
    """Yields each remainder with the columns of the buffer and those of the image that belong together."""
    low, size, step = p.w.low[1], p.w.inputs[1], p.phases
    for phase in range(step):
        first = -(-(low - phase) // step)  # the first column of this remainder behind the padding
        start = first * step + phase - low
        if start < size:
            count = -(-(size - start) // step)
            yield phase, slice(first, first + count), slice(start, size, step)
