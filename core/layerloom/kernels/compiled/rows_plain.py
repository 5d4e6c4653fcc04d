"""Normalization of rows and softmax along them in plain NumPy; arguments and results are those of ``rows_loops``."""

from __future__ import annotations

import numpy as np

from layerloom.kernels.arrays import Array


def normalize(
    x: Array, gamma: Array, beta: Array, epsilon: float, y: Array, means: Array, rates: Array
) -> None:
    """Takes every row to mean 0 and variance 1, then scales and shifts it; notes means and inverse deviations."""
    means[...] = x.mean(axis=1)
    rates[...] = 1 / np.sqrt(x.var(axis=1) + np.float32(epsilon))
    y[...] = (x - means[:, None]) * rates[:, None] * gamma + beta


def normalize_gradient(
    dy: Array, x: Array, gamma: Array, means: Array, rates: Array, dx: Array, dgamma: Array, dbeta: Array
) -> None:
    """Gradients of the rows, unless there is no memory for them, and of scale and shift."""
    normal = (x - means[:, None]) * rates[:, None]
    dgamma[...] = (dy * normal).sum(axis=0)
    dbeta[...] = dy.sum(axis=0)
    if len(dx):
        g = dy * gamma
        along = (g * normal).mean(axis=1, keepdims=True)
        dx[...] = rates[:, None] * (g - g.mean(axis=1, keepdims=True) - normal * along)


def scatter(dy: Array, numbers: Array, before: Array, low: int, high: int, dw: Array) -> None:
    """Adds rows to those of their numbers from ``low`` to ``high``, after those of the numbers before are set to 0."""
    dw[before[(before >= low) & (before < high)]] = 0
    inside = (numbers >= low) & (numbers < high)
    np.add.at(dw, numbers[inside], dy[inside])


def soften(x: Array, scale: float) -> None:
    """Puts the softmax of a multiple of every row, which is not negative, in its place."""
    x -= x.max(axis=1, keepdims=True)
    x *= np.float32(scale)
    np.exp(x, out=x)
    x /= x.sum(axis=1, keepdims=True)


def soften_gradient(y: Array, dy: Array, scale: float) -> None:
    """Puts the gradient of the rows before :func:`soften` in the place of that of its results ``y``."""
    dy -= np.einsum("ij,ij->i", dy, y)[:, None]
    dy *= y
    dy *= np.float32(scale)
