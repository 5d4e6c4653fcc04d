"""PReLU: a slope that is learned for negative numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.kernels.arrays import blocks
from layerloom.models.plan.step import Gradient, Setting, Slot, Step


class SlopesStep(Step):
    """PReLU with slopes for every place or shared along axes.

    Args:
        setting: What all steps share.
        source: The input.
        target: The output.
        layer: The layer.
    """

    def __init__(self, setting: Setting, source: Slot, target: Slot, layer: Any) -> None:
        super().__init__(setting, [source], target)
        self.alpha = layer.alpha
        self._shared = tuple(axis + 1 for axis, size in enumerate(self.alpha.shape) if size == 1)

    def allocate_back(self) -> None:
        super().allocate_back()
        self._sums = np.zeros((self.setting.parts, *self.alpha.shape), np.float32)

    def forward(self, start: int, stop: int, part: int) -> None:
        for a, b in self._blocks(start, stop):
            x, y = self.sources[0].value[a:b], self.target.value[a:b]
            np.minimum(x, 0, out=y)
            y *= self.alpha.value
            y += np.maximum(x, 0)

    def backward(self, start: int, stop: int, part: int) -> None:
        sums, alpha = self._sums[part], self.alpha.value
        sums.fill(0)
        for a, b in self._blocks(start, stop):
            x, dy = self.sources[0].value[a:b], self.target.grad[a:b]
            if self.alpha.trainable:
                sums += (np.minimum(x, 0) * dy).sum(axis=(0, *self._shared), keepdims=True)[0]
            if self.dx[0] is not None:
                slope = (x > 0) * (1 - alpha)  # a choice place by place would take ten times as long
                slope += alpha
                np.multiply(dy, slope, out=self.dx[0][a:b])

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return [self._gradients] if self.alpha.trainable else []

    def _gradients(self, count: int) -> list[Gradient]:
        return [(self.alpha, 0, self.alpha.size, self._sums.sum(axis=0).reshape(-1))]

    def _blocks(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Cuts samples into runs that stay in the cache."""
        return [(start + a, start + b) for a, b in blocks(stop - start, 4 * self.target.size, 0.25)]
