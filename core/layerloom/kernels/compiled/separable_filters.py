"""Convolutions of every channel apart, of images that lie among their padding, whole rows of them at a time.

Numbers of a row that are a period apart have the same weights. What lies behind a row is read too, up to fifteen
numbers, which must be finite.
"""

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
def offsets_of(kh, kw, dh, dw, width, channels):
    """Returns where the places of a window lie relative to its first, as whole groups of taps."""
    found = np.zeros((kh * kw + TAPS - 1) // TAPS * TAPS, np.uint64)
    for t in range(kh * kw):
        found[t] = U(((t // kw) * dh * width + (t % kw) * dw) * channels)
    return found


@helper
def period_of(channels, columns):
    """Returns after how many numbers of a row, in sixteens, the weights come again, or how long it is."""
    times = 16
    while times > 1 and channels * times // 2 % 16 == 0:
        times //= 2
    return min(channels * times, (columns * channels + 15) // 16 * 16)


@helper
def along(w, period):
    """Returns the weights (window, channels) for every place of a period."""
    taps, channels = w.shape
    found = np.zeros(taps * period, np.float32)
    for t in range(taps):
        for k in range(period):
            found[t * period + k] = w[t, k % channels]
    return found


@helper
def hand_out(sums, period, w):
    """Sets ``w`` (window, channels) to the sums for every place of a period."""
    taps, channels = w.shape
    w[:] = 0
    for t in range(taps):
        for k in range(period):
            w[t, k % channels] += sums[t * period + k]


@helper
def _nine(values, at, away):
    """Returns nine times sixteen numbers that lie some numbers apart."""
    a, b, c = at, at + U(3) * away, at + U(6) * away
    far = away + away
    return (
        load(values, a), load(values, a + away), load(values, a + far),
        load(values, b), load(values, b + away), load(values, b + far),
        load(values, c), load(values, c + away), load(values, c + far),
    )  # fmt: skip


@helper
def _add(values, at, more):
    store(values, at, load(values, at) + more)


@helper
def add_nine(values, at, away, s0, s1, s2, s3, s4, s5, s6, s7, s8):
    """Adds nine times sixteen numbers to those that lie some numbers apart."""
    a, b, c = at, at + U(3) * away, at + U(6) * away
    far = away + away
    _add(values, a, s0)
    _add(values, a + away, s1)
    _add(values, a + far, s2)
    _add(values, b, s3)
    _add(values, b + away, s4)
    _add(values, b + far, s5)
    _add(values, c, s6)
    _add(values, c + away, s7)
    _add(values, c + far, s8)


@helper
def four(source, a, b, c, d, offsets, first, last, weights, at, away, sums, lanes):
    """Adds sixteen numbers, or the first ``lanes`` of them, of four windows that begin at a, b, c and d to sums."""
    ya = yb = yc = yd = sums
    for t in range(first, last):
        o, w = offsets[t], load(weights, at)
        if lanes == U(LANES):
            ya, yb = muladd(load(source, U(a + o)), w, ya), muladd(load(source, U(b + o)), w, yb)
            yc, yd = muladd(load(source, U(c + o)), w, yc), muladd(load(source, U(d + o)), w, yd)
        else:
            ya = muladd(load_some(source, U(a + o), lanes), w, ya)
            yb = muladd(load_some(source, U(b + o), lanes), w, yb)
            yc = muladd(load_some(source, U(c + o), lanes), w, yc)
            yd = muladd(load_some(source, U(d + o), lanes), w, yd)
        at += away
    return ya, yb, yc, yd


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


@compiled("void(f4[::1], u8, u8, u8[::1], f4[::1], u8, i8, u8, f4[::1], u8)")
def filtered(source, start, line, offsets, weights, period, rows, run, target, at):
    """Convolves one image that has its padding, every channel apart; weights come again after a period."""
    whole, taps, zero = run // LANES * LANES, offsets.shape[0], spread(ZERO)
    lanes, q = run - whole, U(0)
    for y in range(0, rows, 4):  # four rows share what they load; the last of an image may be done twice
        i, j, k = U(min(y + 1, rows - 1)), U(min(y + 2, rows - 1)), U(min(y + 3, rows - 1))
        a, b, c, d = start + U(y) * line, start + i * line, start + j * line, start + k * line
        ta, tb, tc, td = at + U(y) * run, at + i * run, at + j * run, at + k * run
        q = U(0)
        for p in range(U(0), whole, LANES):
            ya, yb, yc, yd = four(
                source, a + p, b + p, c + p, d + p, offsets, 0, taps, weights, q, period, zero, LANES
            )
            store(target, ta + p, ya)
            store(target, tb + p, yb)
            store(target, tc + p, yc)
            store(target, td + p, yd)
            q = q + LANES if q + LANES < period else U(0)
        if lanes > 0:
            ya, yb, yc, yd = four(
                source, a + whole, b + whole, c + whole, d + whole, offsets, 0, taps, weights, q, period, zero, lanes
            )  # fmt: skip
            store_some(target, ta + whole, ya, lanes)
            store_some(target, tb + whole, yb, lanes)
            store_some(target, tc + whole, yc, lanes)
            store_some(target, td + whole, yd, lanes)


@compiled("void(f4[::1], u8, u8, u8, f4[::1], u8, i8, u8, f4[::1], u8)")
def filtered_by_three(source, start, line, step, weights, period, rows, run, target, at):
    """The same with windows of 3 x 3 whose rows lie side by side and whose columns are ``step`` numbers apart.

    There are four rows at least. What lies behind a row is read too.
    """
    far, last = step + step, U(rows - 4)
    for y in range(0, rows, 4):  # the last four rows of an image may overlap those before
        top = min(U(y), last)
        a, t = start + top * line, at + top * run
        for q in range(U(0), min(period, run), LANES):
            w0, w1, w2, w3, w4, w5, w6, w7, w8 = _nine(weights, q, period)
            for p in range(q, run, period):
                s = a + p
                u, v, x = load(source, s), load(source, s + step), load(source, s + far)
                ya = muladd(x, w2, muladd(v, w1, u * w0))
                s += line
                u, v, x = load(source, s), load(source, s + step), load(source, s + far)
                ya = muladd(x, w5, muladd(v, w4, muladd(u, w3, ya)))
                yb = muladd(x, w2, muladd(v, w1, u * w0))
                s += line
                u, v, x = load(source, s), load(source, s + step), load(source, s + far)
                ya = muladd(x, w8, muladd(v, w7, muladd(u, w6, ya)))
                yb = muladd(x, w5, muladd(v, w4, muladd(u, w3, yb)))
                yc = muladd(x, w2, muladd(v, w1, u * w0))
                s += line
                u, v, x = load(source, s), load(source, s + step), load(source, s + far)
                yb = muladd(x, w8, muladd(v, w7, muladd(u, w6, yb)))
                yc = muladd(x, w5, muladd(v, w4, muladd(u, w3, yc)))
                yd = muladd(x, w2, muladd(v, w1, u * w0))
                s += line
                u, v, x = load(source, s), load(source, s + step), load(source, s + far)
                yc = muladd(x, w8, muladd(v, w7, muladd(u, w6, yc)))
                yd = muladd(x, w5, muladd(v, w4, muladd(u, w3, yd)))
                s += line
                u, v, x = load(source, s), load(source, s + step), load(source, s + far)
                yd = muladd(x, w8, muladd(v, w7, muladd(u, w6, yd)))
                o, lanes = t + p, min(LANES, run - p)
                if lanes == LANES:
                    store(target, o, ya)
                    store(target, o + run, yb)
                    store(target, o + U(2) * run, yc)
                    store(target, o + U(3) * run, yd)
                else:
                    store_some(target, o, ya, lanes)
                    store_some(target, o + run, yb, lanes)
                    store_some(target, o + U(2) * run, yc, lanes)
                    store_some(target, o + U(3) * run, yd, lanes)


@compiled("void(f4[::1], u8, u8, u8[::1], f4[::1], u8, i8, u8, f4[::1], u8)")
def filter_gradient(source, start, line, offsets, slope, at, rows, run, sums, period):
    """Adds what one image brings to the gradients of the weights, for every place of a period apart."""
    for q in range(U(0), min(period, run), LANES):
        for t in range(0, offsets.shape[0], TAPS):
            m = U(t) * period + q
            s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = s8 = spread(ZERO)
            o0, o1, o2, o3 = offsets[t], offsets[t + 1], offsets[t + 2], offsets[t + 3]
            o4, o5, o6 = offsets[t + 4], offsets[t + 5], offsets[t + 6]
            o7, o8 = offsets[t + 7], offsets[t + 8]
            for p in range(q, run, period):
                lanes, a, b = min(LANES, run - p), start + p, at + p
                for _ in range(rows):  # lanes without a meaning meet a slope of 0
                    g = load_some(slope, b, lanes)
                    s0, s1 = muladd(load(source, a + o0), g, s0), muladd(load(source, a + o1), g, s1)
                    s2, s3 = muladd(load(source, a + o2), g, s2), muladd(load(source, a + o3), g, s3)
                    s4, s5 = muladd(load(source, a + o4), g, s4), muladd(load(source, a + o5), g, s5)
                    s6, s7 = muladd(load(source, a + o6), g, s6), muladd(load(source, a + o7), g, s7)
                    s8 = muladd(load(source, a + o8), g, s8)
                    a += line
                    b += run
            add_nine(sums, m, period, s0, s1, s2, s3, s4, s5, s6, s7, s8)


@compiled("void(f4[::1], u8, u8, u8, f4[::1], u8, i8, u8, f4[::1], u8)")
def filter_gradient_by_three(source, start, line, step, slope, at, rows, run, sums, period):
    """The same for windows as those of :func:`filtered_by_three`, two rows at a time."""
    far = step + step
    for q in range(U(0), min(period, run), LANES):
        s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = s8 = spread(ZERO)
        for p in range(q, run, period):
            lanes, a, b = min(LANES, run - p), start + p, at + p
            for _ in range(rows // 2):  # lanes without a meaning meet a slope of 0
                g, h = load_some(slope, b, lanes), load_some(slope, b + run, lanes)
                u, v, x = load(source, a), load(source, a + step), load(source, a + far)
                s0, s1, s2 = muladd(u, g, s0), muladd(v, g, s1), muladd(x, g, s2)
                a += line
                u, v, x = load(source, a), load(source, a + step), load(source, a + far)
                s3, s4, s5 = muladd(u, g, s3), muladd(v, g, s4), muladd(x, g, s5)
                s0, s1, s2 = muladd(u, h, s0), muladd(v, h, s1), muladd(x, h, s2)
                a += line
                c = a + line
                u, v, x = load(source, a), load(source, a + step), load(source, a + far)
                s6, s7, s8 = muladd(u, g, s6), muladd(v, g, s7), muladd(x, g, s8)
                s3, s4, s5 = muladd(u, h, s3), muladd(v, h, s4), muladd(x, h, s5)
                u, v, x = load(source, c), load(source, c + step), load(source, c + far)
                s6, s7, s8 = muladd(u, h, s6), muladd(v, h, s7), muladd(x, h, s8)
                b += run + run
            if rows % 2 == 1:
                g = load_some(slope, b, lanes)
                u, v, x = load(source, a), load(source, a + step), load(source, a + far)
                s0, s1, s2 = muladd(u, g, s0), muladd(v, g, s1), muladd(x, g, s2)
                a += line
                u, v, x = load(source, a), load(source, a + step), load(source, a + far)
                s3, s4, s5 = muladd(u, g, s3), muladd(v, g, s4), muladd(x, g, s5)
                a += line
                u, v, x = load(source, a), load(source, a + step), load(source, a + far)
                s6, s7, s8 = muladd(u, g, s6), muladd(v, g, s7), muladd(x, g, s8)
        add_nine(sums, q, period, s0, s1, s2, s3, s4, s5, s6, s7, s8)


@helper
def filter_image(by_three, source, start, line, offsets, weights, period, rows, run, target, at):
    """Convolves one image, in the way for windows of 3 x 3 where it may be."""
    if by_three and rows >= 4:
        filtered_by_three(source, start, line, offsets[1], weights, period, rows, run, target, at)
    else:
        filtered(source, start, line, offsets, weights, period, rows, run, target, at)


@helper
def add_gradient(by_three, source, start, line, offsets, slope, at, rows, run, sums, period):
    """Adds what one image brings to the gradients of the weights, likewise."""
    if by_three:
        filter_gradient_by_three(source, start, line, offsets[1], slope, at, rows, run, sums, period)
    else:
        filter_gradient(source, start, line, offsets, slope, at, rows, run, sums, period)
