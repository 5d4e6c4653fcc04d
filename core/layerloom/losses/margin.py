"""Losses of the hinge family: predictions shall lie on the right side by a margin."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import ops
from layerloom.declaration import register
from layerloom.losses.loss import FunctionLoss
from layerloom.losses.regression import pair
from layerloom.tensors import as_array

__all__ = ["CategoricalHinge", "Hinge", "SquaredHinge", "categorical_hinge", "hinge", "squared_hinge"]


def hinge(y_true: Any, y_pred: Any) -> Any:
    """Mean of ``max(1 - y_true * y_pred, 0)`` along the last axis; labels 0 and 1 count as -1 and 1."""
    y_true, y_pred = pair("hinge", y_true, y_pred)
    return ops.mean(ops.maximum(1.0 - _signs(y_true) * y_pred, 0.0), axis=-1)


def squared_hinge(y_true: Any, y_pred: Any) -> Any:
    """Mean of the squares of ``max(1 - y_true * y_pred, 0)`` along the last axis."""
    y_true, y_pred = pair("squared_hinge", y_true, y_pred)
    return ops.mean(ops.square(ops.maximum(1.0 - _signs(y_true) * y_pred, 0.0)), axis=-1)


def categorical_hinge(y_true: Any, y_pred: Any) -> Any:
    """``max(highest wrong score - right score + 1, 0)`` for one-hot targets."""
    y_true, y_pred = pair("categorical_hinge", y_true, y_pred)
    right = ops.sum(y_true * y_pred, axis=-1)
    wrong = ops.max((1.0 - y_true) * y_pred, axis=-1)
    return ops.maximum(wrong - right + 1.0, 0.0)


@register("loss", category="Margin", aliases=("hinge",))
class Hinge(FunctionLoss):
    """Mean of ``max(1 - y_true * y_pred, 0)`` for labels -1 and 1 (or 0 and 1)."""

    function = staticmethod(hinge)


@register("loss", category="Margin", aliases=("squared_hinge",))
class SquaredHinge(FunctionLoss):
    """Mean of the squared hinge: wrong predictions count more the further off they are."""

    function = staticmethod(squared_hinge)


@register("loss", category="Margin", aliases=("categorical_hinge",))
class CategoricalHinge(FunctionLoss):
    """Hinge for one-hot targets: the right score shall exceed the highest wrong one by 1."""

    function = staticmethod(categorical_hinge)


def _signs(y_true: Any) -> Any:
    labels = as_array(y_true)
    return y_true * 2.0 - 1.0 if np.isin(labels, (0, 1)).all() else y_true
