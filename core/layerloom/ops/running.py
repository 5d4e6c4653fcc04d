"""Running sums and products."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.ops.arrays import cast, reshape
from layerloom.tensors import primitive

__all__ = ["cumprod", "cumsum"]


@primitive(shape=lambda x, axis, reverse: tuple(x.shape))
def _cumsum(x: Any, /, axis: int, reverse: bool) -> Any:
    if reverse:
        return np.flip(np.cumsum(np.flip(x, axis), axis, dtype=x.dtype), axis)
    return np.cumsum(x, axis, dtype=x.dtype)


_cumsum.gradient(lambda dy, y, x, *, axis, reverse: _cumsum(dy, axis=axis, reverse=not reverse))


@primitive(shape=lambda x, axis: tuple(x.shape))
def _cumprod(x: Any, /, axis: int) -> Any:
    return np.cumprod(x, axis, dtype=x.dtype)


_cumprod.gradient(lambda dy, y, x, *, axis: _cumsum(dy * y, axis=axis, reverse=True) / x)


def cumsum(x: Any, axis: int | None = None, dtype: Any = None) -> Any:
    """The running sum along an axis, by default over all elements in a row.

    Args:
        x: Tensor.
        axis: The axis.
        dtype: Number type of the sums.
    """
    x, axis = _prepared(x, axis, dtype)
    return _cumsum(x, axis=axis, reverse=False)


def cumprod(x: Any, axis: int | None = None, dtype: Any = None) -> Any:
    """The running product along an axis; where a gradient is asked for, of numbers other than 0.

    Args:
        x: Tensor.
        axis: The axis, by default all elements in a row.
        dtype: Number type of the products.
    """
    x, axis = _prepared(x, axis, dtype)
    return _cumprod(x, axis=axis)


def _prepared(x: Any, axis: int | None, dtype: Any) -> tuple[Any, int]:
    x = x if hasattr(x, "shape") else np.asarray(x)
    kind = dtype or ("int32" if np.dtype(x.dtype).kind == "b" else None)
    x = x if kind is None else cast(x, dtype=kind)
    return (reshape(x, newshape=(-1,)), 0) if axis is None else (x, axis)
