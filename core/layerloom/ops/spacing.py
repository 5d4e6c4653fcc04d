"""Numbers between two ends: evenly spaced, on logarithmic and geometric scales; grids that points along axes span."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import FieldError
from layerloom.ops.arithmetic import power
from layerloom.ops.arrays import cast, expand_dims, reshape
from layerloom.ops.creation import zeros_like
from layerloom.tensors import KerasTensor, Tensor, Variable, standardize_dtype
from layerloom.tensors.misfits import told_in_words
from layerloom.tensors.symbolic import follower
from layerloom.tensors.tensor import wrap

__all__ = ["geomspace", "linspace", "logspace", "meshgrid"]


@told_in_words
def linspace(
    start: Any,
    stop: Any,
    num: int = 50,
    endpoint: bool = True,
    retstep: bool = False,
    dtype: Any = None,
    axis: int = 0,
) -> Any:
    """Evenly spaced numbers.

    Args:
        start: The first.
        stop: The last, or with ``endpoint=False`` the one after it.
        num: How many.
        endpoint: Whether ``stop`` is one of them.
        retstep: Whether the distance of neighbours is given, too.
        dtype: Number type.
        axis: Where they stand, if ``start`` and ``stop`` are arrays.
    """
    if _are_tensors(start, stop):
        low, high, share = _ends(start, stop, num, endpoint, axis)
        values = cast(low + (high - low) * share, dtype=dtype or low.dtype)
        parts = max(num - 1 if endpoint else num, 1)
        return (values, (stop - start) / parts) if retstep else values
    numbers, step = np.linspace(np.asarray(start), np.asarray(stop), num, endpoint, retstep=True, axis=axis)
    kind = standardize_dtype(dtype or _float_of(start, stop))
    found = wrap(numbers.astype(kind))
    return (found, wrap(np.asarray(step, kind))) if retstep else found


@told_in_words
def logspace(
    start: Any,
    stop: Any,
    num: int = 50,
    endpoint: bool = True,
    base: float = 10,
    dtype: Any = None,
    axis: int = 0,
) -> Any:
    """Numbers evenly spaced on a logarithmic scale."""
    if _are_tensors(start, stop):
        found = power(float(base), linspace(start, stop, num, endpoint, axis=axis))
        return cast(found, dtype=dtype or found.dtype)
    values = np.logspace(np.asarray(start), np.asarray(stop), num, endpoint, base, axis=axis)
    return wrap(values.astype(standardize_dtype(dtype or _float_of(start, stop))))


@told_in_words
def geomspace(
    start: Any, stop: Any, num: int = 50, endpoint: bool = True, dtype: Any = None, axis: int = 0
) -> Any:
    """Numbers each of which is the same multiple of the one before."""
    if _are_tensors(start, stop):
        low, high, share = _ends(start, stop, num, endpoint, axis)
        return cast(low * power(high / low, share), dtype=dtype or low.dtype)
    values = np.geomspace(np.asarray(start), np.asarray(stop), num, endpoint, axis=axis)
    return wrap(values.astype(standardize_dtype(dtype)))


def meshgrid(*x: Any, indexing: str = "xy") -> list[Any]:
    """The coordinates of a grid that given points along each axis span.

    Args:
        *x: Vectors, or numbers.
        indexing: ``"ij"``, or ``"xy"`` where the second vector goes along the first axis.

    Returns:
        A tensor of as many axes for each of them.

    Raises:
        FieldError: If ``indexing`` is something else.
    """
    if indexing not in ("xy", "ij"):
        raise FieldError(f"meshgrid: indexing must be 'xy' or 'ij', got {indexing!r}.")
    if not _are_tensors(*x):
        return [wrap(part.copy()) for part in np.meshgrid(*map(np.asarray, x), indexing=indexing)]  # type: ignore[call-overload]
    order = list(range(len(x)))
    if indexing == "xy" and len(x) > 1:
        order[:2] = [1, 0]
    lines = [reshape(v, [-1 if axis == place else 1 for axis in order]) for place, v in enumerate(x)]
    found = []
    for line in lines:
        for other in lines:
            if other is not line:
                line = line + cast(zeros_like(other), dtype=line.dtype)
        found.append(line)
    return found


def _are_tensors(*values: Any) -> bool:
    return any(isinstance(value, (Tensor, KerasTensor, Variable)) for value in values)


def _ends(start: Any, stop: Any, num: int, endpoint: bool, axis: int) -> tuple[Any, Any, Any]:
    """Returns both ends of one shape, with an axis for the numbers, and how far each of these is along.

    While shapes alone are inferred that is but a shape: a file may ask for more numbers than any memory holds.
    """
    low, high = (
        end + zeros_like(other) if hasattr(other, "dtype") else end
        for end, other in ((start, stop), (stop, start))
    )
    kind = low.dtype if str(low.dtype).startswith("float") else standardize_dtype(None)
    low, high = (expand_dims(cast(end, dtype=kind), axis=axis) for end in (low, high))
    rank = len(low.shape)
    sizes = [num if place == axis % rank else 1 for place in range(rank)]
    if isinstance(low, KerasTensor) and follower() is None and num > 0:
        return low, high, KerasTensor(tuple(sizes), kind)
    return low, high, np.linspace(0, 1, num, endpoint, dtype=kind).reshape(sizes)


def _float_of(*values: Any) -> str | None:
    floats = [np.dtype(v.dtype) for v in values if hasattr(v, "dtype") and np.dtype(v.dtype).kind == "f"]
    return np.result_type(*floats).name if floats else None
