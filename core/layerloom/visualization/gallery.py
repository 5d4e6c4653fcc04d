"""Galleries: many images in one picture, with labels under them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from layerloom import config
from layerloom.errors import LayerloomError
from layerloom.tensors import Array
from layerloom.utils.images import write_image
from layerloom.visualization.masks import draw_segmentation_masks

_TEXT = 14  # pixels of a line of text


def plot_image_gallery(
    images: Any,
    y_true: Any = None,
    y_pred: Any = None,
    label_map: Mapping[int, str] | None = None,
    value_range: tuple[float, float] = (0, 255),
    rows: int | None = None,
    cols: int | None = None,
    scale: float = 2,
    path: Any = None,
    show: bool | None = None,
    transparent: bool = True,
    dpi: int = 60,
    legend_handles: Any = None,
    data_format: str | None = None,
) -> Any:
    """Puts images side by side, with their labels and predictions above them.

    Args:
        images: Shape ``(batch, height, width, channels)``.
        y_true: Number of the class of each image.
        y_pred: Predicted number of the class of each image.
        label_map: Names of the classes.
        value_range: The smallest and largest possible value of the images.
        rows: Rows of the gallery, by default about as many as columns.
        cols: Columns of the gallery.
        scale: Size of an image in inches.
        path: Where to save the picture; it is only returned by default.
        show: Whether to open the picture in a viewer.
        transparent: Whether the ground is transparent rather than white.
        dpi: Pixels per inch.
        legend_handles: Pairs of a name and a colour for a legend below.
        data_format: ``"channels_last"`` or ``"channels_first"``.

    Returns:
        The picture, an image of Pillow.

    Raises:
        ValueError: If the images are no batch, labels come without names, or both ``path`` and ``show`` are given.
    """
    from PIL import Image, ImageDraw

    if path is not None and show:
        raise LayerloomError("plot_image_gallery takes either path or show=True, not both.")
    if (y_true is not None or y_pred is not None) and label_map is None:
        raise LayerloomError("y_true and y_pred need a label_map with the names of the classes.")
    pixels = _pixels(images, value_range, data_format)
    rows = rows or math.ceil(len(pixels) / cols if cols else math.sqrt(len(pixels)))
    cols = cols or math.ceil(len(pixels) / rows)
    size = max(int(scale * dpi), 16)
    text = _TEXT if y_true is not None or y_pred is not None else 0
    legend = list(legend_handles or ())
    whole = (cols * size, rows * (size + text) + (_TEXT + 4 if legend else 0))
    picture = Image.new("RGBA", whole, (255, 255, 255, 0 if transparent else 255))
    draw = ImageDraw.Draw(picture)
    for number, values in enumerate(pixels[: rows * cols]):
        left, top = number % cols * size, number // cols * (size + text)
        tile = Image.fromarray(values).convert("RGB")
        grown = size / max(tile.size)
        way = Image.Resampling.NEAREST if grown > 1 else Image.Resampling.BILINEAR
        tile = tile.resize((max(int(tile.width * grown), 1), max(int(tile.height * grown), 1)), way)
        picture.paste(tile, (left, top + text))
        if text:
            draw.text((left + 2, top), _title(number, y_true, y_pred, label_map or {}), fill=(0, 0, 0, 255))
    left = 4
    for name, color in legend:
        draw.rectangle((left, whole[1] - _TEXT, left + 10, whole[1] - 4), fill=color)
        draw.text((left + 14, whole[1] - _TEXT - 2), str(name), fill=(0, 0, 0, 255))
        left += 24 + int(draw.textlength(str(name)))
    if path is not None:
        clear = str(path).lower().endswith((".png", ".webp"))
        write_image(picture if clear else picture.convert("RGB"), path)
    elif show:
        picture.show()
    return picture


def plot_segmentation_mask_gallery(
    images: Any,
    num_classes: int,
    value_range: tuple[float, float] = (0, 255),
    y_true: Any = None,
    y_pred: Any = None,
    color_mapping: Mapping[int, Any] | None = None,
    blend: bool = True,
    alpha: float = 0.8,
    ignore_index: int = -1,
    data_format: str | None = None,
    **kwargs: Any,
) -> Any:
    """Puts each image in a row with its true and its predicted mask.

    Args:
        images: Shape ``(batch, height, width, channels)``.
        num_classes: How many classes get a colour.
        value_range: The smallest and largest possible value of the images.
        y_true: True masks, numbers of classes.
        y_pred: Predicted masks.
        color_mapping: Red, green and blue for each class; a palette by default.
        blend: Whether the image shows through.
        alpha: How much of the colour shows.
        ignore_index: A class that is not drawn.
        data_format: ``"channels_last"`` or ``"channels_first"``.
        **kwargs: Further arguments of :func:`plot_image_gallery`.
    """
    given = _pixels(images, value_range, data_format)
    columns: list[Array] = [given]
    for masks in (y_true, y_pred):
        if masks is None:
            continue
        numbers = np.asarray(masks).astype(np.int32)
        if numbers.ndim == 4 and (data_format or config.image_data_format()) == "channels_first":
            numbers = numbers.transpose(0, 2, 3, 1)
        drawn = draw_segmentation_masks(
            given, numbers, num_classes, color_mapping, alpha, blend, ignore_index, "channels_last"
        )
        columns.append(np.asarray(drawn, np.uint8))
    together = np.stack(columns, axis=1).reshape(-1, *given.shape[1:])
    return plot_image_gallery(
        together, rows=len(given), cols=len(columns), data_format="channels_last", **kwargs
    )


def _pixels(images: Any, value_range: tuple[float, float], data_format: str | None) -> Array:
    """Returns images with colours as bytes, channels last."""
    values = np.asarray(images)
    if values.ndim != 4:
        raise LayerloomError(f"images must be a batch with 4 axes, got the shape {values.shape}.")
    if (data_format or config.image_data_format()) == "channels_first":
        values = values.transpose(0, 2, 3, 1)
    low, high = value_range
    scaled = (values.astype(np.float32) - low) * (255.0 / (high - low))
    scaled = np.repeat(scaled, 3, axis=-1) if scaled.shape[-1] == 1 else scaled[..., :3]
    found: Array = np.clip(scaled, 0, 255).astype(np.uint8)
    return found


def _title(number: int, y_true: Any, y_pred: Any, names: Mapping[int, str]) -> str:
    parts = []
    for word, labels in (("Label", y_true), ("Pred", y_pred)):
        if labels is not None and number < len(labels):
            parts.append(f"{word}: {names.get(int(np.asarray(labels)[number]), 'Unknown')}")
    return "  ".join(parts)
