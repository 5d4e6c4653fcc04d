"""Augmentation that changes brightness, contrast and colours."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import config, ops
from layerloom.declaration import register
from layerloom.declaration.fields import DataFormat, Fraction
from layerloom.layers.preprocessing.augmentation.base import (
    Factor,
    RandomImages,
    RangedImages,
    Shape,
    Transformation,
    by_picture,
    color_range,
    factor_range,
)

__all__ = [
    "RandomBrightness", "RandomColorDegeneration", "RandomColorJitter", "RandomContrast", "RandomGrayscale",
    "RandomHue", "RandomSaturation",
]  # fmt: skip


@register("layer", category="Augmentation", start={"factor": 0.2})
class RandomBrightness(RangedImages):
    """Makes pictures lighter or darker.

    Args:
        factor: By how much at most, as a part of the range of colours; or the lowest and the highest part.
        value_range: Lowest and highest colour.
        seed: Makes the lots reproducible.
        data_format: Where images keep their channels.
    """

    def __init__(
        self,
        factor: Factor,
        value_range: Any = (0, 255),
        seed: int | None = None,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.factor = factor_range("RandomBrightness", "factor", factor, -1, 1)
        self.value_range = color_range("RandomBrightness", value_range)
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws what to add to each picture."""
        span = self.value_range[1] - self.value_range[0]
        return {"rgb_delta": by_picture(rng.uniform(*self.factor, size=shape[0]) * span)}

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Adds to the colours."""
        return self._clipped(images + by_picture(transformation["rgb_delta"]).astype(images.dtype))


@register("layer", category="Augmentation", start={"factor": 0.2})
class RandomContrast(RangedImages):
    """Makes differences of colours within a picture larger or smaller.

    Args:
        factor: Differences are multiplied by 1 up to 1 plus this; with two numbers, from 1 minus the first to 1 plus
            the second (so Keras 3 does it).
        value_range: Lowest and highest colour.
        seed: Makes the lots reproducible.
        data_format: Where images keep their channels.
    """

    def __init__(
        self,
        factor: Factor,
        value_range: Any = (0, 255),
        seed: int | None = None,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.factor = factor_range("RandomContrast", "factor", factor, 0, 1)
        self.value_range = color_range("RandomContrast", value_range)
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws a factor for each picture."""
        low, high = self.factor
        return {"contrast_factor": by_picture(rng.uniform(1 - low, 1 + high, size=shape[0]))}

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Multiplies the distance of every colour from its mean."""
        mean = ops.mean(images, axis=(self._rows, self._rows + 1), keepdims=True)
        factor = by_picture(transformation["contrast_factor"]).astype(images.dtype)
        return self._clipped((images - mean) * factor + mean)


@register("layer", category="Augmentation", start={"factor": [0.4, 0.6]})
class RandomSaturation(RangedImages):
    """Makes colours fuller or paler.

    Args:
        factor: From 0, grey, over 0.5, unchanged, to 1; or the lowest and the highest number.
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
        self.factor = factor_range("RandomSaturation", "factor", factor, -1, 1)
        self.value_range = color_range("RandomSaturation", value_range)
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws what the saturation of each picture is multiplied by."""
        factor = rng.uniform(*self.factor, size=shape[0])
        return {"factor": factor / (1 - factor + config.epsilon())}

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Multiplies the saturation."""
        hue, saturation, value = _channels(
            ops.image.rgb_to_hsv(images, data_format=self.data_format), self._channels
        )
        factor = np.asarray(transformation["factor"]).reshape(-1, 1, 1).astype(images.dtype)
        changed = ops.stack([hue, self._clipped(saturation * factor), value], axis=self._channels)
        return ops.image.hsv_to_rgb(changed, data_format=self.data_format)


@register("layer", category="Augmentation", start={"factor": 0.1})
class RandomHue(RangedImages):
    """Turns the circle of colours.

    Args:
        factor: By how much at most, as a part of half the circle, to either side; or the lowest and highest part.
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
        self.factor = factor_range("RandomHue", "factor", factor, 0, 1)
        self.value_range = color_range("RandomHue", value_range)
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws how far to turn, as a part of the circle."""
        side = np.where(rng.uniform(size=shape[0]) > 0.5, -1.0, 1.0)
        return {"factor": side * rng.uniform(*self.factor, size=shape[0]) * 0.5}

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Turns the hue."""
        scaled = self._to_range(images, 0.0, 1.0)
        hue, saturation, value = _channels(
            ops.image.rgb_to_hsv(scaled, data_format=self.data_format), self._channels
        )
        hue = hue + np.asarray(transformation["factor"]).reshape(-1, 1, 1).astype(images.dtype)
        hue = ops.where(hue > 1.0, hue - 1.0, hue)
        hue = ops.where(hue < 0.0, hue + 1.0, hue)
        changed = ops.stack([hue, saturation, value], axis=self._channels)
        changed = ops.clip(ops.image.hsv_to_rgb(changed, data_format=self.data_format), 0.0, 1.0)
        return self._from_range(changed, 0.0, 1.0)


@register("layer", category="Augmentation", start={"factor": 0.5})
class RandomColorDegeneration(RangedImages):
    """Mixes pictures with their own grey.

    Args:
        factor: The share of the grey at most; or the lowest and the highest share.
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
        self.factor = factor_range("RandomColorDegeneration", "factor", factor, -1, 1)
        self.value_range = color_range("RandomColorDegeneration", value_range)
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws the share of the grey."""
        return {"factor": by_picture(rng.uniform(*self.factor, size=shape[0]))}

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Goes some of the way to the grey."""
        grey = ops.image.rgb_to_grayscale(images, data_format=self.data_format)
        share = by_picture(transformation["factor"]).astype(images.dtype)
        return self._clipped(images + share * (grey - images))


@register("layer", category="Augmentation")
class RandomGrayscale(RandomImages):
    """Takes the colours from some pictures; they keep their three channels.

    Args:
        factor: The probability that a picture loses its colours.
        data_format: Where images keep their channels.
        seed: Makes the lots reproducible.
    """

    def __init__(
        self,
        factor: Fraction = 0.5,
        data_format: DataFormat | None = None,
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.factor = factor
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws which pictures turn grey."""
        return {"should_apply": by_picture(rng.uniform(size=shape[0]) < self.factor)}

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Turns the chosen pictures grey."""
        grey = ops.image.rgb_to_grayscale(images, data_format=self.data_format)
        return ops.where(by_picture(transformation["should_apply"]), grey, images)


@register("layer", category="Augmentation", start={"brightness_factor": 0.2, "contrast_factor": 0.2})
class RandomColorJitter(RangedImages):
    """Changes brightness, contrast, saturation and hue, one after the other.

    Args:
        value_range: Lowest and highest colour.
        brightness_factor: For :class:`RandomBrightness`; ``None`` leaves the brightness.
        contrast_factor: For :class:`RandomContrast`; ``None`` leaves the contrast.
        saturation_factor: For :class:`RandomSaturation`; ``None`` leaves the saturation.
        hue_factor: For :class:`RandomHue`; ``None`` leaves the hue.
        seed: Makes the lots reproducible.
        data_format: Where images keep their channels.
    """

    def __init__(
        self,
        value_range: Any = (0, 255),
        brightness_factor: Factor | None = None,
        contrast_factor: Factor | None = None,
        saturation_factor: Factor | None = None,
        hue_factor: Factor | None = None,
        seed: int | None = None,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.value_range = color_range("RandomColorJitter", value_range)
        given = {
            RandomBrightness: brightness_factor,
            RandomContrast: contrast_factor,
            RandomSaturation: saturation_factor,
            RandomHue: hue_factor,
        }
        self._set_up(seed, data_format)
        common = {
            "value_range": self.value_range,
            "data_format": self.data_format,
            "dtype": self.dtype_policy,
        }
        self._steps = [kind(factor, **common) for kind, factor in given.items() if factor is not None]

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws for each of the steps."""
        return {type(step).__name__: step.draw(rng, shape) for step in self._steps}

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Takes the steps in order."""
        for step in self._steps:
            images = step.change(images, transformation[type(step).__name__])
        return images


def _channels(images: Any, axis: int) -> list[Any]:
    return [ops.take(images, index, axis=axis) for index in range(3)]
