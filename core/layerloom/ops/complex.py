"""Complex numbers and their parts; their gradients are those of TensorFlow."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import FieldError, ShapeError
from layerloom.ops.arrays import cast, stack
from layerloom.ops.math import cos, sin
from layerloom.ops.promotion import floating
from layerloom.tensors import KerasTensor, operator, primitive

__all__ = ["angle", "conj", "conjugate", "imag", "isreal", "polar", "real", "view_as_complex", "view_as_real"]

_PARTS = {"complex64": "float32", "complex128": "float64"}
_UNIT = np.complex64(1j)
_WHOLES = {"float32": "complex64", "float64": "complex128"}


def _is_complex(x: Any) -> bool:
    return bool(np.dtype(x.dtype).kind == "c")


def _part(x: Any) -> KerasTensor:
    return KerasTensor(x.shape, _PARTS.get(x.dtype, x.dtype))


@operator("real")
@primitive(shape=_part)
def real(x: Any) -> Any:
    """The real part."""
    return np.ascontiguousarray(np.real(x)).reshape(np.shape(x))


real.gradient(lambda dy, y, x: cast(dy, dtype=x.dtype))
real.holomorphic = False


@primitive(shape=_part)
def imag(x: Any) -> Any:
    """The imaginary part, 0 for real numbers."""
    return np.array(np.imag(x))


imag.gradient(lambda dy, y, x: cast(dy, dtype=x.dtype) * _UNIT if _is_complex(x) else None)
imag.holomorphic = False


@operator("conjugate")
@primitive
def conjugate(x: Any) -> Any:
    """The complex conjugate."""
    return np.conjugate(x)


conjugate.gradient(lambda dy, y, x: conjugate(dy))
conjugate.holomorphic = False
conj = conjugate


@primitive(
    shape=lambda x: KerasTensor(
        x.shape, _PARTS.get(x.dtype, x.dtype if np.dtype(x.dtype).kind == "f" else "float32")
    )
)
def angle(x: Any) -> Any:
    """The angle of complex numbers, in radians."""
    return np.angle(floating(x))


angle.gradient(lambda dy, y, x: dy * (x * _UNIT) / (x * conjugate(x)) if _is_complex(x) else None)
angle.holomorphic = False


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


view_as_complex.gradient(lambda dy, y, x: view_as_real(dy))
view_as_complex.holomorphic = False
view_as_real.gradient(lambda dy, y, x: view_as_complex(dy))
view_as_real.holomorphic = False


def polar(abs_: Any, angle: Any) -> Any:
    """Complex numbers of given lengths and angles."""
    return view_as_complex(stack([abs_ * cos(angle), abs_ * sin(angle)], axis=-1))
