"""Square matrices over the last two axes: inverses, determinants, systems of equations, triangular roots."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import LayerloomError, ShapeError
from layerloom.ops.arrays import expand_dims, reshape, swapaxes
from layerloom.ops.composite import as_value
from layerloom.ops.linear import matmul
from layerloom.ops.math import log
from layerloom.ops.matrices import diagonal, tril, triu
from layerloom.ops.promotion import floating
from layerloom.ops.reduce import sum as total
from layerloom.tensors import KerasTensor, primitive

__all__ = ["cholesky", "cholesky_inverse", "det", "inv", "logdet", "slogdet", "solve", "solve_triangular"]


def squares(x: Any, function: str) -> Any:
    """Returns square matrices.

    Raises:
        ShapeError: If they are not square.
    """
    if len(x.shape) < 2 or (x.shape[-1] != x.shape[-2] and None not in x.shape[-2:]):
        raise ShapeError(f"{function} takes square matrices, got shape {tuple(x.shape)}.")
    return x


def turned(x: Any) -> Any:
    """Returns matrices with rows and columns exchanged."""
    return swapaxes(x, -1, -2)


def _square_shape(function: str) -> Any:
    return lambda x, *_, **__: KerasTensor(squares(x, function).shape, float_name(x))


def float_name(x: Any) -> str:
    """Returns the number type that an operation on these numbers gives."""
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


inv.gradient(lambda dy, y, x: -matmul(matmul(turned(y), dy), turned(y)))


@primitive(shape=lambda x: KerasTensor(squares(x, "det").shape[:-2], float_name(x)))
def det(x: Any) -> Any:
    """The determinant of square matrices."""
    return np.linalg.det(squares(floating(x), "det"))


det.gradient(lambda dy, y, x: expand_dims(expand_dims(dy * y, axis=-1), axis=-1) * turned(inv(x)))


def _signs(x: Any) -> Any:
    return (KerasTensor(squares(x, "slogdet").shape[:-2], float_name(x)),) * 2


@primitive(shape=_signs)
def _slogdet(x: Any) -> Any:
    sign, value = np.linalg.slogdet(squares(floating(x), "slogdet"))
    return np.asarray(sign), np.asarray(value)


_slogdet.gradient(lambda dys, ys, x: expand_dims(expand_dims(dys[1], axis=-1), axis=-1) * turned(inv(x)))


def slogdet(x: Any) -> tuple[Any, Any]:
    """The sign of the determinant of square matrices, and the logarithm of its absolute value."""
    sign, value = _slogdet(x)
    return sign, value


@primitive(shape=lambda a, b: KerasTensor(b.shape, float_name(b)))
def _solve(a: Any, b: Any) -> Any:
    return _called("solve", np.linalg.solve, squares(floating(a), "solve"), floating(b))


_solve.gradient(
    lambda dy, y, a, b: -matmul(_solve(turned(a), dy), turned(y)),
    lambda dy, y, a, b: _solve(turned(a), dy),
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
    inside = tril(matmul(turned(y), dy))
    halved = inside * (1.0 - 0.5 * np.eye(y.shape[-1], dtype=y.dtype))
    slope = matmul(matmul(turned(back), halved), back)
    return (slope + turned(slope)) * 0.5


_cholesky.gradient(_cholesky_rule)


def cholesky(x: Any, upper: bool = False) -> Any:
    """The triangular root of symmetric positive matrices."""
    root = _cholesky(x)
    return turned(root) if upper else root


def cholesky_inverse(x: Any, upper: bool = False) -> Any:
    """The inverse of symmetric positive matrices whose triangular root is given.

    Args:
        x: The root.
        upper: Whether it stands above the diagonal.
    """
    x = squares(as_value(x), "cholesky_inverse")
    back = inv(triu(x) if upper else tril(x))
    return matmul(back, turned(back)) if upper else matmul(turned(back), back)


def logdet(x: Any) -> Any:
    """The logarithm of the determinant of symmetric positive matrices."""
    return total(log(diagonal(cholesky(x), axis1=-2, axis2=-1)), axis=-1) * 2.0
