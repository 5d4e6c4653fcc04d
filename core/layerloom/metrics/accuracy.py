"""Accuracy and its kin: the share of samples that are predicted right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom import config
from layerloom.declaration import register
from layerloom.declaration.fields import PositiveInt
from layerloom.errors import ShapeError
from layerloom.metrics.reduction import FunctionMetric
from layerloom.tensors import Array, Tensor, as_array, wrap

__all__ = [
    "Accuracy", "BinaryAccuracy", "CategoricalAccuracy", "SparseCategoricalAccuracy", "SparseTopKCategoricalAccuracy",
    "TopKCategoricalAccuracy", "accuracy", "binary_accuracy", "categorical_accuracy", "resolve_accuracy",
    "sparse_categorical_accuracy", "sparse_top_k_categorical_accuracy", "top_k_categorical_accuracy",
]  # fmt: skip


def accuracy(y_true: Any, y_pred: Any) -> Tensor:
    """1 where targets and predictions are equal, else 0."""
    y_true, y_pred = _same_rank(as_array(y_true), as_array(y_pred))
    if y_true.shape != y_pred.shape:
        raise ShapeError(
            f"Accuracy compares equal values, but the targets have the shape {y_true.shape} and the outputs "
            f"{y_pred.shape}: for classes and their probabilities use metrics=['accuracy']."
        )
    return _matches(y_true == y_pred)


def binary_accuracy(y_true: Any, y_pred: Any, threshold: float = 0.5) -> Tensor:
    """1 where the target equals ``y_pred > threshold``, else 0."""
    y_true, y_pred = _same_rank(as_array(y_true), as_array(y_pred))
    return _matches(y_true == (y_pred > threshold))


def categorical_accuracy(y_true: Any, y_pred: Any) -> Tensor:
    """1 where the largest prediction is that of the one-hot target, else 0."""
    y_true, y_pred = as_array(y_true), as_array(y_pred)
    if y_true.shape != y_pred.shape:
        raise ShapeError(
            f"categorical_accuracy wants one-hot targets of the output's shape {y_pred.shape}, got {y_true.shape}; "
            "for class numbers use sparse_categorical_accuracy, or simply 'accuracy'."
        )
    return _matches(np.argmax(y_true, axis=-1) == np.argmax(y_pred, axis=-1))


def sparse_categorical_accuracy(y_true: Any, y_pred: Any) -> Tensor:
    """1 where the largest prediction is that of the class number, else 0."""
    y_true, y_pred = as_array(y_true), as_array(y_pred)
    if y_true.ndim == y_pred.ndim and y_true.shape[-1] == 1:
        y_true = y_true[..., 0]
    if y_true.shape != y_pred.shape[:-1]:
        raise ShapeError(
            f"sparse_categorical_accuracy wants one class number per sample for outputs of shape {y_pred.shape}, "
            f"got targets of shape {y_true.shape}; for one-hot targets use categorical_accuracy, or simply 'accuracy'."
        )
    return _matches(y_true == np.argmax(y_pred, axis=-1))


def top_k_categorical_accuracy(y_true: Any, y_pred: Any, k: int = 5) -> Tensor:
    """1 where the class of the one-hot target is among the ``k`` largest predictions, else 0."""
    return _matches(_in_top_k(np.argmax(as_array(y_true), axis=-1), as_array(y_pred), k))


def sparse_top_k_categorical_accuracy(
    y_true: Any, y_pred: Any, k: int = 5, from_sorted_ids: bool = False
) -> Tensor:
    """1 where the class number is among the ``k`` largest predictions, else 0.

    Args:
        y_true: Class numbers.
        y_pred: Predictions, or class numbers in order of probability with ``from_sorted_ids``.
        k: How many predictions count.
        from_sorted_ids: Whether ``y_pred`` holds class numbers.
    """
    y_true, y_pred = as_array(y_true), as_array(y_pred)
    if from_sorted_ids:
        return _matches(np.any(y_pred[..., :k] == y_true.reshape(*y_pred.shape[:-1], 1), axis=-1))
    return _matches(_in_top_k(y_true, y_pred, k))


@register("metric", category="Accuracy", aliases=("accuracy",))
class Accuracy(FunctionMetric):
    """Share of predictions that equal the targets: for outputs that are class numbers already.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
    """

    function = staticmethod(accuracy)
    _direction = "up"


@register("metric", category="Accuracy", aliases=("binary_accuracy",))
class BinaryAccuracy(FunctionMetric):
    """Share of right yes-or-no predictions.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
        threshold: Probability above which a prediction is yes.
    """

    function = staticmethod(binary_accuracy)
    _direction = "up"

    def __init__(self, name: str = "binary_accuracy", dtype: Any = None, threshold: float = 0.5) -> None:
        super().__init__(name, dtype)
        self.threshold = threshold


@register("metric", category="Accuracy", aliases=("categorical_accuracy",))
class CategoricalAccuracy(FunctionMetric):
    """Share of samples whose largest output is the right class; one-hot targets.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
    """

    function = staticmethod(categorical_accuracy)
    _direction = "up"


@register("metric", category="Accuracy", aliases=("sparse_categorical_accuracy",))
class SparseCategoricalAccuracy(FunctionMetric):
    """Share of samples whose largest output is the right class; class numbers as targets.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
    """

    function = staticmethod(sparse_categorical_accuracy)
    _direction = "up"


@register("metric", category="Accuracy", aliases=("top_k_categorical_accuracy",))
class TopKCategoricalAccuracy(FunctionMetric):
    """Share of samples whose class is among the k largest outputs; one-hot targets.

    Args:
        k: How many outputs count.
        name: Name of the metric.
        dtype: Number type of the result.
    """

    function = staticmethod(top_k_categorical_accuracy)
    _direction = "up"

    def __init__(
        self, k: PositiveInt = 5, name: str = "top_k_categorical_accuracy", dtype: Any = None
    ) -> None:
        super().__init__(name, dtype)
        self.k = k


@register("metric", category="Accuracy", aliases=("sparse_top_k_categorical_accuracy",))
class SparseTopKCategoricalAccuracy(FunctionMetric):
    """Share of samples whose class is among the k largest outputs; class numbers as targets.

    Args:
        k: How many outputs count.
        name: Name of the metric.
        dtype: Number type of the result.
        from_sorted_ids: Whether the outputs are class numbers in order of probability.
    """

    function = staticmethod(sparse_top_k_categorical_accuracy)
    _direction = "up"

    def __init__(
        self,
        k: PositiveInt = 5,
        name: str = "sparse_top_k_categorical_accuracy",
        dtype: Any = None,
        from_sorted_ids: bool = False,
    ) -> None:
        super().__init__(name, dtype)
        self.k = k
        self.from_sorted_ids = from_sorted_ids


def resolve_accuracy(y_true_shape: Sequence[Any], y_pred_shape: Sequence[Any]) -> type[FunctionMetric]:
    """Returns the class that ``"accuracy"`` means for targets and outputs of these shapes."""
    if y_pred_shape[-1] == 1:
        return BinaryAccuracy
    if is_sparse(y_true_shape, y_pred_shape):
        return SparseCategoricalAccuracy
    return CategoricalAccuracy


def is_sparse(y_true_shape: Sequence[Any], y_pred_shape: Sequence[Any]) -> bool:
    """Tells whether targets of this shape are class numbers for outputs of that shape."""
    return len(y_true_shape) < len(y_pred_shape) or (y_true_shape[-1] == 1 and y_pred_shape[-1] > 1)


def _matches(found: Any) -> Tensor:
    return wrap(np.asarray(found, dtype=config.floatx()))


def _same_rank(y_true: Array, y_pred: Array) -> tuple[Array, Array]:
    """Fits (n,) to (n, 1), and drops a last axis of 1 that the other does not have."""
    if y_true.ndim + 1 == y_pred.ndim and y_pred.shape[-1] == 1:
        return (y_true[:, None], y_pred) if y_true.ndim == 1 else (y_true, y_pred[..., 0])
    if y_pred.ndim + 1 == y_true.ndim and y_true.shape[-1] == 1:
        return (y_true, y_pred[:, None]) if y_pred.ndim == 1 else (y_true[..., 0], y_pred)
    return y_true, y_pred


def _in_top_k(labels: Array, scores: Array, k: int) -> Array:
    """Tells whether fewer than ``k`` classes score higher than the labelled one."""
    index = labels.reshape(scores.shape[:-1]).astype(np.int64)[..., None]
    own = np.take_along_axis(scores, np.clip(index, 0, scores.shape[-1] - 1), axis=-1)
    higher = np.sum(scores > own, axis=-1).reshape(labels.shape)
    known = (index >= 0) & (index < scores.shape[-1]) & np.isfinite(own)
    found: Array = (higher < k) & known.reshape(labels.shape)
    return found
