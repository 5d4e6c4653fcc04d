"""Batch normalization inside ``TimeDistributed``: every step of sequences has statistics of its own while training."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.models.plan.normalization import NormalizationStep
from layerloom.models.plan.step import Gradient, Setting, Slot


class StepwiseNormalizationStep(NormalizationStep):
    """Batch normalization of sequences whose steps are samples, as if one step came after the other.

    A row is a whole sequence; its columns are (steps, places, channels).

    Args:
        setting: What all steps share.
        source: The input.
        target: The output.
        layer: The layer, which follows the statistics of one step after the other.
        relu: Whether a relu follows.
        times: How many steps sequences have.
    """

    def __init__(
        self, setting: Setting, source: Slot, target: Slot, layer: Any, relu: bool, times: int
    ) -> None:
        super().__init__(setting, source, target, layer, relu, True)
        self.times, self.places, self.width = times, target.size // self.channels, times * target.size

    def _add_moments(self, start: int, stop: int, part: int) -> None:
        x = self._cut(self.sources[0].value, start, stop)
        self._counts[part] = len(x) * self.places
        shift = np.tile(self.layer.moving_mean.value, self.times * self.places)  # keeps the numbers small
        self._ops.moments(x, shift, *self._moments[part])

    def _settle(self, start: int, stop: int, part: int) -> None:
        first, second = self._joined(self._moments.sum(axis=0, dtype=np.float64)) / self._counts.sum()
        mean = (self.layer.moving_mean.value + first).astype(np.float32)
        variance = np.maximum(second - first * first, 0).astype(np.float32)
        self._scales(mean, variance)
        for step in range(self.times):
            self.layer._follow(mean[step], variance[step])

    def _settle_back(self, start: int, stop: int, part: int) -> None:
        self._found_slopes = dgamma, dbeta = self._joined(self._sums.sum(axis=0))
        count = np.float32((stop - start) // self.times * self.places)
        self._shares[...] = self._tiled(dbeta / count), self._tiled(dgamma / count)

    def _gradients(self, count: int) -> list[Gradient]:
        return self._of_weights(*self._found_slopes.sum(axis=1))

    def _scales(self, mean: Array, variance: Array) -> None:
        layer = self.layer
        root = 1 / np.sqrt(variance + np.float32(layer.epsilon))
        scale = root if layer.gamma is None else root * layer.gamma.value
        offset = -mean * scale if layer.beta is None else layer.beta.value - mean * scale
        self._fixed[...] = [self._tiled(values) for values in (mean, root, scale, offset)]

    def _tiled(self, values: Array) -> Array:
        """Returns what channels have at every step, (steps, channels), for every column."""
        return np.repeat(values, self.places, axis=0).reshape(-1)

    def _joined(self, sums: Array) -> Array:
        """Returns two rows of sums by step and channel."""
        found: Array = sums.reshape(2, self.times, self.places, self.channels).sum(axis=2)
        return found
