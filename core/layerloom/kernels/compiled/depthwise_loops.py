"""Convolution of every channel apart, with steps of one, compiled: whole rows of pixels and channels at a time."""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled import separable_filters as apart
from layerloom.kernels.compiled.compiling import compiled, helper

U = np.uint64
LANES = 16

_offsets, _period, _along, _hand_out = apart.offsets_of, apart.period_of, apart.along, apart.hand_out
_filter, _add_gradient = apart.filter_image, apart.add_gradient


@helper
def _last_with_room(x, run):
    """Returns the last image with zeros behind it where more is read than there is: rows are no whole groups then."""
    image = x[0].size if run % LANES > 0 else 0
    found = np.empty(image + LANES, np.float32)
    found[image:] = 0
    if image > 0:
        found[:image] = x[x.shape[0] - 1].reshape(-1)
    return found


@compiled("void(f4[:,:,:,::1], f4[:,::1], i8[::1], f4[:,:,:,::1])")
def forward(x, w, geometry, y):
    """Convolves images that have their padding with weights (window, channels); no bias."""
    kh, kw, _, _, dh, dw = geometry[:6]
    count, height, width, channels = x.shape
    _, rows, columns, _ = y.shape
    offsets = _offsets(kh, kw, dh, dw, width, channels)[: kh * kw]
    period, by_three = _period(channels, columns), kh == 3 and kw == 3 and dh == 1
    weights, last = _along(w, period), _last_with_room(x, columns * channels)
    source, target, line, run = x.reshape(-1), y.reshape(-1), U(width * channels), U(columns * channels)
    for image in range(count):
        ends = image == count - 1 and columns * channels % LANES > 0
        start = U(0 if ends else image * height) * line
        _filter(
            by_three, last if ends else source, start, line, offsets, weights, U(period), rows, run, target,
            U(image * rows) * run,
        )  # fmt: skip


@compiled("void(f4[:,:,:,::1], f4[:,:,:,::1], i8[::1], f4[:,::1])")
def weight_gradient(x, dy, geometry, w):
    """Gradient of the weights (window, channels)."""
    kh, kw, _, _, dh, dw = geometry[:6]
    count, height, width, channels = x.shape
    _, rows, columns, _ = dy.shape
    offsets = _offsets(kh, kw, dh, dw, width, channels)
    period, by_three = _period(channels, columns), kh == 3 and kw == 3 and dh == 1
    sums, last = np.zeros(len(offsets) * period, np.float32), _last_with_room(x, columns * channels)
    source, slope, line, run = x.reshape(-1), dy.reshape(-1), U(width * channels), U(columns * channels)
    for image in range(count):
        ends = image == count - 1 and columns * channels % LANES > 0
        start = U(0 if ends else image * height) * line
        _add_gradient(
            by_three, last if ends else source, start, line, offsets, slope, U(image * rows) * run, rows, run, sums,
            U(period),
        )  # fmt: skip
    _hand_out(sums, period, w)
