"""Further elementwise functions and reductions of NumPy that Keras offers."""

from __future__ import annotations

import math as _math
from typing import Any

import numpy as np

from layerloom.errors import FieldError, ShapeError
from layerloom.ops.arrays import reshape
from layerloom.ops.creation import ones_like, zeros
from layerloom.ops.indexing import take_along_axis
from layerloom.ops.logic import isnan, less_equal, logical_and, where
from layerloom.ops.math import absolute, exp, rsqrt, square
from layerloom.ops.reduce import Axes, mean
from layerloom.ops.reduce import all as everywhere
from layerloom.ops.reduce import max as greatest
from layerloom.ops.reduce import min as smallest
from layerloom.ops.reduce import sum as total
from layerloom.ops.repeating import flip
from layerloom.tensors import KerasTensor, Tensor, as_array, primitive, unbroadcast

__all__ = [
    "abs", "allclose", "append", "arccosh", "arcsinh", "arctanh", "average", "bincount", "cbrt", "deg2rad",
    "dtype", "empty", "erfc", "exp2", "fliplr", "flipud",
    "heaviside", "hypot", "isclose", "nan_to_num", "ndim", "ptp",
    "rad2deg", "select", "signbit", "sinc", "size", "true_divide", "trunc",
]  # fmt: skip

abs = absolute


def true_divide(x1: Any, x2: Any) -> Any:
    """Divides elementwise."""
    from layerloom.ops.arithmetic import divide

    return divide(x1, x2)


@primitive(numbers="float")
def arcsinh(x: Any) -> Any:
    """The inverse of the hyperbolic sine."""
    return np.arcsinh(x)


arcsinh.gradient(lambda dy, y, x: dy * rsqrt(square(x) + 1))


@primitive(numbers="float")
def arccosh(x: Any) -> Any:
    """The inverse of the hyperbolic cosine."""
    return np.arccosh(x)


arccosh.gradient(lambda dy, y, x: dy * rsqrt(square(x) - 1))


@primitive(numbers="float")
def arctanh(x: Any) -> Any:
    """The inverse of the hyperbolic tangent."""
    return np.arctanh(x)


arctanh.gradient(lambda dy, y, x: dy / (1 - square(x)))


@primitive(numbers="float")
def cbrt(x: Any) -> Any:
    """The cube root."""
    return np.cbrt(x)


cbrt.gradient(lambda dy, y, x: dy / (square(y) * 3))


@primitive(numbers="float")
def exp2(x: Any) -> Any:
    """2 to the power of ``x``."""
    return np.exp2(x)


exp2.gradient(lambda dy, y, x: dy * y * _math.log(2))


@primitive(numbers="float")
def erfc(x: Any) -> Any:
    """1 minus the error function, exact where that is small."""
    from scipy.special import erfc as exact

    return exact(x).astype(x.dtype, copy=False)


erfc.gradient(lambda dy, y, x: dy * exp(-square(x)) * (-2 / _math.sqrt(_math.pi)))


@primitive(numbers="float")
def sinc(x: Any) -> Any:
    """sin(pi x) / (pi x), 1 at 0."""
    return np.sinc(x)


@primitive(numbers="float")
def _sinc_slope(x: Any) -> Any:
    safe = np.where(x == 0, 1, x)
    slope = (np.cos(np.pi * safe) - np.sinc(safe)) / safe
    return np.where(x == 0, np.zeros((), slope.dtype), slope)


sinc.gradient(lambda dy, y, x: dy * _sinc_slope(x))


@primitive
def trunc(x: Any) -> Any:
    """Drops what stands behind the point."""
    return np.trunc(x)


@primitive(dtype="bool")
def signbit(x: Any) -> Any:
    """Tells where the sign is negative."""
    return np.signbit(x)


def deg2rad(x: Any) -> Any:
    """Degrees to radians."""
    return x * (_math.pi / 180)


def rad2deg(x: Any) -> Any:
    """Radians to degrees."""
    return x * (180 / _math.pi)


@primitive(numbers="float")
def heaviside(x1: Any, x2: Any) -> Any:
    """0 where negative, 1 where positive, ``x2`` at 0."""
    return np.heaviside(x1, x2)


@primitive(numbers="float")
def hypot(x1: Any, x2: Any) -> Any:
    """The long side of right-angled triangles."""
    return np.hypot(x1, x2)


hypot.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy * x1 / y, x1),
    lambda dy, y, x1, x2: unbroadcast(dy * x2 / y, x2),
)


def isclose(x1: Any, x2: Any, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False) -> Any:
    """Tells where two are equal within a tolerance."""
    near = less_equal(absolute(x1 - x2), absolute(x2) * rtol + atol)
    return near | logical_and(isnan(x1), isnan(x2)) if equal_nan else near


def allclose(x1: Any, x2: Any, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False) -> Any:
    """Tells whether two are equal within a tolerance everywhere."""
    if isinstance(x1, KerasTensor) or isinstance(x2, KerasTensor):
        return everywhere(isclose(x1, x2, rtol, atol, equal_nan))
    return bool(np.allclose(np.asarray(x1), np.asarray(x2), rtol, atol, equal_nan))


def nan_to_num(x: Any, nan: float = 0.0, posinf: float | None = None, neginf: float | None = None) -> Any:
    """Replaces NaN and infinities by numbers, by default 0 and the greatest ones."""
    x = as_array(x) if not hasattr(x, "dtype") else x
    if np.dtype(x.dtype).kind != "f":
        return x
    limits = np.finfo(x.dtype)
    high = float(limits.max) if posinf is None else posinf
    low = float(limits.min) if neginf is None else neginf
    x = where(isnan(x), nan, x)
    x = where(x == _math.inf, high, x)
    return where(x == -_math.inf, low, x)


def ptp(x: Any, axis: Axes = None, keepdims: bool = False) -> Any:
    """The distance from the smallest to the greatest value along axes."""
    return greatest(x, axis=axis, keepdims=keepdims) - smallest(x, axis=axis, keepdims=keepdims)


def average(x: Any, axis: Axes = None, weights: Any = None) -> Any:
    """The mean along axes, weighted if weights are given."""
    if weights is None:
        return mean(x, axis=axis)
    return total(x * weights, axis=axis) / total(weights * ones_like(x), axis=axis)


def append(x1: Any, x2: Any, axis: int | None = None) -> Any:
    """Joins two tensors, flat where no axis is given."""
    from layerloom.ops.arrays import concatenate

    x1, x2 = (x if hasattr(x, "shape") else as_array(x) for x in (x1, x2))
    if axis is None:
        return concatenate([reshape(x1, newshape=(-1,)), reshape(x2, newshape=(-1,))], axis=0)
    return concatenate([x1, x2], axis=axis)


def select(condlist: Any, choicelist: Any, default: Any = 0) -> Any:
    """Takes each element from the first choice whose condition holds."""
    result = default
    for condition, choice in reversed(list(zip(condlist, choicelist, strict=True))):
        result = where(condition, choice, result)
    return result


def fliplr(x: Any) -> Any:
    """Turns left and right round."""
    return flip(x, axis=1)


def flipud(x: Any) -> Any:
    """Turns top and bottom round."""
    return flip(x, axis=0)


def bincount(x: Any, weights: Any = None, minlength: int = 0, sparse: bool = False) -> Any:
    """Counts how often each whole number from 0 occurs, in each row of its own.

    Args:
        x: Whole numbers, a vector or rows.
        weights: What each counts, in the shape of ``x``.
        minlength: The least number of counts.
        sparse: Accepted for Keras's sake; the result is dense.

    Raises:
        ShapeError: If ``x`` is a single number, or the weights have another shape.
        FieldError: If a number is negative.
    """
    x = x if hasattr(x, "shape") else np.asarray(x)
    if not x.shape:
        raise ShapeError("bincount wants a vector or rows of whole numbers, got a single one.")
    if weights is None:
        return _bincount(x, minlength=int(minlength))
    return _weighted_bincount(x, weights, minlength=int(minlength))


def _counts(x: Any, *weights: Any, minlength: int) -> KerasTensor:
    kind = weights[0].dtype if weights and np.dtype(weights[0].dtype).kind == "f" else "int32"
    return KerasTensor((*x.shape[:-1], None), kind)


@primitive(shape=_counts)
def _bincount(x: Any, /, minlength: int) -> Any:
    return _counted(x, np.ones(x.shape, np.int32), minlength)


@primitive(shape=_counts)
def _weighted_bincount(x: Any, weights: Any, /, minlength: int) -> Any:
    return _counted(x, weights if weights.dtype.kind == "f" else weights.astype(np.int32), minlength)


_weighted_bincount.gradient(None, lambda dy, y, x, weights, *, minlength: take_along_axis(dy, x, axis=-1))


def _counted(x: Any, weights: Any, minlength: int) -> Any:
    if x.shape != weights.shape:
        raise ShapeError(
            f"bincount wants a weight for each number, got shapes {x.shape} and {weights.shape}."
        )
    if x.min(initial=0) < 0:
        raise FieldError(f"bincount counts whole numbers from 0 on, got {x.min()}.")
    rows = np.asarray(x).reshape(-1, x.shape[-1])
    size = max(int(rows.max(initial=-1)) + 1, minlength)
    flat = (rows + np.arange(len(rows))[:, None] * size).reshape(-1)
    found = np.bincount(flat, weights.reshape(-1), len(rows) * size)
    return found.reshape(*x.shape[:-1], size).astype(weights.dtype)


def empty(shape: Any, dtype: Any = None) -> Tensor:
    """A tensor to be filled; it holds zeros here."""
    return zeros(shape, dtype)


@primitive(shape=lambda x: KerasTensor((), "int32"))
def ndim(x: Any) -> Any:
    """The number of axes."""
    return np.asarray(np.ndim(x), np.int32)


@primitive(shape=lambda x: KerasTensor((), "int32"))
def size(x: Any) -> Any:
    """The number of elements."""
    return np.asarray(np.size(x), np.int32)


def dtype(x: Any) -> str:
    """The name of the number type."""
    return str(x.dtype) if hasattr(x, "dtype") else np.asarray(x).dtype.name
