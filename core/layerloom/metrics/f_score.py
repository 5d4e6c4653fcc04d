"""F-scores: precision and recall in one number."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np

from layerloom import config
from layerloom.declaration import Bounds, register
from layerloom.declaration.fields import PositiveFloat
from layerloom.errors import ShapeError
from layerloom.metrics.metric import Metric
from layerloom.tensors import Tensor, as_array, wrap

__all__ = ["F1Score", "FBetaScore"]

_COUNTS = ("true_positives", "false_positives", "false_negatives", "intermediate_weights")


@register("metric", category="Decisions", aliases=("fbeta_score",))
class FBetaScore(Metric):
    """Weighted harmonic mean of precision and recall.

    Args:
        average: How the classes become one number: micro (counted together), macro (mean), weighted (by their
            number in the targets), or not at all when empty.
        beta: Weight of recall over precision.
        threshold: Probability above which a prediction is yes; when empty the largest one is.
        name: Name of the metric.
        dtype: Number type of the result.
    """

    _direction = "up"

    def __init__(
        self,
        average: Literal["micro", "macro", "weighted", None] = None,
        beta: PositiveFloat = 1.0,
        threshold: Annotated[float, Bounds(gt=0, le=1)] | None = None,
        name: str | None = "fbeta_score",
        dtype: Any = None,
    ) -> None:
        super().__init__(dtype, name)
        self.average = average
        self.beta = beta
        self.threshold = threshold

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Takes a batch into account."""
        wanted, scores = (as_array(value).astype(self.dtype, copy=False) for value in (y_true, y_pred))
        if wanted.ndim != 2 or scores.shape != wanted.shape:
            raise ShapeError(
                f"{type(self).__name__} wants targets and predictions of shape (samples, classes), got "
                f"{wanted.shape} and {scores.shape}; for class numbers use to_categorical first."
            )
        if not self._variables:
            shape = () if self.average == "micro" else (wanted.shape[1],)
            for count in _COUNTS:
                setattr(self, count, self.add_variable(shape, dtype=self.dtype, name=count))
        if self.threshold is None:
            said = (scores >= scores.max(axis=-1, keepdims=True)) & (np.abs(scores) > 1e-9)
        else:
            said = scores > self.threshold
        yes = said.astype(self.dtype)
        weights = 1 if sample_weight is None else as_array(sample_weight).astype(self.dtype).reshape(-1, 1)
        axis = None if self.average == "micro" else 0
        parts = (yes * wanted, yes * (1 - wanted), (1 - yes) * wanted, wanted)
        for count, part in zip(_COUNTS, parts, strict=True):
            getattr(self, count).value[...] += (part * weights).sum(axis=axis)

    def result(self) -> Tensor:
        """Returns the score, or one per class."""
        if not self._variables:
            return wrap(np.zeros((), self.dtype))
        right, alarms, missed, weights = (getattr(self, count).value for count in _COUNTS)
        tiny = right.dtype.type(config.epsilon())
        precision, recall = right / (right + alarms + tiny), right / (right + missed + tiny)
        square = self.beta**2
        score: Any = precision * recall / (square * precision + recall + tiny) * (1 + square)
        if self.average == "weighted":
            score = np.sum(score * (weights / (weights.sum() + tiny)))
        elif self.average is not None:
            score = np.mean(score)
        return wrap(np.asarray(score, self.dtype))


@register("metric", category="Decisions", aliases=("f1_score",))
class F1Score(FBetaScore):
    """Harmonic mean of precision and recall.

    Args:
        average: How the classes become one number: micro, macro, weighted, or not at all when empty.
        threshold: Probability above which a prediction is yes; when empty the largest one is.
        name: Name of the metric.
        dtype: Number type of the result.
    """

    def __init__(
        self,
        average: Literal["micro", "macro", "weighted", None] = None,
        threshold: Annotated[float, Bounds(gt=0, le=1)] | None = None,
        name: str | None = "f1_score",
        dtype: Any = None,
    ) -> None:
        super().__init__(average, 1.0, threshold, name, dtype)
