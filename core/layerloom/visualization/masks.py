"""Masks of classes drawn over images."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from layerloom import config
from layerloom.errors import LayerloomError
from layerloom.tensors import Array


def draw_segmentation_masks(
    images: Any,
    segmentation_masks: Any,
    num_classes: int | None = None,
    color_mapping: Mapping[int, Any] | None = None,
    alpha: float = 0.8,
    blend: bool = True,
    ignore_index: int = -1,
    data_format: str | None = None,
) -> Array:
    """Returns images with the classes of their pixels in colour.

    Args:
        images: Shape ``(batch, height, width, channels)``.
        segmentation_masks: Numbers of classes, shape ``(batch, height, width)`` or with a last axis of 1.
        num_classes: How many classes get a colour; by default as many as the largest number says.
        color_mapping: Red, green and blue for each class; a palette by default.
        alpha: How much of the colour shows.
        blend: Whether the image shows through.
        ignore_index: A class that is not drawn.
        data_format: ``"channels_last"`` or ``"channels_first"``.

    Raises:
        ValueError: If the images are no batch.
        TypeError: If the masks hold no whole numbers.
    """
    given, masks = np.asarray(images), np.asarray(segmentation_masks)
    if given.ndim != 4:
        raise LayerloomError(f"images must be a batch with 4 axes, got the shape {given.shape}.")
    if (data_format or config.image_data_format()) == "channels_first":
        given = given.transpose(0, 2, 3, 1)
        masks = masks.transpose(0, 2, 3, 1) if masks.ndim == 4 else masks
    if masks.dtype.kind not in "iu":
        raise TypeError(f"segmentation_masks must hold whole numbers, got {masks.dtype.name}.")
    masks = masks[..., 0] if masks.ndim == 4 else masks
    count = int(masks.max()) if num_classes is None else num_classes
    shown = given.astype(np.float32)
    drawn = shown.copy()
    for number in range(count):
        drawn[masks == number] = np.asarray(
            _color(number) if color_mapping is None else color_mapping[number]
        )
    if not blend:
        return drawn
    mixed = shown * (1 - alpha) + drawn * alpha
    return np.where((masks != ignore_index)[..., None], mixed, shown).astype(np.uint8)


def _color(number: int) -> tuple[int, ...]:
    """Returns the colour of a class: far from those of its neighbours, and black for the background."""
    return tuple(number * step % 255 for step in (2**25 - 1, 2**15 - 1, 2**21 - 1))
