"""Callbacks that change the learning rate: by a function of the epoch, or when a metric has stalled."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from numbers import Real
from typing import Annotated, Any

import numpy as np

from layerloom.callbacks.callback import Callback, Logs
from layerloom.callbacks.monitor import Mode, MonitorCallback
from layerloom.callbacks.terminal import terminal
from layerloom.declaration import Bounds, register
from layerloom.declaration.fields import NonNegativeFloat, NonNegativeInt
from layerloom.errors import LayerloomError


@register("callback", category="Own code")
class LearningRateScheduler(Callback):
    """Sets the learning rate before each epoch by a function of your own.

    Args:
        schedule: Function of the epoch, and of the present learning rate if it takes two arguments.
        verbose: 1 says the learning rate on the terminal.
    """

    def __init__(self, schedule: Callable[..., float], verbose: NonNegativeInt = 0) -> None:
        super().__init__()
        self.schedule = schedule
        self.verbose = verbose

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Sets the learning rate."""
        optimizer = _optimizer(self)
        try:
            rate = self.schedule(epoch, float(optimizer.learning_rate))
        except TypeError:  # a function of the epoch alone
            rate = self.schedule(epoch)
        if isinstance(rate, bool) or not isinstance(rate, Real):
            raise LayerloomError(f"LearningRateScheduler: the schedule must give a number, it gave {rate!r}.")
        optimizer.learning_rate = float(rate)
        if self.verbose > 0:
            terminal.line(f"Epoch {epoch + 1}: the learning rate is {float(rate):g}.")

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Adds the learning rate to the logs."""
        if logs is not None:
            logs["learning_rate"] = float(_optimizer(self).learning_rate)


@register("callback", category="Learning rate")
class ReduceLROnPlateau(MonitorCallback):
    """Lowers the learning rate when a metric has not improved for some epochs.

    Args:
        monitor: Metric to watch, for example val_loss.
        factor: Factor on the learning rate, less than 1.
        patience: Epochs without improvement after which the rate is lowered.
        verbose: 1 says on the terminal when it lowers the rate.
        mode: Whether smaller (min) or larger (max) is better; auto knows it from the metric.
        min_delta: Smallest change that counts as an improvement.
        cooldown: Epochs to wait after lowering before watching again.
        min_lr: Rate below which it does not go.
    """

    def __init__(
        self,
        monitor: str = "val_loss",
        factor: Annotated[float, Bounds(ge=0, lt=1)] = 0.1,
        patience: NonNegativeInt = 10,
        verbose: NonNegativeInt = 0,
        mode: Mode = "auto",
        min_delta: float = 1e-4,
        cooldown: NonNegativeInt = 0,
        min_lr: NonNegativeFloat = 0.0,
    ) -> None:
        super().__init__(monitor, mode, min_delta=min_delta)
        self.factor = factor
        self.patience = patience
        self.verbose = verbose
        self.cooldown = cooldown
        self.min_lr = min_lr
        self.cooldown_counter = 0
        self.wait = 0

    def on_train_begin(self, logs: Logs = None) -> None:
        """Forgets the training before."""
        self.best = None
        self.cooldown_counter = 0
        self.wait = 0

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Looks at the metric and lowers the rate when it is time."""
        logs = {} if logs is None else logs
        logs["learning_rate"] = float(_optimizer(self).learning_rate)
        current = logs.get(self.monitor)
        if current is None:
            warnings.warn(
                f"ReduceLROnPlateau watches {self.monitor!r}, which this training does not have; "
                f"it has {', '.join(logs)}.",
                stacklevel=2,
            )
            return
        if self.in_cooldown():
            self.cooldown_counter -= 1
            self.wait = 0
        if self.is_improvement(current, self.best):
            self.best = current
            self.wait = 0
        elif not self.in_cooldown():
            self.wait += 1
            if self.wait >= self.patience and self._reduce(epoch):
                self.cooldown_counter = self.cooldown
                self.wait = 0

    def in_cooldown(self) -> bool:
        """Tells whether it waits after having lowered the rate."""
        return self.cooldown_counter > 0

    def _reduce(self, epoch: int) -> bool:
        optimizer = _optimizer(self)
        before = float(optimizer.learning_rate)
        if before <= np.float32(self.min_lr):
            return False
        rate = max(before * self.factor, self.min_lr)
        optimizer.learning_rate = rate
        if self.verbose > 0:
            terminal.line(f"Epoch {epoch + 1}: the learning rate is lowered to {rate:g}.")
        return True


def _optimizer(callback: Callback) -> Any:
    optimizer = getattr(callback.model, "optimizer", None)
    if not hasattr(optimizer, "learning_rate"):
        raise LayerloomError(f"{type(callback).__name__} needs a model whose optimizer has a learning rate.")
    return optimizer
