"""Checkpoints: the models that ModelCheckpoint kept of a run, made whole again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layerloom.models.formats import write_any
from layerloom.saving import read_metadata
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.networks import model_of


@dataclass(frozen=True)
class Checkpoint:
    """One file.

    Args:
        epoch: The epoch in which it was saved.
        path: Where it lies.
        time: When it was saved, in seconds since 1970.
    """

    epoch: int
    path: Path
    time: float


def model_with(run: Path, weights: Path) -> Any:
    """Return the model of a run with the weights of one of its files.

    Args:
        run: The run's folder.
        weights: A file of weights, or of a whole model.

    Returns:
        The model, compiled with the run's optimizer, whose state comes from the file where it has one.

    Raises:
        LayerloomError: If the run or the file cannot be read; one sentence.
    """
    if not weights.name.endswith(".weights.h5") and weights.is_file():
        return model_of(weights)
    job = RunFolder(run).read_job()
    model = job.model()
    optimizer = job.optimizer
    model.compile({"config": {}, **optimizer} if isinstance(optimizer, Mapping) else optimizer)
    model.optimizer.build(model.trainable_variables)
    model.load_weights(weights)
    return model


def write_checkpoint(
    run: Path, checkpoint: Path, target: Path, check: Callable[[], None] = lambda: None
) -> None:
    """Write the model of a checkpoint to a file, with what the run's own model tells of classes and pictures.

    Args:
        run: The run's folder.
        checkpoint: One of its files.
        target: The file, in the form of its ending; it may be that of the run's model.
        check: Called before the file is written; what it raises leaves everything as it was.

    Raises:
        LayerloomError: If something cannot be read; one sentence.
        OSError: If the file cannot be written.
    """
    kept = RunFolder(run).model
    card = read_metadata(kept) if kept.is_file() else None
    model = model_with(run, checkpoint)
    check()
    write_any(model, target, card)
