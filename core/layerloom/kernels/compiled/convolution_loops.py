"""Convolution over two spatial axes, alone or with its bias, relu and max-pooling, compiled.

Images have their padding already. ``geometry`` holds the kernel's sizes, strides and dilation, the sizes of the
convolution's outputs, those of the pooling's windows, and whether a relu follows. Only outputs that a pooling
keeps are stored, with their place in the window; one place of each window and filter takes part in the gradients,
so these cost a fraction of the products over all places. With a pooling there is no dilation along rows.

Arrays are walked as rows of numbers with unsigned indices: cutting views and wrapping negative indices would cost
more than the sums.
"""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled, helper
from layerloom.kernels.compiled.lanes import load, load_some, muladd, spread, store, store_some

ZERO = np.float32(0)
U = np.uint64


@helper
def _gather(x, image, geometry, first, last, columns, row):
    """Lays out the inputs of the outputs ``first .. last`` of an image, one row for each output."""
    kh, kw, sh, sw, dh, dw, _, ow = geometry[:8]
    _, height, width, channels = x.shape
    source, target = x.reshape(-1), columns.reshape(-1)
    t = U(row * kh * kw * channels)
    joined = dw == 1
    run = U(kw * channels if joined else channels)
    line, step = U(dh * width * channels), U(dw * channels)
    oy = first // ow
    ox = first - oy * ow
    for _ in range(first, last):
        start = U(((image * height + oy * sh) * width + ox * sw) * channels)
        for _i in range(kh):
            if joined:
                for k in range(run):
                    target[t + k] = source[start + k]
                t += run
            else:
                s = start
                for _j in range(kw):
                    for k in range(run):
                        target[t + k] = source[s + k]
                    t += run
                    s += step
            start += line
        ox += 1
        if ox == ow:
            ox = 0
            oy += 1


@helper
def _scatter(columns, image, geometry, first, last, dx):
    """Adds the rows of :func:`_gather` back to the image."""
    kh, kw, sh, sw, dh, dw, _, ow = geometry[:8]
    _, height, width, channels = dx.shape
    source, target = columns.reshape(-1), dx.reshape(-1)
    t = U(0)
    joined = dw == 1
    run = U(kw * channels if joined else channels)
    line, step = U(dh * width * channels), U(dw * channels)
    oy = first // ow
    ox = first - oy * ow
    for _ in range(first, last):
        start = U(((image * height + oy * sh) * width + ox * sw) * channels)
        for _i in range(kh):
            if joined:
                for k in range(run):
                    target[start + k] += source[t + k]
                t += run
            else:
                s = start
                for _j in range(kw):
                    for k in range(run):
                        target[s + k] += source[t + k]
                    t += run
                    s += step
            start += line
        ox += 1
        if ox == ow:
            ox = 0
            oy += 1


@helper
def _pool(out, bias, ow, ph, pw, relu, y, arg, y_at, lines, columns):
    """Takes the greatest of every window of rows, adds the bias, and sets what is below 0 to 0."""
    source, best, place, keeps = out.reshape(-1), y.reshape(-1), arg.reshape(-1), arg.shape[0] > 0
    filters = U(bias.shape[0])
    at = U(y_at)
    for py in range(lines):
        for px in range(columns):
            a = U(py * ph * ow + px * pw) * filters
            if ph == 2 and pw == 2:
                b, c = a + filters, a + U(ow) * filters
                d = c + filters
                for f in range(filters):
                    # written so that a NaN stays, whichever of the two it is
                    v, w = source[a + f], source[b + f]
                    v = w if not w <= v else v
                    w = source[c + f]
                    v = w if not w <= v else v
                    w = source[d + f]
                    v = (w if not w <= v else v) + bias[f]
                    best[at + f] = ZERO if relu and v <= 0 else v
                for f in range(
                    filters if keeps else U(0)
                ):  # apart, so that there are few rows to go side by side
                    v, w, p = source[a + f], source[b + f], ZERO
                    v, p = (w, np.float32(1)) if not w <= v else (v, p)
                    w = source[c + f]
                    v, p = (w, np.float32(2)) if not w <= v else (v, p)
                    w = source[d + f]
                    p = np.float32(3) if not w <= v else p
                    place[at + f] = np.uint8(np.int32(p))
            else:
                for f in range(filters):
                    best[at + f] = source[a + f]
                for f in range(filters if keeps else U(0)):
                    place[at + f] = 0
                for p in range(1, ph * pw):
                    i = p // pw
                    b = U((py * ph + i) * ow + px * pw + p - i * pw) * filters
                    for f in range(filters if keeps else U(0)):
                        place[at + f] = p if not source[b + f] <= best[at + f] else place[at + f]
                    for f in range(filters):
                        w = source[b + f]
                        best[at + f] = w if not w <= best[at + f] else best[at + f]
                for f in range(filters):
                    m = best[at + f] + bias[f]
                    best[at + f] = ZERO if relu and m <= 0 else m
            at += filters


@helper
def _add_six(target, t, source, numbers, offset, slopes, live):
    """Adds to 96 numbers those of ``live`` places of another array, each times a slope."""
    a, b, c = load(target, t), load(target, t + U(16)), load(target, t + U(32))
    d, e, f = load(target, t + U(48)), load(target, t + U(64)), load(target, t + U(80))
    for k in range(live):
        p, g = U(numbers[k]) + offset, spread(slopes[k])
        a, b = muladd(g, load(source, p), a), muladd(g, load(source, p + U(16)), b)
        c, d = muladd(g, load(source, p + U(32)), c), muladd(g, load(source, p + U(48)), d)
        e, f = muladd(g, load(source, p + U(64)), e), muladd(g, load(source, p + U(80)), f)
    store(target, t, a)
    store(target, t + U(16), b)
    store(target, t + U(32), c)
    store(target, t + U(48), d)
    store(target, t + U(64), e)
    store(target, t + U(80), f)


@helper
def _add_some(target, t, source, numbers, offset, slopes, live, lanes):
    """The same for up to sixteen numbers."""
    total = load_some(target, t, lanes)
    for k in range(live):
        total = muladd(spread(slopes[k]), load_some(source, U(numbers[k]) + offset, lanes), total)
    store_some(target, t, total, lanes)


@helper
def _add_runs(target, t, t_line, source, offset_line, numbers, slopes, live, rows, run):
    """Adds to some rows of numbers those behind ``live`` places of another array, each times a slope.

    ``numbers`` and ``slopes`` have the places and slopes; sums stay in registers meanwhile.
    """
    offset = U(0)
    for _ in range(rows if live > U(0) else U(0)):
        done = U(0)
        while done + U(96) <= run:
            _add_six(target, t + done, source, numbers, offset + done, slopes, live)
            done += U(96)
        while done < run:
            lanes = min(U(16), run - done)
            _add_some(target, t + done, source, numbers, offset + done, slopes, live, lanes)
            done += lanes
        t += t_line
        offset += offset_line


@helper
def _finish(y, bias, relu, first, last):
    """Adds the bias to some rows and applies the relu."""
    filters = U(bias.shape[0])
    at = U(first) * filters
    for _ in range(first, last):
        if relu:
            for f in range(filters):
                value = y[at + f] + bias[f]
                y[at + f] = ZERO if value <= 0 else value
        else:
            for f in range(filters):
                y[at + f] += bias[f]
        at += filters


@compiled("void(f4[:,:,:,::1], f4[:,::1], f4[::1], i8[::1], f4[:,:,:,::1], f4[::1])")
def forward(x, w, bias, geometry, y, scratch):
    """Convolution, bias and relu."""
    oh, ow, relu = geometry[6], geometry[7], geometry[10]
    depth, filters = w.shape
    places = oh * ow
    flat = y.reshape(-1, filters)
    total = flat.shape[0]
    if geometry[:6].sum() == 6 and x.shape[1] == oh and x.shape[2] == ow:  # 1 x 1: the images are the rows
        np.dot(x.reshape(-1, depth), w, flat)
        _finish(y.reshape(-1), bias, relu, 0, total)
        return
    size = max(1, min(total, scratch.shape[0] // depth))
    columns = scratch[: size * depth].reshape(size, depth)
    done = 0
    while done < total:
        count = min(size, total - done)
        filled = 0
        while filled < count:
            image = (done + filled) // places
            first = done + filled - image * places
            last = min(places, first + count - filled)
            _gather(x, image, geometry, first, last, columns, filled)
            filled += last - first
        np.dot(columns[:count], w, flat[done : done + count])
        _finish(y.reshape(-1), bias, relu, done, done + count)
        done += count


@compiled("void(f4[:,:,:,::1], f4[:,::1], f4[::1], i8[::1], f4[:,:,:,::1], u1[:,:,:,::1], f4[::1])")
def pool_forward(x, w, bias, geometry, y, arg, scratch):
    """Convolution, bias, relu and max-pooling, some rows of an image at a time.

    Places are left out where no memory for them is given.
    """
    ow, ph, pw, relu = geometry[7], geometry[8], geometry[9], geometry[10]
    depth, filters = w.shape
    _, rows, columns, _ = y.shape
    lines = max(1, min(rows, scratch.shape[0] // ((depth + filters) * ow * ph)))
    size = lines * ph * ow
    seen = scratch[: size * depth].reshape(size, depth)
    out = scratch[size * depth : size * (depth + filters)].reshape(size, filters)
    for image in range(x.shape[0]):
        for top in range(0, rows, lines):
            bottom = min(rows, top + lines)
            count = (bottom - top) * ph * ow
            _gather(x, image, geometry, top * ph * ow, bottom * ph * ow, seen, 0)
            np.dot(seen[:count], w, out[:count])
            at = (image * rows + top) * columns * filters
            _pool(out, bias, ow, ph, pw, relu, y, arg, at, bottom - top, columns)


@compiled("void(f4[:,:,:,::1], f4[:,:,:,::1], i8[::1], f4[:,::1], f4[::1], f4[::1])")
def weight_gradient(x, dz, geometry, dw, db, scratch):
    """Gradients of the kernel and the bias, from those of the outputs before the relu."""
    depth, filters = dw.shape
    places = geometry[6] * geometry[7]
    flat, row = dz.reshape(-1, filters), dz.reshape(-1)
    total = flat.shape[0]
    db[:] = 0
    at = U(0)
    for _ in range(total):
        for f in range(U(filters)):
            db[f] += row[at + f]
        at += U(filters)
    if geometry[:6].sum() == 6 and x.shape[1] == geometry[6] and x.shape[2] == geometry[7]:
        np.dot(x.reshape(-1, depth).T, flat, dw)
        return
    room = scratch.shape[0] // depth  # the rest of the cache is for the sums, where these leave any
    size = max(1, min(total, max(room - filters, room // 2)))
    columns = scratch[: size * depth].reshape(size, depth)
    part = np.empty((depth, filters), np.float32)
    dw[:] = 0
    done = 0
    while done < total:
        count = min(size, total - done)
        filled = 0
        while filled < count:
            image = (done + filled) // places
            first = done + filled - image * places
            last = min(places, first + count - filled)
            _gather(x, image, geometry, first, last, columns, filled)
            filled += last - first
        np.dot(columns[:count].T, flat[done : done + count], part)
        source, target = part.reshape(-1), dw.reshape(-1)
        for k in range(target.shape[0]):
            target[k] += source[k]
        done += count


@compiled("void(f4[:,:,:,::1], f4[:,::1], i8[::1], f4[:,:,:,::1], f4[::1])")
def input_gradient(dz, w, geometry, dx, scratch):
    """Gradient of the images with their padding."""
    depth, filters = w.shape
    places = geometry[6] * geometry[7]
    flat = dz.reshape(-1, filters)
    if geometry[:6].sum() == 6 and dx.shape[1] == geometry[6] and dx.shape[2] == geometry[7]:
        np.dot(flat, w.T, dx.reshape(-1, depth))
        return
    size = max(1, min(places, scratch.shape[0] // depth))
    columns = scratch[: size * depth].reshape(size, depth)
    dx.reshape(-1)[:] = 0
    for image in range(dx.shape[0]):
        for first in range(0, places, size):
            last = min(places, first + size)
            np.dot(flat[image * places + first : image * places + last], w.T, columns[: last - first])
            _scatter(columns, image, geometry, first, last, dx)


@compiled(
    "void(f4[:,:,:,::1], f4[:,:,:,::1], u1[:,:,:,::1], f4[:,:,:,::1], i8[::1], f4[:,::1], f4[::1], i8[::1], f4[::1])"
)
def pool_weight_gradient(x, y, arg, dy, geometry, dw, db, places, slopes):
    """Gradients of the kernel, transposed to (filters, depth), and of the bias, from those of the pooled outputs."""
    kh, kw, sh, sw, dh, _, _, _, ph, pw, relu = geometry[:11]
    count, height, width, channels = x.shape
    _, rows, columns, filters = y.shape
    source, target = x.reshape(-1), dw.reshape(-1)
    value, place, slope = y.reshape(-1), arg.reshape(-1), dy.reshape(-1)
    run, line = U(kw * channels), U(width * channels * dh)
    depth, step = U(kh * kw * channels), U(filters)
    target[:] = 0
    db[:] = 0
    for image in range(count):
        for py in range(rows):  # the images' rows under one of outputs stay near for all filters
            for f in range(filters):
                live = U(0)
                total = ZERO
                at = U((image * rows + py) * columns * filters + f)
                for px in range(columns):
                    g = slope[at]
                    if g != 0 and not (relu and value[at] <= 0):
                        a = np.int64(place[at])
                        i = a // pw
                        oy, ox = py * ph + i, px * pw + a - i * pw
                        places[live] = ((image * height + oy * sh) * width + ox * sw) * channels
                        slopes[live] = g
                        total += g
                        live += U(1)
                    at += step
                db[f] += total
                _add_runs(target, U(f) * depth, run, source, line, places, slopes, live, U(kh), run)


@compiled(
    "void(f4[:,:,:,::1], u1[:,:,:,::1], f4[:,:,:,::1], f4[:,::1], i8[::1], f4[:,:,:,::1], i8[:,::1], f4[:,::1])"
)
def pool_input_gradient(y, arg, dy, wt, geometry, dx, numbers, slopes):
    """Gradient of the images with their padding; ``wt`` is the kernel as (filters, depth)."""
    kh, kw, sh, sw, dh, _, _, _, ph, pw, relu = geometry[:11]
    count, height, width, channels = dx.shape
    _, rows, columns, filters = y.shape
    source, target = wt.reshape(-1), dx.reshape(-1)
    value, place, slope = y.reshape(-1), arg.reshape(-1), dy.reshape(-1)
    area = ph * pw
    depth = kh * kw * channels
    run, line = U(kw * channels), U(width * channels * dh)
    counts = numbers[area]
    target[:] = 0
    at = U(0)
    for image in range(count):
        for py in range(rows):
            for px in range(columns):
                for a in range(area):
                    counts[a] = 0
                for f in range(filters):
                    g = slope[at]
                    if g != 0 and not (relu and value[at] <= 0):
                        a = np.int64(place[at])
                        m = counts[a]
                        numbers[a, m] = f * depth
                        slopes[a, m] = g
                        counts[a] = m + 1
                    at += U(1)
                for p in range(area):
                    i = p // pw
                    oy, ox = py * ph + i, px * pw + p - i * pw
                    start = U(((image * height + oy * sh) * width + ox * sw) * channels)
                    _add_runs(
                        target, start, line, source, run, numbers[p], slopes[p], U(counts[p]), U(kh), run
                    )  # fmt: skip
