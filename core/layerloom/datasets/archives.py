"""Archives from the network unpacked into a folder: plain files and folders only, and none beyond bounds."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import stat
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from layerloom.errors import FileFormatError

_CHUNK = 1 << 20
_FREE = 256 << 20  # bytes that any archive may unpack to
_RATIO = 200  # times its own size that a larger one may
_MEMBERS = 1_000_000

_BROKEN = (
    OSError,
    EOFError,
    RuntimeError,  # what zipfile raises for members with a password
    NotImplementedError,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
)


def unpack(archive: Path, folder: Path, kinds: tuple[str, ...] = ("tar", "zip")) -> bool:
    """Unpacks an archive; files appear in the folder only when the whole archive was found good.

    Args:
        archive: The archive.
        folder: Where its files shall be; those of the same names are replaced.
        kinds: What it may be: ``"tar"`` (plain or packed with gzip, bzip2 or xz), ``"zip"``.

    Returns:
        Whether it is such an archive.

    Raises:
        FileFormatError: If it is damaged, is too large unpacked, or holds anything but files and folders below it.
    """
    for kind in kinds:
        if kind == "tar" and _is_tar(archive):
            members = _tar_members
        elif kind == "zip" and zipfile.is_zipfile(archive):
            members = _zip_members
        else:
            continue
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name[:60]}.", dir=folder.parent) as beside:
            made = Path(beside) / "content"
            made.mkdir()
            try:
                _write(archive, members(archive), made)
            except FileFormatError:
                raise
            except _BROKEN as error:
                raise FileFormatError(archive, f"it cannot be unpacked ({error})") from error
            _move(made, folder)
        return True
    return False


def _write(archive: Path, members: Iterator[tuple[str, Any]], folder: Path) -> None:
    left = _limit(archive)
    for number, (name, content) in enumerate(members):
        target = folder.joinpath(*_inside(archive, name))
        if number >= _MEMBERS:
            raise FileFormatError(archive, f"it holds more than {_MEMBERS} files")
        if content is None:
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with content, target.open("wb") as file:
            while chunk := content.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _too_large(archive)
                file.write(chunk)


def _inside(archive: Path, name: str) -> tuple[str, ...]:
    """Returns the parts of a member's name, which must lead to a place below the folder on any system."""
    path, windows = PurePosixPath(name), PureWindowsPath(name)
    if path.is_absolute() or windows.drive or windows.root or ".." in (*path.parts, *windows.parts):
        raise FileFormatError(archive, f"its member {name!r} would be written outside of the folder")
    if "\0" in name or (os.name == "nt" and ":" in name):
        raise FileFormatError(archive, f"its member {name!r} has no name that a file can have")
    return path.parts


def _is_tar(path: Path) -> bool:
    """Tells whether a file begins as a tar does; tarfile's own test reads as much as a file tells it to."""
    try:
        with _opened(path) as plain:
            tarfile.TarInfo.frombuf(plain.read(tarfile.BLOCKSIZE), tarfile.ENCODING, "surrogateescape")
    except _BROKEN:
        return False
    return True


def _tar_members(path: Path) -> Iterator[tuple[str, Any]]:
    with _opened(path) as plain:
        bounded: Any = _Bounded(plain, path)
        with tarfile.open(fileobj=bounded, mode="r:") as archive:
            for member in archive:
                if member.isdir():
                    yield member.name, None
                elif member.isreg():
                    yield member.name, archive.extractfile(member)
                else:
                    raise FileFormatError(path, f"its member {member.name!r} is a link or device, not a file")


def _zip_members(path: Path) -> Iterator[tuple[str, Any]]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            kind = stat.S_IFMT(member.external_attr >> 16)
            if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise FileFormatError(path, f"its member {member.filename!r} is a link or device, not a file")
            yield member.filename, None if member.is_dir() else archive.open(member)


def _opened(path: Path) -> Any:
    with path.open("rb") as file:
        head = file.read(6)
    if head.startswith(b"\x1f\x8b"):
        return gzip.open(path)
    if head.startswith(b"BZh"):
        return bz2.open(path)
    return lzma.open(path) if head.startswith(b"\xfd7zXZ") else path.open("rb")


class _Bounded:
    """What a packed tar holds, read up to a limit; also its headers, which tarfile reads whole."""

    def __init__(self, file: Any, path: Path) -> None:
        self._file, self._path, self._limit = file, path, _limit(path)
        self.seek, self.tell = file.seek, file.tell

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= 16 * _CHUNK or self._file.tell() + size > self._limit + 16 * _CHUNK:
            raise _too_large(self._path)
        return bytes(self._file.read(size))


def _limit(archive: Path) -> int:
    return max(_FREE, _RATIO * archive.stat().st_size)


def _too_large(archive: Path) -> FileFormatError:
    return FileFormatError(
        archive, f"it unpacks to more than {_limit(archive) >> 20} MiB, which is no honest size for it"
    )


def _move(made: Path, folder: Path) -> None:
    """Gives new files their place: at once where there is no folder yet, else one by one."""
    if not folder.exists():
        made.replace(folder)
        return
    for path in sorted(made.rglob("*")):
        target = folder / path.relative_to(made)
        if path.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        else:
            path.replace(target)
