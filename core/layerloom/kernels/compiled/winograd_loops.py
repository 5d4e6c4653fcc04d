"""Convolution with windows of 3 x 3 by Winograd's rule, alone or with its bias, relu and max-pooling, compiled.

Every square of 2 x 2 outputs comes from a square of 4 x 4 inputs. Both are brought into a form where sixteen products
of matrices take the place of the thirty-six multiplications that each pair of a channel and a filter would need
(Lavin and Gray, "Fast algorithms for convolutional neural networks", 2015). Images have their padding already and
windows move by one place. A last square that would reach over the edge lies upon the one before.
"""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled, helper

ZERO = np.float32(0)
U = np.uint64

#: Whether it beats the products over all places.
FASTER = True


@helper
def _inputs(x, first, last, rows, columns, oh, ow, strip, v):
    """Brings the inputs of some rows of squares into their form: 16 matrices (squares, channels)."""
    _, height, width, channels = x.shape
    source = x.reshape(-1)
    run, line = U(channels), U(width * channels)
    plane = U((last - first) * columns * channels)
    t = U(0)
    for r in range(first, last):
        image = r // rows
        oy = min(2 * (r - image * rows), oh - 2)
        a = U((image * height + oy) * width * channels)
        b, c, d = a + line, a + line + line, a + line + line + line
        s1, s2, s3 = line, line + line, line + line + line
        for k in range(line):
            strip[k] = source[a + k] - source[c + k]
        for k in range(line):
            strip[s1 + k] = source[b + k] + source[c + k]
        for k in range(line):
            strip[s2 + k] = source[c + k] - source[b + k]
        for k in range(line):
            strip[s3 + k] = source[b + k] - source[d + k]
        for column in range(columns):
            low = U(min(2 * column, ow - 2)) * run
            at = t
            for _ in range(4):
                e, f, g = low + run, low + run + run, low + run + run + run
                for k in range(run):
                    v[at + k] = strip[low + k] - strip[f + k]
                at += plane
                for k in range(run):
                    v[at + k] = strip[e + k] + strip[f + k]
                at += plane
                for k in range(run):
                    v[at + k] = strip[f + k] - strip[e + k]
                at += plane
                for k in range(run):
                    v[at + k] = strip[e + k] - strip[g + k]
                at += plane
                low += line
            t += run


@helper
def _outer(m, a, b, c, d, size):
    """Takes four of the products to two sums, which lie where the first and the last were."""
    for k in range(size):
        m[a + k] += m[b + k] + m[c + k]
    for k in range(size):
        m[d + k] = m[b + k] - m[c + k] - m[d + k]


@helper
def _products(v, weights, m, squares):
    """Multiplies the sixteen matrices and sums up: the outputs lie in the matrices 0, 3, 12 and 15."""
    _, channels, filters = weights.shape
    for k in range(16):
        given = v[k * squares * channels : (k + 1) * squares * channels].reshape(squares, channels)
        np.dot(
            given,
            weights[k],
            m[k * squares * filters : (k + 1) * squares * filters].reshape(squares, filters),
        )
    size = U(squares * filters)
    for k in range(U(4)):
        a = k * size
        _outer(m, a, a + U(4) * size, a + U(8) * size, a + U(12) * size, size)
    _outer(m, U(0), size, U(2) * size, U(3) * size, size)
    _outer(m, U(12) * size, U(13) * size, U(14) * size, U(15) * size, size)


@helper
def _parts(scratch, x, columns, filters, total):
    """Returns how many rows of squares are done at a time, and the memory for them."""
    width, channels = x.shape[2], x.shape[3]
    line = 4 * width * channels
    room = (scratch.shape[0] - line) // (16 * (channels + filters) * columns)
    lines = max(1, min(total, room))
    cut = line + 16 * lines * columns * channels
    return lines, scratch[:line], scratch[line:cut], scratch[cut : cut + 16 * lines * columns * filters]


@compiled("void(f4[:,:,:,::1], f4[:,:,::1], f4[::1], i8[::1], f4[:,:,:,::1], f4[::1])")
def forward(x, weights, bias, geometry, y, scratch):
    """Convolution, bias and relu."""
    oh, ow, relu = geometry[6], geometry[7], geometry[10]
    filters = U(bias.shape[0])
    rows, columns = (oh + 1) // 2, (ow + 1) // 2
    total = x.shape[0] * rows
    lines, strip, v, m = _parts(scratch, x, columns, bias.shape[0], total)
    target = y.reshape(-1)
    for first in range(0, total, lines):
        last = min(total, first + lines)
        squares = (last - first) * columns
        _inputs(x, first, last, rows, columns, oh, ow, strip, v)
        _products(v, weights, m, squares)
        size = U(squares) * filters
        s = U(0)
        for r in range(first, last):
            image = r // rows
            oy = min(2 * (r - image * rows), oh - 2)
            for column in range(columns):
                at = U((image * oh + oy) * ow + min(2 * column, ow - 2)) * filters
                for corner in range(4):
                    t = at + (filters if corner & 1 else U(0)) + (U(ow) * filters if corner & 2 else U(0))
                    p = s + size * U((3 if corner & 1 else 0) + (12 if corner & 2 else 0))
                    if relu:
                        for f in range(filters):
                            value = m[p + f] + bias[f]
                            target[t + f] = ZERO if value <= 0 else value
                    else:
                        for f in range(filters):
                            target[t + f] = m[p + f] + bias[f]
                s += filters


@compiled("void(f4[:,:,:,::1], f4[:,:,::1], f4[::1], i8[::1], f4[:,:,:,::1], u1[:,:,:,::1], f4[::1])")
def pool_forward(x, weights, bias, geometry, y, arg, scratch):
    """Convolution, bias, relu and max-pooling of 2 x 2, whose windows are the squares.

    Places are left out where no memory for them is given.
    """
    oh, ow, relu = geometry[6], geometry[7], geometry[10]
    count, rows, columns, _ = y.shape
    filters = U(bias.shape[0])
    total = count * rows
    lines, strip, v, m = _parts(scratch, x, columns, bias.shape[0], total)
    best, place, keeps = y.reshape(-1), arg.reshape(-1), arg.shape[0] > 0
    for first in range(0, total, lines):
        last = min(total, first + lines)
        squares = (last - first) * columns
        _inputs(x, first, last, rows, columns, oh, ow, strip, v)
        _products(v, weights, m, squares)
        size = U(squares) * filters
        b, c, d = U(3) * size, U(12) * size, U(15) * size
        at = U(first * columns) * filters
        s = U(0)
        for _ in range(squares):
            for f in range(filters):
                # written so that a NaN stays, whichever of the two it is
                p, q = m[s + f], m[s + b + f]
                p = q if not q <= p else p
                q = m[s + c + f]
                p = q if not q <= p else p
                q = m[s + d + f]
                p = (q if not q <= p else p) + bias[f]
                best[at + f] = ZERO if relu and p <= 0 else p
            if keeps:  # apart from the other, or else there would be too many rows to go through side by side
                for f in range(filters):
                    p, q, corner = m[s + f], m[s + b + f], ZERO
                    p, corner = (q, np.float32(1)) if not q <= p else (p, corner)
                    q = m[s + c + f]
                    p, corner = (q, np.float32(2)) if not q <= p else (p, corner)
                    q = m[s + d + f]
                    corner = np.float32(3) if not q <= p else corner
                    place[at + f] = np.uint8(np.int32(corner))
            at += filters
            s += filters


@helper
def _slopes(dz, first, last, rows, columns, strip, m):
    """Brings the gradients of some rows of squares of outputs into the products' form."""
    _, oh, ow, filters = dz.shape
    source = dz.reshape(-1)
    run, line = U(filters), U(ow * filters)
    s1, s2, s3 = line, line + line, line + line + line
    plane = U((last - first) * columns * filters)
    t = U(0)
    for r in range(first, last):
        image = r // rows
        top = 2 * (r - image * rows)
        oy = min(top, oh - 2)
        a = U((image * oh + oy) * ow * filters)
        b = a + line
        above = np.float32(1 if oy == top else 0)  # what another square has already is left out
        for k in range(line):
            strip[k] = above * source[a + k]
        for k in range(line):
            strip[s1 + k] = above * source[a + k] + source[b + k]
        for k in range(line):
            strip[s2 + k] = above * source[a + k] - source[b + k]
        for k in range(line):
            strip[s3 + k] = -source[b + k]
        for column in range(columns):
            ox = min(2 * column, ow - 2)
            before = np.float32(1 if ox == 2 * column else 0)
            low = U(ox) * run
            at = t
            for _ in range(4):
                e = low + run
                for k in range(run):
                    m[at + k] = before * strip[low + k]
                at += plane
                for k in range(run):
                    m[at + k] = before * strip[low + k] + strip[e + k]
                at += plane
                for k in range(run):
                    m[at + k] = before * strip[low + k] - strip[e + k]
                at += plane
                for k in range(run):
                    m[at + k] = -strip[e + k]
                at += plane
                low += line
            t += run


@helper
def _add_inputs(v, first, last, rows, columns, oh, ow, strip, dx):
    """Adds gradients in the form of :func:`_inputs` to those of the images."""
    _, height, width, channels = dx.shape
    target = dx.reshape(-1)
    run, line = U(channels), U(width * channels)
    s1, s2, s3 = line, line + line, line + line + line
    plane = U((last - first) * columns * channels)
    t = U(0)
    for r in range(first, last):
        strip[:] = 0
        for column in range(columns):
            low = U(min(2 * column, ow - 2)) * run
            p = t
            for _ in range(4):
                q, g, h = p + plane, p + plane + plane, p + plane + plane + plane
                e, f = low + run, low + run + run
                d = f + run
                for k in range(run):
                    strip[low + k] += v[p + k]
                for k in range(run):
                    strip[e + k] += v[q + k] - v[g + k] + v[h + k]
                for k in range(run):
                    strip[f + k] += v[q + k] + v[g + k] - v[p + k]
                for k in range(run):
                    strip[d + k] -= v[h + k]
                p = h + plane
                low += line
            t += run
        image = r // rows
        oy = min(2 * (r - image * rows), oh - 2)
        a = U((image * height + oy) * width * channels)
        b, c, d = a + line, a + line + line, a + line + line + line
        for k in range(line):
            target[a + k] += strip[k]
        for k in range(line):
            target[b + k] += strip[s1 + k] - strip[s2 + k] + strip[s3 + k]
        for k in range(line):
            target[c + k] += strip[s1 + k] + strip[s2 + k] - strip[k]
        for k in range(line):
            target[d + k] -= strip[s3 + k]


@compiled("void(f4[:,:,:,::1], f4[:,:,:,::1], f4[:,:,::1], f4[:,:,::1], f4[::1], f4[:,:,:,::1], f4[::1])")
def gradients(x, dz, weights, dweights, db, dx, scratch):
    """Gradients of the weights in their form, of the bias, and of the images with their padding.

    Those of the weights or of the images are left out where no memory for them is given.
    """
    _, oh, ow, filters = dz.shape
    channels = x.shape[3]
    rows, columns = (oh + 1) // 2, (ow + 1) // 2
    total = x.shape[0] * rows
    reach = 4 * max(x.shape[2] * channels, ow * filters)
    room = (scratch.shape[0] - reach) // (16 * (channels + filters) * columns)
    lines = max(1, min(total, room))
    strip = scratch[:reach]
    cut = reach + 16 * lines * columns * channels
    v, m = scratch[reach:cut], scratch[cut : cut + 16 * lines * columns * filters]
    learns, wanted = dweights.shape[0] > 0, dx.shape[0] > 0
    dweights.reshape(-1)[:] = 0
    dx.reshape(-1)[:] = 0
    db[:] = 0
    source = dz.reshape(-1)
    at = U(0)
    for _ in range(dz.shape[0] * oh * ow):
        for f in range(U(filters)):
            db[f] += source[at + f]
        at += U(filters)
    part = np.empty((channels, filters), np.float32)
    for first in range(0, total, lines):
        last = min(total, first + lines)
        squares = (last - first) * columns
        _slopes(dz, first, last, rows, columns, strip, m)
        if learns:
            _inputs(x, first, last, rows, columns, oh, ow, strip, v)
        for k in range(16):
            given = v[k * squares * channels : (k + 1) * squares * channels].reshape(squares, channels)
            slope = m[k * squares * filters : (k + 1) * squares * filters].reshape(squares, filters)
            if learns:
                np.dot(given.T, slope, part)
                source, target = part.reshape(-1), dweights[k].reshape(-1)
                for p in range(target.shape[0]):
                    target[p] += source[p]
            if wanted:
                np.dot(slope, weights[k].T, given)
        if wanted:
            _add_inputs(v, first, last, rows, columns, oh, ow, strip[: 4 * x.shape[2] * channels], dx)
