"""CTC: a loss for sequences whose labels are not lined up with the steps, as in speech and handwriting."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import ops
from layerloom.declaration import register
from layerloom.errors import ShapeError
from layerloom.losses.loss import FunctionLoss, Reduction
from layerloom.tensors import as_array

__all__ = ["CTC", "ctc"]

_BLANK = 0


def ctc(y_true: Any, y_pred: Any) -> Any:
    """Minus the logarithm of the probability of the labels, over all ways to spread them over the steps.

    Args:
        y_true: Label numbers from 1, filled up with 0, of shape (batch, labels).
        y_pred: Outputs without softmax, of shape (batch, steps, classes); class 0 is the blank.
    """
    labels, outputs = as_array(y_true), ops.convert_to_tensor(y_pred)
    if labels.ndim != 2 or len(outputs.shape) != 3:
        raise ShapeError(
            "ctc wants label numbers of shape (batch, labels) and outputs of shape (batch, steps, classes), got "
            f"{labels.shape} and {tuple(outputs.shape)}."
        )
    steps = np.full(labels.shape[0], outputs.shape[1])
    return ops.ctc_loss(labels, outputs, (labels != _BLANK).sum(axis=1), steps, mask_index=_BLANK)


@register("loss", category="Probability", aliases=("ctc",))
class CTC(FunctionLoss):
    """Loss for sequences of labels that are not lined up with the steps of the output.

    Args:
        reduction: How the values of a batch become one.
        name: Name of the loss.
        dtype: Number type to compute in.
    """

    function = staticmethod(ctc)

    def __init__(
        self, reduction: Reduction = "sum_over_batch_size", name: str | None = "ctc", dtype: Any = None
    ) -> None:
        super().__init__(reduction, name, dtype)

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """Returns the loss of every sequence; targets and outputs have unlike shapes here."""
        return ctc(y_true, y_pred)
