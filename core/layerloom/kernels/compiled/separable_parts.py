"""What separable convolutions are made of: each does some images, whose numbers stay in the cache for the next."""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled, helper
from layerloom.kernels.compiled.lanes import load, load_some, muladd, spread, store, store_some, where_above

ZERO = np.float32(0)
U = np.uint64
LANES = U(16)
TAPS = 9


@helper
def repeated(values, times):
    """Returns the values one time after the other, as many as whole lanes hold."""
    size = values.shape[0]
    found = np.zeros((size * times + 15) // 16 * 16, np.float32)
    for k in range(size * times):
        found[k] = values[k % size]
    return found


@compiled("void(f4[::1], u8, i8, u8, f4[::1], u8, u8, i8, f4[::1], f4[::1])")
def lay(x, at, rows, run, target, start, line, mode, scale, offset):
    """Copies an image to where it lies among its padding; normalized (mode 1) and with a relu (mode 2)."""
    zero = spread(ZERO)
    for _ in range(rows):
        for p in range(U(0), run, LANES):
            lanes = min(LANES, run - p)
            v = load_some(x, at + p, lanes)
            if mode > 0:
                v = muladd(v, load(scale, p), load(offset, p))
            if mode > 1:
                v = where_above(v, zero, v, zero)
            store_some(target, start + p, v, lanes)
        at += run
        start += line


@helper
def _row(source, a, b, c, d, p, offsets, weights, span, lanes):
    """Computes sixteen numbers, or the first ``lanes`` of them, of four rows that begin at a, b, c and d."""
    ya = yb = yc = yd = spread(ZERO)
    at = p
    for t in range(offsets.shape[0]):
        o, w = offsets[t] + p, load(weights, at)
        if lanes == LANES:
            ya, yb = muladd(load(source, a + o), w, ya), muladd(load(source, b + o), w, yb)
            yc, yd = muladd(load(source, c + o), w, yc), muladd(load(source, d + o), w, yd)
        else:
            ya = muladd(load_some(source, a + o, lanes), w, ya)
            yb = muladd(load_some(source, b + o, lanes), w, yb)
            yc = muladd(load_some(source, c + o, lanes), w, yc)
            yd = muladd(load_some(source, d + o, lanes), w, yd)
        at += span
    return ya, yb, yc, yd


@compiled("void(f4[::1], u8, u8, u8[::1], f4[::1], i8, u8, f4[::1], u8)")
def filtered(source, start, line, offsets, weights, rows, run, target, at):
    """Convolves one image that has its padding, every channel apart."""
    span, whole = (run + LANES - U(1)) // LANES * LANES, run // LANES * LANES
    lanes = run - whole
    for y in range(0, rows, 4):  # four rows share what they load; the last of an image may be done twice
        i, j, k = U(min(y + 1, rows - 1)), U(min(y + 2, rows - 1)), U(min(y + 3, rows - 1))
        a, b, c, d = start + U(y) * line, start + i * line, start + j * line, start + k * line
        ta, tb, tc, td = at + U(y) * run, at + i * run, at + j * run, at + k * run
        for p in range(U(0), whole, LANES):
            ya, yb, yc, yd = _row(source, a, b, c, d, p, offsets, weights, span, LANES)
            store(target, ta + p, ya)
            store(target, tb + p, yb)
            store(target, tc + p, yc)
            store(target, td + p, yd)
        if lanes > 0:
            ya, yb, yc, yd = _row(source, a, b, c, d, whole, offsets, weights, span, lanes)
            store_some(target, ta + whole, ya, lanes)
            store_some(target, tb + whole, yb, lanes)
            store_some(target, tc + whole, yc, lanes)
            store_some(target, td + whole, yd, lanes)


@compiled("void(f4[::1], u8, u8, u8[::1], f4[::1], u8, i8, u8, f4[::1])")
def filter_gradient(source, start, line, offsets, slope, at, rows, run, sums):
    """Adds what one image brings to the gradients of the weights, for every place of a row apart."""
    span = (run + LANES - U(1)) // LANES * LANES
    for p in range(U(0), span, LANES):
        lanes = min(LANES, run - p)
        for t in range(0, offsets.shape[0], TAPS):
            m = U(t) * span + p
            s0, s1, s2 = load(sums, m), load(sums, m + span), load(sums, m + U(2) * span)
            s3, s4 = load(sums, m + U(3) * span), load(sums, m + U(4) * span)
            s5, s6 = load(sums, m + U(5) * span), load(sums, m + U(6) * span)
            s7, s8 = load(sums, m + U(7) * span), load(sums, m + U(8) * span)
            a, b = start + p, at + p
            o0, o1, o2, o3 = offsets[t], offsets[t + 1], offsets[t + 2], offsets[t + 3]
            o4, o5, o6 = offsets[t + 4], offsets[t + 5], offsets[t + 6]
            o7, o8 = offsets[t + 7], offsets[t + 8]
            for _ in range(rows):  # lanes without a meaning meet a slope of 0
                g = load_some(slope, b, lanes)
                s0, s1 = muladd(load(source, a + o0), g, s0), muladd(load(source, a + o1), g, s1)
                s2, s3 = muladd(load(source, a + o2), g, s2), muladd(load(source, a + o3), g, s3)
                s4, s5 = muladd(load(source, a + o4), g, s4), muladd(load(source, a + o5), g, s5)
                s6, s7 = muladd(load(source, a + o6), g, s6), muladd(load(source, a + o7), g, s7)
                s8 = muladd(load(source, a + o8), g, s8)
                a += line
                b += run
            store(sums, m, s0)
            store(sums, m + span, s1)
            store(sums, m + U(2) * span, s2)
            store(sums, m + U(3) * span, s3)
            store(sums, m + U(4) * span, s4)
            store(sums, m + U(5) * span, s5)
            store(sums, m + U(6) * span, s6)
            store(sums, m + U(7) * span, s7)
            store(sums, m + U(8) * span, s8)


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


@compiled("void(f4[::1], u8, i8, u8, f4[::1], u8, u8, f4[::1])")
def multiply_gradient(a, start, rows, depth, slope, at, columns, sums):
    """Adds the products of both over the rows to ``sums``, (depth in eights, columns in sixteens)."""
    row, last = (columns + LANES - U(1)) // LANES * LANES, depth - U(1)
    for j in range(U(0), columns, LANES):
        lanes = min(LANES, columns - j)
        for k in range(U(0), depth, U(8)):
            k1, k2, k3 = min(k + U(1), last), min(k + U(2), last), min(k + U(3), last)
            k4, k5, k6, k7 = (
                min(k + U(4), last),
                min(k + U(5), last),
                min(k + U(6), last),
                min(k + U(7), last),
            )
            m = k * row + j
            c0, c1, c2, c3 = (
                load(sums, m),
                load(sums, m + row),
                load(sums, m + U(2) * row),
                load(sums, m + U(3) * row),
            )
            n = m + U(4) * row
            c4, c5, c6, c7 = (
                load(sums, n),
                load(sums, n + row),
                load(sums, n + U(2) * row),
                load(sums, n + U(3) * row),
            )
            p, g = start, at + j
            for _ in range(rows):
                w = load_some(slope, g, lanes)
                c0, c1 = muladd(spread(a[p + k]), w, c0), muladd(spread(a[p + k1]), w, c1)
                c2, c3 = muladd(spread(a[p + k2]), w, c2), muladd(spread(a[p + k3]), w, c3)
                c4, c5 = muladd(spread(a[p + k4]), w, c4), muladd(spread(a[p + k5]), w, c5)
                c6, c7 = muladd(spread(a[p + k6]), w, c6), muladd(spread(a[p + k7]), w, c7)
                p += depth
                g += columns
            store(sums, m, c0)
            store(sums, m + row, c1)
            store(sums, m + U(2) * row, c2)
            store(sums, m + U(3) * row, c3)
            store(sums, n, c4)
            store(sums, n + row, c5)
            store(sums, n + U(2) * row, c6)
            store(sums, n + U(3) * row, c7)


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


@compiled("void(f4[::1], f4[::1], u8, i8, u8, b1, f4[:,::1], f4[:,::1])")
def add_slopes(dx, x, at, rows, columns, relu, before, sums):
    """Takes gradients back through a relu, in place; adds those of factor and offset to ``sums``.

    ``before`` has the rows: factor, offset, mean, and one over the standard deviation.
    """
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
