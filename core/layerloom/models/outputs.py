"""Outputs of steps as plain arrays, whatever structure they have, and the parts of several steps joined."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.models.data_adapter import map_arrays
from layerloom.tensors import Tensor, wrap


def detached(structure: Any) -> Any:
    """Returns outputs as arrays, for metrics need no tape; those with a mask as tensors, so that it counts."""
    return map_arrays(_untaped, structure)


def as_arrays(structure: Any) -> Any:
    """Returns outputs as arrays."""
    return map_arrays(_array, structure)


def joined(parts: list[Any]) -> Any:
    """Returns the outputs of several batches as those of one."""
    first = parts[0]
    if isinstance(first, dict):
        return {key: joined([part[key] for part in parts]) for key in first}
    if isinstance(first, (list, tuple)):
        return [joined([part[index] for part in parts]) for index in range(len(first))]
    return np.concatenate(parts) if len(parts) > 1 else first


def _untaped(value: Any) -> Any:
    if not isinstance(value, Tensor):
        return value
    mask = getattr(value, "_keras_mask", None)
    if mask is None:
        return value.value
    plain = wrap(value.value)
    plain._keras_mask = mask
    return plain


def _array(value: Any) -> Any:
    return value.value if isinstance(value, Tensor) else np.asarray(value)
