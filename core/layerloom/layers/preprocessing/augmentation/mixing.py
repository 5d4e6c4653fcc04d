"""Augmentation that erases a part of pictures, or mixes two of them with their labels."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import DataFormat, PositiveFloat
from layerloom.errors import FieldError
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
from layerloom.tensors import Array

__all__ = ["CutMix", "MixUp", "RandomErasing"]


class Boxed(RandomImages):
    """Base of layers that treat a box of each picture differently from the rest."""

    def _boxes(self, rng: np.random.Generator, shape: Shape, parts: Any) -> tuple[Array, Array]:
        """Draws a box in each picture.

        Args:
            rng: Source of the lots.
            shape: Shape of the batch.
            parts: Width and height of each box, as parts of the picture's.

        Returns:
            Where the boxes are, in a shape that broadcasts to the pictures, and their areas as parts of the whole.
        """
        masks, area = [], np.ones(shape[0])
        for axis, part in zip((self._rows + 1, self._rows), parts, strict=True):
            size = shape[axis]
            length = part * size
            start = rng.uniform(size=shape[0]) * (size - length)
            places = np.arange(size)
            inside = (places >= start[:, None]) & (places < (start + length)[:, None])
            form = [shape[0], 1, 1, 1]
            form[axis] = size
            masks.append(inside.reshape(form))
            area = area * part
        return masks[0] & masks[1], area


@register("layer", category="Augmentation", start={"factor": 0.5})
class RandomErasing(RangedImages, Boxed):
    """Fills a box of some pictures with noise or a colour (Zhong et al., 2017).

    Args:
        factor: The probability of that at most, or between which numbers it is drawn.
        scale: Between which parts of the picture's area the square of each side of the box lies.
        fill_value: A colour, one number or one for each channel; noise by default.
        value_range: Lowest and highest colour.
        seed: Makes the lots reproducible.
        data_format: Where images keep their channels.
    """

    def __init__(
        self,
        factor: Factor = 1.0,
        scale: Factor = (0.02, 0.33),
        fill_value: Any = None,
        value_range: Any = (0, 255),
        seed: int | None = None,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if fill_value is not None and np.size(fill_value) not in (1, 3):
            raise FieldError(f"RandomErasing: fill_value must be one number or three, got {fill_value!r}.")
        self.factor = factor_range("RandomErasing", "factor", factor, 0, 1)
        self.scale = factor_range("RandomErasing", "scale", scale, 0, 1)
        self.fill_value = fill_value
        self.value_range = color_range("RandomErasing", value_range)
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws the boxes and what fills them."""
        masks, _ = self._boxes(rng, shape, np.sqrt(rng.uniform(*self.scale, size=(2, shape[0]))))
        if self.fill_value is None:
            fill = rng.standard_normal(shape) * self.value_range[1]
        else:
            form = [1, 1, 1, 1]
            form[self._channels] = -1
            fill = np.asarray(self.fill_value, dtype="float64").reshape(form)
        return {
            "apply_erasing": chosen(rng, shape[0], self.factor),
            "batch_masks": masks,
            "fill_value": np.clip(fill, *self.value_range),
        }

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Fills the boxes of the chosen pictures."""
        mask = np.asarray(transformation["batch_masks"]) & by_picture(transformation["apply_erasing"])
        fill = np.asarray(transformation["fill_value"]).astype(images.dtype)
        return ops.where(mask, ops.broadcast_to(fill, images.shape), images)


@register("layer", category="Augmentation")
class CutMix(Boxed):
    """Puts a box of another picture of the batch into each, and mixes the labels by area (Yun et al., 2019).

    Labels must be one-hot. One picture alone is passed on.

    Args:
        factor: Both parameters of the beta distribution of the share that stays at most, or between which numbers
            they are drawn.
        seed: Makes the lots reproducible.
        data_format: Where images keep their channels.
    """

    def __init__(
        self,
        factor: Factor = 1.0,
        seed: int | None = None,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.factor = factor_range("CutMix", "factor", factor, 0, 1)
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws the partners and the boxes."""
        strength = rng.uniform(*self.factor) + 1e-6
        side = np.sqrt(1 - rng.beta(strength, strength, size=shape[0]))
        masks, area = self._boxes(rng, shape, (side, side))
        return {
            "permutation_order": rng.permutation(shape[0]),
            "batch_masks": masks,
            "mix_weight": by_picture(1 - area),
        }

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Puts the boxes in."""
        others = ops.take(images, np.asarray(transformation["permutation_order"]), axis=0)
        return ops.where(np.asarray(transformation["batch_masks"]), others, images)

    def change_masks(self, masks: Any, transformation: Transformation) -> Any:
        """Puts the boxes of the masks in."""
        return self.change(masks, transformation)

    def change_labels(self, labels: Any, transformation: Transformation) -> Any:
        """Mixes the labels."""
        return _mixed(labels, transformation)


@register("layer", category="Augmentation")
class MixUp(RandomImages):
    """Mixes each picture and its label with another of the batch (Zhang et al., 2017).

    Labels must be one-hot.

    Args:
        alpha: Both parameters of the beta distribution of the share that stays.
        data_format: Where images keep their channels.
        seed: Makes the lots reproducible.
    """

    def __init__(
        self,
        alpha: PositiveFloat = 0.2,
        data_format: DataFormat | None = None,
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.alpha = alpha
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws the partners and the shares."""
        return {
            "permutation_order": rng.permutation(shape[0]),
            "mix_weight": rng.beta(self.alpha, self.alpha, size=shape[0]),
        }

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Mixes the pictures."""
        return _mixed(images, transformation)

    def change_masks(self, masks: Any, transformation: Transformation) -> Any:
        """Mixes the masks."""
        return _mixed(ops.cast(masks, dtype=self.compute_dtype), transformation)

    def change_labels(self, labels: Any, transformation: Transformation) -> Any:
        """Mixes the labels."""
        return _mixed(labels, transformation)


def _mixed(values: Any, transformation: Transformation) -> Any:
    order = np.asarray(transformation["permutation_order"])
    dtype = values.dtype if str(values.dtype).startswith(("float", "bfloat")) else "float32"
    values = ops.cast(values, dtype=dtype)
    share = np.asarray(transformation["mix_weight"]).reshape(-1, *[1] * (len(values.shape) - 1)).astype(dtype)
    return share * values + (1 - share) * ops.take(values, order, axis=0)
