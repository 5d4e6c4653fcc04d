"""Layer names as Keras gives them, unique in one drawing: `conv2d`, `conv2d_1`, `max_pooling2d`, ..."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from layerloom.naming import to_snake_case

_NUMBERED = re.compile(r"^(.+)_(\d+)$")


def new_name(class_name: str, taken: Container[str]) -> str:
    """Return the name for a new layer of a class, e.g. `conv2d_2` where two are `taken` already."""
    stem = to_snake_case(class_name)
    if stem not in taken:
        return stem
    number = 1
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"


class FreshNames:
    """Gives names that are not taken yet; each name given is taken from then on.

    Args:
        taken: The names that are in use.
    """

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def copy_of(self, name: str) -> str:
        """Return the name for a copy of `name`: itself if free, else the next number of the same stem."""
        match = _NUMBERED.match(name)
        fresh = name if name not in self._taken else self._numbered(match[1] if match else name)
        self._taken.add(fresh)
        return fresh

    def _numbered(self, stem: str) -> str:
        if stem not in self._taken:
            return stem
        number = self._last.get(stem, 0) + 1
        while f"{stem}_{number}" in self._taken:
            number += 1
        self._last[stem] = number
        return f"{stem}_{number}"
