"""CTC: a loss for sequences whose labels are not lined up with the steps, as in speech and handwriting."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import ops
from layerloom.declaration import register
from layerloom.errors import ShapeError
from layerloom.losses.loss import FunctionLoss, Reduction
from layerloom.tensors import Array, as_array, primitive

__all__ = ["CTC", "ctc"]

_BLANK = 0


def ctc(y_true: Any, y_pred: Any) -> Any:
    """Minus the logarithm of the probability of the labels, over all ways to spread them over the steps.

    Args:
        y_true: Label numbers from 1, filled up with 0, of shape (batch, labels).
        y_pred: Outputs without softmax, of shape (batch, steps, classes); class 0 is the blank.
    """
    labels, logits = as_array(y_true), ops.convert_to_tensor(y_pred)
    if labels.ndim != 2 or len(logits.shape) != 3:
        raise ShapeError(
            "ctc wants label numbers of shape (batch, labels) and outputs of shape (batch, steps, classes), got "
            f"{labels.shape} and {tuple(logits.shape)}."
        )
    if labels.size and labels.max() >= logits.shape[2]:
        raise ShapeError(f"Label {int(labels.max())} is no class: there are {logits.shape[2]} outputs.")
    return _negative_log_likelihood(logits, labels=labels.astype(np.int64))


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


@primitive(residual=True, shape=lambda logits, *, labels: logits.shape[:1])
def _negative_log_likelihood(logits: Array, *, labels: Array) -> tuple[Array, Array]:
    """Returns the losses, and as the residual their gradients by the forward-backward algorithm."""
    log_probabilities = logits.astype(np.float64)
    log_probabilities -= log_probabilities.max(axis=-1, keepdims=True)
    log_probabilities -= np.log(np.exp(log_probabilities).sum(axis=-1, keepdims=True))
    batch, steps, classes = logits.shape
    lengths = (labels != _BLANK).sum(axis=1)
    # blanks stand before, between and after the labels
    states = np.full((batch, 2 * labels.shape[1] + 1), _BLANK)
    states[:, 1::2] = labels
    emitted = np.take_along_axis(log_probabilities, states[:, None, :].repeat(steps, axis=1), axis=2)
    # a blank between two labels may be left out, unless they are the same
    skips = np.zeros(states.shape, dtype=bool)
    skips[:, 3::2] = states[:, 3::2] != states[:, 1:-2:2]
    ends = 2 * lengths
    final = np.full(states.shape, -np.inf)
    rows = np.arange(batch)
    final[rows, ends] = 0.0
    final[rows, np.maximum(ends - 1, 0)] = 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        forward = np.full(emitted.shape, -np.inf)
        forward[:, 0, :2] = emitted[:, 0, :2]
        for step in range(1, steps):
            forward[:, step] = emitted[:, step] + _arrive(forward[:, step - 1], skips)
        backward = np.empty_like(emitted)
        backward[:, -1] = final
        for step in range(steps - 2, -1, -1):
            backward[:, step] = _leave(backward[:, step + 1] + emitted[:, step + 1], skips)
        likelihood = np.logaddexp.reduce(forward[:, -1] + final, axis=1)
        shares = np.exp(forward + backward - likelihood[:, None, None])
    shares = np.where(np.isfinite(likelihood)[:, None, None], shares, 0.0)
    expected = np.zeros((batch, steps, classes))
    for state in range(states.shape[1]):
        expected[rows, :, states[:, state]] += shares[:, :, state]
    gradient = np.where(np.isfinite(likelihood)[:, None, None], np.exp(log_probabilities) - expected, 0.0)
    return (-likelihood).astype(logits.dtype), gradient.astype(logits.dtype)


_negative_log_likelihood.gradient(
    lambda dy, y, logits, *, residual, labels: ops.reshape(dy, (-1, 1, 1)) * residual
)


def _arrive(before: Array, skips: Array) -> Array:
    """Sums the ways into each state: staying, from the one before, and from the last label where that may be."""
    ways = before.copy()
    ways[:, 1:] = np.logaddexp(ways[:, 1:], before[:, :-1])
    ways[:, 2:] = np.logaddexp(ways[:, 2:], np.where(skips[:, 2:], before[:, :-2], -np.inf))
    return ways


def _leave(after: Array, skips: Array) -> Array:
    """Sums the ways out of each state."""
    ways = after.copy()
    ways[:, :-1] = np.logaddexp(ways[:, :-1], after[:, 1:])
    ways[:, :-2] = np.logaddexp(ways[:, :-2], np.where(skips[:, 2:], after[:, 2:], -np.inf))
    return ways
