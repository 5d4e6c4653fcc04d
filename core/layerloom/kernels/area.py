"""Averages over areas: every output stands for the stretch of inputs that it covers."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from layerloom.kernels.arrays import Array


@lru_cache(maxsize=256)
def area_weights(size: int, output: int, dtype: str) -> Array:
    """Returns the share (output, size) of the inputs in every output along one axis."""
    edges = np.arange(output + 1) * (size / output)
    places = np.arange(size)
    overlap = np.minimum(edges[1:, None], places + 1) - np.maximum(edges[:-1, None], places)
    weights = np.maximum(overlap, 0.0)
    found: Array = (weights / weights.sum(axis=1, keepdims=True)).astype(dtype)
    found.flags.writeable = False
    return found
