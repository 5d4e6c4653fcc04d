"""Convolution of every channel apart, with steps of one, compiled: whole rows of pixels and channels at a time."""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled, helper
from layerloom.kernels.compiled.lanes import load, load_some, muladd, spread, store, store_some

ZERO = np.float32(0)
U = np.uint64
LANES = 16
TAPS = 9


@helper
def _offsets(geometry, width, channels, taps):
    """Returns where the places of a window lie relative to its first, filled up with that of the first."""
    _, kw, _, _, dh, dw = geometry[:6]
    found = np.zeros(taps, np.uint64)
    for t in range(geometry[0] * kw):
        found[t] = U(((t // kw) * dh * width + (t % kw) * dw) * channels)
    return found


@helper
def _row(source, a, b, c, d, p, offsets, weights, span, lanes):
    """Computes sixteen numbers, or the first ``lanes`` of them, of four rows that begin at a, b, c and d."""
    ya = yb = yc = yd = spread(ZERO)
    at = p
    for t in range(offsets.shape[0]):
        o, w = offsets[t] + p, load(weights, at)
        if lanes == U(LANES):
            ya, yb = muladd(load(source, a + o), w, ya), muladd(load(source, b + o), w, yb)
            yc, yd = muladd(load(source, c + o), w, yc), muladd(load(source, d + o), w, yd)
        else:
            ya = muladd(load_some(source, a + o, lanes), w, ya)
            yb = muladd(load_some(source, b + o, lanes), w, yb)
            yc = muladd(load_some(source, c + o, lanes), w, yc)
            yd = muladd(load_some(source, d + o, lanes), w, yd)
        at += span
    return ya, yb, yc, yd


@compiled("void(f4[:,:,:,::1], f4[:,::1], i8[::1], f4[:,:,:,::1])")
def forward(x, w, geometry, y):
    """Convolves images that have their padding with weights (window, channels); no bias."""
    count, height, width, channels = x.shape
    _, rows, columns, _ = y.shape
    taps, run = geometry[0] * geometry[1], columns * channels
    span = (run + LANES - 1) // LANES * LANES
    offsets = _offsets(geometry, width, channels, taps)
    weights = np.zeros(taps * span, np.float32)
    for t in range(taps):
        for k in range(run):
            weights[t * span + k] = w[t, k % channels]
    source, target, line = x.reshape(-1), y.reshape(-1), U(width * channels)
    for image in range(count):
        for oy in range(0, rows, 4):  # four rows share what they load; the last of an image may be done twice
            i, j, k = min(oy + 1, rows - 1), min(oy + 2, rows - 1), min(oy + 3, rows - 1)
            start, at = U(image * height) * line, U(image * rows * run)
            a, b, c, d = start + U(oy) * line, start + U(i) * line, start + U(j) * line, start + U(k) * line
            ta, tb, tc, td = at + U(oy * run), at + U(i * run), at + U(j * run), at + U(k * run)
            whole = U(run // LANES * LANES)
            for p in range(U(0), whole, U(LANES)):
                ya, yb, yc, yd = _row(source, a, b, c, d, p, offsets, weights, U(span), U(LANES))
                store(target, ta + p, ya)
                store(target, tb + p, yb)
                store(target, tc + p, yc)
                store(target, td + p, yd)
            lanes = U(run) - whole
            if lanes > 0:
                ya, yb, yc, yd = _row(source, a, b, c, d, whole, offsets, weights, U(span), lanes)
                store_some(target, ta + whole, ya, lanes)
                store_some(target, tb + whole, yb, lanes)
                store_some(target, tc + whole, yc, lanes)
                store_some(target, td + whole, yd, lanes)


@compiled("void(f4[:,:,:,::1], f4[:,:,:,::1], i8[::1], f4[:,::1])")
def weight_gradient(x, dy, geometry, w):
    """Gradient of the weights (window, channels)."""
    count, height, width, channels = x.shape
    _, rows, columns, _ = dy.shape
    taps, run = geometry[0] * geometry[1], columns * channels
    filled = (taps + TAPS - 1) // TAPS * TAPS
    span = U((run + LANES - 1) // LANES * LANES)
    offsets = _offsets(geometry, width, channels, filled)
    sums = np.zeros(U(filled) * span, np.float32)
    source, slope, line = x.reshape(-1), dy.reshape(-1), U(width * channels)
    for image in range(count):
        for p in range(U(0), span, U(LANES)):
            lanes = min(U(LANES), U(run) - p)
            for t in range(0, filled, TAPS):
                m = U(t) * span + p
                s0, s1, s2 = load(sums, m), load(sums, m + span), load(sums, m + U(2) * span)
                s3, s4, s5 = (
                    load(sums, m + U(3) * span),
                    load(sums, m + U(4) * span),
                    load(sums, m + U(5) * span),
                )
                s6, s7, s8 = (
                    load(sums, m + U(6) * span),
                    load(sums, m + U(7) * span),
                    load(sums, m + U(8) * span),
                )
                a, at = U(image * height) * line + p, U(image * rows * run) + p
                o0, o1, o2 = offsets[t], offsets[t + 1], offsets[t + 2]
                o3, o4, o5 = offsets[t + 3], offsets[t + 4], offsets[t + 5]
                o6, o7, o8 = offsets[t + 6], offsets[t + 7], offsets[t + 8]
                if lanes == U(LANES):
                    for _ in range(rows):
                        g = load(slope, at)
                        s0, s1 = muladd(load(source, a + o0), g, s0), muladd(load(source, a + o1), g, s1)
                        s2, s3 = muladd(load(source, a + o2), g, s2), muladd(load(source, a + o3), g, s3)
                        s4, s5 = muladd(load(source, a + o4), g, s4), muladd(load(source, a + o5), g, s5)
                        s6, s7 = muladd(load(source, a + o6), g, s6), muladd(load(source, a + o7), g, s7)
                        s8 = muladd(load(source, a + o8), g, s8)
                        a += line
                        at += U(run)
                else:
                    for _ in range(rows):
                        g = load_some(slope, at, lanes)
                        s0 = muladd(load_some(source, a + o0, lanes), g, s0)
                        s1 = muladd(load_some(source, a + o1, lanes), g, s1)
                        s2 = muladd(load_some(source, a + o2, lanes), g, s2)
                        s3 = muladd(load_some(source, a + o3, lanes), g, s3)
                        s4 = muladd(load_some(source, a + o4, lanes), g, s4)
                        s5 = muladd(load_some(source, a + o5, lanes), g, s5)
                        s6 = muladd(load_some(source, a + o6, lanes), g, s6)
                        s7 = muladd(load_some(source, a + o7, lanes), g, s7)
                        s8 = muladd(load_some(source, a + o8, lanes), g, s8)
                        a += line
                        at += U(run)
                store(sums, m, s0)
                store(sums, m + span, s1)
                store(sums, m + U(2) * span, s2)
                store(sums, m + U(3) * span, s3)
                store(sums, m + U(4) * span, s4)
                store(sums, m + U(5) * span, s5)
                store(sums, m + U(6) * span, s6)
                store(sums, m + U(7) * span, s7)
                store(sums, m + U(8) * span, s8)
    for t in range(taps):
        for c in range(channels):
            total = ZERO
            for k in range(columns):
                total += sums[U(t) * span + U(k * channels + c)]
            w[t, c] = total
