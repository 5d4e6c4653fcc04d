"""Elementwise arithmetic on two arguments.

A gradient rule sums over the axes along which its argument was broadcast.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.ops.logic import greater, where
from layerloom.ops.math import exp, log, square
from layerloom.tensors import as_array, operator, primitive, unbroadcast

__all__ = [
    "add", "arctan2", "divide", "divide_no_nan", "floor_divide", "logaddexp", "maximum", "minimum", "mod",
    "multiply", "power", "subtract",
]  # fmt: skip


@operator("add")
@primitive(numbers="common")
def add(x1: Any, x2: Any) -> Any:
    """Adds elementwise."""
    return np.add(x1, x2)


add.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy, x1),
    lambda dy, y, x1, x2: unbroadcast(dy, x2),
)


@operator("subtract")
@primitive(numbers="common")
def subtract(x1: Any, x2: Any) -> Any:
    """Subtracts elementwise."""
    return np.subtract(x1, x2)


subtract.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy, x1),
    lambda dy, y, x1, x2: unbroadcast(-dy, x2),
)


@operator("multiply")
@primitive(numbers="common")
def multiply(x1: Any, x2: Any) -> Any:
    """Multiplies elementwise."""
    return np.multiply(x1, x2)


multiply.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy * x2, x1),
    lambda dy, y, x1, x2: unbroadcast(dy * x1, x2),
)


@operator("divide")
@primitive(numbers="float")
def divide(x1: Any, x2: Any) -> Any:
    """Divides elementwise."""
    return np.true_divide(x1, x2)


divide.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy / x2, x1),
    lambda dy, y, x1, x2: unbroadcast(-dy * y / x2, x2),
)


@primitive(numbers="float")
def divide_no_nan(x1: Any, x2: Any) -> Any:
    """Divides elementwise, with 0 where the divisor is 0."""
    x2 = as_array(x2, np.asarray(x1).dtype if isinstance(x2, (int, float)) else None)
    return np.where(
        x2 == 0, np.zeros((), x2.dtype), np.true_divide(x1, np.where(x2 == 0, np.ones((), x2.dtype), x2))
    )


divide_no_nan.gradient(
    lambda dy, y, x1, x2: unbroadcast(divide_no_nan(dy, x2), x1),
    lambda dy, y, x1, x2: unbroadcast(divide_no_nan(-dy * y, x2), x2),
)


@operator("floor_divide")
@primitive(numbers="common")
def floor_divide(x1: Any, x2: Any) -> Any:
    """Divides and rounds down."""
    return np.floor_divide(x1, x2)


@operator("mod")
@primitive(numbers="common")
def mod(x1: Any, x2: Any) -> Any:
    """Remainder with the sign of the divisor."""
    return np.mod(x1, x2)


mod.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy, x1),
    lambda dy, y, x1, x2: unbroadcast(-dy * floor_divide(x1, x2), x2),
)


@operator("power")
@primitive(numbers="common")
def power(x1: Any, x2: Any) -> Any:
    """Raises to a power."""
    return np.power(x1, x2)


power.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy * x2 * power(x1, subtract(x2, 1)), x1),
    lambda dy, y, x1, x2: unbroadcast(dy * y * log(where(greater(x1, 0), x1, 1.0)), x2),
)


@operator("maximum")
@primitive(numbers="common")
def maximum(x1: Any, x2: Any) -> Any:
    """The greater of two; a tie shares the gradient."""
    return np.maximum(x1, x2)


@operator("minimum")
@primitive(numbers="common")
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


@primitive(numbers="float")
def arctan2(x1: Any, x2: Any) -> Any:
    """The angle of the point (x2, x1), in radians."""
    return np.arctan2(x1, x2)


arctan2.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy * x2 / (square(x1) + square(x2)), x1),
    lambda dy, y, x1, x2: unbroadcast(-dy * x1 / (square(x1) + square(x2)), x2),
)


@primitive(numbers="float")
def logaddexp(x1: Any, x2: Any) -> Any:
    """log(exp(x1) + exp(x2)) without overflow."""
    return np.logaddexp(x1, x2)


logaddexp.gradient(
    lambda dy, y, x1, x2: unbroadcast(dy * exp(x1 - y), x1),
    lambda dy, y, x1, x2: unbroadcast(dy * exp(x2 - y), x2),
)
