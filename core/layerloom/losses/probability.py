"""Losses for probabilities: cross-entropies, their focal forms, divergence and Poisson."""

from __future__ import annotations

import warnings
from typing import Annotated, Any

import numpy as np

from layerloom import config, ops
from layerloom.declaration import Bounds, register
from layerloom.declaration.fields import Axis, Fraction, NonNegativeFloat
from layerloom.losses.loss import FunctionLoss, Reduction
from layerloom.losses.regression import pair
from layerloom.tensors import Tensor, as_array

__all__ = [
    "BinaryCrossentropy", "BinaryFocalCrossentropy", "CategoricalCrossentropy", "CategoricalFocalCrossentropy",
    "CategoricalGeneralizedCrossEntropy", "KLDivergence", "Poisson", "SparseCategoricalCrossentropy",
    "binary_crossentropy", "binary_focal_crossentropy", "categorical_crossentropy",
    "categorical_focal_crossentropy", "categorical_generalized_cross_entropy", "kl_divergence", "poisson",
    "sparse_categorical_crossentropy",
]  # fmt: skip


def binary_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, label_smoothing: float = 0.0, axis: int = -1
) -> Any:
    """Cross-entropy of two classes, mean along an axis.

    Args:
        y_true: 0 or 1.
        y_pred: Probability of 1, or its logit.
        from_logits: Whether ``y_pred`` are logits.
        label_smoothing: How far labels are moved towards 1/2.
        axis: Axis of the mean.
    """
    y_true, y_pred = _float_pair(y_true, y_pred)
    if label_smoothing:
        y_true = y_true * (1.0 - label_smoothing) + 0.5 * label_smoothing
    y_pred, from_logits = _logits(y_pred, from_logits, "sigmoid")
    return ops.mean(ops.binary_crossentropy(y_true, y_pred, from_logits=from_logits), axis=axis)


def categorical_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, label_smoothing: float = 0.0, axis: int = -1
) -> Any:
    """Cross-entropy of one-hot targets.

    Args:
        y_true: One-hot labels or probabilities.
        y_pred: Probabilities of the classes, or logits.
        from_logits: Whether ``y_pred`` are logits.
        label_smoothing: How far labels are moved towards equal probabilities.
        axis: Axis of the classes.
    """
    y_true, y_pred = _float_pair(y_true, y_pred)
    _warn_of_single_class("categorical_crossentropy", y_pred)
    y_true = _smooth(y_true, label_smoothing)
    y_pred, from_logits = _logits(y_pred, from_logits, "softmax", axis)
    return ops.categorical_crossentropy(y_true, y_pred, from_logits=from_logits, axis=axis)


def sparse_categorical_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, ignore_class: int | None = None, axis: int = -1
) -> Any:
    """Cross-entropy of whole-number labels.

    Args:
        y_true: Numbers of the classes, from 0.
        y_pred: Probabilities of the classes, or logits.
        from_logits: Whether ``y_pred`` are logits.
        ignore_class: Label that does not count, for example -1 for "unknown".
        axis: Axis of the classes.
    """
    y_pred = ops.convert_to_tensor(y_pred)
    labels = as_array(y_true)
    if labels.ndim == len(y_pred.shape) and labels.shape[axis] == 1:
        labels = np.squeeze(labels, axis=axis)
    labels = labels.astype(np.int64, copy=False)
    y_pred, from_logits = _logits(y_pred, from_logits, "softmax", axis)
    if not from_logits:
        # the logarithms of probabilities are logits; the softmax inside makes the sum of the probabilities 1
        y_pred = ops.log(ops.clip(y_pred, config.epsilon(), 1.0 - config.epsilon()))
    if ignore_class is None:
        return ops.sparse_categorical_crossentropy(labels, y_pred, from_logits=True, axis=axis)
    counts = labels != ignore_class
    values = ops.sparse_categorical_crossentropy(
        np.where(counts, labels, 0), y_pred, from_logits=True, axis=axis
    )
    values = ops.where(counts, values, 0.0)
    if isinstance(values, Tensor):
        values._keras_mask = counts
    return values


def binary_focal_crossentropy(
    y_true: Any,
    y_pred: Any,
    apply_class_balancing: bool = False,
    alpha: float = 0.25,
    gamma: float = 2.0,
    from_logits: bool = False,
    label_smoothing: float = 0.0,
    axis: int = -1,
) -> Any:
    """Binary cross-entropy in which easy samples count less."""
    y_true, y_pred = _float_pair(y_true, y_pred)
    if label_smoothing:
        y_true = y_true * (1.0 - label_smoothing) + 0.5 * label_smoothing
    if from_logits:
        y_pred = ops.sigmoid(y_pred)
    values = ops.binary_crossentropy(y_true, y_pred)
    right = y_true * y_pred + (1.0 - y_true) * (1.0 - y_pred)
    values = ops.power(1.0 - right, gamma) * values
    if apply_class_balancing:
        values = (y_true * alpha + (1.0 - y_true) * (1.0 - alpha)) * values
    return ops.mean(values, axis=axis)


def categorical_focal_crossentropy(
    y_true: Any,
    y_pred: Any,
    alpha: float = 0.25,
    gamma: float = 2.0,
    from_logits: bool = False,
    label_smoothing: float = 0.0,
    axis: int = -1,
) -> Any:
    """Categorical cross-entropy in which easy samples count less."""
    y_true, y_pred = _float_pair(y_true, y_pred)
    _warn_of_single_class("categorical_focal_crossentropy", y_pred)
    y_true = _smooth(y_true, label_smoothing)
    if from_logits:
        y_pred = ops.softmax(y_pred, axis=axis)
    share = y_pred / ops.sum(y_pred, axis=axis, keepdims=True)
    share = ops.clip(share, config.epsilon(), 1.0 - config.epsilon())
    values = ops.power(1.0 - share, gamma) * alpha * (-y_true * ops.log(share))
    return ops.sum(values, axis=axis)


def categorical_generalized_cross_entropy(y_true: Any, y_pred: Any, q: float) -> Any:
    """``(1 - p ** q) / q`` with the probability p of the labelled class: robust against wrong labels."""
    y_pred = ops.convert_to_tensor(y_pred)
    labels = ops.one_hot(as_array(y_true), y_pred.shape[-1], dtype=y_pred.dtype)
    return (1.0 - ops.power(ops.sum(y_pred * labels, axis=-1), q)) / q


def kl_divergence(y_true: Any, y_pred: Any) -> Any:
    """Kullback-Leibler divergence ``sum(y_true * log(y_true / y_pred))`` along the last axis."""
    y_true, y_pred = _float_pair(y_true, y_pred)
    y_true, y_pred = (ops.clip(value, config.epsilon(), 1.0) for value in (y_true, y_pred))
    return ops.sum(y_true * ops.log(y_true / y_pred), axis=-1)


def poisson(y_true: Any, y_pred: Any) -> Any:
    """Mean of ``y_pred - y_true * log(y_pred)`` along the last axis."""
    y_true, y_pred = pair("poisson", y_true, y_pred)
    return ops.mean(y_pred - y_true * ops.log(y_pred + config.epsilon()), axis=-1)


@register("loss", category="Classification", aliases=("binary_crossentropy", "bce", "BCE"))
class BinaryCrossentropy(FunctionLoss):
    """Cross-entropy for yes or no: labels 0 and 1, one sigmoid output for each.

    Args:
        from_logits: Whether the model's output is without sigmoid.
        label_smoothing: How far labels are moved towards 1/2, 0 to 1.
        axis: Axis of the mean.
    """

    function = staticmethod(binary_crossentropy)

    def __init__(
        self,
        from_logits: bool = False,
        label_smoothing: Fraction = 0.0,
        axis: Axis = -1,
        *common: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*common, **kwargs)
        self.from_logits = from_logits
        self.label_smoothing = label_smoothing
        self.axis = axis


@register("loss", category="Classification", aliases=("categorical_crossentropy",))
class CategoricalCrossentropy(FunctionLoss):
    """Cross-entropy for one class of several: one-hot labels, softmax outputs.

    Args:
        from_logits: Whether the model's output is without softmax.
        label_smoothing: How far labels are moved towards equal probabilities, 0 to 1.
        axis: Axis of the classes.
    """

    function = staticmethod(categorical_crossentropy)

    def __init__(
        self,
        from_logits: bool = False,
        label_smoothing: Fraction = 0.0,
        axis: Axis = -1,
        *common: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*common, **kwargs)
        self.from_logits = from_logits
        self.label_smoothing = label_smoothing
        self.axis = axis


@register("loss", category="Classification", aliases=("sparse_categorical_crossentropy",))
class SparseCategoricalCrossentropy(FunctionLoss):
    """Cross-entropy for one class of several: class numbers as labels, softmax outputs.

    Args:
        from_logits: Whether the model's output is without softmax.
        ignore_class: Label that does not count, for example -1 for unknown.
        axis: Axis of the classes.
    """

    function = staticmethod(sparse_categorical_crossentropy)

    def __init__(
        self,
        from_logits: bool = False,
        ignore_class: int | None = None,
        reduction: Reduction = "sum_over_batch_size",
        axis: Axis = -1,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(reduction, name, dtype)
        self.from_logits = from_logits
        self.ignore_class = ignore_class
        self.axis = axis


@register("loss", category="Classification", aliases=("binary_focal_crossentropy",))
class BinaryFocalCrossentropy(FunctionLoss):
    """Binary cross-entropy in which easy samples count less, for rare classes.

    Args:
        apply_class_balancing: Whether the classes are weighted by alpha.
        alpha: Weight of class 1; class 0 gets the rest.
        gamma: How much less easy samples count; 0 is plain cross-entropy.
        from_logits: Whether the model's output is without sigmoid.
        label_smoothing: How far labels are moved towards 1/2, 0 to 1.
        axis: Axis of the mean.
    """

    function = staticmethod(binary_focal_crossentropy)

    def __init__(
        self,
        apply_class_balancing: bool = False,
        alpha: float = 0.25,
        gamma: NonNegativeFloat = 2.0,
        from_logits: bool = False,
        label_smoothing: Fraction = 0.0,
        axis: Axis = -1,
        *common: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*common, **kwargs)
        self.apply_class_balancing = apply_class_balancing
        self.alpha = alpha
        self.gamma = gamma
        self.from_logits = from_logits
        self.label_smoothing = label_smoothing
        self.axis = axis


@register("loss", category="Classification", aliases=("categorical_focal_crossentropy",))
class CategoricalFocalCrossentropy(FunctionLoss):
    """Categorical cross-entropy in which easy samples count less, for rare classes.

    Args:
        alpha: Factor on the loss, or one for each class.
        gamma: How much less easy samples count; 0 is plain cross-entropy.
        from_logits: Whether the model's output is without softmax.
        label_smoothing: How far labels are moved towards equal probabilities, 0 to 1.
        axis: Axis of the classes.
    """

    function = staticmethod(categorical_focal_crossentropy)

    def __init__(
        self,
        alpha: Any = 0.25,
        gamma: NonNegativeFloat = 2.0,
        from_logits: bool = False,
        label_smoothing: Fraction = 0.0,
        axis: Axis = -1,
        *common: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*common, **kwargs)
        self.alpha = alpha
        self.gamma = gamma
        self.from_logits = from_logits
        self.label_smoothing = label_smoothing
        self.axis = axis


@register("loss", category="Classification", aliases=("categorical_generalized_cross_entropy",))
class CategoricalGeneralizedCrossEntropy(FunctionLoss):
    """Cross-entropy that wrong labels harm less.

    Args:
        q: Between 0, plain cross-entropy, and 1, absolute error.
    """

    function = staticmethod(categorical_generalized_cross_entropy)
    default_name = "categorical_generalized_cross_entropy"

    def __init__(self, q: Annotated[float, Bounds(gt=0, lt=1)] = 0.5, *common: Any, **kwargs: Any) -> None:
        super().__init__(*common, **kwargs)
        self.q = q


@register(
    "loss", category="Probability", aliases=("kl_divergence", "kld", "KLD", "kullback_leibler_divergence")
)
class KLDivergence(FunctionLoss):
    """Kullback-Leibler divergence between two distributions."""

    function = staticmethod(kl_divergence)
    default_name = "kl_divergence"


@register("loss", category="Probability", aliases=("poisson",))
class Poisson(FunctionLoss):
    """Loss for counts, as of events per day."""

    function = staticmethod(poisson)


def _float_pair(y_true: Any, y_pred: Any) -> tuple[Any, Any]:
    y_pred = ops.convert_to_tensor(y_pred)
    return ops.convert_to_tensor(y_true, y_pred.dtype), y_pred


def _smooth(y_true: Any, label_smoothing: float) -> Any:
    return (
        y_true * (1.0 - label_smoothing) + label_smoothing / y_true.shape[-1] if label_smoothing else y_true
    )


def _logits(y_pred: Any, from_logits: bool, activation: str, axis: int = -1) -> tuple[Any, bool]:
    """Returns the logits of probabilities where their activation kept them, which is exact and fast."""
    name, kept_axis, logits = getattr(y_pred, "_logits", None) or ("", 0, None)
    if name != activation or (name == "softmax" and kept_axis != axis % len(y_pred.shape)):
        return y_pred, from_logits
    if from_logits:
        warnings.warn(
            f"from_logits=True, but the outputs have gone through {activation}: leave one of the two out.",
            stacklevel=5,
        )
    return logits, True


def _warn_of_single_class(name: str, y_pred: Any) -> None:
    if y_pred.shape[-1] == 1:
        warnings.warn(
            f"{name} with a single output is always 0: use binary_crossentropy for two classes, or two outputs.",
            SyntaxWarning,
            stacklevel=4,
        )
