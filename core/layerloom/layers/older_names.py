"""Argument names of Keras 1, which old scripts still use: ``init`` for ``kernel_initializer`` and so on."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from layerloom.graph.keras1 import DATA_FORMATS, RENAMED


def accept_older_names(init: Callable[..., None]) -> Callable[..., None]:
    """Wraps a constructor so that it takes older argument names too: those of which it knows today's name alone."""
    known = inspect.signature(init).parameters
    renamed = {old: new for old, new in RENAMED.items() if new in known and old not in known}
    if not renamed:
        return init

    @wraps(init)
    def wrapped(self: Any, *args: Any, **kwargs: Any) -> None:
        for old in renamed.keys() & kwargs.keys():
            value = kwargs.pop(old)
            kwargs.setdefault(
                renamed[old], DATA_FORMATS.get(value, value) if old == "dim_ordering" else value
            )
        init(self, *args, **kwargs)

    return wrapped
