"""What all kernels share: the array type, number types to compute in, and cutting work into blocks."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

#: Bytes that a working buffer may take so that it stays in a core's second-level cache.
CACHE_BYTES = 1 << 20

#: Bytes of a line of the processor's caches.
_LINE = 64


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


def empty_by_lines(*shape: int, dtype: Any = np.float32) -> Array:
    """Returns memory with unknown numbers that begins where a line of the processor's cache does.

    A vector that reaches over the end of a line takes twice as long to fetch, and NumPy's own memory begins anywhere.

    Args:
        *shape: Shape of the array.
        dtype: Number type.
    """
    size = math.prod(shape) * np.dtype(dtype).itemsize
    memory = np.empty(size + _LINE, np.uint8)
    start = -memory.ctypes.data % _LINE
    found: Array = memory[start : start + size].view(dtype).reshape(shape)
    return found


def zeros_by_lines(*shape: int, dtype: Any = np.float32) -> Array:
    """Returns the same with zeros in it."""
    found = empty_by_lines(*shape, dtype=dtype)
    found.fill(0)
    return found
