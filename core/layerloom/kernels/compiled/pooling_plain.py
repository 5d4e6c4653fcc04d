"""Max-pooling over two axes in plain NumPy; arguments and results are those of ``pooling_loops``."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from layerloom.kernels.arrays import Array


def max_forward(x: Array, geometry: Array, before: Array, y: Array, arg: Array) -> None:
    """The greatest of every window, and its place there."""
    mode, channels = geometry[6], x.shape[-1]
    if mode:
        x = x * before[0, :channels] + before[1, :channels]
    y.fill(-np.inf)
    arg.fill(0)
    unseen = np.ones(y.shape, bool)
    for place, outputs, inputs in _places(x, geometry, y):
        higher = ~(x[inputs] <= y[outputs])
        y[outputs] = np.where(higher, x[inputs], y[outputs])
        arg[outputs] = np.where(higher | unseen[outputs], place, arg[outputs])
        unseen[outputs] = False
    if mode == 2:
        np.maximum(y, 0, out=y)


def max_backward(
    dy: Array, arg: Array, geometry: Array, x: Array, before: Array, dx: Array, sums: Array
) -> None:
    """Sends the gradient of every window to the place of its greatest value.

    With a normalization before, adds the gradients of its factor and offset to ``sums``; ``x`` are the images.
    """
    mode, channels = geometry[6], dx.shape[-1]
    dx.fill(0)
    for place, outputs, inputs in _places(dx, geometry, dy):
        dx[inputs] += np.where(arg[outputs] == place, dy[outputs], 0)
    if not mode:
        return
    factor, offset, mean, root = before[:4, :channels]
    if mode == 2:
        dx[x * factor + offset <= 0] = 0
    sums[0, :channels] += (dx * (x - mean) * root).sum(axis=(0, 1, 2))
    sums[1, :channels] += dx.sum(axis=(0, 1, 2))


def _places(
    x: Array, geometry: Array, y: Array
) -> Iterator[tuple[int, tuple[slice, ...], tuple[slice, ...]]]:
    """Yields every place of the window with the outputs that see an input there, and these inputs."""
    ph, pw, sh, sw, top, left = map(int, geometry[:6])
    for i in range(ph):
        for j in range(pw):
            pairs = [
                _along(i - top, sh, x.shape[1], y.shape[1]),
                _along(j - left, sw, x.shape[2], y.shape[2]),
            ]
            outputs, inputs = zip(*pairs, strict=True)
            yield i * pw + j, (slice(None), *outputs), (slice(None), *inputs)


def _along(offset: int, step: int, size: int, count: int) -> tuple[slice, slice]:
    first = max(0, -(offset // step))
    last = max(first, min(count, (size - 1 - offset) // step + 1))
    start = first * step + offset
    return slice(first, last), slice(
        start, start + (last - first - 1) * step + 1 if last > first else start, step
    )
