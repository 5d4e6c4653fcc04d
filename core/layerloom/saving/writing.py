"""Small parts of writing HDF5 files that both layouts share."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from layerloom.errors import LayerloomError
from layerloom.saving.hdf5 import short_name

#: An attribute's bytes must fit into the header of an HDF5 object.
_HEADER_LIMIT = 64512


class _Disk(io.RawIOBase):
    """A file that keeps the first error of writing to itself and takes all that follows.

    HDF5 that cannot write can neither close its file, and brings the whole process down in the end.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb+", buffering=0)
        self.error: OSError | None = None

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: Any) -> int:
        return self._file.readinto(buffer) or 0

    def write(self, data: Any) -> int:
        rest = memoryview(data).cast("B")
        size = len(rest)
        try:
            while len(rest) and self.error is None:  # a disk that is nearly full takes a part
                rest = rest[self._file.write(rest) or 0 :]
        except OSError as error:
            self.error = error
        return size

    def truncate(self, size: int | None = None) -> int:
        try:
            return self._file.truncate(size)
        except OSError as error:
            self.error = self.error or error
            return size or 0

    def close(self) -> None:
        self._file.close()
        super().close()


@contextlib.contextmanager
def h5_file(path: Path) -> Iterator[Any]:
    """Gives a new HDF5 file to write to.

    Raises:
        OSError: If the disk is full, or does not take the file for another reason.
    """
    import h5py

    with contextlib.closing(_Disk(path)) as disk:
        try:
            with h5py.File(disk, "w") as file:
                yield file
        except (OSError, RuntimeError):
            if disk.error is None:
                raise
        if disk.error is not None:
            raise disk.error


def create_group(parent: Any, name: str) -> Any:
    """Makes a group, whose name may hold slashes.

    Raises:
        LayerloomError: If HDF5 cannot have a group of that name.
    """
    name = name.strip("/")
    if not name or "\0" in name or any(part in ("", ".", "..") for part in name.split("/")):
        raise LayerloomError(f"The name {short_name(name)} cannot stand in an HDF5 file: rename the layer.")
    return parent.require_group(name)


def write_names(group: Any, name: str, names: Sequence[str]) -> None:
    """Writes a list of names as an attribute, cut into ``name0``, ``name1``... where it is too long."""
    data = np.asarray([text.encode("utf-8") for text in names])
    parts, count = [data], 1
    while any(part.nbytes > _HEADER_LIMIT for part in parts):
        count += 1
        if count > max(1, len(names)):
            raise LayerloomError("A name is too long for an HDF5 file: rename the layer.")
        parts = np.array_split(data, count)
    for index, part in enumerate(parts):
        group.attrs[name if count == 1 else f"{name}{index}"] = part


def write_variables(group: Any, variables: Sequence[Any]) -> None:
    """Writes variables into a group under their paths and lists them in its ``weight_names``."""
    write_named(group, [(str(variable.path), variable) for variable in variables])


def write_named(group: Any, variables: Sequence[tuple[str, Any]]) -> None:
    """Writes variables into a group under names, changed where HDF5 needs that, and lists them."""
    taken: set[str] = set()
    names = [_free_path(name, taken) for name, _ in variables]
    write_names(group, "weight_names", names)
    for name, (_, variable) in zip(names, variables, strict=True):
        group.create_dataset(name, data=variable.numpy())


def _free_path(path: str, taken: set[str]) -> str:
    """Returns a path that is neither in use nor a folder of one in use, nor inside one."""
    parts = [part for part in path.split("/") if part not in ("", ".")] or ["weight"]
    base, count = "/".join(parts), 0
    name = base
    while name in taken or any(
        other.startswith(f"{name}/") or name.startswith(f"{other}/") for other in taken
    ):
        count += 1
        name = f"{base}_{count}"
    taken.add(name)
    return name
