"""Elements of a data set: arrays in tuples, lists and dicts, put together to batches and taken apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from layerloom.errors import LayerloomError, ShapeError
from layerloom.tensors import Array, Tensor, as_array, wrap

_TENSOR_KINDS = "biufc"


def to_element(value: Any) -> Any:
    """Returns a structure of arrays: tuples and dicts stay, everything else becomes an array."""
    if isinstance(value, tuple):
        return tuple(to_element(item) for item in value)
    if isinstance(value, dict):
        return {key: to_element(item) for key, item in value.items()}
    if value is None:
        raise LayerloomError("An element of a Dataset cannot be None.")
    if hasattr(value, "_make"):  # a Dataset, as windows are
        return value
    if type(value).__module__.partition(".")[0] == "pandas":
        return value.to_numpy()
    if isinstance(value, list) and any(isinstance(item, Tensor) for item in value):
        return np.stack([as_array(item) for item in value])
    return as_array(value)


def to_tensors(element: Any) -> Any:
    """Returns an element as a user's code sees it: numbers as tensors, text as arrays."""
    if isinstance(element, tuple):
        return tuple(to_tensors(item) for item in element)
    if isinstance(element, dict):
        return {key: to_tensors(item) for key, item in element.items()}
    if not isinstance(element, np.ndarray):  # a Dataset, as windows are
        return element
    return wrap(element) if element.dtype.kind in _TENSOR_KINDS else element


def map_element(function: Callable[[Array], Any], element: Any) -> Any:
    """Applies a function to every array of an element."""
    if isinstance(element, tuple):
        return tuple(map_element(function, item) for item in element)
    if isinstance(element, dict):
        return {key: map_element(function, item) for key, item in element.items()}
    return function(element) if isinstance(element, np.ndarray) else element


def arrays(element: Any) -> list[Array]:
    """Returns every array of an element."""
    if isinstance(element, tuple):
        return [array for item in element for array in arrays(item)]
    if isinstance(element, dict):
        return [array for item in element.values() for array in arrays(item)]
    return [element] if isinstance(element, np.ndarray) else []


def rows(element: Any) -> int:
    """Returns the common length of the first axes.

    Raises:
        ShapeError: If there is none.
    """
    parts = arrays(element)
    lengths = {len(part) if part.ndim else None for part in parts}
    if len(lengths) != 1 or None in lengths:
        shapes = ", ".join(str(part.shape) for part in parts)
        raise ShapeError(f"All parts must have the same number of rows, got the shapes {shapes}.")
    return len(parts[0])


def row(element: Any, index: int) -> Any:
    """Returns one row of every array of an element."""
    return map_element(lambda part: np.asarray(part[index]), element)


def stack(elements: Sequence[Any]) -> Any:
    """Makes a batch of several elements.

    Raises:
        ShapeError: If their shapes differ.
    """
    first = elements[0]
    if isinstance(first, tuple):
        return tuple(stack([item[index] for item in elements]) for index in range(len(first)))
    if isinstance(first, dict):
        return {key: stack([item[key] for item in elements]) for key in first}
    if not isinstance(first, np.ndarray):
        raise LayerloomError(
            "Datasets cannot be put into batches: turn each window into an array first, for example with "
            "flat_map(lambda window: window.batch(size))."
        )
    try:
        return np.stack(elements)
    except ValueError:
        shapes = sorted({item.shape for item in elements})
        raise ShapeError(
            f"Elements of the shapes {shapes[0]} and {shapes[1]} cannot be in one batch: "
            "give them one shape with map, or use padded_batch."
        ) from None


def cast(element: Any, types: Any) -> Any:
    """Returns an element in the number types of a structure like it."""
    if isinstance(element, tuple):
        return tuple(cast(item, kind) for item, kind in zip(element, types, strict=True))
    if isinstance(element, dict):
        return {key: cast(item, types[key]) for key, item in element.items()}
    kind = getattr(types, "dtype", types)
    name = getattr(kind, "name", kind)
    return element if name == "string" else element.astype(name, copy=False)


def padded(items: list[Any], shapes: Any, values: Any) -> Any:
    """Makes a batch of elements of unlike sizes, filled up at their ends."""
    first = items[0]
    if isinstance(first, (tuple, dict)):
        keys: Any = first.keys() if isinstance(first, dict) else range(len(first))
        made = {
            key: padded(
                [item[key] for item in items],
                None if shapes is None else shapes[key],
                values[key] if isinstance(values, (tuple, dict)) else values,
            )
            for key in keys
        }
        return made if isinstance(first, dict) else tuple(made.values())
    return _pad(items, shapes, values)


def _pad(elements: Sequence[Array], shape: Sequence[int | None] | None, value: Any) -> Array:
    axes = range(elements[0].ndim)
    largest = [max(item.shape[axis] for item in elements) for axis in axes]
    if shape is not None:
        wanted = [size if size not in (None, -1) else largest[axis] for axis, size in enumerate(shape)]
        if len(wanted) != len(largest) or any(w < size for w, size in zip(wanted, largest, strict=True)):
            raise ShapeError(f"An element of shape {tuple(largest)} cannot be filled up to {tuple(shape)}.")
        largest = [int(size) for size in wanted]
    kind = elements[0].dtype
    fill = value if value is not None else ("" if kind.kind in "US" else 0)
    batch = np.full((len(elements), *largest), fill, dtype=np.result_type(*elements))
    for index, item in enumerate(elements):
        place: Any = (index, *(slice(size) for size in item.shape))
        batch[place] = item
    return batch
