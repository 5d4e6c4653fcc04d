"""Convolutions of every kind as sums over the numbers that a window touches, in plain NumPy; as in ``taps_loops``."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from layerloom.kernels.arrays import Array

LANES, HALF, PLACES = 16, 8, 8


def pack(w: Array, index: Array, packed: Array) -> None:
    """Lays weights out; a negative index stands for 0."""
    packed[...] = np.where(index < 0, 0, w[index])


def unpack(packed: Array, index: Array, w: Array) -> None:
    """Brings packed gradients back to where the weights are."""
    w[index[index >= 0]] = packed[index >= 0]


def forward(
    x: Array,
    lines: Array,
    room: Array,
    table: Array,
    passes: Array,
    w: Array,
    bias: Array,
    code: int,
    y: Array,
) -> None:
    """Convolution, bias and activation; images have their padding already where no lines are given."""
    images = laid(x, lines, len(room)) if len(lines) else x
    _run_passes(images, table, passes, w, bias, y)
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
    turned: bool,
    back: Array,
    w: Array,
    zeros: Array,
    dx: Array,
) -> None:
    """Gradients of packed weights and bias, and of the images, each only where there is memory for it."""
    slopes = slopes_before(dy, y, code)
    db[...] = slopes.reshape(-1, len(db)).sum(axis=0)
    slopes = laid(slopes, d_lines, len(d_room))
    if len(dw):
        images = laid(x, lines, len(room)) if len(lines) else x
        seen, given = (slopes, images) if turned else (images, slopes)
        for starts, _, offsets, at, filters, slots, live in _rows(table, passes):
            windows = seen[:, (starts[:live, None] + offsets)]
            rows = given[:, (slots[:live, None] + np.arange(filters))]
            _put(dw, at, np.einsum("npt,npf->tf", windows, rows))
    if len(dx):
        _run_passes(slopes, table, back, w, zeros, dx)


def _run_passes(images: Array, table: Array, passes: Array, w: Array, bias: Array, y: Array) -> None:
    for (starts, places, offsets, at, filters, _, _), b_at in zip(
        _rows(table, passes), passes[:, 7], strict=True
    ):
        windows = images[:, (starts[:, None] + offsets)]
        sums = windows @ _panels(w, at, len(offsets), filters) + bias[b_at : b_at + filters]
        y[:, (places[:, None] + np.arange(filters))] = sums


def _rows(table: Array, passes: Array) -> Iterator[tuple[Array, Array, Array, int, int, Array, int]]:
    for starts, places, count, offsets, taps, at, filters, _, slots, live in passes.tolist():
        yield (
            table[starts : starts + count], table[places : places + count], table[offsets : offsets + taps],
            at, filters, table[slots : slots + live], live,
        )  # fmt: skip


def _cuts(filters: int) -> Iterator[tuple[int, int]]:
    """Yields where panels of filters begin, and how wide they are."""
    low = 0
    while low < filters:
        left = filters - low
        wide = 2 * LANES if left > LANES else LANES if left > HALF else HALF
        yield low, wide
        low += wide


def _panels(packed: Array, at: int, taps: int, filters: int) -> Array:
    """Returns packed weights as (window, filters)."""
    found = [
        packed[at + low * taps : at + (low + wide) * taps].reshape(taps, wide)[:, : filters - low]
        for low, wide in _cuts(filters)
    ]
    return np.concatenate(found, axis=1)


def _put(packed: Array, at: int, values: Array) -> None:
    """Puts gradients (window, filters) where the packed weights are; what fills panels up is 0."""
    taps, filters = values.shape
    for low, wide in _cuts(filters):
        panel = packed[at + low * taps : at + (low + wide) * taps].reshape(taps, wide)
        panel[...] = 0
        panel[:, : filters - low] = values[:, low : low + wide]


def activate(y: Array, code: int) -> None:
    """Applies an activation: 0 none, 1 relu, 2 tanh, 3 sigmoid."""
    if code == 1:
        np.maximum(y, 0, out=y)
    elif code == 2:
        np.tanh(y, out=y)
    elif code == 3:
        y[...] = 1 / (1 + np.exp(-y))


def slopes_before(dy: Array, y: Array, code: int) -> Array:
    """Returns gradients before an activation, from those behind it and what it gave."""
    found: Array = dy * (1.0, y > 0, 1 - y * y, y * (1 - y))[code]
    return found.astype(np.float32, copy=False)


def laid(x: Array, lines: Array, size: int) -> Array:
    """Returns images among their padding."""
    found = np.zeros((len(x), size), np.float32)
    run = x.shape[1] // len(lines)
    found[:, (lines[:, None] + np.arange(run))] = x.reshape(len(x), len(lines), run)
    return found
