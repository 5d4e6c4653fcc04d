"""Metrics of a trade-off: the best of one rate where another reaches a given value."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from layerloom.declaration import Bounds, register
from layerloom.declaration.fields import Fraction, NonNegativeInt
from layerloom.metrics.confusion import confusion
from layerloom.metrics.metric import Metric, divide_no_nan
from layerloom.tensors import Array, Tensor, wrap

__all__ = ["PrecisionAtRecall", "RecallAtPrecision", "SensitivityAtSpecificity", "SpecificityAtSensitivity"]

_Thresholds = Annotated[int, Bounds(ge=1, le=100_000)]
_COUNTS = ("true_positives", "false_positives", "true_negatives", "false_negatives")

#: Each rate: the right ones, and the others it is a share of.
_RATES = {
    "sensitivity": ("true_positives", "false_negatives"),
    "recall": ("true_positives", "false_negatives"),
    "specificity": ("true_negatives", "false_positives"),
    "precision": ("true_positives", "false_positives"),
}


class _TradeOff(Metric):
    """Base: counts decisions at many thresholds.

    Args:
        num_thresholds: Number of thresholds that are tried.
        class_id: The class that counts; all when empty.
        name: Name of the metric.
        dtype: Number type of the result.
    """

    given: str
    wanted: str
    _direction = "up"

    def __init__(
        self, num_thresholds: int, class_id: int | None, name: str | None, dtype: Any, least: float
    ) -> None:
        super().__init__(dtype, name)
        self.num_thresholds = num_thresholds
        self.class_id = class_id
        self._least = least
        self._limits = np.array([0.5])
        if num_thresholds > 1:
            self._limits = np.arange(num_thresholds) / (num_thresholds - 1)
        for count in _COUNTS:
            setattr(self, count, self.add_variable((len(self._limits),), name=count))

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Takes a batch into account."""
        found = confusion(y_true, y_pred, self._limits, sample_weight, class_id=self.class_id)
        for count in _COUNTS:
            getattr(self, count).value[...] += found[count]

    def result(self) -> Tensor:
        """Returns the best rate, 0 where the other is not reached."""
        reached = self._rate(self.given) >= self._least
        return wrap(np.asarray(np.where(reached, self._rate(self.wanted), 0).max(initial=0), self.dtype))

    def _rate(self, name: str) -> Array:
        right, others = (getattr(self, count).value for count in _RATES[name])
        return np.asarray(divide_no_nan(right, right + others))


@register("metric", category="Trade-off", start={"specificity": 0.5})
class SensitivityAtSpecificity(_TradeOff):
    """Best share of positives found, where a share of the negatives is right.

    Args:
        specificity: Share of the negatives that must be right.
        num_thresholds: Number of thresholds that are tried.
        class_id: The class that counts; all when empty.
        name: Name of the metric.
        dtype: Number type of the result.
    """

    given, wanted = "specificity", "sensitivity"

    def __init__(
        self,
        specificity: Fraction,
        num_thresholds: _Thresholds = 200,
        class_id: NonNegativeInt | None = None,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(num_thresholds, class_id, name, dtype, specificity)
        self.specificity = specificity


@register("metric", category="Trade-off", start={"sensitivity": 0.5})
class SpecificityAtSensitivity(_TradeOff):
    """Best share of negatives that are right, where a share of the positives is found.

    Args:
        sensitivity: Share of the positives that must be found.
        num_thresholds: Number of thresholds that are tried.
        class_id: The class that counts; all when empty.
        name: Name of the metric.
        dtype: Number type of the result.
    """

    given, wanted = "sensitivity", "specificity"

    def __init__(
        self,
        sensitivity: Fraction,
        num_thresholds: _Thresholds = 200,
        class_id: NonNegativeInt | None = None,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(num_thresholds, class_id, name, dtype, sensitivity)
        self.sensitivity = sensitivity


@register("metric", category="Trade-off", start={"recall": 0.5})
class PrecisionAtRecall(_TradeOff):
    """Best precision where a share of the positives is found.

    Args:
        recall: Share of the positives that must be found.
        num_thresholds: Number of thresholds that are tried.
        class_id: The class that counts; all when empty.
        name: Name of the metric.
        dtype: Number type of the result.
    """

    given, wanted = "recall", "precision"

    def __init__(
        self,
        recall: Fraction,
        num_thresholds: _Thresholds = 200,
        class_id: NonNegativeInt | None = None,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(num_thresholds, class_id, name, dtype, recall)
        self.recall = recall


@register("metric", category="Trade-off", start={"precision": 0.5})
class RecallAtPrecision(_TradeOff):
    """Best share of positives found, where a share of what is said to be yes is right.

    Args:
        precision: Share of what is said to be yes that must be right.
        num_thresholds: Number of thresholds that are tried.
        class_id: The class that counts; all when empty.
        name: Name of the metric.
        dtype: Number type of the result.
    """

    given, wanted = "precision", "recall"

    def __init__(
        self,
        precision: Fraction,
        num_thresholds: _Thresholds = 200,
        class_id: NonNegativeInt | None = None,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(num_thresholds, class_id, name, dtype, precision)
        self.precision = precision
