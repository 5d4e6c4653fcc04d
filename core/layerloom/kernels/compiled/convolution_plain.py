"""Convolution over two spatial axes, alone or with its bias, relu and max-pooling, in plain NumPy.

Arguments and results are those of ``convolution_loops``, where ``geometry`` and the layouts are described.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.kernels import convolution as kernels
from layerloom.kernels.arrays import Array


def forward(x: Array, w: Array, bias: Array, geometry: Array, y: Array, scratch: Array) -> None:
    """Convolution, bias and relu."""
    y[...] = kernels.conv_forward(x, _window(w, geometry, x), *_steps(geometry), bias=bias)
    if geometry[10]:
        np.maximum(y, 0, out=y)


def pool_forward(
    x: Array, w: Array, bias: Array, geometry: Array, y: Array, arg: Array, scratch: Array
) -> None:
    """Convolution, bias, relu and max-pooling; places are left out where no memory for them is given."""
    z = kernels.conv_forward(x, _window(w, geometry, x), *_steps(geometry))
    windows = _cut(z, geometry, y)
    if len(arg):
        arg[...] = windows.argmax(axis=-2)
    y[...] = windows.max(axis=-2) + bias
    if geometry[10]:
        np.maximum(y, 0, out=y)


def weight_gradient(x: Array, dz: Array, geometry: Array, dw: Array, db: Array, scratch: Array) -> None:
    """Gradients of the kernel and the bias, from those of the outputs before the relu."""
    size = (int(geometry[0]), int(geometry[1]))
    dw[...] = kernels.conv_kernel_gradient(x, dz, size, *_steps(geometry)).reshape(dw.shape)
    db[...] = dz.sum(axis=(0, 1, 2))


def input_gradient(dz: Array, w: Array, geometry: Array, dx: Array, scratch: Array) -> None:
    """Gradient of the images with their padding."""
    dx[...] = kernels.conv_input_gradient(dz, _window(w, geometry, dx), dx.shape[1:3], *_steps(geometry))


def pool_weight_gradient(
    x: Array,
    y: Array,
    arg: Array,
    dy: Array,
    geometry: Array,
    dw: Array,
    db: Array,
    places: Array,
    slopes: Array,
) -> None:
    """Gradients of the kernel, transposed to (filters, depth), and of the bias, from those of the pooled outputs."""
    whole = np.empty(dw.shape[::-1], dw.dtype)
    weight_gradient(x, _spread(y, arg, dy, geometry), geometry, whole, db, slopes)
    dw[...] = whole.T


def pool_input_gradient(
    y: Array, arg: Array, dy: Array, wt: Array, geometry: Array, dx: Array, numbers: Array, slopes: Array
) -> None:
    """Gradient of the images with their padding; ``wt`` is the kernel as (filters, depth)."""
    input_gradient(_spread(y, arg, dy, geometry), wt.T, geometry, dx, slopes)


def _window(w: Array, geometry: Array, x: Array) -> Array:
    return w.reshape(int(geometry[0]), int(geometry[1]), x.shape[3], -1)


def _steps(geometry: Array) -> tuple[Any, Any, str]:
    _, _, sh, sw, dh, dw = map(int, geometry[:6])
    return (sh, sw), (dh, dw), "valid"


def _cut(z: Array, geometry: Array, y: Array) -> Array:
    """Returns the windows of the pooling as ``(batch, rows, columns, window, filters)``."""
    ph, pw = int(geometry[8]), int(geometry[9])
    n, rows, columns, filters = y.shape
    kept = z[:, : rows * ph, : columns * pw].reshape(n, rows, ph, columns, pw, filters)
    return kept.transpose(0, 1, 3, 2, 4, 5).reshape(n, rows, columns, ph * pw, filters)


def _spread(y: Array, arg: Array, dy: Array, geometry: Array) -> Array:
    """Returns the gradients of the convolution's outputs from those of the pooling's."""
    oh, ow, ph, pw, relu = map(int, geometry[6:11])
    n, rows, columns, filters = y.shape
    slope = np.where(y > 0, dy, 0) if relu else dy
    windows = np.zeros((n, rows, columns, ph * pw, filters), dy.dtype)
    np.put_along_axis(windows, arg[..., None, :].astype(np.int64), slope[..., None, :], axis=-2)
    dz = np.zeros((n, oh, ow, filters), dy.dtype)
    spread = windows.reshape(n, rows, columns, ph, pw, filters).transpose(0, 1, 3, 2, 4, 5)
    dz[:, : rows * ph, : columns * pw] = spread.reshape(n, rows * ph, columns * pw, filters)
    return dz
