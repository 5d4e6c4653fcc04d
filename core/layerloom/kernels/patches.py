"""Windows of images laid out flat, and their way back."""

from __future__ import annotations

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.kernels.windows import Window, window_view


def take_patches(x: Array, w: Window) -> Array:
    """Returns every window of images as one flat row.

    Args:
        x: Images (batch, *inputs, channels).
        w: The geometry.

    Returns:
        Array (batch, *outputs, area * channels), of the window's positions the channels side by side.
    """
    batch, channels = x.shape[0], x.shape[-1]
    padded = np.pad(x, ((0, 0), *zip(w.low, w.high, strict=True), (0, 0))) if w.has_padding else x
    return window_view(padded, w).reshape(batch, *w.outputs, w.area * channels)


def add_patches(patches: Array, w: Window, channels: int) -> Array:
    """Adds flat windows up at their places: the transpose of :func:`take_patches`."""
    batch = patches.shape[0]
    parts = patches.reshape(batch, *w.outputs, w.area, channels)
    padded = np.zeros((batch, *w.padded, channels), patches.dtype)
    for number, position in enumerate(w.positions()):
        padded[(slice(None), *w.tap(position))] += parts[..., number, :]
    inside = tuple(slice(a, a + n) for a, n in zip(w.low, w.inputs, strict=True))
    return np.ascontiguousarray(padded[(slice(None), *inside)])
