"""TensorSpec: what an array is without its values, as ``tf.TensorSpec`` says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from layerloom.tensors import standardize_dtype


class TensorSpec:
    """Shape and number type of an array.

    Args:
        shape: Its shape; ``None`` for sizes that may be any, or for an unknown shape.
        dtype: Its number type; ``"string"`` for text.
        name: Its name.
    """

    def __init__(self, shape: Any, dtype: Any = "float32", name: str | None = None) -> None:
        self.shape = (
            None if shape is None else tuple(None if size in (None, -1) else int(size) for size in shape)
        )
        kind = getattr(dtype, "name", None) or getattr(dtype, "__name__", None) or str(dtype)
        self.dtype = "string" if kind in ("string", "str", "str_", "object") else standardize_dtype(kind)
        self.name = name

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TensorSpec):
            return NotImplemented
        return (self.shape, self.dtype, self.name) == (other.shape, other.dtype, other.name)

    def __hash__(self) -> int:
        return hash((self.shape, self.dtype, self.name))

    def __repr__(self) -> str:
        return f"TensorSpec(shape={self.shape}, dtype={self.dtype}, name={self.name!r})"


@dataclass(frozen=True)
class DatasetSpec:
    """That an element is a Dataset itself.

    Args:
        element_spec: What its elements are.
    """

    element_spec: Any


def spec_of(element: Any, open_batch: bool) -> Any:
    """Returns the specs of an element's arrays.

    Args:
        element: Arrays in tuples and dicts.
        open_batch: Whether the first axis may have another size in other elements.
    """
    if isinstance(element, tuple):
        return tuple(spec_of(item, open_batch) for item in element)
    if isinstance(element, dict):
        return {key: spec_of(item, open_batch) for key, item in element.items()}
    if not isinstance(element, np.ndarray):
        return DatasetSpec(element.element_spec)
    shape = (None, *element.shape[1:]) if open_batch and element.ndim else element.shape
    return TensorSpec(shape, "string" if element.dtype.kind in "OSU" else element.dtype.name)
