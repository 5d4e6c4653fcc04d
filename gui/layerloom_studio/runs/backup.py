"""Backup: weights and optimizer state of a running training, so that a kill costs some seconds of it at most."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layerloom.callbacks import BackupAndRestore

_EVERY = 5.0  # seconds between two backups; short epochs would spend their time on writing otherwise


@dataclass(frozen=True)
class Backup:
    """The backup inside a run's folder; it is gone when the run has ended in order.

    Args:
        run: The run's folder.
    """

    run: Path

    @property
    def folder(self) -> Path:
        """The folder of the backup alone."""
        return self.run / "backup"

    @property
    def weights(self) -> Path:
        """Weights and optimizer state."""
        return self.folder / "latest.weights.h5"

    @property
    def epoch(self) -> int:
        """How many epochs had been completed; 0 where there is no backup."""
        try:
            data = json.loads((self.folder / "training_metadata.json").read_text(encoding="utf-8"))
            epoch = data["epoch"]
        except (OSError, ValueError, KeyError, TypeError):
            return 0
        return epoch if isinstance(epoch, int) and epoch > 0 and self.weights.is_file() else 0

    def callback(self) -> BackupAndRestore:
        """Return the callback that keeps the backup."""
        return _Keeper(str(self.folder))


class _Keeper(BackupAndRestore):
    """Backs up after the first epoch, and then now and then."""

    def __init__(self, backup_dir: str) -> None:
        super().__init__(backup_dir)
        self._last: float | None = None

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        """There is nothing to restore: a run's folder is new."""

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Save, unless it was just done."""
        now = time.monotonic()
        if self._last is None or now - self._last >= _EVERY:
            super().on_epoch_end(epoch, logs)
            self._last = time.monotonic()
