"""ModelCheckpoint: saves the model while it is being trained."""

from __future__ import annotations

import os
import re
import string
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from layerloom.callbacks.callback import Logs
from layerloom.callbacks.monitor import Mode, MonitorCallback
from layerloom.callbacks.terminal import terminal
from layerloom.declaration import register
from layerloom.declaration.fields import NonNegativeInt, is_int
from layerloom.errors import FieldError, LayerloomError

_FIELD_FORMAT = re.compile(r"[-+ 0<>^=]?\d{0,2}(\.\d{1,2})?[a-zA-Z%]?")


@register("callback", category="Files", start={"filepath": "best.weights.h5"})
class ModelCheckpoint(MonitorCallback):
    """Saves the model, or its weights alone, after each epoch or when it is the best so far.

    Args:
        filepath: File to write; {epoch:02d} and metrics such as {val_loss:.2f} are filled in.
        monitor: Metric that tells which model is the best.
        verbose: 1 says on the terminal what is saved.
        save_best_only: Whether to save only when the metric has improved.
        save_weights_only: Whether to save the weights alone; the file must then end in .weights.h5.
        mode: Whether smaller (min) or larger (max) is better; auto knows it from the metric.
        save_freq: epoch, or a number of batches.
        initial_value_threshold: Value that the first saved model has to beat already.
    """

    def __init__(
        self,
        filepath: str,
        monitor: str = "val_loss",
        verbose: NonNegativeInt = 0,
        save_best_only: bool = False,
        save_weights_only: bool = False,
        mode: Mode = "auto",
        save_freq: int | str = "epoch",
        initial_value_threshold: float | None = None,
    ) -> None:
        super().__init__(monitor, mode, initial_value_threshold)
        self.filepath = os.fspath(filepath)
        self.verbose = verbose
        self.save_best_only = save_best_only
        self.save_weights_only = save_weights_only
        self.save_freq = save_freq
        self.initial_value_threshold = initial_value_threshold
        self.last_file: str | None = None
        self._batches_since_saving = 0
        self._last_batch: int | None = None
        self._epoch = 0
        if save_freq != "epoch" and not (is_int(save_freq) and int(save_freq) > 0):
            raise FieldError(
                f"ModelCheckpoint: save_freq must be 'epoch' or a number of batches, got {save_freq!r}."
            )
        _check_ending(self.filepath, save_weights_only)
        _check_pattern(self.filepath)

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Notes the epoch."""
        self._epoch = epoch

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Saves, if it is time by the number of batches."""
        if self.save_freq != "epoch" and self._is_due(batch):
            self._save(self._epoch, batch, logs or {})

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Saves, if it is done by epochs."""
        if self.save_freq == "epoch":
            self._save(epoch, None, logs or {})

    def _is_due(self, batch: int) -> bool:
        new_epoch = self._last_batch is None or batch <= self._last_batch
        self._batches_since_saving += batch + 1 if new_epoch else batch - (self._last_batch or 0)
        self._last_batch = batch
        if self._batches_since_saving < int(self.save_freq):
            return False
        self._batches_since_saving = 0
        return True

    def _save(self, epoch: int, batch: int | None, logs: dict[str, Any]) -> None:
        path = self._path(epoch, batch, logs)
        if not self._should_save(epoch, logs, path):
            return
        if Path(path).is_dir():
            raise LayerloomError(
                f"ModelCheckpoint cannot write {path}: it is a folder, give the name of a file."
            )
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        if self.save_weights_only:
            self.model.save_weights(path, overwrite=True)
        else:
            self.model.save(path, overwrite=True)
        self.last_file = path

    def _should_save(self, epoch: int, logs: dict[str, Any], path: str) -> bool:
        said = f"Epoch {epoch + 1}: "
        if not self.save_best_only:
            self._say(f"{said}saving the model to {path}")
            return True
        current = logs.get(self.monitor)
        if current is None or np.ndim(current) > 0:
            why = "which this training does not have" if current is None else "which is not a single number"
            warnings.warn(
                f"ModelCheckpoint watches {self.monitor!r}, {why}: the model is saved all the same.",
                stacklevel=5,
            )
            return True
        before = "nothing" if self.best is None else f"{self.best:.5f}"
        if not self.is_improvement(current, self.best):
            self._say(f"{said}{self.monitor} did not improve from {before}")
            return False
        self._say(f"{said}{self.monitor} improved from {before} to {current:.5f}, saving the model to {path}")
        self.best = current
        return True

    def _say(self, text: str) -> None:
        if self.verbose > 0:
            terminal.line(text)

    def _path(self, epoch: int, batch: int | None, logs: dict[str, Any]) -> str:
        values = {**logs, "epoch": epoch + 1}
        if batch is not None and "batch" not in logs:
            values["batch"] = batch + 1
        try:
            return self.filepath.format(**values)
        except KeyError as missing:
            raise LayerloomError(
                f"ModelCheckpoint cannot fill in {missing} in {self.filepath!r}; there are {', '.join(values)}."
            ) from None


def _check_ending(filepath: str, save_weights_only: bool) -> None:
    if save_weights_only and not filepath.endswith(".weights.h5"):
        raise FieldError(
            f"ModelCheckpoint: with save_weights_only the filepath must end in .weights.h5, got {filepath!r}."
        )
    if not save_weights_only and not filepath.endswith((".keras", ".h5", ".hdf5")):
        raise FieldError(f"ModelCheckpoint: the filepath must end in .h5 or .keras, got {filepath!r}.")


def _check_pattern(filepath: str) -> None:
    """Refuses all but plain fields: a project file from elsewhere must not reach attributes or fill the memory."""
    try:
        fields = [(name, form) for _, name, form, _ in string.Formatter().parse(filepath) if name is not None]
    except ValueError as error:
        raise FieldError(f"ModelCheckpoint: the pattern {filepath!r} is wrong: {error}.") from None
    for name, form in fields:
        if not re.fullmatch(r"\w+", name) or not _FIELD_FORMAT.fullmatch(form or ""):
            raise FieldError(
                f"ModelCheckpoint: {{{name}:{form}}} in {filepath!r} is not a field such as {{epoch:02d}} "
                "or {val_loss:.2f}."
            )
