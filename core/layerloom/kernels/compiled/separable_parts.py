"""What separable convolutions are made of: each does some images, whose numbers stay in the cache for the next."""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled, helper
from layerloom.kernels.compiled.lanes import load, load_some, muladd, spread, store, store_some, where_above
from layerloom.kernels.compiled.tiles import product

ZERO = np.float32(0)
U = np.uint64
LANES = U(16)

_product, _product_of_two = product(8, 1, 16), product(8, 2, 16)


@helper
def repeated(values, times):
    """Returns the values one time after the other, as many as whole lanes hold."""
    size = values.shape[0]
    found = np.zeros((size * times + 15) // 16 * 16, np.float32)
    for k in range(size * times):
        found[k] = values[k % size]
    return found


@helper
def _put(y, at, relu, value, lanes):
    zero = spread(ZERO)
    store_some(y, at, where_above(value, zero, value, zero) if relu else value, lanes)


@compiled("void(f4[::1], u8, i8, u8, f4[::1], f4[::1], b1, f4[::1], u8, u8)")
def multiply(a, start, rows, depth, w, bias, relu, y, out, columns):
    """Products of rows with weights in sixteens of columns, a bias and a relu."""
    for j in range(U(0), columns, U(32)):
        b, first = j * depth, min(LANES, columns - j)
        paired = j + LANES < columns
        second = min(LANES, columns - j - LANES) if paired else U(0)
        away = depth * LANES if paired else U(0)
        e0 = load(bias, j)
        f0 = load(bias, j + LANES) if paired else e0
        for n in range(0, rows, 8):  # the last rows are done several times rather than in another way
            n0, n1, n2 = U(n), U(min(n + 1, rows - 1)), U(min(n + 2, rows - 1))
            n3, n4, n5 = U(min(n + 3, rows - 1)), U(min(n + 4, rows - 1)), U(min(n + 5, rows - 1))
            n6, n7 = U(min(n + 6, rows - 1)), U(min(n + 7, rows - 1))
            p0, p1, p2, p3 = start + n0 * depth, start + n1 * depth, start + n2 * depth, start + n3 * depth
            p4, p5, p6, p7 = start + n4 * depth, start + n5 * depth, start + n6 * depth, start + n7 * depth
            c0 = c1 = c2 = c3 = c4 = c5 = c6 = c7 = e0
            d0 = d1 = d2 = d3 = d4 = d5 = d6 = d7 = f0
            at = b
            if paired:
                for k in range(depth):
                    u, v = load(w, at), load(w, at + away)
                    s = spread(a[p0 + k])
                    c0, d0 = muladd(s, u, c0), muladd(s, v, d0)
                    s = spread(a[p1 + k])
                    c1, d1 = muladd(s, u, c1), muladd(s, v, d1)
                    s = spread(a[p2 + k])
                    c2, d2 = muladd(s, u, c2), muladd(s, v, d2)
                    s = spread(a[p3 + k])
                    c3, d3 = muladd(s, u, c3), muladd(s, v, d3)
                    s = spread(a[p4 + k])
                    c4, d4 = muladd(s, u, c4), muladd(s, v, d4)
                    s = spread(a[p5 + k])
                    c5, d5 = muladd(s, u, c5), muladd(s, v, d5)
                    s = spread(a[p6 + k])
                    c6, d6 = muladd(s, u, c6), muladd(s, v, d6)
                    s = spread(a[p7 + k])
                    c7, d7 = muladd(s, u, c7), muladd(s, v, d7)
                    at += LANES
            else:
                for k in range(depth):
                    u = load(w, at)
                    c0, c1 = muladd(spread(a[p0 + k]), u, c0), muladd(spread(a[p1 + k]), u, c1)
                    c2, c3 = muladd(spread(a[p2 + k]), u, c2), muladd(spread(a[p3 + k]), u, c3)
                    c4, c5 = muladd(spread(a[p4 + k]), u, c4), muladd(spread(a[p5 + k]), u, c5)
                    c6, c7 = muladd(spread(a[p6 + k]), u, c6), muladd(spread(a[p7 + k]), u, c7)
                    at += LANES
            o = out + j
            _put(y, o + n0 * columns, relu, c0, first)
            _put(y, o + n1 * columns, relu, c1, first)
            _put(y, o + n2 * columns, relu, c2, first)
            _put(y, o + n3 * columns, relu, c3, first)
            _put(y, o + n4 * columns, relu, c4, first)
            _put(y, o + n5 * columns, relu, c5, first)
            _put(y, o + n6 * columns, relu, c6, first)
            _put(y, o + n7 * columns, relu, c7, first)
            if paired:
                o += LANES
                _put(y, o + n0 * columns, relu, d0, second)
                _put(y, o + n1 * columns, relu, d1, second)
                _put(y, o + n2 * columns, relu, d2, second)
                _put(y, o + n3 * columns, relu, d3, second)
                _put(y, o + n4 * columns, relu, d4, second)
                _put(y, o + n5 * columns, relu, d5, second)
                _put(y, o + n6 * columns, relu, d6, second)
                _put(y, o + n7 * columns, relu, d7, second)


@helper
def _last_gradient(a, start, rows, depth, slope, at, columns, sums, j):
    """Adds the products of both over the rows to ``sums`` for the columns from ``j`` on, less than sixteen."""
    row, lanes = (columns + LANES - U(1)) // LANES * LANES, columns - j
    for k in range(U(0), depth, U(2)):
        m, p, g = k * row + j, start + k, at + j
        away = U(1) if k + U(1) < depth else U(0)
        c = d = spread(ZERO)
        for _ in range(rows):
            w = load_some(slope, g, lanes)
            c, d = muladd(spread(a[p]), w, c), muladd(spread(a[p + away]), w, d)
            p += depth
            g += columns
        store(sums, m, load(sums, m) + c)
        store(sums, m + row, load(sums, m + row) + d)


@compiled("void(f4[::1], u8, i8, u8, f4[::1], u8, u8, f4[::1])")
def multiply_gradient(a, start, rows, depth, slope, at, columns, sums):
    """Adds the products of both over the rows to ``sums``, (depth in eights, columns in sixteens).

    Up to seven numbers behind the last row are read too.
    """
    row, whole = (columns + LANES - U(1)) // LANES * LANES, columns // LANES * LANES
    for j in range(U(0), whole, U(32)):
        for k in range(U(0), depth, U(8)):
            m, p, g = k * row + j, start + k, at + j
            if j + LANES < whole:
                _product_of_two(a, p, 1, depth, 0, slope, g, columns, 0, 1, rows, sums, m, row, 1)
            else:
                _product(a, p, 1, depth, 0, slope, g, columns, 0, 1, rows, sums, m, row, 1)
    if whole < columns:
        _last_gradient(a, start, rows, depth, slope, at, columns, sums, whole)


@compiled("void(f4[::1], u8, i8, u8, f4[::1], f4[:,::1])")
def add_moments(y, at, rows, columns, shift, sums):
    """Adds the columns and their squares, after a shift, to ``sums``, (2, columns in sixteens)."""
    first, second = sums[0], sums[1]
    for j in range(U(0), columns, LANES):
        lanes, p, s = min(LANES, columns - j), at + j, load(shift, j)
        a, b = load(first, j), load(second, j)
        c = d = spread(ZERO)
        for _ in range(0, rows - 1, 2):
            v, w = load_some(y, p, lanes) - s, load_some(y, p + columns, lanes) - s
            a, b = a + v, muladd(v, v, b)
            c, d = c + w, muladd(w, w, d)
            p += columns + columns
        if rows % 2 == 1:
            v = load_some(y, p, lanes) - s
            a, b = a + v, muladd(v, v, b)
        store(first, j, a + c)
        store(second, j, b + d)


@compiled("void(f4[::1], u8, f4[::1], u8, i8, u8, b1, f4[:,::1], f4[::1])")
def slopes(dy, g, y, at, rows, columns, relu, after, dz):
    """Gradient before a normalization, and the relu behind it, from that behind them.

    ``after`` has the rows: factor, offset, mean, mean of the gradient, and what the distance to the mean is
    multiplied with.
    """
    out, zero = U(0), spread(ZERO)
    for j in range(U(0), columns, LANES):
        lanes = min(LANES, columns - j)
        scale, offset, mean = load(after[0], j), load(after[1], j), load(after[2], j)
        less, rate = load(after[3], j), load(after[4], j)
        p, q, out = g + j, at + j, j
        for _ in range(rows):
            v, slope = load_some(y, q, lanes), load_some(dy, p, lanes)
            if relu:
                slope = where_above(muladd(v, scale, offset), zero, slope, zero)
            store_some(dz, out, scale * (slope - less) - (v - mean) * rate, lanes)
            p += columns
            q += columns
            out += columns


@helper
def _add_slopes(dx, x, at, rows, columns, relu, before, sums):
    zero, first, second = spread(ZERO), sums[0], sums[1]
    for j in range(U(0), columns, LANES):
        lanes = min(LANES, columns - j)
        scale, offset, mean = load(before[0], j), load(before[1], j), load(before[2], j)
        a, b, p = spread(ZERO), spread(ZERO), at + j
        for _ in range(rows):
            v, slope = load_some(x, p, lanes), load_some(dx, p, lanes)
            if relu:
                slope = where_above(muladd(v, scale, offset), zero, slope, zero)
                store_some(dx, p, slope, lanes)
            a, b = muladd(slope, v - mean, a), b + slope
            p += columns
        store(first, j, muladd(a, load(before[3], j), load(first, j)))
        store(second, j, load(second, j) + b)


@compiled("void(f4[::1], f4[::1], u8, i8, u8, b1, f4[:,::1], f4[:,::1])")
def add_slopes(dx, x, at, rows, columns, relu, before, sums):
    """Takes gradients back through a relu, in place; adds those of factor and offset to ``sums``.

    ``before`` has the rows: factor, offset, mean, and one over the standard deviation.
    """
    times = LANES // columns if columns < LANES and LANES % columns == 0 else U(1)
    if times == 1 or U(rows) % times != 0:
        _add_slopes(dx, x, at, rows, columns, relu, before, sums)
        return
    wide, found = np.empty((4, 16), np.float32), np.zeros((2, 16), np.float32)  # short rows are joined
    for k in range(LANES):
        for row in range(4):
            wide[row, k] = before[row, k % columns]
    _add_slopes(dx, x, at, rows // times, LANES, relu, wide, found)
    for k in range(LANES):
        sums[0, k % columns] += found[0, k]
        sums[1, k % columns] += found[1, k]


@compiled("void(f4[::1], u8, i8, u8, f4[::1])")
def add_columns(dz, at, rows, columns, sums):
    """Adds the columns to ``sums``."""
    for j in range(U(0), columns, LANES):
        lanes, p = min(LANES, columns - j), at + j
        a = load_some(sums, j, lanes)
        for _ in range(rows):
            a = a + load_some(dz, p, lanes)
            p += columns
        store_some(sums, j, a, lanes)
