"""Preprocessing layers that bring images to one size: Resizing and CenterCrop."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from layerloom import config, ops
from layerloom.declaration import register
from layerloom.declaration.fields import DataFormat, PositiveInt
from layerloom.errors import FieldError, ShapeError
from layerloom.layers.layer import Layer

__all__ = ["CenterCrop", "Resizing"]


class SizedImages(Layer):
    """Base of layers that bring images, or a single one, to one size."""

    height: int
    width: int
    data_format: str

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The input's shape with the new height and width."""
        shape = list(input_shape)
        if len(shape) not in (3, 4):
            raise ShapeError(
                f"Layer {self._title} takes one image (3 axes) or a batch of them (4 axes), got {tuple(shape)}."
            )
        rows = len(shape) - (3 if self.data_format == "channels_last" else 2)
        shape[rows : rows + 2] = [self.height, self.width]
        return tuple(shape)

    def _rows(self, x: Any) -> int:
        """Returns the axis of the rows."""
        return len(x.shape) - (3 if self.data_format == "channels_last" else 2)


@register("layer", category="Preprocessing", start={"height": 32, "width": 32})
class Resizing(SizedImages):
    """Brings images to one size.

    Input shape: ``(batch, height, width, channels)`` or one image without the batch, with ``channels_first`` the
    channels before the height. Output shape: the same with the new height and width.

    Args:
        height: New height.
        width: New width.
        interpolation: How pixels are drawn: "nearest" takes one, the others mix neighbours.
        crop_to_aspect_ratio: Whether to cut the borders so that nothing is distorted.
        pad_to_aspect_ratio: Whether to add borders so that nothing is distorted.
        fill_mode: How added borders are filled.
        fill_value: Value of added borders.
        antialias: Whether pixels that become smaller are averaged rather than skipped.
        data_format: Where images keep their channels.
    """

    def __init__(
        self,
        height: PositiveInt,
        width: PositiveInt,
        interpolation: Literal["bilinear", "nearest", "bicubic", "lanczos3", "lanczos5"] = "bilinear",
        crop_to_aspect_ratio: bool = False,
        pad_to_aspect_ratio: bool = False,
        fill_mode: Literal["constant"] = "constant",
        fill_value: float = 0.0,
        antialias: bool = False,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if crop_to_aspect_ratio and pad_to_aspect_ratio:
            raise FieldError("Resizing: crop_to_aspect_ratio and pad_to_aspect_ratio exclude each other.")
        self.height = int(height)
        self.width = int(width)
        self.interpolation = interpolation
        self.crop_to_aspect_ratio = crop_to_aspect_ratio
        self.pad_to_aspect_ratio = pad_to_aspect_ratio
        self.fill_mode = fill_mode
        self.fill_value = fill_value
        self.antialias = antialias
        self.data_format = (data_format or config.image_data_format()).lower()
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the images in their new size and their own number type."""
        resized = ops.image.resize(
            inputs,
            (self.height, self.width),
            interpolation=self.interpolation,
            antialias=self.antialias,
            crop_to_aspect_ratio=self.crop_to_aspect_ratio,
            pad_to_aspect_ratio=self.pad_to_aspect_ratio,
            fill_mode=self.fill_mode,
            fill_value=self.fill_value,
            data_format=self.data_format,
        )
        if resized.dtype == inputs.dtype:
            return resized
        limits = np.iinfo(inputs.dtype)
        return ops.cast(ops.clip(ops.round(resized), limits.min, limits.max), dtype=inputs.dtype)


@register("layer", category="Preprocessing", start={"height": 32, "width": 32})
class CenterCrop(SizedImages):
    """Cuts the middle out of images; smaller ones are enlarged without distortion first.

    Input shape: ``(batch, height, width, channels)`` or one image without the batch, with ``channels_first`` the
    channels before the height. Output shape: the same with the new height and width.

    Args:
        height: New height.
        width: New width.
        data_format: Where images keep their channels.
    """

    def __init__(
        self, height: PositiveInt, width: PositiveInt, data_format: DataFormat | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.height = int(height)
        self.width = int(width)
        self.data_format = (data_format or config.image_data_format()).lower()
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the middle of the images."""
        self.compute_output_shape(inputs.shape)
        x, rows = ops.cast(inputs, dtype=self.compute_dtype), self._rows(inputs)
        top, left = x.shape[rows] - self.height, x.shape[rows + 1] - self.width
        if top < 0 or left < 0:
            size = (self.height, self.width)
            return ops.image.resize(x, size, crop_to_aspect_ratio=True, data_format=self.data_format)
        middle = (slice(top // 2, top // 2 + self.height), slice(left // 2, left // 2 + self.width))
        return ops.getitem(x, key=(*(slice(None),) * rows, *middle))
