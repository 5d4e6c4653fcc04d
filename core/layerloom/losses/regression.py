"""Losses for numbers: how far predictions are from targets."""

from __future__ import annotations

import math
from typing import Any

from layerloom import config, ops
from layerloom.declaration import register
from layerloom.declaration.fields import Axis, PositiveFloat
from layerloom.losses.loss import FunctionLoss, check_fit, same_rank

__all__ = [
    "CosineSimilarity", "Huber", "LogCosh", "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanSquaredError",
    "MeanSquaredLogarithmicError", "cosine_similarity", "huber", "log_cosh", "mean_absolute_error",
    "mean_absolute_percentage_error", "mean_squared_error", "mean_squared_logarithmic_error",
]  # fmt: skip


def mean_squared_error(y_true: Any, y_pred: Any) -> Any:
    """Mean of the squared differences along the last axis."""
    y_true, y_pred = pair("mean_squared_error", y_true, y_pred)
    return ops.mean(ops.square(y_pred - y_true), axis=-1)


def mean_absolute_error(y_true: Any, y_pred: Any) -> Any:
    """Mean of the absolute differences along the last axis."""
    y_true, y_pred = pair("mean_absolute_error", y_true, y_pred)
    return ops.mean(ops.absolute(y_pred - y_true), axis=-1)


def mean_absolute_percentage_error(y_true: Any, y_pred: Any) -> Any:
    """Mean of the differences in percent of the targets, along the last axis."""
    y_true, y_pred = pair("mean_absolute_percentage_error", y_true, y_pred)
    share = (y_true - y_pred) / ops.maximum(ops.absolute(y_true), config.epsilon())
    return ops.mean(ops.absolute(share), axis=-1) * 100.0


def mean_squared_logarithmic_error(y_true: Any, y_pred: Any) -> Any:
    """Mean of the squared differences of ``log(y + 1)`` along the last axis."""
    y_true, y_pred = pair("mean_squared_logarithmic_error", y_true, y_pred)
    found, wanted = (ops.log(ops.maximum(value, config.epsilon()) + 1.0) for value in (y_pred, y_true))
    return ops.mean(ops.square(found - wanted), axis=-1)


def huber(y_true: Any, y_pred: Any, delta: float = 1.0) -> Any:
    """Squares of differences up to ``delta``, beyond it a straight line; mean along the last axis."""
    y_true, y_pred = pair("huber", y_true, y_pred)
    error = y_pred - y_true
    size = ops.absolute(error)
    far = size * delta - 0.5 * delta * delta
    return ops.mean(ops.where(ops.less_equal(size, delta), ops.square(error) * 0.5, far), axis=-1)


def log_cosh(y_true: Any, y_pred: Any) -> Any:
    """Mean of ``log(cosh(difference))`` along the last axis, computed without overflow."""
    y_true, y_pred = pair("log_cosh", y_true, y_pred)
    error = y_pred - y_true
    return ops.mean(error + ops.softplus(error * -2.0) - math.log(2.0), axis=-1)


def cosine_similarity(y_true: Any, y_pred: Any, axis: int = -1) -> Any:
    """The negative cosine of the angle between targets and predictions along an axis."""
    y_true, y_pred = pair("cosine_similarity", y_true, y_pred)
    return -ops.sum(ops.normalize(y_true, axis=axis) * ops.normalize(y_pred, axis=axis), axis=axis)


@register("loss", category="Regression", aliases=("mean_squared_error", "mse", "MSE"))
class MeanSquaredError(FunctionLoss):
    """Mean of the squared differences: large errors count most."""

    function = staticmethod(mean_squared_error)


@register("loss", category="Regression", aliases=("mean_absolute_error", "mae", "MAE"))
class MeanAbsoluteError(FunctionLoss):
    """Mean of the absolute differences: outliers count little."""

    function = staticmethod(mean_absolute_error)


@register("loss", category="Regression", aliases=("mean_absolute_percentage_error", "mape", "MAPE"))
class MeanAbsolutePercentageError(FunctionLoss):
    """Mean of the differences in percent of the targets."""

    function = staticmethod(mean_absolute_percentage_error)


@register("loss", category="Regression", aliases=("mean_squared_logarithmic_error", "msle", "MSLE"))
class MeanSquaredLogarithmicError(FunctionLoss):
    """Mean of the squared differences of logarithms: for targets of very different sizes."""

    function = staticmethod(mean_squared_logarithmic_error)


@register("loss", category="Regression", aliases=("huber", "huber_loss"))
class Huber(FunctionLoss):
    """Like the squared error for small differences, like the absolute error for large ones.

    Args:
        delta: The difference at which one becomes the other.
    """

    function = staticmethod(huber)
    default_name = "huber_loss"

    def __init__(self, delta: PositiveFloat = 1.0, *common: Any, **kwargs: Any) -> None:
        super().__init__(*common, **kwargs)
        self.delta = delta


@register("loss", category="Regression", aliases=("log_cosh", "logcosh"))
class LogCosh(FunctionLoss):
    """Mean of ``log(cosh(difference))``: a smooth loss between squared and absolute error."""

    function = staticmethod(log_cosh)


@register("loss", category="Regression", aliases=("cosine_similarity",))
class CosineSimilarity(FunctionLoss):
    """The negative cosine of the angle: only directions count, -1 is best.

    Args:
        axis: Axis of the vectors.
    """

    function = staticmethod(cosine_similarity)

    def __init__(self, axis: Axis = -1, *common: Any, **kwargs: Any) -> None:
        super().__init__(*common, **kwargs)
        self.axis = axis


def pair(name: str, y_true: Any, y_pred: Any) -> tuple[Any, Any]:
    """Returns targets and predictions as float tensors of one rank; refuses those that do not fit."""
    y_pred = ops.convert_to_tensor(y_pred)
    if not y_pred.dtype.startswith("float"):
        y_pred = ops.cast(y_pred, dtype=config.floatx())
    y_true, y_pred = same_rank(ops.convert_to_tensor(y_true, y_pred.dtype), y_pred)
    check_fit(name, y_true, y_pred)
    return y_true, y_pred
