"""Evaluation: how a trained model answers for the samples that were held back, class by class and sample by sample."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.runs.data import LoadedData, load_data
from layerloom_studio.runs.feeding import model_ports
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.networks import model_of
from layerloom_studio.runs.preparing import output_targets, picture_shape, take_inputs

_MOST = 20_000  # samples

Array = NDArray[Any]


@dataclass(frozen=True)
class Evaluation:
    """Answers of a model that tells classes.

    Args:
        part: "validation" or "training", the part that the samples are of.
        classes: Names of the classes.
        truth: Class number of each sample, shape (n,).
        said: What the model says, likewise.
        sure: The probability of what it says, likewise.
        right: The probability that it gives to the true class, likewise.
        numbers: Places of the samples in the data, likewise.
        samples: The samples themselves, shape (n, ...).
        features: Names of their columns, if they are rows of a table.
    """

    part: str
    classes: tuple[str, ...]
    truth: Array
    said: Array
    sure: Array
    right: Array
    numbers: Array
    samples: Array
    features: tuple[str, ...] = ()

    @property
    def matrix(self) -> NDArray[np.int64]:
        """How many samples of each class (rows) were taken for which class (columns)."""
        size = len(self.classes)
        counts = np.bincount(self.truth * size + self.said, minlength=size * size)
        return counts.reshape(size, size).astype(np.int64)

    @property
    def accuracy(self) -> float:
        """The share of right answers."""
        return float((self.truth == self.said).mean()) if len(self.truth) else 0.0

    def scores(self) -> list[tuple[float, float, float]]:
        """Precision, recall and F1 of every class; NaN where nothing tells them."""
        matrix = self.matrix
        hits, said, there = np.diag(matrix), matrix.sum(axis=0), matrix.sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            precision, recall, f1 = hits / said, hits / there, 2 * hits / (said + there)
        return [tuple(map(float, row)) for row in zip(precision, recall, f1, strict=True)]  # type: ignore[misc]

    def mistakes(self, truth: int | None = None, said: int | None = None) -> Array:
        """Return places of samples, those first that the model is most wrong about.

        Args:
            truth: Only those of this class; with `said` alike also the right ones.
            said: Only those taken for this class.
        """
        chosen = np.ones(len(self.truth), dtype=bool)
        if truth is not None:
            chosen &= self.truth == truth
        if said is not None:
            chosen &= self.said == said
        if truth is None or truth != said:
            chosen &= self.truth != self.said
        places = np.flatnonzero(chosen)
        return places[np.argsort(self.right[places], kind="stable")]


def evaluate_run(model_file: Path, cancelled: Callable[[], bool] = lambda: False) -> Evaluation:
    """Let the model of a run answer for what was held back for validation, or if nothing was, for what it learned.

    Args:
        model_file: The model in the folder of its run.
        cancelled: Asked now and then; reading the data ends when it says so.

    Raises:
        LayerloomError: If model or data cannot be read or do not tell classes; one sentence.
    """
    job = RunFolder(model_file.parent).read_job()
    model = model_of(model_file, compile=False)
    inputs, outputs = model_ports(model)
    if len(outputs) != 1:
        raise LayerloomError(
            tr("The network has {count} outputs: the Predict mode shows what each says.", count=len(outputs))
        )
    data = load_data(job.data, picture_shape(inputs), cancelled=cancelled)
    _, target = output_targets(data, outputs, job.data)[outputs[0].name]
    if not target.classes:
        raise LayerloomError(tr("The network learns values, no classes: the Predict mode compares them."))
    held = bool(data.validation.any())
    chosen = np.flatnonzero(data.validation == held)[:_MOST]
    given = [values[chosen] for values in take_inputs(data, inputs, job.data)]
    scores = np.asarray(model.predict(given[0] if len(given) == 1 else given, verbose=0), np.float64)
    if scores.ndim != 2:
        raise LayerloomError(
            tr("The network gives {shape} for each sample, no classes.", shape=tuple(outputs[0].shape))
        )
    return _judge(scores, np.asarray(target.values[chosen]), target.classes, held, chosen, data)


def _judge(
    scores: Array, truth: Array, classes: tuple[str, ...], held: bool, chosen: Array, data: LoadedData
) -> Evaluation:
    if scores.shape[1] == 1:
        scores = np.concatenate([1 - scores, scores], axis=1)
    elif scores.min() < 0 or np.abs(scores.sum(axis=1) - 1).max() > 0.01:  # no probabilities
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        scores = powers / powers.sum(axis=1, keepdims=True)
    units = scores.shape[1]
    names = (*classes, *(str(number) for number in range(len(classes), units)))  # units that no class needs
    said = scores.argmax(axis=1)
    rows = np.arange(len(scores))
    return Evaluation(
        part="validation" if held else "training",
        classes=names,
        truth=truth,
        said=said,
        sure=scores[rows, said],
        right=scores[rows, truth],
        numbers=chosen,
        samples=data.x[chosen],
        features=data.features,
    )
