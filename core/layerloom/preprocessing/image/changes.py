"""What happens to pictures before a network sees them: changes by chance, then scaled values."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from layerloom import config
from layerloom.errors import FieldError, ShapeError
from layerloom.preprocessing.image.transforms import (
    apply_affine_transform,
    apply_brightness_shift,
    apply_channel_shift,
    new_rng,
)
from layerloom.tensors import Array, standardize_dtype


class PictureChanges:
    """Changes pictures by chance, then scales their values.

    Args:
        featurewise_center: Whether the mean of all pictures is taken off; needs :meth:`fit`.
        samplewise_center: Whether each picture's own mean is taken off.
        featurewise_std_normalization: Whether values are divided by the deviation over all pictures; needs ``fit``.
        samplewise_std_normalization: Whether values are divided by each picture's own deviation.
        zca_whitening: Whether neighbouring values are made independent; needs ``fit``.
        zca_epsilon: Small number that keeps the whitening finite.
        rotation_range: Largest angle in degrees.
        width_shift_range: Largest move to the side: a share of the width below 1, else pixels, or a list of them.
        height_shift_range: Largest move up or down, likewise.
        brightness_range: Smallest and largest factor of brightness.
        shear_range: Largest angle of shearing in degrees.
        zoom_range: Largest zoom, or the smallest and largest factor.
        channel_shift_range: Largest value added to all channels.
        fill_mode: What is put where there was no picture: nearest, constant, reflect or wrap.
        cval: The value of ``"constant"``.
        horizontal_flip: Whether pictures are mirrored left to right.
        vertical_flip: Whether pictures are mirrored top to bottom.
        rescale: Factor on all values.
        preprocessing_function: Function of each picture, called before the values are scaled.
        data_format: Where the channels are.
        validation_split: Share of the pictures for validation.
        interpolation_order: Order of the interpolation.
        dtype: Number type of the batches.

    Raises:
        FieldError: If an argument is none of these.
    """

    def __init__(
        self,
        featurewise_center: bool = False,
        samplewise_center: bool = False,
        featurewise_std_normalization: bool = False,
        samplewise_std_normalization: bool = False,
        zca_whitening: bool = False,
        zca_epsilon: float = 1e-6,
        rotation_range: float = 0,
        width_shift_range: Any = 0.0,
        height_shift_range: Any = 0.0,
        brightness_range: Sequence[float] | None = None,
        shear_range: float = 0.0,
        zoom_range: float | Sequence[float] = 0.0,
        channel_shift_range: float = 0.0,
        fill_mode: str = "nearest",
        cval: float = 0.0,
        horizontal_flip: bool = False,
        vertical_flip: bool = False,
        rescale: float | None = None,
        preprocessing_function: Callable[[Array], Array] | None = None,
        data_format: str | None = None,
        validation_split: float = 0.0,
        interpolation_order: int = 1,
        dtype: Any = None,
    ) -> None:
        self.data_format = data_format or config.image_data_format()
        if self.data_format not in ("channels_last", "channels_first"):
            raise FieldError(f"data_format must be channels_last or channels_first, got {data_format!r}.")
        if validation_split and not 0 < validation_split < 1:
            raise FieldError(f"validation_split must lie between 0 and 1, got {validation_split}.")
        for name, pair in (("zoom_range", zoom_range), ("brightness_range", brightness_range)):
            if isinstance(pair, (list, tuple)) and len(pair) != 2:
                raise FieldError(f"{name} must have two values, got {pair!r}.")
        if isinstance(brightness_range, (int, float)):
            raise FieldError(f"brightness_range must have two values, got {brightness_range!r}.")
        self.featurewise_center = featurewise_center or zca_whitening or featurewise_std_normalization
        self.samplewise_center = samplewise_center or samplewise_std_normalization
        self.featurewise_std_normalization = featurewise_std_normalization and not zca_whitening
        self.samplewise_std_normalization = samplewise_std_normalization
        self.zca_whitening = zca_whitening
        self.zca_epsilon = zca_epsilon
        self.rotation_range = rotation_range
        self.width_shift_range = width_shift_range
        self.height_shift_range = height_shift_range
        self.brightness_range = brightness_range
        self.shear_range = shear_range
        self.zoom_range: list[float] = (
            [1 - zoom_range, 1 + zoom_range] if isinstance(zoom_range, (int, float)) else list(zoom_range)
        )
        self.channel_shift_range = channel_shift_range
        self.fill_mode = fill_mode
        self.cval = cval
        self.horizontal_flip = horizontal_flip
        self.vertical_flip = vertical_flip
        self.rescale = rescale
        self.preprocessing_function = preprocessing_function
        self.interpolation_order = interpolation_order
        self.dtype = standardize_dtype(dtype)
        self.validation_split = validation_split
        first = self.data_format == "channels_first"
        self.row_axis, self.col_axis, self.channel_axis = (2, 3, 1) if first else (1, 2, 3)
        self.mean: Array | None = None
        self.std: Array | None = None
        self.zca_whitening_matrix: Array | None = None

    def standardize(self, x: Array) -> Array:
        """Scales the values of a picture, or of a batch."""
        if self.preprocessing_function is not None:
            x = self.preprocessing_function(x)
        if self.rescale:
            x = x * self.rescale
        if self.samplewise_center:
            x = x - np.mean(x, keepdims=True)
        if self.samplewise_std_normalization:
            x = x / (np.std(x, keepdims=True) + 1e-6)
        if self.featurewise_center and self._is_fitted(self.mean, "featurewise_center"):
            x = x - self.mean
        if self.featurewise_std_normalization and self._is_fitted(self.std, "featurewise_std_normalization"):
            x = x / (self.std + 1e-6)  # type: ignore[operator]
        if self.zca_whitening and self._is_fitted(self.zca_whitening_matrix, "zca_whitening"):
            flat = x.reshape(-1, int(np.prod(x.shape[-3:])))
            x = (flat @ self.zca_whitening_matrix).reshape(x.shape)
        return x

    def get_random_transform(self, img_shape: Sequence[int], seed: int | None = None) -> dict[str, Any]:
        """Draws the changes of one picture.

        Args:
            img_shape: Its shape.
            seed: Seed of the draw.

        Returns:
            What :meth:`apply_transform` takes.
        """
        return self.draw(img_shape, new_rng(seed))

    def draw(self, img_shape: Sequence[int], rng: np.random.RandomState) -> dict[str, Any]:
        """Draws the changes of one picture from a stream."""
        theta = rng.uniform(-self.rotation_range, self.rotation_range) if self.rotation_range else 0
        tx = _draw_shift(self.height_shift_range, img_shape[self.row_axis - 1], rng)
        ty = _draw_shift(self.width_shift_range, img_shape[self.col_axis - 1], rng)
        shear = rng.uniform(-self.shear_range, self.shear_range) if self.shear_range else 0
        zx, zy = (
            (1, 1) if self.zoom_range == [1, 1] else rng.uniform(self.zoom_range[0], self.zoom_range[1], 2)
        )
        horizontal = bool(rng.random_sample() < 0.5) and self.horizontal_flip
        vertical = bool(rng.random_sample() < 0.5) and self.vertical_flip
        shift, factors = self.channel_shift_range, self.brightness_range
        return {
            "theta": theta,
            "tx": tx,
            "ty": ty,
            "shear": shear,
            "zx": zx,
            "zy": zy,
            "flip_horizontal": horizontal,
            "flip_vertical": vertical,
            "channel_shift_intensity": rng.uniform(-shift, shift) if shift else None,
            "brightness": None if factors is None else rng.uniform(factors[0], factors[1]),
        }

    def apply_transform(self, x: Any, transform_parameters: dict[str, Any]) -> Array:
        """Changes a picture.

        Args:
            x: Array of three axes.
            transform_parameters: Any of theta, tx, ty, shear, zx, zy, flip_horizontal, flip_vertical,
                channel_shift_intensity and brightness.
        """
        given = transform_parameters
        picture: Array = np.asarray(x)
        places = {name: given[name] for name in ("theta", "tx", "ty", "shear", "zx", "zy") if name in given}
        picture = apply_affine_transform(
            picture,
            **places,
            row_axis=self.row_axis - 1,
            col_axis=self.col_axis - 1,
            channel_axis=self.channel_axis - 1,
            fill_mode=self.fill_mode,
            cval=self.cval,
            order=self.interpolation_order,
        )
        if given.get("channel_shift_intensity") is not None:
            picture = apply_channel_shift(picture, given["channel_shift_intensity"], self.channel_axis - 1)
        if given.get("flip_horizontal"):
            picture = np.flip(picture, self.col_axis - 1)
        if given.get("flip_vertical"):
            picture = np.flip(picture, self.row_axis - 1)
        if given.get("brightness") is not None:
            picture = apply_brightness_shift(picture, given["brightness"], False)
        return picture

    def random_transform(self, x: Any, seed: int | None = None) -> Array:
        """Changes a picture by chance."""
        return self.apply_transform(x, self.get_random_transform(np.shape(x), seed))

    def fit(self, x: Any, augment: bool = False, rounds: int = 1, seed: int | None = None) -> None:
        """Takes the statistics that the featurewise options need from pictures.

        Args:
            x: Pictures, four axes.
            augment: Whether they are changed by chance first.
            rounds: Number of such passes.
            seed: Seed of the changes.

        Raises:
            ShapeError: If there are not four axes.
        """
        pictures = np.array(x, dtype=self.dtype)
        if pictures.ndim != 4:
            raise ShapeError(
                f"fit wants pictures of shape (number, height, width, channels), got {pictures.shape}."
            )
        if self.rescale:
            pictures *= self.rescale
        if augment:
            rng = new_rng(seed)
            pictures = np.stack(
                [
                    self.apply_transform(picture, self.draw(picture.shape, rng))
                    for _ in range(rounds)
                    for picture in pictures
                ]
            ).astype(self.dtype)
        shape = [1, 1, 1]
        shape[self.channel_axis - 1] = pictures.shape[self.channel_axis]
        axes = (0, self.row_axis, self.col_axis)
        if self.featurewise_center:
            self.mean = pictures.mean(axis=axes).reshape(shape)
            pictures -= self.mean
        if self.featurewise_std_normalization:
            self.std = pictures.std(axis=axes).reshape(shape)
            pictures /= self.std + 1e-6
        if self.zca_whitening:
            u, s, _ = np.linalg.svd(pictures.reshape(len(pictures), -1).T, full_matrices=False)
            self.zca_whitening_matrix = (u * (np.sqrt(len(pictures)) / (s + self.zca_epsilon))) @ u.T

    def _is_fitted(self, statistic: Array | None, option: str) -> bool:
        if statistic is None:
            warnings.warn(
                f"{option} has no effect before the ImageDataGenerator has seen pictures: call fit(x) first.",
                stacklevel=3,
            )
        return statistic is not None


def _draw_shift(limit: Any, size: int, rng: np.random.RandomState) -> Any:
    """Draws a shift in pixels: out of a list or below a whole number, or evenly within a share of the size."""
    if not np.any(limit):
        return 0
    even = isinstance(limit, float)
    shift = rng.uniform(-limit, limit) if even else rng.choice(limit) * rng.choice([-1, 1])
    return shift * size if np.max(limit) < 1 else shift
