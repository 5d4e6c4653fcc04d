"""Loading of data for a look at them: in the background, no more pictures than anyone looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from layerloom.errors import LayerloomError
from layerloom_studio.runs.data import LoadedData, list_folder, load_data
from layerloom_studio.training.background import Handle, is_cancelled

Shape = tuple[int | None, ...]
_PICTURES = 400
_USUAL = (64, 64, 3)  # how a folder is shown while there is no model


@dataclass(frozen=True)
class ClassCount:
    """How many samples a class has.

    Args:
        name: The class.
        training: Samples to learn from.
        validation: Samples held back.
    """

    name: str
    training: int
    validation: int


@dataclass(frozen=True)
class Preview:
    """What the panel shows.

    Args:
        data: Samples, all of them or some evenly chosen.
        total: How many there are.
        training: Of these, how many to learn from.
        validation: How many are held back.
        classes: Counts per class; empty where the targets are values.
    """

    data: LoadedData
    total: int
    training: int
    validation: int
    classes: tuple[ClassCount, ...]


def load_preview(reference: Mapping[str, Any], input_shape: Shape | None, handle: Handle) -> Preview:
    """Load what a data reference points to.

    Args:
        reference: See `layerloom_studio.runs.data`.
        input_shape: Shape of one sample of the model, if there is a model that takes pictures.
        handle: Of the task that this runs in.

    Returns:
        The samples and counts.

    Raises:
        LayerloomError: If there are none; one sentence.
    """

    def progress(done: int, count: int) -> None:
        handle.check()
        if done % 20 == 0 or done == count:
            handle.tell((done, count))

    if reference.get("source") != "folder":
        data = load_data(reference, cancelled=lambda: is_cancelled(handle))
        return _whole(data)
    try:
        data = load_data(reference, input_shape, limit=_PICTURES, progress=progress)
    except LayerloomError:
        # A model without pictures as its input must not keep anybody from looking at the pictures.
        handle.check()
        data = load_data(reference, _USUAL, limit=_PICTURES, progress=progress)
    listing, marked = list_folder(reference)
    if len(listing.files) <= _PICTURES:
        return _whole(data)
    numbers = np.array([number for _, number in listing.files])
    counts = np.bincount(numbers, minlength=len(listing.classes))
    share = reference.get("validation_split", 0.2)
    held = [round(share * int(count)) for count in counts]
    if marked is not None:
        held = [int(count) for count in np.bincount(numbers[marked], minlength=len(listing.classes))]
    classes = tuple(
        ClassCount(name, int(count) - part, part)
        for name, count, part in zip(listing.classes, counts, held, strict=True)
    )
    total = len(listing.files)
    return Preview(data, total, total - sum(held), sum(held), classes)


def _whole(data: LoadedData) -> Preview:
    validation = int(data.validation.sum())
    classes = tuple(
        ClassCount(
            name,
            int(((data.y == number) & ~data.validation).sum()),
            int(((data.y == number) & data.validation).sum()),
        )
        for number, name in enumerate(data.classes)
    )
    return Preview(data, len(data.x), len(data.x) - validation, validation, classes)
