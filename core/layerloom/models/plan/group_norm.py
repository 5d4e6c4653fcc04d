"""Group normalization: mean 0 and variance 1 for every group of channels of every sample, with a relu behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.models.plan.step import Gradient, Setting, Slot, Step
from layerloom.models.plan.weighted import added_up


class GroupNormalizationStep(Step):
    """Group normalization over the last axis.

    Args:
        setting: What all steps share.
        source: The input.
        target: The output.
        layer: The layer.
        relu: Whether a relu follows.
    """

    frees = True

    def __init__(self, setting: Setting, source: Slot, target: Slot, layer: Any, relu: bool) -> None:
        super().__init__(setting, [source], target)
        self.layer, self.relu = layer, relu
        self.channels = target.shape[-1]
        self.groups = self.channels if layer.groups == -1 else layer.groups
        places, tile = target.size // self.channels, 1
        while self.channels * tile < 64 and places % (tile * 2) == 0:  # short rows are joined
            tile *= 2
        self._rows = (-1, places // tile, self.channels * tile)
        self._ops = setting.kernels["normalization"]
        self._ones, self._zeros = np.ones(self.channels, np.float32), np.zeros(self.channels, np.float32)

    def allocate(self) -> None:
        super().allocate()
        self._means, self._roots = (self.setting.empty(self.groups) for _ in range(2))

    def allocate_back(self) -> None:
        super().allocate_back()
        self._sums = np.zeros((2, self.setting.parts, self.channels), np.float32)
        self._nothing = np.empty((0, *self._rows[1:]), np.float32)

    def forward(self, start: int, stop: int, part: int) -> None:
        self._ops.group_forward(
            self._cut(self.sources[0].value, start, stop), *self._weights, self.layer.epsilon, self.relu,
            self._cut(self.target.value, start, stop), self._means[start:stop], self._roots[start:stop],
        )  # fmt: skip

    def backward(self, start: int, stop: int, part: int) -> None:
        self._sums[:, part] = 0
        dx = self._nothing if self.dx[0] is None else self._cut(self.dx[0], start, stop)
        self._ops.group_backward(
            self._cut(self.target.grad, start, stop), self._cut(self.sources[0].value, start, stop), *self._weights,
            self.relu, self._means[start:stop], self._roots[start:stop], *self._sums[:, part], dx,
        )  # fmt: skip

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return [self._gradients]

    def _gradients(self, count: int) -> list[Gradient]:
        return added_up(zip((self.layer.gamma, self.layer.beta), self._sums, strict=True))

    @property
    def _weights(self) -> tuple[Array, Array]:
        gamma, beta = self.layer.gamma, self.layer.beta
        return self._ones if gamma is None else gamma.value, self._zeros if beta is None else beta.value

    def _cut(self, array: Array, start: int, stop: int) -> Array:
        return array[start:stop].reshape(stop - start, *self._rows[1:])
