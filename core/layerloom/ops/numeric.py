"""Numerical functions of NumPy that Keras takes over: products, integrals, histograms, limits of types."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from layerloom.errors import FieldError, ShapeError
from layerloom.ops.arithmetic import multiply
from layerloom.ops.arrays import cast, expand_dims, moveaxis, reshape, stack
from layerloom.ops.composite import as_value, composite
from layerloom.ops.convolution import conv
from layerloom.ops.creation import convert_to_tensor
from layerloom.ops.indexing import getitem
from layerloom.ops.linear import matmul
from layerloom.ops.logic import where
from layerloom.ops.math import clip, log10, sqrt, square
from layerloom.ops.matrices import diagonal
from layerloom.ops.reduce import mean
from layerloom.ops.reduce import sum as total
from layerloom.ops.repeating import pad
from layerloom.tensors import KerasTensor, common_dtype, primitive, standardize_dtype

__all__ = [
    "array", "cdist", "corrcoef", "correlate", "cross", "empty_like", "histogram", "psnr", "saturate_cast",
    "trapezoid",
]  # fmt: skip


def array(x: Any, dtype: Any = None) -> Any:
    """Makes a tensor."""
    return convert_to_tensor(x, dtype)


@primitive(shape=lambda x, dtype=None: KerasTensor(x.shape, dtype or x.dtype))
def empty_like(x: Any, /, dtype: Any = None) -> Any:
    """A tensor to be filled in the shape of ``x``; it holds zeros here."""
    return np.zeros_like(x, dtype=dtype)


def saturate_cast(x: Any, dtype: Any) -> Any:
    """Converts to another number type, with the nearest number that the type holds where it cannot hold one."""
    x, kind = as_value(x), np.dtype(standardize_dtype(dtype))
    if kind.kind == "b" or np.dtype(x.dtype).kind == "b" or x.dtype == kind.name:
        return cast(x, dtype=kind.name)
    limits: Any = np.finfo(kind) if kind.kind == "f" else np.iinfo(kind)
    own: Any = np.finfo(x.dtype) if np.dtype(x.dtype).kind == "f" else np.iinfo(x.dtype)
    low, high = max(limits.min, own.min), min(limits.max, own.max)
    if np.dtype(x.dtype).kind == "f" and kind.kind in "iu":  # the greatest float that does not go over
        high = np.asarray(high, x.dtype)
        high = float(np.nextafter(high, np.asarray(0, x.dtype)) if int(high) > limits.max else high)
        low = float(low)
    return cast(clip(x, x_min=low, x_max=high), dtype=kind.name)


def cross(
    x1: Any, x2: Any, axisa: int = -1, axisb: int = -1, axisc: int = -1, axis: int | None = None
) -> Any:
    """The vector product of vectors of three or two numbers.

    Args:
        x1: Vectors.
        x2: Vectors.
        axisa: Axis of the vectors in ``x1``.
        axisb: Axis of the vectors in ``x2``.
        axisc: Axis of the vectors in the result; two times two numbers give a single one each.
        axis: All three axes at once.

    Raises:
        ShapeError: If vectors have neither two nor three numbers.
    """
    x1, x2 = as_value(x1), as_value(x2)
    if axis is not None:
        axisa = axisb = axisc = axis
    a, b = moveaxis(x1, axisa, -1), moveaxis(x2, axisb, -1)
    sizes = a.shape[-1], b.shape[-1]
    if not {*sizes} <= {2, 3}:
        raise ShapeError(f"cross wants vectors of 2 or 3 numbers, got {sizes[0]} and {sizes[1]}.")
    (a1, a2, *a3), (b1, b2, *b3) = (
        [getitem(x, key=(..., i)) for i in range(size)] for x, size in zip((a, b), sizes, strict=True)
    )
    last = a1 * b2 - a2 * b1
    if sizes == (2, 2):
        return last
    first = (a2 * b3[0] if b3 else 0) - (a3[0] * b2 if a3 else 0)
    second = (a3[0] * b1 if a3 else 0) - (a1 * b3[0] if b3 else 0)
    return moveaxis(stack([first, second, last], axis=-1), -1, axisc)


def correlate(x1: Any, x2: Any, mode: str = "valid") -> Any:
    """The sums of products of two vectors, one moved along the other.

    Args:
        x1: Vector.
        x2: Vector that is moved.
        mode: "valid" where both overlap wholly, "same" for the longer one's length, "full" for every overlap.

    Raises:
        FieldError: If the mode is unknown.
    """
    x1, x2 = as_value(x1), as_value(x2)
    if mode not in ("valid", "same", "full"):
        raise FieldError(f"correlate: mode must be 'valid', 'same' or 'full', got {mode!r}.")
    if len(x1.shape) != 1 or len(x2.shape) != 1:
        raise ShapeError(f"correlate wants two vectors, got shapes {tuple(x1.shape)} and {tuple(x2.shape)}.")
    if None in (*x1.shape, *x2.shape):
        raise ShapeError("correlate wants vectors of known length.")
    kind = common_dtype(x1.dtype, x2.dtype)
    kind = kind if kind.kind == "f" else np.dtype("float64" if kind == np.int64 else "float32")
    n, m = x1.shape[0], x2.shape[0]
    a, b = cast(x1, dtype=kind.name), cast(x2, dtype=kind.name)
    if mode != "valid":
        a = pad(a, pad_width=((m - 1, m - 1),))
    full = conv(reshape(a, newshape=(1, -1, 1)), reshape(b, newshape=(m, 1, 1)), data_format="channels_last")
    full = reshape(full, newshape=(-1,))
    if mode != "same":
        return full
    start = (n + m - 1 - max(n, m)) // 2
    return getitem(full, key=slice(start, start + max(n, m)))


@composite
def corrcoef(x: Any, /) -> Any:
    """The correlations of the rows of a matrix."""
    x = cast(x, dtype="float32") if np.dtype(x.dtype).kind != "f" else x
    rows = reshape(x, newshape=(1, -1)) if len(x.shape) == 1 else x
    apart = rows - mean(rows, axis=1, keepdims=True)
    shared = matmul(apart, apart.T) / (rows.shape[1] - 1)
    spread = sqrt(diagonal(shared))
    found = clip(shared / expand_dims(spread, axis=1) / expand_dims(spread, axis=0), x_min=-1, x_max=1)
    return reshape(found, newshape=()) if len(x.shape) == 1 else found


def trapezoid(y: Any, x: Any = None, dx: float = 1.0, axis: int = -1) -> Any:
    """The area under points joined by lines.

    Args:
        y: Heights of the points.
        x: Their places; a vector, or of the shape of ``y``.
        dx: The distance of neighbours, where ``x`` is not given.
        axis: The axis along which the points lie.
    """
    y = as_value(y)
    y = moveaxis(cast(y, dtype="float32") if np.dtype(y.dtype).kind != "f" else y, axis, -1)
    middle = (y[..., 1:] + y[..., :-1]) * 0.5
    if x is None:
        return total(middle * dx, axis=-1)
    places = as_value(x)
    places = places if len(places.shape) == 1 else moveaxis(places, axis, -1)
    return total(multiply(middle, places[..., 1:] - places[..., :-1]), axis=-1)


def histogram(x: Any, bins: int = 10, range: tuple[float, float] | None = None) -> tuple[Any, Any]:
    """Counts values in bins of one width.

    Args:
        x: Values.
        bins: Number of bins.
        range: Where the first begins and the last ends, by default at the extremes of the values.

    Returns:
        The counts, in the values' type, and the ``bins + 1`` edges.

    Raises:
        FieldError: If ``bins`` is not positive, or the range is none.
    """
    if not isinstance(bins, int) or isinstance(bins, bool) or bins < 1:
        raise FieldError(f"histogram: bins must be a positive whole number, got {bins!r}.")
    if range is not None and (len(range) != 2 or range[1] < range[0]):
        raise FieldError(f"histogram: range must be a lower and an upper limit, got {range!r}.")
    found: tuple[Any, Any] = _histogram(as_value(x), bins=bins, limits=range)
    return found


@primitive(shape=lambda x, bins, limits: (KerasTensor((bins,), x.dtype), KerasTensor((bins + 1,), x.dtype)))
def _histogram(x: Any, /, bins: int, limits: tuple[float, float] | None) -> Any:
    low, high = (x.min(), x.max()) if limits is None else limits
    edges = np.linspace(low, high, bins + 1).astype(x.dtype)
    inside = x[(x >= low) & (x <= high)]
    places = np.searchsorted(edges[1:-1], inside, side="right")
    return np.bincount(places, minlength=bins).astype(x.dtype), edges


@composite
def cdist(x: Any, y: Any, /) -> Any:
    """The distances of every row of ``x`` from every row of ``y``.

    Args:
        x: Points (..., n, features).
        y: Points (..., m, features).

    Returns:
        Distances (..., n, m).

    Raises:
        ShapeError: If the points have different numbers of features.
    """
    if x.shape[-1] != y.shape[-1]:
        raise ShapeError(f"cdist: points of {x.shape[-1]} and of {y.shape[-1]} features have no distance.")
    apart = expand_dims(x, axis=-2) - expand_dims(y, axis=-3)
    squares = total(square(apart), axis=-1)
    far = squares > 0
    return where(far, sqrt(where(far, squares, 1.0)), 0.0)


@composite
def psnr(x1: Any, x2: Any, /, max_val: float) -> Any:
    """The ratio of the greatest signal to the noise between two tensors, in decibels.

    Args:
        x1: Tensor.
        x2: Tensor of the same shape.
        max_val: The greatest value that can be.

    Raises:
        ShapeError: If the shapes differ.
    """
    if tuple(x1.shape) != tuple(x2.shape):
        raise ShapeError(f"psnr compares tensors of one shape, got {tuple(x1.shape)} and {tuple(x2.shape)}.")
    return 20 * math.log10(float(max_val)) - log10(mean(square(x1 - x2))) * 10
