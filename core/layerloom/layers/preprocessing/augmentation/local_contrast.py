"""Equalization of tones part by part, with bounded contrast (CLAHE)."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import DataFormat, IntPair, NonNegativeFloat
from layerloom.layers.preprocessing.augmentation.base import RangedImages, Transformation, color_range
from layerloom.tensors import Array

__all__ = ["ContrastLimitedAdaptiveHistogramEqualization"]

_TONES = 256


@register("layer", category="Augmentation")
class ContrastLimitedAdaptiveHistogramEqualization(RangedImages):
    """Spreads the tones of each part of a picture, so that dark and bright parts show what is in them.

    The parts are blended into each other. It works in the same way while training and afterwards.

    Args:
        value_range: Lowest and highest colour.
        clip_limit: How much more frequent than all others on average a tone may count; 0 for no bound.
        tile_grid_size: How many parts there are from top to bottom and from left to right.
        data_format: Where images keep their channels.
    """

    draws = False

    def __init__(
        self,
        value_range: Any = (0, 255),
        clip_limit: NonNegativeFloat = 4.0,
        tile_grid_size: IntPair = (8, 8),
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.value_range = color_range("ContrastLimitedAdaptiveHistogramEqualization", value_range)
        self.clip_limit = float(clip_limit)
        pair = (tile_grid_size, tile_grid_size) if isinstance(tile_grid_size, int) else tile_grid_size
        self.tile_grid_size = tuple(int(count) for count in pair)
        self._set_up(data_format=data_format)

    def transform_images(
        self, images: Any, transformation: Transformation | None = None, training: bool = True
    ) -> Any:
        """Returns the changed pictures, whether training or not."""
        return self.change(ops.convert_to_tensor(images), {})

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Spreads the tones of each part."""
        pixels = np.asarray(self._to_range(images, 0, 255)).astype("float32")
        pixels = np.moveaxis(pixels, self._channels, -1)
        result = np.moveaxis(self._equalized(pixels), -1, self._channels).astype(self.compute_dtype)
        return self._from_range(ops.convert_to_tensor(result), 0, 255)

    def _equalized(self, pixels: Array) -> Array:
        """Returns pictures ``(batch, height, width, channels)`` with the tones of their parts spread."""
        _, height, width, _ = pixels.shape
        rows, columns = self.tile_grid_size
        tall, wide = -(-height // rows), -(-width // columns)
        borders = ((0, 0), (0, tall * rows - height), (0, wide * columns - width), (0, 0))
        padded = np.pad(pixels, borders, mode="symmetric")
        tones = np.clip(padded, 0, _TONES - 1).astype(np.int64)
        curves = np.pad(
            self._curves(tones, tall, wide), ((0, 0), (1, 1), (1, 1), (0, 0), (0, 0)), mode="edge"
        )
        top, bottom, down = _between(tall, rows)
        left, right, across = _between(wide, columns)
        batch, channel = np.arange(len(pixels))[:, None, None, None], np.arange(pixels.shape[-1])

        def seen(row: Array, column: Array) -> Array:
            found: Array = curves[batch, row[:, None, None], column[None, :, None], channel, tones]
            return found

        down, across = down[:, None, None], across[None, :, None]
        upper = seen(top, left) * (1 - across) + seen(top, right) * across
        lower = seen(bottom, left) * (1 - across) + seen(bottom, right) * across
        mixed: Array = (upper * (1 - down) + lower * down)[:, :height, :width]
        return mixed

    def _curves(self, tones: Array, tall: int, wide: int) -> Array:
        """Returns for each part and channel the new value of each tone."""
        batch, _, _, channels = tones.shape
        rows, columns = self.tile_grid_size
        parts = tones.reshape(batch, rows, tall, columns, wide, channels).transpose(0, 1, 3, 5, 2, 4)
        flat = parts.reshape(-1, tall * wide)
        places = np.arange(len(flat))[:, None] * _TONES + flat
        counts = (
            np.bincount(places.reshape(-1), minlength=len(flat) * _TONES)
            .reshape(-1, _TONES)
            .astype("float32")
        )
        if self.clip_limit > 0:
            bounded = np.minimum(counts, np.float32(self.clip_limit * tall * wide / _TONES))
            counts = bounded + (counts - bounded).sum(axis=-1, keepdims=True) / _TONES
        below = np.cumsum(counts, axis=-1, dtype="float32")
        least = below.min(axis=-1, keepdims=True)
        rest = np.float32(tall * wide) - least
        curves = np.clip((below - least) * 255.0 / np.where(rest == 0, 1, rest), 0, 255)
        found: Array = curves.reshape(batch, rows, columns, channels, _TONES)
        return found


def _between(size: int, count: int) -> tuple[Array, Array, Array]:
    """Returns for each line of pixels the parts before and behind it, and how far it is on its way."""
    place = (np.arange(size * count, dtype="float32") - size / 2.0) / size + 1.0
    first = np.floor(place)
    bounds = (0, count + 1)
    return (
        np.clip(first, *bounds).astype(np.int64),
        np.clip(first + 1, *bounds).astype(np.int64),
        place - first,
    )
