"""Names from files in Python code: a text that is none never becomes a part of the code."""

from __future__ import annotations

import keyword
from collections.abc import Iterable

from layerloom.graph.architecture import ArchitectureError


def checked_name(text: str) -> str:
    """Returns a name, with dots or without, as it is.

    Args:
        text: For example ``"Dense"`` or ``"keras.layers.Dense"``.

    Raises:
        ArchitectureError: If a part of it is no name in Python, so that it could be other code.
    """
    if not all(map(is_name, text.split("."))):
        raise ArchitectureError(f"{text[:60]!r} is no name in Python, so there is no code for it: rename it.")
    return text


def is_name(text: str) -> bool:
    """Tells whether a text can be a name in Python."""
    return text.isidentifier() and not keyword.iskeyword(text)


def named_argument(name: str, code: str) -> str:
    """Returns an argument of a call by its name, which need not be one in Python.

    Args:
        name: The name, perhaps from a file.
        code: The code of its value.
    """
    return f"{name}={code}" if is_name(name) else f"**{{{name!r}: {code}}}"


def comment(text: str, names: Iterable[str] = ()) -> str:
    """Returns a comment of one line, whatever is in the names.

    Args:
        text: What it says.
        names: What is listed behind it.
    """
    line = f"# {text}{', '.join(names)}"
    return "".join(char if char.isprintable() else " " for char in line)
