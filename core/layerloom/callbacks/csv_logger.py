"""CSVLogger: a table of all epochs in a file."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from layerloom.atomic import atomic_path
from layerloom.callbacks.callback import Callback, Logs
from layerloom.declaration import register


@register("callback", category="Files", start={"filename": "training.csv"})
class CSVLogger(Callback):
    """Writes the loss and all metrics of each epoch as a row of a CSV file.

    A table that is to be replaced stays until the first row of the new one is whole on the disk. The other rows are
    appended in one piece each, so that whoever follows the file sees every epoch as it ends.

    Args:
        filename: File to write.
        separator: Character between the columns.
        append: Whether to add to an existing file instead of replacing it.
    """

    def __init__(self, filename: str, separator: str = ",", append: bool = False) -> None:
        super().__init__()
        self.filename = os.fspath(filename)
        self.separator = separator
        self.append = append
        self.keys: list[str] | None = None
        self._file: TextIO | None = None
        self._writer: csv.DictWriter[str] | None = None
        self._write_header = True

    def on_train_begin(self, logs: Logs = None) -> None:
        """Opens the file."""
        path = Path(self.filename)
        self._write_header = not (self.append and path.exists() and path.stat().st_size)
        self.on_train_end()
        self.keys = None
        self._file = self._stream()  # where that is forbidden, it fails now and not after the first epoch

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Writes a row; validation columns exist even if the first epoch has no validation."""
        logs = logs or {}
        if self._file is None:
            return
        if self.keys is None:
            self.keys = sorted(logs)
            if not any(key.startswith("val_") for key in self.keys):
                self.keys += [f"val_{key}" for key in self.keys]
        row = {"epoch": epoch, **{key: _cell(logs.get(key, "NA")) for key in self.keys}}
        if self._writer is None and not self.append:
            with atomic_path(self.filename) as beside, beside.open("w", newline="", encoding="utf-8") as file:
                self._table(file, header=True).writerow(row)
            self._file.close()
            self._file = self._stream()
            self._writer = self._table(self._file)
            return
        if self._writer is None:
            self._writer = self._table(self._file, self._write_header)
        self._writer.writerow(row)
        self._file.flush()

    def on_train_end(self, logs: Logs = None) -> None:
        """Closes the file."""
        if self._file is not None:
            self._file.close()
        self._file = self._writer = None

    def _stream(self) -> TextIO:
        return Path(self.filename).open("a", newline="", encoding="utf-8")

    def _table(self, file: TextIO, header: bool = False) -> csv.DictWriter[str]:
        writer = csv.DictWriter(file, ["epoch", *(self.keys or [])], delimiter=self.separator)
        if header:
            writer.writeheader()
        return writer


def _cell(value: Any) -> Any:
    if isinstance(value, str) or np.ndim(value) == 0 or not isinstance(value, Iterable):
        return value
    return f'"[{", ".join(map(str, value))}]"'
