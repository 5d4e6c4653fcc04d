"""Models of runs as files: the result saved elsewhere, a checkpoint made whole, or put in place of the result.

All of it is slow for large models and touches no widget, so that it may run in a thread.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from layerloom.atomic import atomic_path
from layerloom.errors import LayerloomError
from layerloom.models.formats import write_any
from layerloom.saving import read_metadata
from layerloom_studio.language import tr
from layerloom_studio.language.system_errors import cause_of
from layerloom_studio.runs.checkpoints import Checkpoint, write_checkpoint
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.networks import model_of
from layerloom_studio.training.record import RunRecord

Check = Callable[[], None]
_HDF5 = (".h5", ".hdf5")


def save_model(
    record: RunRecord | None, path: Path, *, last: bool = False, check: Check = lambda: None
) -> None:
    """Write the model of a run to a file.

    Args:
        record: The run.
        path: The file, in the form of its ending: .h5, .keras, or another that the library writes.
        last: Whether with the weights that training ended with, rather than those that were kept as the best.
        check: Called before something is written; what it raises ends the work with nothing changed.

    Raises:
        LayerloomError: If there is no such model or the file cannot be written; one sentence.
    """
    if record is None or record.model is None:
        raise LayerloomError(tr("There is no trained model to save: train the network first."))
    if last and record.last_kept is None:
        raise LayerloomError(tr("The last weights of this run were not kept."))
    with _told(path):
        if last and record.last_weights is not None:
            model = model_of(record.model, compile=False)
            model.load_weights(record.last_weights)
            check()
            write_any(model, path, read_metadata(record.model))
        elif path.suffix.lower() in _HDF5:
            check()
            with atomic_path(path) as beside:
                shutil.copyfile(record.model, beside)
        else:
            model = model_of(record.model)
            check()
            write_any(model, path, read_metadata(record.model))


def save_checkpoint(
    record: RunRecord, checkpoint: Checkpoint, path: Path, *, check: Check = lambda: None
) -> None:
    """Write the whole model of a checkpoint to a file.

    Args:
        record: The run.
        checkpoint: One of its files.
        path: The file, in the form of its ending.
        check: Called before something is written; what it raises ends the work with nothing changed.

    Raises:
        LayerloomError: If it cannot be read or written; one sentence.
    """
    assert record.folder is not None
    with _told(path):
        write_checkpoint(record.folder, checkpoint.path, path, check)


def restore_checkpoint(record: RunRecord, checkpoint: Checkpoint, *, check: Check = lambda: None) -> Path:
    """Write the model of a checkpoint in place of the result of its run.

    Args:
        record: The run.
        checkpoint: One of its files.
        check: Called before something is written; what it raises ends the work with nothing changed.

    Returns:
        The file of the result.

    Raises:
        LayerloomError: If it cannot be read or written; one sentence.
    """
    assert record.folder is not None
    model = RunFolder(record.folder).model
    save_checkpoint(record, checkpoint, model, check=check)
    return model


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell in one sentence why a file cannot be written."""
    try:
        yield
    except OSError as error:
        raise LayerloomError(
            tr("{path}: cannot be written ({cause}).", path=path, cause=cause_of(error))
        ) from error
