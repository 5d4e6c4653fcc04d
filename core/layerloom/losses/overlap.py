"""Losses for segmentation: how little two regions overlap."""

from __future__ import annotations

from typing import Any

from layerloom import config, ops
from layerloom.declaration import register
from layerloom.declaration.fields import NonNegativeFloat
from layerloom.losses.loss import FunctionLoss, Reduction
from layerloom.losses.regression import pair

__all__ = ["Dice", "Tversky", "dice", "tversky"]


def dice(y_true: Any, y_pred: Any, axis: Any = None) -> Any:
    """1 minus twice the overlap divided by the sum of both sizes."""
    y_true, y_pred = pair("dice", y_true, y_pred)
    overlap = ops.sum(y_true * y_pred, axis=axis)
    sizes = ops.sum(y_true, axis=axis) + ops.sum(y_pred, axis=axis)
    return 1.0 - overlap * 2.0 / (sizes + config.epsilon())


def tversky(y_true: Any, y_pred: Any, alpha: float = 0.5, beta: float = 0.5, axis: Any = None) -> Any:
    """1 minus the overlap divided by itself plus weighted misses and false alarms."""
    y_true, y_pred = pair("tversky", y_true, y_pred)
    overlap = ops.sum(y_true * y_pred, axis=axis)
    only_true = ops.sum((1.0 - y_pred) * y_true, axis=axis)
    only_pred = ops.sum(y_pred * (1.0 - y_true), axis=axis)
    return 1.0 - overlap / (overlap + only_true * alpha + only_pred * beta + config.epsilon())


@register("loss", category="Segmentation", aliases=("dice",))
class Dice(FunctionLoss):
    """One minus the Dice coefficient of two regions.

    Args:
        axis: Axes that make up a region; all of the batch when empty.
    """

    function = staticmethod(dice)

    def __init__(
        self,
        reduction: Reduction = "sum_over_batch_size",
        name: str | None = None,
        axis: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(reduction, name, dtype)
        self.axis = axis


@register("loss", category="Segmentation", aliases=("tversky",))
class Tversky(FunctionLoss):
    """One minus the Tversky index, a Dice coefficient that weighs misses and false alarms.

    Args:
        alpha: Weight of what is in the target alone.
        beta: Weight of what is in the prediction alone.
        axis: Axes that make up a region; all of the batch when empty.
    """

    function = staticmethod(tversky)

    def __init__(
        self,
        alpha: NonNegativeFloat = 0.5,
        beta: NonNegativeFloat = 0.5,
        reduction: Reduction = "sum_over_batch_size",
        name: str | None = None,
        axis: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(reduction, name, dtype)
        self.alpha = alpha
        self.beta = beta
        self.axis = axis
