"""Augmentation that bends pictures, and that cuts a part out of them."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import DataFormat, Fraction, PositiveInt
from layerloom.layers.preprocessing.augmentation.base import (
    Factor,
    RandomImages,
    RangedImages,
    Shape,
    Transformation,
    by_picture,
    chosen,
    color_range,
    factor_range,
)
from layerloom.layers.preprocessing.augmentation.warping import Interpolation

__all__ = ["RandomCrop", "RandomElasticTransform", "RandomPerspective"]


@register("layer", category="Augmentation", start={"height": 24, "width": 24})
class RandomCrop(RandomImages):
    """Cuts a window out of pictures, at a place that is drawn for the whole batch.

    While not training, and of pictures that are smaller than the window, the largest window of the same form is cut
    out of the middle and brought to the size.

    Args:
        height: Height of the window.
        width: Width of the window.
        seed: Makes the lots reproducible.
        data_format: Where images keep their channels.
    """

    def __init__(
        self,
        height: PositiveInt,
        width: PositiveInt,
        seed: int | None = None,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.height = int(height)
        self.width = int(width)
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation | None:
        """Draws the window's corner; nothing for pictures that have no room for it."""
        down, right = shape[self._rows] - self.height, shape[self._rows + 1] - self.width
        if down <= 0 or right <= 0:
            return None
        return {"corner": (int(rng.integers(0, down + 1)), int(rng.integers(0, right + 1)))}

    def transform_images(
        self, images: Any, transformation: Transformation | None = None, training: bool = True
    ) -> Any:
        """Returns the windows."""
        images = ops.cast(ops.convert_to_tensor(images), dtype=self.compute_dtype)
        if transformation is not None and training:
            return self.change(images, transformation)
        return ops.image.resize(
            images, (self.height, self.width), crop_to_aspect_ratio=True, data_format=self.data_format
        )

    def transform_segmentation_masks(
        self, segmentation_masks: Any, transformation: Transformation | None, training: bool = True
    ) -> Any:
        """Returns the windows of the masks."""
        return self.transform_images(segmentation_masks, transformation, training)

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Cuts the window out."""
        top, left = transformation["corner"]
        window = (slice(top, top + self.height), slice(left, left + self.width))
        rest = (slice(None),) if self.data_format == "channels_last" else ()
        return images[(..., *window, *rest)]

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The input's shape with the window's height and width."""
        shape = list(input_shape)
        shape[self._rows], shape[self._rows + 1] = self.height, self.width
        return tuple(shape)


@register("layer", category="Augmentation", start={"factor": 1.0, "scale": 0.3})
class RandomPerspective(RandomImages):
    """Shows pictures as if they hung askew.

    Args:
        factor: The probability that a picture is changed, or between which numbers it is drawn.
        scale: How far corners move at most, from 0 to 1.
        interpolation: How pixels are drawn.
        fill_value: The colour where the picture has gone.
        seed: Makes the lots reproducible.
        data_format: Where images keep their channels.
    """

    def __init__(
        self,
        factor: Factor = 1.0,
        scale: Fraction = 1.0,
        interpolation: Interpolation = "bilinear",
        fill_value: float = 0.0,
        seed: int | None = None,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.factor = factor_range("RandomPerspective", "factor", factor, 0, 1)
        self.scale = scale
        self.interpolation = interpolation
        self.fill_value = fill_value
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws where the corners go."""
        right, bottom = shape[self._rows + 1] - 1.0, shape[self._rows] - 1.0
        corners = np.array([[0.0, 0.0], [right, 0.0], [0.0, bottom], [right, bottom]])
        start = np.repeat(corners[None], shape[0], axis=0)
        moved = rng.uniform(-0.5 * self.scale, 0.5 * self.scale, size=start.shape)
        return {
            "apply_perspective": chosen(rng, shape[0], self.factor),
            "start_points": start,
            "end_points": start + start * moved,
        }

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Pulls the corners."""
        return self._pulled(images, transformation, self.interpolation)

    def change_masks(self, masks: Any, transformation: Transformation) -> Any:
        """Pulls the corners of the masks."""
        return self._pulled(masks, transformation, "nearest")

    def _pulled(self, images: Any, transformation: Transformation, interpolation: str) -> Any:
        pulled = ops.image.perspective_transform(
            images,
            np.asarray(transformation["start_points"], dtype="float32"),
            np.asarray(transformation["end_points"], dtype="float32"),
            interpolation=interpolation,
            fill_value=self.fill_value,
            data_format=self.data_format,
        )
        return ops.where(by_picture(transformation["apply_perspective"]), pulled, images)


@register("layer", category="Augmentation", start={"factor": 1.0, "scale": 0.5})
class RandomElasticTransform(RangedImages):
    """Bends pictures as if they were printed on rubber (Simard et al., 2003).

    Args:
        factor: The probability that a picture is changed, or between which numbers it is drawn.
        scale: How strongly at most, from 0 to 1, or between which numbers it is drawn.
        interpolation: How pixels are drawn.
        fill_mode: What stands where the picture has gone.
        fill_value: The colour with ``fill_mode="constant"``.
        value_range: Lowest and highest colour.
        seed: Makes the lots reproducible.
        data_format: Where images keep their channels.
    """

    def __init__(
        self,
        factor: Factor = 1.0,
        scale: Factor = 1.0,
        interpolation: Interpolation = "bilinear",
        fill_mode: Literal["reflect", "constant", "nearest", "wrap", "mirror"] = "reflect",
        fill_value: float = 0.0,
        value_range: Any = (0, 255),
        seed: int | None = None,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.factor = factor_range("RandomElasticTransform", "factor", factor, 0, 1)
        self.scale = factor_range("RandomElasticTransform", "scale", scale, 0, 1)
        self.interpolation = interpolation
        self.fill_mode = fill_mode
        self.fill_value = fill_value
        self.value_range = color_range("RandomElasticTransform", value_range)
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation | None:
        """Draws which pictures are bent, and how strongly."""
        if not self.scale[1] or not self.factor[1]:
            return None
        return {
            "apply_transform": chosen(rng, shape[0], self.factor),
            "distortion_factor": float(rng.uniform(*self.scale)),
            "seed": int(rng.integers(2**31)),  # pictures and masks are bent alike
        }

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Bends the chosen pictures."""
        return self._clipped(self._bent(images, transformation, self.interpolation))

    def change_masks(self, masks: Any, transformation: Transformation) -> Any:
        """Bends the masks of the chosen pictures."""
        return self._bent(masks, transformation, "nearest")

    def _bent(self, images: Any, transformation: Transformation, interpolation: str) -> Any:
        sizes = images.shape[self._rows], images.shape[self._rows + 1]
        strength = float(transformation["distortion_factor"])
        bent = ops.image.elastic_transform(
            images,
            alpha=max(sizes) * 0.1 * strength,
            sigma=min(sizes) * 0.05 * strength,
            interpolation=interpolation,
            fill_mode=self.fill_mode,
            fill_value=self.fill_value,
            seed=transformation["seed"],
            data_format=self.data_format,
        )
        return ops.where(by_picture(transformation["apply_transform"]), bent, images)
