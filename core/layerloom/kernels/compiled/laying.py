"""Images and slopes laid out among the padding that windows reach into: parts of other kernels."""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import helper

ZERO, ONE = np.float32(0), np.float32(1)
U = np.uint64


@helper
def lay(source, start, lines, size, target):
    """Copies the lines of an image to where these lie among the padding."""
    s = U(start)
    for line in range(lines.shape[0]):
        t = U(lines[line])
        for k in range(U(size)):
            target[t + k] = source[s + k]
        s += U(size)


@helper
def lay_slopes(dy, y, start, code, lines, size, target):
    """Lays gradients before the activation out, from those behind it."""
    s = U(start)
    for line in range(lines.shape[0]):
        t = U(lines[line])
        if code == 0:
            for k in range(U(size)):
                target[t + k] = dy[s + k]
        elif code == 1:
            for k in range(U(size)):
                target[t + k] = ZERO if y[s + k] <= 0 else dy[s + k]
        elif code == 2:
            for k in range(U(size)):
                target[t + k] = dy[s + k] * (ONE - y[s + k] * y[s + k])
        else:
            for k in range(U(size)):
                target[t + k] = dy[s + k] * y[s + k] * (ONE - y[s + k])
        s += U(size)


@helper
def add_rows(source, lines, size, db):
    """Adds all rows of filters to the gradient of the bias."""
    filters = U(db.shape[0])
    for line in range(lines.shape[0]):
        at = U(lines[line])
        if filters == 1:
            total = ZERO
            for k in range(U(size)):
                total += source[at + k]
            db[0] += total
            continue
        for _ in range(U(size) // filters):
            for f in range(filters):
                db[f] += source[at + f]
            at += filters
