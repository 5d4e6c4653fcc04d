"""The rules by which optimizers change weights, as a part of kernels.

A rule has a code and some numbers: 0 gradient descent (rate), 1 the same with momentum and 2 with that of Nesterov
(rate, share that is kept), 3 Adam (rate with both corrections, shares of the new gradient and of its square, epsilon),
4 RMSprop (rate, share that is kept, epsilon).
"""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import helper

ONE = np.float32(1)


@helper
def follow(w, at, g, g_at, count, first, second, code, numbers):
    """Changes ``count`` weights by their gradients; ``first`` and ``second`` are what a rule keeps for each of them."""
    if code == 3:
        rate, fresh, square, epsilon = numbers[0], numbers[1], numbers[2], numbers[3]
        for k in range(count):
            slope, m, v = g[g_at + k], first[at + k], second[at + k]
            m += (slope - m) * fresh
            v += (slope * slope - v) * square
            first[at + k] = m
            second[at + k] = v
            w[at + k] -= m * rate / (np.sqrt(v) + epsilon)
    elif code == 4:
        rate, share, epsilon = numbers[0], numbers[1], numbers[2]
        for k in range(count):
            slope = g[g_at + k]
            v = first[at + k] * share + slope * slope * (ONE - share)
            first[at + k] = v
            w[at + k] -= slope * rate / np.sqrt(v + epsilon)
    elif code == 0:
        rate = numbers[0]
        for k in range(count):
            w[at + k] -= g[g_at + k] * rate
    else:
        rate, share = numbers[0], numbers[1]
        for k in range(count):
            step = g[g_at + k] * rate
            m = first[at + k] * share - step
            first[at + k] = m
            w[at + k] += m * share - step if code == 2 else m
