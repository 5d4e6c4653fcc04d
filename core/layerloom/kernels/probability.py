"""Sigmoid, softmax and cross-entropies, without overflow, forward and backward."""

from __future__ import annotations

import numpy as np

from layerloom.kernels.arrays import Array

__all__ = [
    "binary_crossentropy",
    "categorical_crossentropy",
    "categorical_crossentropy_gradient",
    "log_softmax",
    "sigmoid",
    "softmax",
    "softmax_gradient",
    "softplus",
    "sparse_crossentropy",
    "sparse_crossentropy_gradient",
]

Axis = int | tuple[int, ...] | None


def sigmoid(x: Array) -> Array:
    """Returns ``1 / (1 + exp(-x))``."""
    with np.errstate(over="ignore"):  # exp gives inf far below zero, and the quotient the right 0
        y: Array = np.exp(-x)
        y += 1
        np.reciprocal(y, out=y)
    return y


def softplus(x: Array) -> Array:
    """Returns ``log(1 + exp(x))``."""
    y: Array = np.log1p(np.exp(-np.abs(x)))
    y += np.maximum(x, 0)
    return y


def softmax(x: Array, axis: Axis = -1) -> Array:
    """Returns exponentials that sum to 1 along an axis."""
    y: Array = x - x.max(axis=axis, keepdims=True)
    np.exp(y, out=y)
    y /= y.sum(axis=axis, keepdims=True)
    return y


def softmax_gradient(dy: Array, y: Array, axis: Axis = -1) -> Array:
    """Gradient of :func:`softmax`, from its result."""
    dx: Array = dy * y
    dx -= y * dx.sum(axis=axis, keepdims=True)
    return dx


def log_softmax(x: Array, axis: Axis = -1) -> Array:
    """Returns the logarithm of :func:`softmax`."""
    y: Array = x - x.max(axis=axis, keepdims=True)
    y -= np.log(np.exp(y).sum(axis=axis, keepdims=True))
    return y


def sparse_crossentropy(labels: Array, logits: Array) -> tuple[Array, Array]:
    """Returns the cross-entropy of each row of logits with the class of its label.

    Args:
        labels: Class numbers of shape ``(...)``.
        logits: Array of shape ``(..., classes)``.

    Returns:
        The losses ``(...)`` and the softmax of the logits.
    """
    loss, probabilities, shifted = _log_partition(logits)
    loss -= np.take_along_axis(shifted, _index(labels), axis=-1)[..., 0]
    return loss, probabilities


def sparse_crossentropy_gradient(dy: Array, labels: Array, probabilities: Array) -> Array:
    """Gradient of :func:`sparse_crossentropy` with respect to the logits."""
    dx: Array = probabilities * dy[..., None]
    index = _index(labels)
    np.put_along_axis(dx, index, np.take_along_axis(dx, index, axis=-1) - dy[..., None], axis=-1)
    return dx


def categorical_crossentropy(targets: Array, logits: Array) -> tuple[Array, Array]:
    """Returns the cross-entropy of each row of logits with a row of target probabilities.

    Args:
        targets: Array of shape ``(..., classes)``.
        logits: Array of the same shape.

    Returns:
        The losses ``(...)`` and the softmax of the logits.
    """
    partition, probabilities, shifted = _log_partition(logits)
    loss: Array = (targets * (partition[..., None] - shifted)).sum(axis=-1)
    return loss, probabilities


def categorical_crossentropy_gradient(dy: Array, targets: Array, probabilities: Array) -> Array:
    """Gradient of :func:`categorical_crossentropy` with respect to the logits, for targets that sum to 1."""
    dx: Array = probabilities - targets
    dx *= dy[..., None]
    return dx


def binary_crossentropy(targets: Array, logits: Array) -> Array:
    """Returns the cross-entropy of ``sigmoid(logits)`` with target probabilities, elementwise."""
    loss = softplus(logits)
    loss -= logits * targets
    return loss


def _log_partition(logits: Array) -> tuple[Array, Array, Array]:
    """Returns log(sum(exp)) and the softmax of logits from which their maximum was taken, and these logits."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    probabilities = np.exp(shifted)
    total = probabilities.sum(axis=-1, keepdims=True)
    probabilities /= total
    return np.log(total[..., 0]), probabilities, shifted


def _index(labels: Array) -> Array:
    return labels[..., None].astype(np.intp)
