"""Projective warping of images, with TensorFlow's numbers."""

from __future__ import annotations

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.kernels.sampling import stencil


def homography(start: Array, end: Array) -> Array:
    """Returns the projective transforms (batch, 8) that take points ``end`` of an output to ``start``.

    Args:
        start: Corners in the input (batch, 4, 2), as x and y.
        end: Corners in the output, of the same shape.
    """
    x, y = end[..., 0], end[..., 1]
    one, zero = np.ones_like(x), np.zeros_like(x)
    u, v = start[..., 0], start[..., 1]
    first = np.stack([x, y, one, zero, zero, zero, -u * x, -u * y], axis=-1)
    second = np.stack([zero, zero, zero, x, y, one, -v * x, -v * y], axis=-1)
    matrix = np.stack([first, second], axis=2).reshape(-1, 8, 8)
    found: Array = np.linalg.solve(matrix, start.reshape(-1, 8, 1))[..., 0]
    return found


def warp_stencil(
    transforms: Array, batch: int, size: tuple[int, int], linear: bool, mode: str
) -> tuple[Array, Array]:
    """Returns which pixels of images make up each pixel of the warped ones.

    Args:
        transforms: ``[a0, a1, a2, b0, b1, b2, c0, c1]`` in rows, one for each image or one for all.
        batch: Number of images.
        size: Height and width.
        linear: Whether four pixels are mixed, or the nearest one is taken.
        mode: "constant", "nearest", "wrap" or "reflect".

    Returns:
        Indices into the pixels of all images, and weights, both (neighbours, batch * height * width).
    """
    height, width = size
    t = transforms.astype(np.float32)[:, :, None, None]
    x = np.arange(width, dtype=np.float32)[None, None, :]
    y = np.arange(height, dtype=np.float32)[None, :, None]
    depth = t[:, 6] * x + t[:, 7] * y + np.float32(1)
    safe = np.where(depth == 0, np.float32(1), depth)
    columns = _back((t[:, 0] * x + t[:, 1] * y + t[:, 2]) / safe, width, mode)
    rows = _back((t[:, 3] * x + t[:, 4] * y + t[:, 5]) / safe, height, mode)
    indices, weights = stencil([_around(rows, height, linear), _around(columns, width, linear)], size)
    weights = np.where(depth == 0, np.float32(0), weights)
    shape = (len(indices), batch, height, width)
    offsets = np.arange(batch).reshape(1, batch, 1, 1) * (height * width)
    spread = np.broadcast_to(indices, shape) + offsets
    return spread.reshape(len(indices), -1), np.broadcast_to(weights, shape).reshape(len(indices), -1)


def _around(places: Array, size: int, linear: bool) -> list[tuple[Array, Array, Array]]:
    """The pixels round places along one axis; halves are rounded away from 0."""
    if linear:
        low = np.floor(places)
        candidates = [(low, low + np.float32(1) - places), (low + 1, places - low)]
    else:
        candidates = [(np.trunc(places + np.copysign(np.float32(0.5), places)), np.ones_like(places))]
    found = []
    for index, weight in candidates:
        inside = (index >= 0) & (index < size)
        found.append((np.where(inside, index, 0).astype(np.int64), weight, inside))
    return found


def _back(places: Array, size: int, mode: str) -> Array:
    """Takes places back into an axis, as TensorFlow does: by whole lengths, then clipped."""
    if mode == "constant":
        return places
    last = np.float32(size - 1)
    if mode == "wrap" and size > 1:
        low = places + np.float32(size) * (np.trunc(-places / last) + 1)
        high = places - np.float32(size) * np.trunc(places / last)
        places = np.where(places < 0, low, np.where(places > last, high, places))
    elif mode == "reflect" and size > 1:
        twice = np.float32(2 * size)
        low = np.where(places < -twice, twice * np.trunc(-places / twice) + places, places)
        low = np.where(low < -size, low + twice, -low - 1)
        high = places - twice * np.trunc(places / twice)
        high = np.where(high >= size, twice - high - 1, high)
        places = np.where(places < 0, low, np.where(places > last, high, places))
    found: Array = np.clip(places, np.float32(0), last)
    return found
