"""Normalization of each sample by numbers of its own: layer and root-mean-square normalization."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom import config
from layerloom.ops.arrays import cast, reshape
from layerloom.ops.channels import channel_affine, channel_product
from layerloom.ops.creation import convert_to_tensor
from layerloom.ops.math import rsqrt, square
from layerloom.ops.reduce import mean as mean_of
from layerloom.ops.reduce import normal_axes
from layerloom.tensors import Array, GradientTape, primitive

__all__ = ["layer_normalization", "rms_normalization"]


def layer_normalization(
    x: Any,
    gamma: Any = None,
    beta: Any = None,
    axis: int | Sequence[int] = -1,
    epsilon: float | None = None,
    rms_scaling: bool = False,
) -> Any:
    """Brings each sample to mean 0 and variance 1 along axes, then scales and moves it.

    Args:
        x: Tensor.
        gamma: Factors in the shape of the axes.
        beta: Offsets in the shape of the axes.
        axis: Axis or axes over which mean and variance are taken.
        epsilon: Added to the variance.
        rms_scaling: Whether the mean is left in, an older variant.

    Returns:
        A tensor shaped like ``x``.
    """
    epsilon = config.epsilon() if epsilon is None else epsilon
    x = convert_to_tensor(x)
    kind, wide = x.dtype, _wide(x)
    axes = normal_axes(axis if isinstance(axis, int) else tuple(axis), len(x.shape))
    if rms_scaling:
        centred = wide - mean_of(wide, axis=axes, keepdims=True)
        y, beta = wide * rsqrt(mean_of(square(centred), axis=axes, keepdims=True) + epsilon), None
    else:
        y = standardize(wide, axes, epsilon)
    return cast(_scaled(y, axes, gamma, beta), dtype=kind)


def rms_normalization(
    x: Any, scale: Any = None, axis: int | Sequence[int] = -1, epsilon: float | None = None
) -> Any:
    """Divides each sample by the root of its mean square along axes, then scales it.

    Args:
        x: Tensor.
        scale: Factors in the shape of the axes.
        axis: Axis or axes over which the mean is taken.
        epsilon: Added to the mean square.

    Returns:
        A tensor shaped like ``x``.
    """
    epsilon = config.epsilon() if epsilon is None else epsilon
    x = convert_to_tensor(x)
    kind, wide = x.dtype, _wide(x)
    axes = normal_axes(axis if isinstance(axis, int) else tuple(axis), len(x.shape))
    y = wide * rsqrt(mean_of(square(wide), axis=axes, keepdims=True) + epsilon)
    return cast(_scaled(y, axes, scale, None), dtype=kind)


def standardize(x: Any, axes: Sequence[int], epsilon: float) -> Any:
    """``(x - mean) / sqrt(variance + epsilon)`` along axes, fused forward and backward."""
    return _standardize(x, axes=tuple(axes), epsilon=float(epsilon))


@primitive(shape=lambda x, axes, epsilon: tuple(x.shape), residual=True)
def _standardize(x: Array, /, axes: tuple[int, ...], epsilon: float) -> tuple[Array, Array]:
    y = x - x.mean(axis=axes, keepdims=True)
    inverse = 1.0 / np.sqrt(np.square(y).mean(axis=axes, keepdims=True) + np.asarray(epsilon, x.dtype))
    y *= inverse
    return y, inverse


@primitive(shape=lambda dy, x, **_: tuple(x.shape))
def _standardize_input(
    dy: Array, x: Array, /, y: Array, inverse: Array, axes: tuple[int, ...], epsilon: float
) -> Array:
    found: Array = dy - dy.mean(axis=axes, keepdims=True)
    found -= y * (dy * y).mean(axis=axes, keepdims=True)
    found *= inverse
    return found


_standardize.gradient(
    lambda dy, y, x, *, residual, axes, epsilon: _standardize_input(
        dy, x, y=y.value, inverse=residual, axes=axes, epsilon=epsilon
    )
)


@_standardize_input.joint_gradient
def _standardize_input_rule(
    needs: tuple[bool, ...], dd: Any, dx: Any, dy: Any, x: Any, *, axes: Any, epsilon: float, **_: Any
) -> tuple[Any, ...]:
    """Differentiates the gradient once more, by its formula in plain operations."""
    arrays = [convert_to_tensor(dy), convert_to_tensor(x)]
    with GradientTape() as tape:
        tape.watch(arrays)
        upstream, value = arrays
        centred = value - mean_of(value, axis=axes, keepdims=True)
        inverse = rsqrt(mean_of(square(centred), axis=axes, keepdims=True) + epsilon)
        unit = centred * inverse
        level = mean_of(upstream, axis=axes, keepdims=True)
        found = inverse * (upstream - level - unit * mean_of(upstream * unit, axis=axes, keepdims=True))
    return tuple(tape.gradient(found, arrays, output_gradients=dd))


def _scaled(y: Any, axes: tuple[int, ...], gamma: Any, beta: Any) -> Any:
    """Applies factors and offsets that have the shape of some axes."""
    rank = len(y.shape)
    if axes == (rank - 1,) and gamma is not None:
        return channel_product(y, gamma) if beta is None else channel_affine(y, gamma, beta)
    shape = [size if axis in axes else 1 for axis, size in enumerate(y.shape)]
    y = y if gamma is None else y * reshape(gamma, newshape=shape)
    return y if beta is None else y + reshape(beta, newshape=shape)


def _wide(x: Any) -> Any:
    """Returns what is computed with: half precision is too short for means."""
    return cast(x, dtype="float32") if np.dtype(x.dtype).kind != "f" or x.dtype == "float16" else x
