"""RunRecord: the points of one run, stored once; plots, tables and labels only read it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from layerloom_studio.language import tr
from layerloom_studio.runs.checkpoints import Checkpoint
from layerloom_studio.runs.earlier import before
from layerloom_studio.runs.events import Event
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.training.progress import format_seconds

Floats = NDArray[np.float64]
RATES = ("learning_rate", "lr")  # what logs call the rate of a schedule; it is no metric
_OVERFIT = 3  # epochs that the validation has got worse for, at least


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
    """Everything that plots, tables and labels show of a run, fed with the events of its log.

    `version` rises with every change, so a reader sees cheaply that there is something new.

    Args:
        title: How the run is called.
        planned: How many epochs were asked for.
        folder: Where the run's files are.
        best: Name and value of the metric that tells the best epoch.
        message: One sentence on how it ended.
        tone: Role of that sentence: "success", "muted" or "error".
        checkpoints: The files that were saved, the newest last; one that was written over stands there once.
        model: The file with the trained model.
        model_epoch: The epoch whose weights are in it.
        joined: The last epoch of the training that this one went on from, if it did.
        rates: Where somebody set another learning rate while it ran, and which.
    """

    title: str = ""
    planned: int = 0
    folder: Path | None = None
    version: int = 0
    rows: list[EpochRow] = field(default_factory=list)
    epoch_series: dict[str, Series] = field(default_factory=dict)
    batch_series: dict[str, Series] = field(default_factory=dict)
    best_epoch: int | None = None
    best: tuple[str, float] | None = None
    stopped_epoch: int | None = None
    stopped: bool = False
    finished: bool = False
    message: str = ""
    tone: str = "muted"
    checkpoints: list[Checkpoint] = field(default_factory=list)
    model: Path | None = None
    model_epoch: int | None = None
    joined: int | None = None
    rates: list[tuple[float, float]] = field(default_factory=list)
    _shift: int = 0

    @property
    def best_kept(self) -> int | None:
        """The best epoch, if its weights are in the model file."""
        return self.best_epoch if self.model is not None and self.model_epoch == self.best_epoch else None

    @property
    def kept_title(self) -> str:
        """What the model is called for people."""
        epoch = tr(", epoch {model_epoch}", model_epoch=self.model_epoch) if self.model_epoch else ""
        return tr("{title} as trained{epoch}", title=self.title, epoch=epoch)

    @property
    def last_kept(self) -> int | None:
        """The last complete epoch, if its weights are on disk."""
        if self.model is None or not self.rows:
            return None
        last = self.rows[-1].number
        return last if self.model_epoch == last or self.last_weights is not None else None

    @property
    def last_weights(self) -> Path | None:
        """The weights that training ended with, where the model file has better ones."""
        path = None if self.folder is None else RunFolder(self.folder).last_weights
        return path if path is not None and path.is_file() else None

    @property
    def checkpoint(self) -> Checkpoint | None:
        """The newest saved file."""
        return self.checkpoints[-1] if self.checkpoints else None

    @property
    def restorable(self) -> list[Checkpoint]:
        """The checkpoints whose files are there, the newest first."""
        return [item for item in reversed(self.checkpoints) if item.path.is_file()]

    def take(self, event: Event) -> None:
        """Note an event."""
        handler = getattr(self, f"_on_{event.kind}", None)
        if handler is not None:
            handler(event)
            self.version += 1

    @property
    def overfits_from(self) -> int | None:
        """The epoch from which the loss still falls while that of the validation has risen for some epochs."""
        if len(self.rows) < _OVERFIT + 1 or "val_loss" not in self.rows[-1].values:
            return None
        known = [row for row in self.rows if math.isfinite(row.values.get("val_loss", math.nan))]
        if not known:
            return None
        least = min(known, key=lambda row: row.values["val_loss"])
        since = [row for row in known if row.number > least.number]
        if len(since) < _OVERFIT:
            return None
        first, last = least.values, known[-1].values
        mean = sum(row.values["val_loss"] for row in since[-_OVERFIT:]) / _OVERFIT
        worse = mean > first["val_loss"] + 0.05 * abs(first["val_loss"])
        return least.number if worse and last.get("loss", math.inf) < first.get("loss", -math.inf) else None

    @property
    def metrics(self) -> list[str]:
        """Names without their validation twins, the loss first."""
        names = [name for name in (*self.epoch_series, *self.batch_series) if not name.startswith("val_")]
        return sorted(dict.fromkeys(names), key=lambda name: name != "loss")

    def at(self, epoch: int) -> EpochRow | None:
        """The values of an epoch."""
        for row in reversed(self.rows):
            if row.number == epoch:
                return row
        return None

    def summary(self) -> str:
        """One sentence with the newest values, for screen readers and titles."""
        if not self.rows:
            return tr("No epoch is finished yet.")
        row = self.rows[-1]
        of = tr(" of {planned}", planned=self.planned) if self.planned else ""
        parts = [f"{name} {format_value(value)}" for name, value in row.values.items()]
        text = tr("Epoch {number}{of}: {parts}.", number=row.number, of=of, parts=", ".join(parts))
        if self.best_epoch:
            text += tr(" Best epoch {best_epoch}.", best_epoch=self.best_epoch)
        if self.stopped_epoch:
            text += tr(" Stopped after epoch {stopped_epoch}.", stopped_epoch=self.stopped_epoch)
        return text

    def _on_started(self, event: Event) -> None:
        rows, self._shift = before(event)
        self.planned = event.data["epochs"] + self._shift
        self.joined = rows[-1]["epoch"] if rows else None
        for row in rows:
            logs = Event(0, "epoch", 0.0, row).logs
            self._add(EpochRow(row["epoch"], logs, row.get("seconds") or 0.0))

    def _on_batch(self, event: Event) -> None:
        position = self._shift + event.data["epoch"] - 1 + event.data["batch"] / event.data["batches"]
        for name, value in event.logs.items():
            self.batch_series.setdefault(name, Series()).append(position, value)

    def _on_epoch(self, event: Event) -> None:
        self._add(EpochRow(event.data["epoch"] + self._shift, event.logs, event.data["seconds"]))

    def _add(self, row: EpochRow) -> None:
        self.rows.append(row)
        for name, value in row.values.items():
            self.epoch_series.setdefault(name, Series()).append(row.number, value)

    def _on_best(self, event: Event) -> None:
        self.best_epoch = event.data["epoch"] + self._shift
        self.best = event.data["monitor"], event.data["value"]

    def _on_checkpoint(self, event: Event) -> None:
        path = Path(event.data["path"])
        path = path if self.folder is None else self.folder / path
        self.checkpoints = [item for item in self.checkpoints if item.path != path]
        self.checkpoints.append(Checkpoint(event.data["epoch"] + self._shift, path, event.time))

    def _on_rate(self, event: Event) -> None:
        self.rates.append((self._shift + max(0, event.data["epoch"] - 1), event.data["rate"]))

    def _on_stopped(self, event: Event) -> None:
        self.stopped_epoch = event.data["epoch"] + self._shift if event.data["epoch"] else None
        self.stopped = event.data["reason"] in ("user", "nan")  # an early stop is an end as planned
        self.message = event.data["message"]
        self.tone = "error" if event.data["reason"] == "nan" else "muted"

    def _on_finished(self, event: Event) -> None:
        self.finished = True
        if event.data["best_epoch"]:
            self.best_epoch = event.data["best_epoch"] + self._shift
        if event.data["model_epoch"]:
            self.model_epoch = event.data["model_epoch"] + self._shift
        if event.data["model"] and self.folder is not None:
            self.model = self.folder / event.data["model"]
        if not self.message:
            epochs = event.data["epochs"]
            best = (
                tr("; the best was epoch {best_epoch}", best_epoch=self.best_epoch) if self.best_epoch else ""
            )
            took = format_seconds(event.data["seconds"])
            self.message = tr(
                "{epochs} epoch{plural} in {took}{best}.",
                epochs=epochs,
                plural="" if epochs == 1 else "s",
                took=took,
                best=best,
            )
            self.tone = "success"

    def _on_failed(self, event: Event) -> None:
        self.finished = True
        self.message = event.data["message"]
        self.tone = "error"


def format_value(value: float | None) -> str:
    """A loss or metric in four significant figures."""
    if value is None:
        return "–"
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "infinite"
    if value != 0 and (abs(value) < 1e-3 or abs(value) >= 1e5):
        return f"{value:.2e}"
    return f"{value:.4f}" if abs(value) < 10 else f"{value:.2f}"
