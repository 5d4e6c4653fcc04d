"""Max-pooling over two axes with any windows, compiled.

``geometry`` holds the window's sizes, its steps, and the padding above and left of the images.
"""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled

U = np.uint64


@compiled("void(f4[:,:,:,::1], i8[::1], f4[:,:,:,::1], u1[:,:,:,::1])")
def max_forward(x, geometry, y, arg):
    """The greatest of every window, and its place there."""
    ph, pw, sh, sw, top, left = geometry[:6]
    count, height, width, channels = x.shape
    _, rows, columns, _ = y.shape
    source, best, place = x.reshape(-1), y.reshape(-1), arg.reshape(-1)
    run = U(channels)
    at = U(0)
    for image in range(count):
        for oy in range(rows):
            for ox in range(columns):
                fresh = True
                for i in range(ph):
                    iy = oy * sh - top + i
                    if iy < 0 or iy >= height:
                        continue
                    for j in range(pw):
                        ix = ox * sw - left + j
                        if ix < 0 or ix >= width:
                            continue
                        s = U(((image * height + iy) * width + ix) * channels)
                        p = np.uint8(i * pw + j)
                        if fresh:
                            for k in range(run):
                                best[at + k] = source[s + k]
                                place[at + k] = p
                            fresh = False
                        else:
                            for k in range(run):
                                v, m = source[s + k], best[at + k]
                                higher = not v <= m
                                best[at + k] = v if higher else m
                                place[at + k] = p if higher else place[at + k]
                at += run


@compiled("void(f4[:,:,:,::1], u1[:,:,:,::1], i8[::1], f4[:,:,:,::1])")
def max_backward(dy, arg, geometry, dx):
    """Sends the gradient of every window to the place of its greatest value."""
    ph, pw, sh, sw, top, left = geometry[:6]
    count, height, width, channels = dx.shape
    _, rows, columns, _ = dy.shape
    slope, target, place = dy.reshape(-1), dx.reshape(-1), arg.reshape(-1)
    run = U(channels)
    target[:] = 0
    at = U(0)
    for image in range(count):
        for oy in range(rows):
            for ox in range(columns):
                for i in range(ph):
                    iy = oy * sh - top + i
                    if iy < 0 or iy >= height:
                        continue
                    for j in range(pw):
                        ix = ox * sw - left + j
                        if ix < 0 or ix >= width:
                            continue
                        s = U(((image * height + iy) * width + ix) * channels)
                        p = np.uint8(i * pw + j)
                        for k in range(run):
                            target[s + k] += slope[at + k] if place[at + k] == p else np.float32(0)
                at += run
