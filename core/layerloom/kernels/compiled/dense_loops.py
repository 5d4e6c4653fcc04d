"""The gradient of a dense layer's weights with the optimizer's step in one, compiled: it never gets to memory.

It is taken for some rows of weights at a time, whose sums are used while the processor still has them near.
"""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled, helper
from layerloom.kernels.compiled.emitting import LANES
from layerloom.kernels.compiled.lanes import load_some, store
from layerloom.kernels.compiled.rules import follow
from layerloom.kernels.compiled.tiles import product

F = np.float32
U = np.uint64
ZERO = F(0)

#: Rows and columns of weights whose sums are in registers at a time, and columns that are gone through at a time.
ROWS, COLUMNS = (12 if LANES == 16 else 6), 2 * LANES
BLOCK = 1024

_product = product(ROWS, 2, LANES)


@helper
def _lay(source, width, begin, end, count, panels):
    """Lays some columns of ``count`` rows out as (panels, rows, COLUMNS), filled up with 0."""
    at, run = U(0), U(COLUMNS)
    for j in range(begin, end, COLUMNS):
        live = U(min(COLUMNS, end - j))
        for n in range(count):
            s = U(n * width + j)
            if live == run:
                for k in range(run):
                    panels[at + k] = source[s + k]
            else:
                for k in range(live):
                    panels[at + k] = source[s + k]
                for k in range(live, run):
                    panels[at + k] = ZERO
            at += run


@helper
def _stand(source, width, begin, live, count, strip):
    """Lays some columns of ``count`` rows out as (rows, ROWS), filled up with 0."""
    at, s = U(0), U(begin)
    for _ in range(count):
        store(strip, at, load_some(source, s, U(live)))  # the next ones go over what is too much
        at += U(ROWS)
        s += U(width)


@compiled("void(f4[:,::1], f4[:,::1], i8, i8, f4[::1], f4[::1], f4[::1], i8, f4[::1])")
def update(x, dz, low, high, w, first, second, code, numbers):
    """Changes the rows from ``low`` to ``high`` of weights by a rule with their gradients, ``x.T @ dz``."""
    count, features = x.shape
    units = dz.shape[1]
    source, slopes = x.reshape(-1), dz.reshape(-1)
    wide = min(BLOCK, (units + COLUMNS - 1) // COLUMNS * COLUMNS)
    span = wide + LANES  # rows of sums begin at different places of the processor's cache
    panels, strip, sums = np.empty(wide * count, F), np.empty(ROWS * count + 16, F), np.empty(ROWS * span, F)
    for begin in range(0, units, BLOCK):
        end = min(units, begin + BLOCK)
        _lay(slopes, units, begin, end, count, panels)
        for row in range(low, high, ROWS):
            live = min(ROWS, high - row)
            _stand(source, features, row, live, count, strip)
            for j in range(0, end - begin, COLUMNS):
                _product(strip, 0, 1, ROWS, 0, panels, j * count, COLUMNS, 0, 1, count, sums, j, span, 0)
            for r in range(live):
                at = U((row + r) * units + begin)
                follow(w, at, sums, U(r * span), U(end - begin), first, second, code, numbers)
