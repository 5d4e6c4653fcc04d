"""What a trained model says of its data: every output for samples it has not learned from, and how good that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.errors import LayerloomError
from layerloom.models import load_model
from layerloom_studio.language import tr
from layerloom_studio.runs.arrays import Target
from layerloom_studio.runs.data import load_data
from layerloom_studio.runs.feeding import model_ports
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.preparing import output_targets, picture_shape, take_inputs

_MOST = 10_000  # samples


@dataclass(frozen=True)
class Answer:
    """What one output says of every sample.

    Args:
        output: Name of the output.
        truth: Class or value of each sample.
        said: What the model says.
        sure: The probability of the class that it says; empty for values.
        score: How good the whole is, for people.
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
        part: "validation" or "training", the part that the samples are of.
        numbers: Places of the samples in the data.
        answers: One for each output.
    """

    part: str
    numbers: tuple[int, ...]
    answers: tuple[Answer, ...]


def answers_of_run(model_file: Path) -> Answers:
    """Let the model of a run predict what was held back for validation, or if nothing was, what it has learned.

    Args:
        model_file: The model in the folder of its run.

    Raises:
        LayerloomError: If model or data cannot be read, or do not fit; one sentence.
    """
    job = RunFolder(model_file.parent).read_job()
    model = load_model(model_file, compile=False)
    inputs, outputs = model_ports(model)
    data = load_data(job.data, picture_shape(inputs))
    x = take_inputs(data, inputs, job.data)
    held = bool(data.validation.any())
    chosen = np.flatnonzero(data.validation == held)[:_MOST]
    given = [values[chosen] for values in x]
    found = model.predict(given[0] if len(given) == 1 else given, verbose=0)
    if isinstance(found, dict):
        found = list(found.values())
    results = list(found) if isinstance(found, (list, tuple)) else [found]
    learned = output_targets(data, outputs, job.data)
    answers = []
    for port, result in zip(outputs, results, strict=True):
        target = learned[port.name][1]
        scores = np.asarray(result, dtype=np.float64)
        if scores.ndim > 2 or (scores.ndim == 2 and scores.shape[1] > 1 and not target.classes):
            raise LayerloomError(
                f"The output {port.name!r} gives {tuple(port.shape)} for each sample, which a table cannot show."
            )
        answers.append(_answer(port.name, Target(target.values[chosen], target.classes), scores))
    return Answers(
        "validation" if held else "training", tuple(int(place) for place in chosen), tuple(answers)
    )


def _answer(output: str, target: Target, scores: NDArray[Any]) -> Answer:
    if not target.classes:
        values = scores.reshape(-1)
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
    right = float((best == target.values).mean())
    return Answer(
        output,
        _named(target.values, target.classes),
        _named(best, target.classes),
        tuple(float(row[place]) for row, place in zip(scores, best, strict=True)),
        tr("{right:.1%} right", right=right),
    )


def _named(numbers: Sequence[int] | NDArray[Any], classes: Sequence[str]) -> tuple[str, ...]:
    return tuple(classes[number] if number < len(classes) else str(number) for number in numbers)
