"""What the Predict panel does in the background: opening a model, and classifying files with it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from layerloom.errors import FileFormatError
from layerloom_studio.panels.predict.table import ResultRow
from layerloom_studio.runs import imaging
from layerloom_studio.runs.classify import Classifier, Row
from layerloom_studio.runs.imaging import Fitting, find_images, small_image
from layerloom_studio.runs.opening import OpenedFile
from layerloom_studio.training.background import Handle

_INTERVAL = 0.1  # seconds between two deliveries of rows
_MANY = 6  # pictures
_SURE = 0.9  # a probability that leaves no doubt
_NEAR = 0.1  # a difference that tells nothing
_SMALL = 128  # pixels of a thumbnail, enough for dense screens


@dataclass(frozen=True)
class OpenedModel:
    """A model that is ready to classify.

    Args:
        classifier: The model; used by one task at a time.
        path: Its file.
        title: What it is called.
        input_shape: Of one image.
        fitting: How images become inputs.
        classes: Names of the classes.
    """

    classifier: Classifier
    path: Path
    title: str
    input_shape: tuple[int | None, ...]
    fitting: Fitting
    classes: tuple[str, ...]


def open_classifier(source: Path | OpenedFile, title: str, handle: Handle) -> OpenedModel:
    """Open a model.

    Args:
        source: A file that this program wrote, or a stranger's that another process has read.
        title: What to call it.
        handle: Of the task that this runs in.

    Raises:
        LayerloomError: If it cannot be used; one sentence.
    """
    imaging.READERS.prepare()
    if isinstance(source, OpenedFile):
        classifier, path = Classifier.of(source), source.path
    else:
        classifier, path = Classifier.open(source), source
    return OpenedModel(
        classifier, path, title, classifier.input_shape, classifier.fitting, tuple(classifier.classes)
    )


def classify_files(
    model: OpenedModel,
    paths: Sequence[Path],
    fitting: Fitting,
    classes: tuple[str, ...],
    top: int,
    handle: Handle,
) -> int:
    """Classify files and folders; rows are told as they come.

    Args:
        model: The model.
        paths: Image files and folders.
        fitting: How images become inputs.
        classes: Names of the classes.
        top: How many classes to tell for each image.
        handle: Of the task; gets tuples (rows, done, count).

    Returns:
        How many files there were.

    Raises:
        LayerloomError: If there are no images; one sentence.
    """
    files = find_images(paths)
    model.classifier.fitting = fitting
    model.classifier.classes = classes
    waiting: list[ResultRow] = []
    sent = time.monotonic()
    handle.tell(((), 0, len(files)))
    for done, row in enumerate(model.classifier.classify(files, top), start=1):
        handle.check()
        waiting.append(_with_pictures(row))
        if time.monotonic() - sent >= _INTERVAL or done == len(files):
            handle.tell((tuple(waiting), done, len(files)))
            waiting, sent = [], time.monotonic()
    return len(files)


def all_alike(rows: Sequence[Row]) -> bool:
    """Tell whether many pictures got one answer with one probability, as from a network that sees nothing in them."""
    best = [row.ranking[0] for row in rows if row.ranking]
    if len(best) < _MANY or len({name for name, _ in best}) > 1:
        return False
    shares = [share for _, share in best]
    return max(shares) < _SURE and max(shares) - min(shares) < _NEAR


def _with_pictures(row: Row) -> ResultRow:
    # Arrays, not QImages: Qt makes its types when they are first used, which must not happen in two threads at once.
    if row.pixels is None:
        return ResultRow(row)
    try:
        size, small = small_image(row.path, _SMALL)
    except FileFormatError:  # it has gone since it was classified
        return ResultRow(row, row.pixels)
    same = size == (row.pixels.shape[1], row.pixels.shape[0]) and not row.notes
    return ResultRow(row, small, None if same else row.pixels)
