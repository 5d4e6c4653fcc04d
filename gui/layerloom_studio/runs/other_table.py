"""Another table for a trained network: the same columns, scaled and worded as those that it was trained with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.errors import FileFormatError, LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.runs.array_files import ask_for, checked, targets_in
from layerloom_studio.runs.arrays import Target, check_cells
from layerloom_studio.runs.card import ModelCard
from layerloom_studio.runs.data import Scaling

Array = NDArray[Any]
_MOST = 100_000  # rows
_IS = " = "  # between a column and one of its words, in the names of inputs


@dataclass(frozen=True)
class OtherTable:
    """What was read.

    Args:
        values: A column for each feature of the training, scaled like there, shape (n, features).
        targets: What the table itself says of the samples, by the names of the training's targets, where it does.
    """

    values: Array
    targets: Mapping[str, Target]


def read_other_table(
    path: Path, card: ModelCard, cancelled: Callable[[], bool] = lambda: False
) -> OtherTable:
    """Read a table for a model, in a process of its own.

    Args:
        path: A .csv or .tsv file. Columns stand in any order; those that the model does not know are passed over.
        card: Of the model; it has the features and how they were scaled.
        cancelled: Asked now and then; reading ends when it says so.

    Raises:
        FileFormatError: If the file is no such table, or its columns differ; one sentence that names them.
    """
    if not path.is_file():
        raise FileFormatError(path, tr("there is no such file"))
    header, arrays = ask_for(path, {"card": card.to_json()}, cancelled)
    with checked(path):
        values, *targets = arrays
        return OtherTable(values, targets_in(header["targets"], targets))


def from_other_rows(rows: Sequence[Sequence[str]], card: ModelCard) -> OtherTable:
    """Make of the texts of a table what a model takes.

    Args:
        rows: The names of the columns, and a row of texts for each sample.
        card: See `read_other_table`.

    Raises:
        LayerloomError: If the columns differ; the end of a sentence.
    """
    if len(rows) < 2:
        raise LayerloomError(tr("the table needs a line with the names of the columns and lines of samples"))
    names, samples = rows[0], rows[1:]
    if len(samples) > _MOST:
        raise LayerloomError(tr("the table has more than {most:,} rows", most=_MOST))
    check_cells(rows)
    return _read({name: [row[place] for row in samples] for place, name in enumerate(names)}, card)


def column_names(card: ModelCard) -> tuple[str, ...]:
    """Names of the columns that a model was trained with; a column of words stands once."""
    return tuple(group.name for group in column_groups(card.features))


def read_typed_row(text: str, card: ModelCard) -> OtherTable:
    """Read one sample, typed as values with commas between them in the order of the training's columns.

    Raises:
        LayerloomError: If there are more or fewer, or they cannot be read; one sentence.
    """
    names = column_names(card)
    values = [value.strip() for value in text.replace(";", ",").split(",")]
    if len(values) != len(names):
        given, listed = len(values), ", ".join(names[:20])
        if len(names) == 1:
            raise LayerloomError(
                tr(
                    "One value is needed, with a point before its decimals, but {given} are typed: {names}.",
                    given=given,
                    names=listed,
                )
            )
        raise LayerloomError(
            tr(
                "{count} values are needed, with commas between them, but {given} are typed: {names}.",
                count=len(names),
                given=given,
                names=listed,
            )
        )
    try:
        return _read({name: [value] for name, value in zip(names, values, strict=True)}, card)
    except LayerloomError as error:
        raise LayerloomError(tr("What is typed: {reason}.", reason=str(error).rstrip("."))) from error


def _read(cells: Mapping[str, list[str]], card: ModelCard) -> OtherTable:
    values = np.concatenate([_take(group, cells) for group in column_groups(card.features)], axis=1)
    if card.scaling is not None:
        values = _scale(values, card.scaling)
    targets = {
        name: target
        for name, classes in card.targets.items()
        if name in cells and (target := _target(cells[name], classes)) is not None
    }
    return OtherTable(values.astype(np.float32), targets)


@dataclass(frozen=True)
class ColumnGroup:
    """A column of a table.

    Args:
        name: What it is called there.
        words: Its words, each of which became a feature; none where it holds numbers.
    """

    name: str
    words: tuple[str, ...] = ()


def column_groups(features: Sequence[str]) -> list[ColumnGroup]:
    """The columns of a table that features were made of; those with words have a feature for each word.

    Args:
        features: Names, as on a model's card.
    """
    groups: list[ColumnGroup] = []
    for feature in features:
        name, mark, word = feature.partition(_IS)
        if mark and groups and groups[-1].name == name and groups[-1].words:
            groups[-1] = ColumnGroup(name, (*groups[-1].words, word))
        else:
            groups.append(ColumnGroup(name, (word,)) if mark else ColumnGroup(feature))
    return groups


def _take(group: ColumnGroup, cells: Mapping[str, list[str]]) -> Array:
    if group.name not in cells:
        raise LayerloomError(
            tr(
                "the column {name!r} is missing, which the network was trained with; there are {names}",
                name=group.name,
                names=", ".join(list(cells)[:20]),
            )
        )
    column = cells[group.name]
    if group.words:
        strange = sorted({cell for cell in column if cell not in group.words})
        if strange:
            raise LayerloomError(
                tr(
                    "the column {name!r} holds {word!r}, which the training did not have; it had {words}",
                    name=group.name,
                    word=strange[0],
                    words=", ".join(group.words[:20]),
                )
            )
        places = [group.words.index(cell) for cell in column]
        return np.eye(len(group.words), dtype=np.float64)[places]
    try:
        values = np.array([float(cell) for cell in column])
    except ValueError as error:
        raise LayerloomError(
            tr(
                "the column {name!r} holds words or empty cells, but the network was trained with numbers there",
                name=group.name,
            )
        ) from error
    if not np.isfinite(values).all():
        raise LayerloomError(
            tr("the column {name!r} holds values that are no finite numbers", name=group.name)
        )
    return values.reshape(-1, 1)


def _scale(values: Array, scaling: Scaling) -> Array:
    scaled: Array = (values - np.array(scaling.mean)) / np.array(scaling.deviation)
    return scaled


def _target(column: Sequence[str], classes: Sequence[str]) -> Target | None:
    """The labels of a table, `None` where they are not those of the training."""
    if classes:
        known = {name: number for number, name in enumerate(classes)}
        if any(cell not in known for cell in column):
            return None
        return Target(np.array([known[cell] for cell in column]), tuple(classes))
    try:
        return Target(np.array([float(cell) for cell in column], dtype=np.float32))
    except ValueError:
        return None
