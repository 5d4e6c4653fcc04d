"""Convolutions of every channel apart, of any steps and number of axes, in plain NumPy; as in ``channels_loops``."""

from __future__ import annotations

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.kernels.compiled.taps_plain import activate, laid, slopes_before


def forward(
    x: Array,
    lines: Array,
    room: Array,
    table: Array,
    passes: Array,
    w: Array,
    bias: Array,
    channels: int,
    code: int,
    y: Array,
) -> None:
    """Convolution, bias and activation; images have their padding already where no lines are given."""
    images = laid(x, lines, len(room)) if len(lines) else x
    _run_passes(images, table, passes, w[:, :channels], bias[:channels], y)
    activate(y, code)


def backward(
    x: Array,
    lines: Array,
    room: Array,
    y: Array,
    dy: Array,
    code: int,
    d_lines: Array,
    d_room: Array,
    table: Array,
    passes: Array,
    dw: Array,
    db: Array,
    back: Array,
    w: Array,
    zeros: Array,
    dx: Array,
) -> None:
    """Gradients of weights and bias, and of the images, each only where there is memory for it."""
    slopes = slopes_before(dy, y, code)
    channels = len(db)
    db[...] = slopes.reshape(-1, channels).sum(axis=0)
    slopes = laid(slopes, d_lines, len(d_room))
    numbers = np.arange(channels)
    if len(dw):
        images = laid(x, lines, len(room)) if len(lines) else x
        starts, _, _, offsets, taps, _, _, _, slots, live = passes[0].tolist()
        windows = table[starts : starts + live, None] + table[offsets : offsets + taps]
        rows = slopes[:, table[slots : slots + live, None] + numbers]
        dw[:taps, :channels] = np.einsum("nptc,npc->tc", images[:, windows[..., None] + numbers], rows)
    if len(dx):
        _run_passes(slopes, table, back, w[:, :channels], zeros[:channels], dx)


def _run_passes(images: Array, table: Array, passes: Array, w: Array, bias: Array, y: Array) -> None:
    numbers = np.arange(len(bias))
    for starts, places, count, offsets, taps, at, *_ in passes.tolist():
        windows = table[starts : starts + count, None] + table[offsets : offsets + taps]
        sums = np.einsum("nptc,tc->npc", images[:, windows[..., None] + numbers], w[at : at + taps])
        y[:, table[places : places + count, None] + numbers] = sums + bias
