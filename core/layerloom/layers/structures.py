"""Shapes and tensors in nested lists and dicts, as layer calls have them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from layerloom.errors import FieldError
from layerloom.tensors import KerasTensor, Tensor, Variable

#: Older names of arguments that say what a first layer is fed with.
_INPUT_ARGUMENTS = ("input_shape", "batch_input_shape", "input_dim", "batch_size", "input_length")


def declared_input(kwargs: dict[str, Any]) -> tuple[int | None, ...] | None:
    """Takes the older ``input_shape``, ``input_dim``... out of the arguments; gives the batch shape they mean."""
    given = {key: kwargs.pop(key) for key in _INPUT_ARGUMENTS if key in kwargs}
    batch = given.get("batch_size")
    if given.get("batch_input_shape") is not None:
        if not isinstance(given["batch_input_shape"], Sequence):
            raise FieldError(
                "batch_input_shape must be a tuple of sizes such as (None, 28, 28, 1), "
                f"got {given['batch_input_shape']!r:.80}."
            )
        return tuple(given["batch_input_shape"])
    if given.get("input_shape") is not None:
        shape = given["input_shape"]
        return (batch, *(shape if isinstance(shape, (list, tuple)) else (shape,)))
    if given.get("input_dim") is not None:
        length = (given["input_length"],) if given.get("input_length") else ()
        return (batch, *length, given["input_dim"])
    return None


def _map(function: Callable[[Any], Any], structure: Any) -> Any:
    if isinstance(structure, dict):
        return {key: _map(function, item) for key, item in structure.items()}
    if isinstance(structure, (list, tuple)):
        return [_map(function, item) for item in structure]
    return function(structure)


def shapes_of(structure: Any) -> Any:
    """Returns the shapes of nested tensors, in their structure."""
    return _map(lambda x: tuple(x.shape) if hasattr(x, "shape") else None, structure)


def flat_shapes(structure: Any) -> list[tuple[int | None, ...]]:
    """Returns the shapes of nested tensors as one list."""
    if isinstance(structure, dict):
        structure = list(structure.values())
    if isinstance(structure, (list, tuple)):
        return [shape for item in structure for shape in flat_shapes(item)]
    return [tuple(structure.shape)] if hasattr(structure, "shape") else []


def is_batch_shape(value: Any) -> bool:
    """Tells whether a value is one shape, and not a list of shapes."""
    return isinstance(value, (list, tuple)) and all(size is None or isinstance(size, int) for size in value)


def as_shapes(shape: Any) -> Any:
    """Returns nested shapes from a file as tuples."""
    if isinstance(shape, dict):
        return {key: as_shapes(item) for key, item in shape.items()}
    if is_batch_shape(shape):
        return tuple(shape)
    return [as_shapes(item) for item in shape] if isinstance(shape, (list, tuple)) else shape


def symbols_for(shape: Any, dtype: str) -> Any:
    """Returns symbolic tensors for nested shapes."""
    if isinstance(shape, dict):
        return {key: symbols_for(item, dtype) for key, item in shape.items()}
    return (
        KerasTensor(shape, dtype) if is_batch_shape(shape) else [symbols_for(item, dtype) for item in shape]
    )


def has_tensors(value: Any) -> bool:
    """Tells whether a tensor or array stands anywhere in nested values."""
    if isinstance(value, dict):
        return any(map(has_tensors, value.values()))
    if isinstance(value, (list, tuple)):
        return any(map(has_tensors, value))
    return isinstance(value, (Tensor, Variable, KerasTensor, np.ndarray))


def unpack_single(tensors: list[KerasTensor]) -> Any:
    """Returns the only tensor of a list, or the list."""
    return tensors[0] if len(tensors) == 1 else list(tensors)
