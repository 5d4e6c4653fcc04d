"""Cross-entropies as fused operations: one pass forward, one back.

Probabilities that come straight from a softmax or a sigmoid are not undone to logits: like Keras they are
clipped to ``epsilon .. 1 - epsilon``, so that the loss is finite.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import config
from layerloom.errors import ShapeError
from layerloom.ops.array import expand_dims
from layerloom.ops.math import clip, log
from layerloom.ops.nn import log_softmax, one_hot, softmax, softplus
from layerloom.ops.reduce import sum as total
from layerloom.tensors import Array, KerasTensor, as_array, primitive

__all__ = ["binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy"]


def _per_sample(target: Any, output: Any, *, axis: int, **_: Any) -> KerasTensor:
    shape = list(output.shape)
    del shape[axis]
    return KerasTensor(shape, output.dtype)


@primitive(shape=_per_sample, residual=True)
def _sparse_from_logits(target: Any, output: Any, *, axis: int) -> Any:
    """-log softmax(output)[target] along an axis; keeps the probabilities."""
    moved = output - np.max(output, axis=axis, keepdims=True)
    probabilities = np.exp(moved)
    sums = np.sum(probabilities, axis=axis, keepdims=True)
    picked = np.take_along_axis(moved, _index(target, axis), axis=axis)
    probabilities /= sums
    return np.squeeze(np.log(sums) - picked, axis=axis), probabilities


_sparse_from_logits.gradient(
    None,
    lambda dy, y, target, output, *, residual, axis: (
        expand_dims(dy, axis=axis)
        * (softmax(output, axis=axis) - one_hot(target, output.shape[axis], axis=axis, dtype=output.dtype))
    ),
)


def _index(target: Any, axis: int) -> Array:
    index: Array = np.expand_dims(np.asarray(target).astype(np.int64), axis)
    return index


def _clipped(output: Any) -> Any:
    epsilon = config.epsilon()
    return clip(output, epsilon, 1.0 - epsilon)


def sparse_categorical_crossentropy(
    target: Any, output: Any, from_logits: bool = False, axis: int = -1
) -> Any:
    """Cross-entropy between whole-number labels and class scores.

    Args:
        target: Labels, the shape of ``output`` without ``axis`` (a last axis of size 1 is dropped).
        output: Probabilities, or logits.
        from_logits: Whether ``output`` are logits.
        axis: The axis of the classes.

    Returns:
        The loss of every sample.

    Raises:
        ShapeError: If the shapes do not fit, or a label is no class.
    """
    target = _plain(target)
    if len(target.shape) == len(output.shape) and target.shape[-1] == 1:
        target = np.squeeze(target, axis=-1)
    expected = list(output.shape)
    count = expected.pop(axis)
    if len(target.shape) != len(expected) or any(
        a != b for a, b in zip(target.shape, expected, strict=True) if None not in (a, b)
    ):
        raise ShapeError(
            f"sparse_categorical_crossentropy wants one label per sample: labels of shape {tuple(expected)} for "
            f"outputs of shape {tuple(output.shape)}, got labels of shape {tuple(target.shape)}. "
            "One-hot labels go with categorical_crossentropy."
        )
    if not isinstance(output, KerasTensor) and target.size:
        low, high = np.min(target), np.max(target)
        if low < 0 or high >= count:
            raise ShapeError(
                f"Label {int(low) if low < 0 else int(high)} is no class: the output has {count} classes, 0 to {count - 1}."
            )
    if from_logits:
        return _sparse_from_logits(target, output, axis=axis)
    log_probability = log(_clipped(output))
    return -total(log_probability * one_hot(target, count, axis=axis, dtype=_kind(output)), axis=axis)


def categorical_crossentropy(target: Any, output: Any, from_logits: bool = False, axis: int = -1) -> Any:
    """Cross-entropy between one-hot labels and class scores.

    Args:
        target: Probabilities of the classes, in the shape of ``output``.
        output: Probabilities, or logits.
        from_logits: Whether ``output`` are logits.
        axis: The axis of the classes.

    Returns:
        The loss of every sample.

    Raises:
        ShapeError: If the shapes differ.
    """
    target = _plain(target)
    if len(target.shape) != len(output.shape) or any(
        a != b for a, b in zip(target.shape, output.shape, strict=True) if None not in (a, b)
    ):
        raise ShapeError(
            f"categorical_crossentropy wants one-hot labels of shape {tuple(output.shape)}, got shape "
            f"{tuple(target.shape)}. For whole-number labels use sparse_categorical_crossentropy, or to_categorical."
        )
    if from_logits:
        return -total(log_softmax(output, axis=axis) * target, axis=axis)
    output = output / total(output, axis=axis, keepdims=True)
    return -total(log(_clipped(output)) * target, axis=axis)


def binary_crossentropy(target: Any, output: Any, from_logits: bool = False) -> Any:
    """Cross-entropy of two classes, elementwise.

    Args:
        target: 0 or 1, or probabilities between, in the shape of ``output``.
        output: Probabilities, or logits.
        from_logits: Whether ``output`` are logits.

    Returns:
        The loss of every element.

    Raises:
        ShapeError: If the shapes differ.
    """
    target = _plain(target)
    if len(target.shape) != len(output.shape) or any(
        a != b for a, b in zip(target.shape, output.shape, strict=True) if None not in (a, b)
    ):
        raise ShapeError(
            f"binary_crossentropy wants labels of the output's shape {tuple(output.shape)}, got {tuple(target.shape)}."
        )
    if from_logits:
        return softplus(output) - output * target
    output = _clipped(output)
    return -(log(output) * target + log(1.0 - output) * (1.0 - target))


def _plain(target: Any) -> Any:
    return target if hasattr(target, "shape") else as_array(target)


def _kind(output: Any) -> str:
    return str(output.dtype)
