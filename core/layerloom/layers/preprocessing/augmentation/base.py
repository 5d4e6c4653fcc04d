"""RandomImages: what all augmentation layers share, from drawing lots to pictures that come with labels and masks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from layerloom import config, ops, random
from layerloom.errors import FieldError, ShapeError
from layerloom.layers.layer import Layer
from layerloom.tensors import Array, KerasTensor

Factor = float | Sequence[float]
Transformation = dict[str, Any]
Shape = tuple[int, ...]


class RandomImages(Layer):
    """Changes pictures while training and passes them on, as floats, afterwards.

    A subclass draws its numbers in ``draw`` and changes a batch in ``change``. Calling the layer does both;
    :meth:`get_random_transformation` and :meth:`transform_images` do them one by one, so that other data can be
    changed in the same way.

    Input: a batch of pictures ``(batch, height, width, channels)``, one picture, or a dict with ``"images"`` and,
    where there are such, ``"labels"`` and ``"segmentation_masks"``. Output: the same.
    """

    seed: int | None
    data_format: str

    #: Whether it works by chance, so that the state of its random numbers is a variable.
    draws = True

    def _set_up(self, seed: int | None = None, data_format: str | None = None) -> None:
        self.seed = seed
        self.data_format = (data_format or config.image_data_format()).lower()
        self.generator = random.SeedGenerator(seed)
        self.built = True

    @property
    def _seed_generators(self) -> list[random.SeedGenerator]:
        return [self.generator] if self.draws else []

    # -- to be written by subclasses -----------------------------------------------------------------------

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation | None:
        """Draws what will be done to a batch of pictures of a shape."""
        return {}

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Changes a batch of pictures as it was drawn."""
        raise NotImplementedError

    def change_masks(self, masks: Any, transformation: Transformation) -> Any:
        """Changes a batch of segmentation masks; layers that change colours alone leave them."""
        return masks

    def change_labels(self, labels: Any, transformation: Transformation) -> Any:
        """Changes labels; only layers that mix pictures do."""
        return labels

    # -- the steps of Keras --------------------------------------------------------------------------------

    def get_random_transformation(
        self, data: Any, training: bool = True, seed: Any = None
    ) -> Transformation | None:
        """Draws a transformation for pictures; ``None`` while not training.

        Args:
            data: Pictures, or a dict with ``"images"``.
            training: Whether anything is to be changed.
            seed: A seed or a SeedGenerator, in place of the layer's own.
        """
        if not training:
            return None
        images = data["images"] if isinstance(data, dict) else data
        shape = self._batch_shape(images)
        return self.draw(random.generator(self.generator if seed is None else seed), shape)

    def transform_images(
        self, images: Any, transformation: Transformation | None = None, training: bool = True
    ) -> Any:
        """Returns a batch of pictures, changed as drawn."""
        images = ops.cast(ops.convert_to_tensor(images), dtype=self.compute_dtype)
        return images if transformation is None or not training else self.change(images, transformation)

    def transform_labels(
        self, labels: Any, transformation: Transformation | None, training: bool = True
    ) -> Any:
        """Returns the labels of a batch, changed as drawn."""
        if transformation is None or not training:
            return labels
        return self.change_labels(ops.convert_to_tensor(labels), transformation)

    def transform_segmentation_masks(
        self, segmentation_masks: Any, transformation: Transformation | None, training: bool = True
    ) -> Any:
        """Returns the masks of a batch, changed as drawn."""
        if transformation is None or not training:
            return segmentation_masks
        return self.change_masks(ops.convert_to_tensor(segmentation_masks), transformation)

    # -- calling -------------------------------------------------------------------------------------------

    def call(self, data: Any, training: bool = True) -> Any:
        """Returns the pictures, or the dict with them, changed while training."""
        single = len(self._images(data).shape) == 3
        drawn = self.get_random_transformation(data, training)
        steps: dict[str, Callable[..., Any]] = {
            "images": self.transform_images,
            "labels": self.transform_labels,
            "segmentation_masks": self.transform_segmentation_masks,
        }

        def apply(key: str, value: Any) -> Any:
            if key not in steps:
                return value
            if not single:
                return steps[key](value, drawn, training)
            return ops.squeeze(steps[key](ops.expand_dims(value, axis=0), drawn, training), axis=0)

        if not isinstance(data, dict):
            return apply("images", data)
        if "bounding_boxes" in data:
            raise FieldError(
                f"Layer {self._title} does not move bounding boxes: leave the key 'bounding_boxes' out."
            )
        return {key: apply(key, value) for key, value in data.items()}

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The input's shape."""
        return input_shape

    def compute_output_spec(self, *args: Any, **kwargs: Any) -> Any:
        """Returns symbolic outputs without drawing anything."""
        data = args[0] if args else kwargs["data"]
        if isinstance(data, dict):
            return {
                key: self._symbol(value) if key == "images" else KerasTensor(value.shape, value.dtype)
                for key, value in data.items()
            }
        return self._symbol(data)

    def _symbol(self, images: Any) -> KerasTensor:
        self._batch_shape(images)
        return KerasTensor(self.compute_output_shape(tuple(images.shape)), self.compute_dtype)

    # -- shapes --------------------------------------------------------------------------------------------

    @property
    def _rows(self) -> int:
        """The axis of the rows, counted from the end."""
        return -3 if self.data_format == "channels_last" else -2

    @property
    def _channels(self) -> int:
        """The axis of the channels, counted from the end."""
        return -1 if self.data_format == "channels_last" else -3

    def _images(self, data: Any) -> Any:
        if isinstance(data, dict):
            if "images" not in data:
                raise ShapeError(
                    f"Layer {self._title} needs the key 'images' in a dict, got {', '.join(data)}."
                )
            return data["images"]
        return data

    def _batch_shape(self, images: Any) -> Shape:
        shape = tuple(images.shape)
        if len(shape) not in (3, 4):
            raise ShapeError(
                f"Layer {self._title} takes one image (3 axes) or a batch of them (4 axes), got {shape}."
            )
        return (1, *shape) if len(shape) == 3 else shape


class RangedImages(RandomImages):
    """Base of layers that need to know between which numbers colours lie."""

    value_range: tuple[float, float]

    def _to_range(self, images: Any, low: float, high: float) -> Any:
        """Brings colours from the layer's range to another."""
        first, last = self.value_range
        return images if (first, last) == (low, high) else _scaled(images, (first, last), (low, high))

    def _from_range(self, images: Any, low: float, high: float) -> Any:
        """Brings colours from a range back to the layer's."""
        first, last = self.value_range
        return images if (first, last) == (low, high) else _scaled(images, (low, high), (first, last))

    def _clipped(self, images: Any) -> Any:
        return ops.clip(images, *self.value_range)


def _scaled(images: Any, source: tuple[float, float], target: tuple[float, float]) -> Any:
    share = (images - source[0]) / (source[1] - source[0])
    return share * (target[1] - target[0]) + target[0]


def factor_range(layer: str, name: str, factor: Any, low: float, high: float) -> tuple[float, float]:
    """Returns between which numbers a factor is drawn.

    Args:
        layer: Class of the layer, for the error.
        name: The argument.
        factor: Two numbers, or one: then from its negative, or the lowest number that is allowed, to it.
        low: The lowest number that is allowed.
        high: The highest.

    Raises:
        FieldError: If it is something else.
    """
    pair = tuple(factor) if isinstance(factor, (list, tuple)) else (factor,)
    numbers = len(pair) in (1, 2) and all(
        isinstance(v, (int, float, np.number)) and not isinstance(v, bool) for v in pair
    )
    if not numbers or not all(low <= value <= high for value in pair):
        raise FieldError(
            f"{layer}: {name} must be a number or two numbers from {low:g} to {high:g}, got {factor!r}."
        )
    if len(pair) == 1:
        return max(-abs(pair[0]), low), abs(pair[0])
    return min(pair), max(pair)


def color_range(layer: str, value_range: Any) -> tuple[float, float]:
    """Returns the lowest and the highest colour.

    Raises:
        FieldError: If they are not two different numbers.
    """
    pair = tuple(value_range) if isinstance(value_range, (list, tuple)) else ()
    if len(pair) != 2 or pair[0] == pair[1]:
        raise FieldError(f"{layer}: value_range must be two different numbers, got {value_range!r}.")
    return min(pair), max(pair)


def chosen(rng: np.random.Generator, batch: int, factor: tuple[float, float]) -> Array:
    """Draws which pictures are changed when the probability itself is drawn from a range."""
    probability = rng.uniform(*factor, size=batch)
    return rng.uniform(size=batch) < probability


def by_picture(values: Any) -> Array:
    """Gives an array with a number for each picture the shape that goes with a batch of pictures."""
    return np.asarray(values).reshape(-1, 1, 1, 1)
