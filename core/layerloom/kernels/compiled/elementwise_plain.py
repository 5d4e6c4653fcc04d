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


def sgd(w: Array, g: Array, rate: float) -> None:
    """Gradient descent."""
    w -= g * np.float32(rate)


def momentum(w: Array, g: Array, m: Array, rate: float, share: float, nesterov: bool) -> None:
    """Gradient descent with momentum."""
    step = g * np.float32(rate)
    m *= np.float32(share)
    m -= step
    w += m * np.float32(share) - step if nesterov else m


def adam(
    w: Array,
    g: Array,
    m: Array,
    v: Array,
    alpha: float,
    one_minus_beta_1: float,
    one_minus_beta_2: float,
    epsilon: float,
) -> None:
    """Adam's rule, ``alpha`` being the rate with both corrections."""
    m += (g - m) * np.float32(one_minus_beta_1)
    v += (g * g - v) * np.float32(one_minus_beta_2)
    w -= m * np.float32(alpha) / (np.sqrt(v) + np.float32(epsilon))


def rmsprop(w: Array, g: Array, v: Array, rate: float, rho: float, epsilon: float) -> None:
    """RMSprop's rule without momentum."""
    v *= np.float32(rho)
    v += g * g * np.float32(1 - rho)
    w -= g * np.float32(rate) / np.sqrt(v + np.float32(epsilon))


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
