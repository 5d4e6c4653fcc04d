"""Factors of matrices over the last two axes, each with its gradient."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import FieldError, ShapeError
from layerloom.ops.arrays import cast, concatenate, expand_dims
from layerloom.ops.indexing import getitem
from layerloom.ops.inverses import inv, turned
from layerloom.ops.linear import matmul
from layerloom.ops.matrices import tril, triu
from layerloom.ops.promotion import floating
from layerloom.tensors import Array, KerasTensor, primitive

__all__ = ["eig", "eigh", "lu_factor", "qr", "svd"]


def _matrices(x: Any, function: str, square: bool = False) -> Any:
    if len(x.shape) < 2 or (square and x.shape[-1] != x.shape[-2]):
        what = "square matrices" if square else "matrices"
        raise ShapeError(f"{function} takes {what}, got shape {tuple(x.shape)}.")
    return x


def _columns(values: Any) -> Any:
    """A row of values as a factor of columns."""
    return expand_dims(values, axis=-2)


def _apart(values: Any) -> Any:
    """1 / (v_j - v_i), 0 on the diagonal and where two values are the same."""
    gaps = _columns(values) - expand_dims(values, axis=-1)
    same = np.asarray(gaps) == 0
    return (~same).astype(values.dtype) / (gaps + same.astype(values.dtype))


def _on_diagonal(values: Any) -> Any:
    return _columns(values) * np.eye(values.shape[-1], dtype=values.dtype)


# Singular values.


def _svd_shape(x: Any, full_matrices: bool = True, compute_uv: bool = True) -> Any:
    *lead, m, n = _matrices(x, "svd").shape
    k = None if m is None or n is None else min(m, n)
    values = KerasTensor((*lead, k), x.dtype)
    if not compute_uv:
        return values
    u, v = (m, n) if full_matrices else (k, k)
    return KerasTensor((*lead, m, u), x.dtype), values, KerasTensor((*lead, v, n), x.dtype)


@primitive(shape=_svd_shape)
def _svd(x: Any, /, full_matrices: bool, compute_uv: bool) -> Any:
    x = floating(_matrices(x, "svd"))
    if not compute_uv:
        return np.linalg.svd(x, compute_uv=False)
    return tuple(np.linalg.svd(x, full_matrices))


def svd(x: Any, full_matrices: bool = True, compute_uv: bool = True) -> Any:
    """The factors U, s, V with ``x = U * s @ V``.

    The gradient of U and V passes through as many of their columns and rows as there are singular values, which have
    to differ.

    Args:
        x: Matrices.
        full_matrices: Whether U and V are square.
        compute_uv: Whether U and V are wanted, or the singular values alone.
    """
    return _svd(x, full_matrices=full_matrices, compute_uv=compute_uv)


def _svd_rule(dy: Any, y: Any, x: Any, *, full_matrices: bool, compute_uv: bool) -> Any:
    if not compute_uv:
        u, _, v = _svd(x, full_matrices=False, compute_uv=True)
        return matmul(u * _columns(dy), v)
    k = y[1].shape[-1]
    u, s, v = y[0][..., :k], y[1], turned(y[2])[..., :k]
    du, ds, dv = dy[0][..., :k], dy[1], turned(dy[2])[..., :k]
    f = _apart(s * s)
    left, right = matmul(turned(u), du), matmul(turned(v), dv)
    inner = (f * (left - turned(left))) * _columns(s)
    inner = inner + expand_dims(s, axis=-1) * (f * (right - turned(right))) + _on_diagonal(ds)
    slope = matmul(matmul(u, inner), turned(v))
    if x.shape[-2] > k:
        slope = slope + matmul((du - matmul(u, left)) / _columns(s), turned(v))
    if x.shape[-1] > k:
        slope = slope + matmul(u / _columns(s), turned(dv - matmul(v, right)))
    return slope


_svd.gradient(_svd_rule)


# Eigenvalues.


def _pair(x: Any, function: str, dtype: str | None = None) -> Any:
    shape = _matrices(x, function).shape
    kind = dtype or x.dtype
    return KerasTensor(shape[:-1], kind), KerasTensor(shape, kind)


@primitive(shape=lambda x: _pair(x, "eigh"))
def _eigh(x: Any) -> Any:
    return tuple(np.linalg.eigh(floating(_matrices(x, "eigh", square=True))))


def _eigh_rule(dy: Any, y: Any, x: Any) -> Any:
    values, vectors = y
    inner = _apart(values) * matmul(turned(vectors), dy[1]) + _on_diagonal(dy[0])
    slope = matmul(matmul(vectors, inner), turned(vectors))
    return (slope + turned(slope)) * 0.5


_eigh.gradient(_eigh_rule)


def eigh(x: Any) -> tuple[Any, Any]:
    """Eigenvalues, in rising order, and eigenvectors of symmetric matrices."""
    values, vectors = _eigh(x)
    return values, vectors


@primitive(shape=lambda x: _pair(x, "eig", "complex128" if x.dtype == "float64" else "complex64"))
def _eig(x: Any) -> Any:
    x = floating(_matrices(x, "eig", square=True))
    kind = "complex128" if x.dtype == np.float64 else "complex64"
    return tuple(part.astype(kind) for part in np.linalg.eig(x))


def eig(x: Any) -> tuple[Any, Any]:
    """Eigenvalues and eigenvectors of square matrices, as complex numbers; without gradient."""
    values, vectors = _eig(x)
    return values, vectors


# Orthogonal and triangular factors.


def _qr_shape(x: Any, mode: str) -> Any:
    *lead, m, n = _matrices(x, "qr").shape
    k = m if mode == "complete" else None if m is None or n is None else min(m, n)
    return KerasTensor((*lead, m, k), x.dtype), KerasTensor((*lead, k, n), x.dtype)


@primitive(shape=_qr_shape)
def _qr(x: Any, /, mode: str) -> Any:
    return tuple(np.linalg.qr(floating(_matrices(x, "qr")), mode))  # type: ignore[call-overload]


def qr(x: Any, mode: str = "reduced") -> tuple[Any, Any]:
    """The factors Q, with orthogonal columns of length 1, and R, a triangle, with ``x = Q @ R``.

    Args:
        x: Matrices.
        mode: "reduced" for as few columns as needed, "complete" for a square Q.

    Raises:
        FieldError: If the mode is unknown.
    """
    if mode not in ("reduced", "complete"):
        raise FieldError(f"qr: mode must be 'reduced' or 'complete', got {mode!r}.")
    q, r = _qr(x, mode=mode)
    return q, r


def _qr_rule(dy: Any, y: Any, x: Any, *, mode: str) -> Any:
    (q, r), (dq, dr) = y, dy
    m, n = x.shape[-2:]
    if m > n and mode == "complete":
        raise FieldError(
            "qr has no gradient for more rows than columns in mode 'complete'; use mode='reduced'."
        )
    if m >= n:
        return _qr_slope(q, r, dq, dr)
    rest = getitem(x, key=(..., slice(m, None)))  # columns beyond the square: Q.T times them
    slope = matmul(q, getitem(dr, key=(..., slice(m, None))))
    dq = dq + matmul(rest, turned(getitem(dr, key=(..., slice(m, None)))))
    first = _qr_slope(q, getitem(r, key=(..., slice(None, m))), dq, getitem(dr, key=(..., slice(None, m))))
    return concatenate([first, slope], axis=-1)


def _qr_slope(q: Any, r: Any, dq: Any, dr: Any) -> Any:
    both = matmul(r, turned(dr)) - matmul(turned(dq), q)
    below = tril(both, k=-1)
    mirrored = tril(both) + turned(below)
    return matmul(dq + matmul(q, mirrored), turned(inv(r)))


_qr.gradient(_qr_rule)


# Triangles.


def _lu_shape(x: Any) -> Any:
    shape = _matrices(x, "lu_factor").shape
    sizes = [n for n in shape[-2:] if n is not None]
    rows = min(sizes) if len(sizes) == 2 else None
    return KerasTensor(shape, x.dtype), KerasTensor((*shape[:-2], rows), "int32")


@primitive(shape=_lu_shape)
def _lu(x: Any) -> Any:
    x = floating(_matrices(x, "lu_factor"))
    factors, order = _eliminated(x.reshape(-1, *x.shape[-2:]))
    return factors.reshape(x.shape), order.reshape(*x.shape[:-2], x.shape[-2])


def _eliminated(x: Array) -> tuple[Array, Array]:
    """Gauss's elimination of many matrices at once; returns both triangles in one, and the order of rows."""
    lu, (count, m, n) = x.copy(), x.shape
    order, each = np.tile(np.arange(m), (count, 1)), np.arange(count)
    for step in range(min(m, n)):
        best = step + np.argmax(np.abs(lu[:, step:, step]), axis=1)
        for table in (lu, order):
            rows = table[each, best].copy()
            table[each, best] = table[:, step]
            table[:, step] = rows
        pivot = lu[:, step, step]
        lu[:, step + 1 :, step] /= np.where(pivot == 0, 1, pivot)[:, None]
        lu[:, step + 1 :, step + 1 :] -= lu[:, step + 1 :, step, None] * lu[:, step, None, step + 1 :]
    return lu, np.argsort(order, axis=1).astype(np.int32)


def lu_factor(x: Any) -> tuple[Any, Any]:
    """The triangles L, with ones on its diagonal, and U, whose product are the rows of ``x`` in another order.

    Args:
        x: Matrices.

    Returns:
        Both triangles in one matrix, and where each row of ``x`` has gone.
    """
    factors, order = _lu(x)
    return factors, order


def _lu_rule(dy: Any, y: Any, x: Any) -> Any:
    if x.shape[-1] != x.shape[-2]:
        raise FieldError(f"lu_factor has a gradient for square matrices only, not for {tuple(x.shape)}.")
    factors, order = y
    one = np.eye(x.shape[-1], dtype=x.dtype)
    low, up = tril(factors, k=-1) + one, triu(factors)
    inner = tril(matmul(turned(low), tril(dy[0], k=-1)), k=-1) + triu(matmul(triu(dy[0]), turned(up)))
    slope = matmul(matmul(turned(inv(low)), inner), turned(inv(up)))
    places = cast(np.asarray(order)[..., :, None] == np.arange(x.shape[-1]), dtype=x.dtype)
    return matmul(places, slope)


_lu.gradient(_lu_rule)
