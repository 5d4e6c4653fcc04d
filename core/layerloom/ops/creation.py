"""Making tensors and converting to and from them."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import LayerloomError
from layerloom.ops.arrays import cast
from layerloom.tensors import KerasTensor, Tensor, as_array, primitive, standardize_dtype
from layerloom.tensors.tensor import wrap

__all__ = [
    "arange", "convert_to_numpy", "convert_to_tensor", "full", "full_like", "is_tensor", "ones",
    "ones_like", "shape", "zeros", "zeros_like",
]  # fmt: skip


def convert_to_tensor(
    x: Any, dtype: Any = None, sparse: bool | None = None, ragged: bool | None = None
) -> Any:
    """Returns a tensor; tensors come back as they are.

    Args:
        x: A tensor, array, number or nested list.
        dtype: Number type.
        sparse: Accepted for Keras's sake; all tensors are dense.
        ragged: The same.
    """
    if isinstance(x, KerasTensor):
        return x
    if isinstance(x, Tensor):
        return x if dtype is None or x.dtype == standardize_dtype(dtype) else cast(x, dtype=dtype)
    array = as_array(x, None if dtype is None else standardize_dtype(dtype))
    if array.dtype.kind == "O" and not all(isinstance(item, (str, bytes)) for item in array.flat):
        raise LayerloomError(
            f"{x!r:.60} cannot become a tensor: give numbers, truth values or texts, or lists and arrays of them."
        )
    return wrap(array)


def convert_to_numpy(x: Any) -> Any:
    """Returns a NumPy array."""
    return np.asarray(x)


def is_tensor(x: Any) -> bool:
    """Tells whether ``x`` is a tensor."""
    return isinstance(x, (Tensor, KerasTensor))


def shape(x: Any) -> tuple[int | None, ...]:
    """Returns the shape, with ``None`` for unknown sizes."""
    return tuple(x.shape) if hasattr(x, "shape") else np.shape(x)


def _sizes(shape: Any) -> Any:
    return shape if isinstance(shape, int) else tuple(int(size) for size in shape)


def zeros(shape: Any, dtype: Any = None) -> Tensor:
    """Makes a tensor of zeros."""
    return wrap(np.zeros(_sizes(shape), standardize_dtype(dtype)))


def ones(shape: Any, dtype: Any = None) -> Tensor:
    """Makes a tensor of ones."""
    return wrap(np.ones(_sizes(shape), standardize_dtype(dtype)))


def full(shape: Any, fill_value: Any, dtype: Any = None) -> Tensor:
    """Makes a tensor of one value."""
    kind = standardize_dtype(dtype or (fill_value.dtype if hasattr(fill_value, "dtype") else None))
    return wrap(np.full(_sizes(shape), np.asarray(fill_value), kind))


def arange(start: Any, stop: Any = None, step: Any = None, dtype: Any = None) -> Tensor:
    """Makes a range of numbers: whole ones where all arguments are."""
    first, last = (0, start) if stop is None else (start, stop)
    step = 1 if step is None else step
    numbers = (np.asarray(first).item(), np.asarray(last).item(), np.asarray(step).item())
    values = np.arange(*numbers)
    given = [np.asarray(v).dtype.name for v in (first, last, step) if hasattr(v, "dtype")]
    kind = dtype or (None if values.dtype.kind != "i" else "int64" if "int64" in given else "int32")
    return wrap(values.astype(standardize_dtype(kind)))


def _like(x: Any, *_: Any, dtype: Any = None, **__: Any) -> KerasTensor:
    return KerasTensor(x.shape, dtype or x.dtype)


@primitive(shape=_like)
def zeros_like(x: Any, /, dtype: Any = None) -> Any:
    """Makes zeros in the shape of ``x``."""
    return np.zeros_like(x, dtype=None if dtype is None else standardize_dtype(dtype))


@primitive(shape=_like)
def ones_like(x: Any, /, dtype: Any = None) -> Any:
    """Makes ones in the shape of ``x``."""
    return np.ones_like(x, dtype=None if dtype is None else standardize_dtype(dtype))


@primitive(shape=_like)
def full_like(x: Any, /, fill_value: Any, dtype: Any = None) -> Any:
    """Fills the shape of ``x`` with one value."""
    return np.full_like(x, fill_value, dtype=None if dtype is None else standardize_dtype(dtype))
