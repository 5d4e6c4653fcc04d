"""Group normalization: mean 0 and variance 1 for every group of channels of every sample."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array, blocks
from layerloom.models.plan.step import Gradient, Setting, Slot, Step


class GroupNormalizationStep(Step):
    """Group normalization over the last axis.

    Args:
        setting: What all steps share.
        source: The input.
        target: The output.
        layer: The layer.
    """

    frees = True

    def __init__(self, setting: Setting, source: Slot, target: Slot, layer: Any) -> None:
        super().__init__(setting, [source], target)
        self.layer = layer
        self.channels = target.shape[-1]
        self.groups = self.channels if layer.groups == -1 else layer.groups
        self.places = target.size // self.channels
        self._numbers = np.float32(target.size // self.groups)  # in one group of one sample

    def allocate(self) -> None:
        super().allocate()
        self._mean, self._root = (self.setting.empty(1, self.channels) for _ in range(2))

    def allocate_back(self) -> None:
        super().allocate_back()
        self._sums = np.zeros((2, self.setting.parts, self.channels), np.float32)

    def forward(self, start: int, stop: int, part: int) -> None:
        gamma, beta = self._weights
        for a, b in self._blocks(start, stop):
            x, y = self._rows(self.sources[0].value, a, b), self._rows(self.target.value, a, b)
            mean, root = self._mean[a:b], self._root[a:b]
            mean[...] = self._by_group(x.sum(axis=1, keepdims=True))
            np.subtract(x, mean, out=y)
            variance = self._by_group(np.einsum("npc,npc->nc", y, y)[:, None])
            np.divide(1, np.sqrt(variance + np.float32(self.layer.epsilon)), out=root)
            y *= root * gamma
            y += beta

    def backward(self, start: int, stop: int, part: int) -> None:
        gamma, _ = self._weights
        self._sums[:, part] = 0
        for a, b in self._blocks(start, stop):
            root, dy = self._root[a:b], self._rows(self.target.grad, a, b)
            away = self._rows(self.sources[0].value, a, b) - self._mean[a:b]
            slopes, along = dy.sum(axis=1, keepdims=True), np.einsum("npc,npc->nc", dy, away)[:, None]
            along *= root
            self._sums[0, part] += along.sum(axis=(0, 1))
            self._sums[1, part] += slopes.sum(axis=(0, 1))
            if self.dx[0] is not None:
                away *= root * root * self._by_group(along * gamma)
                dx = self._rows(self.dx[0], a, b)
                np.multiply(dy, root * gamma, out=dx)
                dx -= away
                dx -= root * self._by_group(slopes * gamma)

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return [self._gradients]

    def _gradients(self, count: int) -> list[Gradient]:
        pairs = zip((self.layer.gamma, self.layer.beta), self._sums, strict=True)
        return [
            (v, 0, self.channels, parts.sum(axis=0)) for v, parts in pairs if v is not None and v.trainable
        ]

    @property
    def _weights(self) -> tuple[Any, Any]:
        gamma, beta = self.layer.gamma, self.layer.beta
        return (
            np.float32(1) if gamma is None else gamma.value,
            np.float32(0) if beta is None else beta.value,
        )

    def _by_group(self, sums: Array) -> Array:
        """Returns the mean of each group for all of its channels, from sums of the channels."""
        each = self.channels // self.groups
        means = sums.reshape(len(sums), 1, self.groups, each).sum(axis=-1) / self._numbers
        return np.repeat(means, each, axis=-1)

    def _rows(self, array: Array, a: int, b: int) -> Array:
        return array[a:b].reshape(b - a, self.places, self.channels)

    def _blocks(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Cuts samples into runs that stay in the cache."""
        return [(start + a, start + b) for a, b in blocks(stop - start, 4 * self.target.size, 0.2)]
