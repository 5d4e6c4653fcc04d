"""Augmentation that blurs or sharpens pictures."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import DataFormat
from layerloom.errors import FieldError
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

__all__ = ["RandomGaussianBlur", "RandomSharpness"]


@register("layer", category="Augmentation", start={"factor": 0.5})
class RandomSharpness(RangedImages):
    """Blurs or sharpens pictures.

    Args:
        factor: From 0, blurred, over 0.5, unchanged, to 1, sharpened; or the lowest and the highest number.
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
        self.factor = factor_range("RandomSharpness", "factor", factor, 0, 1)
        self.value_range = color_range("RandomSharpness", value_range)
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws a factor for each picture."""
        return {"factor": rng.uniform(*self.factor, size=shape[0])}

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Goes towards the smoothed picture, or away from it."""
        x = images if self.data_format == "channels_last" else ops.moveaxis(images, -3, -1)
        window = np.full((3, 3), 1 / 13, dtype=self.compute_dtype)
        window[1, 1] = 5 / 13
        kernel = np.repeat(window[:, :, None, None], x.shape[-1], axis=2)
        smooth = ops.depthwise_conv(x, kernel, padding="same", data_format="channels_last")
        share = 1.0 - 2.0 * by_picture(transformation["factor"]).astype(self.compute_dtype)
        x = self._clipped(x + share * (smooth - x))
        return x if self.data_format == "channels_last" else ops.moveaxis(x, -1, -3)


@register("layer", category="Augmentation", start={"factor": 0.5})
class RandomGaussianBlur(RangedImages):
    """Blurs some pictures.

    Args:
        factor: The probability of that at most, or between which numbers it is drawn.
        kernel_size: Odd height and width of the window.
        sigma: Standard deviation of the bell at most, from 0 to 1; or between which numbers it is drawn.
        value_range: Lowest and highest colour.
        data_format: Where images keep their channels.
        seed: Makes the lots reproducible.
    """

    def __init__(
        self,
        factor: Factor = 1.0,
        kernel_size: Any = 3,
        sigma: Factor = 1.0,
        value_range: Any = (0, 255),
        data_format: DataFormat | None = None,
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        sizes = tuple(kernel_size) if isinstance(kernel_size, (list, tuple)) else (kernel_size, kernel_size)
        if len(sizes) != 2 or any(int(size) != size or size < 1 or size % 2 == 0 for size in sizes):
            raise FieldError(
                f"RandomGaussianBlur: kernel_size must be one or two odd numbers, got {kernel_size!r}."
            )
        self.factor = factor_range("RandomGaussianBlur", "factor", factor, 0, 1)
        self.kernel_size = sizes
        self.sigma = factor_range("RandomGaussianBlur", "sigma", sigma, 0, 1)
        self.value_range = color_range("RandomGaussianBlur", value_range)
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws which pictures are blurred, and how strongly down and across."""
        return {
            "should_apply_blur": chosen(rng, shape[0], self.factor),
            "blur_factor": rng.uniform(*self.sigma, size=2) + 1e-6,
        }

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Blurs the chosen pictures."""
        sigma = tuple(float(value) for value in np.asarray(transformation["blur_factor"]))
        blurred = ops.image.gaussian_blur(
            images, kernel_size=self.kernel_size, sigma=sigma, data_format=self.data_format
        )
        return self._clipped(ops.where(by_picture(transformation["should_apply_blur"]), blurred, images))
