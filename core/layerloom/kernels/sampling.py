"""Sampling of arrays at places between their elements: which elements count there, how much, and their sum."""

from __future__ import annotations

import numpy as np

from layerloom.kernels.arrays import Array

#: How places outside an array are taken back into it.
FILL_MODES = ("constant", "nearest", "wrap", "mirror", "reflect")


def gather(rows: Array, indices: Array, weights: Array) -> Array:
    """Returns weighted sums of rows.

    Args:
        rows: Array (rows, channels).
        indices: Numbers of rows (neighbours, places).
        weights: Their weights, of the same shape.

    Returns:
        Array (places, channels).
    """
    weights = weights.astype(rows.dtype, copy=False)
    out: Array = rows.take(indices[0], axis=0)
    out *= weights[0][:, None]
    for index, weight in zip(indices[1:], weights[1:], strict=True):
        part = rows.take(index, axis=0)
        part *= weight[:, None]
        out += part
    return out


def scatter(values: Array, indices: Array, weights: Array, count: int) -> Array:
    """Adds values (places, channels) up in ``count`` rows of zeros: the transpose of :func:`gather`."""
    out = np.zeros((count, values.shape[1]), values.dtype)
    flat = indices.reshape(-1)
    for channel in range(values.shape[1]):
        shares = (weights * values[:, channel]).reshape(-1)
        out[:, channel] = np.bincount(flat, shares, count)
    return out


def fold_back(places: Array, size: int, mode: str) -> Array:
    """Takes places, whole or not, back into an axis of ``size`` elements; ``"constant"`` leaves them.

    Args:
        places: Places along the axis.
        size: Number of elements.
        mode: One of :data:`FILL_MODES`: reflect is (c b a | a b c | c b a), mirror (c b | a b c | b a).
    """
    if mode == "constant":
        return places
    if mode == "wrap":
        places = np.mod(places, size)
    elif mode == "reflect":
        places = np.mod(places, 2 * size)
        places = np.where(places >= size, 2 * size - 1 - places, places)
    elif mode == "mirror" and size > 1:
        places = np.mod(places, 2 * size - 2)
        places = np.where(places > size - 1, 2 * size - 2 - places, places)
    found: Array = np.clip(places, 0, size - 1)
    return found


def neighbours(places: Array, size: int, linear: bool, mode: str) -> list[tuple[Array, Array, Array]]:
    """Returns the elements round places along one axis.

    Args:
        places: Places along the axis, in floating point numbers.
        size: Number of elements.
        linear: Whether both neighbours count, or the nearest one alone.
        mode: One of :data:`FILL_MODES`.

    Returns:
        For each neighbour its index within the axis, its weight, and whether it is in the array.
    """
    if linear:
        low = np.floor(places)
        share = places - low
        candidates = [(low, 1 - share), (low + 1, share)]
    else:
        candidates = [(np.rint(places), np.ones_like(places))]
    found = []
    for index, weight in candidates:
        index = fold_back(index, size, mode)
        inside = (index >= 0) & (index <= size - 1)
        found.append((np.where(inside, index, 0).astype(np.int64), weight, inside))
    return found


def stencil(axes: list[list[tuple[Array, Array, Array]]], sizes: tuple[int, ...]) -> tuple[Array, Array]:
    """Joins the neighbours along all axes.

    Args:
        axes: What :func:`neighbours` gave, for each axis.
        sizes: Number of elements along each axis.

    Returns:
        Indices into the flat array and weights, both (neighbours, *places); weights outside are 0.
    """
    joined = [(np.zeros((), np.int64), np.ones((), axes[0][0][1].dtype), np.ones((), bool))]
    for options, size in zip(axes, sizes, strict=True):
        joined = [
            (flat * size + index, weight * w, inside & i)
            for flat, weight, inside in joined
            for index, w, i in options
        ]
    indices = np.stack([flat for flat, _, _ in joined])
    weights = np.stack([np.where(inside, weight, 0) for _, weight, inside in joined])
    return indices, weights
