"""What a trained model says of its data: every output for samples it has not learned from, and how good that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.runs.arrays import Target
from layerloom_studio.runs.card import ModelCard, read_card
from layerloom_studio.runs.data import LoadedData, load_data
from layerloom_studio.runs.feeding import Port, model_ports
from layerloom_studio.runs.feeding import targets as targets_of
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.given import Column, given_columns
from layerloom_studio.runs.networks import model_of
from layerloom_studio.runs.opening import OpenedFile
from layerloom_studio.runs.other_table import OtherTable, read_other_table, read_typed_row
from layerloom_studio.runs.preparing import output_targets, picture_shape, take_inputs

_MOST = 10_000  # samples
_MOST_TYPED = 200  # values


@dataclass(frozen=True)
class Answer:
    """What one output says of every sample.

    Args:
        output: Name of the output.
        truth: Class or value of each sample; empty where that is not known.
        said: What the model says.
        sure: The probability of the class that it says; empty for values.
        score: How good the whole is, for people; empty where that is not known.
    """

    output: str
    truth: tuple[str, ...]
    said: tuple[str, ...]
    sure: tuple[float, ...]
    score: str


@dataclass(frozen=True)
class Answers:
    """All outputs for some samples.

    Args:
        part: "validation" or "training", the part that the samples are of, "table" for another table, "typed" for
            what somebody typed.
        numbers: Places of the samples in the data, counted from 0 as where the data are shown, or of the rows in the
            table, counted from 1.
        answers: One for each output.
        title: Name of the table.
        given: Columns of the table that the samples are rows of, name and texts.
    """

    part: str
    numbers: tuple[int, ...]
    answers: tuple[Answer, ...]
    title: str = ""
    given: tuple[Column, ...] = ()


def answers_of_run(model_file: Path, cancelled: Callable[[], bool] = lambda: False) -> Answers:
    """Let the model of a run predict what was held back for validation, or if nothing was, what it has learned.

    Args:
        model_file: The model in the folder of its run.
        cancelled: Asked now and then; reading the data ends when it says so.

    Raises:
        LayerloomError: If model or data cannot be read, or do not fit; one sentence.
    """
    job = RunFolder(model_file.parent).read_job()
    model = model_of(model_file, compile=False)
    inputs, outputs = model_ports(model)
    data = load_data(job.data, picture_shape(inputs), cancelled=cancelled)
    x = take_inputs(data, inputs, job.data)
    held = bool(data.validation.any())
    chosen = np.flatnonzero(data.validation == held)[:_MOST]
    learned = output_targets(data, outputs, job.data)
    targets = [
        Target(item.values[chosen], item.classes) for _, item in (learned[port.name] for port in outputs)
    ]
    answers = _ask(model, outputs, [values[chosen] for values in x], targets)
    return Answers(
        "validation" if held else "training",
        tuple(int(place) for place in chosen),
        answers,
        given=given_columns(data.x[chosen], data.features, data.scaling),
    )


def answers_for_table(
    source: Path | OpenedFile, table: Path, cancelled: Callable[[], bool] = lambda: False
) -> Answers:
    """Let a model predict the rows of a table that it has not been trained with.

    Args:
        source: A model that this program wrote, or a stranger's that another process has read; its card tells its
            columns. In the folder of its run it is known which input gets which.
        table: A .csv or .tsv file with the same columns; what it says of the targets is compared with the answers.
        cancelled: Asked now and then; reading the table ends when it says so.

    Raises:
        LayerloomError: If it cannot be read, or its columns differ; one sentence.
    """
    card = _card_of(source)
    read = read_other_table(table, card, cancelled)
    answers = _ask_source(source, card, read)
    given = given_columns(read.values, card.features, card.scaling)
    return Answers("table", tuple(range(1, len(read.values) + 1)), answers, table.name, given)


def answers_for_row(source: Path | OpenedFile, text: str) -> Answers:
    """Let a model predict one sample that somebody typed.

    Args:
        source: As for `answers_for_table`.
        text: Values with commas between them, in the order of the training's columns.

    Raises:
        LayerloomError: If they cannot be read; one sentence.
    """
    card = _card_of(source)
    answers = _ask_source(source, card, read_typed_row(text, card))
    return Answers("typed", (1,), answers)


def _card_of(source: Path | OpenedFile) -> ModelCard:
    """The card of a model, with numbers for the columns where the model takes so many values and says no more."""
    card = read_card(source) if isinstance(source, Path) else source.card
    if not card.features and not isinstance(source, Path):
        card = replace(card, features=tuple(map(str, range(1, values_taken(source) + 1))))
    if not card.features:
        name = source.name if isinstance(source, Path) else source.path.name
        raise LayerloomError(tr("{name} does not tell which columns it was trained with.", name=name))
    return card


def values_taken(opened: OpenedFile) -> int:
    """How many single values the only input of a model takes, 0 where it takes something else or too many to type."""
    try:
        inputs, _ = model_ports(opened.model)
    except LayerloomError:
        return 0
    shape = inputs[0].shape if len(inputs) == 1 else ()
    return shape[0] if len(shape) == 1 and shape[0] is not None and shape[0] <= _MOST_TYPED else 0


def takes_values(opened: OpenedFile) -> bool:
    """Whether a model is for rows of a table, or for values that can be typed."""
    return opened.has_weights and bool(opened.card.features or values_taken(opened))


def _ask_source(source: Path | OpenedFile, card: ModelCard, read: OtherTable) -> tuple[Answer, ...]:
    opened = None if isinstance(source, Path) else source
    path = source if isinstance(source, Path) else source.path
    run = RunFolder(path.parent)
    reference = run.read_job().data if opened is None and run.job_file.is_file() else {}
    model = model_of(path, compile=False) if opened is None else replace(opened).model
    inputs, outputs = model_ports(model)
    count = len(read.values)
    data = LoadedData(
        path.name,
        read.values,
        np.zeros(count, np.float32),
        np.zeros(count, dtype=bool),
        features=card.features,
    )
    names = list(card.targets) or ["y"]
    said = reference.get("targets")
    learned = targets_of(names, outputs, said if isinstance(said, Mapping) else None)
    wanted = [
        read.targets.get(learned[port.name])
        or Target(np.empty(0), card.targets.get(learned[port.name]) or card.classes)
        for port in outputs
    ]
    return _ask(model, outputs, take_inputs(data, inputs, reference), wanted)


def _ask(
    model: Any, outputs: Sequence[Port], given: Sequence[NDArray[Any]], targets: Sequence[Target]
) -> tuple[Answer, ...]:
    found = model.predict(given[0] if len(given) == 1 else list(given), verbose=0)
    if isinstance(found, dict):
        found = list(found.values())
    results = list(found) if isinstance(found, (list, tuple)) else [found]
    answers = []
    for port, result, target in zip(outputs, results, targets, strict=True):
        scores = np.asarray(result, dtype=np.float64)
        if scores.ndim == 2 and scores.shape[1] > 1 and not target.classes and not len(target.values):
            # Nobody says what they mean.
            target = Target(np.empty(0), tuple(map(str, range(scores.shape[1]))))
        if scores.ndim > 2 or (scores.ndim == 2 and scores.shape[1] > 1 and not target.classes):
            raise LayerloomError(
                f"The output {port.name!r} gives {tuple(port.shape)} for each sample, which a table cannot show."
            )
        answers.append(_answer(port.name, target, scores))
    return tuple(answers)


def _answer(output: str, target: Target, scores: NDArray[Any]) -> Answer:
    if not target.classes:
        values = scores.reshape(-1)
        if not len(target.values):
            return Answer(output, (), tuple(f"{value:.4g}" for value in values), (), "")
        error = float(np.abs(values - target.values.reshape(-1)).mean())
        texts = tuple(f"{value:.4g}" for value in target.values.reshape(-1))
        return Answer(
            output,
            texts,
            tuple(f"{value:.4g}" for value in values),
            (),
            tr("off by {error:.3g} on average", error=error),
        )
    if scores.ndim == 1 or scores.shape[1] == 1:
        one = scores.reshape(-1, 1)
        scores = np.concatenate([1 - one, one], axis=1)
    best = scores.argmax(axis=1)
    known = len(target.values) > 0
    score = tr("{right:.1%} right", right=float((best == target.values).mean())) if known else ""
    return Answer(
        output,
        _named(target.values, target.classes),
        _named(best, target.classes),
        tuple(float(row[place]) for row, place in zip(scores, best, strict=True)),
        score,
    )


def _named(numbers: Sequence[int] | NDArray[Any], classes: Sequence[str]) -> tuple[str, ...]:
    return tuple(classes[number] if number < len(classes) else str(number) for number in numbers)
