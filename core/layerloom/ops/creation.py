"""Making tensors and converting to and from them."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import LayerloomError, ShapeError
from layerloom.ops.arrays import broadcast_to, cast
from layerloom.tensors import (
    KerasTensor,
    Tensor,
    Variable,
    as_array,
    find_symbolic,
    follower,
    primitive,
    standardize_dtype,
)
from layerloom.tensors.misfits import told_in_words
from layerloom.tensors.tensor import wrap

__all__ = [
    "arange", "convert_to_numpy", "convert_to_tensor", "copy", "full", "full_like", "is_tensor", "ones",
    "ones_like", "shape", "zeros", "zeros_like",
]  # fmt: skip


@primitive
def copy(x: Any) -> Any:
    """A tensor with values of its own."""
    return np.array(x)


copy.gradient(lambda dy, y, x: dy)


def convert_to_tensor(
    x: Any, dtype: Any = None, sparse: bool | None = None, ragged: bool | None = None
) -> Any:
    """Returns a tensor; tensors come back as they are, variables as a tensor of what they hold now.

    Args:
        x: A tensor, array, number or nested list.
        dtype: Number type.
        sparse: Accepted for Keras's sake; all tensors are dense.
        ragged: The same.

    Raises:
        LayerloomError: If ``x`` is or holds what is neither number, truth value nor text.
        ShapeError: If a nested list has rows of several lengths.
    """
    if isinstance(x, KerasTensor):
        return x
    if isinstance(x, Variable):
        x = copy(x)
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


def shape(x: Any) -> tuple[Any, ...]:
    """Returns the shape, with ``None`` for unknown sizes, or numbers without values in code that is followed."""
    one = follower()
    if one is not None and isinstance(x, KerasTensor):
        return one.sizes(x)
    return tuple(x.shape) if hasattr(x, "shape") else np.shape(x)


def _sizes(shape: Any) -> tuple[int, ...]:
    given = (shape,) if np.ndim(shape) == 0 else tuple(shape)
    if None in given:  # of a symbol: a layer that asks for it is tried on arrays instead
        raise TypeError(f"A tensor cannot be made before all its sizes are known, got {shape!r:.60}.")
    try:
        sizes = tuple(int(size) for size in given)
    except (TypeError, ValueError):
        sizes = (-1,)
    if any(size < 0 for size in sizes):
        raise ShapeError(f"A tensor is made in a shape of whole numbers from 0 on, got {shape!r:.60}.")
    return sizes


def _filled(shape: Any, value: Any, kind: str) -> Any:
    """Makes a tensor of one value in a shape that holds symbolic numbers."""
    sizes = (shape,) if isinstance(shape, KerasTensor) else tuple(shape)
    return broadcast_to.symbolic(np.asarray(value).astype(kind), shape=sizes)


def zeros(shape: Any, dtype: Any = None) -> Tensor:
    """Makes a tensor of zeros."""
    if find_symbolic(shape):
        return _filled(shape, 0, standardize_dtype(dtype))  # type: ignore[no-any-return]
    return wrap(np.zeros(_sizes(shape), standardize_dtype(dtype)))


def ones(shape: Any, dtype: Any = None) -> Tensor:
    """Makes a tensor of ones."""
    if find_symbolic(shape):
        return _filled(shape, 1, standardize_dtype(dtype))  # type: ignore[no-any-return]
    return wrap(np.ones(_sizes(shape), standardize_dtype(dtype)))


@told_in_words
def full(shape: Any, fill_value: Any, dtype: Any = None) -> Tensor:
    """Makes a tensor of one value."""
    kind = standardize_dtype(dtype or (fill_value.dtype if hasattr(fill_value, "dtype") else None))
    if find_symbolic(shape):
        return _filled(shape, fill_value, kind)  # type: ignore[no-any-return]
    if isinstance(fill_value, KerasTensor):
        return broadcast_to(cast(fill_value, dtype=kind), shape=_sizes(shape))  # type: ignore[no-any-return]
    return wrap(np.full(_sizes(shape), np.asarray(fill_value), kind))


@primitive(shape=lambda start, stop, step, dtype: KerasTensor((None,), dtype))
def _steps(start: Any, stop: Any, step: Any, /, dtype: str) -> Any:
    return np.arange(start, stop, step).astype(dtype)


@told_in_words
def arange(start: Any, stop: Any = None, step: Any = None, dtype: Any = None) -> Tensor:
    """Makes a range of numbers: whole ones where all arguments are.

    Args:
        start: The first, or where ``stop`` is not given, the one before which it ends, from 0 on.
        stop: The one before which it ends.
        step: The distance of neighbours.
        dtype: Number type.

    Returns:
        A vector.

    Raises:
        TypeError: If ``start`` is ``None``.
        MisfitError: If the arguments are not single finite numbers, or ``step`` is 0.
    """
    if start is None:
        raise TypeError("arange: start must be a number, got None.")
    first, last = (0, start) if stop is None else (start, stop)
    step = 1 if step is None else step
    if found := find_symbolic((first, last, step)):
        kind = dtype or next((item.dtype for item in found if item.dtype.startswith("float")), "int32")
        return _steps(first, last, step, dtype=standardize_dtype(kind))  # type: ignore[no-any-return]
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
