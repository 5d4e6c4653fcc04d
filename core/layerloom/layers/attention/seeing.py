"""Which values a query may see, from all masks that say something about it."""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np

from layerloom.ops.attention import causal_mask
from layerloom.tensors import Array


def seen_values(
    queries: int,
    values: int,
    *,
    query_mask: Any = None,
    value_mask: Any = None,
    key_mask: Any = None,
    attention_mask: Any = None,
    causal: bool = False,
    window: int | None = None,
) -> Array | None:
    """Joins masks into one.

    Args:
        queries: Number of queries.
        values: Number of values.
        query_mask: True where a query counts, (batch, queries).
        value_mask: True where a value counts, (batch, values).
        key_mask: True where a key counts, (batch, values).
        attention_mask: True where a query may see a value, (batch, queries, values).
        causal: Whether a query sees only the values up to its own place.
        window: Whether it sees only values less than this number of places away.

    Returns:
        True where a query sees a value; broadcasts to (batch, queries, values). None if it sees all of them.
    """
    masks: list[Array] = []
    if attention_mask is not None:
        masks.append(np.asarray(attention_mask).astype(bool))
    if query_mask is not None:
        masks.append(np.asarray(query_mask).astype(bool)[..., :, None])
    masks += [np.asarray(m).astype(bool)[..., None, :] for m in (value_mask, key_mask) if m is not None]
    if causal:
        masks.append(causal_mask(queries, values)[None])
    if window is not None:
        away = np.abs(np.arange(queries)[:, None] - np.arange(values))
        masks.append((away < window)[None])
    return reduce(np.logical_and, masks) if masks else None
