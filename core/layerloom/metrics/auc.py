"""AUC: the area under the ROC or the precision-recall curve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import numpy as np

from layerloom import config, ops
from layerloom.declaration import Bounds, register
from layerloom.errors import ShapeError
from layerloom.metrics.confusion import confusion
from layerloom.metrics.metric import Metric, divide_no_nan
from layerloom.tensors import Array, Tensor, as_array, wrap

__all__ = ["AUC"]

_COUNTS = ("true_positives", "false_positives", "true_negatives", "false_negatives")


@register("metric", category="Decisions", aliases=("auc",))
class AUC(Metric):
    """Area under a curve over all thresholds: 1 is best, for ROC 1/2 is chance.

    Args:
        num_thresholds: Number of thresholds.
        curve: ROC (hits over false alarms), PR (precision over recall) or PRGAIN.
        summation_method: How the area between two thresholds is taken.
        name: Name of the metric.
        dtype: Number type of the result.
        thresholds: The thresholds themselves, instead of their number.
        multi_label: Whether each output has an area of its own and their mean is taken.
        num_labels: Number of outputs, with multi_label.
        label_weights: Weights of the outputs.
        from_logits: Whether the model's output is without sigmoid.
    """

    _direction = "up"

    def __init__(
        self,
        num_thresholds: Annotated[int, Bounds(ge=2, le=100_000)] = 200,
        curve: Literal["ROC", "PR", "PRGAIN"] = "ROC",
        summation_method: Literal["interpolation", "majoring", "minoring"] = "interpolation",
        name: str | None = None,
        dtype: Any = None,
        thresholds: Sequence[float] | None = None,
        multi_label: bool = False,
        num_labels: Annotated[int, Bounds(ge=1, le=100_000)] | None = None,
        label_weights: Sequence[float] | None = None,
        from_logits: bool = False,
    ) -> None:
        super().__init__(dtype, name)
        if thresholds is None:
            inner = np.arange(1, num_thresholds - 1) / (num_thresholds - 1)
        else:
            inner = np.sort(np.asarray(thresholds, dtype=float))
        self.num_thresholds = len(inner) + 2
        self.thresholds = thresholds
        self.curve = curve.upper()
        self.summation_method = summation_method.lower()
        self.multi_label = multi_label
        self.num_labels = num_labels
        self.label_weights = label_weights
        self.from_logits = from_logits
        # a little beyond 0 and 1, so that the ends of the curve are there
        self._limits = np.concatenate([[0.0 - config.epsilon()], inner, [1.0 + config.epsilon()]])
        if not multi_label or num_labels:
            self._build(num_labels)

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Takes a batch into account."""
        scores = as_array(ops.sigmoid(y_pred)) if self.from_logits else as_array(y_pred)
        if not self.multi_label:
            weights = sample_weight
            if self.label_weights is not None:
                given = 1.0 if sample_weight is None else as_array(sample_weight).reshape(-1, 1)
                weights = np.broadcast_to(np.asarray(self.label_weights) * given, scores.shape)
            found = confusion(y_true, scores, self._limits, weights)
        else:
            labels = as_array(y_true)
            if scores.ndim != 2 or labels.shape != scores.shape:
                raise ShapeError(
                    f"AUC(multi_label=True) wants the shape (samples, labels), got {scores.shape}."
                )
            if not self._variables:
                self._build(scores.shape[1])
            columns = [
                confusion(labels[:, index], scores[:, index], self._limits, sample_weight)
                for index in range(scores.shape[1])
            ]
            found = {count: np.stack([column[count] for column in columns], axis=1) for count in _COUNTS}
        for count in _COUNTS:
            getattr(self, count).value[...] += found[count]

    def result(self) -> Tensor:
        """Returns the area."""
        if not self._variables:
            return wrap(np.zeros((), self.dtype))
        tp, fp, tn, fn = (getattr(self, count).value for count in _COUNTS)
        if self.curve == "PR" and self.summation_method == "interpolation":
            parts = _interpolated_pr(tp, fp, fn)
        else:
            x, y = self._curve(tp, fp, tn, fn)
            low, high = y[:-1], y[1:]
            heights = {
                "interpolation": (low + high) / 2.0,
                "minoring": np.minimum(low, high),
                "majoring": np.maximum(low, high),
            }[self.summation_method]
            parts = (x[:-1] - x[1:]) * heights
        area = np.sum(parts, axis=0)
        if self.multi_label:
            weights = np.ones_like(area) if self.label_weights is None else np.asarray(self.label_weights)
            area = divide_no_nan(np.sum(area * weights), np.sum(weights))
        return wrap(np.asarray(area, dtype=self.dtype))

    def get_config(self) -> dict[str, Any]:
        """Returns the arguments that rebuild it; the thresholds only where they were given."""
        found = super().get_config()
        if self.thresholds is None:
            found.pop("thresholds")
        return found

    def _build(self, num_labels: int | None) -> None:
        shape = (self.num_thresholds,) if num_labels is None else (self.num_thresholds, num_labels)
        for count in _COUNTS:
            setattr(self, count, self.add_variable(shape, name=count))

    def _curve(self, tp: Array, fp: Array, tn: Array, fn: Array) -> tuple[Array, Array]:
        recall = divide_no_nan(tp, tp + fn)
        if self.curve == "ROC":
            return divide_no_nan(fp, fp + tn), recall
        if self.curve == "PR":
            return recall, divide_no_nan(tp, tp + fp)
        odds = divide_no_nan(tp + fn, tn + fp)
        recall_gain = np.where(tp == 0, 0.0, 1.0 - odds * divide_no_nan(fn, tp))
        precision_gain = np.where(tp == 0, 1.0, 1.0 - odds * divide_no_nan(fp, tp))
        return np.maximum(recall_gain, 0.0), precision_gain


def _interpolated_pr(tp: Array, fp: Array, fn: Array) -> Array:
    """The area below the true precision-recall curve, which is no straight line (Davis and Goadrich, 2006)."""
    said = tp + fp
    gain, more = tp[:-1] - tp[1:], said[:-1] - said[1:]
    slope = divide_no_nan(gain, np.maximum(more, 0))
    start = tp[1:] - slope * said[1:]
    both = (said[:-1] > 0) & (said[1:] > 0)
    ratio = np.where(both, divide_no_nan(said[:-1], np.maximum(said[1:], 0)), 1.0)
    area: Array = divide_no_nan(slope * (gain + start * np.log(ratio)), np.maximum(tp[1:] + fn[1:], 0))
    return area
