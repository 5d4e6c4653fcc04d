"""The number type of a layer's call: of its inputs, of the variables that it reads, and of what it gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.layers.structures import has_tensors
from layerloom.ops import cast
from layerloom.tensors import KerasTensor, Tensor, autocast, is_autocasting, is_float, wrap


def as_inputs(layer: Any, value: Any) -> Any:
    """Makes tensors of arrays, and brings floating point inputs to the number type of the layer.

    Args:
        layer: The layer that is called.
        value: One argument of the call: arrays, also within lists and dicts, or anything else.
    """
    if isinstance(value, (Tensor, np.ndarray)):
        array = value.value if isinstance(value, Tensor) else value
        wanted = layer.variable_dtype if layer._in_full_precision else layer.compute_dtype
        if array.dtype.kind == "f" and array.dtype.name != wanted and layer.autocast:
            return cast(value, dtype=wanted) if isinstance(value, Tensor) else wrap(array.astype(wanted))
        return value if isinstance(value, Tensor) else wrap(array)
    if isinstance(value, (list, tuple)) and has_tensors(value):
        return type(value)(layer._convert(item) for item in value)
    if isinstance(value, dict):
        return {key: layer._convert(item) for key, item in value.items()}
    return value


def in_precision(layer: Any, compute: Callable[[], Any]) -> Any:
    """Computes with the variables in the number type that a layer computes in; its outputs have that type too.

    The outputs of models and of layers of others stay as they are: those decide themselves.

    Args:
        layer: The layer that is called.
        compute: Its computation, with values or with symbols.
    """
    policy = layer.dtype_policy
    mixed = policy.compute_dtype != policy.variable_dtype
    if not mixed and not is_autocasting():
        return compute()
    casts = mixed and layer.autocast and not layer._in_full_precision
    with autocast(policy.compute_dtype if casts else None):
        outputs = compute()
    ours = type(layer).__module__.startswith("layerloom.layers.")
    return _as_outputs(outputs, layer.compute_dtype) if mixed and ours else outputs


def _as_outputs(outputs: Any, wanted: str) -> Any:
    if isinstance(outputs, (list, tuple)):
        return type(outputs)(_as_outputs(item, wanted) for item in outputs)
    if isinstance(outputs, dict):
        return {key: _as_outputs(item, wanted) for key, item in outputs.items()}
    if isinstance(outputs, (Tensor, KerasTensor)) and is_float(outputs.dtype) and outputs.dtype != wanted:
        return cast(outputs, dtype=wanted)
    return outputs
