"""Convolutions of every kind as sums over the numbers that a window touches, straight from the images, compiled.

A table says where windows begin in an image, where their outputs go, and how far the numbers of a window lie from its
beginning; a pass is a row ``starts, places, count, offsets, taps, weights, filters, bias, slots`` of places in it, and
of its weights and bias. So the same loops serve any number of axes, steps, dilation and groups, and the way back.
Weights lie packed for the vectors, see ``layerloom.kernels.taps``.
"""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled, helper
from layerloom.kernels.compiled.curves import sigmoid as _sigmoid
from layerloom.kernels.compiled.curves import tanh as _tanh
from layerloom.kernels.compiled.laying import add_rows as _add_rows
from layerloom.kernels.compiled.laying import lay as _lay
from layerloom.kernels.compiled.laying import lay_slopes as _lay_slopes
from layerloom.kernels.compiled.tiles import LANES, PLACES, TAPS, window_gradients, window_sums

ZERO = np.float32(0)
LOWEST = np.float32(-np.inf)
U = np.uint64
HALF = LANES // 2

_wide, _single, _narrow = window_sums(2, LANES), window_sums(1, LANES), window_sums(1, HALF)
_wide_gradients, _single_gradients = window_gradients(2, LANES), window_gradients(1, LANES)
_narrow_gradients = window_gradients(1, HALF)


@compiled("void(f4[::1], i8[::1], f4[::1])")
def pack(w, index, packed):
    """Lays weights out; a negative index stands for 0."""
    for k in range(index.shape[0]):
        at = index[k]
        packed[k] = w[at] if at >= 0 else ZERO


@compiled("void(f4[::1], i8[::1], f4[::1])")
def unpack(packed, index, w):
    """Brings packed gradients back to where the weights are."""
    for k in range(index.shape[0]):
        at = index[k]
        if at >= 0:
            w[at] = packed[k]


@helper
def _run_passes(image, table, passes, w, bias, y, least):
    """Takes the sums of all passes for one image."""
    for number in range(passes.shape[0]):
        starts, places, count = passes[number, 0], passes[number, 1], passes[number, 2]
        offsets, taps, weights = passes[number, 3], passes[number, 4], passes[number, 5]
        filters, b_at = passes[number, 6], passes[number, 7]
        low = 0
        while low < filters:
            left = filters - low
            at = weights + low * taps
            if left > LANES:
                for p in range(0, count, PLACES):
                    _wide(
                        image, table, starts + p, places + p, offsets, taps, w, at, bias, b_at + low, y, low,
                        least, left,
                    )  # fmt: skip
                low += 2 * LANES
            elif left > HALF:
                for p in range(0, count, PLACES):
                    _single(
                        image, table, starts + p, places + p, offsets, taps, w, at, bias, b_at + low, y, low,
                        least, left,
                    )  # fmt: skip
                low += LANES
            else:
                for p in range(0, count, PLACES):
                    _narrow(
                        image, table, starts + p, places + p, offsets, taps, w, at, bias, b_at + low, y, low,
                        least, left,
                    )  # fmt: skip
                low += HALF


@helper
def _add_gradients(image, slopes, table, passes, dw):
    """Adds what one image brings to the gradients of all weights."""
    for number in range(passes.shape[0]):
        starts, count = passes[number, 0], passes[number, 9]
        offsets, taps, weights = passes[number, 3], passes[number, 4], passes[number, 5]
        filters, slots = passes[number, 6], passes[number, 8]
        low = 0
        while low < filters:
            left = filters - low
            at = weights + low * taps
            if left > LANES:
                for t in range(0, taps, TAPS):
                    _wide_gradients(
                        image, table, starts, slots, count, slopes, low, offsets + t, taps - t, dw,
                        at + t * 2 * LANES,
                    )  # fmt: skip
                low += 2 * LANES
            elif left > HALF:
                for t in range(0, taps, TAPS):
                    _single_gradients(
                        image, table, starts, slots, count, slopes, low, offsets + t, taps - t, dw,
                        at + t * LANES,
                    )  # fmt: skip
                low += LANES
            else:
                for t in range(0, taps, TAPS):
                    _narrow_gradients(
                        image, table, starts, slots, count, slopes, low, offsets + t, taps - t, dw,
                        at + t * HALF,
                    )  # fmt: skip
                low += HALF


@compiled("void(f4[:,::1], i8[::1], f4[::1], i8[::1], i8[:,::1], f4[::1], f4[::1], i8, f4[:,::1])")
def forward(x, lines, room, table, passes, w, bias, code, y):
    """Convolution, bias and activation; images have their padding already where no lines are given."""
    count, size = x.shape
    least = ZERO if code == 1 else LOWEST
    line = size // max(1, lines.shape[0])
    source = x.reshape(-1)
    for image in range(count):
        if lines.shape[0] > 0:
            _lay(source, image * size, lines, line, room)
            _run_passes(room, table, passes, w, bias, y[image], least)
        else:
            _run_passes(x[image], table, passes, w, bias, y[image], least)
        if code == 2:
            row = y[image]
            for k in range(row.shape[0]):
                row[k] = _tanh(row[k])
        elif code == 3:
            row = y[image]
            for k in range(row.shape[0]):
                row[k] = _sigmoid(row[k])


@compiled(
    "void(f4[:,::1], i8[::1], f4[::1], f4[:,::1], f4[:,::1], i8, i8[::1], f4[::1], i8[::1], i8[:,::1], f4[::1], "
    "f4[::1], b1, i8[:,::1], f4[::1], f4[::1], f4[:,::1])"
)
def backward(
    x, lines, room, y, dy, code, d_lines, d_room, table, passes, dw, db, turned, back, w, zeros, dx
):  # fmt: skip
    """Gradients of packed weights and bias, and of the images, each only where there is memory for it.

    ``passes`` are those of the convolution, ``back`` those of its way back; a ``turned`` convolution is transposed:
    its windows see the slopes, and its images are what is summed up.
    """
    count, size = x.shape
    numbers = y.shape[1]
    line, d_line = size // max(1, lines.shape[0]), numbers // d_lines.shape[0]
    source, value, slope = x.reshape(-1), y.reshape(-1), dy.reshape(-1)
    dw[:] = 0
    db[:] = 0
    for image in range(count):
        _lay_slopes(slope, value, image * numbers, code, d_lines, d_line, d_room)
        _add_rows(d_room, d_lines, d_line, db)
        if dw.shape[0] > 0:
            if lines.shape[0] > 0:
                _lay(source, image * size, lines, line, room)
                if turned:
                    _add_gradients(d_room, room, table, passes, dw)
                else:
                    _add_gradients(room, d_room, table, passes, dw)
            else:
                _add_gradients(x[image], d_room, table, passes, dw)
        if dx.shape[0] > 0:
            _run_passes(d_room, table, back, w, zeros, dx[image], LOWEST)
