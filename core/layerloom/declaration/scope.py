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
        self.parts: list[Any] | None = None


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
    """Says inside a ``with`` block, in this thread, whether placeholders may stand for layers that are not known.

    Where they may, something may stand for parts of layers as well, see :func:`unknown_parts`.
    """
    before = _scopes.placeholders, _scopes.parts
    _scopes.placeholders, _scopes.parts = allowed, [] if allowed else _scopes.parts
    try:
        yield
    finally:
        _scopes.placeholders, _scopes.parts = before


def placeholders_allowed() -> bool:
    """Returns what :func:`placeholders` says now."""
    return _scopes.placeholders


@contextmanager
def unknown_parts(allowed: bool = True) -> Iterator[list[Any]]:
    """Says inside a ``with`` block, in this thread, whether something may stand for parts that are not known.

    Yields:
        A list of what stands for them, which grows inside the block.
    """
    found: list[Any] = []
    before, _scopes.parts = _scopes.parts, found if allowed else None
    try:
        yield found
    finally:
        _scopes.parts = before


def unknown_parts_allowed() -> bool:
    """Returns what :func:`unknown_parts` or :func:`placeholders` says now."""
    return _scopes.parts is not None


def note_unknown_part(part: Any) -> None:
    """Puts what stands for a part into the list of the innermost block that allows it."""
    if _scopes.parts is not None:
        _scopes.parts.append(part)
