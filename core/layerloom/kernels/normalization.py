"""Batch normalization over the last axis: training forward and backward in few passes, and its plain use.

Channels are often few, and short rows cost NumPy most of its speed. So arrays are seen as few long rows that
hold many pixels each, and the per-channel numbers are repeated along such a row.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from layerloom.kernels.arrays import Array, blocks, compute_dtype

__all__ = [
    "batch_normalize",
    "batch_normalize_gradient",
    "channel_affine",
    "channel_moments",
    "channel_sums",
]

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
    for start, stop in _blocks(y):
        part = np.subtract(rows[start:stop], centre, out=y[start:stop])
        part *= factor
        part += offset
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
    for start, stop in _blocks(dx):
        part = np.subtract(rows[start:stop], centre, out=dx[start:stop])
        part *= slope
        part += level
        part += slopes[start:stop] * scale
    return dx.reshape(x.shape), dgamma, dbeta


def channel_affine(x: Array, scale: Array, offset: Array | None = None) -> Array:
    """Returns ``x * scale + offset`` with one scale and offset for each channel of the last axis."""
    y = _long_rows(np.empty(x.shape, np.result_type(x, scale)))
    rows, factor = _long_rows(x), _along(scale, y)
    level = None if offset is None else _along(offset, y)
    for start, stop in _blocks(y):
        part = np.multiply(rows[start:stop], factor, out=y[start:stop])
        if level is not None:
            part += level
    return y.reshape(x.shape)


def channel_moments(x: Array) -> tuple[Array, Array]:
    """Returns the mean and the variance of each channel of the last axis, in two passes."""
    x = x.astype(compute_dtype(x), copy=False)
    count = x.size // x.shape[-1]
    mean = channel_sums(x) / np.asarray(count, x.dtype)
    rows = _long_rows(x)
    centre = _along(mean, rows)
    total = np.zeros(rows.shape[1], x.dtype)
    for start, stop in _blocks(rows):
        part = rows[start:stop] - centre
        part *= part
        total += part.sum(axis=0)
    return mean, _fold(total, x) / np.asarray(count, x.dtype)


def channel_sums(x: Array) -> Array:
    """Returns the sum of each channel of the last axis."""
    return _fold(_long_rows(x).sum(axis=0), x)


def _paired_sums(dy: Array, x: Array, mean: Array) -> tuple[Array, Array]:
    """Returns, for each channel, the sum of ``dy`` and that of ``dy * (x - mean)``, reading both once."""
    slopes, rows = _long_rows(dy), _long_rows(x)
    centre = _along(mean, rows)
    plain = np.zeros(rows.shape[1], slopes.dtype)
    paired = np.zeros(rows.shape[1], np.result_type(slopes, rows))
    for start, stop in _blocks(rows):
        part = rows[start:stop] - centre
        part *= slopes[start:stop]
        paired += part.sum(axis=0)
        plain += slopes[start:stop].sum(axis=0)
    return _fold(plain, x), _fold(paired, x)


def _long_rows(x: Array) -> Array:
    """Returns a matrix of the same numbers whose rows hold whole pixels, many where channels are few."""
    axis = x.ndim - 1
    while axis > 1 and math.prod(x.shape[axis:]) < _LONG_ROW:
        axis -= 1
    return np.ascontiguousarray(x).reshape(math.prod(x.shape[:axis]), -1)


def _along(values: Array, rows: Array) -> Array:
    """Repeats one number per channel along a long row."""
    return np.tile(values, rows.shape[1] // len(values))


def _fold(total: Array, x: Array) -> Array:
    """Adds up the pixels of a long row."""
    sums: Array = total.reshape(-1, x.shape[-1]).sum(axis=0)
    return sums


def _blocks(rows: Array) -> Iterator[tuple[int, int]]:
    return blocks(len(rows), rows[:1].nbytes, 0.5)
