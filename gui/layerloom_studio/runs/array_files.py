"""Files of arrays (.npz, or .npy beside each other) and tables; another process reads them, see `table_reader`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.errors import FileFormatError, LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.runs.arrays import TABLE, Arrays, Target, from_arrays, table_title
from layerloom_studio.runs.child import ChildError, Workers, reason_of

Array = NDArray[Any]
Cancelled = Callable[[], bool]

ARCHIVE, ALONE = ".npz", ".npy"
TABLES = (".csv", ".tsv")
ENDINGS = (ARCHIVE, ALONE, *TABLES)
MEMORY = 6 * 2**30  # bytes that reading may take above what the libraries take
SECONDS = 120.0
READERS = Workers("-m", "layerloom_studio.runs.table_reader", str(MEMORY))

_LAST_LETTER = 0x10FFFF


def read_arrays(
    path: Path,
    target: Sequence[str] = (),
    *,
    part: str = "",
    other: Path | None = None,
    cancelled: Cancelled = lambda: False,
) -> Arrays:
    """Read a file of arrays or a table, in a process of its own with bounds on memory and time.

    Args:
        path: An .npz, .csv or .tsv file, or an .npy file beside which others hold the labels.
        target: Names of the arrays or columns that are targets; by default those called y, label and the like, or
            else the last one.
        part: A further part of an archive that is held back for validation, such as "test" for `x_test`.
        other: Another file of the same kind with the same arrays or columns, held back likewise.
        cancelled: Asked now and then; reading ends when it says so.

    Returns:
        Inputs and targets. Words of a table become one number for each word.

    Raises:
        FileFormatError: If it cannot be read, takes too much, or brings the process down; one sentence.
    """
    if not path.is_file():
        raise FileFormatError(path, tr("there is no such file"))
    if path.suffix.lower() not in ENDINGS:
        raise FileFormatError(path, tr("only {endings} files are read", endings=", ".join(ENDINGS)))
    if other is not None:
        _check_kind(other, path)
    try:
        if path.suffix.lower() not in TABLES:
            held = None if other is None else _archive(other, target, cancelled)
            return from_arrays(path.name, _archive(path, target, cancelled), target, part=part, other=held)
        return _table(path, target, other, cancelled)
    except FileFormatError:
        raise
    except LayerloomError as error:
        raise FileFormatError(path, str(error).rstrip(".")) from error
    except MemoryError as error:
        raise FileFormatError(path, tr("needs more memory than there is")) from error


def ask_for(
    path: Path, question: Mapping[str, Any], cancelled: Cancelled = lambda: False
) -> tuple[dict[str, Any], tuple[Array, ...]]:
    """Have another process read a file.

    Args:
        path: The file.
        question: What else `table_reader` has to know.
        cancelled: Asked now and then; reading ends when it says so.

    Raises:
        FileFormatError: If it cannot be read, takes too much, or brings the process down; one sentence.
    """
    try:
        header, arrays = READERS.ask({"path": _full(path), **question}, SECONDS, cancelled)
    except ChildError as error:
        raise FileFormatError(path, str(error)) from error
    if "error" in header:
        other = question.get("other")
        raise FileFormatError(other if other and header.get("file") == other else path, reason_of(header))
    return header, arrays


def targets_in(told: Mapping[str, Any], arrays: Sequence[Array]) -> dict[str, Target]:
    """Targets by name, from the names of their classes and their values."""
    return {
        str(name): Target(values, tuple(map(str, classes)))
        for (name, classes), values in zip(told.items(), arrays, strict=True)
    }


@contextmanager
def checked(path: Path) -> Iterator[None]:
    """Make one sentence of an answer that is none."""
    try:
        yield
    except (KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
        raise FileFormatError(path, tr("was read, but what came of it cannot be used")) from error


def _archive(path: Path, target: Sequence[str], cancelled: Cancelled) -> dict[str, Array]:
    header, arrays = ask_for(path, {"target": list(target)}, cancelled)
    with checked(path):
        return {
            str(kind["name"]): _texts(array) if kind.get("texts") else array
            for kind, array in zip(header["arrays"], arrays, strict=True)
        }


def _texts(codes: Array) -> Array:
    """Texts from the numbers of their letters, shape (..., letters)."""
    if codes.dtype != np.uint32 or codes.max(initial=0) > _LAST_LETTER:
        raise ValueError(codes.dtype)
    return codes.reshape(-1).view(f"U{codes.shape[-1]}").reshape(codes.shape[:-1])


def _table(path: Path, target: Sequence[str], other: Path | None, cancelled: Cancelled) -> Arrays:
    question = {"target": list(target), "other": None if other is None else _full(other)}
    header, arrays = ask_for(path, question, cancelled)
    with checked(path):
        table, *rest = arrays
        held = rest.pop().astype(bool) if header["held"] else None
        columns = tuple(map(str, header["columns"]))
        targets = targets_in(header["targets"], rest)
        return Arrays(table_title(path.name, len(table)), {TABLE: table}, targets, {TABLE: columns}, held)


def _full(path: Path) -> str:
    return os.fsdecode(path.absolute())


def _check_kind(other: Path, path: Path) -> None:
    """Refuse another file that is not of the same kind."""
    if not other.is_file():
        raise FileFormatError(other, tr("there is no such file"))
    endings = (other.suffix.lower(), path.suffix.lower())
    if endings[0] != endings[1] and not set(endings) <= set(TABLES):
        raise FileFormatError(
            other, tr("the validation data must be a file of the same kind as {name}", name=path.name)
        )
