"""Number types of results as Keras has them: whole numbers beside floats take the float's type."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import config
from layerloom.tensors import Array, KerasTensor, as_array, broadcast_shapes, standardize_dtype

_KINDS = "biufc"


def common_dtype(*dtypes: Any) -> np.dtype[Any]:
    """Returns the type that Keras computes in: floats decide among themselves, before whole numbers."""
    kinds = [np.dtype(d) for d in dtypes]
    floats = [d for d in kinds if d.kind in "fc"]
    found = np.result_type(*(floats or kinds))
    if found.kind == "f" and not floats:  # as uint64 beside int64
        return np.dtype(config.floatx())
    return found


def promoted(*xs: Any) -> tuple[Any, ...]:
    """Returns arguments in one type; Python numbers stay as they are, as they take the others' type."""
    kinds = {x.dtype for x in xs if isinstance(x, np.ndarray)}
    if len(kinds) == 1 and not any(isinstance(x, float) for x in xs):
        return xs
    arrays = [x for x in xs if not isinstance(x, (bool, int, float))]
    if not arrays:
        return tuple(map(as_array, xs))
    kind = common_dtype(*(as_array(x).dtype for x in arrays))
    if kind.kind in "biu" and any(isinstance(x, float) for x in xs):
        kind = np.dtype(config.floatx())
    return tuple(x if isinstance(x, (bool, int, float)) else as_array(x).astype(kind, copy=False) for x in xs)


def floating(x: Any) -> Array:
    """Returns an array of floats or complex numbers; whole numbers become the default float type."""
    x = as_array(x)
    found: Array = x if x.dtype.kind in "fc" else x.astype(config.floatx())
    return found


def floating_pair(*xs: Any) -> tuple[Any, ...]:
    """Returns arguments in one floating point type; Python numbers stay as they are."""
    return tuple(
        x
        if (isinstance(x, np.ndarray) and x.dtype.kind in "fc") or isinstance(x, (int, float))
        else floating(x)
        for x in promoted(*xs)
    )


def numbered(*specs: Any, **_: Any) -> KerasTensor:
    """Shape rule of elementwise operations that keep the type."""
    return KerasTensor(
        broadcast_shapes(*(tuple(s.shape) for s in specs)), common_dtype(*(s.dtype for s in specs))
    )


def result_type(*dtypes: Any) -> str:
    """Returns the name of the type that values of these types give together, as Keras names it."""
    return common_dtype(*(standardize_dtype(d) for d in dtypes)).name
