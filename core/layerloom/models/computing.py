"""The circumstances under which a model computes: one BLAS thread, and no warnings where NaN is watched anyway.

Small matrix products on several BLAS threads cost many times more than on one as soon as anything else runs on
the machine; the threads wait for each other. Kernels share work among threads of their own instead.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import numpy as np

from layerloom.kernels.memory import keep_freed_memory
from layerloom.kernels.parallel import hold_blas, release_blas

Given = ParamSpec("Given")
Result = TypeVar("Result")

_SILENT: dict[str, Any] = {"over": "ignore", "invalid": "ignore", "divide": "ignore", "under": "ignore"}


class computing:  # noqa: N801 - read as a phrase: with computing()
    """Holds BLAS to one thread, keeps freed memory, and silences NumPy's warnings of overflow and NaN.

    A context, and a decorator of functions; what it does counts where one image is predicted, so it is no generator.
    """

    def __enter__(self) -> None:
        keep_freed_memory()
        hold_blas()
        self._errors = np.errstate(**_SILENT)
        self._errors.__enter__()

    def __exit__(self, *error: object) -> None:
        self._errors.__exit__(None, None, None)
        release_blas()

    def __call__(self, function: Callable[Given, Result]) -> Callable[Given, Result]:
        """Has a function computed under these circumstances."""

        @wraps(function)
        def inside(*args: Given.args, **kwargs: Given.kwargs) -> Result:
            with computing():
                return function(*args, **kwargs)

        return inside
