"""Layers that work against overfitting while training and do nothing afterwards."""

from __future__ import annotations

from typing import Any

from layerloom import random
from layerloom.declaration import register
from layerloom.declaration.fields import Fraction, OptionalSizes
from layerloom.layers.layer import Layer

__all__ = ["Dropout"]


@register("layer", category="Regularization", start={"rate": 0.5})
class Dropout(Layer):
    """Sets a random share of its inputs to 0 while training.

    The others are scaled by 1 / (1 - rate), so that the sum stays the same on average.

    Args:
        rate: Share of the inputs to drop, from 0 to 1.
        noise_shape: Shape of the mask where it shall be the same along an axis, with 1 there and None elsewhere.
        seed: Makes the masks reproducible.
    """

    supports_masking = True

    def __init__(
        self, rate: Fraction, noise_shape: OptionalSizes = None, seed: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.rate = rate
        self.noise_shape = noise_shape
        self.seed = seed
        self.seed_generator = random.SeedGenerator(seed) if rate > 0 else None
        self.built = True

    def call(self, inputs: Any, training: bool = False) -> Any:
        """Returns the inputs, thinned out while training."""
        if not training or self.seed_generator is None:
            return inputs
        return random.dropout(inputs, self.rate, noise_shape=self.noise_shape, seed=self.seed_generator)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The input's shape."""
        return input_shape
