"""Max and average pooling, forward and backward, over any window and number of spatial axes.

All work goes position by position of the window over whole blocks of images: each step is one elementwise
operation on a strided view, which needs no copies and, for blocks that fit the cache, little memory traffic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np

from layerloom.kernels.arrays import Array, blocks
from layerloom.kernels.parallel import share
from layerloom.kernels.windows import Sizes, Window, window

__all__ = [
    "average_pool",
    "average_pool_gradient",
    "max_pool",
    "max_pool_gradient",
    "max_pool_pick",
]


def max_pool(x: Array, size: Sizes, strides: Sizes, padding: str) -> Array:
    """Takes the greatest value of every window.

    Args:
        x: Images of shape ``(batch, *spatial, channels)``.
        size: Size of the window along each axis.
        strides: Steps from window to window.
        padding: ``"valid"`` or ``"same"``; padding never wins.

    Returns:
        Images of shape ``(batch, *outputs, channels)``.
    """
    w = _window(x, size, strides, padding)
    y = np.empty((x.shape[0], *w.outputs, x.shape[-1]), x.dtype)
    lowest = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min

    def some(image: Array, out: Array) -> None:
        first, *rest = w.positions()
        if w.has_padding:
            out.fill(lowest)
            rest = [first, *rest]
        elif rest:
            np.maximum(image[_all(w.tap(first))], image[_all(w.tap(rest[0]))], out=out)
            rest = rest[1:]
        else:
            out[...] = image[_all(w.tap(first))]
        for position in rest:
            outputs, inputs = map(_all, w.clipped_tap(position))
            np.maximum(out[outputs], image[inputs], out=out[outputs])

    _in_blocks(some, x, y)
    return y


def max_pool_gradient(dy: Array, x: Array, y: Array, size: Sizes, strides: Sizes, padding: str) -> Array:
    """Gradient of :func:`max_pool`: every window sends its gradient to its first greatest value.

    Args:
        dy: Gradient of the output.
        x: The images that went in.
        y: The output.
        size: Size of the window.
        strides: Steps from window to window.
        padding: ``"valid"`` or ``"same"``.

    Returns:
        Gradient of the images.
    """
    w = _window(x, size, strides, padding)
    dx = np.empty(x.shape, dy.dtype)

    def some(image: Array, out: Array, slope: Array, target: Array) -> None:
        if not w.tiles:
            target.fill(0)
        for outputs, inputs, hits in _hits(image, out, w):
            if w.disjoint:
                np.multiply(slope[outputs], hits, out=target[inputs])
            else:
                target[inputs] += slope[outputs] * hits

    _in_blocks(some, x, y, dy, dx)
    return dx


def max_pool_pick(values: Array, x: Array, y: Array, size: Sizes, strides: Sizes, padding: str) -> Array:
    """Takes, for every window, the value at the place of its first greatest ``x``.

    This is the transpose of :func:`max_pool_gradient`.

    Args:
        values: Images to take from, shaped like ``x``.
        x: The images that went into the pooling.
        y: What came out.
        size: Size of the window.
        strides: Steps from window to window.
        padding: ``"valid"`` or ``"same"``.

    Returns:
        Images shaped like ``y``.
    """
    w = _window(x, size, strides, padding)
    picked = np.zeros(y.shape, values.dtype)

    def some(image: Array, out: Array, source: Array, target: Array) -> None:
        for outputs, inputs, hits in _hits(image, out, w):
            target[outputs] += source[inputs] * hits

    _in_blocks(some, x, y, values, picked)
    return picked


def average_pool(x: Array, size: Sizes, strides: Sizes, padding: str) -> Array:
    """Takes the mean of every window, of its real inputs alone where it reaches into padding.

    Args:
        x: Images of shape ``(batch, *spatial, channels)``.
        size: Size of the window along each axis.
        strides: Steps from window to window.
        padding: ``"valid"`` or ``"same"``.

    Returns:
        Images of shape ``(batch, *outputs, channels)``.
    """
    w = _window(x, size, strides, padding)
    y = np.zeros((x.shape[0], *w.outputs, x.shape[-1]), x.dtype)
    weight = _weights(w).astype(x.dtype)

    def some(image: Array, out: Array) -> None:
        for position in w.positions():
            outputs, inputs = map(_all, w.clipped_tap(position))
            out[outputs] += image[inputs]
        out *= weight

    _in_blocks(some, x, y)
    return y


def average_pool_gradient(dy: Array, inputs: Sizes, size: Sizes, strides: Sizes, padding: str) -> Array:
    """Gradient of :func:`average_pool`.

    Args:
        dy: Gradient of the output.
        inputs: Spatial sizes of the images.
        size: Size of the window.
        strides: Steps from window to window.
        padding: ``"valid"`` or ``"same"``.

    Returns:
        Gradient of the images.
    """
    w = window(tuple(inputs), tuple(size), tuple(strides), (1,) * len(size), padding)
    dx = np.empty((dy.shape[0], *inputs, dy.shape[-1]), dy.dtype)
    weight = _weights(w).astype(dy.dtype)

    def some(slope: Array, target: Array) -> None:
        if not w.tiles:
            target.fill(0)
        slope = slope * weight
        for position in w.positions():
            outputs, places = map(_all, w.clipped_tap(position))
            if w.disjoint:
                target[places] = slope[outputs]
            else:
                target[places] += slope[outputs]

    _in_blocks(some, dy, dx)
    return dx


def _window(x: Array, size: Sizes, strides: Sizes, padding: str) -> Window:
    return window(x.shape[1:-1], tuple(size), tuple(strides), (1,) * len(size), padding)


def _in_blocks(work: Callable[..., None], *arrays: Array) -> None:
    """Calls ``work`` on the same images of all arrays: shared among threads, in blocks that fit the cache."""
    item = max(array[:1].nbytes for array in arrays)

    def some(start: int, stop: int) -> None:
        for first, last in blocks(stop - start, item, 2.0):
            work(*(array[start + first : start + last] for array in arrays))

    share(some, len(arrays[0]), sum(array.nbytes for array in arrays))


def _all(spatial: tuple[slice, ...]) -> tuple[slice, ...]:
    """Adds the batch axis to an index of spatial axes."""
    return (slice(None), *spatial)


def _hits(x: Array, y: Array, w: Window) -> Iterator[tuple[tuple[slice, ...], tuple[slice, ...], Array]]:
    """Yields for every window position the outputs that took their value from it; the first of equals wins."""
    free = np.ones(y.shape, np.bool_)
    for position in w.positions():
        outputs, inputs = map(_all, w.clipped_tap(position))
        hits = y[outputs] == x[inputs]
        hits &= free[outputs]
        free[outputs] ^= hits
        yield outputs, inputs, hits


@lru_cache(maxsize=256)
def _weights(w: Window) -> Array:
    """Returns one over the number of real inputs of every window, shaped ``(*outputs, 1)`` or a scalar."""
    if not w.has_padding:
        return np.asarray(1.0 / w.area)
    counts = np.zeros(w.outputs)
    for position in w.positions():
        outputs, _ = w.clipped_tap(position)
        counts[outputs] += 1
    return 1.0 / counts[..., None]
