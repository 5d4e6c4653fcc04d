"""Convolution of few channels, compiled: sums straight from the images, side by side over sixteen filters at a time.

Products of matrices do badly where a window holds less than some dozens of numbers. Here four outputs, the places of
a window of the pooling or neighbours in a row, share each weight that is loaded. Arguments are those of the kernels
in ``convolution_loops``; gradients of kernels lie as (depth, filters).
"""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled, helper

ZERO = np.float32(0)
U = np.uint64
LANES = 16
TAPS = 9


@helper
def _offsets(geometry, width, channels):
    """Returns where the numbers of a window lie relative to its first, filled up to whole groups of taps."""
    kh, kw, _, _, dh, dw = geometry[:6]
    depth = kh * kw * channels
    found = np.zeros((depth + TAPS - 1) // TAPS * TAPS, np.uint64)
    k = 0
    for i in range(kh):
        for j in range(kw):
            for c in range(channels):
                found[k] = U((i * dh * width + j * dw) * channels + c)
                k += 1
    return found


@helper
def _packed(w, depth):
    """Returns the weights as (sixteens of filters, depth, 16), filled up with 0."""
    blocks = (w.shape[1] + LANES - 1) // LANES
    found = np.zeros((blocks, depth, LANES), np.float32)
    for k in range(w.shape[0]):
        for f in range(w.shape[1]):
            found[f // LANES, k, f % LANES] = w[k, f]
    return found.reshape(-1)


@helper
def _sums(source, a, b, c, d, offsets, w, block, sums):
    """Computes sixteen filters of the four windows that begin at a, b, c and d."""
    at = U(block * offsets.shape[0] * LANES)
    for k in range(64):
        sums[k] = ZERO
    for t in range(0, offsets.shape[0], TAPS):
        o0, o1, o2 = offsets[t], offsets[t + 1], offsets[t + 2]
        o3, o4, o5 = offsets[t + 3], offsets[t + 4], offsets[t + 5]
        o6, o7, o8 = offsets[t + 6], offsets[t + 7], offsets[t + 8]
        a0, a1, a2, a3, a4 = source[a + o0], source[a + o1], source[a + o2], source[a + o3], source[a + o4]
        a5, a6, a7, a8 = source[a + o5], source[a + o6], source[a + o7], source[a + o8]
        b0, b1, b2, b3, b4 = source[b + o0], source[b + o1], source[b + o2], source[b + o3], source[b + o4]
        b5, b6, b7, b8 = source[b + o5], source[b + o6], source[b + o7], source[b + o8]
        c0, c1, c2, c3, c4 = source[c + o0], source[c + o1], source[c + o2], source[c + o3], source[c + o4]
        c5, c6, c7, c8 = source[c + o5], source[c + o6], source[c + o7], source[c + o8]
        d0, d1, d2, d3, d4 = source[d + o0], source[d + o1], source[d + o2], source[d + o3], source[d + o4]
        d5, d6, d7, d8 = source[d + o5], source[d + o6], source[d + o7], source[d + o8]
        for f in range(U(16)):
            w0, w1, w2 = w[at + f], w[at + U(16) + f], w[at + U(32) + f]
            w3, w4, w5 = w[at + U(48) + f], w[at + U(64) + f], w[at + U(80) + f]
            w6, w7, w8 = w[at + U(96) + f], w[at + U(112) + f], w[at + U(128) + f]
            sums[f] += a0 * w0 + a1 * w1 + a2 * w2 + a3 * w3 + a4 * w4 + a5 * w5 + a6 * w6 + a7 * w7 + a8 * w8
            sums[U(16) + f] += (
                b0 * w0 + b1 * w1 + b2 * w2 + b3 * w3 + b4 * w4 + b5 * w5 + b6 * w6 + b7 * w7 + b8 * w8
            )
            sums[U(32) + f] += (
                c0 * w0 + c1 * w1 + c2 * w2 + c3 * w3 + c4 * w4 + c5 * w5 + c6 * w6 + c7 * w7 + c8 * w8
            )
            sums[U(48) + f] += (
                d0 * w0 + d1 * w1 + d2 * w2 + d3 * w3 + d4 * w4 + d5 * w5 + d6 * w6 + d7 * w7 + d8 * w8
            )
        at += U(TAPS * LANES)


@helper
def _spread(source, a, b, c, d, offsets, dw, block, slopes):
    """Adds what the four windows bring to the gradients of sixteen filters, whose slopes are given."""
    at = U(block * offsets.shape[0] * LANES)
    for t in range(0, offsets.shape[0], TAPS):
        o0, o1, o2 = offsets[t], offsets[t + 1], offsets[t + 2]
        o3, o4, o5 = offsets[t + 3], offsets[t + 4], offsets[t + 5]
        o6, o7, o8 = offsets[t + 6], offsets[t + 7], offsets[t + 8]
        a0, a1, a2, a3, a4 = source[a + o0], source[a + o1], source[a + o2], source[a + o3], source[a + o4]
        a5, a6, a7, a8 = source[a + o5], source[a + o6], source[a + o7], source[a + o8]
        b0, b1, b2, b3, b4 = source[b + o0], source[b + o1], source[b + o2], source[b + o3], source[b + o4]
        b5, b6, b7, b8 = source[b + o5], source[b + o6], source[b + o7], source[b + o8]
        c0, c1, c2, c3, c4 = source[c + o0], source[c + o1], source[c + o2], source[c + o3], source[c + o4]
        c5, c6, c7, c8 = source[c + o5], source[c + o6], source[c + o7], source[c + o8]
        d0, d1, d2, d3, d4 = source[d + o0], source[d + o1], source[d + o2], source[d + o3], source[d + o4]
        d5, d6, d7, d8 = source[d + o5], source[d + o6], source[d + o7], source[d + o8]
        for f in range(U(16)):
            ga, gb, gc, gd = slopes[f], slopes[U(16) + f], slopes[U(32) + f], slopes[U(48) + f]
            dw[at + f] += a0 * ga + b0 * gb + c0 * gc + d0 * gd
            dw[at + U(16) + f] += a1 * ga + b1 * gb + c1 * gc + d1 * gd
            dw[at + U(32) + f] += a2 * ga + b2 * gb + c2 * gc + d2 * gd
            dw[at + U(48) + f] += a3 * ga + b3 * gb + c3 * gc + d3 * gd
            dw[at + U(64) + f] += a4 * ga + b4 * gb + c4 * gc + d4 * gd
            dw[at + U(80) + f] += a5 * ga + b5 * gb + c5 * gc + d5 * gd
            dw[at + U(96) + f] += a6 * ga + b6 * gb + c6 * gc + d6 * gd
            dw[at + U(112) + f] += a7 * ga + b7 * gb + c7 * gc + d7 * gd
            dw[at + U(128) + f] += a8 * ga + b8 * gb + c8 * gc + d8 * gd
        at += U(TAPS * LANES)


@helper
def _is_square(geometry):
    """Tells whether windows of 3 x 3 that move by one place are pooled by squares of 2 x 2."""
    one, three, two = geometry[2:6], geometry[:2], geometry[8:10]
    return one.min() == one.max() == 1 and three.min() == three.max() == 3 and two.min() == two.max() == 2


@helper
def _square_packed(w, channels):
    """Returns the weights of windows of 3 x 3 as (sixteens of filters, channels, 9, 16), filled up with 0."""
    found = np.zeros(((w.shape[1] + LANES - 1) // LANES, channels, 9, LANES), np.float32)
    for k in range(9):
        for c in range(channels):
            for f in range(w.shape[1]):
                found[f // LANES, c, k, f % LANES] = w[k * channels + c, f]
    return found.reshape(-1)


@helper
def _square_sums(source, start, line, channels, w, at, sums):
    """Computes sixteen filters of the four windows of 3 x 3 that lie in a square; they share most of their places."""
    for k in range(64):
        sums[k] = ZERO
    for channel in range(channels):
        a = start + channel
        b, c, d = a + line, a + line + line, a + line + line + line
        e, g, h = channels, channels + channels, channels + channels + channels
        a0, a1, a2, a3 = source[a], source[a + e], source[a + g], source[a + h]
        b0, b1, b2, b3 = source[b], source[b + e], source[b + g], source[b + h]
        c0, c1, c2, c3 = source[c], source[c + e], source[c + g], source[c + h]
        d0, d1, d2, d3 = source[d], source[d + e], source[d + g], source[d + h]
        for f in range(U(16)):
            w0, w1, w2 = w[at + f], w[at + U(16) + f], w[at + U(32) + f]
            w3, w4, w5 = w[at + U(48) + f], w[at + U(64) + f], w[at + U(80) + f]
            w6, w7, w8 = w[at + U(96) + f], w[at + U(112) + f], w[at + U(128) + f]
            sums[f] += a0 * w0 + a1 * w1 + a2 * w2 + b0 * w3 + b1 * w4 + b2 * w5 + c0 * w6 + c1 * w7 + c2 * w8
            sums[U(16) + f] += (
                a1 * w0 + a2 * w1 + a3 * w2 + b1 * w3 + b2 * w4 + b3 * w5 + c1 * w6 + c2 * w7 + c3 * w8
            )
            sums[U(32) + f] += (
                b0 * w0 + b1 * w1 + b2 * w2 + c0 * w3 + c1 * w4 + c2 * w5 + d0 * w6 + d1 * w7 + d2 * w8
            )
            sums[U(48) + f] += (
                b1 * w0 + b2 * w1 + b3 * w2 + c1 * w3 + c2 * w4 + c3 * w5 + d1 * w6 + d2 * w7 + d3 * w8
            )
        at += U(144)


@helper
def _square_spread(source, start, line, channels, dw, at, slopes):
    """Adds what the four windows of a square bring to the gradients of sixteen filters, whose slopes are given."""
    for channel in range(channels):
        a = start + channel
        b, c, d = a + line, a + line + line, a + line + line + line
        e, g, h = channels, channels + channels, channels + channels + channels
        a0, a1, a2, a3 = source[a], source[a + e], source[a + g], source[a + h]
        b0, b1, b2, b3 = source[b], source[b + e], source[b + g], source[b + h]
        c0, c1, c2, c3 = source[c], source[c + e], source[c + g], source[c + h]
        d0, d1, d2, d3 = source[d], source[d + e], source[d + g], source[d + h]
        for f in range(U(16)):
            p, q, r, s = slopes[f], slopes[U(16) + f], slopes[U(32) + f], slopes[U(48) + f]
            dw[at + f] += a0 * p + a1 * q + b0 * r + b1 * s
            dw[at + U(16) + f] += a1 * p + a2 * q + b1 * r + b2 * s
            dw[at + U(32) + f] += a2 * p + a3 * q + b2 * r + b3 * s
            dw[at + U(48) + f] += b0 * p + b1 * q + c0 * r + c1 * s
            dw[at + U(64) + f] += b1 * p + b2 * q + c1 * r + c2 * s
            dw[at + U(80) + f] += b2 * p + b3 * q + c2 * r + c3 * s
            dw[at + U(96) + f] += c0 * p + c1 * q + d0 * r + d1 * s
            dw[at + U(112) + f] += c1 * p + c2 * q + d1 * r + d2 * s
            dw[at + U(128) + f] += c2 * p + c3 * q + d2 * r + d3 * s
        at += U(144)


@helper
def _highest(sums, lanes, best, where):
    """Takes the greatest of four sums and its place; a NaN stays, whichever of the two compared it is."""
    for f in range(lanes):
        m, p = sums[f], np.float32(0)
        v = sums[U(16) + f]
        m, p = (v, np.float32(1)) if not v <= m else (m, p)
        v = sums[U(32) + f]
        m, p = (v, np.float32(2)) if not v <= m else (m, p)
        v = sums[U(48) + f]
        m, p = (v, np.float32(3)) if not v <= m else (m, p)
        best[f] = m
        where[f] = p


@helper
def _higher(sums, lanes, best, where, q):
    """Takes the greatest of four more sums, those of the places from ``q`` on, and what was found before."""
    for f in range(lanes):
        m, p = best[f], where[f]
        for k in range(4):
            v = sums[U(16 * k) + f]
            m, p = (v, np.float32(q + k)) if not v <= m else (m, p)
        best[f] = m
        where[f] = p


@compiled("void(f4[:,:,:,::1], f4[:,::1], f4[::1], i8[::1], f4[:,:,:,::1], f4[::1])")
def forward(x, w, bias, geometry, y, scratch):
    """Convolution, bias and relu."""
    sh, sw, relu = geometry[2], geometry[3], geometry[10]
    count, height, width, channels = x.shape
    _, rows, columns, filters = y.shape
    offsets = _offsets(geometry, width, channels)
    packed = _packed(w, offsets.shape[0])
    source, target = x.reshape(-1), y.reshape(-1)
    sums = np.empty(64, np.float32)
    step = U(sw * channels)
    for image in range(count):
        for oy in range(rows):
            line = U((image * height + oy * sh) * width * channels)
            for ox in range(0, columns, 4):
                live = min(4, columns - ox)
                a = line + U(ox) * step
                b = a + (step if live > 1 else U(0))
                c = b + (step if live > 2 else U(0))
                d = c + (step if live > 3 else U(0))
                for block in range((filters + LANES - 1) // LANES):
                    _sums(source, a, b, c, d, offsets, packed, block, sums)
                    low = block * LANES
                    lanes = min(LANES, filters - low)
                    for p in range(live):
                        at = U(((image * rows + oy) * columns + ox + p) * filters + low)
                        for f in range(U(lanes)):
                            value = sums[U(p * LANES) + f] + bias[U(low) + f]
                            target[at + f] = ZERO if relu and value <= 0 else value


@compiled("void(f4[:,:,:,::1], f4[:,::1], f4[::1], i8[::1], f4[:,:,:,::1], u1[:,:,:,::1], f4[::1])")
def pool_forward(x, w, bias, geometry, y, arg, scratch):
    """Convolution, bias, relu and max-pooling; places are left out where no memory for them is given."""
    sh, sw, ph, pw, relu = geometry[2], geometry[3], geometry[8], geometry[9], geometry[10]
    count, height, width, channels = x.shape
    _, rows, columns, filters = y.shape
    square, keeps = _is_square(geometry), arg.shape[0] > 0
    offsets = _offsets(geometry, width, channels)
    packed = _square_packed(w, channels) if square else _packed(w, offsets.shape[0])
    source, target, place = x.reshape(-1), y.reshape(-1), arg.reshape(-1)
    sums = np.empty(64, np.float32)
    best = np.empty(LANES, np.float32)
    where = np.empty(LANES, np.float32)
    area = ph * pw
    starts = np.empty(area + 3, np.uint64)
    for p in range(area + 3):
        i = min(p, area - 1) // pw
        starts[p] = U((i * sh * width + (min(p, area - 1) - i * pw) * sw) * channels)
    at = U(0)
    run, line = U(channels), U(width * channels)
    for image in range(count):
        for py in range(rows):
            for px in range(columns):
                base = U(((image * height + py * ph * sh) * width + px * pw * sw) * channels)
                for block in range((filters + LANES - 1) // LANES):
                    low = block * LANES
                    # were it a number that is known, the compiler would undo the loops before it joins lanes
                    lanes = U(min(LANES, filters - low))
                    if square:
                        _square_sums(source, base, line, run, packed, U(block * 144) * run, sums)
                        _highest(sums, lanes, best, where)
                    else:
                        for q in range(0, area, 4):
                            a, b, c, d = starts[q], starts[q + 1], starts[q + 2], starts[q + 3]
                            _sums(
                                source, base + a, base + b, base + c, base + d, offsets, packed, block, sums
                            )
                            if q > 0:
                                _higher(sums, lanes, best, where, q)
                            else:
                                _highest(sums, lanes, best, where)
                    for f in range(lanes):
                        m = best[f] + bias[U(low) + f]
                        target[at + f] = ZERO if relu and m <= 0 else m
                    if keeps:
                        for f in range(lanes):
                            place[at + f] = np.uint8(np.int32(where[f]))
                    at += lanes


@helper
def _unpack(packed, dw):
    """Brings gradients that lie like packed weights into the form (depth, filters)."""
    depth, filters = dw.shape
    whole = packed.shape[0] // ((filters + LANES - 1) // LANES)
    for k in range(depth):
        for f in range(filters):
            dw[k, f] = packed[f // LANES * whole + k * LANES + f % LANES]


@compiled("void(f4[:,:,:,::1], f4[:,:,:,::1], i8[::1], f4[:,::1], f4[::1], f4[::1])")
def weight_gradient(x, dz, geometry, dw, db, scratch):
    """Gradients of the kernel and the bias, from those of the outputs before the relu."""
    sh, sw = geometry[2], geometry[3]
    count, height, width, channels = x.shape
    _, rows, columns, filters = dz.shape
    offsets = _offsets(geometry, width, channels)
    blocks = (filters + LANES - 1) // LANES
    packed = np.zeros(blocks * offsets.shape[0] * LANES, np.float32)
    source, slope = x.reshape(-1), dz.reshape(-1)
    slopes = np.zeros(64, np.float32)
    step = U(sw * channels)
    db[:] = 0
    for image in range(count):
        for oy in range(rows):
            line = U((image * height + oy * sh) * width * channels)
            for ox in range(0, columns, 4):
                live = min(4, columns - ox)
                a = line + U(ox) * step
                b = a + (step if live > 1 else U(0))
                c = b + (step if live > 2 else U(0))
                d = c + (step if live > 3 else U(0))
                for block in range(blocks):
                    low = block * LANES
                    lanes = U(min(LANES, filters - low))
                    slopes[:] = 0
                    for p in range(live):
                        at = U(((image * rows + oy) * columns + ox + p) * filters + low)
                        for f in range(lanes):
                            slopes[U(p * LANES) + f] = slope[at + f]
                            db[U(low) + f] += slope[at + f]
                    _spread(source, a, b, c, d, offsets, packed, block, slopes)
    _unpack(packed, dw)


@compiled(
    "void(f4[:,:,:,::1], f4[:,:,:,::1], u1[:,:,:,::1], f4[:,:,:,::1], i8[::1], f4[:,::1], f4[::1], i8[::1], f4[::1])"
)
def pool_weight_gradient(x, y, arg, dy, geometry, dw, db, places, lanes_of_slopes):
    """Gradients of the kernel and the bias, from those of the pooled outputs."""
    sh, sw, ph, pw, relu = geometry[2], geometry[3], geometry[8], geometry[9], geometry[10]
    count, height, width, channels = x.shape
    _, rows, columns, filters = y.shape
    offsets = _offsets(geometry, width, channels)
    blocks = (filters + LANES - 1) // LANES
    square = _is_square(geometry)
    packed = np.zeros(blocks * (9 * channels if square else offsets.shape[0]) * LANES, np.float32)
    source = x.reshape(-1)
    value, place, slope = y.reshape(-1), arg.reshape(-1), dy.reshape(-1)
    slopes = np.zeros(64, np.float32)
    area = ph * pw
    starts = np.empty(area + 3, np.uint64)
    for p in range(area + 3):
        i = min(p, area - 1) // pw
        starts[p] = U((i * sh * width + (min(p, area - 1) - i * pw) * sw) * channels)
    db[:] = 0
    at = U(0)
    run, line = U(channels), U(width * channels)
    for image in range(count):
        for py in range(rows):
            for px in range(columns):
                base = U(((image * height + py * ph * sh) * width + px * pw * sw) * channels)
                for block in range(blocks):
                    low = block * LANES
                    lanes = U(min(LANES, filters - low))
                    if lanes < U(LANES):
                        slopes[:] = 0
                    for q in range(0, area, 4):
                        for f in range(lanes):
                            g = ZERO if relu and value[at + f] <= 0 else slope[at + f]
                            p = np.int32(place[at + f]) - np.int32(q)
                            slopes[f] = g if p == 0 else ZERO
                            slopes[U(16) + f] = g if p == 1 else ZERO
                            slopes[U(32) + f] = g if p == 2 else ZERO
                            slopes[U(48) + f] = g if p == 3 else ZERO
                        for f in range(lanes):
                            db[U(low) + f] += (
                                slopes[f] + slopes[U(16) + f] + slopes[U(32) + f] + slopes[U(48) + f]
                            )
                        if square:
                            _square_spread(source, base, line, run, packed, U(block * 144) * run, slopes)
                        else:
                            a, b, c, d = starts[q], starts[q + 1], starts[q + 2], starts[q + 3]
                            _spread(
                                source, base + a, base + b, base + c, base + d, offsets, packed, block, slopes
                            )
                    at += lanes
    if square:
        for k in range(9):
            for channel in range(channels):
                for f in range(filters):
                    dw[k * channels + channel, f] = packed[
                        ((f // LANES * channels + channel) * 9 + k) * LANES + f % LANES
                    ]
    else:
        _unpack(packed, dw)
