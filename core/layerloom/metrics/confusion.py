"""Metrics that count right and wrong yes-or-no decisions: Precision, Recall and their parts."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.declaration import register
from layerloom.declaration.fields import NonNegativeInt, PositiveInt
from layerloom.errors import FieldError, ShapeError
from layerloom.losses.loss import same_rank
from layerloom.metrics.metric import Metric, divide_no_nan
from layerloom.tensors import Array, Tensor, as_array, wrap

__all__ = ["FalseNegatives", "FalsePositives", "Precision", "Recall", "TrueNegatives", "TruePositives"]

_NEVER = -1e10


class _Counting(Metric):
    """Base of metrics that keep some of the four counts, for each threshold.

    Args:
        thresholds: Probability, or several, above which a prediction is yes; 1/2 when empty.
        name: Name of the metric.
        dtype: Number type of the result.
    """

    counts: tuple[str, ...] = ()

    def __init__(
        self, thresholds: Any = None, name: str | None = None, dtype: Any = None, default: float = 0.5
    ) -> None:
        super().__init__(dtype, name)
        self.thresholds = thresholds
        self._limits = _limits(thresholds, default)
        for count in self.counts:
            setattr(self, count, self.add_variable((len(self._limits),), name=count))

    def _count(
        self,
        y_true: Any,
        y_pred: Any,
        sample_weight: Any,
        top_k: int | None = None,
        class_id: int | None = None,
    ) -> None:
        found = confusion(y_true, y_pred, self._limits, sample_weight, top_k, class_id)
        for count in self.counts:
            getattr(self, count).value[...] += found[count]

    def _shown(self, values: Any) -> Tensor:
        return wrap(np.asarray(values[0] if len(self._limits) == 1 else values, dtype=self.dtype))


class _SingleCount(_Counting):
    """Base of the metrics that are one count.

    Args:
        thresholds: Probability, or several, above which a prediction is yes; 1/2 when empty.
        name: Name of the metric.
        dtype: Number type of the result.
    """

    def __init__(self, thresholds: Any = None, name: str | None = None, dtype: Any = None) -> None:
        super().__init__(thresholds, name, dtype)

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Takes a batch into account."""
        self._count(y_true, y_pred, sample_weight)

    def result(self) -> Tensor:
        """Returns the count."""
        return self._shown(getattr(self, self.counts[0]).numpy())


@register("metric", category="Decisions", aliases=("true_positives",))
class TruePositives(_SingleCount):
    """Number of samples rightly said to be yes."""

    counts = ("true_positives",)
    _direction = "up"


@register("metric", category="Decisions", aliases=("true_negatives",))
class TrueNegatives(_SingleCount):
    """Number of samples rightly said to be no."""

    counts = ("true_negatives",)
    _direction = "up"


@register("metric", category="Decisions", aliases=("false_positives",))
class FalsePositives(_SingleCount):
    """Number of samples wrongly said to be yes: false alarms."""

    counts = ("false_positives",)
    _direction = "down"


@register("metric", category="Decisions", aliases=("false_negatives",))
class FalseNegatives(_SingleCount):
    """Number of samples wrongly said to be no: misses."""

    counts = ("false_negatives",)
    _direction = "down"


class _Ratio(_Counting):
    """Base of Precision and Recall.

    Args:
        thresholds: Probability, or several, above which a prediction is yes; 1/2 when empty.
        top_k: Instead, how many of the largest outputs are yes.
        class_id: The class that counts; all when empty.
        name: Name of the metric.
        dtype: Number type of the result.
    """

    _direction = "up"

    def __init__(
        self,
        thresholds: Any = None,
        top_k: PositiveInt | None = None,
        class_id: NonNegativeInt | None = None,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(thresholds, name, dtype, default=0.5 if top_k is None else _NEVER)
        self.top_k = top_k
        self.class_id = class_id

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Takes a batch into account."""
        self._count(y_true, y_pred, sample_weight, self.top_k, self.class_id)

    def result(self) -> Tensor:
        """Returns the share, 0 where there is nothing to count."""
        right, wrong = (getattr(self, count).value for count in self.counts)
        return self._shown(divide_no_nan(right, right + wrong))


@register("metric", category="Decisions", aliases=("precision",))
class Precision(_Ratio):
    """Share of right ones among all that were said to be yes."""

    counts = ("true_positives", "false_positives")


@register("metric", category="Decisions", aliases=("recall",))
class Recall(_Ratio):
    """Share of those said to be yes among all that are yes."""

    counts = ("true_positives", "false_negatives")


def confusion(
    y_true: Any,
    y_pred: Any,
    thresholds: Array,
    sample_weight: Any = None,
    top_k: int | None = None,
    class_id: int | None = None,
) -> dict[str, Array]:
    """Counts the four kinds of decisions at each threshold.

    Args:
        y_true: 0 or 1.
        y_pred: Probabilities.
        thresholds: Values above which a prediction is yes.
        sample_weight: A weight for each sample.
        top_k: How many of the largest outputs are yes, instead.
        class_id: The class that counts.

    Returns:
        Arrays of one number per threshold.
    """
    pair = same_rank(wrap(as_array(y_pred)), wrap(as_array(y_true)))
    scores, labels = (value.value.astype(np.float32, copy=False) for value in pair)
    if scores.shape != labels.shape:
        raise ShapeError(
            f"Counting decisions wants targets of the output's shape {scores.shape}, got {labels.shape}; "
            "for class numbers use to_categorical first."
        )
    weights = None if sample_weight is None else as_array(sample_weight).astype(np.float32)
    if top_k is not None:
        order = np.argsort(-scores, axis=-1, kind="stable")[..., :top_k]
        mask = np.zeros(scores.shape, dtype=bool)
        np.put_along_axis(mask, order, True, axis=-1)
        scores = np.where(mask, scores, np.float32(_NEVER))
    if class_id is not None:
        if scores.ndim < 2:
            raise ShapeError(f"class_id needs outputs of shape (samples, classes), got {scores.shape}.")
        scores, labels = scores[..., class_id : class_id + 1], labels[..., class_id : class_id + 1]
    if weights is not None:
        weights = weights.reshape(weights.shape + (1,) * (scores.ndim - weights.ndim))
        weights = np.broadcast_to(weights, scores.shape).reshape(-1)
    positive = labels.reshape(-1).astype(bool)
    said = scores.reshape(-1)[None, :] > thresholds[:, None].astype(np.float32)
    share = (1.0 if weights is None else weights) * np.ones(positive.shape, np.float32)
    yes, no = np.where(positive, share, 0), np.where(positive, 0, share)
    with np.errstate(invalid="ignore"):  # some BLAS look at numbers beyond the end of small arrays
        true_positives, false_positives = said @ yes, said @ no
    return {
        "true_positives": true_positives,
        "false_positives": false_positives,
        "false_negatives": yes.sum() - true_positives,
        "true_negatives": no.sum() - false_positives,
    }


def _limits(thresholds: Any, default: float) -> Array:
    if thresholds is None:
        return np.array([default])
    limits = np.atleast_1d(np.asarray(thresholds, dtype=float))
    if not ((limits >= 0) & (limits <= 1)).all():
        raise FieldError(f"thresholds must lie between 0 and 1, got {thresholds!r}.")
    return limits
