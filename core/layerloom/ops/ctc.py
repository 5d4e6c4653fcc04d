"""Connectionist temporal classification: loss and decoding of sequences that are not lined up with the steps."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import FieldError, ShapeError
from layerloom.kernels import ctc as kernels
from layerloom.ops.arrays import reshape
from layerloom.ops.composite import as_value
from layerloom.ops.ctc_steps import second_derivative
from layerloom.ops.promotion import floating
from layerloom.tensors import Array, KerasTensor, as_array, primitive

__all__ = ["ctc_decode", "ctc_loss"]


def ctc_loss(target: Any, output: Any, target_length: Any, output_length: Any, mask_index: int = 0) -> Any:
    """Minus the logarithm of the probability of the labels, over all ways to spread them over the steps.

    Args:
        target: Class numbers (batch, labels).
        output: Outputs without softmax (batch, steps, classes).
        target_length: How many labels of each row count.
        output_length: How many steps of each row count.
        mask_index: The class that stands between labels.

    Returns:
        One loss for each row.

    Raises:
        ShapeError: If shapes or class numbers do not fit.
    """
    target, output = as_value(target), as_value(output)
    lengths = [as_value(x) for x in (target_length, output_length)]
    _checked(target, output, *lengths)
    return _loss(output, target, *lengths, blank=int(mask_index))


def _checked(target: Any, output: Any, target_length: Any, output_length: Any) -> None:
    if len(target.shape) != 2 or len(output.shape) != 3:
        raise ShapeError(
            "ctc_loss wants class numbers of shape (batch, labels) and outputs of shape (batch, steps, classes), got "
            f"{tuple(target.shape)} and {tuple(output.shape)}."
        )
    batches = {x.shape[0] for x in (target, output, target_length, output_length) if x.shape} - {None}
    if len(batches) > 1 or len(target_length.shape) != 1 or len(output_length.shape) != 1:
        raise ShapeError(
            f"ctc_loss: there must be one length for each row, got {tuple(target_length.shape)} and "
            f"{tuple(output_length.shape)} for outputs of {tuple(output.shape)}."
        )


def _loss_shape(output: Any, *_: Any, **__: Any) -> KerasTensor:
    return KerasTensor(output.shape[:1], output.dtype if output.dtype == "float64" else "float32")


@primitive(shape=_loss_shape, residual=True)
def _loss(output: Array, target: Array, target_length: Array, output_length: Array, /, blank: int) -> Any:
    logits = floating(output)
    logits = logits.astype(np.float32) if logits.dtype == np.float16 else logits
    labels = np.asarray(target).astype(np.int64)
    counts, steps = (np.asarray(x).astype(np.int64) for x in (target_length, output_length))
    counted = labels[np.arange(labels.shape[1]) < counts[:, None]]
    classes = logits.shape[2]
    if counted.size and not 0 <= counted.min() <= counted.max() < classes:
        raise ShapeError(f"Label {int(counted.max())} is no class: there are {classes} outputs.")
    if (counts > labels.shape[1]).any() or (steps > logits.shape[1]).any() or (steps < 1).any():
        raise ShapeError("ctc_loss: a length is greater than the number of labels or steps there are, or 0.")
    inside = np.arange(labels.shape[1]) < counts[:, None]
    return kernels.loss_and_gradient(logits, np.where(inside, labels, 0), counts, steps, blank % classes)


def _by_output(dy: Any, y: Any, output: Any, *given: Any, blank: int, residual: Array) -> Any:
    known = _first_derivative(output, *given, blank=blank, known=residual)
    return reshape(dy, newshape=(-1, 1, 1)) * known


_loss.gradient(_by_output, None, None, None)


@primitive(shape=lambda output, *_, **__: KerasTensor(output.shape, output.dtype))
def _first_derivative(
    output: Array, target: Array, target_length: Array, output_length: Array, /, blank: int, known: Array
) -> Any:
    return known


def _again(dy: Any, y: Any, output: Any, *given: Any, blank: int, known: Array) -> Any:
    labels, counts, steps = (as_array(item).astype(np.int64) for item in given)
    labels = np.where(np.arange(labels.shape[1]) < counts[:, None], labels, 0)
    logits = as_array(output)
    return second_derivative(logits, labels, counts, steps, blank % logits.shape[2], dy)


_first_derivative.gradient(_again, None, None, None)


def ctc_decode(
    inputs: Any,
    sequence_lengths: Any,
    strategy: str = "greedy",
    beam_width: int = 100,
    top_paths: int = 1,
    merge_repeated: bool = True,
    mask_index: int | None = 0,
) -> tuple[Any, Any]:
    """Finds label sequences for outputs.

    Args:
        inputs: Outputs without softmax (batch, steps, classes).
        sequence_lengths: How many steps of each row count.
        strategy: "greedy" for the likeliest class at each step, "beam_search" for the likeliest sequences.
        beam_width: Number of candidates of the search.
        top_paths: Number of sequences of each row that the search gives.
        merge_repeated: Whether the same class at steps in a row counts once; for "greedy" alone.
        mask_index: The class that stands between labels, by default the last one where it is ``None``.

    Returns:
        Class numbers (paths, batch, steps) filled up with -1, and scores (batch, paths): with "greedy" minus the sum
        of the outputs, with "beam_search" the logarithm of the probability.

    Raises:
        FieldError: If the strategy is unknown.
    """
    if strategy not in ("greedy", "beam_search"):
        raise FieldError(f"ctc_decode: strategy must be 'greedy' or 'beam_search', got {strategy!r}.")
    inputs = as_value(inputs)
    if len(inputs.shape) != 3:
        raise ShapeError(
            f"ctc_decode wants outputs (batch, steps, classes), got shape {tuple(inputs.shape)}."
        )
    blank = -1 if mask_index is None else int(mask_index)
    paths = 1 if strategy == "greedy" else int(top_paths)
    decoded, scores = _decode(
        inputs, as_value(sequence_lengths), width=int(beam_width) if strategy == "beam_search" else 0, paths=paths,
        merge=bool(merge_repeated), blank=blank,
    )  # fmt: skip
    return decoded, scores


def _decoded(inputs: Any, lengths: Any, paths: int, **_: Any) -> tuple[KerasTensor, KerasTensor]:
    batch, steps, _classes = inputs.shape
    return KerasTensor((paths, batch, steps), "int32"), KerasTensor((batch, paths), inputs.dtype)


@primitive(shape=_decoded)
def _decode(inputs: Array, lengths: Array, /, width: int, paths: int, merge: bool, blank: int) -> Any:
    logits, counts = floating(inputs), np.asarray(lengths).astype(np.int64)
    batch, steps, classes = logits.shape
    if width:
        found, scores = kernels.beam_search(logits, counts, blank % classes, width, paths)
    else:
        best, scores = kernels.best_path(logits, counts, blank % classes, merge)
        found = [[labels] for labels in best]
    out = np.full((paths, batch, steps), -1, np.int32)
    for row, sequences in enumerate(found):
        for path, labels in enumerate(sequences):
            out[path, row, : len(labels)] = labels
    return out, scores
