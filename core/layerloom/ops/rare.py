"""Functions that TensorFlow has and Keras lacks: of mathematics, and of matrices."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np

from layerloom.ops.composite import composite
from layerloom.tensors import Array, KerasTensor, broadcast_shapes
from layerloom.tensors.tensor import wrap

__all__ = ["rare_function"]


def _joined(*arguments: Any, name: str) -> KerasTensor:
    shape = reduce(broadcast_shapes, (tuple(argument.shape) for argument in arguments))
    return KerasTensor(shape, arguments[-1].dtype)


@composite(shape=_joined)
def rare_function(*arguments: Any, name: str) -> Any:
    """Calls one of the functions by its name in ``tf.math`` or ``tf.linalg``; it has no gradient.

    Args:
        *arguments: Its tensors.
        name: One of betainc, expm, igamma, igammac, polygamma, sqrtm and zeta.
    """
    arrays = [np.asarray(argument) for argument in arguments]
    found = _FUNCTIONS[name](*(array.astype("float64") for array in arrays))
    return wrap(np.asarray(found).astype(arrays[-1].dtype))


def _special(name: str) -> Callable[..., Array]:
    def function(*arrays: Array) -> Array:
        from scipy import special

        found: Array = getattr(special, name)(*arrays)
        return found

    return function


def _polygamma(order: Array, x: Array) -> Array:
    from scipy import special

    found: Array = special.polygamma(order.astype(np.int64), x)
    return found


def _expm(x: Array) -> Array:
    from scipy import linalg

    found: Array = linalg.expm(x)
    return found


def _sqrtm(x: Array) -> Array:
    from scipy import linalg

    roots = [np.real(linalg.sqrtm(matrix)) for matrix in x.reshape(-1, *x.shape[-2:])]
    return np.reshape(roots, x.shape)


_FUNCTIONS: dict[str, Callable[..., Array]] = {
    "betainc": _special("betainc"),
    "expm": _expm,
    "igamma": _special("gammainc"),
    "igammac": _special("gammaincc"),
    "polygamma": _polygamma,
    "sqrtm": _sqrtm,
    "zeta": _special("zeta"),
}
