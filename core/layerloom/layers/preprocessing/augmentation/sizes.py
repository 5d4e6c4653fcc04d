"""Augmentation that changes the height or the width of pictures, as Keras 2 has it."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from layerloom import ops
from layerloom.declaration import register
from layerloom.layers.preprocessing.augmentation.base import (
    Factor,
    RandomImages,
    Shape,
    Transformation,
    factor_range,
)

__all__ = ["RandomHeight", "RandomWidth"]

Interpolation = Literal["bilinear", "nearest", "bicubic", "lanczos3", "lanczos5"]


class RandomSize(RandomImages):
    """Base of layers that stretch one axis of pictures by chance.

    Args:
        factor: By how much at most; or the lowest and the highest number: 0.2 makes them 20 % longer.
        interpolation: How pixels are drawn.
        seed: Makes the lots reproducible.
    """

    #: The axis that changes: 0 for the height, 1 for the width.
    _stretched = 0

    def __init__(
        self,
        factor: Factor,
        interpolation: Interpolation = "bilinear",
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.factor = factor
        self._range = factor_range(type(self).__name__, "factor", factor, -1, np.inf)
        self.interpolation = interpolation
        self._set_up(seed, "channels_last")

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws the new size, one for the whole batch."""
        sizes = [shape[-3], shape[-2]]
        sizes[self._stretched] = int((1 + rng.uniform(*self._range)) * sizes[self._stretched])
        return {"size": tuple(sizes)}

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Brings pictures to the new size."""
        return self._resized(images, transformation, self.interpolation)

    def change_masks(self, masks: Any, transformation: Transformation) -> Any:
        """Brings masks to the new size."""
        return self._resized(masks, transformation, "nearest")

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The input's shape; the size that changes is unknown."""
        shape = list(input_shape)
        shape[-3 + self._stretched] = None
        return tuple(shape)

    def _resized(self, images: Any, transformation: Transformation, interpolation: str) -> Any:
        return ops.image.resize(
            images, transformation["size"], interpolation=interpolation, data_format="channels_last"
        )


@register("layer", category="Augmentation", start={"factor": 0.2})
class RandomHeight(RandomSize):
    """Makes pictures higher or lower by chance, all of a batch alike.

    Input shape: ``(batch, height, width, channels)`` or one picture. Output shape: the same with another height.
    """


@register("layer", category="Augmentation", start={"factor": 0.2})
class RandomWidth(RandomSize):
    """Makes pictures wider or narrower by chance, all of a batch alike.

    Input shape: ``(batch, height, width, channels)`` or one picture. Output shape: the same with another width.
    """

    _stretched = 1
