"""Adaptive pooling along one axis: a given number of windows that cover it evenly, overlapping where need be."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from layerloom.kernels.arrays import Array

__all__ = ["add_places", "greatest_places", "mean_weights", "take_places", "weighted_sums"]


@lru_cache(maxsize=256)
def adaptive_windows(size: int, outputs: int) -> tuple[tuple[int, int], ...]:
    """Returns start and stop of each of ``outputs`` windows over ``size`` places."""
    return tuple((i * size // outputs, -(-(i + 1) * size // outputs)) for i in range(outputs))


@lru_cache(maxsize=256)
def mean_weights(size: int, outputs: int, dtype: str) -> Array:
    """Returns the weights ``(outputs, size)`` of the places in the mean of every window."""
    weights = np.zeros((outputs, size), dtype)
    for index, (start, stop) in enumerate(adaptive_windows(size, outputs)):
        weights[index, start:stop] = 1.0 / (stop - start)
    return weights


def weighted_sums(x: Array, axis: int, weights: Array) -> Array:
    """Applies weights ``(outputs, places)`` along an axis."""
    lines = x.reshape(math.prod(x.shape[:axis]), x.shape[axis], -1)
    sums: Array = np.matmul(weights, lines)
    return sums.reshape(*x.shape[:axis], len(weights), *x.shape[axis + 1 :])


def greatest_places(x: Array, axis: int, outputs: int) -> Array:
    """Returns where along an axis the first greatest value of every window lies."""
    places = [
        start + np.take(x, range(start, stop), axis).argmax(axis)
        for start, stop in adaptive_windows(x.shape[axis], outputs)
    ]
    return np.stack(places, axis)


def take_places(x: Array, places: Array, axis: int) -> Array:
    """Returns the values at given places along an axis."""
    return np.take_along_axis(x, places, axis)


def add_places(values: Array, places: Array, axis: int, size: int) -> Array:
    """Returns zeros of a size along an axis, with values added at given places: the transpose of taking."""
    total = np.zeros((*values.shape[:axis], size, *values.shape[axis + 1 :]), values.dtype)
    for index in range(values.shape[axis]):  # within one window no place comes twice
        place, value = (np.take(a, [index], axis) for a in (places, values))
        np.put_along_axis(total, place, np.take_along_axis(total, place, axis) + value, axis)
    return total
