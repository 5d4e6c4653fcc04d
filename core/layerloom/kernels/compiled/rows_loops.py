"""Normalization of rows, and softmax along them, compiled."""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled
from layerloom.kernels.compiled.curves import exp

ZERO, ONE, LOWEST = np.float32(0), np.float32(1), np.float32(-np.inf)
U = np.uint64


@compiled("void(f4[:,::1], f4[::1], f4[::1], f4, f4[:,::1], f4[::1], f4[::1])")
def normalize(x, gamma, beta, epsilon, y, means, rates):
    """Takes every row to mean 0 and variance 1, then scales and shifts it; notes means and inverse deviations."""
    count, size = x.shape
    source, target = x.reshape(-1), y.reshape(-1)
    at = U(0)
    for row in range(count):
        total = ZERO
        for k in range(U(size)):
            total += source[at + k]
        mean = total / np.float32(size)
        total = ZERO
        for k in range(U(size)):
            d = source[at + k] - mean
            total += d * d
        rate = np.float32(1) / np.sqrt(total / np.float32(size) + epsilon)
        for k in range(U(size)):
            target[at + k] = (source[at + k] - mean) * rate * gamma[k] + beta[k]
        means[row], rates[row] = mean, rate
        at += U(size)


@compiled("void(f4[:,::1], f4[:,::1], f4[::1], f4[::1], f4[::1], f4[:,::1], f4[::1], f4[::1])")
def normalize_gradient(dy, x, gamma, means, rates, dx, dgamma, dbeta):
    """Gradients of the rows, unless there is no memory for them, and of scale and shift."""
    count, size = x.shape
    source, slope, target = x.reshape(-1), dy.reshape(-1), dx.reshape(-1)
    wanted = dx.shape[0] > 0
    dgamma[:] = 0
    dbeta[:] = 0
    at = U(0)
    for row in range(count):
        mean, rate = means[row], rates[row]
        for k in range(U(size)):
            dgamma[k] += slope[at + k] * (source[at + k] - mean) * rate
        for k in range(U(size)):
            dbeta[k] += slope[at + k]
        if wanted:
            first, second = ZERO, ZERO
            for k in range(U(size)):
                g = slope[at + k] * gamma[k]
                first += g
                second += g * (source[at + k] - mean)
            first /= np.float32(size)
            second *= rate * rate / np.float32(size)
            for k in range(U(size)):
                target[at + k] = rate * (slope[at + k] * gamma[k] - first - (source[at + k] - mean) * second)
        at += U(size)


@compiled("void(f4[:,::1], i8[::1], i8[::1], i8, i8, f4[:,::1])")
def scatter(dy, numbers, before, low, high, dw):
    """Adds rows to those of their numbers from ``low`` to ``high``, after those of the numbers before are set to 0."""
    width = U(dw.shape[1])
    source, target = dy.reshape(-1), dw.reshape(-1)
    for k in range(before.shape[0]):
        if low <= before[k] < high:
            at = U(before[k]) * width
            for f in range(width):
                target[at + f] = ZERO
    for k in range(numbers.shape[0]):
        if low <= numbers[k] < high:
            at, s = U(numbers[k]) * width, U(k) * width
            for f in range(width):
                target[at + f] += source[s + f]


@compiled("void(f4[:,::1], f4)")
def soften(x, scale):
    """Puts the softmax of a multiple of every row, which is not negative, in its place."""
    count, size = x.shape
    row = x.reshape(-1)
    at = U(0)
    for _ in range(count):
        top, bulk = LOWEST, ZERO
        for k in range(U(size)):
            top = max(top, row[at + k])
        for k in range(U(size)):
            share = exp((row[at + k] - top) * scale)
            row[at + k] = share
            bulk += share
        bulk = ONE / bulk
        for k in range(U(size)):
            row[at + k] *= bulk
        at += U(size)


@compiled("void(f4[:,::1], f4[:,::1], f4)")
def soften_gradient(y, dy, scale):
    """Puts the gradient of the rows before :func:`soften` in the place of that of its results ``y``."""
    count, size = y.shape
    share, slope = y.reshape(-1), dy.reshape(-1)
    at = U(0)
    for _ in range(count):
        mean = ZERO
        for k in range(U(size)):
            mean += share[at + k] * slope[at + k]
        for k in range(U(size)):
            slope[at + k] = (slope[at + k] - mean) * share[at + k] * scale
        at += U(size)
