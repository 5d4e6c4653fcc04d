"""Files written whole or not at all: beside the target first, then renamed onto it."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def atomic_path(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Gives a path beside the target to write to; on success it takes the target's place.

    Whatever happens in between (an error, a full disk, a kill), the target is either the old file or the whole
    new one. Missing folders are made. A target that is a link stays one: the file behind it is replaced.

    Args:
        path: The file that shall be written.

    Yields:
        The path of an empty file to write to.

    Raises:
        OSError: If the folder cannot be written to; the target is as it was.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise IsADirectoryError(21, "a folder has this name", str(path))
    if target.exists() and not target.is_file():  # renamed onto, it would be gone for every program
        raise OSError(22, "a device or pipe has this name; a file was expected", str(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:60]}.", suffix=".part", dir=target.parent)
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        beside.chmod(_mode(target))
        _flush(beside)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _flush_folder(target.parent)


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Writes a UTF-8 text file whole or not at all.

    Raises:
        OSError: If it cannot be written; the target is as it was.
    """
    with atomic_path(path) as beside:
        beside.write_text(text, encoding="utf-8", newline="\n")


def _mode(target: Path) -> int:
    """Returns the permissions of the file to be replaced, or those of any new file."""
    with contextlib.suppress(OSError):
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Makes the renaming itself survive a power cut, on systems where a folder can be flushed."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
