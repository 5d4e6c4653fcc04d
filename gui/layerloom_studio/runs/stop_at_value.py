"""StopAtValue: ends a training as soon as a metric is good enough."""

from __future__ import annotations

import math

from layerloom.callbacks.callback import Logs
from layerloom.callbacks.monitor import Mode, MonitorCallback
from layerloom.declaration import register
from layerloom_studio.language import tr


@register("callback", category="Stopping")
class StopAtValue(MonitorCallback):
    """Stops training after the first epoch in which a metric has reached a value.

    Args:
        monitor: Metric to watch, for example loss or val_accuracy.
        value: How good it shall become; the value itself is enough.
        mode: Whether it shall fall (min) or rise (max) to that; auto knows it from the metric.
    """

    def __init__(self, monitor: str = "val_accuracy", value: float = 0.95, mode: Mode = "auto") -> None:
        super().__init__(monitor, mode)
        self.value = value
        self.stopped_epoch = 0
        self.reason = ""

    def on_train_begin(self, logs: Logs = None) -> None:
        """Forgets the training before."""
        self.stopped_epoch, self.reason = 0, ""

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Looks at the metric."""
        current = (logs or {}).get(self.monitor)
        if current is None or not math.isfinite(current):
            return
        if current == self.value or self.is_improvement(current, self.value):
            self.model.stop_training = True
            self.stopped_epoch = epoch
            self.reason = tr(
                "{monitor} is {current:.4g}, and {value:g} was asked for",
                monitor=self.monitor,
                current=float(current),
                value=self.value,
            )
