"""The files of a SavedModel folder, each opened only where it is a plain file of reasonable size."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from layerloom.saving.hdf5 import MAX_FILE, ContentError

#: The file with what only we write: class names, preprocessing...
METADATA = "layerloom.json"


def regular(path: Path) -> int:
    """Returns the size of a file in the folder.

    Raises:
        ContentError: If there is none, or it is a link, a device or too large.
    """
    try:
        found = os.lstat(path)
    except OSError:
        raise ContentError(f"has no file {path.parent.name}/{path.name}") from None
    if not stat.S_ISREG(found.st_mode):
        raise ContentError(f"{path.name} is no plain file")
    if found.st_size > MAX_FILE:
        raise ContentError(f"{path.name} is larger than {MAX_FILE // 2**30} GiB")
    return found.st_size


def read_file(path: Path, limit: int) -> bytes:
    """Returns what a file holds.

    Raises:
        ContentError: If it is no plain file, or longer than the limit.
    """
    if regular(path) > limit:
        raise ContentError(f"{path.name} is larger than {limit // 2**20} MiB")
    return path.read_bytes()
