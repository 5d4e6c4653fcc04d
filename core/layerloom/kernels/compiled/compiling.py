"""How kernels are compiled: ahead of their use, without the interpreter's lock, kept on disk.

Only the files of loops import this, and only a plan imports them: Numba takes a moment to load.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import numba
import scipy.linalg.cython_blas  # noqa: F401 - the products inside kernels are SciPy's

from layerloom.kernels.compiled import cache
from layerloom.kernels.parallel import find_libraries

find_libraries()
numba_config: Any = importlib.import_module("numba.core.config")

#: Sums may be taken in any order; infinities and NaN keep their meaning.
_OPTIONS: dict[str, Any] = {
    "nogil": True,
    "fastmath": {"reassoc", "contract", "nsz"},
    "error_model": "numpy",
}


def compiled(signature: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Compiles a kernel for one signature, or loads it from the cache."""

    def make(function: Callable[..., Any]) -> Callable[..., Any]:
        place, before = cache.folder(), numba_config.CACHE_DIR
        numba_config.CACHE_DIR = "" if place is None else str(place)
        try:
            return numba.njit(signature, cache=place is not None, **_OPTIONS)(function)
        finally:
            numba_config.CACHE_DIR = before

    return make


def helper(function: Callable[..., Any]) -> Callable[..., Any]:
    """Makes a function that kernels call; it becomes part of each of them."""
    made: Callable[..., Any] = numba.njit(forceinline=True, **_OPTIONS)(function)
    return made
