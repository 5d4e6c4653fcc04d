"""Elementwise arithmetic, comparison and logic, each operation beside its gradient."""

from __future__ import annotations

import math as _math
from typing import Any

import numpy as np

from layerloom.tensors import operator, primitive, unbroadcast

__all__ = [
    "absolute", "add", "arccos", "arcsin", "arctan", "arctan2", "ceil", "clip", "cos", "cosh", "divide",
    "divide_no_nan", "equal", "erf", "exp", "expm1", "floor", "floor_divide", "greater", "greater_equal", "isfinite",
    "isinf", "isnan", "less", "less_equal", "log", "log10", "log1p", "log2", "logaddexp", "logical_and", "logical_not",
    "logical_or", "logical_xor", "maximum", "minimum", "mod", "multiply", "negative", "not_equal", "power",
    "reciprocal", "round", "rsqrt", "sign", "sin", "sinh", "sqrt", "square", "stop_gradient", "subtract", "tan",
    "tanh", "where",
]  # fmt: skip


# Two arguments. A rule sums over the axes along which its argument was broadcast.


@operator("add")
@primitive
def add(x1: Any, x2: Any) -> Any:
    """Adds elementwise."""
    return np.add(x1, x2)


add.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy, x1),
    lambda dy, y, x1, x2: unbroadcast(dy, x2),
)


@operator("subtract")
@primitive
def subtract(x1: Any, x2: Any) -> Any:
    """Subtracts elementwise."""
    return np.subtract(x1, x2)


subtract.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy, x1),
    lambda dy, y, x1, x2: unbroadcast(-dy, x2),
)


@operator("multiply")
@primitive
def multiply(x1: Any, x2: Any) -> Any:
    """Multiplies elementwise."""
    return np.multiply(x1, x2)


multiply.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy * x2, x1),
    lambda dy, y, x1, x2: unbroadcast(dy * x1, x2),
)


def _float_result(*specs: Any, **_: Any) -> Any:
    """Shape rule of operations that turn whole numbers into floats."""
    from layerloom.tensors import KerasTensor, broadcast_shapes

    dtypes = [spec.dtype for spec in specs if np.dtype(spec.dtype).kind == "f"]
    dtype = np.result_type(*dtypes).name if dtypes else "float32"
    return KerasTensor(broadcast_shapes(*(tuple(spec.shape) for spec in specs)), dtype)


@operator("divide")
@primitive(shape=_float_result)
def divide(x1: Any, x2: Any) -> Any:
    """Divides elementwise."""
    return np.true_divide(x1, x2)


divide.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy / x2, x1),
    lambda dy, y, x1, x2: unbroadcast(-dy * y / x2, x2),
)


@primitive(shape=_float_result)
def divide_no_nan(x1: Any, x2: Any) -> Any:
    """Divides elementwise, with 0 where the divisor is 0."""
    x2 = np.asarray(x2)
    return np.where(x2 == 0, np.zeros((), x2.dtype), np.true_divide(x1, np.where(x2 == 0, np.ones((), x2.dtype), x2)))


divide_no_nan.gradient(
    lambda dy, y, x1, x2: unbroadcast(divide_no_nan(dy, x2), x1),
    lambda dy, y, x1, x2: unbroadcast(divide_no_nan(-dy * y, x2), x2),
)


@operator("floor_divide")
@primitive
def floor_divide(x1: Any, x2: Any) -> Any:
    """Divides and rounds down."""
    return np.floor_divide(x1, x2)


@operator("mod")
@primitive
def mod(x1: Any, x2: Any) -> Any:
    """Remainder with the sign of the divisor."""
    return np.mod(x1, x2)


mod.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy, x1),
    lambda dy, y, x1, x2: unbroadcast(-dy * floor_divide(x1, x2), x2),
)


@operator("power")
@primitive
def power(x1: Any, x2: Any) -> Any:
    """Raises to a power."""
    return np.power(x1, x2)


power.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy * x2 * power(x1, subtract(x2, 1)), x1),
    lambda dy, y, x1, x2: unbroadcast(dy * y * log(where(greater(x1, 0), x1, 1.0)), x2),
)


@primitive
def maximum(x1: Any, x2: Any) -> Any:
    """The greater of two; a tie shares the gradient."""
    return np.maximum(x1, x2)


@primitive
def minimum(x1: Any, x2: Any) -> Any:
    """The smaller of two; a tie shares the gradient."""
    return np.minimum(x1, x2)


@primitive
def _chosen(y: Any, x1: Any, x2: Any) -> Any:
    """The share of the gradient that goes to ``x1``: 1, 0, or a half at a tie."""
    return ((x1 == y) * (1.0 - 0.5 * (np.asarray(x2) == y))).astype(y.dtype)


for _extreme in (maximum, minimum):
    _extreme.gradient(
        lambda dy, y, x1, x2: unbroadcast(dy * _chosen(y, x1, x2), x1),
        lambda dy, y, x1, x2: unbroadcast(dy * _chosen(y, x2, x1), x2),
    )


@primitive
def arctan2(x1: Any, x2: Any) -> Any:
    """The angle of the point (x2, x1), in radians."""
    return np.arctan2(x1, x2)


arctan2.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy * x2 / (square(x1) + square(x2)), x1),
    lambda dy, y, x1, x2: unbroadcast(-dy * x1 / (square(x1) + square(x2)), x2),
)


@primitive
def logaddexp(x1: Any, x2: Any) -> Any:
    """log(exp(x1) + exp(x2)) without overflow."""
    return np.logaddexp(x1, x2)


logaddexp.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy * exp(x1 - y), x1),
    lambda dy, y, x1, x2: unbroadcast(dy * exp(x2 - y), x2),
)


# Comparison and logic: no gradient.


@operator("equal")
@primitive(dtype="bool")
def equal(x1: Any, x2: Any) -> Any:
    """Tells where two are equal."""
    return np.equal(x1, x2)


@operator("not_equal")
@primitive(dtype="bool")
def not_equal(x1: Any, x2: Any) -> Any:
    """Tells where two differ."""
    return np.not_equal(x1, x2)


@operator("less")
@primitive(dtype="bool")
def less(x1: Any, x2: Any) -> Any:
    """Tells where ``x1 < x2``."""
    return np.less(x1, x2)


@operator("less_equal")
@primitive(dtype="bool")
def less_equal(x1: Any, x2: Any) -> Any:
    """Tells where ``x1 <= x2``."""
    return np.less_equal(x1, x2)


@operator("greater")
@primitive(dtype="bool")
def greater(x1: Any, x2: Any) -> Any:
    """Tells where ``x1 > x2``."""
    return np.greater(x1, x2)


@operator("greater_equal")
@primitive(dtype="bool")
def greater_equal(x1: Any, x2: Any) -> Any:
    """Tells where ``x1 >= x2``."""
    return np.greater_equal(x1, x2)


@operator("logical_and")
@primitive(dtype="bool")
def logical_and(x1: Any, x2: Any) -> Any:
    """Tells where both are true."""
    return np.logical_and(x1, x2)


@operator("logical_or")
@primitive(dtype="bool")
def logical_or(x1: Any, x2: Any) -> Any:
    """Tells where either is true."""
    return np.logical_or(x1, x2)


@primitive(dtype="bool")
def logical_xor(x1: Any, x2: Any) -> Any:
    """Tells where exactly one is true."""
    return np.logical_xor(x1, x2)


@operator("logical_not")
@primitive(dtype="bool")
def logical_not(x: Any) -> Any:
    """Turns true into false."""
    return np.logical_not(x)


@primitive(dtype="bool")
def isfinite(x: Any) -> Any:
    """Tells where a value is neither infinite nor NaN."""
    return np.isfinite(x)


@primitive(dtype="bool")
def isinf(x: Any) -> Any:
    """Tells where a value is infinite."""
    return np.isinf(x)


@primitive(dtype="bool")
def isnan(x: Any) -> Any:
    """Tells where a value is not a number."""
    return np.isnan(x)


def _selected(condition: Any, x1: Any, x2: Any) -> Any:
    from layerloom.tensors import KerasTensor, broadcast_shapes

    shape = broadcast_shapes(*(tuple(spec.shape) for spec in (condition, x1, x2)))
    return KerasTensor(shape, np.result_type(x1.dtype, x2.dtype).name)


@primitive(shape=_selected)
def _where(condition: Any, x1: Any, x2: Any) -> Any:
    """Takes ``x1`` where the condition holds, else ``x2``."""
    return np.where(condition, x1, x2)


_where.gradient(
    None,
    lambda dy, y, c, x1, x2: unbroadcast(_where(c, dy, 0.0), x1),
    lambda dy, y, c, x1, x2: unbroadcast(_where(c, 0.0, dy), x2),
)


def where(condition: Any, x1: Any = None, x2: Any = None) -> Any:
    """Takes ``x1`` where the condition holds, else ``x2``; with the condition alone, its true indices."""
    if x1 is None:
        return tuple(np.nonzero(np.asarray(condition)))
    return _where(condition, x1, x2)


# One argument.


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


@primitive
def sign(x: Any) -> Any:
    """-1, 0 or 1."""
    return np.sign(x)


@primitive
def square(x: Any) -> Any:
    """The square."""
    return np.square(x)


square.gradient(lambda dy, y, x: dy * x * 2)


@primitive(shape=_float_result)
def sqrt(x: Any) -> Any:
    """The square root."""
    return np.sqrt(x)


sqrt.gradient(lambda dy, y, x: dy * 0.5 / y)


@primitive(shape=_float_result)
def rsqrt(x: Any) -> Any:
    """One over the square root."""
    return 1 / np.sqrt(x)


rsqrt.gradient(lambda dy, y, x: dy * -0.5 * y / x)


@primitive(shape=_float_result)
def reciprocal(x: Any) -> Any:
    """One over ``x``."""
    return np.true_divide(1, x)


reciprocal.gradient(lambda dy, y, x: -dy * y * y)


@primitive(shape=_float_result)
def exp(x: Any) -> Any:
    """The exponential."""
    return np.exp(x)


exp.gradient(lambda dy, y, x: dy * y)


@primitive(shape=_float_result)
def expm1(x: Any) -> Any:
    """exp(x) - 1, exact near 0."""
    return np.expm1(x)


expm1.gradient(lambda dy, y, x: dy * (y + 1))


@primitive(shape=_float_result)
def log(x: Any) -> Any:
    """The natural logarithm."""
    return np.log(x)


log.gradient(lambda dy, y, x: dy / x)


@primitive(shape=_float_result)
def log1p(x: Any) -> Any:
    """log(1 + x), exact near 0."""
    return np.log1p(x)


log1p.gradient(lambda dy, y, x: dy / (x + 1))


@primitive(shape=_float_result)
def log2(x: Any) -> Any:
    """The logarithm to base 2."""
    return np.log2(x)


log2.gradient(lambda dy, y, x: dy / (x * _math.log(2)))


@primitive(shape=_float_result)
def log10(x: Any) -> Any:
    """The logarithm to base 10."""
    return np.log10(x)


log10.gradient(lambda dy, y, x: dy / (x * _math.log(10)))


@primitive(shape=_float_result)
def sin(x: Any) -> Any:
    """The sine of an angle in radians."""
    return np.sin(x)


sin.gradient(lambda dy, y, x: dy * cos(x))


@primitive(shape=_float_result)
def cos(x: Any) -> Any:
    """The cosine of an angle in radians."""
    return np.cos(x)


cos.gradient(lambda dy, y, x: -dy * sin(x))


@primitive(shape=_float_result)
def tan(x: Any) -> Any:
    """The tangent of an angle in radians."""
    return np.tan(x)


tan.gradient(lambda dy, y, x: dy * (y * y + 1))


@primitive(shape=_float_result)
def sinh(x: Any) -> Any:
    """The hyperbolic sine."""
    return np.sinh(x)


sinh.gradient(lambda dy, y, x: dy * cosh(x))


@primitive(shape=_float_result)
def cosh(x: Any) -> Any:
    """The hyperbolic cosine."""
    return np.cosh(x)


cosh.gradient(lambda dy, y, x: dy * sinh(x))


@primitive(shape=_float_result)
def tanh(x: Any) -> Any:
    """The hyperbolic tangent."""
    return np.tanh(x)


tanh.gradient(lambda dy, y, x: dy * (1 - y * y))


@primitive(shape=_float_result)
def arcsin(x: Any) -> Any:
    """The angle whose sine is ``x``, in radians."""
    return np.arcsin(x)


arcsin.gradient(lambda dy, y, x: dy * rsqrt(1 - square(x)))


@primitive(shape=_float_result)
def arccos(x: Any) -> Any:
    """The angle whose cosine is ``x``, in radians."""
    return np.arccos(x)


arccos.gradient(lambda dy, y, x: -dy * rsqrt(1 - square(x)))


@primitive(shape=_float_result)
def arctan(x: Any) -> Any:
    """The angle whose tangent is ``x``, in radians."""
    return np.arctan(x)


arctan.gradient(lambda dy, y, x: dy / (square(x) + 1))


@primitive(shape=_float_result)
def erf(x: Any) -> Any:
    """The error function."""
    from scipy.special import erf as exact

    return exact(x)


erf.gradient(lambda dy, y, x: dy * exp(-square(x)) * (2 / _math.sqrt(_math.pi)))


@primitive
def floor(x: Any) -> Any:
    """Rounds down."""
    return np.floor(x)


@primitive
def ceil(x: Any) -> Any:
    """Rounds up."""
    return np.ceil(x)


@primitive
def round(x: Any, /, decimals: int = 0) -> Any:  # noqa: A001 (Keras's name)
    """Rounds to the nearest, halves to even."""
    return np.round(x, decimals)


@primitive
def clip(x: Any, /, x_min: Any, x_max: Any) -> Any:
    """Limits values to a range."""
    return np.clip(x, x_min, x_max)


clip.gradient(
    lambda dy, y, x, *, x_min, x_max: dy * _where(logical_and(greater_equal(x, x_min), less_equal(x, x_max)), 1.0, 0.0)
)


@primitive
def stop_gradient(variable: Any) -> Any:
    """Passes values on and no gradient back."""
    return np.asarray(variable)
