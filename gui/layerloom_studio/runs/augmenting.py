"""Augmenting: pictures changed by chance each time they are learned from, as Keras's ImageDataGenerator does.

A data reference says it with the key `augment`, a mapping with any of the names of `Augmenting`.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.errors import LayerloomError
from layerloom.preprocessing.image import ImageDataGenerator
from layerloom.utils import PyDataset
from layerloom_studio.language import mark, tr

Array = NDArray[Any]

#: The largest value that each kind of change may have.
LIMITS: dict[str, float] = {
    "rotation_range": 180.0,
    "width_shift_range": 0.9,
    "height_shift_range": 0.9,
    "shear_range": 80.0,
    "zoom_range": 0.9,
    "brightness": 0.9,
}
FILLS = (mark("nearest"), mark("constant"), mark("reflect"), mark("wrap"))


@dataclass(frozen=True)
class Augmenting:
    """How far pictures are changed by chance; 0 leaves a kind of change out.

    Args:
        rotation_range: Largest angle in degrees.
        width_shift_range: Largest move to the side, as a share of the width.
        height_shift_range: Largest move up or down, as a share of the height.
        shear_range: Largest angle of shearing in degrees.
        zoom_range: Largest zoom, as a share.
        brightness: How much darker or brighter at most, as a share.
        horizontal_flip: Whether half of the pictures are mirrored left to right.
        vertical_flip: Whether half of them are mirrored top to bottom.
        fill_mode: What is put where there was no picture.
    """

    rotation_range: float = 0.0
    width_shift_range: float = 0.0
    height_shift_range: float = 0.0
    shear_range: float = 0.0
    zoom_range: float = 0.0
    brightness: float = 0.0
    horizontal_flip: bool = False
    vertical_flip: bool = False
    fill_mode: str = "nearest"

    @classmethod
    def of(cls, reference: Mapping[str, Any]) -> Augmenting:
        """Read what a data reference says.

        Raises:
            LayerloomError: If a value makes no sense; one sentence that names it.
        """
        said = reference.get("augment") or {}
        known = {field.name for field in dataclasses.fields(cls)}
        if not isinstance(said, Mapping) or not set(said) <= known:
            raise LayerloomError(
                tr("Augmentation is a mapping with the keys {keys}.", keys=", ".join(sorted(known)))
            )
        for name, limit in LIMITS.items():
            value = said.get(name, 0.0)
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= limit:
                raise LayerloomError(
                    tr(
                        "The augmentation {name} must lie between 0 and {limit}, got {value!r}.",
                        name=name,
                        limit=f"{limit:g}",
                        value=value,
                    )
                )
        if said.get("fill_mode", "nearest") not in FILLS:
            raise LayerloomError(
                tr(
                    "The augmentation fill_mode must be one of {names}, got {value!r}.",
                    names=", ".join(FILLS),
                    value=said["fill_mode"],
                )
            )
        return cls(**said)

    @property
    def active(self) -> bool:
        """Whether anything is changed."""
        return self.horizontal_flip or self.vertical_flip or any(getattr(self, name) for name in LIMITS)

    def change(
        self, picture: Array, rng: np.random.RandomState, low: float = 0.0, high: float = 1.0
    ) -> Array:
        """Return a picture changed by chance.

        Args:
            picture: Shape (height, width, channels).
            rng: Where chance comes from.
            low: The value of black, which brightness leaves where it is and which `constant` fills with.
            high: The value of white.
        """
        generator = self._generator(low)
        changed = generator.apply_transform(picture, generator.draw(picture.shape, rng))
        if self.brightness:
            factor = rng.uniform(1 - self.brightness, 1 + self.brightness)
            changed = np.clip(low + (changed - low) * factor, low, high)
        return changed.astype(picture.dtype, copy=False)

    def variations(self, picture: Array, count: int, seed: int, low: float, high: float) -> Array:
        """Return a picture as several epochs would show it, shape (count, height, width, channels)."""
        rng = np.random.RandomState(seed)
        return np.stack([self.change(picture, rng, low, high) for _ in range(count)])

    def _generator(self, low: float) -> ImageDataGenerator:
        kinds = {name: getattr(self, name) for name in LIMITS if name != "brightness"}
        return ImageDataGenerator(
            **kinds,
            horizontal_flip=self.horizontal_flip,
            vertical_flip=self.vertical_flip,
            fill_mode=self.fill_mode,
            cval=low,
            data_format="channels_last",
        )


class AugmentedBatches(PyDataset):
    """Batches of a training part, its pictures changed anew in every epoch, made ahead of the training.

    Args:
        x: An array, or a list of them, shape (n, ...) each.
        y: Likewise.
        augmenting: How pictures are changed.
        batch_size: Samples per batch.
        shuffle: Whether every epoch has an order of its own.
        seed: Of orders and changes.

    Raises:
        LayerloomError: If no input is pictures, or pictures are what is learned.
    """

    def __init__(
        self, x: Any, y: Any, augmenting: Augmenting, batch_size: int, *, shuffle: bool, seed: int
    ) -> None:
        super().__init__(workers=1, max_queue_size=8)
        self._x, self._y = _listed(x), _listed(y)
        self._augmenting = augmenting
        self._batch = batch_size
        self._shuffle = shuffle
        self._seed = seed
        self._epoch = 0
        if not any(map(is_pictures, self._x)):
            raise LayerloomError(
                tr("Augmentation changes pictures, but this network takes none: set all of it to 0.")
            )
        if any(map(is_pictures, self._y)):
            raise LayerloomError(
                tr(
                    "What this network learns are pictures, which augmentation leaves as they are: set it to 0."
                )
            )
        few = [values[:512] for values in self._x]
        self._range = [(float(part.min()), float(part.max())) if part.size else (0.0, 1.0) for part in few]
        self._order = self._new_order()

    def __len__(self) -> int:
        return math.ceil(len(self._order) / self._batch)

    def __getitem__(self, index: int) -> tuple[Any, Any]:
        chosen = self._order[index * self._batch : (index + 1) * self._batch]
        rng = np.random.RandomState((self._seed, self._epoch, index))
        x = [self._changed(place, values[chosen], rng) for place, values in enumerate(self._x)]
        return _single(x), _single([values[chosen] for values in self._y])

    def on_epoch_end(self) -> None:
        """Go on to another order and other changes."""
        self._epoch += 1
        self._order = self._new_order()

    def _new_order(self) -> NDArray[np.intp]:
        count = len(self._x[0])
        if not self._shuffle:
            return np.arange(count)
        return np.random.RandomState((self._seed, self._epoch)).permutation(count)

    def _changed(self, place: int, values: Array, rng: np.random.RandomState) -> Array:
        if not is_pictures(values):
            return values
        low, high = self._range[place]
        return np.stack([self._augmenting.change(picture, rng, low, high) for picture in values])


def is_pictures(values: Array) -> bool:
    """Whether an array holds pictures, shape (n, height, width, 1 or 3)."""
    return values.ndim == 4 and values.shape[-1] in (1, 3)


def _listed(values: Any) -> list[Array]:
    return list(values) if isinstance(values, (list, tuple)) else [values]


def _single(values: list[Array]) -> Any:
    return values[0] if len(values) == 1 else tuple(values)
