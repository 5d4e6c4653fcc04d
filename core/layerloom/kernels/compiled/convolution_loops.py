"""Convolution over two spatial axes, alone or with its bias, relu and max-pooling, compiled.

Images have their padding already. ``geometry`` holds the kernel's sizes, strides and dilation, the sizes of the
convolution's outputs, those of the pooling's windows, and whether a relu follows. Only outputs that a pooling
keeps are stored, with their place in the window; one place of each window and filter takes part in the gradients,
so these cost a fraction of the products over all places.
"""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled, helper

ZERO = np.float32(0)


@helper
def _gather(x, image, geometry, first, last, columns):
    """Lays out the inputs of the outputs ``first .. last`` of an image, one row for each output."""
    kh, kw, sh, sw, dh, dw, _, ow = geometry[:8]
    channels = x.shape[3]
    run = kw * channels
    row = 0
    for place in range(first, last):
        oy = place // ow
        ox = place - oy * ow
        for i in range(kh):
            line = x[image, oy * sh + i * dh].reshape(-1)
            target = columns[row, i * run : (i + 1) * run]
            if dw == 1:
                source = line[ox * sw * channels : ox * sw * channels + run]
                for k in range(run):
                    target[k] = source[k]
            else:
                for j in range(kw):
                    at = (ox * sw + j * dw) * channels
                    source = line[at : at + channels]
                    for k in range(channels):
                        target[j * channels + k] = source[k]
        row += 1


@helper
def _scatter(columns, image, geometry, first, last, dx):
    """Adds the rows of :func:`_gather` back to the image."""
    kh, kw, sh, sw, dh, dw, _, ow = geometry[:8]
    channels = dx.shape[3]
    run = kw * channels
    row = 0
    for place in range(first, last):
        oy = place // ow
        ox = place - oy * ow
        for i in range(kh):
            line = dx[image, oy * sh + i * dh].reshape(-1)
            source = columns[row, i * run : (i + 1) * run]
            if dw == 1:
                target = line[ox * sw * channels : ox * sw * channels + run]
                for k in range(run):
                    target[k] += source[k]
            else:
                for j in range(kw):
                    at = (ox * sw + j * dw) * channels
                    target = line[at : at + channels]
                    for k in range(channels):
                        target[k] += source[j * channels + k]
        row += 1


@helper
def _pool(out, bias, ow, ph, pw, relu, y, arg):
    """Takes the greatest of every window of rows, adds the bias, and sets what is below 0 to 0."""
    filters = out.shape[1]
    for py in range(y.shape[0]):
        for px in range(y.shape[1]):
            best, place = y[py, px], arg[py, px]
            row = out[py * ph * ow + px * pw]
            for f in range(filters):
                best[f] = row[f]
                place[f] = 0
            for p in range(1, ph * pw):
                i = p // pw
                row = out[(py * ph + i) * ow + px * pw + p - i * pw]
                for f in range(filters):
                    # written so that a NaN stays, whichever of the two it is
                    higher = not row[f] <= best[f]
                    best[f] = row[f] if higher else best[f]
                    place[f] = p if higher else place[f]
            for f in range(filters):
                value = best[f] + bias[f]
                best[f] = ZERO if relu and value <= 0 else value


@helper
def _add_four(target, a, b, c, d, ga, gb, gc, gd):
    for k in range(target.shape[0]):
        target[k] += ga * a[k] + gb * b[k] + gc * c[k] + gd * d[k]


@compiled("void(f4[:,:,:,::1], f4[:,::1], f4[::1], i8[::1], f4[:,:,:,::1], f4[::1])")
def forward(x, w, bias, geometry, y, scratch):
    """Convolution, bias and relu."""
    oh, ow, relu = geometry[6], geometry[7], geometry[10]
    depth, filters = w.shape
    places = oh * ow
    flat = y.reshape(-1, filters)
    if geometry[:6].sum() == 6 and x.shape[1] == oh and x.shape[2] == ow:  # 1 x 1: the images are the rows
        np.dot(x.reshape(-1, depth), w, flat)
        total = flat.shape[0]
    else:
        size = max(1, min(places, scratch.shape[0] // depth))
        columns = scratch[: size * depth].reshape(size, depth)
        total = x.shape[0] * places
        done = 0
        while done < total:
            count = min(size, total - done)
            filled = 0
            while filled < count:
                image = (done + filled) // places
                first = done + filled - image * places
                last = min(places, first + count - filled)
                _gather(x, image, geometry, first, last, columns[filled:count])
                filled += last - first
            np.dot(columns[:count], w, flat[done : done + count])
            done += count
    for r in range(total):
        row = flat[r]
        if relu:
            for f in range(filters):
                value = row[f] + bias[f]
                row[f] = ZERO if value <= 0 else value
        else:
            for f in range(filters):
                row[f] += bias[f]


@compiled("void(f4[:,:,:,::1], f4[:,::1], f4[::1], i8[::1], f4[:,:,:,::1], u1[:,:,:,::1], f4[::1])")
def pool_forward(x, w, bias, geometry, y, arg, scratch):
    """Convolution, bias, relu and max-pooling, some rows of an image at a time."""
    ow, ph, pw, relu = geometry[7], geometry[8], geometry[9], geometry[10]
    depth, filters = w.shape
    lines = max(1, min(y.shape[1], scratch.shape[0] // ((depth + filters) * ow * ph)))
    size = lines * ph * ow
    columns = scratch[: size * depth].reshape(size, depth)
    out = scratch[size * depth : size * (depth + filters)].reshape(size, filters)
    for image in range(x.shape[0]):
        for top in range(0, y.shape[1], lines):
            bottom = min(y.shape[1], top + lines)
            count = (bottom - top) * ph * ow
            _gather(x, image, geometry, top * ph * ow, bottom * ph * ow, columns)
            np.dot(columns[:count], w, out[:count])
            _pool(out, bias, ow, ph, pw, relu, y[image, top:bottom], arg[image, top:bottom])


@compiled("void(f4[:,:,:,::1], f4[:,:,:,::1], i8[::1], f4[:,::1], f4[::1], f4[::1])")
def weight_gradient(x, dz, geometry, dw, db, scratch):
    """Gradients of the kernel and the bias, from those of the outputs before the relu."""
    depth, filters = dw.shape
    places = geometry[6] * geometry[7]
    flat = dz.reshape(-1, filters)
    total = x.shape[0] * places
    db[:] = 0
    for r in range(total):
        row = flat[r]
        for f in range(filters):
            db[f] += row[f]
    if geometry[:6].sum() == 6 and x.shape[1] == geometry[6] and x.shape[2] == geometry[7]:
        np.dot(x.reshape(-1, depth).T, flat, dw)
        return
    size = max(1, min(total, (scratch.shape[0] - depth * filters) // depth))
    columns = scratch[: size * depth].reshape(size, depth)
    part = scratch[size * depth : size * depth + depth * filters].reshape(depth, filters)
    dw[:] = 0
    done = 0
    while done < total:
        count = min(size, total - done)
        filled = 0
        while filled < count:
            image = (done + filled) // places
            first = done + filled - image * places
            last = min(places, first + count - filled)
            _gather(x, image, geometry, first, last, columns[filled:count])
            filled += last - first
        np.dot(columns[:count].T, flat[done : done + count], part)
        for k in range(depth):
            target, source = dw[k], part[k]
            for f in range(filters):
                target[f] += source[f]
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
    for image in range(dx.shape[0]):
        dx[image] = 0
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
    count, _, width, channels = x.shape
    filters = y.shape[3]
    run, line = kw * channels, width * channels * dh
    dw[:] = 0
    db[:] = 0
    for image in range(count):
        source = x[image].reshape(-1)
        value, place, slope = (
            y[image].reshape(-1, filters),
            arg[image].reshape(-1, filters),
            dy[image].reshape(-1, filters),
        )
        for f in range(filters):
            live = 0
            total = ZERO
            for p in range(value.shape[0]):
                g = slope[p, f]
                if g != 0 and not (relu and value[p, f] <= 0):
                    a = np.int64(place[p, f])
                    py = p // y.shape[2]
                    i = a // pw
                    oy, ox = py * ph + i, (p - py * y.shape[2]) * pw + a - i * pw
                    places[live] = (oy * sh * width + ox * sw) * channels
                    slopes[live] = g
                    total += g
                    live += 1
            db[f] += total
            while live & 3:
                places[live] = 0
                slopes[live] = 0
                live += 1
            for q in range(0, live, 4):
                for i in range(kh):
                    a, b = places[q] + i * line, places[q + 1] + i * line
                    c, d = places[q + 2] + i * line, places[q + 3] + i * line
                    _add_four(
                        dw[f, i * run : (i + 1) * run],
                        source[a : a + run], source[b : b + run], source[c : c + run], source[d : d + run],
                        slopes[q], slopes[q + 1], slopes[q + 2], slopes[q + 3],
                    )  # fmt: skip


@compiled(
    "void(f4[:,:,:,::1], f4[:,:,:,::1], u1[:,:,:,::1], f4[:,:,:,::1], i8[::1], f4[:,::1], f4[::1], f4[:,::1])"
)
def pool_weight_gradient_few(x, y, arg, dy, geometry, dw, db, slopes):
    """The same for images of few channels: side by side over the filters, ``dw`` as (depth, filters)."""
    kh, kw, sh, sw, dh, step, _, _, ph, pw, relu = geometry[:11]
    width, channels = x.shape[2], x.shape[3]
    filters = y.shape[3]
    area = ph * pw
    dw[:] = 0
    db[:] = 0
    live = slopes[area]
    for image in range(x.shape[0]):
        source = x[image].reshape(-1)
        for py in range(y.shape[1]):
            for px in range(y.shape[2]):
                value, place, slope = y[image, py, px], arg[image, py, px], dy[image, py, px]
                for f in range(filters):
                    live[f] = ZERO if relu and value[f] <= 0 else slope[f]
                    db[f] += live[f]
                for a in range(area):
                    row = slopes[a]
                    for f in range(filters):
                        row[f] = live[f] if place[f] == a else ZERO
                for a in range(0, area, 2):
                    b = min(a + 1, area - 1)
                    factor = np.float32(b - a)
                    at = ((py * ph + a // pw) * sh * width + (px * pw + a % pw) * sw) * channels
                    bt = ((py * ph + b // pw) * sh * width + (px * pw + b % pw) * sw) * channels
                    first, second = slopes[a], slopes[b]
                    for i in range(kh):
                        for j in range(kw):
                            for c in range(channels):
                                offset = (i * dh * width + j * step) * channels + c
                                xa, xb = source[at + offset], source[bt + offset] * factor
                                target = dw[(i * kw + j) * channels + c]
                                for f in range(filters):
                                    target[f] += xa * first[f] + xb * second[f]


@compiled(
    "void(f4[:,:,:,::1], u1[:,:,:,::1], f4[:,:,:,::1], f4[:,::1], i8[::1], f4[:,:,:,::1], i8[:,::1], f4[:,::1])"
)
def pool_input_gradient(y, arg, dy, wt, geometry, dx, numbers, slopes):
    """Gradient of the images with their padding; ``wt`` is the kernel as (filters, depth)."""
    kh, kw, sh, sw, dh, _, _, _, ph, pw, relu = geometry[:11]
    width, channels = dx.shape[2], dx.shape[3]
    filters = y.shape[3]
    area = ph * pw
    run, line = kw * channels, width * channels * dh
    counts = numbers[area]
    for image in range(dx.shape[0]):
        target = dx[image].reshape(-1)
        target[:] = 0
        for py in range(y.shape[1]):
            for px in range(y.shape[2]):
                value, place, slope = y[image, py, px], arg[image, py, px], dy[image, py, px]
                for a in range(area):
                    counts[a] = 0
                for f in range(filters):
                    g = slope[f]
                    if g != 0 and not (relu and value[f] <= 0):
                        a = np.int64(place[f])
                        numbers[a, counts[a]] = f
                        slopes[a, counts[a]] = g
                        counts[a] += 1
                for a in range(area):
                    live = counts[a]
                    while live & 3:
                        numbers[a, live] = 0
                        slopes[a, live] = 0
                        live += 1
                    i = a // pw
                    at = ((py * ph + i) * sh * width + (px * pw + a - i * pw) * sw) * channels
                    for q in range(0, live, 4):
                        for r in range(kh):
                            low, high = r * run, (r + 1) * run
                            _add_four(
                                target[at + r * line : at + r * line + run],
                                wt[numbers[a, q], low:high], wt[numbers[a, q + 1], low:high],
                                wt[numbers[a, q + 2], low:high], wt[numbers[a, q + 3], low:high],
                                slopes[a, q], slopes[a, q + 1], slopes[a, q + 2], slopes[a, q + 3],
                            )  # fmt: skip
