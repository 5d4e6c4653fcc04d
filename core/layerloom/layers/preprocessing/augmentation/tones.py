"""Augmentation by curves of tones: inversion, posterization, solarization, stretched and equalized tones."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import DataFormat, PositiveInt
from layerloom.layers.preprocessing.augmentation.base import (
    Factor,
    RangedImages,
    Shape,
    Transformation,
    by_picture,
    chosen,
    color_range,
    factor_range,
)
from layerloom.tensors import Array

__all__ = ["AutoContrast", "Equalization", "RandomInvert", "RandomPosterization", "Solarization"]


@register("layer", category="Augmentation", start={"factor": 0.5})
class RandomInvert(RangedImages):
    """Turns some pictures into their negatives.

    Args:
        factor: The probability of that at most, or between which numbers it is drawn.
        value_range: Lowest and highest colour.
        seed: Makes the lots reproducible.
        data_format: Where images keep their channels.
    """

    def __init__(
        self,
        factor: Factor = 1.0,
        value_range: Any = (0, 255),
        seed: int | None = None,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.factor = factor_range("RandomInvert", "factor", factor, 0, 1)
        self.value_range = color_range("RandomInvert", value_range)
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws which pictures are inverted."""
        return {"apply_inversion": chosen(rng, shape[0], self.factor)}

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Inverts the chosen pictures."""
        mask = by_picture(transformation["apply_inversion"])
        return ops.where(mask, self.value_range[1] - images, images)


@register("layer", category="Augmentation", start={"factor": 4})
class RandomPosterization(RangedImages):
    """Leaves few steps of each colour.

    Args:
        factor: How many bits of a colour stay, from 1 to 8; or the fewest and one more than the most.
        value_range: Lowest and highest colour.
        data_format: Where images keep their channels.
        seed: Makes the lots reproducible.
    """

    def __init__(
        self,
        factor: Factor,
        value_range: Any = (0, 255),
        data_format: DataFormat | None = None,
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.factor = factor_range("RandomPosterization", "factor", factor, 1, 8)
        self.value_range = color_range("RandomPosterization", value_range)
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws how many bits each picture loses."""
        low, high = (int(bits) for bits in self.factor)
        bits = np.full(shape[0], low) if low == high else rng.integers(low, high, size=shape[0])
        return {"shift_factor": (8 - bits).astype("uint8")}

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Empties the lower bits."""
        shift = by_picture(transformation["shift_factor"]).astype("uint8")
        pixels = np.asarray(self._to_range(images, 0, 255)).astype("uint8")
        kept = ops.convert_to_tensor(((pixels >> shift) << shift).astype(self.compute_dtype))
        return self._from_range(kept, 0, 255)


@register("layer", category="Augmentation", start={"threshold_factor": 0.5})
class Solarization(RangedImages):
    """Inverts colours above a threshold, as film does in too much light.

    Args:
        addition_factor: How much is added to colours before at most, from 0 to 1; or the lowest and highest part.
        threshold_factor: Where the threshold lies at most, from 0 to 1; or between which parts.
        value_range: Lowest and highest colour.
        seed: Makes the lots reproducible.
        data_format: Where images keep their channels.
    """

    def __init__(
        self,
        addition_factor: Factor = 0.0,
        threshold_factor: Factor = 0.0,
        value_range: Any = (0, 255),
        seed: int | None = None,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.addition_factor = factor_range("Solarization", "addition_factor", addition_factor, 0, 1)
        self.threshold_factor = factor_range("Solarization", "threshold_factor", threshold_factor, 0, 1)
        self.value_range = color_range("Solarization", value_range)
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws what is added, and the thresholds, on the scale from 0 to 255."""

        def drawn(factor: tuple[float, float]) -> Array:
            return by_picture(rng.uniform(factor[0], factor[1] * 255, size=shape[0]))

        return {"additions": drawn(self.addition_factor), "thresholds": drawn(self.threshold_factor)}

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Adds and inverts."""
        x = self._to_range(images, 0, 255) + by_picture(transformation["additions"]).astype(images.dtype)
        x = ops.clip(x, 0.0, 255.0)
        x = ops.where(x < by_picture(transformation["thresholds"]).astype(images.dtype), x, 255.0 - x)
        return self._from_range(x, 0, 255)


@register("layer", category="Augmentation")
class AutoContrast(RangedImages):
    """Stretches the tones of each picture over the whole range; always, not by chance.

    Args:
        value_range: Lowest and highest colour.
        data_format: Where images keep their channels.
    """

    draws = False

    def __init__(
        self, value_range: Any = (0, 255), data_format: DataFormat | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.value_range = color_range("AutoContrast", value_range)
        self._set_up(data_format=data_format)

    def transform_images(
        self, images: Any, transformation: Transformation | None = None, training: bool = True
    ) -> Any:
        """Returns the stretched pictures; one of a single tone stays as it is."""
        return self.change(ops.cast(ops.convert_to_tensor(images), dtype=self.compute_dtype), {})

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Stretches the tones."""
        x = self._to_range(images, 0, 255)
        axes = (self._rows, self._rows + 1)
        low, high = ops.min(x, axis=axes, keepdims=True), ops.max(x, axis=axes, keepdims=True)
        flat = high <= low
        scale = 255.0 / ops.where(flat, ops.ones_like(high), high - low)
        stretched = self._from_range(ops.clip(x * scale - low * scale, 0.0, 255.0), 0, 255)
        return ops.where(flat, images, stretched)


@register("layer", category="Augmentation")
class Equalization(RangedImages):
    """Spreads tones so that all are about as frequent; over the batch, channel by channel, as Keras 3 does.

    Args:
        value_range: Lowest and highest colour.
        bins: How many tones are told apart.
        data_format: Where images keep their channels.
    """

    draws = False

    def __init__(
        self,
        value_range: Any = (0, 255),
        bins: PositiveInt = 256,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.bins = int(bins)
        self.value_range = color_range("Equalization", value_range)
        self._set_up(data_format=data_format)

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Spreads the tones."""
        pixels = np.moveaxis(np.asarray(self._to_range(images, 0, 255)), self._channels, 0)
        spread = np.stack([self._spread(channel) for channel in pixels])
        result = np.moveaxis(spread, 0, self._channels).astype(self.compute_dtype)
        return self._from_range(ops.convert_to_tensor(result), 0, 255)

    def _spread(self, channel: Array) -> Array:
        tones = np.clip((channel * ((self.bins - 1) / 255.0)).astype("int64"), 0, self.bins - 1)
        counts = np.bincount(tones.reshape(-1), minlength=self.bins)
        if np.count_nonzero(counts) <= 1:
            return channel
        below = np.cumsum(counts)
        first = below[np.flatnonzero(below)[0]]
        table = np.clip(np.round((below - first) * 255 / max(below[-1] - first, 1)), 0, 255)
        found: Array = table[tones]
        return found
