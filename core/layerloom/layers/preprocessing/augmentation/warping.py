"""Augmentation that moves, turns, stretches or mirrors pictures as a whole."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import DataFormat
from layerloom.layers.preprocessing.augmentation.base import (
    Factor,
    RandomImages,
    Shape,
    Transformation,
    factor_range,
)
from layerloom.tensors import Array

__all__ = ["RandomFlip", "RandomRotation", "RandomShear", "RandomTranslation", "RandomZoom"]

FillMode = Literal["reflect", "wrap", "constant", "nearest"]
Interpolation = Literal["bilinear", "nearest"]


@register("layer", category="Augmentation")
class RandomFlip(RandomImages):
    """Mirrors every second picture, by chance.

    Args:
        mode: Which sides change places: left and right, top and bottom, or both (then a picture is turned by
            180 degrees or stays as it is, as in Keras 3).
        seed: Makes the lots reproducible.
        data_format: Where images keep their channels.
    """

    def __init__(
        self,
        mode: Literal["horizontal_and_vertical", "horizontal", "vertical"] = "horizontal_and_vertical",
        seed: int | None = None,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.mode = mode
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws which pictures are mirrored."""
        return {"flips": rng.uniform(size=(shape[0], 1, 1, 1)) <= 0.5}

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Mirrors the chosen pictures."""
        axes = [self._rows] * ("vertical" in self.mode) + [self._rows + 1] * ("horizontal" in self.mode)
        flips = np.asarray(transformation["flips"]).reshape(-1, 1, 1, 1)
        return ops.where(flips, ops.flip(images, axis=tuple(axes)), images)

    def change_masks(self, masks: Any, transformation: Transformation) -> Any:
        """Mirrors the masks of the chosen pictures."""
        return self.change(masks, transformation)


class Warp(RandomImages):
    """Base of layers that pull pictures into another form by a matrix."""

    fill_mode: str
    fill_value: float
    interpolation: str

    def _fill(self, fill_mode: str, fill_value: float, interpolation: str) -> None:
        self.fill_mode = fill_mode
        self.fill_value = fill_value
        self.interpolation = interpolation

    def matrices(self, transformation: Transformation, height: int, width: int) -> Array:
        """Returns eight numbers for each picture, as :func:`ops.image.affine_transform` wants them."""
        raise NotImplementedError

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Warps the pictures."""
        return self._warped(images, transformation, self.interpolation)

    def change_masks(self, masks: Any, transformation: Transformation) -> Any:
        """Warps the masks; their numbers are names and must not be mixed."""
        return self._warped(masks, transformation, "nearest")

    def _warped(self, images: Any, transformation: Transformation, interpolation: str) -> Any:
        height, width = images.shape[self._rows], images.shape[self._rows + 1]
        return ops.image.affine_transform(
            images,
            self.matrices(transformation, height, width).astype("float32"),
            interpolation=interpolation,
            fill_mode=self.fill_mode,
            fill_value=self.fill_value,
            data_format=self.data_format,
        )


@register("layer", category="Augmentation", start={"factor": 0.1})
class RandomRotation(Warp):
    """Turns pictures about their middle.

    Args:
        factor: How far at most, as a part of a full turn: 0.1 is 36 degrees to either side; or the lowest and the
            highest part, positive ones turn anticlockwise.
        fill_mode: What stands where the picture has gone.
        interpolation: How pixels are drawn.
        seed: Makes the lots reproducible.
        fill_value: The colour with ``fill_mode="constant"``.
        data_format: Where images keep their channels.
    """

    def __init__(
        self,
        factor: Factor,
        fill_mode: FillMode = "reflect",
        interpolation: Interpolation = "bilinear",
        seed: int | None = None,
        fill_value: float = 0.0,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.factor = factor_range("RandomRotation", "factor", factor, -1, 1)
        self._fill(fill_mode, fill_value, interpolation)
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws the angles, in degrees."""
        return {"angle": 360.0 * rng.uniform(*self.factor, size=shape[0])}

    def matrices(self, transformation: Transformation, height: int, width: int) -> Array:
        """Returns turns about the middle."""
        angle = np.deg2rad(np.asarray(transformation["angle"], dtype="float64"))
        cos, sin, zero = np.cos(angle), np.sin(angle), np.zeros_like(angle)
        x, y = (width - 1) / 2, (height - 1) / 2
        return np.stack(
            [cos, -sin, x - x * cos + y * sin, sin, cos, y - x * sin - y * cos, zero, zero], axis=1
        )


@register("layer", category="Augmentation", start={"height_factor": 0.1, "width_factor": 0.1})
class RandomTranslation(Warp):
    """Shifts pictures.

    Args:
        height_factor: How far down at most, as a part of the height, and as far up; or the lowest and the highest.
        width_factor: How far to the right at most, and to the left; or the lowest and the highest.
        fill_mode: What stands where the picture has gone.
        interpolation: How pixels are drawn.
        seed: Makes the lots reproducible.
        fill_value: The colour with ``fill_mode="constant"``.
        data_format: Where images keep their channels.
    """

    def __init__(
        self,
        height_factor: Factor,
        width_factor: Factor,
        fill_mode: FillMode = "reflect",
        interpolation: Interpolation = "bilinear",
        seed: int | None = None,
        fill_value: float = 0.0,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.height_factor = height_factor
        self.width_factor = width_factor
        self._limits = [
            factor_range("RandomTranslation", "height_factor", height_factor, -1, 1),
            factor_range("RandomTranslation", "width_factor", width_factor, -1, 1),
        ]
        self._fill(fill_mode, fill_value, interpolation)
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws how many pixels to go to the right and down."""
        down, right = (rng.uniform(*limits, size=(shape[0], 1)) for limits in self._limits)
        height, width = shape[self._rows], shape[self._rows + 1]
        return {"translations": np.concatenate([right * width, down * height], axis=1)}

    def matrices(self, transformation: Transformation, height: int, width: int) -> Array:
        """Returns shifts."""
        right, down = np.asarray(transformation["translations"], dtype="float64").T
        one, zero = np.ones_like(right), np.zeros_like(right)
        return np.stack([one, zero, -right, zero, one, -down, zero, zero], axis=1)


@register("layer", category="Augmentation", start={"height_factor": 0.1})
class RandomZoom(Warp):
    """Makes pictures smaller or larger.

    Args:
        height_factor: By how much at most; or the lowest and the highest number: 0.2 shows 20 % more of the
            picture's height, so that things look smaller, and -0.2 less of it.
        width_factor: The same for the width; by default whatever the height gets.
        fill_mode: What stands where the picture has gone.
        interpolation: How pixels are drawn.
        seed: Makes the lots reproducible.
        fill_value: The colour with ``fill_mode="constant"``.
        data_format: Where images keep their channels.
    """

    def __init__(
        self,
        height_factor: Factor,
        width_factor: Factor | None = None,
        fill_mode: FillMode = "reflect",
        interpolation: Interpolation = "bilinear",
        seed: int | None = None,
        fill_value: float = 0.0,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.height_factor = height_factor
        self.width_factor = width_factor
        self._height = factor_range("RandomZoom", "height_factor", height_factor, -1, 1)
        self._width = (
            None if width_factor is None else factor_range("RandomZoom", "width_factor", width_factor, -1, 1)
        )
        self._fill(fill_mode, fill_value, interpolation)
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws how much of height and width is shown."""
        height = 1 + rng.uniform(*self._height, size=(shape[0], 1))
        width = height if self._width is None else 1 + rng.uniform(*self._width, size=(shape[0], 1))
        return {"height_zoom": height, "width_zoom": width}

    def matrices(self, transformation: Transformation, height: int, width: int) -> Array:
        """Returns stretches about the middle."""
        across = np.asarray(transformation["width_zoom"], dtype="float64")[:, 0]
        down = np.asarray(transformation["height_zoom"], dtype="float64")[:, 0]
        zero = np.zeros_like(across)
        x, y = (width - 1) / 2 * (1 - across), (height - 1) / 2 * (1 - down)
        return np.stack([across, zero, x, zero, down, y, zero, zero], axis=1)


@register("layer", category="Augmentation", start={"x_factor": 0.1, "y_factor": 0.1})
class RandomShear(Warp):
    """Tilts pictures.

    Args:
        x_factor: How far rows are pulled aside at most, in pixels for each row; or the lowest and the highest.
        y_factor: How far columns are pulled down at most, in pixels for each column.
        interpolation: How pixels are drawn.
        fill_mode: What stands where the picture has gone.
        fill_value: The colour with ``fill_mode="constant"``.
        data_format: Where images keep their channels.
        seed: Makes the lots reproducible.
    """

    def __init__(
        self,
        x_factor: Factor = 0.0,
        y_factor: Factor = 0.0,
        interpolation: Interpolation = "bilinear",
        fill_mode: FillMode = "reflect",
        fill_value: float = 0.0,
        data_format: DataFormat | None = None,
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.x_factor = x_factor
        self.y_factor = y_factor
        # Keras writes the negative of a single number into its files, though it takes none in its constructor.
        self._limits = [
            _both_sides(factor_range("RandomShear", "x_factor", x_factor, -1, 1), x_factor),
            _both_sides(factor_range("RandomShear", "y_factor", y_factor, -1, 1), y_factor),
        ]
        self._fill(fill_mode, fill_value, interpolation)
        self._set_up(seed, data_format)

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws how far to tilt, and to which side."""
        side = np.where(rng.uniform(size=(shape[0], 1)) > 0.5, -1.0, 1.0)
        across, down = (rng.uniform(*limits, size=(shape[0], 1)) for limits in self._limits)
        return {"shear_factor": np.concatenate([across, down], axis=1) * side}

    def matrices(self, transformation: Transformation, height: int, width: int) -> Array:
        """Returns tilts."""
        across, down = np.asarray(transformation["shear_factor"], dtype="float64").T
        one, zero = np.ones_like(across), np.zeros_like(across)
        return np.stack([one, across, zero, down, one, zero, zero, zero], axis=1)


def _both_sides(limits: tuple[float, float], given: Factor) -> tuple[float, float]:
    return limits if isinstance(given, (list, tuple)) else (-limits[1], limits[1])
