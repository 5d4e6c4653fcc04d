"""Pooling of any rank: the greatest or the mean of every window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from layerloom import config
from layerloom.kernels import pooling as kernels
from layerloom.kernels.windows import output_sizes
from layerloom.ops.arrays import cast
from layerloom.ops.windows import (
    Sizes,
    channels_to_end,
    channels_to_front,
    checked_padding,
    is_channels_first,
    per_axis,
)
from layerloom.tensors import Array, as_array, primitive

__all__ = ["average_pool", "max_pool"]


def max_pool(
    inputs: Any,
    pool_size: int | Sequence[int],
    strides: int | Sequence[int] | None = None,
    padding: str = "valid",
    data_format: str | None = None,
) -> Any:
    """Takes the greatest value of every window; equal ones leave the gradient to the first.

    Args:
        inputs: Images ``(batch, *spatial, channels)``, or ``(batch, channels, *spatial)`` with channels first.
        pool_size: Size of the window.
        strides: Steps from window to window, by default the window's size.
        padding: ``"valid"`` for none, ``"same"`` to pad evenly.
        data_format: ``"channels_last"`` or ``"channels_first"``; by default that of the configuration.

    Returns:
        Images with fewer pixels.

    Raises:
        ShapeError: If the window does not fit.
    """
    return _pool(_max_pool, inputs, pool_size, strides, padding, data_format)


def average_pool(
    inputs: Any,
    pool_size: int | Sequence[int],
    strides: int | Sequence[int] | None = None,
    padding: str = "valid",
    data_format: str | None = None,
) -> Any:
    """Takes the mean of every window, leaving padding out of it; that of whole numbers has a fraction.

    Args:
        inputs: Images ``(batch, *spatial, channels)``, or ``(batch, channels, *spatial)`` with channels first.
        pool_size: Size of the window.
        strides: Steps from window to window, by default the window's size.
        padding: ``"valid"`` for none, ``"same"`` to pad evenly.
        data_format: ``"channels_last"`` or ``"channels_first"``; by default that of the configuration.

    Returns:
        Images with fewer pixels.

    Raises:
        ShapeError: If the window does not fit.
    """
    inputs = inputs if hasattr(inputs, "shape") else as_array(inputs)
    if str(inputs.dtype).startswith(("int", "uint", "bool")):
        inputs = cast(inputs, dtype=config.floatx())
    return _pool(_average_pool, inputs, pool_size, strides, padding, data_format)


def _pool(
    operation: Callable[..., Any],
    inputs: Any,
    pool_size: Any,
    strides: Any,
    padding: str,
    data_format: str | None,
) -> Any:
    inputs = inputs if hasattr(inputs, "shape") else as_array(inputs)
    rank = len(inputs.shape) - 2
    size = per_axis(pool_size, rank, "pool_size")
    steps = size if strides is None else per_axis(strides, rank, "strides")
    how = {"size": size, "strides": steps, "padding": checked_padding(padding)}
    if not is_channels_first(data_format):
        return operation(inputs, **how)
    return channels_to_front(operation(channels_to_end(inputs), **how))


def _pooled_shape(x: Any, size: Sizes, strides: Sizes, padding: str) -> tuple[int | None, ...]:
    outputs = output_sizes(x.shape[1:-1], size, strides, (1,) * len(size), padding)
    return (x.shape[0], *outputs, x.shape[-1])


@primitive(shape=_pooled_shape)
def _max_pool(x: Array, /, size: Sizes, strides: Sizes, padding: str) -> Array:
    return kernels.max_pool(x, size, strides, padding)


@primitive(shape=lambda dy, x, y, **_: tuple(x.shape))
def _max_pool_input(dy: Array, x: Array, y: Array, /, size: Sizes, strides: Sizes, padding: str) -> Array:
    return kernels.max_pool_gradient(dy, x, y, size, strides, padding)


@primitive(shape=lambda values, x, y, **_: tuple(y.shape))
def _max_pool_pick(values: Array, x: Array, y: Array, /, size: Sizes, strides: Sizes, padding: str) -> Array:
    return kernels.max_pool_pick(values, x, y, size, strides, padding)


_max_pool.gradient(lambda dy, y, x, **how: _max_pool_input(dy, x, y, **how))
_max_pool_input.gradient(lambda ddx, dx, dy, x, y, **how: _max_pool_pick(ddx, x, y, **how), None, None)
_max_pool_pick.gradient(lambda dy, picked, values, x, y, **how: _max_pool_input(dy, x, y, **how), None, None)


@primitive(shape=_pooled_shape)
def _average_pool(x: Array, /, size: Sizes, strides: Sizes, padding: str) -> Array:
    return kernels.average_pool(x, size, strides, padding)


@primitive(shape=lambda dy, inputs, **_: (dy.shape[0], *inputs, dy.shape[-1]))
def _average_pool_input(dy: Array, /, inputs: Sizes, size: Sizes, strides: Sizes, padding: str) -> Array:
    return kernels.average_pool_gradient(dy, inputs, size, strides, padding)


_average_pool.gradient(lambda dy, y, x, **how: _average_pool_input(dy, inputs=tuple(x.shape[1:-1]), **how))
_average_pool_input.gradient(lambda ddx, dx, dy, *, inputs, **how: _average_pool(ddx, **how))
