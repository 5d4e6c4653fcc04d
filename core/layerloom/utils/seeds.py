"""One seed for every source of random numbers."""

from __future__ import annotations

import random

import numpy as np

from layerloom import dtype_policies
from layerloom.errors import LayerloomError
from layerloom.naming import reset_names
from layerloom.random import seed_default_stream

__all__ = ["clear_session", "set_random_seed"]


def set_random_seed(seed: int) -> None:
    """Seeds Python's, NumPy's and Layerloom's random numbers, so that a run can be repeated.

    Args:
        seed: A whole number from 0 to 2**32 - 1.

    Raises:
        ValueError: If it is anything else.
    """
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or not 0 <= seed < 2**32:
        raise LayerloomError(f"A seed must be a whole number from 0 to 2**32 - 1, got {seed!r}.")
    random.seed(int(seed))
    np.random.seed(int(seed))  # noqa: NPY002 - users' code may draw from it
    seed_default_stream(int(seed))


def clear_session(free_memory: bool = True) -> None:
    """Starts the automatic layer names afresh."""
    reset_names()
    dtype_policies.set_dtype_policy(None)
