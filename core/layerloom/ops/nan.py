"""Reductions that pass over NaN."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from layerloom.ops.arrays import cast
from layerloom.ops.composite import composite
from layerloom.ops.logic import isnan, where
from layerloom.ops.promotion import floating
from layerloom.ops.reduce import Axes, argmax, argmin, normal_axes, prod, reduced_shape
from layerloom.ops.reduce import all as every
from layerloom.ops.reduce import max as greatest
from layerloom.ops.reduce import min as smallest
from layerloom.ops.reduce import sum as total
from layerloom.ops.running import cumprod, cumsum
from layerloom.tensors import Array, KerasTensor, primitive

__all__ = [
    "nanargmax", "nanargmin", "nancumprod", "nancumsum", "nanmax", "nanmean", "nanmedian", "nanmin", "nanpercentile",
    "nanprod", "nanquantile", "nanstd", "nansum", "nanvar",
]  # fmt: skip


def _plain(x: Any) -> bool:
    return bool(np.dtype(x.dtype).kind != "f")


def _filled(x: Any, value: float) -> Any:
    return x if _plain(x) else where(isnan(x), np.asarray(value, x.dtype), x)


def _or_nan(found: Any, x: Any, axis: Axes, keepdims: bool) -> Any:
    if _plain(x):
        return found
    return where(every(isnan(x), axis=axis, keepdims=keepdims), np.asarray(math.nan, x.dtype), found)


def _kept(x: Any, axis: Axes = None, keepdims: bool = False) -> KerasTensor:
    return KerasTensor(reduced_shape(x, axis, keepdims), x.dtype)


def _floats(x: Any, axis: Axes = None, keepdims: bool = False) -> KerasTensor:
    return KerasTensor(reduced_shape(x, axis, keepdims), "float32" if _plain(x) else x.dtype)


@composite
def nansum(x: Any, /, axis: Axes = None, keepdims: bool = False) -> Any:
    """Adds up along axes, passing over NaN."""
    return total(_filled(x, 0.0), axis=axis, keepdims=keepdims)


@composite
def nanprod(x: Any, /, axis: Axes = None, keepdims: bool = False) -> Any:
    """Multiplies along axes, passing over NaN."""
    return prod(_filled(x, 1.0), axis=axis, keepdims=keepdims)


@composite(shape=_kept)
def nanmax(x: Any, /, axis: Axes = None, keepdims: bool = False) -> Any:
    """The greatest value along axes, passing over NaN."""
    return _or_nan(greatest(_filled(x, -math.inf), axis=axis, keepdims=keepdims), x, axis, keepdims)


@composite(shape=_kept)
def nanmin(x: Any, /, axis: Axes = None, keepdims: bool = False) -> Any:
    """The smallest value along axes, passing over NaN."""
    return _or_nan(smallest(_filled(x, math.inf), axis=axis, keepdims=keepdims), x, axis, keepdims)


@composite(shape=_floats)
def nanmean(x: Any, /, axis: Axes = None, keepdims: bool = False) -> Any:
    """The mean along axes, passing over NaN."""
    x = cast(x, dtype="float32") if _plain(x) else x
    counts = total(cast(~isnan(x), dtype=x.dtype), axis=axis, keepdims=keepdims)
    return total(_filled(x, 0.0), axis=axis, keepdims=keepdims) / counts


@composite(shape=_floats)
def nanvar(x: Any, /, axis: Axes = None, keepdims: bool = False) -> Any:
    """The variance along axes (divided by the count), passing over NaN."""
    x = cast(x, dtype="float32") if _plain(x) else x
    apart = x - nanmean(x, axis=axis, keepdims=True)
    return nanmean(apart * apart, axis=axis, keepdims=keepdims)


@composite(shape=_floats)
def nanstd(x: Any, /, axis: Axes = None, keepdims: bool = False) -> Any:
    """The standard deviation along axes, passing over NaN."""
    return nanvar(x, axis=axis, keepdims=keepdims) ** 0.5


@composite
def nancumsum(x: Any, /, axis: int | None = None, dtype: Any = None) -> Any:
    """The running sum along an axis, NaN as 0."""
    return cumsum(_filled(x, 0.0), axis=axis, dtype=dtype)


@composite
def nancumprod(x: Any, /, axis: int | None = None, dtype: Any = None) -> Any:
    """The running product along an axis, NaN as 1."""
    return cumprod(_filled(x, 1.0), axis=axis, dtype=dtype)


@composite(shape=reduced_shape, dtype="int32")
def nanargmax(x: Any, /, axis: int | None = None, keepdims: bool = False) -> Any:
    """The position of the greatest value, passing over NaN; -1 where all are NaN."""
    return _place(argmax(_filled(x, -math.inf), axis=axis, keepdims=keepdims), x, axis, keepdims)


@composite(shape=reduced_shape, dtype="int32")
def nanargmin(x: Any, /, axis: int | None = None, keepdims: bool = False) -> Any:
    """The position of the smallest value, passing over NaN; -1 where all are NaN."""
    return _place(argmin(_filled(x, math.inf), axis=axis, keepdims=keepdims), x, axis, keepdims)


def _place(found: Any, x: Any, axis: int | None, keepdims: bool) -> Any:
    if _plain(x):
        return found
    return where(every(isnan(x), axis=axis, keepdims=keepdims), np.asarray(-1, np.int32), found)


# Quantiles: one weighted sum of each row's values in order, whose weights depend on how many are no NaN.


def _quantile_shape(x: Any, q: Any, axis: Axes, keepdims: bool, method: str) -> KerasTensor:
    return KerasTensor((*np.shape(q), *reduced_shape(x, axis, keepdims)), "float32" if _plain(x) else x.dtype)


def _rows(x: Array, axis: Axes) -> tuple[Array, tuple[int, ...], tuple[int, ...]]:
    """Returns the reduced axes as one last one, with the order of the axes and the shape before that."""
    axes = normal_axes(axis, x.ndim)
    order = (*[a for a in range(x.ndim) if a not in axes], *axes)
    turned = np.transpose(x, order)
    return turned.reshape(*turned.shape[: x.ndim - len(axes)], -1), order, turned.shape


def _shares(rows: Array, q: float, method: str) -> list[tuple[Array, Array]]:
    """Returns for a quantile of each row the places of the two values between which it lies, and their shares."""
    last = np.maximum((~np.isnan(rows)).sum(axis=-1) - 1, 0)
    place = q * last
    low = np.floor(place).astype(np.int64)
    part = place - low
    high = {
        "linear": part,
        "lower": np.zeros_like(part),
        "higher": (part > 0).astype(part.dtype),
        "midpoint": 0.5 * (part > 0),
    }.get(method, (np.rint(place) > low).astype(part.dtype))
    return [(low, 1 - high), (np.minimum(low + 1, last), high)]


@primitive(shape=_quantile_shape)
def _nanquantile(x: Any, /, q: Any, axis: Axes, keepdims: bool, method: str) -> Any:
    x = floating(x)
    rows, _, _ = _rows(x, axis)
    ordered = np.sort(rows, axis=-1)
    found = np.zeros((np.size(q), *rows.shape[:-1]), x.dtype)
    for number, share in enumerate(np.ravel(q)):
        for place, weight in _shares(rows, float(share), method):
            values = np.take_along_axis(ordered, place[..., None], -1)[..., 0]
            found[number] += np.where(weight > 0, values * weight, 0).astype(x.dtype)
    kept = reduced_shape(x, axis, keepdims)
    return found.reshape((*np.shape(q), *kept))


@primitive(shape=lambda dy, x, **_: tuple(x.shape))
def _nanquantile_input(dy: Any, x: Any, /, q: Any, axis: Axes, method: str) -> Any:
    rows, order, shape = _rows(x, axis)
    places, out = np.argsort(rows, axis=-1, kind="stable"), np.zeros_like(rows)
    slopes = np.asarray(dy).reshape(-1, *rows.shape[:-1])
    for slope, share in zip(slopes, np.ravel(q), strict=True):
        for place, weight in _shares(rows, float(share), method):
            where_ = np.take_along_axis(places, place[..., None], -1)
            np.put_along_axis(
                out, where_, np.take_along_axis(out, where_, -1) + (slope * weight)[..., None], -1
            )
    return np.transpose(out.reshape(shape), np.argsort(order))


_nanquantile.gradient(
    lambda dy, y, x, *, q, axis, keepdims, method: _nanquantile_input(dy, x, q=q, axis=axis, method=method)
)


def nanquantile(x: Any, q: Any, axis: Axes = None, method: str = "linear", keepdims: bool = False) -> Any:
    """The values below which the shares ``q`` (0 to 1) of the data lie, passing over NaN."""
    return _nanquantile(x, q=np.asarray(q, np.float64), axis=axis, keepdims=keepdims, method=method)


def nanpercentile(x: Any, q: Any, axis: Axes = None, method: str = "linear", keepdims: bool = False) -> Any:
    """The values below which ``q`` percent of the data lie, passing over NaN."""
    return nanquantile(x, np.asarray(q, np.float64) / 100, axis=axis, method=method, keepdims=keepdims)


def nanmedian(x: Any, axis: Axes = None, keepdims: bool = False) -> Any:
    """The middle value along axes, passing over NaN."""
    return nanquantile(x, 0.5, axis=axis, keepdims=keepdims)
