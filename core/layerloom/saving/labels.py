"""Names of classes in a ``labels.txt`` beside a model, as Teachable Machine writes it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

FILE = "labels.txt"
_LARGEST = 2**20  # bytes
_LONGEST = 200  # characters of a name


def classes_beside(path: str | os.PathLike[str]) -> tuple[str, ...]:
    """Returns the names of classes that lie beside a model: a line for each, ``0 Cat`` or ``Cat``.

    Args:
        path: The model's file or folder.

    Returns:
        The names; none where there is no such file, or where it holds anything else.
    """
    file = Path(path).absolute().parent / FILE
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
            return ()
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return ()
    names = [line.strip() for line in lines if line.strip()]
    numbered = [name.partition(" ") for name in names]
    if all(number == str(place) and rest for place, (number, _, rest) in enumerate(numbered)):
        names = [rest.strip() for _, _, rest in numbered]
    if any(not name.isprintable() for name in names):
        return ()
    return tuple(name[:_LONGEST] for name in names)
