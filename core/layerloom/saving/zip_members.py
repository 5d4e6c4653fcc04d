"""Zip archives from strangers: members are read by their exact names, into memory, within bounds, and nothing else."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from layerloom.errors import FileFormatError, LayerloomError
from layerloom.saving.hdf5 import ContentError, check_regular, short_name, told_as_file_error

MAX_MEMBERS = 10_000
_PIECE = 2**20
_LONGEST_LIST = 16 * 2**20  # bytes
_GENEROUS = 256  # how many times larger than its compressed bytes a member may become...
_FLOOR = 16 * 2**20  # ...above so many bytes
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_CONFIG = "config.json"  # beside which all other members of a model are
_OF_FINDER = "__MACOSX"
_START = b"PK\x03\x04"


def is_zip(path: str | os.PathLike[str]) -> bool:
    """Tells by its first bytes whether a file is a zip archive."""
    with open(path, "rb") as file:  # noqa: PTH123 - paths may be of any kind
        return file.read(len(_START)) == _START


class Members:
    """The members of an open archive by name.

    Args:
        archive: The archive.

    Raises:
        ContentError: If two members have one name, or there are unreasonably many.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        infos = archive.infolist()
        if len(infos) > MAX_MEMBERS:
            raise ContentError(f"the archive has {len(infos)} members; at most {MAX_MEMBERS} are read")
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            if info.filename in self._infos:
                raise ContentError(f"two members of the archive are called {short_name(info.filename)}")
            self._infos[info.filename] = info
        self._infos = _without_top_folder(self._infos)

    def __contains__(self, name: str) -> bool:
        return name in self._names()

    def names(self, folder: str) -> list[str]:
        """Returns the plain names of the files directly inside a folder; ``folder`` ends with a slash."""
        inside = (name[len(folder) :] for name in self._names() if name.startswith(folder))
        return [name for name in inside if name and not set(name) & set("/\\:\0") and name not in (".", "..")]

    def _names(self) -> Iterable[str]:
        return self._infos

    def read(self, name: str, limit: int) -> bytes:
        """Returns a member, whose checksum has been verified.

        Args:
            name: Its exact name.
            limit: The most bytes that it may have.

        Raises:
            ContentError: If it is missing, too large, encrypted, a link, or damaged.
        """
        return self.read_into_memory(name, limit).getvalue()

    def read_into_memory(self, name: str, limit: int) -> io.BytesIO:
        """Returns a member as a file, for arrays that take over its memory; see :meth:`read`."""
        info = self._infos.get(name)
        label = short_name(name)
        if info is None:
            raise ContentError(f"the archive has no member {label}")
        if info.flag_bits & _ENCRYPTED:
            raise ContentError(f"the member {label} is encrypted")
        if info.compress_type not in _METHODS:
            raise ContentError(f"the member {label} is compressed in a way that is not read")
        mode = info.external_attr >> 16
        if mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
            raise ContentError(f"the member {label} is no plain file")
        most = min(limit, max(_FLOOR, _GENEROUS * info.compress_size))
        if info.file_size > most:
            raise ContentError(f"the member {label} is too large")
        found = io.BytesIO()
        with self._archive.open(info) as member:
            while piece := member.read(_PIECE):  # to the end, or the checksum would not be looked at
                found.write(piece)
                if found.tell() > most:
                    raise ContentError(f"the member {label} is larger than it says")
        found.seek(0)
        return found


def _without_top_folder(infos: dict[str, zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Returns the members by their names inside the one folder where the model is that somebody zipped again."""
    tops = [
        top
        for top, slash, name in (path.partition("/") for path in infos)
        if slash and name == _CONFIG and top != _OF_FINDER
    ]
    if _CONFIG in infos or len(tops) != 1:
        return infos
    top = f"{tops[0]}/"
    return {name.removeprefix(top): info for name, info in infos.items() if name.startswith(top)}


class FolderMembers(Members):
    """The files of a folder that holds what an archive would.

    Args:
        folder: The folder.

    Raises:
        ContentError: If it holds unreasonably many files.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Path] = {}
        for place, _, names in os.walk(folder):  # follows no links
            inside = Path(place).relative_to(folder)
            self._files.update({(inside / name).as_posix(): Path(place, name) for name in names})
            if len(self._files) > MAX_MEMBERS:
                raise ContentError(f"holds more than {MAX_MEMBERS} files")

    def _names(self) -> Iterable[str]:
        return self._files

    def read_into_memory(self, name: str, limit: int) -> io.BytesIO:
        """Returns a file; see :meth:`Members.read`."""
        if name not in self._files:
            raise ContentError(f"has no file {short_name(name)}")
        check_regular(self._files[name])
        with self._files[name].open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > limit:
                raise ContentError(f"the file {short_name(name)} is too large")
            return io.BytesIO(file.read(size))


@contextlib.contextmanager
def open_zip(path: str | os.PathLike[str]) -> Iterator[Members]:
    """Opens a zip archive for reading, or a folder that holds what an archive would.

    Args:
        path: The file or folder.

    Yields:
        Its members.

    Raises:
        FileFormatError: If it is no zip archive, or reading fails inside the ``with`` block.
    """
    if Path(path).is_dir():
        with told_as_file_error(path):
            yield FolderMembers(Path(path))
        return
    check_regular(path)
    with (
        told_as_file_error(path),
        _told(),
        _Bounded(os.fspath(path)) as file,
        zipfile.ZipFile(file) as archive,
    ):
        yield Members(archive)


class _Bounded(io.FileIO):
    """A file of which no large piece is read at once: the list of all members is one piece."""

    def read(self, size: int | None = -1) -> Any:
        if size is not None and size > _LONGEST_LIST:
            raise ContentError("the list of the archive's members is too long")
        return super().read(size)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Turns what Python's zip reader raises for damaged archives into one kind of error."""
    try:
        yield
    except (LayerloomError, FileFormatError):
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        if "not a zip file" in str(error):  # its list of members stands at the end
            raise ContentError("is a damaged archive without an end: copy or download it again") from error
        raise ContentError(f"is a damaged archive ({_text(error)})") from error


def _text(error: Any) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
