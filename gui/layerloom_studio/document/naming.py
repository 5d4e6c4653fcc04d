"""Layer names as Keras gives them, unique in one drawing: `conv2d`, `conv2d_1`, `max_pooling2d`, ..."""

from __future__ import annotations

import re
from collections.abc import Container

from layerloom.naming import to_snake_case

_NUMBERED = re.compile(r"^(.+)_(\d+)$")


def new_name(class_name: str, taken: Container[str]) -> str:
    """Return the name for a new layer of a class, e.g. `conv2d_2` where two are `taken` already."""
    return _first_free(to_snake_case(class_name), taken)


def copy_name(name: str, taken: Container[str]) -> str:
    """Return the name for a copy of the layer `name`: itself if free, else the next number of the same stem."""
    if name not in taken:
        return name
    match = _NUMBERED.match(name)
    return _first_free(match[1] if match else name, taken)


def _first_free(stem: str, taken: Container[str]) -> str:
    if stem not in taken:
        return stem
    number = 1
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"
