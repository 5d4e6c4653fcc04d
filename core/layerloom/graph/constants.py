"""The numbers of constants in the calls of layers: often more values than all else that a file says of a network."""

from __future__ import annotations

from typing import Any

import numpy as np


class Numbers(list[Any]):
    """The numbers of a constant as nested lists: plain data in which nobody has to look for anything else."""


def unpacked(data: Any) -> Any:
    """Returns plain data with the numbers of constants as lists, as JSON takes them, and no longer as arrays."""
    if isinstance(data, Numbers):
        return data
    if isinstance(data, dict):
        return {key: unpacked(item) for key, item in data.items()}
    if isinstance(data, (list, tuple)):
        return [unpacked(item) for item in data]
    return Numbers(data.tolist()) if isinstance(data, np.ndarray) else data
