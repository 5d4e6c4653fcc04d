"""Scaling vectors to length 1."""

from __future__ import annotations

from typing import Any

from layerloom import config
from layerloom.ops.arithmetic import maximum, multiply, power
from layerloom.ops.creation import convert_to_tensor
from layerloom.ops.math import absolute, rsqrt, square
from layerloom.ops.reduce import sum as total

__all__ = ["normalize"]


def normalize(x: Any, axis: Any = -1, order: int = 2, epsilon: float | None = None) -> Any:
    """Divides by the norm along an axis.

    Args:
        x: Tensor.
        axis: Axis or axes that make up a vector.
        order: Order of the norm, 1 or more.
        epsilon: Smallest norm to divide by.

    Returns:
        A tensor of the same shape.

    Raises:
        ValueError: If the order is no whole number of at least 1.
    """
    if isinstance(order, bool) or not isinstance(order, int) or order < 1:
        raise ValueError(f"normalize: order must be a whole number >= 1, got {order!r}.")
    x = convert_to_tensor(x)
    least = config.epsilon() if epsilon is None else epsilon
    if order == 2:
        return multiply(x, rsqrt(maximum(total(square(x), axis=axis, keepdims=True), least**2)))
    norm = power(total(power(absolute(x), order), axis=axis, keepdims=True), 1.0 / order)
    return x / maximum(norm, least)
