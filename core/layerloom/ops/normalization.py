"""Batch normalization and moments."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from layerloom.kernels import normalization as kernels
from layerloom.ops.arithmetic import add, subtract
from layerloom.ops.arrays import cast, moveaxis, reshape
from layerloom.ops.channels import channel_affine
from layerloom.ops.creation import convert_to_tensor
from layerloom.ops.math import rsqrt, square
from layerloom.ops.reduce import mean as mean_of
from layerloom.ops.reduce import normal_axes
from layerloom.ops.reduce import sum as total
from layerloom.tensors import Array, GradientTape, as_array, primitive

__all__ = ["batch_normalization", "batch_normalization_training", "moments"]


def batch_normalization(
    x: Any, mean: Any, variance: Any, axis: int, offset: Any = None, scale: Any = None, epsilon: float = 1e-3
) -> Any:
    """Normalizes by given means and variances: ``(x - mean) / sqrt(variance + epsilon) * scale + offset``.

    Args:
        x: Tensor.
        mean: Mean of each channel.
        variance: Variance of each channel.
        axis: The axis of the channels.
        offset: Added at the end, one number for each channel.
        scale: Factor, one number for each channel.
        epsilon: Added to the variance.

    Returns:
        A tensor shaped like ``x``.
    """
    x = _tensor(x)
    factor = rsqrt(add(variance, epsilon))
    if scale is not None:
        factor = factor * scale
    level = -(factor * mean) if offset is None else subtract(offset, factor * mean)
    if _is_last(axis, x):
        return channel_affine(x, factor, level)
    return moveaxis(channel_affine(moveaxis(x, axis, -1), factor, level), -1, axis)


def batch_normalization_training(
    x: Any, gamma: Any, beta: Any, axis: int = -1, epsilon: float = 1e-3
) -> tuple[Any, Any, Any]:
    """Normalizes by the mean and variance of the batch itself, fused forward and backward.

    Args:
        x: Tensor.
        gamma: Factor of each channel.
        beta: Offset of each channel.
        axis: The axis of the channels.
        epsilon: Added to the variance.

    Returns:
        The normalized tensor, and mean and variance of each channel.
    """
    x = _tensor(x)
    if _is_last(axis, x):
        y, mean, variance = _batch_normalize(x, gamma, beta, epsilon=epsilon)
        return y, mean, variance
    y, mean, variance = _batch_normalize(moveaxis(x, axis, -1), gamma, beta, epsilon=epsilon)
    return moveaxis(y, -1, axis), mean, variance


def moments(
    x: Any, axes: int | Sequence[int], keepdims: bool = False, synchronized: bool = False
) -> tuple[Any, Any]:
    """Returns mean and variance along axes.

    Args:
        x: Tensor.
        axes: The axes to average over.
        keepdims: Whether they stay, with size 1.
        synchronized: Kept for the sake of Keras; there is one process here.

    Returns:
        The mean and the variance.
    """
    x = _tensor(x)
    half = x.dtype == "float16"  # its range is too small for squares
    values = cast(x, dtype="float32") if half else x
    axes = normal_axes(list(axes) if isinstance(axes, Sequence) else axes, len(x.shape))
    mean = mean_of(values, axis=axes, keepdims=True)
    variance = mean_of(square(values - mean), axis=axes, keepdims=True)
    if not keepdims:
        kept = [size for i, size in enumerate(x.shape) if i not in axes]
        shape = [-1 if size is None else size for size in kept]
        mean, variance = reshape(mean, newshape=shape), reshape(variance, newshape=shape)
    if half:
        mean, variance = cast(mean, dtype="float16"), cast(variance, dtype="float16")
    return mean, variance


@primitive(shape=lambda x, gamma, beta, epsilon: (tuple(x.shape), (x.shape[-1],), (x.shape[-1],)))
def _batch_normalize(x: Array, gamma: Array, beta: Array, /, epsilon: float) -> tuple[Array, Array, Array]:
    return kernels.batch_normalize(x, gamma, beta, epsilon)


@_batch_normalize.joint_gradient
def _batch_normalize_rule(
    needs: tuple[bool, ...], dy: Any, y: Any, x: Any, gamma: Any, beta: Any, *, epsilon: float
) -> tuple[Any, Any, Any]:
    found = _batch_normalize_input(*dy, x, gamma, mean=y[1].value, variance=y[2].value, epsilon=epsilon)
    return found[0], found[1], found[2]


@primitive(shape=lambda dy, dmean, dvariance, x, gamma, **_: (tuple(x.shape), (x.shape[-1],), (x.shape[-1],)))
def _batch_normalize_input(
    dy: Array,
    dmean: Array,
    dvariance: Array,
    x: Array,
    gamma: Array,
    /,
    mean: Array,
    variance: Array,
    epsilon: float,
) -> tuple[Array, Array, Array]:
    return kernels.batch_normalize_gradient(dy, dmean, dvariance, x, gamma, mean, variance, epsilon)


@_batch_normalize_input.joint_gradient
def _batch_normalize_input_rule(
    needs: tuple[bool, ...], dd: Any, outputs: Any, *inputs: Any, epsilon: float, **_: Any
) -> tuple[Any, ...]:
    """Differentiates the gradient once more, by its formula in plain operations."""
    arrays = [convert_to_tensor(value) for value in inputs]
    with GradientTape() as tape:
        tape.watch(arrays)
        found = _gradient_formula(*arrays, epsilon=epsilon)
    return tuple(tape.gradient(found, arrays, output_gradients=list(dd)))


def _gradient_formula(
    dy: Any, dmean: Any, dvariance: Any, x: Any, gamma: Any, *, epsilon: float
) -> list[Any]:
    axes = tuple(range(len(x.shape) - 1))
    count = math.prod(x.shape[:-1])
    centred = x - mean_of(x, axis=axes)
    inverse = rsqrt(mean_of(square(centred), axis=axes) + epsilon)
    unit = centred * inverse
    dbeta, dgamma = total(dy, axis=axes), total(dy * unit, axis=axes)
    dx = gamma * inverse * (dy - dbeta / count - unit * dgamma / count)
    return [dx + dmean / count + centred * dvariance * (2 / count), dgamma, dbeta]


def _is_last(axis: int, x: Any) -> bool:
    return axis % len(x.shape) == len(x.shape) - 1


def _tensor(value: Any) -> Any:
    return value if hasattr(value, "shape") else as_array(value)
