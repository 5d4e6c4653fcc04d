"""The two callbacks of a run: the guard looks first at every batch, the reporter tells last what came of it."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from layerloom.callbacks import Callback, ModelCheckpoint
from layerloom.callbacks.monitor import MonitorCallback
from layerloom.errors import LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.runs.control import Control

_BATCH_INTERVAL = 0.05  # seconds; twenty points a second are enough for a moving curve
_EPOCHS_OF_PACE = 5  # the last ones, by which the time that is left is reckoned

Tell = Callable[..., None]
Logs = dict[str, Any] | None


class StopRun(Exception):  # noqa: N818 - no error, the way out of a running epoch
    """Leaves the training at once, in the middle of an epoch.

    Args:
        reason: As in the event `stopped`.
        message: One sentence.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


class Guard(Callback):
    """Obeys the control after every batch, and ends the run when the loss is no number any more.

    Args:
        control: What the outside wants.
        tell: Writes an event.
        watchers: Callbacks that follow a metric; it must exist.
        last_weights: Where to keep the weights of the last step.
    """

    def __init__(
        self, control: Control, tell: Tell, watchers: Sequence[MonitorCallback], last_weights: Path
    ) -> None:
        super().__init__()
        self._last_weights = last_weights
        self._lost = False
        self._control = control
        self._tell = tell
        self._watchers = watchers
        self.epoch = 0
        self.batch = 0

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Note the epoch."""
        self.epoch, self.batch = epoch + 1, 0

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Look at the loss and at the control."""
        self.batch = batch + 1
        loss = (logs or {}).get("loss", 0.0)
        if not math.isfinite(loss):
            self._lost = True
            raise StopRun(
                "nan",
                tr(
                    "The loss became {loss} in epoch {epoch}, batch {batch}.",
                    loss="NaN" if math.isnan(loss) else tr("infinite"),
                    epoch=self.epoch,
                    batch=self.batch,
                ),
            )
        self._obey()

    def on_test_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Look at the control during validation, too."""
        self._obey()

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Refuse to go on when a callback watches what does not exist."""
        known = logs or {}
        for watcher in self._watchers:
            if watcher.monitor not in known:
                raise LayerloomError(
                    tr(
                        "{name} watches {monitor!r}, which this training does not have; it has {known}.",
                        name=type(watcher).__name__,
                        monitor=watcher.monitor,
                        known=", ".join(known),
                    )
                )
        self._watchers = ()

    def on_train_end(self, logs: Logs = None) -> None:
        """Keep the weights as they are; the callbacks behind this one may put better ones in their place."""
        if not self._lost:
            self.model.save_weights(self._last_weights)

    def _obey(self) -> None:
        rate = self._control.take_rate()
        if rate is not None:
            self.model.optimizer.learning_rate = rate
            self._tell("rate", epoch=self.epoch, batch=self.batch, rate=rate)
        if self._control.paused and not self._control.stopped:
            self._tell("paused", epoch=self.epoch, batch=self.batch)
            self._control.wait()
            if not self._control.stopped:
                self._tell("resumed", epoch=self.epoch, batch=self.batch)
        if self._control.stopped:
            raise StopRun(
                "user",
                tr("Stopped in epoch {epoch} after batch {batch}.", epoch=self.epoch, batch=self.batch),
            )


class Reporter(Callback):
    """Writes what happens as events.

    Args:
        tell: Writes an event.
        best: Follows the metric that tells the best epoch.
        checkpoints: The callbacks that save the model.
        name_file: Gives the name of a file as events call it.
        epochs: How many are planned.
        batches: Per epoch.
        samples: Per epoch.
        batch_size: Samples per batch.
    """

    def __init__(
        self,
        tell: Tell,
        best: MonitorCallback,
        checkpoints: Sequence[ModelCheckpoint],
        name_file: Callable[[str], str],
        *,
        epochs: int,
        batches: int,
        samples: int,
        batch_size: int,
    ) -> None:
        super().__init__()
        self._tell = tell
        self._best = best
        self._checkpoints = checkpoints
        self._name_file = name_file
        self._epochs = epochs
        self._batches = batches
        self._samples = samples
        self._batch_size = batch_size
        self._epoch = 0
        self._begin = self._last_batch = 0.0
        self._ends: deque[float] = deque(maxlen=_EPOCHS_OF_PACE + 1)
        self._seen: dict[int, tuple[str, int]] = {}
        self.completed = 0
        self.best_epoch: int | None = None
        self.saved_epochs: dict[str, int] = {}

    def on_train_begin(self, logs: Logs = None) -> None:
        """Start the clock."""
        self._best.set_model(self.model)
        self._ends.append(time.monotonic())

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Start the epoch's clock."""
        self._epoch = epoch + 1
        self._begin = time.monotonic()

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Tell the running means, but not too often; the last batch of an epoch is always told."""
        self._look_for_files()
        now = time.monotonic()
        if now - self._last_batch < _BATCH_INTERVAL and batch + 1 < self._batches:
            return
        self._last_batch = now
        done = min((batch + 1) * self._batch_size, self._samples)
        self._tell(
            "batch",
            epoch=self._epoch,
            batch=batch + 1,
            batches=self._batches,
            logs=_numbers(logs),
            samples_per_second=_rate(done, now - self._begin),
        )

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Tell the epoch, whether it is the best, and what was saved."""
        now = time.monotonic()
        self.completed = epoch + 1
        seconds = now - self._begin
        self._ends.append(now)
        # The median, since the first epoch compiles and any may have been paused.
        pace = median(end - start for start, end in pairwise(self._ends))
        self._tell(
            "epoch",
            epoch=self.completed,
            logs=_numbers(logs),
            seconds=round(seconds, 4),
            samples_per_second=_rate(self._samples, seconds),
            eta=round(pace * (self._epochs - self.completed), 2),
        )
        self._look_for_best(_numbers(logs))
        self._look_for_files()

    def _look_for_best(self, logs: dict[str, Any]) -> None:
        value = logs.get(self._best.monitor)
        if value is not None and math.isfinite(value) and self._best.is_improvement(value, self._best.best):
            self._best.best = value
            self.best_epoch = self.completed
            self._tell("best", epoch=self.best_epoch, monitor=self._best.monitor, value=value)

    def _look_for_files(self) -> None:
        for callback in self._checkpoints:
            file = callback.last_file
            if file is None:
                continue
            state = (file, Path(file).stat().st_mtime_ns)
            if self._seen.get(id(callback)) != state:
                self._seen[id(callback)] = state
                self.saved_epochs[file] = self._epoch
                self._tell("checkpoint", epoch=self._epoch, path=self._name_file(file))


def _rate(samples: int, seconds: float) -> float:
    return round(samples / max(seconds, 1e-9), 1)


def _numbers(logs: Logs) -> dict[str, Any]:
    """Return a number for each name; of a metric with one for every class, their mean, as progress bars show it."""
    return {name: float(np.mean(value)) if np.ndim(value) else value for name, value in (logs or {}).items()}
