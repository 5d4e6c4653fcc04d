"""Linear algebra over the last two axes: inverses, determinants, systems of equations, norms."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from layerloom.errors import FieldError, LayerloomError, ShapeError
from layerloom.ops.arrays import cast, expand_dims, moveaxis, reshape, swapaxes
from layerloom.ops.composite import as_value, composite
from layerloom.ops.decompositions import svd
from layerloom.ops.linear import matmul
from layerloom.ops.logic import not_equal
from layerloom.ops.math import absolute, log, sqrt, square
from layerloom.ops.matrices import diagonal, tril, triu
from layerloom.ops.promotion import floating
from layerloom.ops.reduce import max as greatest
from layerloom.ops.reduce import min as smallest
from layerloom.ops.reduce import normal_axes, reduced_shape
from layerloom.ops.reduce import sum as total
from layerloom.tensors import KerasTensor, primitive

__all__ = [
    "cholesky", "cholesky_inverse", "det", "inv", "logdet", "lstsq", "matrix_rank", "norm", "pinv", "slogdet", "solve",
    "solve_triangular",
]  # fmt: skip


def squares(x: Any, function: str) -> Any:
    """Returns square matrices.

    Raises:
        ShapeError: If they are not square.
    """
    if len(x.shape) < 2 or (x.shape[-1] != x.shape[-2] and None not in x.shape[-2:]):
        raise ShapeError(f"{function} takes square matrices, got shape {tuple(x.shape)}.")
    return x


def _turned(x: Any) -> Any:
    return swapaxes(x, -1, -2)


def _square_shape(function: str) -> Any:
    return lambda x, *_, **__: KerasTensor(squares(x, function).shape, _float_name(x))


def _float_name(x: Any) -> str:
    return str(x.dtype) if np.dtype(x.dtype).kind in "fc" else "float32"


def _called(function: str, call: Any, *arrays: Any) -> Any:
    """Calls NumPy and tells in a sentence what is wrong with a matrix."""
    try:
        return call(*arrays)
    except np.linalg.LinAlgError as error:
        raise LayerloomError(f"{function}: {str(error).rstrip('.').lower()}.") from None


@primitive(shape=_square_shape("inv"))
def inv(x: Any) -> Any:
    """The inverse of square matrices."""
    return _called("inv", np.linalg.inv, squares(floating(x), "inv"))


inv.gradient(lambda dy, y, x: -matmul(matmul(_turned(y), dy), _turned(y)))


@primitive(shape=lambda x: KerasTensor(squares(x, "det").shape[:-2], _float_name(x)))
def det(x: Any) -> Any:
    """The determinant of square matrices."""
    return np.linalg.det(squares(floating(x), "det"))


det.gradient(lambda dy, y, x: expand_dims(expand_dims(dy * y, axis=-1), axis=-1) * _turned(inv(x)))


def _signs(x: Any) -> Any:
    return (KerasTensor(squares(x, "slogdet").shape[:-2], _float_name(x)),) * 2


@primitive(shape=_signs)
def _slogdet(x: Any) -> Any:
    sign, value = np.linalg.slogdet(squares(floating(x), "slogdet"))
    return np.asarray(sign), np.asarray(value)


_slogdet.gradient(lambda dys, ys, x: expand_dims(expand_dims(dys[1], axis=-1), axis=-1) * _turned(inv(x)))


def slogdet(x: Any) -> tuple[Any, Any]:
    """The sign of the determinant of square matrices, and the logarithm of its absolute value."""
    sign, value = _slogdet(x)
    return sign, value


@primitive(shape=lambda a, b: KerasTensor(b.shape, _float_name(b)))
def _solve(a: Any, b: Any) -> Any:
    return _called("solve", np.linalg.solve, squares(floating(a), "solve"), floating(b))


_solve.gradient(
    lambda dy, y, a, b: -matmul(_solve(_turned(a), dy), _turned(y)),
    lambda dy, y, a, b: _solve(_turned(a), dy),
)


def solve(a: Any, b: Any) -> Any:
    """Solves ``a @ x = b`` for square matrices; ``b`` may be a vector."""
    a, b = squares(as_value(a), "solve"), as_value(b)
    vector = len(b.shape) == len(a.shape) - 1
    columns = expand_dims(b, axis=-1) if vector else b
    if len({columns.shape[-2], *a.shape[-2:]} - {None}) > 1:
        raise ShapeError(f"solve: matrices of shape {tuple(a.shape)} do not fit a side of {tuple(b.shape)}.")
    y = _solve(a, columns)
    return reshape(y, newshape=b.shape) if vector else y


def solve_triangular(a: Any, b: Any, lower: bool = False) -> Any:
    """Solves ``a @ x = b`` where only one triangle of ``a`` counts.

    Args:
        a: Square matrices.
        b: Right sides, matrices or a vector.
        lower: Whether the triangle below the diagonal counts, or the one above.
    """
    a = squares(as_value(a), "solve_triangular")
    return solve(tril(a) if lower else triu(a), b)


@primitive(shape=_square_shape("cholesky"))
def _cholesky(x: Any) -> Any:
    return _called("cholesky", np.linalg.cholesky, squares(floating(x), "cholesky"))


def _cholesky_rule(dy: Any, y: Any, x: Any) -> Any:
    back = inv(y)
    inside = tril(matmul(_turned(y), dy))
    halved = inside * (1.0 - 0.5 * np.eye(y.shape[-1], dtype=y.dtype))
    slope = matmul(matmul(_turned(back), halved), back)
    return (slope + _turned(slope)) * 0.5


_cholesky.gradient(_cholesky_rule)


def cholesky(x: Any, upper: bool = False) -> Any:
    """The triangular root of symmetric positive matrices."""
    root = _cholesky(x)
    return _turned(root) if upper else root


def cholesky_inverse(x: Any, upper: bool = False) -> Any:
    """The inverse of symmetric positive matrices whose triangular root is given.

    Args:
        x: The root.
        upper: Whether it stands above the diagonal.
    """
    x = squares(as_value(x), "cholesky_inverse")
    back = inv(triu(x) if upper else tril(x))
    return matmul(back, _turned(back)) if upper else matmul(_turned(back), back)


def logdet(x: Any) -> Any:
    """The logarithm of the determinant of symmetric positive matrices."""
    return total(log(diagonal(cholesky(x), axis1=-2, axis2=-1)), axis=-1) * 2.0


def _pinv_shape(x: Any, rcond: float | None = None) -> KerasTensor:
    return KerasTensor((*x.shape[:-2], x.shape[-1], x.shape[-2]), _float_name(x))


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
    slope, back = _turned(dy), _turned(y)
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
    eps = float(np.finfo(_float_name(a)).eps)
    limit = eps * max(n or 1 for n in a.shape) if rcond is None else eps if rcond < 0 else rcond
    return matmul(pinv(a, rcond=limit), b)


@primitive(shape=lambda x, tol=None: tuple(x.shape[:-2]), dtype="int32")
def matrix_rank(x: Any, /, tol: Any = None) -> Any:
    """The number of independent rows of matrices: of singular values above ``tol``."""
    return np.asarray(np.linalg.matrix_rank(floating(x), tol=tol)).astype(np.int32)


def _norm_shape(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> KerasTensor:
    return KerasTensor(reduced_shape(x, axis, keepdims), _float_name(x))


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
