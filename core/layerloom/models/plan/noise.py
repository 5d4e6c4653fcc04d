"""Steps that disturb numbers at random while training."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from layerloom import layers
from layerloom.models.plan.step import Setting, Slot, Step
from layerloom.random import dropout_mask, normal
from layerloom.tensors import as_array


class NoiseStep(Step):
    """Noise that is added, or multiplied with: the numbers that the layer itself would draw.

    Args:
        setting: What all steps share.
        source: The input.
        target: The output.
        layer: A layer for spatial dropout, Gaussian dropout or Gaussian noise.
    """

    def __init__(self, setting: Setting, source: Slot, target: Slot, layer: Any) -> None:
        super().__init__(setting, [source], target)
        self.layer = layer
        self._adds = isinstance(layer, layers.GaussianNoise)

    def start(self, count: int) -> None:
        layer, shape = self.layer, (count, *self.target.shape)
        seed = layer.seed_generator
        if self._adds:
            drawn: Any = normal(shape, stddev=layer.stddev, dtype="float32", seed=seed)
        elif isinstance(layer, layers.GaussianDropout):
            deviation = math.sqrt(layer.rate / (1.0 - layer.rate))
            drawn = normal(shape, mean=1.0, stddev=deviation, dtype="float32", seed=seed)
        else:
            channels_first = layer.data_format == "channels_first"
            ones = (1,) * (len(shape) - 2)
            shape = (*shape[:2], *ones) if channels_first else (count, *ones, shape[-1])
            drawn = dropout_mask(shape, layer.rate, "float32", seed)
        self._drawn = as_array(drawn)

    def forward(self, start: int, stop: int, part: int) -> None:
        join = np.add if self._adds else np.multiply
        join(self.sources[0].value[start:stop], self._drawn[start:stop], out=self.target.value[start:stop])

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is not None:
            drawn = np.float32(1) if self._adds else self._drawn[start:stop]
            np.multiply(self.target.grad[start:stop], drawn, out=self.dx[0][start:stop])
