"""EarlyStopping: ends training when a metric has stopped improving."""

from __future__ import annotations

import warnings
from typing import Any

from layerloom.callbacks.callback import Logs
from layerloom.callbacks.monitor import Mode, MonitorCallback
from layerloom.callbacks.terminal import terminal
from layerloom.declaration import register
from layerloom.declaration.fields import NonNegativeInt


@register("callback", category="Stopping")
class EarlyStopping(MonitorCallback):
    """Stops training when a metric has not improved for some epochs.

    Args:
        monitor: Metric to watch, for example val_loss or val_accuracy.
        min_delta: Smallest change that counts as an improvement.
        patience: Epochs without improvement after which training stops.
        verbose: 1 says on the terminal when it stops.
        mode: Whether smaller (min) or larger (max) is better; auto knows it from the metric.
        baseline: Value that has to be beaten; without reaching it, training stops as well.
        restore_best_weights: Whether the model gets back the weights of its best epoch in the end.
        start_from_epoch: Epochs to wait before watching, while values still jump about.
    """

    def __init__(
        self,
        monitor: str = "val_loss",
        min_delta: float = 0,
        patience: NonNegativeInt = 0,
        verbose: NonNegativeInt = 0,
        mode: Mode = "auto",
        baseline: float | None = None,
        restore_best_weights: bool = False,
        start_from_epoch: NonNegativeInt = 0,
    ) -> None:
        super().__init__(monitor, mode, min_delta=min_delta)
        self.patience = patience
        self.verbose = verbose
        self.baseline = baseline
        self.restore_best_weights = restore_best_weights
        self.start_from_epoch = start_from_epoch
        self.wait = 0
        self.stopped_epoch = 0
        self.best_epoch = 0
        self.best_weights: Any = None
        self.reason = ""

    def on_train_begin(self, logs: Logs = None) -> None:
        """Forgets the training before."""
        self.wait = 0
        self.stopped_epoch = 0
        self.best = None
        self.best_epoch = 0
        self.best_weights = None
        self.reason = ""

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Looks at the metric and stops when it is time."""
        current = self.get_monitor_value(logs)
        if current is None or epoch < self.start_from_epoch:
            return
        if self.restore_best_weights and self.best_weights is None:
            # the first epoch watched may be not-a-number, and then no epoch is better than it
            self.best_weights = self.model.get_weights()
            self.best_epoch = epoch
        self.wait += 1
        if self.is_improvement(current, self.best):
            self.best = current
            self.best_epoch = epoch
            if self.restore_best_weights:
                self.best_weights = self.model.get_weights()
            if self.baseline is None or self.is_improvement(current, self.baseline):
                self.wait = 0
            return
        if self.wait >= self.patience and epoch > 0:
            self.stopped_epoch = epoch
            self.reason = f"{self.monitor} did not improve for {self.wait} epochs"
            self.model.stop_training = True

    def on_train_end(self, logs: Logs = None) -> None:
        """Gives the best weights back."""
        if self.stopped_epoch > 0 and self.verbose > 0:
            terminal.line(f"Epoch {self.stopped_epoch + 1}: early stopping, {self.reason}")
        if self.restore_best_weights and self.best_weights is not None:
            if self.verbose > 0:
                terminal.line(f"Restoring the weights of the best epoch: {self.best_epoch + 1}.")
            self.model.set_weights(self.best_weights)

    def get_monitor_value(self, logs: Logs) -> Any:
        """Returns the watched metric, ``None`` with a warning when there is none."""
        value = (logs or {}).get(self.monitor)
        if value is None:
            warnings.warn(
                f"EarlyStopping watches {self.monitor!r}, which this training does not have; "
                f"it has {', '.join(logs or {}) or 'no metrics'}.",
                stacklevel=3,
            )
        return value
