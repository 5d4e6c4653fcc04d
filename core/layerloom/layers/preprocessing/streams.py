"""The batches that ``adapt`` looks at, of an array or of a stream of arrays."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np

from layerloom.tensors import Tensor


def batches_of(data: Any, steps: int | None = None, lists: bool = False) -> Iterator[Any]:
    """Yields batches.

    Args:
        data: One array, or something that yields arrays or tuples that begin with one.
        steps: How many batches at most.
        lists: Whether a list is one batch.
    """
    whole = isinstance(data, (np.ndarray, Tensor, str, bytes)) or (lists and isinstance(data, (list, tuple)))
    if whole or type(data).__module__.startswith("pandas"):
        yield data
        return
    for batch in itertools.islice(data, steps):
        yield batch[0] if isinstance(batch, tuple) else batch
