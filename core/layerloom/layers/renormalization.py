"""Batch renormalization: corrections that bring the statistics of a batch near those that are used afterwards."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import ops
from layerloom.errors import FieldError
from layerloom.tensors import Array

_BOUNDS = ("rmax", "rmin", "dmax")


def checked_bounds(bounds: Any) -> dict[str, float]:
    """Returns the bounds of the corrections.

    Args:
        bounds: ``rmin`` and ``rmax`` for the factor, ``dmax`` for the offset; ``None`` for no bounds.

    Raises:
        FieldError: If there are others, or no number lies between them.
    """
    found: dict[str, float] = dict(bounds or {})
    unknown = set(found) - set(_BOUNDS)
    if unknown:
        raise FieldError(f"renorm_clipping takes {', '.join(_BOUNDS)}, not {unknown.pop()!r}.")
    low, high, most = found.get("rmin"), found.get("rmax"), found.get("dmax")
    if low is not None and high is not None and high < low:
        raise FieldError(f"renorm_clipping: rmax must not be below rmin, got {high} and {low}.")
    if most is not None and most < 0:
        raise FieldError(f"renorm_clipping: dmax must not be negative, got {most}.")
    return found


def add_renorm_weights(layer: Any, channels: int) -> None:
    """Makes the averages that a layer with renormalization keeps beside the usual ones."""

    def deviation(shape: Any, dtype: Any = None) -> Any:
        return ops.sqrt(layer.moving_variance_initializer(shape, dtype=dtype))

    for name, start in (
        ("moving_stddev", deviation),
        ("renorm_mean", layer.moving_mean_initializer),
        ("renorm_stddev", deviation),
    ):
        weight = layer.add_weight(
            shape=(channels,), initializer=start, trainable=False, autocast=False, name=name
        )
        setattr(layer, name, weight)


def renormalize(layer: Any, x: Any, mask: Any = None) -> Any:
    """Normalizes a batch with the corrections and moves the averages of the layer.

    Args:
        layer: A BatchNormalization.
        x: Its input.
        mask: True where an input counts in the statistics.
    """
    axes = tuple(axis for axis in range(len(x.shape)) if axis != layer.axis % len(x.shape))
    moments = ops.moments(x, axes=axes) if mask is None else layer._masked_moments(x, mask)
    mean, variance = np.asarray(moments[0]), np.asarray(moments[1])
    deviation = np.sqrt(variance + np.asarray(layer.epsilon, variance.dtype))
    factor, offset = _corrections(layer, mean, deviation)
    gamma, beta = layer._parameters(x.dtype)
    y = ops.batch_normalization(
        x,
        moments[0],
        moments[1],
        layer.axis,
        offset=gamma * offset + beta,
        scale=gamma * factor,
        epsilon=layer.epsilon,
    )
    _follow(layer.renorm_mean, mean, layer.renorm_momentum)
    _follow(layer.renorm_stddev, deviation, layer.renorm_momentum)
    _follow(layer.moving_mean, mean, layer.momentum)
    _follow(layer.moving_stddev, deviation, layer.momentum)
    layer.moving_variance.assign(np.maximum(layer.moving_stddev.value**2 - layer.epsilon, 0.0))
    return y


def _corrections(layer: Any, mean: Array, deviation: Array) -> tuple[Array, Array]:
    usual = np.maximum(layer.renorm_stddev.value, np.sqrt(layer.epsilon))
    bounds = layer.renorm_clipping or {}
    factor = np.clip(deviation / usual, bounds.get("rmin"), bounds.get("rmax"))
    most = bounds.get("dmax")
    offset = np.clip((mean - layer.renorm_mean.value) / usual, None if most is None else -most, most)
    kind = mean.dtype
    return np.asarray(factor, kind), np.asarray(offset, kind)


def _follow(average: Any, now: Array, momentum: float) -> None:
    average.assign(average.value * momentum + now * (1.0 - momentum))
