"""Classes and functions of the caller, known by name for a while or everywhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any


class _Scopes(threading.local):
    """The open scopes of one thread, so that opening a file never shows in another thread."""

    def __init__(self) -> None:
        self.stack: list[Mapping[str, Any]] = []
        self.placeholders = False


_scopes = _Scopes()

#: What is known without a scope; filled by ``register_keras_serializable``.
everywhere: dict[str, Any] = {}


@contextmanager
def custom_objects(objects: Mapping[str, Any]) -> Iterator[None]:
    """Makes classes and functions known by name inside a ``with`` block, in this thread."""
    _scopes.stack.append(objects)
    try:
        yield
    finally:
        _scopes.stack.pop()


def known() -> dict[str, Any]:
    """Returns everything that is known now; inner scopes win."""
    found = dict(everywhere)
    for objects in _scopes.stack:
        found.update(objects)
    return found


@contextmanager
def placeholders(allowed: bool) -> Iterator[None]:
    """Says inside a ``with`` block, in this thread, whether placeholders may stand for layers that are not known."""
    before, _scopes.placeholders = _scopes.placeholders, allowed
    try:
        yield
    finally:
        _scopes.placeholders = before


def placeholders_allowed() -> bool:
    """Returns what :func:`placeholders` says now."""
    return _scopes.placeholders
