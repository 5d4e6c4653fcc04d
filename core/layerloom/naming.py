"""Names of layers and variables: Keras's automatic names and nested name scopes."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class _Names(threading.local):
    """Counters and scopes of one thread, so that a training thread never renumbers the window's layers."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.scopes: list[str] = []


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


def reset_names() -> None:
    """Starts the automatic names afresh, as ``keras.utils.clear_session`` does."""
    _names.counts.clear()


@contextmanager
def name_scope(name: str) -> Iterator[str]:
    """Prefixes the path of every variable made inside."""
    _names.scopes.append(name)
    try:
        yield name
    finally:
        _names.scopes.pop()


def current_path() -> str:
    """Returns the open name scopes joined by slashes."""
    return "/".join(_names.scopes)
