"""The weights of a model of TensorFlow.js: a table of names and shapes, and files of bare numbers beside it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from layerloom.saving.building import MAX_WEIGHT_BYTES
from layerloom.saving.hdf5 import MAX_NAMES, Array, ContentError, short_name
from layerloom.saving.saved_model.files import regular

MAX_FILES = 10_000
_LONGEST_NAME, _MOST_STEPS = 1000, 32
_MOST_AXES, _LONGEST_AXIS = 16, 2**31
_PIECE = 2**20  # numbers that are scaled at a time

#: What arrays may hold, and how it is stored.
_KINDS = {"float32": "<f4", "float16": "<f2", "int32": "<i4", "uint8": "|u1", "uint16": "<u2", "bool": "|u1"}
_QUANTIZED = ("uint8", "uint16", "float16")

#: The group of arrays that belong to the optimizer.
OPTIMIZER = "optimizer"


@dataclass(frozen=True)
class Entry:
    """What the table says of an array.

    Args:
        name: Its name.
        shape: Its shape.
        dtype: What it holds.
        stored: What the file holds in its place.
        scale: How far two neighbouring stored numbers are apart, where they are scaled.
        low: What the stored number zero means there.
        group: ``"optimizer"``, or empty for the model's own.
    """

    name: str
    shape: tuple[int, ...]
    dtype: str
    stored: str
    scale: float | None = None
    low: float = 0.0
    group: str = ""

    @property
    def count(self) -> int:
        """How many numbers it has."""
        return math.prod(self.shape)

    @property
    def size(self) -> int:
        """How many bytes of a file are its own."""
        return self.count * np.dtype(_KINDS[self.stored]).itemsize

    def decode(self, data: bytearray) -> Array:
        """Returns the array that these bytes mean."""
        stored = np.frombuffer(data, _KINDS[self.stored])
        if self.scale is not None:
            return _scaled(stored, self.scale, self.low, self.dtype).reshape(self.shape)
        return stored.astype(self.dtype, copy=False).reshape(self.shape)


class WeightFiles:
    """The arrays of a model, none of which is read before all that the table says was compared with the files.

    Args:
        folder: Where the table is; files that it names must lie there.
        manifest: The table: groups with ``paths`` and ``weights``.

    Raises:
        ContentError: If it names anything but plain files there, or these do not hold what it says.
    """

    def __init__(self, folder: Path, manifest: Any) -> None:
        self._folder = folder
        self._groups: list[tuple[list[Path], list[Entry]]] = []
        self.size = 0
        files: set[str] = set()
        names: set[str] = set()
        for group in _list(manifest, "weightsManifest"):
            if not isinstance(group, dict):
                raise ContentError("its weightsManifest holds something else than groups")
            paths = [self._file(item, files) for item in _list(group.get("paths"), "paths")]
            entries = [_entry(item, names) for item in _list(group.get("weights"), "weights")]
            self._check(paths, entries)
            self._groups.append((paths, entries))

    @property
    def names(self) -> list[str]:
        """The names of the model's own arrays."""
        return [entry.name for _, entries in self._groups for entry in entries if not entry.group]

    def arrays(self, group: str = "") -> Iterator[tuple[str, Array]]:
        """Yields the arrays of the model, or those of a group, with their names, in the order of the table.

        Each is read when it is asked for.
        """
        for paths, entries in self._groups:
            pieces = _Stream(paths)
            for entry in entries:
                data = pieces.read(entry.size)
                if entry.group == group:
                    yield entry.name, entry.decode(data)

    def _file(self, name: Any, seen: set[str]) -> Path:
        """Returns the file of a name, of which it is made sure that it leads nowhere else."""
        plain = name.removeprefix("./") if isinstance(name, str) else ""
        if (
            not plain
            or plain in (".", "..")
            or any(sign in plain for sign in "/\\:")
            or not plain.isprintable()
        ):
            raise ContentError(
                f"names {short_name(str(name))} as a file of weights; only files beside it are read"
            )
        if plain in seen:
            raise ContentError(f"names the file {short_name(plain)} twice")
        seen.add(plain)
        if len(seen) > MAX_FILES:
            raise ContentError(f"names more than {MAX_FILES} files")
        return self._folder / plain

    def _check(self, paths: list[Path], entries: list[Entry]) -> None:
        """Compares what a group shall have with the sizes of its files."""
        for path in paths:
            if not path.is_symlink() and not path.exists():
                raise ContentError(
                    f"its weights are in {short_name(path.name)}, which is not in the same folder: put it there"
                )
        found = sum(regular(path) for path in paths)
        wanted = sum(entry.size for entry in entries)
        if found != wanted:
            raise ContentError(
                f"its weights take {wanted} bytes, but their files have {found}: copy or download them again"
            )
        self.size += found
        if self.size > 2 * MAX_WEIGHT_BYTES:  # those of the optimizer are among them
            raise ContentError(f"its files of weights are larger than {2 * MAX_WEIGHT_BYTES // 2**20} MiB")


class _Stream:
    """Files that are one after the other a single row of bytes."""

    def __init__(self, paths: list[Path]) -> None:
        self._paths = iter(paths)
        self._file = next(self._paths, None)
        self._place = 0

    def read(self, count: int) -> bytearray:
        data = bytearray(count)
        view, done = memoryview(data), 0
        while done < count and self._file is not None:
            with self._file.open("rb") as file:
                file.seek(self._place)
                read = file.readinto(view[done:])
            done += read
            self._place += read
            if done < count:
                self._file, self._place = next(self._paths, None), 0
        if done < count:
            raise ContentError("its files of weights became shorter while they were read")
        return data


def _entry(data: Any, names: set[str]) -> Entry:
    if not isinstance(data, dict):
        raise ContentError("a group has weights that are no mappings")
    name, dtype, group = data.get("name"), data.get("dtype"), data.get("group")
    if not isinstance(name, str) or not 0 < len(name) <= _LONGEST_NAME or name.count("/") > _MOST_STEPS:
        raise ContentError("an array has no name, or one that is too long")
    label = short_name(name)
    if name in names:
        raise ContentError(f"the array {label} stands in it twice")
    names.add(name)
    if len(names) > MAX_NAMES:
        raise ContentError(f"names more than {MAX_NAMES} arrays")
    if not isinstance(dtype, str) or dtype not in _KINDS:
        raise ContentError(f"the array {label} holds no plain numbers")
    shape = _list(data.get("shape"), "shape")
    if len(shape) > _MOST_AXES or not all(_is_axis(size) for size in shape):
        raise ContentError(f"the array {label} has a shape that is none")
    stored, scale, low = _quantization(data.get("quantization"), dtype, label)
    entry = Entry(name, tuple(shape), dtype, stored, scale, low, str(group or ""))
    if 4 * entry.count > MAX_WEIGHT_BYTES:
        raise ContentError(f"the array {label} is too large")
    return entry


def _quantization(data: Any, dtype: str, label: str) -> tuple[str, float | None, float]:
    """Returns how an array is stored, and scale and lowest value where its numbers are scaled."""
    if data is None:
        return dtype, None, 0.0
    stored = data.get("dtype") if isinstance(data, dict) else None
    if stored not in _QUANTIZED or dtype not in (
        ("float32",) if stored == "float16" else ("float32", "int32")
    ):
        raise ContentError(f"the array {label} is quantized in a way that is not known")
    if stored == "float16":
        return stored, None, 0.0
    scale, low = data.get("scale"), data.get("min")
    if any(isinstance(n, bool) or not isinstance(n, (int, float)) or abs(n) > 1e38 for n in (scale, low)):
        raise ContentError(f"the array {label} is quantized without scale and min")
    return str(stored), float(scale), float(low)


def _scaled(stored: Array, scale: float, low: float, dtype: str) -> Array:
    """Returns ``stored * scale + low``, computed in 64 bits as JavaScript does, a piece at a time."""
    found = np.empty(stored.size, dtype)
    with np.errstate(over="ignore", invalid="ignore"):
        for start in range(0, stored.size, _PIECE):
            piece = stored[start : start + _PIECE] * np.float64(scale) + low
            found[start : start + _PIECE] = np.floor(piece + 0.5) if dtype == "int32" else piece
    return found


def _is_axis(size: Any) -> bool:
    return isinstance(size, int) and not isinstance(size, bool) and 0 <= size < _LONGEST_AXIS


def _list(value: Any, key: str) -> list[Any]:
    if not isinstance(value, list):
        raise ContentError(f"its {key} is no list")
    return value
