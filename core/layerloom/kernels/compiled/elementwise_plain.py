"""Steps over flat arrays in plain NumPy; arguments and results are those of ``elementwise_loops``."""

from __future__ import annotations

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.kernels.probability import sparse_crossentropy as crossentropy


def bias_activate(y: Array, bias: Array, code: int) -> None:
    """Adds a row to every row and applies an activation: 0 none, 1 relu, 2 tanh, 3 sigmoid."""
    y += bias
    if code == 1:
        np.maximum(y, 0, out=y)
    elif code == 2:
        np.tanh(y, out=y)
    elif code == 3:
        np.negative(y, out=y)
        np.exp(y, out=y)
        y += 1
        np.reciprocal(y, out=y)


def activation_gradient(dy: Array, y: Array, code: int, dz: Array, db: Array) -> None:
    """Gradient before an activation from its output, and the sum of its rows."""
    if code == 0:
        dz[...] = dy
    elif code == 1:
        np.multiply(dy, y > 0, out=dz)
    elif code == 2:
        np.multiply(dy, 1 - y * y, out=dz)
    else:
        np.multiply(dy, y * (1 - y), out=dz)
    np.sum(dz, axis=0, out=db)


def drop(x: Array, words: Array, limit: int, scale: float, y: Array) -> None:
    """Keeps and scales what has a random word of at least the limit."""
    np.multiply(x, np.multiply(words >= limit, np.float32(scale)), out=y)


def update(w: Array, g: Array, first: Array, second: Array, code: int, numbers: Array) -> None:
    """Changes weights by one of the rules of optimizers, see ``rules``; what it does not keep is of no length."""
    if code == 3:
        rate, fresh, square, epsilon = numbers
        first += (g - first) * fresh
        second += (g * g - second) * square
        w -= first * rate / (np.sqrt(second) + epsilon)
    elif code == 4:
        rate, share, epsilon = numbers
        first *= share
        first += g * g * (1 - share)
        w -= g * rate / np.sqrt(first + epsilon)
    elif code == 0:
        w -= g * numbers[0]
    else:
        rate, share = numbers
        step = g * rate
        first *= share
        first -= step
        w += first * share - step if code == 2 else first


def sparse_crossentropy(z: Array, labels: Array, weights: Array, p: Array, dz: Array) -> float:
    """Softmax and cross-entropy with class numbers: probabilities, gradients, and the weighted sum of the losses.

    A label that is no class gives NaN.
    """
    if len(labels) and (labels.min() < 0 or labels.max() >= z.shape[1]):
        return float("nan")
    losses, p[...] = crossentropy(labels, z)
    np.multiply(p, weights[:, None], out=dz)
    dz[np.arange(len(labels)), labels] -= weights
    return float(np.sum(losses * weights, dtype=np.float64))
