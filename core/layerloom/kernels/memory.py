"""Freed memory is kept for the next step rather than given back to the system page by page.

A training step frees and asks for the same large arrays again and again. The C library's rule is to return blocks of
that size to the system, which then fills fresh pages with zeros, for up to half of a step's time.
"""

from __future__ import annotations

import ctypes
import os
import platform
from functools import cache

__all__ = ["keep_freed_memory"]

# The numbers and the limit of 32 MiB stand in glibc's malloc.h and manual (mallopt).
_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD = -1, -2, -3
_LARGEST_BLOCK = 32 << 20
_KEPT = 512 << 20
_AHEAD = 64 << 20


@cache
def keep_freed_memory() -> bool:
    """Asks the C library, once in a process, to keep up to 512 MiB of freed memory.

    The environment variable ``LAYERLOOM_KEEP_MEMORY=0`` prevents it.

    Returns:
        Whether it was done: only with glibc.
    """
    if os.environ.get("LAYERLOOM_KEEP_MEMORY") == "0" or platform.libc_ver()[0] != "glibc":
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return False
    settings = ((_MMAP_THRESHOLD, _LARGEST_BLOCK), (_TRIM_THRESHOLD, _KEPT), (_TOP_PAD, _AHEAD))
    done = [mallopt(name, value) for name, value in settings]  # every one, also after a refusal
    return all(done)
