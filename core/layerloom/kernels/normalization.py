"""Batch normalization over the last axis: training forward and backward in few passes, and its plain use.

Channels are often few, and short rows cost NumPy most of its speed. So arrays are seen as few long rows that
hold many pixels each, and the per-channel numbers are repeated along such a row.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from layerloom.kernels.arrays import Array, blocks, compute_dtype
from layerloom.kernels.parallel import share

__all__ = [
    "batch_normalize",
    "batch_normalize_gradient",
    "channel_affine",
    "channel_moments",
    "channel_sums",
]

Result = TypeVar("Result")

#: Rows are joined until they hold at least this many numbers.
_LONG_ROW = 1024


def batch_normalize(x: Array, gamma: Array, beta: Array, epsilon: float) -> tuple[Array, Array, Array]:
    """Normalizes each channel by the mean and variance of the batch, then scales and moves it.

    Args:
        x: Array of shape ``(..., channels)``.
        gamma: Scale of each channel.
        beta: Offset of each channel.
        epsilon: Added to the variance.

    Returns:
        The result, the mean and the variance of each channel.
    """
    mean, variance = channel_moments(x)
    scale = gamma / np.sqrt(variance + np.asarray(epsilon, variance.dtype))
    y = _long_rows(np.empty(x.shape, np.result_type(x, scale)))
    rows, centre, factor, offset = _long_rows(x), _along(mean, y), _along(scale, y), _along(beta, y)

    def some(start: int, stop: int) -> None:
        part = np.subtract(rows[start:stop], centre, out=y[start:stop])
        part *= factor
        part += offset

    _in_blocks(some, y)
    return y.reshape(x.shape), mean, variance


def batch_normalize_gradient(
    dy: Array,
    dmean: Array,
    dvariance: Array,
    x: Array,
    gamma: Array,
    mean: Array,
    variance: Array,
    epsilon: float,
) -> tuple[Array, Array, Array]:
    """Gradients of :func:`batch_normalize`.

    Args:
        dy: Gradient of the result.
        dmean: Gradient of the mean.
        dvariance: Gradient of the variance.
        x: The array that went in.
        gamma: Scale of each channel.
        mean: Mean of each channel.
        variance: Variance of each channel.
        epsilon: Added to the variance.

    Returns:
        Gradients of x, gamma and beta.
    """
    count = x.size // x.shape[-1]
    inverse = 1 / np.sqrt(variance + np.asarray(epsilon, variance.dtype))
    dbeta, products = _paired_sums(dy, x, mean)
    dgamma = products * inverse
    # dx = scale * dy + slope * (x - mean) + level, each of them one number for a channel
    scale = gamma * inverse
    slope = (2 * dvariance - scale * inverse * dgamma) / count
    level = (dmean - scale * dbeta) / count
    dx = _long_rows(np.empty(x.shape, np.result_type(x, scale)))
    rows, slopes = _long_rows(x), _long_rows(dy)
    scale, slope, level, centre = (_along(v.astype(dx.dtype), dx) for v in (scale, slope, level, mean))

    def some(start: int, stop: int) -> None:
        part = np.subtract(rows[start:stop], centre, out=dx[start:stop])
        part *= slope
        part += level
        part += slopes[start:stop] * scale

    _in_blocks(some, dx)
    return dx.reshape(x.shape), dgamma, dbeta


def channel_affine(x: Array, scale: Array, offset: Array | None = None) -> Array:
    """Returns ``x * scale + offset`` with one scale and offset for each channel of the last axis."""
    y = _long_rows(np.empty(x.shape, np.result_type(x, scale)))
    rows, factor = _long_rows(x), _along(scale, y)
    level = None if offset is None else _along(offset, y)

    def some(start: int, stop: int) -> None:
        part = np.multiply(rows[start:stop], factor, out=y[start:stop])
        if level is not None:
            part += level

    _in_blocks(some, y)
    return y.reshape(x.shape)


def channel_moments(x: Array) -> tuple[Array, Array]:
    """Returns the mean and the variance of each channel of the last axis, in two passes."""
    x = x.astype(compute_dtype(x), copy=False)
    count = x.size // x.shape[-1]
    mean = channel_sums(x) / np.asarray(count, x.dtype)
    rows = _long_rows(x)
    centre = _along(mean, rows)

    def some(start: int, stop: int) -> Array:
        part = rows[start:stop] - centre
        part *= part
        total: Array = part.sum(axis=0)
        return total

    return mean, _fold(_in_blocks(some, rows), x) / np.asarray(count, x.dtype)


def channel_sums(x: Array) -> Array:
    """Returns the sum of each channel of the last axis."""
    rows = _long_rows(x)
    return _fold(_in_blocks(lambda start, stop: rows[start:stop].sum(axis=0), rows), x)


def _paired_sums(dy: Array, x: Array, mean: Array) -> tuple[Array, Array]:
    """Returns, for each channel, the sum of ``dy`` and that of ``dy * (x - mean)``, reading both once."""
    slopes, rows = _long_rows(dy), _long_rows(x)
    centre = _along(mean, rows)

    def some(start: int, stop: int) -> tuple[Array, Array]:
        part = rows[start:stop] - centre
        part *= slopes[start:stop]
        return slopes[start:stop].sum(axis=0), part.sum(axis=0)

    found = _in_blocks(some, rows)
    return _fold([plain for plain, _ in found], x), _fold([paired for _, paired in found], x)


def _long_rows(x: Array) -> Array:
    """Returns a matrix of the same numbers whose rows hold whole pixels, many where channels are few."""
    axis = x.ndim - 1
    while axis > 1 and math.prod(x.shape[axis:]) < _LONG_ROW:
        axis -= 1
    return np.ascontiguousarray(x).reshape(math.prod(x.shape[:axis]), -1)


def _along(values: Array, rows: Array) -> Array:
    """Repeats one number per channel along a long row."""
    return np.tile(values, rows.shape[1] // len(values))


def _fold(sums: list[Array], x: Array) -> Array:
    """Adds up sums along long rows, and the pixels within such a row."""
    folded = np.zeros(x.shape[-1], x.dtype)
    for total in sums:
        folded = folded + total.reshape(-1, x.shape[-1]).sum(axis=0)
    return folded


def _in_blocks(work: Callable[[int, int], Result], rows: Array) -> list[Result]:
    """Calls ``work`` on runs of rows: shared among threads, in blocks that fit the cache."""

    def some(start: int, stop: int) -> list[Result]:
        pieces = blocks(stop - start, rows[:1].nbytes, 0.5)
        return [work(start + first, start + last) for first, last in pieces]

    return [result for found in share(some, len(rows), 2 * rows.nbytes) for result in found]
