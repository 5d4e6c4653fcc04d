"""Augmentation policies: several of the other layers, chosen by chance."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import DataFormat, PositiveFloat, PositiveInt
from layerloom.layers.preprocessing.augmentation.base import (
    Factor,
    RandomImages,
    RangedImages,
    Shape,
    Transformation,
    color_range,
    factor_range,
)
from layerloom.layers.preprocessing.augmentation.colors import (
    RandomBrightness,
    RandomColorDegeneration,
    RandomContrast,
)
from layerloom.layers.preprocessing.augmentation.filters import RandomSharpness
from layerloom.layers.preprocessing.augmentation.tones import (
    AutoContrast,
    Equalization,
    RandomPosterization,
    Solarization,
)
from layerloom.layers.preprocessing.augmentation.warping import (
    Interpolation,
    RandomRotation,
    RandomShear,
    RandomTranslation,
)

__all__ = ["AugMix", "RandAugment"]


class Policy(RangedImages):
    """Base of layers that hold other augmentation layers."""

    factor: tuple[float, float]
    interpolation: str

    def _make(self) -> dict[str, RandomImages]:
        """Makes all layers there are, by name, of the strength that the policy is given."""
        factor = self.factor
        common: dict[str, Any] = {"data_format": self.data_format, "dtype": self.dtype_policy}
        warped = {**common, "interpolation": self.interpolation}
        ranged = {**common, "value_range": self.value_range}
        bits = max(1, int(8 * factor[1]))
        return {
            "random_shear": RandomShear(factor, factor, **warped),
            "random_translation": RandomTranslation(factor, factor, **warped),
            "random_rotation": RandomRotation(factor, **warped),
            "random_brightness": RandomBrightness(factor, **ranged),
            "random_color_degeneration": RandomColorDegeneration(factor, **ranged),
            "random_contrast": RandomContrast(factor, **ranged),
            "random_sharpness": RandomSharpness(factor, **ranged),
            "random_posterization": RandomPosterization(bits, **ranged),
            "solarization": Solarization(factor, factor, **ranged),
            "auto_contrast": AutoContrast(**ranged),
            "equalization": Equalization(**ranged),
        }

    def _settle(self, value_range: Any, factor: Factor, interpolation: str) -> None:
        name = type(self).__name__
        self.value_range = color_range(name, value_range)
        self.factor = factor_range(name, "factor", factor, 0, 1)
        self.interpolation = interpolation


@register("layer", category="Augmentation")
class RandAugment(Policy):
    """Applies some augmentations, drawn anew for each batch, one after the other (Cubuk et al., 2019).

    Args:
        value_range: Lowest and highest colour.
        num_ops: How many are applied.
        factor: Their strength, from 0 to 1.
        interpolation: How pixels are drawn by those that move them.
        seed: Makes the lots reproducible.
        data_format: Where images keep their channels.
    """

    def __init__(
        self,
        value_range: Any = (0, 255),
        num_ops: PositiveInt = 2,
        factor: Factor = 0.5,
        interpolation: Interpolation = "bilinear",
        seed: int | None = None,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.num_ops = int(num_ops)
        self._settle(value_range, factor, interpolation)
        self._set_up(seed, data_format)
        self._layers_by_name = self._make()

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws which augmentations are applied, and what they do."""
        names = list(self._layers_by_name)
        drawn = [names[index] for index in rng.integers(len(names), size=self.num_ops)]
        return {"steps": [(name, self._layers_by_name[name].draw(rng, shape)) for name in drawn]}

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Applies them to the pictures."""
        for name, drawn in transformation["steps"]:
            images = self._layers_by_name[name].change(images, drawn)
        return images

    def change_masks(self, masks: Any, transformation: Transformation) -> Any:
        """Applies those that move pixels to the masks."""
        for name, drawn in transformation["steps"]:
            masks = self._layers_by_name[name].change_masks(masks, drawn)
        return masks


@register("layer", category="Augmentation")
class AugMix(Policy):
    """Mixes pictures with several chains of augmentations of themselves (Hendrycks et al., 2019).

    Args:
        value_range: Lowest and highest colour.
        num_chains: How many chains.
        chain_depth: How many augmentations a chain has at most.
        factor: Their strength, from 0 to 1.
        alpha: Parameter of the distributions from which the shares are drawn.
        all_ops: Whether brightness, colour, contrast and sharpness are among the augmentations.
        interpolation: How pixels are drawn by those that move them.
        seed: Makes the lots reproducible.
        data_format: Where images keep their channels.
    """

    _OPTIONAL = ("random_brightness", "random_color_degeneration", "random_contrast", "random_sharpness")

    def __init__(
        self,
        value_range: Any = (0, 255),
        num_chains: PositiveInt = 3,
        chain_depth: PositiveInt = 3,
        factor: Factor = 0.3,
        alpha: PositiveFloat = 1.0,
        all_ops: bool = True,
        interpolation: Interpolation = "bilinear",
        seed: int | None = None,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.num_chains = int(num_chains)
        self.chain_depth = int(chain_depth)
        self.alpha = alpha
        self.all_ops = all_ops
        self._settle(value_range, factor, interpolation)
        self._set_up(seed, data_format)
        made = self._make()
        self._layers_by_name = {
            name: layer for name, layer in made.items() if all_ops or name not in self._OPTIONAL
        }

    def draw(self, rng: np.random.Generator, shape: Shape) -> Transformation:
        """Draws the chains and their shares."""
        names = [*self._layers_by_name, None]
        chains = []
        for _ in range(self.num_chains):
            drawn = [names[index] for index in rng.integers(len(names), size=self.chain_depth)]
            chains.append([(name, self._layers_by_name[name].draw(rng, shape)) for name in drawn if name])
        return {
            "chain_mixing_weights": rng.dirichlet([self.alpha] * self.num_chains),
            "weight_sample": float(rng.beta(self.alpha, self.alpha)),
            "chain_transforms": chains,
        }

    def change(self, images: Any, transformation: Transformation) -> Any:
        """Mixes the chains with the pictures."""
        mixed = ops.zeros_like(images)
        for share, chain in zip(
            transformation["chain_mixing_weights"], transformation["chain_transforms"], strict=True
        ):
            changed = images
            for name, drawn in chain:
                changed = self._layers_by_name[name].change(changed, drawn)
            mixed = mixed + changed * float(share)
        kept = transformation["weight_sample"]
        return self._clipped(kept * images + (1 - kept) * mixed)
