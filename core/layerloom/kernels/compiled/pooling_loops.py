"""Max-pooling over two axes with any windows, and with the normalization before it, compiled.

``geometry`` holds the window's sizes, its steps, the padding above and left of the images, and whether these are
normalized first (1), with a relu (2). ``before`` has the rows: factor, offset, mean, and one over the deviation.
"""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled
from layerloom.kernels.compiled.lanes import (
    load,
    load_bytes,
    load_some,
    muladd,
    spread,
    store_bytes,
    store_some,
    where_above,
    where_equal,
)
from layerloom.kernels.compiled.separable_parts import add_slopes as _add_slopes

F = np.float32
U = np.uint64
ZERO, LOWEST = F(0), F(-np.inf)
LANES = U(16)


@compiled("void(f4[:,:,:,::1], i8[::1], f4[:,::1], f4[:,:,:,::1], u1[:,:,:,::1])")
def max_forward(x, geometry, before, y, arg):
    """The greatest of every window, and its place there."""
    ph, pw, sh, sw, top, left, mode = geometry[:7]
    count, height, width, channels = x.shape
    _, rows, columns, _ = y.shape
    source, best, place, zero = x.reshape(-1), y.reshape(-1), arg.reshape(-1), spread(ZERO)
    run, at = U(channels), U(0)
    factors, offsets = before[0], before[1]
    for image in range(count):
        for oy in range(rows):
            above = oy * sh - top
            i_low, i_high = max(0, -above), min(ph, height - above)
            for ox in range(columns):
                before_x = ox * sw - left
                j_low, j_high = max(0, -before_x), min(pw, width - before_x)
                corner = (image * height + above) * width + before_x
                for c in range(U(0), run, LANES):
                    lanes = min(LANES, run - c)
                    m, p = spread(LOWEST), spread(F(i_low * pw + j_low))
                    factor = load(factors, c) if mode > 0 else zero
                    offset = load(offsets, c) if mode > 0 else zero
                    for i in range(i_low, i_high):
                        s = U((corner + i * width + j_low) * channels) + c
                        for j in range(j_low, j_high):
                            v = load_some(source, s, lanes)
                            if mode > 0:
                                v = muladd(v, factor, offset)
                            p = where_above(v, m, spread(F(i * pw + j)), p)
                            m = where_above(v, m, v, m)
                            s += run
                    if mode > 1:
                        m = where_above(m, zero, m, zero)
                    store_some(best, at + c, m, lanes)
                    store_bytes(place, at + c, p, lanes)
                at += run


@compiled("void(f4[:,:,:,::1], u1[:,:,:,::1], i8[::1], f4[:,:,:,::1], f4[:,::1], f4[:,:,:,::1], f4[:,::1])")
def max_backward(dy, arg, geometry, x, before, dx, sums):
    """Sends the gradient of every window to the place of its greatest value.

    With a normalization before, adds the gradients of its factor and offset to ``sums``; ``x`` are the images.
    """
    ph, pw, sh, sw, top, left, mode = geometry[:7]
    count, height, width, channels = dx.shape
    _, rows, columns, _ = dy.shape
    source, slope, target, place = x.reshape(-1), dy.reshape(-1), dx.reshape(-1), arg.reshape(-1)
    run, at, zero, size = U(channels), U(0), spread(ZERO), height * width * channels
    for image in range(count):
        target[image * size : (image + 1) * size] = 0
        for oy in range(rows):
            above = oy * sh - top
            i_low, i_high = max(0, -above), min(ph, height - above)
            for ox in range(columns):
                before_x = ox * sw - left
                j_low, j_high = max(0, -before_x), min(pw, width - before_x)
                corner = (image * height + above) * width + before_x
                for c in range(U(0), run, LANES):
                    lanes = min(LANES, run - c)
                    g, p = load_some(slope, at + c, lanes), load_bytes(place, at + c, lanes)
                    for i in range(i_low, i_high):
                        t = U((corner + i * width + j_low) * channels) + c
                        for j in range(j_low, j_high):
                            mine = where_equal(p, spread(F(i * pw + j)), g, zero)
                            store_some(target, t, load_some(target, t, lanes) + mine, lanes)
                            t += run
                at += run
        if mode > 0:
            _add_slopes(target, source, U(image * size), height * width, run, mode > 1, before, sums)
