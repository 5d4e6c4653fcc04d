"""Number types: names, promotion and conversion, with float32 as the rule."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom import config

Array = NDArray[Any]

_FLOATS = frozenset({"float16", "float32", "float64"})


def standardize_dtype(dtype: Any) -> str:
    """Returns the plain name of a number type, the default float where ``None`` is given.

    Raises:
        ValueError: If there is no such number type.
    """
    if dtype is None:
        return config.floatx()
    if isinstance(dtype, str) and dtype == "float":
        return config.floatx()
    name = getattr(dtype, "name", dtype)
    try:
        return str(np.dtype(name).name)
    except TypeError:
        raise ValueError(f"Unknown number type {dtype!r}; use for example 'float32' or 'int32'.") from None


_names: dict[Any, str] = {}


def dtype_name(dtype: np.dtype[Any]) -> str:
    """Returns ``dtype.name``, which NumPy puts together anew each time, from a table."""
    name = _names.get(dtype)
    return _names.setdefault(dtype, dtype.name) if name is None else name


def is_float(dtype: Any) -> bool:
    """Tells whether a number type is a floating point one."""
    return dtype in _FLOATS if isinstance(dtype, str) else bool(np.dtype(dtype).kind == "f")


def as_array(value: Any, dtype: Any = None) -> Array:
    """Returns a NumPy array; Python floats and lists of them become the default float type."""
    if isinstance(value, np.ndarray):
        return value if dtype is None else value.astype(dtype, copy=False)
    if isinstance(value, np.generic) or hasattr(value, "__array__"):
        return np.asarray(value, dtype=dtype)
    if dtype is not None:
        return np.asarray(value, dtype=dtype)
    array = np.asarray(value)
    if array.dtype == np.float64:
        return array.astype(config.floatx())
    if array.dtype == np.int64 and not isinstance(value, np.ndarray):
        return array.astype(np.int32) if array.size == 0 or abs(array).max() < 2**31 else array
    return array
