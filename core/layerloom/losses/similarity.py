"""Circle loss: like samples near each other, unlike ones apart."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import NonNegativeFloat, PositiveFloat
from layerloom.errors import ShapeError
from layerloom.losses.loss import FunctionLoss, Reduction
from layerloom.tensors import Array, as_array

__all__ = ["Circle", "circle"]


def circle(
    y_true: Any,
    y_pred: Any,
    ref_labels: Any = None,
    ref_embeddings: Any = None,
    remove_diagonal: bool = True,
    gamma: float = 80,
    margin: float = 0.4,
) -> Any:
    """Weighs the distances of each sample to those of its class and of other classes.

    Args:
        y_true: Class numbers.
        y_pred: Vectors of length 1, one row per sample.
        ref_labels: Class numbers of the samples to compare with; the batch itself by default.
        ref_embeddings: Their vectors.
        remove_diagonal: Whether a sample is not compared with itself.
        gamma: How sharply hard pairs are preferred.
        margin: How far apart the classes should be.
    """
    y_pred = ops.convert_to_tensor(y_pred)
    labels = as_array(y_true).astype(np.int64).reshape(-1)
    others = labels if ref_labels is None else as_array(ref_labels).astype(np.int64).reshape(-1)
    vectors = y_pred if ref_embeddings is None else ops.convert_to_tensor(ref_embeddings)
    if len(y_pred.shape) != 2 or len(labels) != y_pred.shape[0] or len(others) != vectors.shape[0]:
        raise ShapeError(
            "circle wants one class number per row of vectors, got "
            f"{len(labels)} numbers for outputs of shape {tuple(y_pred.shape)}."
        )
    same = labels[:, None] == others[None, :]
    unlike = (~same).astype(y_pred.dtype)
    if remove_diagonal:
        same = same & (np.eye(*same.shape) == 0)
    alike = same.astype(y_pred.dtype)
    distances = ops.maximum(1.0 - ops.matmul(y_pred, ops.transpose(vectors)), 0.0)
    near = ops.maximum((distances + margin) * alike, 0.0) * (margin - distances) * -gamma
    far = ops.maximum(((1.0 + margin) - distances) * unlike, 0.0) * ((1.0 - margin) - distances) * gamma
    # without a like or without an unlike sample there is nothing to learn
    both = (alike.any(axis=1) & unlike.any(axis=1)).astype(y_pred.dtype)
    return ops.softplus(_log_sum_exp(near, alike) + _log_sum_exp(far, unlike)) * both


@register("loss", category="Similarity", aliases=("circle",))
class Circle(FunctionLoss):
    """Loss on vectors of length 1: those of one class shall be near each other, of two classes apart.

    Args:
        gamma: How sharply hard pairs are preferred.
        margin: How far apart the classes should be.
        remove_diagonal: Whether a sample is not compared with itself.
        reduction: How the values of a batch become one.
        name: Name of the loss.
        dtype: Number type to compute in.
    """

    function = staticmethod(circle)

    def __init__(
        self,
        gamma: PositiveFloat = 80.0,
        margin: NonNegativeFloat = 0.4,
        remove_diagonal: bool = True,
        reduction: Reduction = "sum_over_batch_size",
        name: str | None = "circle",
        dtype: Any = None,
    ) -> None:
        super().__init__(reduction, name, dtype)
        self.gamma = gamma
        self.margin = margin
        self.remove_diagonal = remove_diagonal

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """Returns the loss of every sample; samples without any do not count in the mean."""
        losses = circle(
            y_true, y_pred, remove_diagonal=self.remove_diagonal, gamma=self.gamma, margin=self.margin
        )
        losses._keras_mask = as_array(losses) > 0
        return losses


def _log_sum_exp(values: Any, mask: Array) -> Any:
    """Sums over the marked columns; rows without a marked column give a finite number."""
    largest = np.where(mask > 0, as_array(values), -np.inf).max(axis=1, keepdims=True)
    largest = np.where(np.isfinite(largest), largest, 0).astype(mask.dtype)
    # unmarked values may be larger than the largest marked one: they must not overflow before they vanish
    parts = ops.exp((values - largest) * mask) * mask
    empty = (~mask.any(axis=1)).astype(mask.dtype)
    return ops.log(ops.sum(parts, axis=1) + empty) + largest[:, 0]
