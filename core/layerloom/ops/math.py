"""Elementwise functions of one argument, each beside its gradient."""

from __future__ import annotations

import math as _math
from typing import Any

import numpy as np

from layerloom.ops.logic import greater_equal, less_equal, logical_and, where
from layerloom.tensors import KerasTensor, as_array, operator, primitive

__all__ = [
    "absolute", "arccos", "arcsin", "arctan", "ceil", "clip", "cos", "cosh", "erf", "exp", "expm1", "floor",
    "log", "log10", "log1p", "log2", "negative", "reciprocal", "round", "rsqrt", "sign", "sin", "sinh",
    "sqrt", "square", "stop_gradient", "tan", "tanh",
]  # fmt: skip


@primitive
def sign(x: Any) -> Any:
    """-1, 0 or 1."""
    return np.sign(x)


@operator("negative")
@primitive
def negative(x: Any) -> Any:
    """Changes the sign."""
    return np.negative(x)


negative.gradient(lambda dy, y, x: -dy)


@operator("absolute")
@primitive
def absolute(x: Any) -> Any:
    """The absolute value."""
    return np.absolute(x)


absolute.gradient(lambda dy, y, x: dy * sign(x))
absolute.holomorphic = False


@primitive(shape=lambda x: KerasTensor(x.shape, "int32" if x.dtype == "bool" else x.dtype))
def square(x: Any) -> Any:
    """The square."""
    x = as_array(x)
    return np.square(x, dtype=np.int32 if x.dtype == bool else None)


square.gradient(lambda dy, y, x: dy * x * 2)


@primitive(numbers="float")
def sqrt(x: Any) -> Any:
    """The square root."""
    return np.sqrt(x)


sqrt.gradient(lambda dy, y, x: dy * 0.5 / y)


@primitive(numbers="float")
def rsqrt(x: Any) -> Any:
    """One over the square root."""
    return 1 / np.sqrt(x)


rsqrt.gradient(lambda dy, y, x: dy * -0.5 * y / x)


@primitive(numbers="float")
def reciprocal(x: Any) -> Any:
    """One over ``x``."""
    return np.true_divide(1, x)


reciprocal.gradient(lambda dy, y, x: -dy * y * y)


@primitive(numbers="float")
def exp(x: Any) -> Any:
    """The exponential."""
    return np.exp(x)


exp.gradient(lambda dy, y, x: dy * y)


@primitive(numbers="float")
def expm1(x: Any) -> Any:
    """exp(x) - 1, exact near 0."""
    return np.expm1(x)


expm1.gradient(lambda dy, y, x: dy * (y + 1))


@primitive(numbers="float")
def log(x: Any) -> Any:
    """The natural logarithm."""
    return np.log(x)


log.gradient(lambda dy, y, x: dy / x)


@primitive(numbers="float")
def log1p(x: Any) -> Any:
    """log(1 + x), exact near 0."""
    return np.log1p(x)


log1p.gradient(lambda dy, y, x: dy / (x + 1))


@primitive(numbers="float")
def log2(x: Any) -> Any:
    """The logarithm to base 2."""
    return np.log2(x)


log2.gradient(lambda dy, y, x: dy / (x * _math.log(2)))


@primitive(numbers="float")
def log10(x: Any) -> Any:
    """The logarithm to base 10."""
    return np.log10(x)


log10.gradient(lambda dy, y, x: dy / (x * _math.log(10)))


@primitive(numbers="float")
def sin(x: Any) -> Any:
    """The sine of an angle in radians."""
    return np.sin(x)


@primitive(numbers="float")
def cos(x: Any) -> Any:
    """The cosine of an angle in radians."""
    return np.cos(x)


sin.gradient(lambda dy, y, x: dy * cos(x))
cos.gradient(lambda dy, y, x: -dy * sin(x))


@primitive(numbers="float")
def tan(x: Any) -> Any:
    """The tangent of an angle in radians."""
    return np.tan(x)


tan.gradient(lambda dy, y, x: dy * (y * y + 1))


@primitive(numbers="float")
def sinh(x: Any) -> Any:
    """The hyperbolic sine."""
    return np.sinh(x)


@primitive(numbers="float")
def cosh(x: Any) -> Any:
    """The hyperbolic cosine."""
    return np.cosh(x)


sinh.gradient(lambda dy, y, x: dy * cosh(x))
cosh.gradient(lambda dy, y, x: dy * sinh(x))


@primitive(numbers="float")
def tanh(x: Any) -> Any:
    """The hyperbolic tangent."""
    return np.tanh(x)


tanh.gradient(lambda dy, y, x: dy * (1 - y * y))


@primitive(numbers="float")
def arcsin(x: Any) -> Any:
    """The angle whose sine is ``x``, in radians."""
    return np.arcsin(x)


arcsin.gradient(lambda dy, y, x: dy * rsqrt(1 - square(x)))


@primitive(numbers="float")
def arccos(x: Any) -> Any:
    """The angle whose cosine is ``x``, in radians."""
    return np.arccos(x)


arccos.gradient(lambda dy, y, x: -dy * rsqrt(1 - square(x)))


@primitive(numbers="float")
def arctan(x: Any) -> Any:
    """The angle whose tangent is ``x``, in radians."""
    return np.arctan(x)


arctan.gradient(lambda dy, y, x: dy / (square(x) + 1))


@primitive(numbers="float")
def erf(x: Any) -> Any:
    """The error function."""
    from scipy.special import erf as exact

    return exact(x).astype(x.dtype, copy=False)


erf.gradient(lambda dy, y, x: dy * exp(-square(x)) * (2 / _math.sqrt(_math.pi)))


@primitive(numbers="float")
def floor(x: Any) -> Any:
    """Rounds down."""
    return np.floor(x)


@primitive(numbers="float")
def ceil(x: Any) -> Any:
    """Rounds up."""
    return np.ceil(x)


@primitive
def round(x: Any, /, decimals: int = 0) -> Any:
    """Rounds to the nearest, halves to even."""
    return np.round(x, decimals)


@primitive
def clip(x: Any, /, x_min: Any, x_max: Any) -> Any:
    """Limits values to a range."""
    return np.clip(x, x_min, x_max)


clip.gradient(
    lambda dy, y, x, *, x_min, x_max: (
        dy * where(logical_and(greater_equal(x, x_min), less_equal(x, x_max)), 1.0, 0.0)
    )
)


@primitive
def stop_gradient(variable: Any) -> Any:
    """Passes values on and no gradient back."""
    return np.asarray(variable)
