"""Probabilities that may be exactly 0, and class numbers as vectors of 0 and 1."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import FieldError
from layerloom.ops.arrays import cast
from layerloom.ops.logic import greater
from layerloom.ops.nonlinear import one_hot
from layerloom.ops.promotion import floating
from layerloom.ops.reduce import any as some
from layerloom.ops.reduce import sum as total
from layerloom.tensors import Array, primitive

__all__ = ["multi_hot", "sparsemax"]


@primitive(shape=lambda x, axis=-1: tuple(x.shape))
def sparsemax(x: Array, /, axis: int = -1) -> Array:
    """Probabilities of classes, many of them exactly 0: the point of the simplex nearest to ``x``.

    Args:
        x: Tensor.
        axis: The axis of the classes.
    """
    rows = np.moveaxis(floating(x), axis, -1)
    falling = -np.sort(-rows, axis=-1)
    sums = np.cumsum(falling, axis=-1)
    place = np.arange(1, rows.shape[-1] + 1, dtype=rows.dtype)
    count = np.sum(1 + place * falling > sums, axis=-1, keepdims=True)
    level = (np.take_along_axis(sums, count - 1, axis=-1) - 1) / count.astype(rows.dtype)
    return np.moveaxis(np.maximum(rows - level, 0), -1, axis)


def _sparsemax_rule(dy: Any, y: Any, x: Any, *, axis: int) -> Any:
    inside = cast(greater(y, 0), dtype=y.dtype)
    mean = total(dy * inside, axis=axis, keepdims=True) / total(inside, axis=axis, keepdims=True)
    return inside * (dy - mean)


sparsemax.gradient(_sparsemax_rule)


def multi_hot(
    inputs: Any,
    num_classes: int | None = None,
    axis: int = -1,
    dtype: Any = None,
    sparse: bool = False,
    **kwargs: Any,
) -> Any:
    """1 for each class that a row of class numbers holds, and 0 for the others.

    Args:
        inputs: Class numbers (..., numbers), or one row of them.
        num_classes: Number of classes; ``num_tokens`` is its older name.
        axis: Where the classes stand in the result.
        dtype: Number type of the result.
        sparse: Accepted for Keras's sake; the result is dense.
        **kwargs: ``num_tokens``.
    """
    count = kwargs.pop("num_tokens", num_classes)
    if count is None or kwargs:
        raise FieldError(
            f"multi_hot needs num_classes and takes no {', '.join(kwargs) or 'further arguments'}."
        )
    inputs = inputs if hasattr(inputs, "shape") else np.asarray(inputs)
    rank = len(inputs.shape)
    hits = one_hot(cast(inputs, dtype="int32"), int(count), axis=axis, dtype="int32")
    summed = hits if rank == 0 else some(hits, axis=0 if rank == 1 else 1)
    return cast(summed, dtype=dtype or "float32")
