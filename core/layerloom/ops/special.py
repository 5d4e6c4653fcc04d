"""Less common elementwise functions, and the windows of signal processing."""

from __future__ import annotations

import math as _math
from typing import Any

import numpy as np

from layerloom.ops.arithmetic import maximum, minimum
from layerloom.ops.logic import isnan, where
from layerloom.ops.math import absolute, exp, square
from layerloom.ops.promotion import floating
from layerloom.tensors import (
    KerasTensor,
    Tensor,
    as_array,
    broadcast_shapes,
    primitive,
    promoted_dtype,
    unbroadcast,
)
from layerloom.tensors.tensor import wrap

__all__ = [
    "bartlett", "blackman", "erfinv", "fabs", "fmax", "fmin", "fmod", "hamming", "hanning", "i0", "isneginf",
    "isposinf", "kaiser", "ldexp", "logaddexp2", "nextafter",
]  # fmt: skip


@primitive(numbers="float")
def erfinv(x: Any) -> Any:
    """The inverse of the error function."""
    from scipy.special import erfinv as exact

    return exact(x).astype(x.dtype, copy=False)


erfinv.gradient(lambda dy, y, x: dy * exp(square(y)) * (_math.sqrt(_math.pi) / 2))


@primitive(numbers="float")
def i0(x: Any) -> Any:
    """The modified Bessel function of order 0."""
    from scipy.special import i0 as exact

    return exact(x).astype(x.dtype, copy=False)


@primitive(numbers="float")
def _i1(x: Any) -> Any:
    from scipy.special import i1 as exact

    return exact(x).astype(x.dtype, copy=False)


@primitive(numbers="float")
def _i1_slope(x: Any) -> Any:
    from scipy.special import i0 as exact
    from scipy.special import i1 as next_exact

    safe = np.where(x == 0, np.ones((), x.dtype), x)
    return np.where(x == 0, np.full((), 0.5, x.dtype), exact(x) - next_exact(safe) / safe)


i0.gradient(lambda dy, y, x: dy * _i1(x))
_i1.gradient(lambda dy, y, x: dy * _i1_slope(x))


def fabs(x: Any) -> Any:
    """The absolute value, as a float."""
    return absolute(_float(x))


@primitive(numbers="float")
def _float(x: Any) -> Any:
    return x


_float.gradient(lambda dy, y, x: dy if np.dtype(x.dtype).kind == "f" else None)


def _alike(x1: Any, x2: Any) -> tuple[Any, Any]:
    """Gives a Python number the other's type."""
    if isinstance(x1, (int, float)) and not isinstance(x2, (int, float)):
        return _alike(x2, x1)[::-1]
    x1 = x1 if hasattr(x1, "dtype") else wrap(as_array(x1))
    if isinstance(x2, (int, float)):
        x2 = np.asarray(x2, promoted_dtype([x1.dtype], [x2]))
    return x1, x2 if hasattr(x2, "dtype") else wrap(as_array(x2))


def fmax(x1: Any, x2: Any) -> Any:
    """The greater of two, passing over NaN."""
    x1, x2 = _alike(x1, x2)
    return maximum(where(isnan(x1), x2, x1), where(isnan(x2), x1, x2))


def fmin(x1: Any, x2: Any) -> Any:
    """The smaller of two, passing over NaN."""
    x1, x2 = _alike(x1, x2)
    return minimum(where(isnan(x1), x2, x1), where(isnan(x2), x1, x2))


@primitive(numbers="common")
def fmod(x1: Any, x2: Any) -> Any:
    """Remainder with the sign of the dividend."""
    return np.fmod(x1, x2)


@primitive(numbers="common")
def _whole_quotient(x1: Any, x2: Any) -> Any:
    return np.trunc(np.divide(x1, x2))


fmod.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy, x1),
    lambda dy, y, x1, x2: unbroadcast(-dy * _whole_quotient(x1, x2), x2),
)


def _scaled(x1: Any, x2: Any) -> KerasTensor:
    shape = broadcast_shapes(tuple(x1.shape), tuple(x2.shape))
    return KerasTensor(shape, x1.dtype if np.dtype(x1.dtype).kind == "f" else "float32")


@primitive(shape=_scaled)
def ldexp(x1: Any, x2: Any) -> Any:
    """``x1`` times 2 to the power of ``x2``."""
    x1 = floating(x1)
    return np.ldexp(x1, np.asarray(x2).astype(np.int32)).astype(x1.dtype)


ldexp.gradient(lambda dy, y, x1, x2: unbroadcast(ldexp(dy, x2), x1), None)


@primitive(numbers="float")
def logaddexp2(x1: Any, x2: Any) -> Any:
    """log2(2^x1 + 2^x2) without overflow."""
    return np.logaddexp2(x1, x2)


@primitive(numbers="float")
def _power_of_two(x: Any) -> Any:
    return np.exp2(x)


_power_of_two.gradient(lambda dy, y, x: dy * y * _math.log(2))
logaddexp2.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy * _power_of_two(x1 - y), x1),
    lambda dy, y, x1, x2: unbroadcast(dy * _power_of_two(x2 - y), x2),
)


@primitive(numbers="float")
def nextafter(x1: Any, x2: Any) -> Any:
    """The next number that the type can hold from ``x1`` towards ``x2``."""
    return np.nextafter(x1, x2)


@primitive(dtype="bool")
def isposinf(x: Any) -> Any:
    """Tells where a value is infinite and positive."""
    return np.equal(x, np.inf)


@primitive(dtype="bool")
def isneginf(x: Any) -> Any:
    """Tells where a value is infinite and negative."""
    return np.equal(x, -np.inf)


def _window(x: Any, kind: Any, *settings: float) -> Tensor:
    return wrap(np.asarray(kind(int(x), *settings), np.float32))


def bartlett(x: Any) -> Tensor:
    """A triangular window of ``x`` points."""
    return _window(x, np.bartlett)


def blackman(x: Any) -> Tensor:
    """Blackman's window of ``x`` points."""
    return _window(x, np.blackman)


def hamming(x: Any) -> Tensor:
    """Hamming's window of ``x`` points."""
    return _window(x, np.hamming)


def hanning(x: Any) -> Tensor:
    """Hann's window of ``x`` points."""
    return _window(x, np.hanning)


def kaiser(x: Any, beta: Any) -> Tensor:
    """Kaiser's window of ``x`` points with the form parameter ``beta``."""
    return _window(x, np.kaiser, float(beta))
