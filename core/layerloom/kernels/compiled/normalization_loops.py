"""Batch normalization over the columns of a table, with a relu behind it, compiled."""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled

ZERO = np.float32(0)
U = np.uint64


@compiled("void(f4[:,::1], f4[::1], f4[::1], f4[::1])")
def moments(x, shift, sums, squares):
    """Sums of the columns and of their squares, both after a shift that keeps them small."""
    row, width = x.reshape(-1), U(x.shape[1])
    sums[:] = 0
    squares[:] = 0
    at = U(0)
    for _ in range(x.shape[0]):
        for k in range(width):
            v = row[at + k] - shift[k]
            sums[k] += v
            squares[k] += v * v
        at += width


@compiled("void(f4[:,::1], f4[::1], f4[::1], b1, f4[:,::1])")
def scale_shift(x, scale, offset, relu, y):
    """``x * scale + offset`` and a relu."""
    row, target, width = x.reshape(-1), y.reshape(-1), U(x.shape[1])
    at = U(0)
    for _ in range(x.shape[0]):
        if relu:
            for k in range(width):
                v = row[at + k] * scale[k] + offset[k]
                target[at + k] = ZERO if v <= 0 else v
        else:
            for k in range(width):
                target[at + k] = row[at + k] * scale[k] + offset[k]
        at += width


@compiled("void(f4[:,::1], f4[:,::1], b1, f4[::1], f4[::1], f4[::1], f4[::1], f4[::1], f4[::1])")
def gradient_sums(dy, x, relu, mean, root, scale, offset, dgamma, dbeta):
    """Gradients of factor and offset; ``root`` is one over the standard deviation."""
    slope, row, width = dy.reshape(-1), x.reshape(-1), U(x.shape[1])
    live = np.empty(x.shape[1], np.float32)
    dgamma[:] = 0
    dbeta[:] = 0
    at = U(0)
    for _ in range(x.shape[0]):
        if relu:  # what came out is worked out again: that is less than fetching it
            for k in range(width):
                live[k] = ZERO if row[at + k] * scale[k] + offset[k] <= 0 else slope[at + k]
            for k in range(width):
                dbeta[k] += live[k]
                dgamma[k] += live[k] * ((row[at + k] - mean[k]) * root[k])
        else:
            for k in range(width):
                dbeta[k] += slope[at + k]
                dgamma[k] += slope[at + k] * ((row[at + k] - mean[k]) * root[k])
        at += width


@compiled("void(f4[:,::1], f4[:,::1], b1, f4[::1], f4[::1], f4[::1], f4[::1], f4[::1], f4[::1], f4[:,::1])")
def gradient(dy, x, relu, mean, root, scale, offset, a, b, dx):
    """``scale * (dy - a - x_normalized * b)``."""
    slope, row, width, target = dy.reshape(-1), x.reshape(-1), U(x.shape[1]), dx.reshape(-1)
    at = U(0)
    for _ in range(x.shape[0]):
        if relu:
            for k in range(width):
                g = ZERO if row[at + k] * scale[k] + offset[k] <= 0 else slope[at + k]
                target[at + k] = scale[k] * (g - a[k] - (row[at + k] - mean[k]) * root[k] * b[k])
        else:
            for k in range(width):
                target[at + k] = scale[k] * (slope[at + k] - a[k] - (row[at + k] - mean[k]) * root[k] * b[k])
        at += width
