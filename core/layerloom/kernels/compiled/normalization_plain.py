"""Batch normalization over the columns of a table, and that of groups, in NumPy; as in ``normalization_loops``."""

from __future__ import annotations

import math

import numpy as np

from layerloom.kernels.arrays import Array


def moments(x: Array, shift: Array, sums: Array, squares: Array) -> None:
    """Sums of the columns and of their squares, both after a shift that keeps them small."""
    moved = x - shift
    np.sum(moved, axis=0, out=sums)
    np.sum(moved * moved, axis=0, out=squares)


def scale_shift(x: Array, scale: Array, offset: Array, relu: bool, y: Array) -> None:
    """``x * scale + offset`` and a relu."""
    np.multiply(x, scale, out=y)
    y += offset
    if relu:
        np.maximum(y, 0, out=y)


def gradient_sums(
    dy: Array,
    x: Array,
    relu: bool,
    mean: Array,
    root: Array,
    scale: Array,
    offset: Array,
    dgamma: Array,
    dbeta: Array,
) -> None:
    """Gradients of factor and offset; ``root`` is one over the standard deviation."""
    slope = np.where(x * scale + offset > 0, dy, 0) if relu else dy
    np.sum(slope, axis=0, out=dbeta)
    np.sum(slope * ((x - mean) * root), axis=0, out=dgamma)


def gradient(
    dy: Array,
    x: Array,
    relu: bool,
    mean: Array,
    root: Array,
    scale: Array,
    offset: Array,
    a: Array,
    b: Array,
    dx: Array,
) -> None:
    """``scale * (dy - a - x_normalized * b)``."""
    slope = np.where(x * scale + offset > 0, dy, 0) if relu else dy
    np.multiply(scale, slope - a - (x - mean) * root * b, out=dx)


def settle(
    counts: Array, shifts: Array, moments: Array, gamma: Array, beta: Array, epsilon: np.float32, reach: int,
    found: Array, constants: Array, fixed: Array,
) -> None:  # fmt: skip
    """Takes mean and variance, which ``found`` gets, from what threads added up, each after a shift of its own.

    ``constants`` gets factor, offset, mean and one over the deviation, and ``fixed`` the last two and the first two,
    for every place of a row. ``moments`` has as many places as its first ``reach`` columns hold.
    """
    channels = found.shape[1]
    seen, sums = counts > 0, moments[:, :, :reach].astype(np.float64)
    sums = sums.reshape(len(counts), 2, -1, channels).sum(axis=2)[seen]
    shares = counts[seen, None].astype(np.float64)
    first, second = sums[:, 0] / shares, sums[:, 1] / shares
    near, total = shifts[seen, :channels] + first, shares.sum()
    mean = (near * shares).sum(axis=0) / total
    spreads = second - first * first + np.square(near - mean)
    found[0], found[1] = mean, np.maximum((spreads * shares).sum(axis=0) / total, 0)
    root = 1 / np.sqrt(found[1] + epsilon)
    scale = root * gamma
    offset = beta - found[0] * scale
    constants[:4, :channels] = scale, offset, found[0], root
    fixed[...] = np.tile(np.stack([found[0], root, scale, offset]), fixed.shape[1] // channels)


def settle_back(
    sums: Array, reach: int, count: np.float32, found: Array, constants: Array, shares: Array
) -> None:
    """Adds up the gradients of factor and offset, which ``found`` gets, of all threads and the places of a row.

    ``shares`` gets what every place has of them, the last rows of ``constants`` the same for a step before.
    """
    channels = found.shape[1]
    found[...] = sums[:, :, :reach].sum(axis=0).reshape(2, -1, channels).sum(axis=1)
    scale, root = constants[0, :channels], constants[3, :channels]
    constants[3:, :channels] = found[1] / count, scale * root * found[0] / count
    if shares.size:
        shares[...] = np.tile(found[::-1] / count, shares.shape[1] // channels)


def group_forward(
    x: Array, gamma: Array, beta: Array, epsilon: float, relu: bool, y: Array, means: Array, roots: Array
) -> None:
    """Takes every group of channels to mean 0 and variance 1, then scales and shifts it, and a relu."""
    given, made = _by_group(x, gamma, means), _by_group(y, gamma, means)
    means[...] = given.mean(axis=(1, 3))
    np.subtract(given, means[:, None, :, None], out=made)
    roots[...] = 1 / np.sqrt(np.square(made).mean(axis=(1, 3)) + epsilon)
    made *= _factors(gamma, roots)
    made += beta.reshape(made.shape[2:])
    if relu:
        np.maximum(made, 0, out=made)


def group_backward(
    dy: Array, x: Array, gamma: Array, beta: Array, relu: bool, means: Array, roots: Array,
    dgamma: Array, dbeta: Array, dx: Array,
) -> None:  # fmt: skip
    """Adds to the gradients of factor and offset; gives, where ``dx`` has a length, those of the numbers."""
    slope, factors = _by_group(dy, gamma, means), _factors(gamma, roots)
    away = _by_group(x, gamma, means) - means[:, None, :, None]
    if relu:
        slope = np.where(away * factors + beta.reshape(slope.shape[2:]) > 0, slope, 0)
    normal = away * roots[:, None, :, None]
    dgamma += (slope * normal).sum(axis=(0, 1)).reshape(-1)
    dbeta += slope.sum(axis=(0, 1)).reshape(-1)
    if len(dx):
        slope = slope * factors
        along = (slope * normal).mean(axis=(1, 3), keepdims=True)
        found = slope - slope.mean(axis=(1, 3), keepdims=True) - normal * along
        dx[...] = found.reshape(dx.shape)


def _by_group(x: Array, gamma: Array, means: Array) -> Array:
    """Returns (samples, places, groups, channels of each)."""
    groups = means.shape[1]
    return x.reshape(len(x), math.prod(x.shape[1:]) // len(gamma), groups, len(gamma) // groups)


def _factors(gamma: Array, roots: Array) -> Array:
    """Returns what every channel is multiplied with, (samples, 1, groups, channels of each)."""
    found: Array = roots[:, None, :, None] * gamma.reshape(roots.shape[1], -1)
    return found
