"""Separable convolution between normalizations, compiled: some images at a time go all the way while they are cached.

The normalization before is applied where images are laid among their padding, the sums that the one behind needs are
taken as soon as the outputs are there, and nothing between is kept: on the way back it is computed again. ``geometry``
holds the window's sizes and dilation, the padding before and the sizes with padding, the same for the way back, how
many images go together, whether the normalization before is applied (1) and has a relu (2), whether a relu is behind,
and whether the one behind wants sums (forward) or hands on its gradient (back, 2 with a relu). ``scratch`` is 0 at
first and belongs to one layer: its padding stays 0.
"""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled import separable_filters as apart
from layerloom.kernels.compiled import separable_parts as parts
from layerloom.kernels.compiled.compiling import compiled, helper

U = np.uint64

_lay, _filter, _add_gradient, _hand_out = apart.lay, apart.filter_image, apart.add_gradient, apart.hand_out
_offsets, _period, _along = apart.offsets_of, apart.period_of, apart.along
_multiply, _multiply_gradient = parts.multiply, parts.multiply_gradient
_add_moments, _slopes, _add_slopes, _add_columns = (
    parts.add_moments,
    parts.slopes,
    parts.add_slopes,
    parts.add_columns,
)
_repeated = parts.repeated


@helper
def _lengths(geometry, area, channels):
    """Returns how much memory is for the images with their padding, the gradient with its own, and what is between."""
    _, _, _, _, _, _, height, width, _, _, height_back, width_back, group = geometry[:13]
    found = np.array([group * height * width, height_back * width_back, group * area])
    return found * channels + 16


@compiled(
    "void(f4[:,:,:,::1], f4[:,::1], f4[:,:,::1], f4[::1], i8[::1], f4[:,::1], f4[::1], f4[:,:,:,::1], f4[:,::1],"
    " f4[::1])"
)
def forward(x, wd, wp, bias, geometry, before, shift, y, sums, scratch):
    """Both convolutions with bias and relu.

    Where they are wanted, the sums of the outputs and of their squares, after a shift that is chosen, are added to
    ``sums``.
    """
    kh, kw, dh, dw, top, left, _, width = geometry[:8]
    group, mode, relu, wants = geometry[12:16]
    count, rows, columns, filters = y.shape
    channels, area = x.shape[3], rows * columns
    offsets = _offsets(kh, kw, dh, dw, width, channels)[: kh * kw]
    period, by_three = _period(channels, columns), kh == 3 and kw == 3 and dh == 1
    weights, products = _along(wd, period), wp.reshape(-1)
    scale, offset = _repeated(before[0, :channels], x.shape[2]), _repeated(before[1, :channels], x.shape[2])
    source, target = x.reshape(-1), y.reshape(-1)
    size, line = U(x.shape[1] * x.shape[2] * channels), U(width * channels)
    run, between = U(columns * channels), U(_lengths(geometry, area, channels)[:2].sum())
    for first in range(0, count, group):
        some = min(group, count - first)
        for k in range(some):
            _lay(
                source, U(first + k) * size, x.shape[1], U(x.shape[2] * channels), scratch,
                U((top * width + left) * channels), line, mode, scale, offset,
            )  # fmt: skip
            _filter(
                by_three, scratch, U(0), line, offsets, weights, U(period), rows, run, scratch,
                between + U(k * area * channels),
            )  # fmt: skip
        out = U(first * area * filters)
        _multiply(
            scratch, between, some * area, U(channels), products, bias, relu != 0, target, out, U(filters)
        )
        if wants > 0:
            if first == 0:  # numbers near the mean keep the sums of squares exact
                shift[:filters] = target[:filters]
            _add_moments(target, out, some * area, U(filters), shift, sums)


@compiled(
    "void(f4[:,:,:,::1], f4[:,:,:,::1], f4[:,:,:,::1], f4[:,::1], f4[:,:,::1], i8[::1], f4[:,::1], f4[:,::1],"
    " f4[:,::1], f4[:,::1], f4[::1], f4[:,:,:,::1], f4[:,::1], f4[::1])"
)
def backward(x, y, dy, wd, wp, geometry, before, after, dwd, dwp, db, dx, sums, scratch):
    """Gradients of both kernels and, where there is memory for them, of the bias and the images.

    ``wp`` is the transposed kernel of the products. Adds to the gradients of the normalization's factor and offset
    before, which ``sums`` takes.
    """
    kh, kw, dh, dw, top, left, height, width, top_back, left_back, _, width_back = geometry[:12]
    group, mode, _, through = geometry[12:16]
    count, rows, columns, filters = y.shape
    channels, area = x.shape[3], rows * columns
    offsets = _offsets(kh, kw, dh, dw, width, channels)
    offsets_back = _offsets(kh, kw, dh, dw, width_back, channels)[: kh * kw]
    period, period_back = _period(channels, columns), _period(channels, x.shape[2])
    weights, weights_back = _along(wd, period), _along(wd[::-1], period_back)
    by_three = kh == 3 and kw == 3 and dh == 1
    scale, offset = _repeated(before[0, :channels], x.shape[2]), _repeated(before[1, :channels], x.shape[2])
    nothing, products = np.zeros((channels + 31) // 16 * 16, np.float32), wp.reshape(-1)
    source, given, slope, target = x.reshape(-1), y.reshape(-1), dy.reshape(-1), dx.reshape(-1)
    size, line, line_back = (
        U(x.shape[1] * x.shape[2] * channels),
        U(width * channels),
        U(width_back * channels),
    )
    run, image = U(columns * channels), U(height * width * channels)
    lengths = _lengths(geometry, area, channels)
    spread_at, between, end = U(lengths[:1].sum()), U(lengths[:2].sum()), U(lengths[:3].sum())
    dz = scratch[end:] if through > 0 else slope
    row = (filters + 15) // 16 * 16
    sums_p = np.zeros((channels + 7) // 8 * 8 * row, np.float32)
    sums_d = np.zeros(len(offsets) * period, np.float32)
    db[:] = 0
    for first in range(0, count, group):
        some = min(group, count - first)
        for k in range(some):
            _lay(
                source, U(first + k) * size, x.shape[1], U(x.shape[2] * channels), scratch,
                U(k) * image + U((top * width + left) * channels), line, mode, scale, offset,
            )  # fmt: skip
            _filter(
                by_three, scratch, U(k) * image, line, offsets[: kh * kw], weights, U(period), rows, run, scratch,
                between + U(k * area * channels),
            )  # fmt: skip
        at = U(first * area * filters)
        if through > 0:
            _slopes(slope, at, given, at, some * area, U(filters), through > 1, after, dz)
            at = U(0)
        if db.shape[0] > 0:
            _add_columns(dz, at, some * area, U(filters), db)
        _multiply_gradient(scratch, between, some * area, U(channels), dz, at, U(filters), sums_p)
        _multiply(dz, at, some * area, U(filters), products, nothing, False, scratch, between, U(channels))
        for k in range(some):
            here = between + U(k * area * channels)
            _add_gradient(
                by_three, scratch, U(k) * image, line, offsets, scratch, here, rows, run, sums_d, U(period)
            )
            if dx.shape[0] > 0:
                _lay(
                    scratch, here, rows, run, scratch,
                    spread_at + U((top_back * width_back + left_back) * channels), line_back, 0, scale, offset,
                )  # fmt: skip
                out = U(first + k) * size
                _filter(
                    by_three, scratch, spread_at, line_back, offsets_back, weights_back, U(period_back), x.shape[1],
                    U(x.shape[2] * channels), target, out,
                )  # fmt: skip
                if mode > 0:
                    _add_slopes(
                        target, source, out, x.shape[1] * x.shape[2], U(channels), mode > 1, before, sums
                    )
    for c in range(channels):
        for f in range(filters):
            dwp[c, f] = sums_p[c * row + f]
    _hand_out(sums_d, period, dwd)
