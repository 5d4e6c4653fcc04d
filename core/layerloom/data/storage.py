"""Storage: elements of a pass that are kept, in memory or in a zip file of plain arrays."""

from __future__ import annotations

import contextlib
import io
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from layerloom.atomic import atomic_path
from layerloom.data import elements
from layerloom.errors import FileFormatError, LayerloomError
from layerloom.tensors import Array

_INDEX = "elements.json"
_MOST = 1 << 34  # bytes of one element: more is no honest file


def kept_in_memory(make: Callable[[], Iterator[Any]]) -> Callable[[], Iterator[Any]]:
    """Returns a way to start passes of which only the first whole one starts the given one."""
    kept: list[Any] = []
    complete = False

    def passes() -> Iterator[Any]:
        nonlocal complete, kept
        if complete:
            yield from kept
            return
        seen: list[Any] = []
        for element in make():
            seen.append(element)
            yield element
        kept, complete = seen, True

    return passes


def kept_in_file(
    path: str | os.PathLike[str], make: Callable[[], Iterator[Any]]
) -> Callable[[], Iterator[Any]]:
    """Returns a way to start passes that are read from a file once a whole one was written to it."""

    def passes() -> Iterator[Any]:
        if Path(path).exists():
            yield from read(path)
            return
        with Writer(path) as writer:
            for element in make():
                writer.add(element)
                yield element
            writer.finish()

    return passes


class Writer:
    """Writes elements into a file that appears under its name when :meth:`finish` is called.

    Args:
        path: The file.
        packed: Whether it is made smaller.
    """

    def __init__(self, path: str | os.PathLike[str], packed: bool = False) -> None:
        self._end = contextlib.ExitStack()
        beside = self._end.enter_context(atomic_path(path))
        kind = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        self._archive = zipfile.ZipFile(beside, "w", kind)
        self._count = 0
        self._form: Any = None

    def add(self, element: Any) -> None:
        """Adds an element.

        Raises:
            LayerloomError: If it is not of the form of those before it.
        """
        form = _form(element)
        if self._count and form != self._form:
            raise LayerloomError(
                "Only elements of one form can be kept in a file, these are of several forms."
            )
        self._form = form
        for place, array in enumerate(elements.arrays(element)):
            plain = array.astype(str) if array.dtype.kind == "O" else array
            data = io.BytesIO()
            np.lib.format.write_array(data, np.asarray(plain), allow_pickle=False)
            self._archive.writestr(f"{self._count}.{place}.npy", data.getbuffer())
        self._count += 1

    def finish(self) -> None:
        """Gives the file its name."""
        self._archive.writestr(
            _INDEX, json.dumps({"version": 1, "elements": self._count, "form": self._form})
        )
        self._archive.close()
        self._end.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()
        unfinished = error or GeneratorExit()
        self._end.__exit__(type(unfinished), unfinished, trace)


def count(path: str | os.PathLike[str]) -> int:
    """Returns the number of elements in a file.

    Raises:
        FileFormatError: If it is no such file.
    """
    with _opened(path) as (_, index):
        return int(index["elements"])


def read(path: str | os.PathLike[str]) -> Iterator[Any]:
    """Yields the elements in a file.

    Raises:
        FileFormatError: If it is no such file.
    """
    with _opened(path) as (archive, index):
        for number in range(index["elements"]):
            arrays = _arrays(archive, number)
            yield _filled(index["form"], arrays)


class _opened:  # noqa: N801 - used as a function
    """A file of elements and what it says of itself; whatever is wrong with it becomes one error."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = path

    def __enter__(self) -> tuple[zipfile.ZipFile, dict[str, Any]]:
        try:
            self._archive = zipfile.ZipFile(self._path)
            index = json.loads(self._archive.read(_INDEX))
            if index["version"] != 1 or index["elements"] < 0 or "form" not in index:
                raise ValueError("it says nothing of its elements")
        except _BROKEN as error:
            raise self._error(error) from error
        return self._archive, index

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()
        if isinstance(error, _BROKEN) and not isinstance(error, LayerloomError):
            raise self._error(error) from error

    def _error(self, error: BaseException) -> FileFormatError:
        return FileFormatError(
            self._path,
            f"it cannot be read as elements of a Dataset ({error}); delete it to have it made anew",
        )


_BROKEN = (OSError, KeyError, TypeError, ValueError, IndexError, zipfile.BadZipFile, zlib.error)


def _arrays(archive: zipfile.ZipFile, number: int) -> Iterator[Array]:
    place = 0
    while True:
        member = archive.getinfo(f"{number}.{place}.npy")
        if member.file_size > _MOST:
            raise ValueError(f"{member.filename} is too large")
        with archive.open(member) as file:
            yield np.asarray(np.lib.format.read_array(file, allow_pickle=False))
        place += 1


def _form(element: Any) -> Any:
    """Returns the structure of an element as JSON: arrays become the kind of their values."""
    if isinstance(element, tuple):
        return {"tuple": [_form(item) for item in element]}
    if isinstance(element, dict):
        return {"dict": [[key, _form(item)] for key, item in element.items()]}
    if not isinstance(element, np.ndarray):
        raise LayerloomError("Only arrays can be kept in a file, this Dataset has Datasets as elements.")
    return "text" if element.dtype.kind in "OU" else "array"


def _filled(form: Any, arrays: Iterator[Array]) -> Any:
    if form == "array":
        return next(arrays)
    if form == "text":
        return next(arrays).astype(object)
    if "tuple" in form:
        return tuple(_filled(item, arrays) for item in form["tuple"])
    return {key: _filled(item, arrays) for key, item in form["dict"]}
