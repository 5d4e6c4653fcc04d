"""RunRecord: the points of one run, stored once; plots, tables and labels only read it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class EpochRow:
    """What is known after one epoch.

    Args:
        number: 1 for the first epoch.
        values: Loss and metrics; the validation ones start with `val_`.
        seconds: How long it took, validation included.
    """

    number: int
    values: Mapping[str, float]
    seconds: float = 0.0


class Series:
    """A curve that grows at its end without copying all points every time."""

    def __init__(self) -> None:
        self._points = np.empty((2, 256))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def x(self) -> Floats:
        """Positions; a view that the next `append` may leave behind."""
        return self._points[0, : self._count]

    @property
    def y(self) -> Floats:
        """Values at these positions."""
        return self._points[1, : self._count]

    def append(self, x: float, y: float) -> None:
        """Add a point at the end."""
        if self._count == self._points.shape[1]:
            self._points = np.concatenate([self._points, np.empty_like(self._points)], axis=1)
        self._points[:, self._count] = x, y
        self._count += 1


@dataclass
class RunRecord:
    """Everything that plots and tables show of a run.

    `version` rises with every change, so a reader sees cheaply that there is something new.

    Args:
        title: How the run is called.
        planned: How many epochs were asked for.
    """

    title: str = ""
    planned: int = 0
    version: int = 0
    rows: list[EpochRow] = field(default_factory=list)
    epoch_series: dict[str, Series] = field(default_factory=dict)
    batch_series: dict[str, Series] = field(default_factory=dict)
    best_epoch: int | None = None
    stopped_epoch: int | None = None
    finished: bool = False

    @property
    def metrics(self) -> list[str]:
        """Names without their validation twins, the loss first."""
        names = [name for name in (*self.epoch_series, *self.batch_series) if not name.startswith("val_")]
        return sorted(dict.fromkeys(names), key=lambda name: name != "loss")

    def add_batch(self, position: float, values: Mapping[str, float]) -> None:
        """Note the running means after a batch.

        Args:
            position: Epochs done until then, with the fraction of the current one.
            values: Loss and metrics.
        """
        for name, value in values.items():
            self.batch_series.setdefault(name, Series()).append(position, value)
        self.version += 1

    def add_epoch(self, row: EpochRow) -> None:
        """Note the values at the end of an epoch."""
        self.rows.append(row)
        for name, value in row.values.items():
            self.epoch_series.setdefault(name, Series()).append(row.number, value)
        self.version += 1

    def mark(self, *, best: int | None = None, stopped: int | None = None, finished: bool = False) -> None:
        """Note which epoch is the best so far and where the run ended."""
        self.best_epoch = best or self.best_epoch
        self.stopped_epoch = stopped or self.stopped_epoch
        self.finished = self.finished or finished
        self.version += 1

    def at(self, epoch: int) -> EpochRow | None:
        """The values of an epoch."""
        for row in reversed(self.rows):
            if row.number == epoch:
                return row
        return None

    def summary(self) -> str:
        """One sentence with the newest values, for screen readers and titles."""
        if not self.rows:
            return "No epoch is finished yet."
        row = self.rows[-1]
        of = f" of {self.planned}" if self.planned else ""
        parts = [f"{name} {format_value(value)}" for name, value in row.values.items()]
        text = f"Epoch {row.number}{of}: {', '.join(parts)}."
        if self.best_epoch:
            text += f" Best epoch {self.best_epoch}."
        if self.stopped_epoch:
            text += f" Stopped after epoch {self.stopped_epoch}."
        return text


def format_value(value: float | None) -> str:
    """A loss or metric in four significant figures."""
    if value is None:
        return "–"
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "infinite"
    if value != 0 and (abs(value) < 1e-3 or abs(value) >= 1e5):
        return f"{value:.2e}"
    return f"{value:.4f}" if abs(value) < 10 else f"{value:.2f}"
