"""CallContext: what nested layer calls share, such as whether this is training."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Calls(threading.local):
    def __init__(self) -> None:
        self.training: list[bool | None] = []


_calls = _Calls()


def in_call() -> bool:
    """Tells whether a layer call is going on in this thread."""
    return bool(_calls.training)


def current_training() -> bool | None:
    """Returns the ``training`` argument of the innermost call that has one."""
    return _calls.training[-1] if _calls.training else None


@contextmanager
def outside_calls() -> Iterator[None]:
    """Inside, layers are called as if no other call were going on: a model builds its graph within its first call."""
    before, _calls.training = _calls.training, []
    try:
        yield
    finally:
        _calls.training = before


@contextmanager
def layer_call(training: bool | None) -> Iterator[None]:
    """Marks a call; ``None`` keeps the outer call's ``training``."""
    _calls.training.append(current_training() if training is None else training)
    try:
        yield
    finally:
        _calls.training.pop()
