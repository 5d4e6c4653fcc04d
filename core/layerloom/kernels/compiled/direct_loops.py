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
    """Convolution, bias, relu and max-pooling."""
    sh, sw, ph, pw, relu = geometry[2], geometry[3], geometry[8], geometry[9], geometry[10]
    count, height, width, channels = x.shape
    _, rows, columns, filters = y.shape
    offsets = _offsets(geometry, width, channels)
    packed = _packed(w, offsets.shape[0])
    source, target, place = x.reshape(-1), y.reshape(-1), arg.reshape(-1)
    sums = np.empty(64, np.float32)
    best = np.empty(LANES, np.float32)
    where = np.empty(LANES, np.uint8)
    area = ph * pw
    starts = np.empty(area + 3, np.uint64)
    for p in range(area + 3):
        i = min(p, area - 1) // pw
        starts[p] = U((i * sh * width + (min(p, area - 1) - i * pw) * sw) * channels)
    at = U(0)
    for image in range(count):
        for py in range(rows):
            for px in range(columns):
                base = U(((image * height + py * ph * sh) * width + px * pw * sw) * channels)
                for block in range((filters + LANES - 1) // LANES):
                    low = block * LANES
                    lanes = U(min(LANES, filters - low))
                    for q in range(0, area, 4):
                        a, b, c, d = starts[q], starts[q + 1], starts[q + 2], starts[q + 3]
                        _sums(source, base + a, base + b, base + c, base + d, offsets, packed, block, sums)
                        for f in range(U(16)):
                            # written so that a NaN stays, whichever of the two it is
                            m, p = sums[f], 0
                            v = sums[U(16) + f]
                            m, p = (v, 1) if not v <= m else (m, p)
                            v = sums[U(32) + f]
                            m, p = (v, 2) if not v <= m else (m, p)
                            v = sums[U(48) + f]
                            m, p = (v, 3) if not v <= m else (m, p)
                            if q > 0:
                                m, p = (m, p + q) if not m <= best[f] else (best[f], np.int64(where[f]))
                            best[f] = m
                            where[f] = p
                    for f in range(lanes):
                        m = best[f] + bias[U(low) + f]
                        target[at + f] = ZERO if relu and m <= 0 else m
                        place[at + f] = where[f]
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
    packed = np.zeros(blocks * offsets.shape[0] * LANES, np.float32)
    source = x.reshape(-1)
    value, place, slope = y.reshape(-1), arg.reshape(-1), dy.reshape(-1)
    slopes = np.zeros(64, np.float32)
    own = np.zeros(LANES, np.float32)
    where = np.zeros(LANES, np.int32)
    area = ph * pw
    starts = np.empty(area + 3, np.uint64)
    for p in range(area + 3):
        i = min(p, area - 1) // pw
        starts[p] = U((i * sh * width + (min(p, area - 1) - i * pw) * sw) * channels)
    db[:] = 0
    at = U(0)
    for image in range(count):
        for py in range(rows):
            for px in range(columns):
                base = U(((image * height + py * ph * sh) * width + px * pw * sw) * channels)
                for block in range(blocks):
                    low = block * LANES
                    lanes = U(min(LANES, filters - low))
                    if lanes < U(LANES):
                        own[:] = 0
                    for f in range(lanes):
                        g = ZERO if relu and value[at + f] <= 0 else slope[at + f]
                        own[f] = g
                        db[U(low) + f] += g
                        where[f] = place[at + f]
                    at += lanes
                    for q in range(0, area, 4):
                        for f in range(U(16)):
                            p, g = where[f] - q, own[f]
                            slopes[f] = g if p == 0 else ZERO
                            slopes[U(16) + f] = g if p == 1 else ZERO
                            slopes[U(32) + f] = g if p == 2 else ZERO
                            slopes[U(48) + f] = g if p == 3 else ZERO
                        a, b, c, d = starts[q], starts[q + 1], starts[q + 2], starts[q + 3]
                        _spread(
                            source, base + a, base + b, base + c, base + d, offsets, packed, block, slopes
                        )
    _unpack(packed, dw)
