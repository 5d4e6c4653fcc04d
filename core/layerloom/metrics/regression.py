"""Metrics for numbers: errors, and how much of the variance is explained."""

from __future__ import annotations

import warnings
from typing import Any, Literal

import numpy as np

from layerloom import losses
from layerloom.declaration import register
from layerloom.declaration.fields import Axis, NonNegativeInt
from layerloom.errors import ShapeError
from layerloom.losses.loss import same_rank
from layerloom.metrics.metric import Metric, divide_no_nan
from layerloom.metrics.reduction import FunctionMetric, Mean
from layerloom.tensors import Tensor, as_array, wrap
from layerloom.tensors.variable import Variable

__all__ = [
    "CosineSimilarity", "LogCoshError", "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanSquaredError",
    "MeanSquaredLogarithmicError", "R2Score", "RootMeanSquaredError",
]  # fmt: skip


@register("metric", category="Regression", aliases=("mean_squared_error", "mse", "MSE"))
class MeanSquaredError(FunctionMetric):
    """Mean of the squared differences.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
    """

    function = staticmethod(losses.mean_squared_error)


@register("metric", category="Regression", aliases=("mean_absolute_error", "mae", "MAE"))
class MeanAbsoluteError(FunctionMetric):
    """Mean of the absolute differences.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
    """

    function = staticmethod(losses.mean_absolute_error)


@register("metric", category="Regression", aliases=("mean_absolute_percentage_error", "mape", "MAPE"))
class MeanAbsolutePercentageError(FunctionMetric):
    """Mean of the differences in percent of the targets.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
    """

    function = staticmethod(losses.mean_absolute_percentage_error)


@register("metric", category="Regression", aliases=("mean_squared_logarithmic_error", "msle", "MSLE"))
class MeanSquaredLogarithmicError(FunctionMetric):
    """Mean of the squared differences of logarithms.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
    """

    function = staticmethod(losses.mean_squared_logarithmic_error)


@register("metric", category="Regression", aliases=("root_mean_squared_error", "rmse", "RMSE"))
class RootMeanSquaredError(Mean):
    """Root of the mean of the squared differences: an error in the units of the targets.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
    """

    _direction = "down"

    def __init__(self, name: str = "root_mean_squared_error", dtype: Any = None) -> None:
        super().__init__(name, dtype)

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        """Takes a batch into account."""
        pair = same_rank(wrap(as_array(y_true)), wrap(as_array(y_pred)))
        wanted, found = (value.value.astype(self.dtype, copy=False) for value in pair)
        super().update_state(np.square(found - wanted), sample_weight)

    def result(self) -> Tensor:
        """Returns the root of the mean."""
        return wrap(np.sqrt(super().result().value))


@register("metric", category="Regression", aliases=("cosine_similarity",))
class CosineSimilarity(FunctionMetric):
    """Cosine of the angle between targets and predictions: 1 for the same direction.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
        axis: Axis of the vectors.
    """

    function = staticmethod(lambda y_true, y_pred, axis: -losses.cosine_similarity(y_true, y_pred, axis))
    _direction = "up"

    def __init__(self, name: str = "cosine_similarity", dtype: Any = None, axis: Axis = -1) -> None:
        super().__init__(name, dtype)
        self.axis = axis


@register("metric", category="Regression", aliases=("log_cosh_error", "logcosh"))
class LogCoshError(FunctionMetric):
    """Mean of ``log(cosh(difference))``.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
    """

    function = staticmethod(losses.log_cosh)
    default_name = "logcosh"


@register("metric", category="Regression", aliases=("r2_score",))
class R2Score(Metric):
    """Share of the targets' variance that is explained: 1 is best, 0 is as good as their mean.

    Args:
        class_aggregation: How the scores of several outputs become one.
        num_regressors: Number of inputs, for the adjusted score; 0 for the plain one.
        name: Name of the metric.
        dtype: Number type of the result.
    """

    _direction = "up"

    def __init__(
        self,
        class_aggregation: Literal["uniform_average", "variance_weighted_average", None] = "uniform_average",
        num_regressors: NonNegativeInt = 0,
        name: str = "r2_score",
        dtype: Any = None,
    ) -> None:
        super().__init__(dtype, name)
        self.class_aggregation = class_aggregation
        self.num_regressors = num_regressors
        self.num_samples = self.add_variable(name="num_samples")
        self._sums: list[Variable] = []

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Takes a batch into account."""
        pair = same_rank(wrap(as_array(y_true)), wrap(as_array(y_pred)))
        wanted, found = (value.value.astype(self.dtype, copy=False) for value in pair)
        if wanted.ndim != 2 or found.shape != wanted.shape:
            raise ShapeError(
                f"R2Score wants targets and outputs of one shape (samples, outputs), "
                f"got {wanted.shape} and {found.shape}."
            )
        if not self._sums:
            names = ("squared_sum", "sum", "residual", "count")
            self._sums = [self.add_variable(wanted.shape[1:], name=name) for name in names]
        weight = (
            np.ones((), wanted.dtype)
            if sample_weight is None
            else as_array(sample_weight).astype(wanted.dtype)
        )
        weight = np.broadcast_to(weight[:, None] if weight.ndim == 1 else weight, wanted.shape)
        gathered = (wanted * wanted, wanted, np.square(wanted - found), np.ones_like(wanted))
        for variable, values in zip(self._sums, gathered, strict=True):
            variable.value[...] += np.sum(values * weight, axis=0)
        self.num_samples.value[...] += wanted.size

    def result(self) -> Tensor:
        """Returns the score."""
        if not self._sums:
            return wrap(np.zeros((), self.dtype))
        squares, total, residual, count = (variable.value for variable in self._sums)
        variance = squares - total * divide_no_nan(total, count)
        with np.errstate(divide="ignore", invalid="ignore"):
            scores = 1 - residual / variance
        scores = np.where(np.isinf(scores), 0.0, scores)
        if self.class_aggregation == "uniform_average":
            scores = np.mean(scores)
        elif self.class_aggregation == "variance_weighted_average":
            scores = np.sum(variance * scores) / np.sum(variance)
        return wrap(np.asarray(self._adjusted(scores), dtype=self.dtype))

    def _adjusted(self, scores: Any) -> Any:
        if not self.num_regressors:
            return scores
        free = float(self.num_samples) - self.num_regressors - 1
        if free <= 0:
            warnings.warn(
                "Too few samples for the adjusted R2 score: the plain score is given.", stacklevel=3
            )
            return scores
        return 1 - (1 - scores) * (float(self.num_samples) - 1) / free
