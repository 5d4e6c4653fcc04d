"""Separable convolution between normalizations, in plain NumPy; arguments are those of ``separable_loops``."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.kernels.compiled import depthwise_plain


def forward(
    x: Array, wd: Array, wp: Array, bias: Array, geometry: Array, before: Array, shift: Array, y: Array,
    sums: Array, scratch: Array,
) -> None:  # fmt: skip
    """Both convolutions with bias and relu, with the sums of the outputs and of their squares after a shift."""
    _, between = _between(x, wd, geometry, before)
    filters = y.shape[-1]
    np.matmul(between, wp.transpose(1, 0, 2).reshape(wp.shape[1], -1)[:, :filters], out=y)
    y += bias[:filters]
    if geometry[14]:
        np.maximum(y, 0, out=y)
    if geometry[15]:
        shift[:filters] = y[0, 0, 0]
        moved = y - shift[:filters]
        sums[0, :filters] += moved.sum(axis=(0, 1, 2))
        sums[1, :filters] += np.square(moved).sum(axis=(0, 1, 2))


def backward(
    x: Array, y: Array, dy: Array, wd: Array, wp: Array, geometry: Array, before: Array, after: Array, dwd: Array,
    dwp: Array, db: Array, dx: Array, sums: Array, scratch: Array,
) -> None:  # fmt: skip
    """Gradients of both kernels and, where there is memory for them, of the bias and the images."""
    padded, between = _between(x, wd, geometry, before)
    channels, filters = x.shape[-1], y.shape[-1]
    dz = dy
    if geometry[15]:
        scale, offset, mean, less, rate = after[:5, :filters]
        slope = np.where(y * scale + offset <= 0, np.float32(0), dy) if geometry[15] > 1 else dy
        dz = scale * (slope - less) - (y - mean) * rate
    if len(db):
        db[...] = dz.sum(axis=(0, 1, 2))
    dwp[...] = np.tensordot(between, dz, ([0, 1, 2], [0, 1, 2]))
    inner = np.ascontiguousarray(dz @ wp.transpose(1, 0, 2).reshape(filters, -1)[:, :channels])
    depthwise_plain.weight_gradient(padded, inner, _moves(geometry), dwd)
    if not len(dx):
        return
    top, left, height, width = geometry[8:12]
    spread = np.zeros((len(x), height, width, channels), np.float32)
    spread[:, top : top + y.shape[1], left : left + y.shape[2]] = inner
    depthwise_plain.forward(spread, np.ascontiguousarray(wd[::-1]), _moves(geometry), dx)
    if geometry[13]:
        scale, offset, mean, root = before[:4, :channels]
        if geometry[13] > 1:
            dx[x * scale + offset <= 0] = 0
        sums[0, :channels] += (dx * (x - mean) * root).sum(axis=(0, 1, 2))
        sums[1, :channels] += dx.sum(axis=(0, 1, 2))


def _between(x: Array, wd: Array, geometry: Array, before: Array) -> tuple[Array, Array]:
    """Returns the images with their padding, and what lies between the two convolutions."""
    channels = x.shape[-1]
    if geometry[13]:
        x = x * before[0, :channels] + before[1, :channels]
    if geometry[13] > 1:
        x = np.maximum(x, 0)
    kh, kw, dh, dw, top, left, height, width = map(int, geometry[:8])
    padded = np.zeros((len(x), height, width, channels), np.float32)
    padded[:, top : top + x.shape[1], left : left + x.shape[2]] = x
    sizes = height - (kh - 1) * dh, width - (kw - 1) * dw
    between = np.empty((len(x), *sizes, channels), np.float32)
    depthwise_plain.forward(padded, wd, _moves(geometry), between)
    return padded, between


def _moves(geometry: Array) -> Any:
    kh, kw, dh, dw = geometry[:4]
    return np.array([kh, kw, 1, 1, dh, dw])
