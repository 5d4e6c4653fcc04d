"""BackupAndRestore: a training that was killed goes on where it was."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np

from layerloom.atomic import atomic_path, write_text
from layerloom.callbacks.callback import Callback, Logs
from layerloom.declaration import register
from layerloom.declaration.fields import is_int
from layerloom.errors import FieldError, FileFormatError, LayerloomError


@register("callback", category="Files", start={"backup_dir": "backup"})
class BackupAndRestore(Callback):
    """Keeps weights and optimizer state in a folder, and goes on from there when training is started again.

    With the same seed a training by epochs ends with the weights of an unbroken one.

    Args:
        backup_dir: Folder of the backup, for this callback alone.
        save_freq: epoch, or a number of batches between two backups.
        double_checkpoint: Whether the backup before the last is kept, in case the last cannot be read.
        delete_checkpoint: Whether the backup is deleted once training has ended.
    """

    def __init__(
        self,
        backup_dir: str,
        save_freq: int | str = "epoch",
        double_checkpoint: bool = False,
        delete_checkpoint: bool = True,
    ) -> None:
        super().__init__()
        if not str(backup_dir):
            raise FieldError("BackupAndRestore: backup_dir must name a folder.")
        if save_freq != "epoch" and not (is_int(save_freq) and int(save_freq) > 0):
            raise FieldError(
                f"BackupAndRestore: save_freq must be 'epoch' or a number of batches, got {save_freq!r}."
            )
        self.backup_dir = os.fspath(backup_dir)
        self.save_freq = save_freq
        self.double_checkpoint = double_checkpoint
        self.delete_checkpoint = delete_checkpoint
        self._weights = Path(self.backup_dir) / "latest.weights.h5"
        self._metadata = Path(self.backup_dir) / "training_metadata.json"
        self._epoch = 0
        self._batch = 0
        self._batches_since_saving = 0

    def on_train_begin(self, logs: Logs = None) -> None:
        """Restores the backup, if there is one."""
        if not self.model.built:
            raise LayerloomError(
                "BackupAndRestore needs a model that is built before fit: give it an Input, or call it on a batch."
            )
        try:
            self._restore(self._weights, self._metadata)
        except (OSError, FileFormatError):
            if not _previous(self._weights).exists():
                raise
            self._restore(_previous(self._weights), _previous(self._metadata))

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Saves, if it is done by epochs."""
        self._epoch = epoch + 1
        self._batch = 0
        if self.save_freq == "epoch":
            self._save()

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Saves, if it is time by the number of batches."""
        if self.save_freq == "epoch":
            return
        self._batches_since_saving += batch + 1 if batch <= self._batch else batch - self._batch
        self._batch = batch
        if self._batches_since_saving >= int(self.save_freq):
            self._batches_since_saving = 0
            self._save()

    def on_train_end(self, logs: Logs = None) -> None:
        """Deletes the backup, if it is not to be kept; other files in the folder stay."""
        if not self.delete_checkpoint:
            return
        for path in (self._weights, self._metadata):
            path.unlink(missing_ok=True)
            _previous(path).unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # it holds other files, or was never made
            Path(self.backup_dir).rmdir()

    def _restore(self, weights: Path, metadata: Path) -> None:
        if weights.exists():
            optimizer = self.model.optimizer
            if optimizer is not None and not optimizer.built:
                optimizer.build(self.model.trainable_variables)
            self._load(weights)
        if metadata.exists():
            told = _read(metadata)
            self._epoch = self.model._initial_epoch = told["epoch"]
            self._seed(told.get("seeds"))

    def _load(self, weights: Path) -> None:
        if weights.name.endswith(".weights.h5"):
            self.model.load_weights(weights)
            return
        with atomic_path(self._weights) as beside:  # the name tells load_weights what the file is
            shutil.copyfile(weights, beside)
        self.model.load_weights(self._weights)

    def _save(self) -> None:
        Path(self.backup_dir).mkdir(parents=True, exist_ok=True)
        if self.double_checkpoint:
            for path in (self._weights, self._metadata):
                if path.exists():
                    with atomic_path(_previous(path)) as beside:
                        shutil.copyfile(path, beside)
        self.model.save_weights(self._weights, overwrite=True)
        told: dict[str, Any] = {"epoch": self._epoch, "batch": self._batch}
        if seeds := [variable.numpy().tolist() for variable in self._streams()]:
            told["seeds"] = seeds
        write_text(self._metadata, json.dumps(told))

    def _streams(self) -> list[Any]:
        """Returns the states of the model's streams of random numbers, which files of weights leave out."""
        kept = {id(variable) for variable in self.model.weights}
        return [variable for variable in self.model.variables if id(variable) not in kept]

    def _seed(self, states: Any) -> None:
        """Lets the streams go on where they were; backups of Keras do not tell."""
        streams = self._streams()
        if isinstance(states, list) and len(states) == len(streams):
            for stream, state in zip(streams, states, strict=True):
                with contextlib.suppress(TypeError, ValueError, OverflowError):  # a damaged one starts afresh
                    stream.assign(np.array(state, dtype=stream.dtype))


def _previous(path: Path) -> Path:
    return path.with_name(f"{path.name}.bkp")


def _read(path: Path) -> dict[str, Any]:
    try:
        told: Any = json.loads(path.read_text(encoding="utf-8"))
        found = told["epoch"]
    except (ValueError, KeyError, TypeError):
        found = None
    if isinstance(found, bool) or not isinstance(found, int) or found < 0:
        raise FileFormatError(path, "it does not say which epoch the backup was made in; delete it")
    return dict(told)
