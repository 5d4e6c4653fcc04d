"""Tables of numbers from files: CSV with the label last, and NumPy archives with ``x`` and ``y``."""

from __future__ import annotations

import codecs
import csv
import io
import math
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np

from layerloom.errors import FileFormatError
from layerloom.saving.hdf5 import check_regular
from layerloom.saving.zip_members import open_zip
from layerloom.tensors import Array

__all__ = ["load_csv", "load_npz"]

PathLike = str | os.PathLike[str]

MAX_BYTES = 2 * 2**30
_PACKED = 3 * 2**29  # bytes of all arrays of an archive that is smaller itself
MAX_COLUMNS = 100_000
MAX_ROWS = 10_000_000
MAX_CELLS = 2**27  # fields of a table: 512 MiB once they are numbers
MAX_FIELD = 1_000  # characters of one field
_MAX_LINE = 32 * MAX_COLUMNS
_MAX_LINES = 1_000  # of one row
_LARGEST = float(np.finfo(np.float32).max)
_STRIP = 2**16  # fields that are texts and Python's numbers at a time
_SEPARATORS = ",;\t"
_NUMBERS = "biuf"
_PLAIN = "biufcSUmM"  # every kind of NumPy's arrays but objects and records
_MAX_HEADER = 10_000
_PIECE = 2**20  # bytes of a text that are looked at together


def load_csv(path: PathLike) -> tuple[Array, Array]:
    """Reads a table of numbers whose last column is the label.

    Fields are separated by commas, semicolons or tabs. A first row that holds no numbers is taken for a header.

    Args:
        path: A text file, see `text_encoding`.

    Returns:
        ``(x, y)``: float32 inputs of shape (rows, columns - 1), and labels of shape (rows,): int64 where all are
        whole numbers, else float32.

    Raises:
        FileFormatError: If rows have different lengths, a field is no finite number, or there are no rows.
    """
    rows: list[list[float]] = []
    inputs: list[Array] = []
    labels: list[Array] = []
    width = count = 0

    def keep() -> None:
        strip = np.array(rows, dtype=np.float64)
        inputs.append(strip[:, :-1].astype(np.float32))
        labels.append(strip[:, -1].copy())
        rows.clear()

    for line, fields in table_rows(path):
        if not width:
            width = len(fields)
            if width < 2:
                raise FileFormatError(
                    path, "has one column: at least one input and, in the last column, the label are needed"
                )
            if not any(_is_number(field) for field in fields):
                continue  # the header
        if len(fields) != width:
            raise FileFormatError(path, f"line {line} has {len(fields)} fields, {width} were expected")
        rows.append(_numbers(path, line, fields))
        count += 1
        if count > MAX_ROWS or count * width > MAX_CELLS:
            raise FileFormatError(path, f"has more than {min(MAX_ROWS, MAX_CELLS // width)} rows")
        if len(rows) * width >= _STRIP:
            keep()
    if rows:
        keep()
    if not labels:
        raise FileFormatError(path, "has no rows of numbers")
    y = np.concatenate(labels)
    whole = bool((y == np.round(y)).all()) and bool((np.abs(y) < 2**53).all())
    return np.concatenate(inputs), y.astype(np.int64 if whole else np.float32)


def load_npz(path: PathLike) -> tuple[Array, Array]:
    """Reads arrays ``x`` and ``y`` from a NumPy archive.

    Args:
        path: An ``.npz`` file, as ``numpy.savez`` writes it.

    Returns:
        ``(x, y)`` as they are in the file.

    Raises:
        FileFormatError: If an array is missing, holds objects, is larger than it may be, or has NaN among the
            labels; or if the two have different lengths.
    """
    arrays = {}
    with open_zip(path) as members:
        left = _room(path)
        for name in ("x", "y"):
            member = f"{name}.npy"
            if member not in members:
                raise FileFormatError(
                    path, f"holds no array {name!r}: save it with numpy.savez(file, x=..., y=...)"
                )
            arrays[name] = _array(path, name, members.read_into_memory(member, left), _NUMBERS)
            left -= arrays[name].nbytes
    x, y = arrays["x"], arrays["y"]
    if not x.ndim or not y.ndim:
        raise FileFormatError(path, "x and y must have at least one axis, the samples")
    if len(x) != len(y):
        raise FileFormatError(path, f"x has {len(x)} samples, y has {len(y)}")
    if not x.size:
        raise FileFormatError(path, "holds no samples")
    if y.dtype.kind == "f" and not np.isfinite(y).all():
        raise FileFormatError(path, "y holds NaN or infinite labels: remove these samples")
    return x, y


def archive_arrays(path: PathLike) -> dict[str, Array]:
    """Reads every array of a NumPy archive, texts among them, within bounds; no objects.

    Args:
        path: An ``.npz`` file.

    Returns:
        The arrays by name.

    Raises:
        FileFormatError: If it is no such archive, or an array holds objects, or all are larger than they may be.
    """
    arrays = {}
    with open_zip(path) as members:
        left = _room(path)
        for name in members.names(""):
            if name.endswith(".npy"):
                found = _array(path, name, members.read_into_memory(name, left), _PLAIN)
                left -= found.nbytes
                arrays[name.removesuffix(".npy")] = found
    return arrays


def one_array(path: PathLike) -> Array:
    """Reads an array that stands alone in a file, within bounds; no objects.

    Args:
        path: An ``.npy`` file, as ``numpy.save`` writes it.

    Raises:
        FileFormatError: If it is no such file, holds objects, or is larger than it may be.
    """
    check_regular(path)
    if Path(path).stat().st_size > MAX_BYTES:
        raise FileFormatError(path, f"is larger than {MAX_BYTES // 2**30} GiB")
    return _array(path, Path(path).name, io.BytesIO(Path(path).read_bytes()), _PLAIN)


def table_rows(path: PathLike, separator: str | None = None) -> Iterator[tuple[int, list[str]]]:
    """Yields the rows of a table that are not empty, with the numbers of their lines, within bounds.

    Args:
        path: A text file, see `text_encoding`.
        separator: What stands between fields; by default the commonest of comma, semicolon and tab in the first line.

    Raises:
        FileFormatError: If it is no such table, or a size in it is beyond what is read.
    """
    check_regular(path)
    try:
        with Path(path).open("rb") as binary:
            if os.fstat(binary.fileno()).st_size > MAX_BYTES:
                raise FileFormatError(path, f"is larger than {MAX_BYTES // 2**30} GiB")
            encoding = _encoding(path, binary)
            head = binary.read(64 * 1024).decode(encoding, errors="replace").replace("\r", "\n")
            separator = separator or max(_SEPARATORS, key=head.partition("\n")[0].count)
            binary.seek(0)
            text = io.TextIOWrapper(binary, encoding)  # lines end as on any system
            lines = _Lines(path, text)
            reader = csv.reader(lines, delimiter=separator, strict=True)
            for fields in reader:
                lines.row = lines.number
                if len(fields) > MAX_COLUMNS:
                    raise FileFormatError(path, f"line {reader.line_num} has more than {MAX_COLUMNS} fields")
                if any(field.strip() for field in fields):
                    yield reader.line_num, [field.strip().removeprefix("\ufeff") for field in fields]
    except csv.Error as error:
        raise FileFormatError(path, f"is no table of fields ({error})") from None


def text_encoding(path: PathLike) -> str:
    """Tells how the letters of a text file are written: UTF-8, UTF-16 with its mark, or EUC-KR.

    The latter two are what spreadsheets write as "Unicode text" and, on Korean systems, as CSV.

    Args:
        path: The file.

    Returns:
        A name for `open`.

    Raises:
        FileFormatError: If it is none of them.
    """
    with Path(path).open("rb") as binary:
        return _encoding(path, binary)


def _encoding(path: PathLike, binary: BinaryIO) -> str:
    mark = binary.read(2)
    binary.seek(0)
    wide = mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "euc_kr"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            while piece := binary.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        finally:
            binary.seek(0)
        return encoding
    raise FileFormatError(path, "is no text in UTF-8: save it as such, in a spreadsheet as “CSV UTF-8”")


class _Lines:
    """The lines of a table, within bounds of their lengths and of how many a row may go over, in quotation marks.

    Args:
        path: What errors call the file.
        text: The open file.
    """

    def __init__(self, path: PathLike, text: io.TextIOWrapper) -> None:
        self._path = path
        self._text = text
        self.number = 0
        self.row = 0  # the last line of the row before
        self._length = 0  # of the row so far

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(_MAX_LINE + 1)
        if not line:
            raise StopIteration
        self._length = len(line) + (self._length if self.number > self.row else 0)
        self.number += 1
        if self._length > _MAX_LINE or "\0" in line or self.number - self.row > _MAX_LINES:
            raise FileFormatError(self._path, f"line {self.number} is no row of numbers")
        return line


def _numbers(path: PathLike, line: int, fields: list[str]) -> list[float]:
    """Returns a row as numbers: all at once, and one by one where that fails, to tell which field it was."""
    try:
        row = list(map(float, fields))
    except ValueError:
        pass
    else:
        plain = max(map(len, fields)) <= MAX_FIELD and "_" not in "".join(fields)
        if plain and all(map(math.isfinite, row)) and max(map(abs, row)) <= _LARGEST:
            return row
    return [_number(path, line, column, field) for column, field in enumerate(fields, start=1)]


def _is_number(field: str) -> bool:
    if len(field) > MAX_FIELD:
        return False
    try:
        float(field)
    except ValueError:
        return False
    return "_" not in field  # Python's own way of grouping digits


def _number(path: PathLike, line: int, column: int, field: str) -> float:
    value = float(field) if _is_number(field) else math.nan
    shown = field if len(field) <= 40 else f"{field[:37]}..."
    if not math.isfinite(value):
        raise FileFormatError(path, f"line {line}, column {column}: {shown!r} is no finite number")
    if abs(value) > _LARGEST:
        raise FileFormatError(path, f"line {line}, column {column}: {shown!r} is too large for float32")
    return value


def _room(path: PathLike) -> int:
    """Returns how many bytes the arrays of an archive may have: what the file itself has, or what memory bears."""
    return min(MAX_BYTES, max(Path(path).stat().st_size, _PACKED))


def _array(path: PathLike, name: str, stream: io.BytesIO, kinds: str) -> Array:
    """Returns an array of some of NumPy's kinds, which takes over the memory of an ``.npy`` file."""
    try:
        version = np.lib.format.read_magic(stream)
        read = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
        if version not in read:
            raise FileFormatError(path, f"{name} is a NumPy array of a version that is not read")
        shape, by_columns, dtype = read[version](stream, max_header_size=_MAX_HEADER)
        if dtype.hasobject:
            raise FileFormatError(
                path, f"{name} holds Python objects, which are never read: save numbers alone"
            )
        if dtype.kind not in kinds:
            raise FileFormatError(path, f"{name} holds {dtype} and no numbers")
        data = stream.getbuffer()[stream.tell() :]
        if math.prod(shape) * dtype.itemsize != len(data):
            raise FileFormatError(path, f"{name} declares the shape {shape!s:.80} but does not hold it")
        if not len(data):
            return np.empty(shape, dtype)
        found: Array = np.frombuffer(data, dtype).reshape(shape, order="F" if by_columns else "C")
    except (ValueError, KeyError, SyntaxError, EOFError, TypeError, zipfile.BadZipFile) as error:
        if isinstance(error, FileFormatError):
            raise
        cause = str(error).partition("\n")[0].rstrip(".")
        raise FileFormatError(path, f"{name} is no NumPy array ({cause[:100]})") from None
    return found if found.flags.aligned else found.copy()
