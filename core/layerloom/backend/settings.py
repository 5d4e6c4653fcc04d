"""Settings, names and number types of ``keras.backend``."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.config import (
    backend,
    epsilon,
    floatx,
    image_data_format,
    set_epsilon,
    set_floatx,
    set_image_data_format,
)
from layerloom.errors import LayerloomError
from layerloom.naming import get_uid, name_scope, reset_names
from layerloom.ops.promotion import result_type
from layerloom.tensors import KerasTensor, is_float, standardize_dtype
from layerloom.utils import clear_session

__all__ = [
    "backend", "cast_to_floatx", "clear_session", "epsilon", "floatx", "get_uid", "image_data_format",
    "image_dim_ordering", "is_float_dtype", "is_int_dtype", "is_keras_tensor", "name_scope", "reset_uids",
    "result_type", "set_epsilon", "set_floatx", "set_image_data_format", "set_image_dim_ordering",
    "standardize_dtype",
]  # fmt: skip


def reset_uids() -> None:
    """Starts the automatic names of layers afresh."""
    reset_names()


def is_float_dtype(dtype: Any) -> bool:
    """Tells whether a number type is a floating point one."""
    return is_float(standardize_dtype(dtype))


def is_int_dtype(dtype: Any) -> bool:
    """Tells whether a number type holds whole numbers."""
    return np.dtype(standardize_dtype(dtype)).kind in "iu"


def is_keras_tensor(x: Any) -> bool:
    """Tells whether a value is a symbolic tensor."""
    return isinstance(x, KerasTensor)


def cast_to_floatx(x: Any) -> Any:
    """Returns an array in the default floating point type."""
    return np.asarray(x, dtype=floatx())


def image_dim_ordering() -> str:
    """Returns Keras 1's word for where images keep their channels: ``"tf"`` for last, ``"th"`` for first."""
    return "tf" if image_data_format() == "channels_last" else "th"


def set_image_dim_ordering(dim_ordering: str) -> None:
    """Sets where images keep their channels, in Keras 1's words.

    Args:
        dim_ordering: ``"tf"`` for last, ``"th"`` for first.

    Raises:
        ValueError: If it is another word.
    """
    if dim_ordering not in ("tf", "th"):
        raise LayerloomError(f"dim_ordering must be 'tf' or 'th', got {dim_ordering!r}.")
    set_image_data_format("channels_last" if dim_ordering == "tf" else "channels_first")
