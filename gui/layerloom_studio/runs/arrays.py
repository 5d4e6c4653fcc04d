"""Arrays with names and tables of texts: what in them are inputs and what are targets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.runs.parts import joined, known_parts, part_of

Array = NDArray[Any]
TABLE = "table"  # what the columns of a text file are called together
_MOST_WORDS = 50  # different words of a column that becomes one number for each of them
_MOST_CLASSES = 1000
_GAPS = ("", "na", "n/a", "null", "none", "?")  # how tables write that a value is missing
_MOST_NAMED = 6  # arrays in a sentence
_SMALLEST_PICTURE = 4  # pixels of a side
_TARGETS = ("y", "label", "labels", "target", "targets", "class", "classes", "output", "outputs")


@dataclass(frozen=True)
class Target:
    """What the samples are labelled with.

    Args:
        values: Class numbers (int64), shape (n,), or values (float32), shape (n, ...).
        classes: Names of the classes; empty where `values` holds values.
    """

    values: Array
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arrays:
    """What a file holds.

    Args:
        title: What it is, for people.
        inputs: Arrays that a model can take, by name; the first axis of all is the samples.
        targets: What it shall tell of them, by name.
        columns: Names of the columns of those inputs that are tables.
        held: Which samples are held back for validation, where the source itself says so.
        parts: Further parts that the source holds and that may be held back, such as ("test",).
        pictures: Those inputs that were bytes of pictures and are 0 to 1 now.
    """

    title: str
    inputs: dict[str, Array]
    targets: dict[str, Target]
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    held: NDArray[np.bool_] | None = None
    parts: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


def as_target(values: Array, kind: str = "") -> Target:
    """Tell whether targets are classes: words, whole numbers from 0 up, or one column of 0 and 1 for each class.

    Args:
        values: Shape (n, ...).
        kind: "classes" or "values", where a person has said so; it is followed where that is possible.
    """
    values = values[:, 0] if values.ndim == 2 and values.shape[1] == 1 else values
    if kind != "values" and _is_one_hot(values):
        return Target(values.argmax(axis=1), tuple(map(str, range(values.shape[1]))))
    if (
        kind == "classes"
        and values.ndim == 1
        and values.dtype.kind == "f"
        and (values == values.round()).all()
    ):
        values = values.astype(np.int64)
    if values.dtype.kind in "US":
        names, numbers = np.unique(values.astype(str), return_inverse=True)
        return Target(numbers.astype(np.int64), tuple(str(name) for name in names))
    if kind != "values" and values.ndim == 1 and values.size and values.dtype.kind in "iub":
        highest = int(values.max())
        if int(values.min()) >= 0 and highest < min(_MOST_CLASSES, len(values)):
            return Target(values.astype(np.int64), tuple(str(number) for number in range(highest + 1)))
    return Target(values.astype(np.float32))


def is_target(name: str) -> bool:
    """Whether an array or a column is called as targets are: y, y_train, labels, class..."""
    return re.split(r"[_\d]", name.lower())[0] in _TARGETS


def typed_rows(text: str) -> list[list[str]]:
    """The rows of a table that is typed with commas, a line of names before them."""
    return with_names([row for row in csv.reader(io.StringIO(text)) if any(row)])


def with_names(rows: list[list[str]]) -> list[list[str]]:
    """The rows of a table with a line of names before them: "1", "2"... where the first row holds numbers alone.

    The numbers from 0 up, as data frames without names write them, are names.
    """
    first = rows[0] if rows else []
    try:
        numbers = [float(cell) for cell in first]
    except ValueError:
        return rows
    if not numbers or numbers == list(range(len(numbers))):
        return rows
    return [[str(number) for number in range(1, len(numbers) + 1)], *rows]


def _is_one_hot(values: Array) -> bool:
    """Whether every sample has a single 1 among zeros, as `to_categorical` makes it."""
    if (
        values.ndim != 2
        or not len(values)
        or values.shape[1] > _MOST_CLASSES
        or values.dtype.kind not in "fiub"
    ):
        return False
    ones = values == 1
    return bool((ones | (values == 0)).all() and (ones.sum(axis=1) == 1).all())


def from_arrays(
    title: str,
    found: Mapping[str, Array],
    wanted: Sequence[str] = (),
    *,
    part: str = "",
    other: Mapping[str, Array] | None = None,
) -> Arrays:
    """Tell inputs from targets among named arrays.

    Args:
        title: Where they come from.
        found: The arrays.
        wanted: Names of the targets; by default those called y, label and the like, or else the last one.
        part: A further part that is held back for validation.
        other: Arrays of the same names that are.

    Raises:
        LayerloomError: If they make no data; the end of a sentence.
    """
    counts: dict[int, int] = {}
    for array in found.values():
        if array.ndim and array.dtype.kind in "fiubU":
            counts[len(array)] = counts.get(len(array), 0) + 1
    if not counts:
        raise LayerloomError(tr("it holds no array of numbers"))
    samples = max(counts, key=lambda count: (counts[count], count))
    if not samples:
        raise LayerloomError(tr("it holds no samples"))
    fitting = {
        name: array
        for name, array in found.items()
        if array.ndim and array.dtype.kind in "fiubU" and len(array) == samples
    }
    parts, held = known_parts(found), None
    if part or other is not None:
        if part and part not in parts:
            raise LayerloomError(tr("it holds no part {part!r} for validation", part=part))
        names = [name for name in fitting if part_of(name, part) != name] if part else list(fitting)
        second = {name: found[part_of(name, part)] for name in names} if part else other or {}
        fitting, held = joined(fitting, names, second)
    targets = _target_names(list(fitting), wanted, "array")
    inputs = {
        name: _numbers(array)
        for name, array in fitting.items()
        if name not in targets and array.dtype.kind != "U"
    }
    if not inputs:
        shapes = [f"{name} {array.shape}" for name, array in list(found.items())[:_MOST_NAMED]]
        raise LayerloomError(
            tr(
                "inputs and targets must be two arrays with an entry for each sample, such as x and y, "
                "but it holds {shapes}",
                shapes=", ".join(shapes),
            )
        )
    for name in (*inputs, *targets):
        _check_finite(name, fitting[name])
    pictures = tuple(
        name for name, array in inputs.items() if fitting[name].dtype == np.uint8 and array.ndim == 4
    )
    count = len(next(iter(inputs.values())))
    return Arrays(
        tr("{name}: {samples:,} samples", name=title, samples=count),
        inputs,
        {name: as_target(fitting[name]) for name in targets},
        held=held,
        parts=parts,
        pictures=pictures,
    )


def _check_finite(name: str, values: Array) -> None:
    """Refuse what no network can learn from: the loss would be no number after the first batch."""
    wrong = values.size - int(np.isfinite(values).sum()) if values.dtype.kind == "f" else 0
    if wrong:
        raise LayerloomError(
            tr(
                "{wrong:,} values of {name!r} are no finite numbers (NaN or infinite): leave these samples out",
                wrong=wrong,
                name=name,
            )
        )


def _numbers(array: Array) -> Array:
    """Bytes are pictures, from 0 to 1, grey ones with an axis of one channel; a row of numbers is one column."""
    if array.dtype == np.uint8:
        grey = array.ndim == 3 and min(array.shape[1:]) >= _SMALLEST_PICTURE
        array = (array[..., None] if grey else array) / np.float32(255)
    array = array.reshape(-1, 1) if array.ndim == 1 else array
    return array.astype(np.float32, copy=False)


def from_rows(
    title: str,
    rows: Sequence[Sequence[str]],
    wanted: Sequence[str] = (),
    other: Sequence[Sequence[str]] | None = None,
) -> Arrays:
    """Tell inputs from targets among the columns of a table.

    Args:
        title: Where it comes from.
        rows: The names of the columns, and a row of texts for each sample.
        wanted: Names of the targets; by default those called y, label and the like, or else the last one.
        other: Rows of another table with the same columns, held back for validation.

    Raises:
        LayerloomError: If they make no data; the end of a sentence.
    """
    if len(rows) < 2:
        raise LayerloomError(tr("the table needs a line with the names of the columns and lines of samples"))
    names = [
        cell.strip() or tr("column {number}", number=number) for number, cell in enumerate(rows[0], start=1)
    ]
    header = [cell.strip() for cell in rows[0]]
    if other is not None and [cell.strip() for row in other[:1] for cell in row] != header:
        raise LayerloomError(tr("the table for validation has other columns than the one for training"))
    check_cells(rows)
    try:
        check_cells(other or ())
    except LayerloomError as error:
        raise LayerloomError(tr("in the table for validation, {problem}", problem=error)) from error
    lines = [*rows[1:], *(other or [])[1:]]
    if len(set(names)) != len(names):
        raise LayerloomError(tr("two columns have the same name"))
    columns = {name: _column(name, [row[place] for row in lines]) for place, name in enumerate(names)}
    targets = _target_names(names, wanted, "column")
    for name in targets:
        _check_finite(name, columns[name])
    parts: list[Array] = []
    titles: list[str] = []
    for name in names:
        if name in targets:
            continue
        values, words = _input_column(name, columns[name])
        parts.append(values)
        titles += [f"{name} = {word}" for word in words] or [name]
    if not parts:
        raise LayerloomError(tr("the table has no other column than the targets"))
    table = np.concatenate(parts, axis=1)
    return Arrays(
        table_title(title, len(table)),
        {TABLE: table},
        {name: as_target(columns[name]) for name in targets},
        {TABLE: tuple(titles)},
        held=None if other is None else np.arange(len(table)) >= len(rows) - 1,
    )


def check_cells(rows: Sequence[Sequence[str]]) -> None:
    """Refuse rows that are longer or shorter than the first one, which names the columns.

    Args:
        rows: Of a whole table, since the sentence counts them.

    Raises:
        LayerloomError: With the first such row; the end of a sentence.
    """
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise LayerloomError(
                tr(
                    "row {number} has not as many cells ({cells}) as there are columns ({columns})",
                    number=number,
                    cells=len(row),
                    columns=len(rows[0]),
                )
            )


def table_title(name: str, count: int) -> str:
    """What a table is called."""
    return tr("{name}: {count:,} samples", name=name, count=count)


def _column(name: str, cells: Sequence[str]) -> Array:
    """Numbers where all cells are, else texts; a gap among numbers is no word of its own."""
    stripped = [cell.strip() for cell in cells]
    there = [cell for cell in stripped if cell.lower() not in _GAPS]
    for kind in (int, float):
        try:
            numbers = np.array([kind(cell) for cell in there])
        except (ValueError, OverflowError):
            continue
        if there and len(there) < len(stripped):
            raise LayerloomError(
                tr(
                    "the column {name!r} lacks a number in {count:,} of {all:,} rows: fill them in, or leave these "
                    "rows out",
                    name=name,
                    count=len(stripped) - len(there),
                    all=len(stripped),
                )
            )
        if numbers.dtype.kind in "if" and there:
            return numbers
    return np.array(stripped)


def _input_column(name: str, values: Array) -> tuple[Array, list[str]]:
    if values.dtype.kind != "U":
        if not np.isfinite(values.astype(float)).all():
            raise LayerloomError(tr("the column {name!r} holds values that are no finite numbers", name=name))
        return values.astype(np.float32).reshape(-1, 1), []
    words, numbers = np.unique(values, return_inverse=True)
    if len(words) > _MOST_WORDS:
        raise LayerloomError(
            tr(
                "the column {name!r} holds {count} different words or empty cells: fill or leave it out",
                name=name,
                count=len(words),
            )
        )
    return np.eye(len(words), dtype=np.float32)[numbers], [str(word) for word in words]


def _target_names(names: Sequence[str], wanted: Sequence[str], what: str) -> tuple[str, ...]:
    missing = [name for name in wanted if name not in names]
    if missing:
        raise LayerloomError(
            tr(
                "there is no {what} {missing!r} for the target; there are {names}",
                what=what,
                missing=missing[0],
                names=", ".join(names[:20]),
            )
        )
    if wanted:
        return tuple(wanted)
    usual = [name for name in names if is_target(name)]
    return tuple(usual) or (names[-1],)
