"""Linear algebra over the last two axes for matrices of any shape: pseudo-inverses, least squares, ranks, norms."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from layerloom.errors import FieldError, ShapeError
from layerloom.ops.arrays import cast, moveaxis, reshape
from layerloom.ops.composite import as_value, composite
from layerloom.ops.decompositions import svd
from layerloom.ops.inverses import float_name, turned
from layerloom.ops.linear import matmul
from layerloom.ops.logic import not_equal
from layerloom.ops.math import absolute, sqrt, square
from layerloom.ops.promotion import floating
from layerloom.ops.reduce import max as greatest
from layerloom.ops.reduce import min as smallest
from layerloom.ops.reduce import normal_axes, reduced_shape
from layerloom.ops.reduce import sum as total
from layerloom.tensors import KerasTensor, primitive

__all__ = ["lstsq", "matrix_rank", "norm", "pinv"]


def _pinv_shape(x: Any, rcond: float | None = None) -> KerasTensor:
    return KerasTensor((*x.shape[:-2], x.shape[-1], x.shape[-2]), float_name(x))


@primitive(shape=_pinv_shape)
def pinv(x: Any, /, rcond: float | None = None) -> Any:
    """The pseudo-inverse of matrices, after Moore and Penrose.

    Args:
        x: Matrices.
        rcond: The share of the greatest singular value below which one counts as 0.
    """
    x = floating(x)
    limit = 10 * max(x.shape[-2:]) * float(np.finfo(x.dtype).eps) if rcond is None else rcond
    return np.linalg.pinv(x, limit)


def _pinv_rule(dy: Any, y: Any, x: Any, *, rcond: float | None) -> Any:
    slope, back = turned(dy), turned(y)
    rows = np.eye(x.shape[-2], dtype=x.dtype) - matmul(x, y)
    columns = np.eye(x.shape[-1], dtype=x.dtype) - matmul(y, x)
    first = matmul(matmul(rows, slope), matmul(y, back))
    second = matmul(matmul(back, y), matmul(slope, columns))
    return first + second - matmul(matmul(back, dy), back)


pinv.gradient(_pinv_rule)


def lstsq(a: Any, b: Any, rcond: float | None = None) -> Any:
    """The shortest ``x`` for which ``a @ x`` comes nearest to ``b``.

    Args:
        a: Matrix (m, n).
        b: Vector (m,) or matrix (m, k).
        rcond: The share of the greatest singular value below which one counts as 0.

    Raises:
        ShapeError: If the shapes do not fit.
    """
    a, b = as_value(a), as_value(b)
    if len(a.shape) != 2 or len(b.shape) not in (1, 2) or len({a.shape[0], b.shape[0]} - {None}) > 1:
        raise ShapeError(
            f"lstsq takes a matrix (m, n) and a vector or matrix of m rows, got {tuple(a.shape)} and {tuple(b.shape)}."
        )
    eps = float(np.finfo(float_name(a)).eps)
    limit = eps * max(n or 1 for n in a.shape) if rcond is None else eps if rcond < 0 else rcond
    return matmul(pinv(a, rcond=limit), b)


@primitive(shape=lambda x, tol=None: tuple(x.shape[:-2]), dtype="int32")
def matrix_rank(x: Any, /, tol: Any = None) -> Any:
    """The number of independent rows of matrices: of singular values above ``tol``."""
    return np.asarray(np.linalg.matrix_rank(floating(x), tol=tol)).astype(np.int32)


def _norm_shape(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> KerasTensor:
    return KerasTensor(reduced_shape(x, axis, keepdims), float_name(x))


@composite(shape=_norm_shape)
def norm(x: Any, /, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    """The length of vectors or matrices.

    Args:
        x: Tensor.
        ord: For vectors any number, 2 by default, or infinity; for matrices "fro" by default, "nuc", 1, -1, 2, -2,
            or infinity.
        axis: One axis for vectors, two for matrices; by default all.
        keepdims: Whether these axes stay, with size 1.

    Raises:
        ValueError: If there are more than two axes, or ``ord`` does not fit.
    """
    x = cast(x, dtype="float32") if np.dtype(x.dtype).kind != "f" else x
    axes = normal_axes(axis, len(x.shape))
    if len(axes) == 1:
        return _length(x, ord, axes[0], keepdims)
    if (ord in (None, "fro") and len(axes) == 2) or (ord is None and axis is None):
        return sqrt(total(square(x), axis=axes, keepdims=keepdims))
    if len(axes) != 2:
        raise FieldError(f"norm takes vectors or matrices, one axis or two, got axes {axes}.")
    if ord not in (1, -1, 2, -2, math.inf, -math.inf, "nuc"):
        raise FieldError(
            f"norm: ord of matrices must be 'fro', 'nuc', 1, 2 or infinity, or minus these, got {ord!r}."
        )
    matrix = moveaxis(x, axes, (-2, -1))
    if ord == "nuc":
        found = total(svd(matrix, compute_uv=False), axis=-1)
    else:
        if abs(ord) == 2:
            values = svd(matrix, compute_uv=False)
        else:
            values = total(absolute(matrix), axis=-2 if abs(ord) == 1 else -1)
        found = greatest(values, axis=-1) if ord > 0 else smallest(values, axis=-1)
    return reshape(found, newshape=reduced_shape(x, axes, True)) if keepdims else found


def _length(x: Any, ord: Any, axis: int, keepdims: bool) -> Any:
    how: dict[str, Any] = {"axis": axis, "keepdims": keepdims}
    if ord in (None, 2):
        return sqrt(total(square(x), **how))
    if isinstance(ord, str):
        raise FieldError(f"norm: ord of vectors must be a number, got {ord!r}.")
    size = absolute(x)
    if ord == math.inf:
        return greatest(size, **how)
    if ord == -math.inf:
        return smallest(size, **how)
    if ord == 0:
        return total(cast(not_equal(x, 0), dtype=x.dtype), **how)
    return total(size**ord, **how) ** (1.0 / ord)
