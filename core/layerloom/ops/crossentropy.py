"""Cross-entropies as fused operations: one pass forward, one back.

Probabilities are clipped to ``epsilon .. 1 - epsilon`` as in Keras, so that the loss is finite. Whoever has the
logits of a softmax or sigmoid does better to give these.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import config
from layerloom.errors import ShapeError
from layerloom.kernels import probability as kernels
from layerloom.ops.arrays import expand_dims, moveaxis
from layerloom.ops.math import clip, log
from layerloom.ops.nonlinear import log_softmax, sigmoid, softmax
from layerloom.ops.reduce import sum as total
from layerloom.tensors import Array, KerasTensor, as_array, primitive

__all__ = ["binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy"]


@primitive(shape=lambda target, logits: KerasTensor(logits.shape[:-1], logits.dtype), residual=True)
def _sparse(target: Any, logits: Any) -> Any:
    return kernels.sparse_crossentropy(np.asarray(target), logits)


@primitive(shape=lambda dy, target, logits, **_: tuple(logits.shape))
def _sparse_logits(dy: Any, target: Any, logits: Any, /, probabilities: Array) -> Any:
    return kernels.sparse_crossentropy_gradient(dy, np.asarray(target), probabilities)


_sparse.gradient(
    None,
    lambda dy, y, target, logits, *, residual: _sparse_logits(dy, target, logits, probabilities=residual),
)
_sparse_logits.gradient(
    lambda dd, out, dy, target, logits, *, probabilities: _sum(
        dd * _sparse_logits(np.ones(dy.shape, dy.dtype), target, logits, probabilities=probabilities)
    ),
    None,
    lambda dd, out, dy, target, logits, *, probabilities: _through_softmax(dd, dy, logits),
)


@primitive(shape=lambda target, logits: KerasTensor(logits.shape[:-1], logits.dtype), residual=True)
def _categorical(target: Any, logits: Any) -> Any:
    return kernels.categorical_crossentropy(target, logits)


@primitive(shape=lambda dy, target, logits, **_: tuple(logits.shape))
def _categorical_logits(dy: Any, target: Any, logits: Any, /, probabilities: Array) -> Any:
    return kernels.categorical_crossentropy_gradient(dy, target, probabilities)


# Like TensorFlow's, the gradient takes for granted that the targets of a sample sum to 1.
_categorical.gradient(
    lambda dy, y, target, logits, *, residual: -log_softmax(logits) * expand_dims(dy, axis=-1),
    lambda dy, y, target, logits, *, residual: _categorical_logits(
        dy, target, logits, probabilities=residual
    ),
)
_categorical_logits.gradient(
    lambda dd, out, dy, target, logits, *, probabilities: _sum(dd * (softmax(logits) - target)),
    lambda dd, out, dy, target, logits, *, probabilities: -dd * expand_dims(dy, axis=-1),
    lambda dd, out, dy, target, logits, *, probabilities: _through_softmax(dd, dy, logits),
)


def _through_softmax(dd: Any, dy: Any, logits: Any) -> Any:
    """How ``dd * softmax(logits) * dy`` changes with the logits."""
    dd = dd * expand_dims(dy, axis=-1)
    y = softmax(logits)
    return y * (dd - _sum(dd * y, keepdims=True))


def _sum(x: Any, keepdims: bool = False) -> Any:
    return total(x, axis=-1, keepdims=keepdims)


@primitive
def _binary(target: Any, logits: Any) -> Any:
    return kernels.binary_crossentropy(target, logits)


_binary.gradient(
    lambda dy, y, target, logits: -(dy * logits),
    lambda dy, y, target, logits: dy * (sigmoid(logits) - target),
)


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
            wrong = int(low) if low < 0 else int(high)
            remedy = "use binary_crossentropy for one unit" if count == 1 else "number the classes from 0"
            raise ShapeError(
                f"Label {wrong} is no class: the output has {count} unit{'s'[: count > 1]}, for the labels 0 to "
                f"{count - 1}; {remedy}, or give the last layer a unit for each class."
            )
    logits = output if from_logits else log(_clipped(output))
    return _sparse(target, _classes_last(logits, axis))


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
        return _categorical(_classes_last(target, axis), _classes_last(output, axis))
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
            f"binary_crossentropy wants labels of the output's shape {tuple(output.shape)}, got "
            f"{tuple(target.shape)}: class numbers of several classes go with sparse_categorical_crossentropy."
        )
    if from_logits:
        return _binary(target, output)
    output = _clipped(output)
    return -(log(output) * target + log(1.0 - output) * (1.0 - target))


def _plain(target: Any) -> Any:
    return target if hasattr(target, "shape") else as_array(target)


def _classes_last(x: Any, axis: int) -> Any:
    return x if axis in (-1, len(x.shape) - 1) else moveaxis(x, axis, -1)
