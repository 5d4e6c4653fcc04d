"""Depthwise convolution, each channel with filters of its own: forward and both gradients, without matrix products.

Each is a sum over window positions of products along whole runs of a row, done by one ``einsum`` that keeps a run in
the fastest cache while it goes through the positions. For that, weights are repeated along a row, and with strides the
columns of images are sorted by their remainder, so that what a position sees of a row is one run of memory.

Images are ``(batch, *spatial, channels)`` with one or two spatial axes, kernels ``(*window, channels, multiplier)``;
output channel ``c * multiplier + m`` is filter ``m`` of channel ``c``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

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
    y = np.empty((len(x), p.w.outputs[0], p.w.outputs[1] * p.depth), dtype)
    row = None if bias is None else np.tile(bias.astype(dtype, copy=False), p.w.outputs[1])
    positions = kernel.astype(dtype, copy=False).reshape(*p.w.size, p.depth)
    sums = [(sweep, p.along(positions[:, sweep.positions])) for sweep in _sweeps(p)]

    def some(images: Array, out: Array) -> None:
        for part, buffer in _padded(images, p, dtype):
            for index, (sweep, weights) in enumerate(sums):
                for run, seen in sweep.over(buffer[:, :, sweep.phase], p.w.outputs, p.width):
                    target = run.of(out[part])
                    weight = weights[..., : seen.shape[-1]]
                    if index == 0:
                        np.einsum("bhcijr,ijr->bhcr", seen, weight, out=target)
                    else:
                        target += np.einsum("bhcijr,ijr->bhcr", seen, weight)
            if row is not None:
                out[part] += row

    _share(some, p, _as_planes(x, p.w.inputs), y)
    shape = (len(x), *p.w.outputs[4 - x.ndim :], p.depth)
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
    dx = np.zeros((len(dy), *p.w.inputs, p.channels), dtype)
    positions = kernel.astype(dtype, copy=False).reshape(*p.w.size, p.depth)
    sums = [(back, p.along(positions[back.sweep.rows, back.sweep.positions])) for back in _backward_sweeps(p)]

    def some(slopes: Array, target: Array) -> None:
        for part, buffer in _with_margins(slopes, p, dtype):
            for back, weights in sums:
                here = target[part, back.rows, back.columns]
                sizes = here.shape[1:3]
                found = np.empty((len(here), sizes[0], sizes[1] * p.depth), dtype)
                for run, seen in back.sweep.over(buffer, sizes, p.width):
                    np.einsum("bhcijr,ijr->bhcr", seen, weights[..., : seen.shape[-1]], out=run.of(found))
                deep = found.reshape(*here.shape, p.multiplier)
                here[...] = deep[..., 0] if p.multiplier == 1 else deep.sum(axis=-1)

    _share(some, p, dy.reshape(len(dy), *p.w.outputs, p.depth), dx)
    return dx.reshape(len(dy), *inputs, p.channels).astype(np.result_type(dy, kernel), copy=False)


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
    sweeps = list(_sweeps(p))

    def some(images: Array, slopes: Array) -> Array:
        total = np.zeros((*p.w.size, p.width * p.depth), dtype)
        for part, buffer in _padded(images, p, dtype):
            for sweep in sweeps:
                for run, seen in sweep.over(buffer[:, :, sweep.phase], p.w.outputs, p.width):
                    sums = np.einsum("bhcijr,bhcr->ijr", seen, run.of(slopes[part]))
                    total[:, sweep.positions, : seen.shape[-1]] += sums
        return total

    lines = np.ascontiguousarray(dy, dtype).reshape(len(dy), p.w.outputs[0], p.w.outputs[1] * p.depth)
    first, *others = _share(some, p, _as_planes(x, p.w.inputs), lines)
    for other in others:
        first += other
    sums: Array = first.reshape(p.w.area, p.width, -1).sum(axis=1)
    return sums.reshape(shape).astype(np.result_type(x, dy), copy=False)


@dataclass(frozen=True)
class _Planes:
    """The geometry with two spatial axes.

    Args:
        w: The geometry.
        channels: Input channels.
        multiplier: Filters of each.
        width: Columns in one run.
    """

    w: Window
    channels: int
    multiplier: int
    width: int

    @property
    def depth(self) -> int:
        """Output channels."""
        return self.channels * self.multiplier

    def along(self, positions: Array) -> Array:
        """Returns weights ``(rows, columns, depth)`` of positions, repeated along a run."""
        return np.tile(positions, (1, 1, self.width))


@dataclass(frozen=True)
class _Run:
    """Columns that are done at once: ``chunks`` times ``numbers`` from ``start`` on."""

    start: int
    chunks: int
    numbers: int

    def of(self, lines: Array) -> Array:
        """Returns these columns of ``(images, rows, numbers)`` as a view ``(images, rows, chunks, run)``."""
        part = lines[:, :, self.start : self.start + self.chunks * self.numbers]
        return part.reshape(*part.shape[:2], self.chunks, self.numbers)


@dataclass(frozen=True)
class _Sweep:
    """Window positions at even distances, and where in a buffer the first output sees the first of them.

    Args:
        place: Row and column there.
        steps: Rows from output to output.
        apart: Rows and columns from position to position.
        count: Number of positions along both axes.
        rows: Which rows of the window these are.
        positions: Which columns of the window these are.
        phase: Remainder of the columns.
    """

    place: tuple[int, int]
    steps: int
    apart: tuple[int, int]
    count: tuple[int, int]
    rows: slice
    positions: slice
    phase: int = 0

    def over(self, buffer: Array, outputs: Sizes, width: int) -> Iterator[tuple[_Run, Array]]:
        """Yields runs of the outputs with what they see, ``(images, rows, chunks, *positions, run)``.

        Args:
            buffer: ``(images, rows, columns, depth)``; columns lie close together.
            outputs: Rows and columns of the outputs.
            width: Columns in one run.
        """
        image, line, column, number = buffer.strides
        depth = buffer.shape[-1]
        whole, rest = divmod(outputs[1], width)
        for left, chunks, columns in ((0, whole, width), (whole * width, 1, rest)):
            if not chunks or not columns:
                continue
            seen = as_strided(
                buffer[:, self.place[0] :, self.place[1] + left :],
                (len(buffer), outputs[0], chunks, *self.count, columns * depth),
                (
                    image,
                    line * self.steps,
                    column * width,
                    line * self.apart[0],
                    column * self.apart[1],
                    number,
                ),
                writeable=False,
            )
            yield _Run(left * depth, chunks, columns * depth), seen


def _sweeps(p: _Planes) -> Iterator[_Sweep]:
    """Yields the positions whose columns leave the same remainder modulo the stride."""
    (down, across), step = p.w.dilation, p.w.strides[1]
    period = step // math.gcd(across, step)
    for first in range(min(period, p.w.size[1])):
        column, phase = divmod(first * across, step)
        positions = slice(first, None, period)
        count = (p.w.size[0], len(range(first, p.w.size[1], period)))
        apart = (down, across * period // step)
        yield _Sweep((0, column), p.w.strides[0], apart, count, slice(None), positions, phase)


@dataclass(frozen=True)
class _Backward:
    """Inputs that leave one remainder modulo the strides, and the positions through which outputs see them."""

    rows: slice
    columns: slice
    sweep: _Sweep


def _backward_sweeps(p: _Planes) -> Iterator[_Backward]:
    """Yields what has to be summed for each remainder of the inputs; inputs that nothing sees are left out."""
    margins = _margins(p)
    for row in _backward_axis(p.w, 0, margins[0][0]):
        for column in _backward_axis(p.w, 1, margins[1][0]):
            (rows, top, up, high, down), (columns, left, back, wide, across) = row, column
            yield _Backward(rows, columns, _Sweep((top, left), 1, (up, back), (high, wide), down, across))


def _backward_axis(w: Window, axis: int, margin: int) -> Iterator[tuple[slice, int, int, int, slice]]:
    """Yields, for each remainder along one axis: inputs, first place, distance, number and choice of positions."""
    step, apart, size, low = w.strides[axis], w.dilation[axis], w.size[axis], w.low[axis]
    period = step // math.gcd(apart, step)
    for start in range(min(step, w.inputs[axis])):
        for first in range(min(period, size)):
            place, rest = divmod(start + low - first * apart, step)
            if rest == 0:
                count = len(range(first, size, period))
                distance = -(apart * period // step)
                choice = slice(first, None, period)
                yield slice(start, None, step), margin + place, distance, count, choice


def _margins(p: _Planes) -> list[tuple[int, int]]:
    """Returns how many places before and behind the outputs the sums for the inputs reach."""
    w, found = p.w, []
    for axis in (0, 1):
        reach = (w.size[axis] - 1) * w.dilation[axis] - w.low[axis]
        last = (w.inputs[axis] - 1 + w.low[axis]) // w.strides[axis]
        found.append((max(0, -(-reach // w.strides[axis])), max(0, last - w.outputs[axis] + 1)))
    return found


def _planes(
    inputs: Sizes, kernel: tuple[int, ...], strides: Sizes, dilation: Sizes, padding: Padding
) -> _Planes:
    *size, channels, multiplier = kernel
    w = window(tuple(inputs), tuple(size), tuple(strides), tuple(dilation), padding)
    if len(size) == 1:  # sequences are images of one row
        inputs, positions, steps, apart = ((1, *s) for s in (w.inputs, w.size, w.strides, w.dilation))
        w = Window(inputs, positions, steps, apart, (0, *w.low), (0, *w.high), (1, *w.outputs))
    # A run of outputs and what one position sees of them share the first-level cache.
    width = block_size(max(1, w.outputs[1]), 4 * channels * multiplier, 1 / 64)
    return _Planes(w, channels, multiplier, width)


def _as_planes(x: Array, inputs: Sizes) -> Array:
    return x.reshape(len(x), *inputs, x.shape[-1])


def _share(work: Callable[..., Any], p: _Planes, *arrays: Array) -> list[Any]:
    """Calls ``work`` on the same images of all arrays, shared among threads."""
    count = len(arrays[0])
    cost = count * math.prod(p.w.outputs) * p.depth * p.w.area
    return share(lambda start, stop: work(*(a[start:stop] for a in arrays)), count, cost)


def _padded(x: Array, p: _Planes, dtype: np.dtype[Any]) -> Iterator[tuple[slice, Array]]:
    """Yields runs of images, padded and sorted: ``(images, rows, remainders, columns, depth)``."""
    phases = p.w.strides[1]
    plain = not p.w.has_padding and phases == 1 and p.multiplier == 1
    if plain and x.dtype == dtype and x.flags.c_contiguous:
        yield slice(None), x[:, :, None]
        return
    shape = (p.w.padded[0], phases, -(-p.w.padded[1] // phases), p.channels, p.multiplier)
    item = math.prod(shape) * dtype.itemsize
    buffer = np.zeros((block_size(len(x), item), *shape), dtype)
    inside = slice(p.w.low[0], p.w.low[0] + p.w.inputs[0])
    for start, stop in blocks(len(x), item):
        here = buffer[: stop - start]
        for phase, columns, inputs in _phases(p):
            here[:, inside, phase, columns] = x[start:stop, :, inputs, :, None]
        yield slice(start, stop), here.reshape(*here.shape[:4], p.depth)


def _phases(p: _Planes) -> Iterator[tuple[int, slice, slice]]:
    """Yields each remainder with the columns of the buffer and those of the image that belong together."""
    low, size, step = p.w.low[1], p.w.inputs[1], p.w.strides[1]
    for phase in range(step):
        first = -(-(low - phase) // step)  # the first column of this remainder behind the padding
        start = first * step + phase - low
        if start < size:
            count = -(-(size - start) // step)
            yield phase, slice(first, first + count), slice(start, size, step)


def _with_margins(dy: Array, p: _Planes, dtype: np.dtype[Any]) -> Iterator[tuple[slice, Array]]:
    """Yields runs of the outputs' gradients with zeros around them."""
    (above, below), (before, behind) = _margins(p)
    rows, columns = p.w.outputs
    shape = (above + rows + below, before + columns + behind, p.depth)
    item = math.prod(shape) * dtype.itemsize
    buffer = np.zeros((block_size(len(dy), item), *shape), dtype)
    for start, stop in blocks(len(dy), item):
        here = buffer[: stop - start]
        here[:, above : above + rows, before : before + columns] = dy[start:stop]
        yield slice(start, stop), here
