"""Losses with their gradients, for the end of a plan: what the usual losses need without a tape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from layerloom import losses
from layerloom.kernels.arrays import Array
from layerloom.kernels.probability import sigmoid, softmax

#: From the last values, the targets, a factor for each sample (or one for all) and where the gradient goes to the loss.
Formula = Callable[[Array, Array, Any, Array | None], float]

_SQUARES = losses.MeanSquaredError, losses.mean_squared_error
_DISTANCES = losses.MeanAbsoluteError, losses.mean_absolute_error
_BINARY = losses.BinaryCrossentropy, losses.binary_crossentropy
_CLASSES = losses.CategoricalCrossentropy, losses.categorical_crossentropy


class End(NamedTuple):
    """How a loss is computed.

    Args:
        formula: The loss with its gradient.
        by_row: Whether the last axis has one value of the loss, not one for each number.
        smoothing: How far labels are moved, and towards what.
        summed: Whether the values are summed up, not averaged.
    """

    formula: Formula
    by_row: bool
    smoothing: tuple[float, float]
    summed: bool

    def labels(self, y: Array) -> Array:
        """Returns targets moved as far as the loss says."""
        amount, towards = self.smoothing
        return y * np.float32(1 - amount) + np.float32(towards * amount) if amount else y


def needs_no_logits(loss: Any) -> bool:
    """Tells whether a loss is one of those that take outputs as they are."""
    return _is(loss, _SQUARES) or _is(loss, _DISTANCES)


def end_of(loss: Any, activation: str | None, classes: int) -> End | None:
    """Returns how a loss is computed on what comes before an activation; ``None`` where only a tape does.

    Args:
        loss: A loss of compile.
        activation: ``"softmax"`` or ``"sigmoid"`` where one is left to the head.
        classes: Size of the last axis.
    """
    if loss is None or loss.reduction not in ("sum_over_batch_size", "sum") or loss.dtype != "float32":
        return None
    summed = loss.reduction == "sum"
    if needs_no_logits(loss):
        formula = squares if _is(loss, _SQUARES) else distances
        return End(formula, False, (0.0, 0.0), summed) if activation is None else None
    given = getattr(loss, "_options", None)
    options = vars(loss) if given is None else given
    from_logits, smoothing = options.get("from_logits", False), options.get("label_smoothing", 0.0)
    if options.get("axis", -1) != -1 or bool(from_logits) == (activation is not None):
        return None
    if _is(loss, _BINARY) and activation in (None, "sigmoid"):
        return End(binary, False, (smoothing, 0.5), summed)
    if _is(loss, _CLASSES) and activation in (None, "softmax") and classes > 1:
        return End(categorical, True, (smoothing, 1 / classes), summed)
    return None


def _is(loss: Any, kind: tuple[type, Any]) -> bool:
    return type(loss) is kind[0] or (
        type(loss) is losses.LossFunctionWrapper and loss.fn is kind[1] and set(loss._options) <= _KNOWN
    )


_KNOWN = {"from_logits", "label_smoothing", "axis"}


def squares(z: Array, y: Array, factor: Any, dz: Array | None) -> float:
    """Sum of the squared differences."""
    away = z - y
    weighed = away * factor
    if dz is not None:
        np.multiply(weighed, np.float32(2), out=dz)
    return float(np.vdot(weighed, away))


def distances(z: Array, y: Array, factor: Any, dz: Array | None) -> float:
    """Sum of the absolute differences."""
    away = z - y
    if dz is not None:
        np.multiply(np.sign(away), factor, out=dz)
    np.abs(away, out=away)
    away *= factor
    return float(away.sum())


def binary(z: Array, y: Array, factor: Any, dz: Array | None) -> float:
    """Sum of the cross-entropies of two classes, from what goes into a sigmoid."""
    small = np.abs(z)
    np.negative(small, out=small)
    np.exp(small, out=small)
    if dz is not None:
        shares = sigmoid(z)
        shares -= y
        np.multiply(shares, factor, out=dz)
    np.log1p(small, out=small)
    small += np.maximum(z, 0)
    small -= z * y
    small *= factor
    return float(small.sum())


def categorical(z: Array, y: Array, factor: Any, dz: Array | None) -> float:
    """Sum of the cross-entropies of rows of targets, from what goes into a softmax."""
    shifted = z - z.max(axis=-1, keepdims=True)
    shares = np.exp(shifted)
    total = shares.sum(axis=-1, keepdims=True)
    if dz is not None:
        shares /= total
        shares -= y
        np.multiply(shares, factor, out=dz)
    np.subtract(np.log(total), shifted, out=shifted)
    shifted *= y
    shifted *= factor
    return float(shifted.sum())


def activated(z: Array, activation: str | None) -> Array:
    """Returns what the model gives."""
    if activation is None:
        return z
    return softmax(z) if activation == "softmax" else sigmoid(z)
