"""Elementwise functions, reductions and losses in the words of Keras 1 and 2."""

# ruff: noqa: A004 - the names are those of Keras

from __future__ import annotations

from typing import Any

from layerloom import activations, ops, random
from layerloom.ops import (
    abs,
    argmax,
    argmin,
    cast,
    concatenate,
    cos,
    cumprod,
    cumsum,
    equal,
    exp,
    greater,
    greater_equal,
    less,
    less_equal,
    log,
    logsumexp,
    max,
    maximum,
    mean,
    min,
    minimum,
    not_equal,
    prod,
    round,
    sigmoid,
    sign,
    sin,
    softmax,
    softplus,
    softsign,
    sqrt,
    square,
    std,
    sum,
    tanh,
    var,
)

__all__ = [
    "abs", "all", "any", "arange", "argmax", "argmin", "batch_dot", "batch_normalization", "bias_add",
    "binary_crossentropy", "binary_focal_crossentropy", "cast", "categorical_crossentropy",
    "categorical_focal_crossentropy", "clip", "concatenate", "cos", "cumprod", "cumsum", "dot", "dropout", "elu",
    "equal", "exp", "eye", "greater", "greater_equal", "hard_sigmoid", "identity", "in_top_k", "l2_normalize",
    "less", "less_equal", "log", "logsumexp", "max", "maximum", "mean", "min", "minimum", "normalize_batch_in_training",
    "not_equal", "one_hot",
    "ones_like", "pow", "prod", "relu", "round", "sigmoid", "sign", "sin", "softmax", "softplus", "softsign",
    "sparse_categorical_crossentropy", "sqrt", "square", "std", "sum", "tanh", "var", "zeros_like",
]  # fmt: skip


def all(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Tells whether all elements are true."""
    return ops.all(cast(x, "bool"), axis=axis, keepdims=keepdims)


def any(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Tells whether an element is true."""
    return ops.any(cast(x, "bool"), axis=axis, keepdims=keepdims)


def arange(start: Any, stop: Any = None, step: Any = 1, dtype: Any = "int32") -> Any:
    """Returns numbers in equal steps."""
    return ops.arange(start, stop, step, dtype=dtype)


def eye(size: Any, dtype: Any = None, name: str | None = None) -> Any:
    """Returns a matrix with ones on its diagonal."""
    rows, columns = size if isinstance(size, (list, tuple)) else (size, size)
    return ops.eye(rows, columns, dtype=dtype)


def identity(x: Any, name: str | None = None) -> Any:
    """Returns a copy."""
    return ops.copy(x)


def zeros_like(x: Any, dtype: Any = None, name: str | None = None) -> Any:
    """Returns zeros in the shape of a tensor."""
    return ops.zeros_like(x, dtype=dtype)


def ones_like(x: Any, dtype: Any = None, name: str | None = None) -> Any:
    """Returns ones in the shape of a tensor."""
    return ops.ones_like(x, dtype=dtype)


def clip(x: Any, min_value: Any, max_value: Any) -> Any:
    """Limits values to a range; a bound that is ``None`` does not count."""
    low = float("-inf") if min_value is None else min_value
    high = float("inf") if max_value is None else max_value
    return ops.clip(x, low, high if high is None or low is None or high >= low else low)


def pow(x: Any, a: Any) -> Any:
    """Raises to a power."""
    return ops.power(x, a)


def one_hot(indices: Any, num_classes: int) -> Any:
    """Turns whole numbers into rows with a single one."""
    return ops.one_hot(indices, num_classes)


def dot(x: Any, y: Any) -> Any:
    """Multiplies matrices: the last axis of ``x`` with the last but one of ``y``."""
    return ops.dot(x, y)


def batch_dot(x: Any, y: Any, axes: Any = None) -> Any:
    """Multiplies sample by sample, summing over one axis of each.

    Args:
        x: Tensor with the batch first.
        y: Likewise.
        axes: The axis of each to sum over, by default the last of ``x`` and the last but one of ``y``.
    """
    from layerloom.layers import Dot

    if axes is None:
        axes = (len(x.shape) - 1, 1 if len(y.shape) == 2 else len(y.shape) - 2)
    pair = (axes, axes) if isinstance(axes, int) else tuple(axes)
    return Dot(axes=tuple(axis % len(t.shape) for axis, t in zip(pair, (x, y), strict=True)))([x, y])


def bias_add(x: Any, bias: Any, data_format: str | None = None) -> Any:
    """Adds a bias to the channels."""
    if data_format == "channels_first" and len(x.shape) > 2:
        bias = ops.reshape(bias, (1, -1, *[1] * (len(x.shape) - 2)))
    return x + bias


def batch_normalization(
    x: Any, mean: Any, var: Any, beta: Any, gamma: Any, axis: int = -1, epsilon: float = 1e-3
) -> Any:
    """Normalizes with given statistics."""
    return ops.batch_normalization(x, mean, var, axis=axis, offset=beta, scale=gamma, epsilon=epsilon)


def normalize_batch_in_training(
    x: Any, gamma: Any, beta: Any, reduction_axes: Any, epsilon: float = 1e-3
) -> tuple[Any, Any, Any]:
    """Normalizes with the statistics of the batch, and returns these, too."""
    average, variance = ops.moments(x, axes=tuple(reduction_axes), keepdims=True)
    scale = 1 / ops.sqrt(variance + epsilon)
    kept = [1 if axis in reduction_axes else size for axis, size in enumerate(x.shape)]
    gamma, beta = (None if item is None else ops.reshape(item, kept) for item in (gamma, beta))
    result = (x - average) * (scale if gamma is None else scale * gamma)
    axes = tuple(reduction_axes)
    return (
        result if beta is None else result + beta,
        ops.squeeze(average, axis=axes),
        ops.squeeze(variance, axis=axes),
    )


def dropout(x: Any, level: float, noise_shape: Any = None, seed: Any = None) -> Any:
    """Sets a share of the elements to zero and scales the others up."""
    return random.dropout(x, level, noise_shape=noise_shape, seed=seed)


def l2_normalize(x: Any, axis: Any = None) -> Any:
    """Scales to length 1 along an axis, or as a whole."""
    length = ops.sum(ops.square(x), axis=axis, keepdims=True)
    return x / ops.sqrt(ops.maximum(length, 1e-12))


def in_top_k(predictions: Any, targets: Any, k: int) -> Any:
    """Tells whether each target is among the ``k`` largest predictions."""
    return ops.in_top_k(targets, predictions, k)


# -- activations -----------------------------------------------------------------------------------------------


def relu(x: Any, alpha: float = 0.0, max_value: float | None = None, threshold: float = 0.0) -> Any:
    """Positive values, others scaled by ``alpha``."""
    return activations.relu(x, negative_slope=alpha, max_value=max_value, threshold=threshold)


def elu(x: Any, alpha: float = 1.0) -> Any:
    """Exponential linear unit."""
    return ops.elu(x, alpha=alpha)


def hard_sigmoid(x: Any) -> Any:
    """Keras 2's piecewise linear sigmoid, ``0.2 x + 0.5`` within 0 and 1."""
    return ops.clip(x * 0.2 + 0.5, 0.0, 1.0)


# -- losses ----------------------------------------------------------------------------------------------------


def binary_crossentropy(target: Any, output: Any, from_logits: bool = False) -> Any:
    """Cross-entropy of each element."""
    return ops.binary_crossentropy(target, output, from_logits=from_logits)


def categorical_crossentropy(target: Any, output: Any, from_logits: bool = False, axis: int = -1) -> Any:
    """Cross-entropy of each sample with one-hot targets."""
    return ops.categorical_crossentropy(target, output, from_logits=from_logits, axis=axis)


def sparse_categorical_crossentropy(
    target: Any, output: Any, from_logits: bool = False, axis: int = -1, ignore_class: int | None = None
) -> Any:
    """Cross-entropy of each sample with the numbers of classes as targets.

    Args:
        target: Numbers of classes.
        output: Probabilities, or logits.
        from_logits: Which of the two.
        axis: The axis of the classes.
        ignore_class: A class whose samples cost nothing.
    """
    if ignore_class is None:
        return ops.sparse_categorical_crossentropy(target, output, from_logits=from_logits, axis=axis)
    valid = ops.not_equal(target, ignore_class)
    found = ops.sparse_categorical_crossentropy(
        ops.where(valid, target, 0), output, from_logits=from_logits, axis=axis
    )
    return ops.where(valid, found, 0.0)


def binary_focal_crossentropy(
    target: Any,
    output: Any,
    apply_class_balancing: bool = False,
    alpha: float = 0.25,
    gamma: float = 2.0,
    from_logits: bool = False,
) -> Any:
    """Cross-entropy of each element that counts easy ones less."""
    p = ops.sigmoid(output) if from_logits else output
    right = target * p + (1 - target) * (1 - p)
    found = ops.power(1.0 - right, gamma) * ops.binary_crossentropy(target, p)
    return found * (target * alpha + (1 - target) * (1 - alpha)) if apply_class_balancing else found


def categorical_focal_crossentropy(
    target: Any,
    output: Any,
    alpha: float = 0.25,
    gamma: float = 2.0,
    from_logits: bool = False,
    axis: int = -1,
) -> Any:
    """Cross-entropy of each sample that counts easy ones less."""
    p = ops.softmax(output, axis=axis) if from_logits else output
    p = ops.clip(p / ops.sum(p, axis=axis, keepdims=True), 1e-7, 1.0 - 1e-7)
    found = -target * ops.log(p) * alpha * ops.power(1.0 - p, gamma)
    return ops.sum(found, axis=axis)
