"""MonitorCallback: what watches one metric and tells better from worse."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Literal

import numpy as np

from layerloom.callbacks.callback import Callback
from layerloom.errors import LayerloomError

Mode = Literal["auto", "min", "max"]

_RISING = re.compile(r"(^|_)(acc|accuracy|auc|precision|recall|f1_score|fbeta_score|iou|r2_score)(_\d+)?$")


class MonitorCallback(Callback):
    """Base of callbacks that follow a metric.

    Args:
        monitor: Name of the metric in the logs, for example ``val_loss``.
        mode: Whether smaller or larger is better; ``auto`` knows it from the metric.
        best: The best value before training.
        min_delta: Smallest change that counts as better.
    """

    def __init__(
        self, monitor: str = "val_loss", mode: Mode = "auto", best: float | None = None, min_delta: float = 0
    ) -> None:
        super().__init__()
        self.monitor = monitor
        self.mode = mode
        self.best: Any = best
        self.min_delta = abs(min_delta)
        self._larger_is_better: bool | None = None

    def is_improvement(self, value: Any, reference: Any) -> bool:
        """Tells whether ``value`` is better than ``reference`` by more than ``min_delta``.

        Any value is better than ``None``; not-a-number is better than nothing else. Like Keras, the comparison
        is made in float32.

        Raises:
            LayerloomError: If ``value`` is several numbers, such as a score for every class.
        """
        if np.ndim(value):
            raise LayerloomError(
                f"{type(self).__name__} watches {self.monitor!r}, which is not a single number: "
                "watch another, or give the metric average='macro'."
            )
        if reference is None:
            return True
        if self._larger_is_better is None:
            self._larger_is_better = self._find_direction()
        if self._larger_is_better:
            return bool(np.float32(value - self.min_delta) > np.float32(reference))
        return bool(np.float32(value + self.min_delta) < np.float32(reference))

    def _find_direction(self) -> bool:
        if self.mode != "auto":
            return self.mode == "max"
        name = self.monitor.removeprefix("val_")
        if name == "loss" or name.endswith("_loss"):
            return False
        for metric in _metrics(getattr(self.model, "metrics", ())):
            if getattr(metric, "name", None) == name and hasattr(metric, "_direction"):
                return bool(metric._direction == "up")
        if _RISING.search(name):
            return True
        raise LayerloomError(
            f"{type(self).__name__} cannot tell whether {self.monitor!r} should rise or fall: "
            "give mode='max' or mode='min'."
        )


def _metrics(items: Iterable[Any]) -> Iterable[Any]:
    for item in items:
        yield item
        yield from _metrics(getattr(item, "metrics", None) or ())
