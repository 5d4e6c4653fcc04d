"""Metrics of correlation: how closely predictions go with targets."""

from __future__ import annotations

from typing import Any

from layerloom import config, ops
from layerloom.declaration import register
from layerloom.losses.loss import same_rank
from layerloom.metrics.reduction import FunctionMetric

__all__ = ["ConcordanceCorrelation", "PearsonCorrelation", "concordance_correlation", "pearson_correlation"]


def pearson_correlation(y_true: Any, y_pred: Any, axis: Any = -1) -> Any:
    """The correlation coefficient along an axis."""
    y_true, y_pred = _pair(y_true, y_pred)
    parts = []
    for values in (y_true, y_pred):
        centered = values - ops.mean(values, axis=axis, keepdims=True)
        parts.append(centered / ops.std(centered, axis=axis, keepdims=True))
    return ops.mean(parts[0] * parts[1], axis=axis)


def concordance_correlation(y_true: Any, y_pred: Any, axis: Any = -1) -> Any:
    """How near the pairs lie to the line on which both are equal."""
    y_true, y_pred = _pair(y_true, y_pred)
    mean_true, mean_pred = (ops.mean(values, axis=axis, keepdims=True) for values in (y_true, y_pred))
    spread = ops.var(y_true - mean_true, axis=axis, keepdims=True) + ops.var(
        y_pred - mean_pred, axis=axis, keepdims=True
    )
    together = (y_true - mean_pred) * (y_pred - mean_pred)
    distance = mean_true - mean_pred
    return ops.mean(2 * together / (spread + distance * distance + config.epsilon()), axis=axis)


@register("metric", category="Regression", aliases=("pearson_correlation",))
class PearsonCorrelation(FunctionMetric):
    """Correlation of predictions and targets: 1 where they rise and fall together.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
        axis: Axis along which pairs stand.
    """

    function = staticmethod(pearson_correlation)
    _direction = "up"

    def __init__(self, name: str | None = "pearson_correlation", dtype: Any = None, axis: Any = -1) -> None:
        super().__init__(name, dtype)
        self.axis = axis


@register("metric", category="Regression", aliases=("concordance_correlation",))
class ConcordanceCorrelation(FunctionMetric):
    """Correlation that is 1 only where predictions are equal to the targets.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
        axis: Axis along which pairs stand.
    """

    function = staticmethod(concordance_correlation)
    _direction = "up"

    def __init__(
        self, name: str | None = "concordance_correlation", dtype: Any = None, axis: Any = -1
    ) -> None:
        super().__init__(name, dtype)
        self.axis = axis


def _pair(y_true: Any, y_pred: Any) -> tuple[Any, Any]:
    y_pred = ops.convert_to_tensor(y_pred)
    return same_rank(ops.convert_to_tensor(y_true, y_pred.dtype), y_pred)
