"""Arrays with names and tables of texts: what in them are inputs and what are targets."""

from __future__ import annotations

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
    """Tell whether targets are classes: words, or whole numbers from 0 up.

    Args:
        values: Shape (n, ...).
        kind: "classes" or "values", where a person has said so; it is followed where that is possible.
    """
    values = values[:, 0] if values.ndim == 2 and values.shape[1] == 1 else values
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
        raise LayerloomError(
            tr("it holds no other array of {samples} samples than the targets", samples=samples)
        )
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
    lines = [*rows[1:], *(other or [])[1:]]
    for number, row in enumerate(lines, start=2):
        if len(row) != len(names):
            raise LayerloomError(
                tr(
                    "row {number} has not as many cells ({cells}) as there are columns ({columns})",
                    number=number,
                    cells=len(row),
                    columns=len(names),
                )
            )
    if len(set(names)) != len(names):
        raise LayerloomError(tr("two columns have the same name"))
    columns = {name: _column([row[place] for row in lines]) for place, name in enumerate(names)}
    targets = _target_names(names, wanted, "column")
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


def table_title(name: str, count: int) -> str:
    """What a table is called."""
    return tr("{name}: {count:,} samples", name=name, count=count)


def _column(cells: Sequence[str]) -> Array:
    stripped = [cell.strip() for cell in cells]
    try:
        whole = np.array([int(cell) for cell in stripped])
    except (ValueError, OverflowError):
        pass
    else:
        return whole
    try:
        return np.array([float(cell) for cell in stripped])
    except ValueError:
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
    usual = [name for name in names if re.split(r"[_\d]", name.lower())[0] in _TARGETS]
    return tuple(usual) or (names[-1],)
