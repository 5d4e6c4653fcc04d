"""Resampling of images: each output row and column is a weighted sum of input ones."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from layerloom.kernels.arrays import Array


def resample(x: Array, height: Array, width: Array) -> Array:
    """Applies weights along both axes of images.

    Args:
        x: Images (batch, rows, columns, channels).
        height: Weights (output rows, rows).
        width: Weights (output columns, columns).

    Returns:
        Images (batch, output rows, output columns, channels).
    """
    batch, rows, columns, channels = x.shape
    if height.shape[0] <= rows:  # the smaller intermediate result first
        first: Array = np.matmul(height, x.reshape(batch, rows, -1)).reshape(batch, -1, columns, channels)
        last: Array = np.matmul(width, first)
        return last
    second: Array = np.matmul(height, np.matmul(width, x).reshape(batch, rows, -1))
    return second.reshape(batch, -1, width.shape[0], channels)


@lru_cache(maxsize=256)
def resampling_weights(size: int, output: int, method: str, antialias: bool, dtype: str) -> Array:
    """Returns the weights (output, size) of the inputs in every output along one axis.

    Args:
        size: Number of inputs.
        output: Number of outputs.
        method: "nearest", "bilinear", "bicubic", "lanczos3" or "lanczos5".
        antialias: Whether a smaller output averages over all inputs that it stands for.
        dtype: Number type of the weights.
    """
    step = size / output
    if method == "nearest":
        weights = np.zeros((output, size))
        weights[np.arange(output), nearest_places(size, output)] = 1.0
    else:
        centre = (np.arange(output) + 0.5) * step - 0.5
        offset = centre[:, None] - np.arange(size)
        if method == "bicubic" and not antialias:
            # TensorFlow, whose numbers Keras's users know, looks the cubic up in a table of 1024 steps.
            fraction = centre - np.floor(centre)
            offset += (np.rint(fraction * 1024) / 1024 - fraction)[:, None]
        weights = _KERNELS[method](np.abs(offset) / (max(step, 1.0) if antialias else 1.0))
        weights /= weights.sum(axis=1, keepdims=True)
    found = weights.astype(dtype)
    found.flags.writeable = False
    return found


def banded(weights: Array) -> tuple[Array, Array]:
    """Returns weights (outputs, inputs) without the zeros before and behind those of each output.

    Args:
        weights: Every output's weights, which are 0 but for some neighbours.

    Returns:
        The first input of each output, and its weights from there on, as many for each.
    """
    used = weights != 0
    first = np.where(used.any(axis=1), used.argmax(axis=1), 0)
    last = np.where(used.any(axis=1), weights.shape[1] - 1 - used[:, ::-1].argmax(axis=1), 0)
    taps = int((last - first).max()) + 1
    starts = np.minimum(first, weights.shape[1] - taps).astype(np.int64)
    return starts, np.ascontiguousarray(
        np.take_along_axis(weights, starts[:, None] + np.arange(taps), axis=1)
    )


def nearest_places(size: int, output: int) -> Array:
    """Returns the input that is nearest to the centre of each output."""
    places = np.floor((np.arange(output, dtype=np.float32) + np.float32(0.5)) * np.float32(size / output))
    found: Array = np.minimum(places.astype(np.int64), size - 1)
    return found


def _triangle(x: Array) -> Array:
    return np.maximum(0.0, 1.0 - x)


def _cubic(x: Array) -> Array:
    """Keys's cubic with a = -1/2."""
    near = ((1.5 * x - 2.5) * x) * x + 1.0
    far = ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0
    return np.where(x < 1.0, near, np.where(x < 2.0, far, 0.0))


def _lanczos(radius: int) -> Callable[[Array], Array]:
    def kernel(x: Array) -> Array:
        wave = radius * np.sin(math.pi * x) * np.sin(math.pi * x / radius)
        value = np.where(x > 1e-3, wave / np.where(x > 0, math.pi**2 * x * x, 1.0), 1.0)
        return np.where(x > radius, 0.0, value)

    return kernel


_KERNELS: dict[str, Callable[[Array], Array]] = {
    "bilinear": _triangle,
    "bicubic": _cubic,
    "lanczos3": _lanczos(3),
    "lanczos5": _lanczos(5),
}

METHODS = ("nearest", *_KERNELS)
