"""Batch normalization over the columns of a table in plain NumPy; as in ``normalization_loops``."""

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
