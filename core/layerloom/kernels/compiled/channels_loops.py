"""Convolutions of every channel apart, of any steps and number of axes, compiled: sixteen channels at a time.

Tables and passes are those of ``taps_loops``, for images of one channel, times the number of channels. Weights lie as
(place of a window, channels), filled up to whole sixteens, in the order of the passes.
"""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled, helper
from layerloom.kernels.compiled.curves import sigmoid as _sigmoid
from layerloom.kernels.compiled.curves import tanh as _tanh
from layerloom.kernels.compiled.lanes import above, load, load_some, muladd, spread, store, store_some
from layerloom.kernels.compiled.laying import add_rows as _add_rows
from layerloom.kernels.compiled.laying import lay as _lay
from layerloom.kernels.compiled.laying import lay_slopes as _lay_slopes
from layerloom.kernels.compiled.separable_filters import add_nine as _add_nine
from layerloom.kernels.compiled.separable_filters import four as _four

ZERO = np.float32(0)
LOWEST = np.float32(-np.inf)
U = np.uint64
LANES, TAPS = 16, 9


@helper
def _run_passes(image, table, passes, w, bias, channels, y, least):
    """Takes the sums of all passes for one image."""
    span, floor = U(bias.shape[0]), spread(least)
    for number in range(passes.shape[0]):
        starts, places, count = passes[number, 0], passes[number, 1], passes[number, 2]
        offsets, taps, first = passes[number, 3], passes[number, 4], U(passes[number, 5]) * span
        for c in range(0, channels, LANES):
            lanes, sums = U(min(LANES, channels - c)), load(bias, U(c))
            for p in range(0, count, 4):
                s, o = starts + p, places + p
                ya, yb, yc, yd = _four(
                    image, table[s] + c, table[s + 1] + c, table[s + 2] + c, table[s + 3] + c, table, offsets,
                    offsets + taps, w, first + U(c), span, sums, lanes,
                )  # fmt: skip
                ya, yb = above(ya, floor, floor), above(yb, floor, floor)
                yc, yd = above(yc, floor, floor), above(yd, floor, floor)
                if lanes == U(LANES):
                    store(y, U(table[o] + c), ya)
                    store(y, U(table[o + 1] + c), yb)
                    store(y, U(table[o + 2] + c), yc)
                    store(y, U(table[o + 3] + c), yd)
                else:
                    store_some(y, U(table[o] + c), ya, lanes)
                    store_some(y, U(table[o + 1] + c), yb, lanes)
                    store_some(y, U(table[o + 2] + c), yc, lanes)
                    store_some(y, U(table[o + 3] + c), yd, lanes)


@helper
def _add_gradients(image, slopes, table, passes, channels, dw, span):
    """Adds what one image brings to the gradients of all weights; there is room for whole nines of them."""
    starts, count, offsets, taps = passes[0, 0], passes[0, 9], passes[0, 3], passes[0, 4]
    slots, last = passes[0, 8], offsets + taps - 1
    for c in range(0, channels, LANES):
        lanes = U(min(LANES, channels - c))
        for t in range(0, taps, TAPS):
            m = U(t) * span + U(c)
            o = offsets + t
            o0, o1, o2 = table[o] + c, table[min(o + 1, last)] + c, table[min(o + 2, last)] + c
            o3, o4, o5 = (
                table[min(o + 3, last)] + c,
                table[min(o + 4, last)] + c,
                table[min(o + 5, last)] + c,
            )
            o6, o7, o8 = (
                table[min(o + 6, last)] + c,
                table[min(o + 7, last)] + c,
                table[min(o + 8, last)] + c,
            )
            s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = s8 = spread(ZERO)
            for p in range(count):
                a = table[starts + p]
                g = load_some(slopes, U(table[slots + p] + c), lanes)
                if lanes == U(LANES):
                    s0, s1 = muladd(load(image, U(a + o0)), g, s0), muladd(load(image, U(a + o1)), g, s1)
                    s2, s3 = muladd(load(image, U(a + o2)), g, s2), muladd(load(image, U(a + o3)), g, s3)
                    s4, s5 = muladd(load(image, U(a + o4)), g, s4), muladd(load(image, U(a + o5)), g, s5)
                    s6, s7 = muladd(load(image, U(a + o6)), g, s6), muladd(load(image, U(a + o7)), g, s7)
                    s8 = muladd(load(image, U(a + o8)), g, s8)
                else:
                    s0 = muladd(load_some(image, U(a + o0), lanes), g, s0)
                    s1 = muladd(load_some(image, U(a + o1), lanes), g, s1)
                    s2 = muladd(load_some(image, U(a + o2), lanes), g, s2)
                    s3 = muladd(load_some(image, U(a + o3), lanes), g, s3)
                    s4 = muladd(load_some(image, U(a + o4), lanes), g, s4)
                    s5 = muladd(load_some(image, U(a + o5), lanes), g, s5)
                    s6 = muladd(load_some(image, U(a + o6), lanes), g, s6)
                    s7 = muladd(load_some(image, U(a + o7), lanes), g, s7)
                    s8 = muladd(load_some(image, U(a + o8), lanes), g, s8)
            _add_nine(dw, m, span, s0, s1, s2, s3, s4, s5, s6, s7, s8)


@compiled("void(f4[:,::1], i8[::1], f4[::1], i8[::1], i8[:,::1], f4[:,::1], f4[::1], i8, i8, f4[:,::1])")
def forward(x, lines, room, table, passes, w, bias, channels, code, y):
    """Convolution, bias and activation; images have their padding already where no lines are given."""
    count, size = x.shape
    least = ZERO if code == 1 else LOWEST
    line = size // max(1, lines.shape[0])
    source, weights = x.reshape(-1), w.reshape(-1)
    for image in range(count):
        row = y[image]
        if lines.shape[0] > 0:
            _lay(source, image * size, lines, line, room)
            _run_passes(room, table, passes, weights, bias, channels, row, least)
        else:
            _run_passes(x[image], table, passes, weights, bias, channels, row, least)
        if code == 2:
            for k in range(row.shape[0]):
                row[k] = _tanh(row[k])
        elif code == 3:
            for k in range(row.shape[0]):
                row[k] = _sigmoid(row[k])


@compiled(
    "void(f4[:,::1], i8[::1], f4[::1], f4[:,::1], f4[:,::1], i8, i8[::1], f4[::1], i8[::1], i8[:,::1], f4[:,::1], "
    "f4[::1], i8[:,::1], f4[:,::1], f4[::1], f4[:,::1])"
)
def backward(x, lines, room, y, dy, code, d_lines, d_room, table, passes, dw, db, back, w, zeros, dx):
    """Gradients of weights and bias, and of the images, each only where there is memory for it."""
    count, size = x.shape
    channels, numbers, span = db.shape[0], y.shape[1], zeros.shape[0]
    line, d_line = size // max(1, lines.shape[0]), numbers // d_lines.shape[0]
    source, value, slope, weights = x.reshape(-1), y.reshape(-1), dy.reshape(-1), w.reshape(-1)
    sums = dw.reshape(-1)
    sums[:] = 0
    db[:] = 0
    for image in range(count):
        _lay_slopes(slope, value, image * numbers, code, d_lines, d_line, d_room)
        _add_rows(d_room, d_lines, d_line, db)
        if dw.shape[0] > 0:
            if lines.shape[0] > 0:
                _lay(source, image * size, lines, line, room)
                _add_gradients(room, d_room, table, passes, channels, sums, U(span))
            else:
                _add_gradients(x[image], d_room, table, passes, channels, sums, U(span))
        if dx.shape[0] > 0:
            _run_passes(d_room, table, back, weights, zeros, channels, dx[image], LOWEST)
