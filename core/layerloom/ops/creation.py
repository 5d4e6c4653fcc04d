"""Making tensors and converting to and from them."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.ops.arrays import cast
from layerloom.tensors import KerasTensor, Tensor, as_array, primitive, standardize_dtype
from layerloom.tensors.tensor import wrap

__all__ = [
    "arange", "convert_to_numpy", "convert_to_tensor", "full", "full_like", "is_tensor", "ones",
    "ones_like", "shape", "zeros", "zeros_like",
]  # fmt: skip


def convert_to_tensor(x: Any, dtype: Any = None) -> Any:
    """Returns a tensor; tensors come back as they are."""
    if isinstance(x, KerasTensor):
        return x
    if isinstance(x, Tensor):
        return x if dtype is None or x.dtype == standardize_dtype(dtype) else cast(x, dtype=dtype)
    return wrap(as_array(x, None if dtype is None else standardize_dtype(dtype)))


def convert_to_numpy(x: Any) -> Any:
    """Returns a NumPy array."""
    return np.asarray(x)


def is_tensor(x: Any) -> bool:
    """Tells whether ``x`` is a tensor."""
    return isinstance(x, (Tensor, KerasTensor))


def shape(x: Any) -> tuple[int | None, ...]:
    """Returns the shape, with ``None`` for unknown sizes."""
    return tuple(x.shape) if hasattr(x, "shape") else np.shape(x)


def zeros(shape: Any, dtype: Any = None) -> Tensor:
    """Makes a tensor of zeros."""
    return wrap(np.zeros(shape, standardize_dtype(dtype)))


def ones(shape: Any, dtype: Any = None) -> Tensor:
    """Makes a tensor of ones."""
    return wrap(np.ones(shape, standardize_dtype(dtype)))


def full(shape: Any, fill_value: Any, dtype: Any = None) -> Tensor:
    """Makes a tensor of one value."""
    return wrap(np.full(shape, fill_value, standardize_dtype(dtype)))


def arange(start: Any, stop: Any = None, step: Any = 1, dtype: Any = None) -> Tensor:
    """Makes a range of numbers."""
    values = np.arange(start) if stop is None else np.arange(start, stop, step)
    kind = dtype or ("int32" if values.dtype.kind == "i" else None)
    return wrap(values.astype(standardize_dtype(kind)))


@primitive
def zeros_like(x: Any, /, dtype: Any = None) -> Any:
    """Makes zeros in the shape of ``x``."""
    return np.zeros_like(x, dtype=dtype)


@primitive
def ones_like(x: Any, /, dtype: Any = None) -> Any:
    """Makes ones in the shape of ``x``."""
    return np.ones_like(x, dtype=dtype)


@primitive
def full_like(x: Any, /, fill_value: Any, dtype: Any = None) -> Any:
    """Fills the shape of ``x`` with one value."""
    return np.full_like(x, fill_value, dtype=dtype)
