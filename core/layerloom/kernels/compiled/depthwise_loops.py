"""Convolution of every channel apart, with steps of one, compiled: whole rows of pixels and channels at a time."""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled

ZERO = np.float32(0)
U = np.uint64


@compiled("void(f4[:,:,:,::1], f4[:,::1], i8[::1], f4[:,:,:,::1])")
def forward(x, w, geometry, y):
    """Convolves images that have their padding with weights (window, channels); no bias."""
    kh, kw, _, _, dh, dw = geometry[:6]
    count, height, width, channels = x.shape
    _, rows, columns, _ = y.shape
    run = U(columns * channels)
    taps = (kh * kw + 2) // 3 * 3
    tiled = np.zeros(taps * columns * channels, np.float32)
    offsets = np.zeros(taps, np.uint64)
    for t in range(kh * kw):
        offsets[t] = U(((t // kw) * dh * width + (t % kw) * dw) * channels)
        for k in range(columns * channels):
            tiled[t * columns * channels + k] = w[t, k % channels]
    source, target = x.reshape(-1), y.reshape(-1)
    at = U(0)
    for image in range(count):
        for oy in range(rows):
            line = U((image * height + oy) * width * channels)
            for t in range(0, taps, 3):
                a, b, c = line + offsets[t], line + offsets[t + 1], line + offsets[t + 2]
                wa, wb, wc = U(t) * run, U(t + 1) * run, U(t + 2) * run
                if t == 0:
                    for k in range(run):
                        target[at + k] = (
                            source[a + k] * tiled[k]
                            + source[b + k] * tiled[wb + k]
                            + source[c + k] * tiled[wc + k]
                        )
                else:
                    for k in range(run):
                        target[at + k] += (
                            source[a + k] * tiled[wa + k]
                            + source[b + k] * tiled[wb + k]
                            + source[c + k] * tiled[wc + k]
                        )
            at += run


@compiled("void(f4[:,:,:,::1], f4[:,:,:,::1], i8[::1], f4[:,::1])")
def weight_gradient(x, dy, geometry, w):
    """Gradient of the weights (window, channels)."""
    kh, kw, _, _, dh, dw = geometry[:6]
    count, height, width, channels = x.shape
    _, rows, columns, _ = dy.shape
    run = U(columns * channels)
    taps = kh * kw
    sums = np.zeros(taps * columns * channels, np.float32)
    source, slope = x.reshape(-1), dy.reshape(-1)
    at = U(0)
    for image in range(count):
        for oy in range(rows):
            for t in range(taps):
                s = U(((image * height + oy + t // kw * dh) * width + t % kw * dw) * channels)
                o = U(t) * run
                for k in range(run):
                    sums[o + k] += source[s + k] * slope[at + k]
            at += run
    for t in range(taps):
        for c in range(channels):
            total = ZERO
            for k in range(columns):
                total += sums[(t * columns + k) * channels + c]
            w[t, c] = total
