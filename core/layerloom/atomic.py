"""Files written whole or not at all: beside the target first, then renamed onto it."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import platform
import re
import shutil
import stat
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

#: How the names of unfinished files and folders end.
PART = ".part"

#: Which machine writes: folders may be shared, and the numbers of processes are those of one machine.
_MACHINE = f"{zlib.crc32(platform.node().encode()):08x}"

#: Numbers of Linux: the current folder, and the names are exchanged.
_HERE, _EXCHANGE = -100, 2


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
    target = _target(path)
    if target.is_dir():
        raise IsADirectoryError(21, "a folder has this name", str(path))
    if target.exists() and not target.is_file():  # renamed onto, it would be gone for every program
        raise OSError(22, "a device or pipe has this name; a file was expected", str(path))
    _make_parent(target)
    clear_litter(target)
    handle, name = tempfile.mkstemp(prefix=prefix_beside(target), suffix=PART, dir=target.parent)
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        beside.chmod(_mode(target))
        flush(beside)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _flush_folder(target.parent)


@contextlib.contextmanager
def atomic_folder(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Gives a folder beside the target to fill; on success it takes the place of the target, which goes last.

    Whatever happens in between, the target is the old folder or the whole new one. Where a system cannot exchange
    two folders in one step, a kill right between two renamings leaves the old one beside, under a name with ``.old``.

    Args:
        path: The folder that shall be written.

    Yields:
        The path of an empty folder to write to.

    Raises:
        OSError: If it cannot be written; the target is as it was.
    """
    target = _target(path)
    _make_parent(target)
    clear_litter(target)
    beside = Path(tempfile.mkdtemp(prefix=prefix_beside(target), suffix=PART, dir=target.parent))
    try:
        yield beside
        beside.chmod(_mode(target, 0o777))
        for file in beside.rglob("*"):
            if file.is_file():
                flush(file)
        _replace_folder(beside, target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    _flush_folder(target.parent)


@contextlib.contextmanager
def folder_beside(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Gives a folder beside a target for the pieces that it is made of, where what a kill leaves is found again.

    Args:
        path: The file or folder that is being written.

    Yields:
        The path of an empty folder, which goes in the end.
    """
    target = _target(path)
    beside = tempfile.mkdtemp(prefix=prefix_beside(target), suffix=PART, dir=target.parent)
    try:
        yield Path(beside)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Writes a UTF-8 text file whole or not at all.

    Raises:
        OSError: If it cannot be written; the target is as it was.
    """
    with atomic_path(path) as beside:
        beside.write_text(text, encoding="utf-8", newline="\n")


def prefix_beside(target: Path) -> str:
    """Returns how names of unfinished files and folders beside a target begin: they tell which process writes them."""
    return f".{_stem(target)}.{_MACHINE}-{os.getpid()}-"


def clear_litter(target: Path) -> None:
    """Removes what processes that were killed left beside a target; what others are writing just now stays."""
    name = re.compile(re.escape(f".{_stem(target)}.{_MACHINE}-") + r"(\d+)-\w+" + re.escape(PART))
    with contextlib.suppress(OSError):
        for item in target.parent.iterdir():
            found = name.fullmatch(item.name)
            if found and not _runs(int(found[1])):
                shutil.rmtree(item, ignore_errors=True) if item.is_dir() else item.unlink(missing_ok=True)


def exchange(one: Path, other: Path) -> bool:
    """Lets two files or folders change names, in one step that no kill can part.

    Returns:
        Whether that was done; only Linux can, and not on every file system.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        done = ctypes.CDLL(None).renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    except (OSError, AttributeError):
        return False
    return bool(done == 0)


def flush(path: Path) -> None:
    """Brings a file to the disk, so that a renaming never comes before its data."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _target(path: str | os.PathLike[str]) -> Path:
    """Returns the file or folder that a path means, behind links.

    Raises:
        OSError: If it can be no path here.
    """
    try:
        return Path(os.path.realpath(path))
    except ValueError:
        raise OSError(22, "this can be no name of a file", str(path)) from None


def _make_parent(target: Path) -> None:
    """Makes the folder that something shall stand in.

    Raises:
        OSError: If it cannot be made; where a file has its name, that is told, not that it exists.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(target.parent)) from None


def _stem(target: Path) -> str:
    """Returns how the name of a target begins, cut so that there is room for more: names are limited in bytes."""
    return target.name.encode("utf-8", "surrogateescape")[:120].decode("utf-8", "ignore")


def _runs(process: int) -> bool:
    """Tells whether a process of this machine runs; on Windows, where asking ends it, one is always taken to run."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _replace_folder(beside: Path, target: Path) -> None:
    """Puts a finished folder in the place of another, which goes last."""
    if not target.exists():
        beside.rename(target)
    elif exchange(beside, target):
        shutil.rmtree(beside, ignore_errors=True)
    else:
        old = Path(tempfile.mkdtemp(prefix=prefix_beside(target), suffix=".old", dir=target.parent))
        target.rename(old / target.name)
        try:
            beside.rename(target)
        except BaseException:
            (old / target.name).rename(target)
            old.rmdir()
            raise
        shutil.rmtree(old, ignore_errors=True)


def _mode(target: Path, new: int = 0o666) -> int:
    """Returns the permissions of what is to be replaced, or those of anything new."""
    with contextlib.suppress(OSError):
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return new & ~mask


def _flush_folder(folder: Path) -> None:
    """Makes the renaming itself survive a power cut, on systems where a folder can be flushed."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
