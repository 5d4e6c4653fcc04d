"""Order: sorting, the greatest values, medians and quantiles, matches."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import FieldError, ShapeError
from layerloom.ops.arrays import reshape
from layerloom.ops.composite import composite
from layerloom.ops.indexing import take_along_axis
from layerloom.ops.reduce import Axes, as_float, normal_axes
from layerloom.tensors import Array, KerasTensor, as_array, primitive
from layerloom.tensors.tensor import wrap

__all__ = [
    "argpartition", "argsort", "digitize", "in_top_k", "isin", "median", "nonzero", "percentile", "quantile", "ravel",
    "searchsorted", "sort", "top_k", "unique",
]  # fmt: skip


@primitive(dtype="int32")
def argsort(x: Any, /, axis: int | None = -1) -> Any:
    """The positions that sort along an axis; equal values keep their order."""
    return np.argsort(x, axis=axis, kind="stable").astype(np.int32)


def sort(x: Any, axis: int = -1) -> Any:
    """Sorts along an axis, smallest first; the gradient goes to where each value came from."""
    return take_along_axis(x, argsort(x, axis=axis), axis=axis)


@primitive(dtype="int32")
def argpartition(x: Any, /, kth: int, axis: int = -1) -> Any:
    """The positions that put the kth smallest value at its place, smaller ones before it."""
    return np.argpartition(x, kth, axis=axis).astype(np.int32)


def top_k(x: Any, k: int, sorted: bool = True) -> tuple[Any, Any]:
    """The k greatest values along the last axis, greatest first, and their positions."""
    order = _descending(x, k=k)
    return take_along_axis(x, order, axis=-1), order


def _greatest_shape(x: Any, k: int) -> tuple[int | None, ...]:
    if not x.shape or (x.shape[-1] is not None and not 0 <= k <= x.shape[-1]):
        raise ShapeError(f"top_k: there are not {k} values along the last axis of shape {tuple(x.shape)}.")
    return (*x.shape[:-1], k)


@primitive(shape=_greatest_shape, dtype="int32")
def _descending(x: Any, /, k: int) -> Any:
    _greatest_shape(np.asarray(x), k)
    return np.argsort(-np.asarray(x), axis=-1, kind="stable")[..., :k].astype(np.int32)


@primitive(shape=lambda targets, predictions, k: tuple(targets.shape), dtype="bool")
def in_top_k(targets: Any, predictions: Any, /, k: int) -> Any:
    """Tells for each row whether the target class is among the k greatest predictions; ties count in its favour."""
    chosen = np.take_along_axis(predictions, np.asarray(targets).astype(np.int64)[..., None], axis=-1)
    return (np.asarray(predictions) > chosen).sum(axis=-1) < k


@primitive(shape=lambda x1, x2, **_: tuple(x1.shape), dtype="bool")
def isin(x1: Any, x2: Any, /, assume_unique: bool = False, invert: bool = False) -> Any:
    """Tells for each element of ``x1`` whether it stands in ``x2``."""
    return np.isin(x1, x2, assume_unique=assume_unique, invert=invert)


def _found_shape(sorted_sequence: Any, values: Any, side: str = "left") -> tuple[int | None, ...]:
    if len(sorted_sequence.shape) != 1:
        raise ShapeError(
            f"searchsorted looks in a sorted vector, got one of shape {tuple(sorted_sequence.shape)}."
        )
    if side not in ("left", "right"):
        raise FieldError(f"searchsorted: side must be 'left' or 'right', got {side!r}.")
    return tuple(values.shape)


@primitive(shape=_found_shape, dtype="int32")
def searchsorted(sorted_sequence: Any, values: Any, /, side: str = "left") -> Any:
    """Where values would have to be inserted to keep a sequence sorted.

    Args:
        sorted_sequence: Vector of rising values.
        values: What is to be inserted.
        side: Before ("left") or behind ("right") equal ones.

    Returns:
        Places in the shape of ``values``, as int32.

    Raises:
        ShapeError: If the sequence is no vector.
        FieldError: If there is no such side.
    """
    _found_shape(np.asarray(sorted_sequence), np.asarray(values), side)
    return np.searchsorted(sorted_sequence, values, side=side).astype(np.int32)  # type: ignore[call-overload]


@primitive(shape=lambda x, bins: tuple(x.shape), dtype="int32")
def digitize(x: Any, /, bins: Any) -> Any:
    """The number of the bin in which each value lies."""
    return np.digitize(x, np.asarray(bins)).astype(np.int32)


def _quantile_shape(x: Any, q: Any, axis: Axes, keepdims: bool, method: str) -> KerasTensor:
    axes = normal_axes(axis, len(x.shape))
    rest = [1 if i in axes else s for i, s in enumerate(x.shape) if keepdims or i not in axes]
    return KerasTensor((*np.shape(q), *rest), x.dtype if np.dtype(x.dtype).kind == "f" else "float32")


@primitive(shape=_quantile_shape)
def _quantile(x: Any, /, q: Any, axis: Axes, keepdims: bool, method: str) -> Any:
    values = as_float(x)
    found = np.quantile(values, np.asarray(q), axis=axis, keepdims=keepdims, method=method)  # type: ignore[call-overload]
    return np.asarray(found, values.dtype)


@primitive(shape=lambda dy, x, **_: tuple(x.shape))
def _quantile_input(dy: Any, x: Any, /, q: Any, axis: Axes, method: str) -> Any:
    """Spreads each quantile's gradient over the two values between which it lies."""
    axes = normal_axes(axis, np.ndim(x))
    rest = [a for a in range(np.ndim(x)) if a not in axes]
    flat = np.transpose(x, (*rest, *axes)).reshape(*[np.shape(x)[a] for a in rest], -1)
    order, count = np.argsort(flat, axis=-1, kind="stable"), flat.shape[-1]
    out = np.zeros_like(flat)
    slopes = np.asarray(dy).reshape(-1, *flat.shape[:-1])
    for slope, share in zip(slopes, np.ravel(np.asarray(q, np.float64)), strict=True):
        place = share * (count - 1)
        low = int(np.floor(place))
        high = min(low + 1, count - 1)
        part = {
            "linear": place - low,
            "lower": 0.0,
            "higher": float(place > low),
            "midpoint": 0.5 * (place > low),
        }
        weight = part.get(method, float(place - low > 0.5))
        for index, factor in ((low, 1 - weight), (high, weight)):
            where = order[..., index : index + 1]
            values = np.take_along_axis(out, where, -1) + slope[..., None] * factor
            np.put_along_axis(out, where, values, -1)
    shaped: Array = out.reshape(*[np.shape(x)[a] for a in rest], *[np.shape(x)[a] for a in axes])
    return np.transpose(shaped, np.argsort((*rest, *axes)))


_quantile.gradient(
    lambda dy, y, x, *, q, axis, keepdims, method: _quantile_input(dy, x, q=q, axis=axis, method=method)
)


def quantile(x: Any, q: Any, axis: Axes = None, method: str = "linear", keepdims: bool = False) -> Any:
    """The values below which the shares ``q`` (0 to 1) of the data lie, along axes."""
    return _quantile(x, q=as_array(q), axis=axis, keepdims=keepdims, method=method)


def percentile(x: Any, q: Any, axis: Axes = None, method: str = "linear", keepdims: bool = False) -> Any:
    """The values below which ``q`` percent of the data lie, along axes."""
    return quantile(x, np.asarray(q) / 100.0, axis=axis, method=method, keepdims=keepdims)


def median(x: Any, axis: Axes = None, keepdims: bool = False) -> Any:
    """The middle value along axes, the mean of two where their number is even."""
    return quantile(x, 0.5, axis=axis, keepdims=keepdims)


@composite(shape=lambda x: tuple(KerasTensor((None,), "int32") for _ in x.shape))
def nonzero(x: Any) -> tuple[Any, ...]:
    """The positions of the values that are not 0, one array per axis."""
    return tuple(wrap(part.astype(np.int32)) for part in np.nonzero(np.asarray(x)))


def unique(
    x: Any,
    sorted: bool = True,
    return_index: bool = False,
    return_inverse: bool = False,
    return_counts: bool = False,
    axis: int | None = None,
    size: int | None = None,
    fill_value: Any = None,
) -> Any:
    """The different values.

    Args:
        x: Tensor.
        sorted: Accepted for Keras's sake; they are sorted in any case.
        return_index: Whether to give the place of the first of each, too.
        return_inverse: Whether to give the place among the values of each element of ``x``, too.
        return_counts: Whether to give how often each occurs, too.
        axis: Compares slices along an axis instead of elements.
        size: Number of values to which the result is cut or filled up.
        fill_value: What it is filled up with, by default the first value.
    """
    wants = (return_index, return_inverse, return_counts)
    if isinstance(x, KerasTensor):
        return _unique_symbols(x, wants, axis, size)
    found = np.unique(np.asarray(x), True, True, True, axis)
    values, index, inverse, counts = (np.asarray(part) for part in found)
    place = 0 if axis is None else axis
    if size is not None:
        values, index, counts = (
            _cut(values, place, size, fill_value),
            _cut(index, 0, size, 0),
            _cut(counts, 0, size, 0),
        )
    parts = [values]
    inverse = inverse.reshape(np.shape(x) if axis is None else -1)
    parts += [p.astype(np.int32) for p, wanted in zip((index, inverse, counts), wants, strict=True) if wanted]
    return wrap(values) if len(parts) == 1 else tuple(map(wrap, parts))


def _unique_symbols(
    x: KerasTensor, wants: tuple[bool, bool, bool], axis: int | None, size: int | None
) -> Any:
    shape: list[int | None] = list(x.shape) if axis is not None else [None]
    shape[axis or 0] = size
    inverse = x.shape if axis is None else (x.shape[axis],)
    found = [KerasTensor(shape, x.dtype)]
    shapes = ((size,), inverse, (size,))
    found += [KerasTensor(s, "int32") for s, wanted in zip(shapes, wants, strict=True) if wanted]
    return found[0] if len(found) == 1 else tuple(found)


def _cut(values: Array, axis: int, size: int, fill: Any) -> Array:
    """Cuts an axis to a size, or fills it up."""
    present = values.shape[axis]
    if present >= size:
        return values.take(np.arange(size), axis=axis)
    shape = list(values.shape)
    shape[axis] = size - present
    first = values.take([0], axis=axis) if present else np.zeros((), values.dtype)
    rest = np.broadcast_to(first if fill is None else np.asarray(fill, values.dtype), shape)
    return np.concatenate([values, rest], axis=axis)


def ravel(x: Any) -> Any:
    """All elements in one row."""
    return reshape(x, newshape=(-1,))
