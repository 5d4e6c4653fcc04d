"""Fills the cache of compiled kernels, as a process of its own: ``python -m layerloom.kernels.compiled``."""

from __future__ import annotations

import contextlib
import os

from layerloom.kernels.compiled import compile_all

if __name__ == "__main__":
    with contextlib.suppress(AttributeError, OSError):
        os.nice(10)  # whoever works meanwhile comes first
    compile_all()
