"""Sequences of unlike lengths to one array."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom.errors import LayerloomError, ShapeError
from layerloom.tensors import Array

__all__ = ["pad_sequences"]


def pad_sequences(
    sequences: Sequence[Any],
    maxlen: int | None = None,
    dtype: Any = "int32",
    padding: str = "pre",
    truncating: str = "pre",
    value: Any = 0.0,
) -> Array:
    """Fills sequences up to one length, or cuts them to it (``keras.utils.pad_sequences``).

    Args:
        sequences: Lists of numbers, or of arrays of one shape.
        maxlen: The length; by default that of the longest.
        dtype: Number type of the result; ``object`` for text.
        padding: Whether to fill up at the beginning (``"pre"``) or the end (``"post"``).
        truncating: Whether to cut at the beginning (``"pre"``) or the end (``"post"``).
        value: What is filled in.

    Returns:
        Array of shape ``(number of sequences, maxlen, ...)``.

    Raises:
        LayerloomError: If an argument is none of these.
        ShapeError: If the elements differ in shape.
    """
    if not hasattr(sequences, "__len__"):
        raise LayerloomError(f"sequences must be a list of lists, got {type(sequences).__name__}.")
    for name, place in (("padding", padding), ("truncating", truncating)):
        if place not in ("pre", "post"):
            raise LayerloomError(f"{name} must be 'pre' or 'post', got {place!r}.")
    single = next((item for item in sequences if not hasattr(item, "__len__")), None)
    if single is not None:
        raise LayerloomError(f"sequences must be a list of lists, but it holds {single!r}.")
    text = dtype is object or np.issubdtype(dtype, np.str_) or np.issubdtype(dtype, np.bytes_)
    if isinstance(value, str) and not text:
        raise LayerloomError(
            f"The text {value!r} does not go with numbers of type {dtype}: set dtype=object."
        )
    length = max(map(len, sequences), default=0) if maxlen is None else maxlen
    shape = next((np.asarray(item).shape[1:] for item in sequences if len(item)), ())
    filled: Array = np.full((len(sequences), length, *shape), value, dtype=dtype)
    for index, item in enumerate(sequences):
        cut = item[:length] if truncating == "post" else item[max(len(item) - length, 0) :]
        if not len(cut):
            continue
        row = np.asarray(cut, dtype=dtype)
        if row.shape[1:] != shape:
            raise ShapeError(
                f"Elements of sequence {index} have the shape {row.shape[1:]}, those before it {shape}."
            )
        filled[(index, slice(len(row)) if padding == "post" else slice(length - len(row), None))] = row
    return filled
