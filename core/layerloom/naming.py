"""Names of layers and variables: Keras's automatic names and nested name scopes."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class _Names(threading.local):
    """Counters and scopes of one thread, so that a training thread never renumbers the window's layers."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.scopes: list[tuple[str, Any, str | None]] = []


_names = _Names()


def to_snake_case(name: str) -> str:
    """Turns a class name into Keras's layer name: ``MaxPooling2D`` becomes ``max_pooling2d``."""
    name = re.sub(r"\W+", "", name)
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()


def unique_name(prefix: str) -> str:
    """Returns ``prefix`` the first time, then ``prefix_1``, ``prefix_2``..."""
    count = _names.counts[prefix]
    _names.counts[prefix] += 1
    return f"{prefix}_{count}" if count else prefix


def get_uid(prefix: str = "") -> int:
    """Returns 1, 2, 3... for a prefix, from the counters of the automatic names."""
    _names.counts[prefix] += 1
    return _names.counts[prefix]


def reset_names() -> None:
    """Starts the automatic names afresh, as ``keras.utils.clear_session`` does."""
    _names.counts.clear()


@contextmanager
def name_scope(name: str, caller: Any = None) -> Iterator[str]:
    """Prefixes the path of every variable made inside.

    Args:
        name: What to prefix.
        caller: Whose scope it is; where that one's is the innermost already, nothing is added.
    """
    opened = open_scope(name, caller)
    try:
        yield name
    finally:
        if opened:
            close_scope()


def open_scope(name: str, caller: Any = None) -> bool:
    """Opens a name scope as :func:`name_scope` does; returns whether one is to be closed again.

    A caller with a ``_parent_path`` keeps the scopes that were open round its first one, as in Keras.
    """
    scopes = _names.scopes
    if caller is not None and scopes and scopes[-1][1] is caller:
        return False
    parent = getattr(caller, "_parent_path", None)
    if parent is None and hasattr(caller, "_parent_path"):
        parent = caller.__dict__["_parent_path"] = current_path()
    scopes.append((name, caller, parent))
    return True


def close_scope() -> None:
    """Closes the innermost name scope."""
    _names.scopes.pop()


def current_path() -> str:
    """Returns the open name scopes joined by slashes."""
    parts: list[str] = []
    for name, _, parent in _names.scopes:
        if parent is not None:
            parts = [parent] if parent else []
        parts.append(name)
    return "/".join(parts)
