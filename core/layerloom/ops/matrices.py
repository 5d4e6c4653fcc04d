"""Matrices: triangles, diagonals, and joining along given axes."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import FieldError, ShapeError
from layerloom.ops.arithmetic import multiply
from layerloom.ops.arrays import concatenate, expand_dims, reshape
from layerloom.ops.reduce import normal_axes
from layerloom.ops.reduce import sum as total
from layerloom.tensors import Tensor, as_array, primitive, standardize_dtype
from layerloom.tensors.misfits import told_in_words
from layerloom.tensors.tensor import wrap

__all__ = [
    "diag", "diagonal", "dstack", "eye", "hstack", "identity", "inner", "kron", "trace", "tri", "tril",
    "triu", "vdot", "vstack",
]  # fmt: skip


@told_in_words
def eye(N: int, M: int | None = None, k: int = 0, dtype: Any = None) -> Tensor:  # noqa: N803 (Keras's names)
    """A matrix with ones on a diagonal."""
    return wrap(np.eye(N, M, k, dtype=standardize_dtype(dtype)))


def identity(n: int, dtype: Any = None) -> Tensor:
    """A square matrix with ones on the diagonal."""
    return eye(n, dtype=dtype)


def tri(N: int, M: int | None = None, k: int = 0, dtype: Any = None) -> Tensor:  # noqa: N803 (Keras's names)
    """A matrix with ones at and below a diagonal."""
    return wrap(np.tri(N, M, k, dtype=standardize_dtype(dtype)))


@primitive
def tril(x: Any, /, k: int = 0) -> Any:
    """Keeps what stands at and below a diagonal."""
    return np.tril(x, k)


tril.gradient(lambda dy, y, x, *, k: tril(dy, k=k))


@primitive
def triu(x: Any, /, k: int = 0) -> Any:
    """Keeps what stands at and above a diagonal."""
    return np.triu(x, k)


triu.gradient(lambda dy, y, x, *, k: triu(dy, k=k))


def _plane(x: Any, axis1: int, axis2: int) -> tuple[int, int]:
    """Returns the two axes in which a diagonal runs, counted from 0."""
    rank = len(x.shape)
    if rank < 2:
        raise ShapeError(f"A diagonal needs a matrix or more axes, got shape {tuple(x.shape)}.")
    axis1, axis2 = (*normal_axes(axis1, rank), *normal_axes(axis2, rank))
    if axis1 == axis2:
        raise FieldError(f"A diagonal runs in two different axes, got axis {axis1} twice.")
    return axis1, axis2


def _diagonal_shape(x: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> tuple[int | None, ...]:
    axis1, axis2 = _plane(x, axis1, axis2)
    rows, columns = x.shape[axis1], x.shape[axis2]
    rest = tuple(s for i, s in enumerate(x.shape) if i not in (axis1, axis2))
    if rows is None or columns is None:
        return (*rest, None)
    return (*rest, max(0, min(rows, columns - offset) if offset >= 0 else min(rows + offset, columns)))


@primitive(shape=_diagonal_shape)
def diagonal(x: Any, /, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    """The elements of a diagonal."""
    return np.ascontiguousarray(np.diagonal(x, offset, *_plane(x, axis1, axis2)))


@primitive(shape=lambda dy, shape, **_: tuple(shape))
def _on_diagonal(dy: Any, /, shape: tuple[int, ...], offset: int, axis1: int, axis2: int) -> Any:
    out = np.zeros(shape, dy.dtype)
    view = np.diagonal(out, offset, axis1, axis2).view()
    view.flags.writeable = True
    view[...] = dy
    return out


diagonal.gradient(
    lambda dy, y, x, *, offset, axis1, axis2: _on_diagonal(
        dy, shape=tuple(x.shape), offset=offset, axis1=axis1, axis2=axis2
    )
)
_on_diagonal.gradient(
    lambda dy, y, x, *, shape, offset, axis1, axis2: diagonal(dy, offset=offset, axis1=axis1, axis2=axis2)
)


def diag(x: Any, k: int = 0) -> Any:
    """A matrix with the given diagonal, or the diagonal of a given matrix."""
    rank = len(x.shape)
    if rank == 2:
        return diagonal(x, offset=k)
    if rank != 1:
        raise ShapeError(f"diag wants a vector or a matrix, got shape {tuple(x.shape)}.")
    if x.shape[0] is None:
        raise ShapeError("diag wants a vector of known length.")
    size = x.shape[0] + abs(k)
    return _on_diagonal(x, shape=(size, size), offset=k, axis1=0, axis2=1)


def trace(x: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    """The sum of a diagonal."""
    return total(diagonal(x, offset=offset, axis1=axis1, axis2=axis2), axis=-1)


def _at_least(x: Any, rank: int) -> Any:
    x = x if hasattr(x, "shape") else as_array(x)
    if rank >= 1 and not x.shape:
        x = reshape(x, newshape=(1,))
    if rank >= 2 and len(x.shape) == 1:
        x = expand_dims(x, axis=0)
    return expand_dims(x, axis=2) if rank == 3 and len(x.shape) == 2 else x


def hstack(xs: Any) -> Any:
    """Joins side by side: along the second axis, vectors along the first."""
    parts = [_at_least(x, 1) for x in xs]
    return concatenate(parts, axis=0 if len(parts[0].shape) == 1 else 1)


def vstack(xs: Any) -> Any:
    """Joins one below the other."""
    return concatenate([_at_least(x, 2) for x in xs], axis=0)


def dstack(xs: Any) -> Any:
    """Joins along the third axis."""
    return concatenate([_at_least(x, 3) for x in xs], axis=2)


def vdot(x1: Any, x2: Any) -> Any:
    """The product of two tensors as vectors, summed."""
    return total(reshape(x1, newshape=(-1,)) * reshape(x2, newshape=(-1,)))


def inner(x1: Any, x2: Any) -> Any:
    """Sums products over the last axes of both."""
    from layerloom.ops.linear import tensordot

    if not np.shape(x1) or not np.shape(x2):
        return multiply(x1, x2)
    return tensordot(x1, x2, axes=([-1], [-1]))


def kron(x1: Any, x2: Any) -> Any:
    """The Kronecker product: every element of the first times the whole second."""
    first, second = (x if hasattr(x, "shape") else as_array(x) for x in (x1, x2))
    rank = max(len(first.shape), len(second.shape))
    a, b = ((*(1,) * (rank - len(x.shape)), *x.shape) for x in (first, second))
    left = reshape(first, newshape=[n for size in a for n in (_free(size), 1)])
    right = reshape(second, newshape=[n for size in b for n in (1, _free(size))])
    whole = [-1 if None in pair else pair[0] * pair[1] for pair in zip(a, b, strict=True)]
    return reshape(multiply(left, right), newshape=whole)


def _free(size: int | None) -> int:
    return -1 if size is None else size
