"""Reductions: sums, means, extremes and positions along axes."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import config
from layerloom.errors import MisfitIndexError
from layerloom.ops.logic import equal
from layerloom.ops.math import exp, log
from layerloom.tensors import KerasTensor, as_array, operator, primitive
from layerloom.tensors.tensor import operators

__all__ = [
    "all", "amax", "amin", "any", "argmax", "argmin", "count_nonzero", "logsumexp", "max", "mean", "min",
    "prod", "std", "sum", "var",
]  # fmt: skip

Axes = int | tuple[int, ...] | list[int] | None


def normal_axes(axis: Axes, rank: int) -> tuple[int, ...]:
    """Returns the axes as non-negative numbers, all of them for ``None``."""
    if axis is None:
        return tuple(range(rank))
    axes = axis if isinstance(axis, (tuple, list)) else (axis,)
    for a in axes:
        if not -rank <= a < rank:
            raise MisfitIndexError(f"There is no axis {a} among {rank}, which count from 0.")
    return tuple(a % rank for a in axes)


def reduced_shape(x: Any, axis: Axes = None, keepdims: bool = False, **_: Any) -> tuple[int | None, ...]:
    """Returns the shape after a reduction."""
    axes = normal_axes(axis, len(x.shape))
    if keepdims:
        return tuple(1 if i in axes else size for i, size in enumerate(x.shape))
    return tuple(size for i, size in enumerate(x.shape) if i not in axes)


def _spread(dy: Any, x: Any, axis: Axes) -> Any:
    """Gives a reduced value its lost axes back, as ones."""
    axes = normal_axes(axis, len(x.shape))
    kept = tuple(1 if i in axes else size for i, size in enumerate(x.shape))
    return operators["reshape"](dy, newshape=kept)


def _count(x: Any, axis: Axes) -> int:
    return int(np.prod([x.shape[a] for a in normal_axes(axis, len(x.shape))], dtype=np.int64))


def _axis(axis: Axes) -> Any:
    return tuple(axis) if isinstance(axis, list) else axis


def _counting(dtype: Any) -> str:
    """The type in which numbers are summed up: at least int32."""
    kind = np.dtype(dtype)
    if kind.kind in "bi" and kind.itemsize < 4:
        return "int32"
    return "uint32" if kind.kind == "u" and kind.itemsize < 4 else kind.name


def _summed(x: Any, axis: Axes = None, keepdims: bool = False) -> KerasTensor:
    return KerasTensor(reduced_shape(x, axis, keepdims), _counting(x.dtype))


@operator("sum")
@primitive(shape=_summed)
def sum(x: Any, /, axis: Axes = None, keepdims: bool = False) -> Any:
    """Adds up along axes."""
    x = as_array(x)
    return np.sum(
        x, axis=_axis(axis), keepdims=keepdims, dtype=None if x.dtype.kind == "f" else _counting(x.dtype)
    )


sum.gradient(
    lambda dy, y, x, *, axis, keepdims: operators["broadcast_to"](_spread(dy, x, axis), shape=x.shape)
)


def _float_reduced(x: Any, **attributes: Any) -> KerasTensor:
    dtype = x.dtype if np.dtype(x.dtype).kind == "f" else "float32"
    return KerasTensor(reduced_shape(x, **attributes), dtype)


def as_float(x: Any) -> Any:
    """Returns an array of floats; whole numbers become the default float type."""
    x = as_array(x)
    return x if x.dtype.kind == "f" else x.astype(config.floatx())


@primitive(shape=_float_reduced)
def mean(x: Any, /, axis: Axes = None, keepdims: bool = False) -> Any:
    """The mean along axes."""
    return np.mean(as_float(x), axis=_axis(axis), keepdims=keepdims)


mean.gradient(
    lambda dy, y, x, *, axis, keepdims: operators["broadcast_to"](
        _spread(dy, x, axis) / _count(x, axis), shape=x.shape
    )
)


@primitive(shape=_float_reduced)
def var(x: Any, /, axis: Axes = None, keepdims: bool = False) -> Any:
    """The variance along axes (divided by the count)."""
    return np.var(as_float(x), axis=_axis(axis), keepdims=keepdims)


var.gradient(
    lambda dy, y, x, *, axis, keepdims: (
        _spread(dy, x, axis) * (x - mean(x, axis=axis, keepdims=True)) * (2.0 / _count(x, axis))
    )
)


def std(x: Any, axis: Axes = None, keepdims: bool = False) -> Any:
    """The standard deviation along axes."""
    return operators["power"](var(x, axis=axis, keepdims=keepdims), 0.5)


@primitive(shape=reduced_shape)
def _prod(x: Any, /, axis: Axes, keepdims: bool) -> Any:
    return np.prod(x, axis=_axis(axis), keepdims=keepdims, dtype=x.dtype)


@primitive(shape=lambda x, axis: tuple(x.shape))
def _others(x: Any, /, axis: Axes) -> Any:
    """The product of all the other elements along axes, which a 0 does not disturb."""
    axes = normal_axes(axis, x.ndim)
    order = (*[a for a in range(x.ndim) if a not in axes], *axes)
    turned = np.transpose(x, order)
    rows = turned.reshape(*turned.shape[: x.ndim - len(axes)], -1)
    before, behind = np.ones_like(rows), np.ones_like(rows)
    np.cumprod(rows[..., :-1], axis=-1, out=before[..., 1:])
    behind[..., :-1] = np.cumprod(rows[..., :0:-1], axis=-1)[..., ::-1]
    return np.transpose((before * behind).reshape(turned.shape), np.argsort(order))


def _others_rule(dy: Any, y: Any, x: Any, *, axis: Axes) -> Any:
    weighted = dy * y
    return (sum(weighted, axis=axis, keepdims=True) - weighted) / x


_prod.gradient(lambda dy, y, x, *, axis, keepdims: _spread(dy, x, axis) * _others(x, axis=axis))
_others.gradient(_others_rule)


def prod(x: Any, axis: Axes = None, keepdims: bool = False, dtype: Any = None) -> Any:
    """Multiplies along axes.

    Args:
        x: Tensor.
        axis: One axis or several, by default all.
        keepdims: Whether these axes stay, with size 1.
        dtype: Number type of the products; small whole numbers become int32.
    """
    x = x if hasattr(x, "shape") else as_array(x)
    kind = dtype or _counting(x.dtype)
    return _prod(x if x.dtype == kind else operators["cast"](x, dtype=kind), axis=axis, keepdims=keepdims)


@primitive(shape=reduced_shape)
def _max(x: Any, /, axis: Axes = None, keepdims: bool = False) -> Any:
    return np.max(x, axis=_axis(axis), keepdims=keepdims)


@primitive(shape=reduced_shape)
def _min(x: Any, /, axis: Axes = None, keepdims: bool = False) -> Any:
    return np.min(x, axis=_axis(axis), keepdims=keepdims)


def max(x: Any, axis: Axes = None, keepdims: bool = False, initial: Any = None) -> Any:
    """The greatest value along axes; ties share the gradient.

    Args:
        x: Tensor.
        axis: One axis or several, by default all.
        keepdims: Whether these axes stay, with size 1.
        initial: The least result.
    """
    found = _max(x, axis=axis, keepdims=keepdims)
    return found if initial is None else operators["maximum"](found, initial)


def min(x: Any, axis: Axes = None, keepdims: bool = False, initial: Any = None) -> Any:
    """The smallest value along axes; ties share the gradient.

    Args:
        x: Tensor.
        axis: One axis or several, by default all.
        keepdims: Whether these axes stay, with size 1.
        initial: The greatest result.
    """
    found = _min(x, axis=axis, keepdims=keepdims)
    return found if initial is None else operators["minimum"](found, initial)


def _extreme_gradient(dy: Any, y: Any, x: Any, *, axis: Axes, keepdims: bool) -> Any:
    hits = operators["cast"](equal(x, _spread(y, x, axis)), dtype=y.dtype)
    return _spread(dy, x, axis) * hits / sum(hits, axis=axis, keepdims=True)


_max.gradient(_extreme_gradient)
_min.gradient(_extreme_gradient)
amax, amin = max, min


def logsumexp(x: Any, axis: Axes = None, keepdims: bool = False) -> Any:
    """log(sum(exp(x))) without overflow."""
    from layerloom.ops.math import stop_gradient

    top = stop_gradient(max(x, axis=axis, keepdims=True))
    total = log(sum(exp(x - top), axis=axis, keepdims=True)) + top
    if keepdims:
        return total
    return operators["squeeze"](total, axis=normal_axes(axis, len(x.shape)))


@primitive(shape=reduced_shape, dtype="bool")
def all(x: Any, /, axis: Axes = None, keepdims: bool = False) -> Any:
    """Tells whether all values along axes are true."""
    return np.all(x, axis=_axis(axis), keepdims=keepdims)


@primitive(shape=reduced_shape, dtype="bool")
def any(x: Any, /, axis: Axes = None, keepdims: bool = False) -> Any:
    """Tells whether some value along axes is true."""
    return np.any(x, axis=_axis(axis), keepdims=keepdims)


@primitive(shape=reduced_shape, dtype="int32")
def argmax(x: Any, /, axis: int | None = None, keepdims: bool = False) -> Any:
    """The position of the greatest value."""
    return np.argmax(x, axis=axis, keepdims=keepdims).astype(np.int32)


@primitive(shape=reduced_shape, dtype="int32")
def argmin(x: Any, /, axis: int | None = None, keepdims: bool = False) -> Any:
    """The position of the smallest value."""
    return np.argmin(x, axis=axis, keepdims=keepdims).astype(np.int32)


@primitive(shape=reduced_shape, dtype="int32")
def count_nonzero(x: Any, /, axis: Axes = None) -> Any:
    """The number of values that are not 0."""
    return np.asarray(np.count_nonzero(x, axis=_axis(axis))).astype(np.int32)
