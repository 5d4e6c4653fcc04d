"""Number types of results as Keras has them."""

from __future__ import annotations

from typing import Any

from layerloom import config
from layerloom.tensors import Array, as_array, common_dtype, promoted, standardize_dtype


def floating(x: Any) -> Array:
    """Returns an array of floats or complex numbers; whole numbers become the default float type."""
    x = as_array(x)
    found: Array = x if x.dtype.kind in "fc" else x.astype(config.floatx())
    return found


def floating_pair(*xs: Any) -> list[Array]:
    """Returns arguments as arrays of one floating point type."""
    return [as_array(x) for x in promoted(xs, floats=True)]


def result_type(*dtypes: Any) -> str:
    """Returns the name of the type that values of these types give together, as Keras names it."""
    return common_dtype(*(standardize_dtype(d) for d in dtypes)).name
