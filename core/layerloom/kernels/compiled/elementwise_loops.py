"""Steps over flat arrays, compiled: activations and their gradients, dropout, and the update rules of optimizers."""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled
from layerloom.kernels.compiled.curves import exp, logistic, tanh
from layerloom.kernels.compiled.rules import follow

ZERO = np.float32(0)
ONE = np.float32(1)
U = np.uint64


@compiled("void(f4[:,::1], f4[::1], i8)")
def bias_activate(y, bias, code):
    """Adds a row to every row and applies an activation: 0 none, 1 relu, 2 tanh, 3 sigmoid."""
    for r in range(y.shape[0]):
        row = y[r]
        if code == 1:
            for f in range(row.shape[0]):
                value = row[f] + bias[f]
                row[f] = ZERO if value <= 0 else value
        else:
            for f in range(row.shape[0]):
                row[f] += bias[f]
            if code == 2:
                for f in range(row.shape[0]):
                    row[f] = tanh(row[f])
            elif code == 3:
                for f in range(row.shape[0]):
                    row[f] = logistic(row[f])


@compiled("void(f4[:,::1], f4[:,::1], i8, f4[:,::1], f4[::1])")
def activation_gradient(dy, y, code, dz, db):
    """Gradient before an activation from its output, and the sum of its rows."""
    db[:] = 0
    for r in range(dy.shape[0]):
        slope, value, target = dy[r], y[r], dz[r]
        if code == 0:
            for f in range(slope.shape[0]):
                target[f] = slope[f]
        elif code == 1:
            for f in range(slope.shape[0]):
                target[f] = ZERO if value[f] <= 0 else slope[f]
        elif code == 2:
            for f in range(slope.shape[0]):
                target[f] = slope[f] * (ONE - value[f] * value[f])
        else:
            for f in range(slope.shape[0]):
                target[f] = slope[f] * value[f] * (ONE - value[f])
        for f in range(slope.shape[0]):
            db[f] += target[f]


@compiled("void(f4[::1], u2[::1], i8, f4, f4[::1])")
def drop(x, words, limit, scale, y):
    """Keeps and scales what has a random word of at least the limit."""
    for k in range(x.shape[0]):
        y[k] = x[k] * (scale if words[k] >= limit else ZERO)


@compiled("void(f4[::1], f4[::1], f4[::1], f4[::1], i8, f4[::1])")
def update(w, g, first, second, code, numbers):
    """Changes weights by one of the rules of optimizers; what it does not keep is of no length."""
    follow(w, U(0), g, U(0), U(w.shape[0]), first, second, code, numbers)


@compiled("f8(f4[:,::1], i8[::1], f4[::1], f4[:,::1], f4[:,::1])")
def sparse_crossentropy(z, labels, weights, p, dz):
    """Softmax and cross-entropy with class numbers: probabilities, gradients, and the weighted sum of the losses.

    A label that is no class gives NaN.
    """
    total = 0.0
    for r in range(z.shape[0]):
        row, share, slope = z[r], p[r], dz[r]
        top = row[0]
        for f in range(row.shape[0]):
            top = row[f] if not row[f] <= top else top
        bulk = ZERO
        for f in range(row.shape[0]):
            share[f] = exp(row[f] - top)
            bulk += share[f]
        scale = ONE / bulk
        for f in range(row.shape[0]):
            share[f] *= scale
            slope[f] = share[f] * weights[r]
        label = labels[r]
        if label < 0 or label >= row.shape[0]:
            return np.nan
        slope[label] -= weights[r]
        total += (np.log(np.float64(bulk)) + top - row[label]) * weights[r]
    return total
