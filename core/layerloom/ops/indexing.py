"""Parts of arrays by index, and gradients brought back to their places."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.tensors import KerasTensor, operator, primitive, probe

__all__ = ["getitem", "take", "take_along_axis"]


def _raw_key(key: Any) -> Any:
    if isinstance(key, tuple):
        return tuple(map(_raw_key, key))
    return np.asarray(key) if hasattr(key, "__array__") and not isinstance(key, np.ndarray) else key


@primitive(shape=lambda dy, key, shape: tuple(shape))
def _scatter(dy: Any, /, key: Any, shape: tuple[int, ...]) -> Any:
    """Adds values at their places in zeros: the transpose of indexing."""
    out = np.zeros(shape, dy.dtype)
    key = _raw_key(key)
    parts = key if isinstance(key, tuple) else (key,)
    if any(isinstance(part, (list, np.ndarray)) for part in parts):
        np.add.at(out, key, dy)  # an index may occur several times
    else:
        out[key] = dy
    return out


@operator("getitem")
@primitive(shape=probe(lambda x, key: np.asarray(x)[_raw_key(key)]))
def getitem(x: Any, /, key: Any) -> Any:
    """NumPy's indexing, ``x[key]``."""
    return np.asarray(x)[_raw_key(key)]


getitem.gradient(lambda dy, y, x, *, key: _scatter(dy, key=key, shape=tuple(x.shape)))


_scatter.gradient(lambda dy, y, x, *, key, shape: getitem(dy, key=key))


@primitive(shape=lambda x, indices, axis=None: _taken(x, indices, axis))
def take(x: Any, indices: Any, axis: int | None = None) -> Any:
    """Takes elements, or slices along an axis, by index."""
    return np.take(x, np.asarray(indices).astype(np.int64), axis=axis)


def _taken(x: Any, indices: Any, axis: int | None) -> KerasTensor:
    if axis is None:
        return KerasTensor(indices.shape, x.dtype)
    axis %= len(x.shape)
    return KerasTensor((*x.shape[:axis], *indices.shape, *x.shape[axis + 1 :]), x.dtype)


@primitive(shape=lambda dy, indices, axis, shape: tuple(shape))
def untake(dy: Any, indices: Any, *, axis: int | None, shape: tuple[int, ...]) -> Any:
    """Adds values at their places in zeros: the transpose of :func:`take`."""
    out = np.zeros(shape, dy.dtype)
    indices = np.asarray(indices).astype(np.int64)
    if axis is None:
        np.add.at(out.reshape(-1), indices, dy)
    else:
        axis %= len(shape)
        np.add.at(out, (*(slice(None),) * axis, indices), dy)
    return out


def _take_gradient(dy: Any, y: Any, x: Any, indices: Any, *, axis: int | None) -> Any:
    return untake(dy, indices, axis=axis, shape=tuple(x.shape))


take.gradient(_take_gradient, None)
untake.gradient(lambda dy, y, x, indices, *, axis, shape: take(dy, indices, axis=axis), None)


@primitive(shape=lambda x, indices, axis=None: KerasTensor(indices.shape, x.dtype))
def take_along_axis(x: Any, indices: Any, axis: int | None = None) -> Any:
    """Takes elements by matching indices along an axis."""
    return np.take_along_axis(x, np.asarray(indices).astype(np.int64), axis=axis)


@primitive(shape=lambda dy, indices, axis, shape: tuple(shape))
def _untake_along_axis(dy: Any, indices: Any, *, axis: int, shape: tuple[int, ...]) -> Any:
    out = np.zeros(shape, dy.dtype)
    indices = np.asarray(indices).astype(np.int64)
    grid = list(np.ogrid[tuple(slice(size) for size in indices.shape)])
    grid[axis] = indices
    np.add.at(out, tuple(grid), dy)
    return out


take_along_axis.gradient(
    lambda dy, y, x, indices, *, axis: _untake_along_axis(dy, indices, axis=axis, shape=tuple(x.shape)), None
)
_untake_along_axis.gradient(
    lambda dy, y, x, indices, *, axis, shape: take_along_axis(dy, indices, axis=axis), None
)
