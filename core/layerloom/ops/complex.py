"""Complex numbers and their parts; gradients pass through real tensors alone."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import FieldError, ShapeError
from layerloom.ops.promotion import floating, floating_pair
from layerloom.tensors import Array, KerasTensor, broadcast_shapes, primitive

__all__ = ["angle", "conj", "conjugate", "imag", "isreal", "polar", "real", "view_as_complex", "view_as_real"]

_PARTS = {"complex64": "float32", "complex128": "float64"}
_WHOLES = {"float32": "complex64", "float64": "complex128"}


def _part(x: Any) -> KerasTensor:
    return KerasTensor(x.shape, _PARTS.get(x.dtype, x.dtype))


@primitive(shape=_part)
def real(x: Any) -> Any:
    """The real part."""
    return np.ascontiguousarray(np.real(x)).reshape(np.shape(x))


real.gradient(lambda dy, y, x: dy)


@primitive(shape=_part)
def imag(x: Any) -> Any:
    """The imaginary part, 0 for real numbers."""
    return np.array(np.imag(x))


@primitive
def conjugate(x: Any) -> Any:
    """The complex conjugate."""
    return np.conjugate(x)


conjugate.gradient(lambda dy, y, x: dy)
conj = conjugate


@primitive(
    shape=lambda x: KerasTensor(
        x.shape, _PARTS.get(x.dtype, x.dtype if np.dtype(x.dtype).kind == "f" else "float32")
    )
)
def angle(x: Any) -> Any:
    """The angle of complex numbers, in radians."""
    return np.angle(floating(x))


@primitive(dtype="bool")
def isreal(x: Any) -> Any:
    """Tells where the imaginary part is 0."""
    return np.isreal(x)


def _complex_of(x: Any) -> KerasTensor:
    if not x.shape or x.shape[-1] not in (2, None):
        raise ShapeError(
            f"view_as_complex wants a last axis of two, real and imaginary part, got shape {tuple(x.shape)}."
        )
    return KerasTensor(x.shape[:-1], _WHOLES.get(x.dtype, "complex64"))


@primitive(shape=_complex_of)
def view_as_complex(x: Any) -> Any:
    """Joins a last axis of real and imaginary part to complex numbers."""
    _complex_of(x)
    x = floating(x)
    return (x[..., 0] + 1j * x[..., 1]).astype(_WHOLES.get(x.dtype.name, "complex64"))


@primitive(shape=lambda x: KerasTensor((*x.shape, 2), _PARTS.get(x.dtype, x.dtype)))
def view_as_real(x: Any) -> Any:
    """Takes complex numbers apart to a new last axis of real and imaginary part."""
    x = np.asarray(x)
    if x.dtype.kind != "c":
        raise FieldError(f"view_as_real takes complex numbers, got {x.dtype}.")
    return np.stack([x.real, x.imag], axis=-1)


def _polar_shape(abs_: Any, angle: Any) -> KerasTensor:
    return KerasTensor(
        broadcast_shapes(tuple(abs_.shape), tuple(angle.shape)), _WHOLES.get(abs_.dtype, "complex64")
    )


@primitive(shape=_polar_shape)
def polar(abs_: Any, angle: Any) -> Any:
    """Complex numbers of given lengths and angles."""
    lengths, angles = floating_pair(abs_, angle)
    turned: Array = lengths * np.cos(angles) + 1j * (lengths * np.sin(angles))
    return turned.astype(_WHOLES.get(np.asarray(lengths).dtype.name, "complex64"))
