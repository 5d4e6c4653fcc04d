"""Batch normalization over the columns of a table, and that of groups, in NumPy; as in ``normalization_loops``."""

from __future__ import annotations

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
    return x.reshape(len(x), -1, means.shape[1], len(gamma) // means.shape[1])


def _factors(gamma: Array, roots: Array) -> Array:
    """Returns what every channel is multiplied with, (samples, 1, groups, channels of each)."""
    found: Array = roots[:, None, :, None] * gamma.reshape(roots.shape[1], -1)
    return found
