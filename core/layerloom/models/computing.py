"""The circumstances under which a model computes: one BLAS thread, and no warnings where NaN is watched anyway.

Small matrix products on several BLAS threads cost many times more than on one as soon as anything else runs on
the machine; the threads wait for each other. Kernels share work among threads of their own instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from layerloom.kernels.memory import keep_freed_memory
from layerloom.kernels.parallel import one_blas_thread


@contextmanager
def computing() -> Iterator[None]:
    """Holds BLAS to one thread, keeps freed memory, and silences NumPy's warnings of overflow and NaN."""
    keep_freed_memory()
    with one_blas_thread(), np.errstate(over="ignore", invalid="ignore", divide="ignore", under="ignore"):
        yield
