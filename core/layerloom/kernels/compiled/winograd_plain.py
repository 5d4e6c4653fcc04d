"""Convolution by Winograd's rule in plain NumPy; arguments and results are those of ``winograd_loops``."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array

#: Whether it beats the products over all places.
FASTER = False

_INPUTS = np.array([[1, 0, -1, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, 1, 0, -1]], np.float32)
_OUTPUTS = np.array([[1, 1, 1, 0], [0, 1, -1, -1]], np.float32)


def forward(x: Array, weights: Array, bias: Array, geometry: Array, y: Array, scratch: Array) -> None:
    """Convolution, bias and relu."""
    down, across = (_places(int(size)) for size in geometry[6:8])
    z = _outputs(_inputs(x, down, across), weights) + bias
    y[:, _reach(down, 2)[:, None, :, None], _reach(across, 2)[None, :, None, :]] = z
    if geometry[10]:
        np.maximum(y, 0, out=y)


def pool_forward(
    x: Array, weights: Array, bias: Array, geometry: Array, y: Array, arg: Array, scratch: Array
) -> None:
    """Convolution, bias, relu and max-pooling of 2 x 2, whose windows are the squares.

    Places are left out where no memory for them is given.
    """
    down, across = (2 * np.arange(size) for size in y.shape[1:3])
    z = _outputs(_inputs(x, down, across), weights)
    z = z.reshape(*z.shape[:3], 4, -1)
    if len(arg):
        arg[...] = z.argmax(axis=3)
    y[...] = z.max(axis=3) + bias
    if geometry[10]:
        np.maximum(y, 0, out=y)


def gradients(
    x: Array, dz: Array, weights: Array, dweights: Array, db: Array, dx: Array, scratch: Array
) -> None:
    """Gradients of the weights in their form, of the bias, and of the images with their padding.

    Those of the weights or of the images are left out where no memory for them is given.
    """
    down, across = (_places(size) for size in dz.shape[1:3])
    squares = dz[:, _reach(down, 2)[:, None, :, None], _reach(across, 2)[None, :, None, :]]
    if len(down) > 1 and down[-1] - down[-2] < 2:  # what another square has already is left out
        squares[:, -1, :, 0] = 0
    if len(across) > 1 and across[-1] - across[-2] < 2:
        squares[:, :, -1, :, 0] = 0
    m = np.einsum("ai,bj,nrcabf->ijnrcf", _OUTPUTS, _OUTPUTS, squares, optimize=True)
    db[...] = dz.sum(axis=(0, 1, 2))
    if len(dweights):
        v = _inputs(x, down, across)
        found = np.einsum("ijnrck,ijnrcf->ijkf", v, m, optimize=True)
        dweights[...] = found.reshape(dweights.shape)
    if len(dx):
        w = weights.reshape(4, 4, *weights.shape[1:])
        given = np.einsum("ijnrcf,ijkf,ia,jb->nrcabk", m, w, _INPUTS, _INPUTS, optimize=True)
        dx[...] = 0
        for r, top in enumerate(down):
            for c, left in enumerate(across):
                dx[:, top : top + 4, left : left + 4] += given[:, r, c]


def _places(size: int) -> Any:
    """Returns where squares of outputs begin along an axis; the last lies upon the one before it, if need be."""
    return np.minimum(2 * np.arange((size + 1) // 2), size - 2)


def _reach(places: Any, count: int) -> Any:
    return places[:, None] + np.arange(count)


def _inputs(x: Array, down: Any, across: Any) -> Any:
    squares = x[:, _reach(down, 4)[:, None, :, None], _reach(across, 4)[None, :, None, :]]
    return np.einsum("ia,jb,nrcabk->ijnrck", _INPUTS, _INPUTS, squares, optimize=True)


def _outputs(v: Any, weights: Array) -> Any:
    w = weights.reshape(4, 4, *weights.shape[1:])
    return np.einsum("ai,bj,ijnrck,ijkf->nrcabf", _OUTPUTS, _OUTPUTS, v, w, optimize=True)
