"""Comparison, logic and selection."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.tensors import (
    KerasTensor,
    as_array,
    broadcast_shapes,
    common_dtype,
    operator,
    primitive,
    promoted,
    promoted_dtype,
    unbroadcast,
    wrap,
)

__all__ = [
    "equal", "greater", "greater_equal", "isfinite", "isinf", "isnan", "less", "less_equal", "logical_and",
    "logical_not", "logical_or", "logical_xor", "not_equal", "where",
]  # fmt: skip


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
    shape = broadcast_shapes(*(tuple(spec.shape) for spec in (condition, x1, x2)))
    return KerasTensor(shape, common_dtype(x1.dtype, x2.dtype))


@primitive(shape=_selected)
def _where(condition: Any, x1: Any, x2: Any) -> Any:
    """Takes ``x1`` where the condition holds, else ``x2``."""
    return np.where(condition, *promoted((x1, x2)))


_where.gradient(
    None,
    lambda dy, y, c, x1, x2: unbroadcast(_where(c, dy, 0.0), x1),
    lambda dy, y, c, x1, x2: unbroadcast(_where(c, 0.0, dy), x2),
)


def where(condition: Any, x1: Any = None, x2: Any = None) -> Any:
    """Takes ``x1`` where the condition holds, else ``x2``; with the condition alone, its true indices."""
    if x1 is None:
        return tuple(wrap(part.astype(np.int32)) for part in np.nonzero(np.asarray(condition)))
    return _where(condition, _beside(x1, x2), _beside(x2, x1))


def _beside(x: Any, other: Any) -> Any:
    """Gives a Python number the type that it takes beside another value."""
    if not isinstance(x, (int, float)):
        return x
    strong = (
        [] if isinstance(other, (int, float)) else [getattr(other, "dtype", None) or as_array(other).dtype]
    )
    return np.asarray(x, promoted_dtype(strong, [x, other] if not strong else [x]))
