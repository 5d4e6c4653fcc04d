"""What all kernels share: the array type, number types to compute in, and cutting work into blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

#: Bytes that a working buffer may take so that it stays in a core's second-level cache.
CACHE_BYTES = 1 << 20


def compute_dtype(*arrays: Array) -> np.dtype[Any]:
    """Returns the number type to compute in: the arrays' common one, but at least float32."""
    return np.result_type(np.float32, *(a.dtype for a in arrays if a.dtype.kind == "f"))


def blocks(count: int, item_bytes: int, share: float = 1.0) -> Iterator[tuple[int, int]]:
    """Yields (start, stop) of even runs of items that fit a share of the cache, one item at least."""
    size = block_size(count, item_bytes, share)
    for start in range(0, count, size):
        yield start, min(start + size, count)


def block_size(count: int, item_bytes: int, share: float = 1.0) -> int:
    """Returns the number of items in the longest run that :func:`blocks` yields."""
    most = max(1, min(count, int(CACHE_BYTES * share) // max(1, item_bytes)))
    runs = max(1, -(-count // most))
    return max(1, -(-count // runs))
