"""Classifying image files with a trained model: the likeliest classes of each, or why it was skipped."""

from __future__ import annotations

import csv
import io
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.atomic import write_text
from layerloom.errors import FileFormatError, LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.language.system_errors import cause_of
from layerloom_studio.runs.card import ModelCard, read_card
from layerloom_studio.runs.imaging import Bytes, Fitting, fit_image
from layerloom_studio.runs.networks import model_of
from layerloom_studio.runs.opening import OpenedFile
from layerloom_studio.runs.shapes import sample_shape

_PROBABILITIES = ("softmax", "sigmoid", "hard_sigmoid")
_BATCH = 16


@dataclass(frozen=True)
class Row:
    """What became of one image.

    Args:
        path: The file.
        ranking: The likeliest classes with their probabilities, best first; empty for a skipped file.
        milliseconds: For reading, fitting and its share of the prediction.
        notes: What was done to the picture.
        reason: Why it was skipped; empty if it was not.
        pixels: What the model saw, shape (height, width, channels); None for a skipped file.
    """

    path: Path
    ranking: tuple[tuple[str, float], ...] = ()
    milliseconds: float = 0.0
    notes: tuple[str, ...] = ()
    reason: str = ""
    pixels: Bytes | None = None

    @property
    def label(self) -> str:
        """The likeliest class; empty for a skipped file."""
        return self.ranking[0][0] if self.ranking else ""


class Classifier:
    """A model with all that is needed to ask it about images.

    Args:
        model: The model; it has one input that takes images and one output.
        card: Classes and fitting; what it does not say is guessed from the model.

    Raises:
        LayerloomError: If the model does not take single images.
    """

    def __init__(self, model: Any, card: ModelCard | None = None) -> None:
        card = card or ModelCard()
        self.model = model
        self.input_shape = sample_shape(model, "input")
        output = sample_shape(model, "output")
        units = output[-1] if len(output) == 1 else None
        if units is None:
            raise LayerloomError(
                tr(
                    "The model's output has the shape {output} for one image, so it does not tell classes.",
                    output=output,
                )
            )
        self._activation = _last_activation(model)
        self._known = card.fitting
        self.fitting = self._first_fitting()
        self.classes = _class_names(card.classes, units, self._activation)

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Classifier:
        """Open a model file.

        Args:
            path: An .h5 file of ours or of Keras.

        Raises:
            LayerloomError: If it cannot be read, or does not take images; one sentence with the file.
        """
        model = model_of(path, compile=False)
        return cls._told(path, model, read_card(path))

    @classmethod
    def of(cls, file: OpenedFile) -> Classifier:
        """Use a model file that was read already.

        Args:
            file: What another process read.

        Raises:
            LayerloomError: If it does not take images; one sentence with the file.
        """
        return cls._told(file.path, file.model, file.card)

    @classmethod
    def _told(cls, path: str | os.PathLike[str], model: Any, card: ModelCard) -> Classifier:
        try:
            return cls(model, card)
        except FileFormatError:
            raise
        except LayerloomError as error:
            raise FileFormatError(path, str(error).rstrip(".")) from error

    def classify(self, paths: Iterable[Path], top: int = 3) -> Iterator[Row]:
        """Classify images, some at a time.

        Args:
            paths: Image files.
            top: How many classes to tell for each.

        Yields:
            A row for each file, in their order.
        """
        waiting: list[Row] = []
        values: list[Any] = []
        for path in paths:
            start = time.perf_counter()
            try:
                image = fit_image(path, self.fitting)
            except FileFormatError as error:
                waiting.append(Row(path, reason=error.cause))
            else:
                values.append(image.values)
                passed = (time.perf_counter() - start) * 1e3
                waiting.append(Row(path, milliseconds=passed, notes=image.notes, pixels=image.pixels))
            if len(waiting) == _BATCH:
                yield from self._answer(waiting, values, top)
                waiting, values = [], []
        yield from self._answer(waiting, values, top)

    def predict(self, values: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return probabilities, shape (n, number of classes), for fitted images.

        Args:
            values: Shape (n, height, width, channels), or whatever the model takes.
        """
        outputs = self.model.predict(values.reshape(len(values), *self._sample_shape(values)), verbose=0)
        if isinstance(outputs, (list, tuple, dict)):
            outputs = next(iter(outputs.values() if isinstance(outputs, dict) else outputs))
        scores = np.asarray(outputs, dtype=np.float64)
        if scores.shape[1] == 1:
            if self._activation not in _PROBABILITIES:
                return scores
            return np.concatenate([1 - scores, scores], axis=1)
        if self._activation in _PROBABILITIES:
            return scores
        exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(exponents / exponents.sum(axis=1, keepdims=True))

    def _answer(self, rows: list[Row], values: list[Any], top: int) -> Iterator[Row]:
        if not values:
            yield from rows
            return
        start = time.perf_counter()
        answers = iter(self.predict(np.stack(values)))
        share = (time.perf_counter() - start) * 1e3 / len(values)
        for row in rows:
            if row.reason:
                yield row
                continue
            scores = next(answers)
            best = np.argsort(-scores, kind="stable")[:top]
            ranking = tuple((self.classes[index], float(scores[index])) for index in best)
            yield Row(row.path, ranking, row.milliseconds + share, row.notes, "", row.pixels)

    def _first_fitting(self) -> Fitting:
        """The fitting of the training, if it still goes with the model's input; else the usual one."""
        try:
            usual = Fitting.for_input(self.input_shape)
        except LayerloomError:
            if self._known is not None and _count(self._known) == _product(self.input_shape):
                return self._known
            raise
        known = self._known
        return known if known is not None and _count(known) == _count(usual) else usual

    def _sample_shape(self, values: NDArray[np.float32]) -> tuple[int, ...]:
        if None in self.input_shape:
            return values.shape[1:]
        return tuple(size for size in self.input_shape if size is not None)


def write_csv(rows: Iterable[Row], path: str | os.PathLike[str]) -> None:
    """Write a table of classified images.

    Args:
        rows: The images.
        path: The file.

    Raises:
        FileFormatError: If it cannot be written.
    """
    rows = list(rows)
    top = max((len(row.ranking) for row in rows), default=0)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    header = [f"{name}_{place + 1}" for place in range(top) for name in ("class", "probability")]
    writer.writerow(["file", *header, "milliseconds", "skipped"])
    for row in rows:
        cells = [cell for label, value in row.ranking for cell in (_harmless(label), f"{value:.6f}")]
        cells += [""] * (2 * top - len(cells))
        passed = "" if row.reason else f"{row.milliseconds:.2f}"
        writer.writerow([_harmless(str(row.path)), *cells, passed, row.reason])
    try:
        write_text(path, text.getvalue())
    except OSError as error:
        raise FileFormatError(path, tr("cannot be written ({cause})", cause=cause_of(error))) from error


def _harmless(text: str) -> str:
    """Keeps spreadsheets from taking a file's or class's name for a formula."""
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") else text


def _last_activation(model: Any) -> str:
    """What the outputs mean, told by the last layer: the name of its activation, or an empty text."""
    layer = model.layers[-1]
    while getattr(layer, "layers", None):
        layer = layer.layers[-1]
    if type(layer).__name__ in ("Softmax", "Sigmoid"):
        return type(layer).__name__.lower()
    activation = layer.get_config().get("activation")
    if isinstance(activation, dict):
        activation = activation.get("class_name") or activation.get("config")
    return activation if isinstance(activation, str) else ""


def _class_names(known: Sequence[str], units: int, activation: str) -> tuple[str, ...]:
    if units == 1 and activation not in _PROBABILITIES:
        return ("value",)
    count = 2 if units == 1 else units
    return tuple(known) if len(known) == count else tuple(str(number) for number in range(count))


def _count(fitting: Fitting) -> int:
    return fitting.height * fitting.width * fitting.channels


def _product(shape: Sequence[int | None]) -> int:
    return int(np.prod([size or 0 for size in shape]))
