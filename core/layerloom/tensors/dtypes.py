"""Number types: names, promotion and conversion, with float32 as the rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom import config
from layerloom.errors import LayerloomError, ShapeError

Array = NDArray[Any]

_FLOATS = frozenset({"float16", "float32", "float64"})
_COMPLEX = frozenset({"complex64", "complex128"})
_WITH_TYPE = (np.ndarray, np.generic)


def standardize_dtype(dtype: Any) -> str:
    """Returns the plain name of a number type, the default float where ``None`` is given.

    NumPy has no bfloat16; what asks for it gets float32, as the layers of such a policy do.

    Raises:
        ValueError: If there is no such number type.
    """
    if dtype is None:
        return config.floatx()
    if isinstance(dtype, str) and dtype == "float":
        return config.floatx()
    if dtype in ("string", "str", str):
        return "string"
    name = getattr(dtype, "name", dtype)
    try:
        found = np.dtype("float32" if name == "bfloat16" else name)
        if found.kind in "mM":  # times are no numbers
            raise TypeError(name)
        return str(found.name)
    except (TypeError, ValueError):
        if "_from_" in str(name):
            raise ValueError(
                f"Number type {str(name)!r:.60} is that of a quantized layer, and these are not supported: save the "
                "model before it is quantized."
            ) from None
        raise ValueError(
            f"Unknown number type {dtype!r:.60}; use for example 'float32' or 'int32'."
        ) from None


_names: dict[Any, str] = {}


def dtype_name(dtype: np.dtype[Any]) -> str:
    """Returns ``dtype.name``, which NumPy puts together anew each time, from a table."""
    name = _names.get(dtype)
    if name is None:
        name = _names[dtype] = "string" if dtype.kind in "USO" else dtype.name
    return name


def is_float(dtype: Any) -> bool:
    """Tells whether a number type is a floating point one."""
    return dtype in _FLOATS if isinstance(dtype, str) else bool(np.dtype(dtype).kind == "f")


def is_complex(dtype: Any) -> bool:
    """Tells whether a number type is a complex one."""
    return dtype in _COMPLEX if isinstance(dtype, str) else bool(np.dtype(dtype).kind == "c")


def common_dtype(*dtypes: Any) -> np.dtype[Any]:
    """Returns the type that Keras computes in: floats decide among themselves, before whole numbers."""
    kinds = [np.dtype(dtype) for dtype in dtypes]
    floats = [kind for kind in kinds if kind.kind in "fc"]
    found = np.result_type(*(floats or kinds))
    if found.kind == "f" and not floats:  # as for uint64 beside int64
        return np.dtype(config.floatx())
    return found


def promoted_dtype(strong: Sequence[Any], weak: Sequence[Any], floats: bool = False) -> np.dtype[Any]:
    """Returns the type in which Keras joins arrays and Python numbers.

    Args:
        strong: Types of the arrays.
        weak: Python numbers, which take the arrays' type where it can hold their kind.
        floats: Whether whole numbers become floats.
    """
    kind = common_dtype(*(strong or [as_array(x).dtype for x in weak]))
    if kind.kind in "biu" and (floats or any(isinstance(x, float) for x in weak)):
        return np.dtype(config.floatx())
    if kind.kind == "b" and any(not isinstance(x, bool) for x in weak):
        return np.dtype(np.int32)
    return kind


def promoted(xs: Sequence[Any], floats: bool = False) -> list[Any]:
    """Returns arrays and Python numbers in one type; numbers beside arrays stay as they are.

    Args:
        xs: The arguments of an elementwise operation.
        floats: Whether whole numbers become floats.
    """
    kinds = {x.dtype for x in xs if isinstance(x, _WITH_TYPE) and not isinstance(x, float)}
    if len(kinds) == 1 and next(iter(kinds)).kind in "fc":
        return list(xs)
    if np.dtype("O") in kinds and any(map(holds_none, xs)):
        raise LayerloomError("None is no number: give a number or an array, or leave the operation out.")
    weak = [x for x in xs if isinstance(x, (bool, int, float))]
    kind = promoted_dtype(
        [as_array(x).dtype for x in xs if not isinstance(x, (bool, int, float))], weak, floats
    )
    if not kinds:
        return [as_array(x).astype(kind, copy=False) for x in xs]
    return [x if isinstance(x, (bool, int, float)) else as_array(x).astype(kind, copy=False) for x in xs]


def as_array(value: Any, dtype: Any = None) -> Array:
    """Returns a NumPy array; Python floats and lists of them become the default float type."""
    if isinstance(dtype, str) and dtype == "string":  # texts stay as they are, of whatever length
        dtype = None
    if isinstance(value, np.ndarray):
        if dtype is not None and holds_none(value):
            raise _no_numbers(value, dtype)
        return value if dtype is None else value.astype(dtype, copy=False)
    if isinstance(value, np.generic) or hasattr(value, "__array__"):
        return np.asarray(value, dtype=dtype)
    try:
        array = np.asarray(value, dtype=dtype)
    except (ValueError, TypeError) as error:
        raise _told(value, dtype, error) from None
    if dtype is not None:
        if array.dtype.kind == "f" and np.isnan(array).any() and holds_none(np.asarray(value)):
            raise _no_numbers(value, dtype)  # NumPy takes None for what is not a number
        return array
    if array.dtype == np.float64:
        return array.astype(config.floatx())
    if array.dtype == np.int64:
        largest = abs(value) if type(value) is int else abs(array).max(initial=0)
        return array.astype(np.int32) if largest < 2**31 else array
    return array


def holds_none(value: Any) -> bool:
    """Tells whether an array of objects has ``None`` among them."""
    return isinstance(value, np.ndarray) and value.dtype.kind == "O" and any(x is None for x in value.flat)


def _told(value: Any, dtype: Any, error: Exception) -> Exception:
    """Returns a sentence for what NumPy cannot make an array of."""
    if "inhomogeneous" in str(error) or "array element with a sequence" in str(error):
        return ShapeError(
            "An array needs rows of one length, the nested list has longer and shorter ones: fill them up, for example "
            "by keras.utils.pad_sequences."
        )
    if "could not convert string" in str(error) or "invalid literal" in str(error):
        return LayerloomError(
            f"{value!r:.60} holds texts, which do not become {dtype}: turn them into numbers first."
        )
    if value is None or isinstance(value, dict) or "a real number" in str(error):
        return _no_numbers(value, dtype)
    return error


def _no_numbers(value: Any, dtype: Any) -> LayerloomError:
    return LayerloomError(f"{value!r:.60} cannot become an array of {dtype}: give numbers, or lists of them.")
