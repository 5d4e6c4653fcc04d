"""Layer normalization over the last axis or axes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.models.plan.step import Gradient, Setting, Slot, Step, flat
from layerloom.models.plan.weighted import added_up


class LayerNormalizationStep(Step):
    """Every row to mean 0 and variance 1, then scaled and shifted.

    Args:
        setting: What all steps share.
        source: The input.
        target: The output.
        layer: The layer.
        width: Numbers in a row.
    """

    def __init__(self, setting: Setting, source: Slot, target: Slot, layer: Any, width: int) -> None:
        super().__init__(setting, [source], target)
        self.layer, self.width = layer, width
        self.rows = source.size // self.width
        self._ones, self._zeros = np.ones(self.width, np.float32), np.zeros(self.width, np.float32)
        self._ops = setting.kernels["rows"]

    def allocate(self) -> None:
        super().allocate()
        self._means, self._rates = self.setting.empty(self.rows), self.setting.empty(self.rows)

    def allocate_back(self) -> None:
        super().allocate_back()
        self._sums = np.zeros((2, self.setting.parts, self.width), np.float32)
        self._nothing = np.empty((0, self.width), np.float32)

    def forward(self, start: int, stop: int, part: int) -> None:
        x, y = (slot.value[start:stop].reshape(-1, self.width) for slot in (*self.sources, self.target))
        beta = self._zeros if self.layer.beta is None else flat(self.layer.beta)
        means, rates = self._means[start:stop].reshape(-1), self._rates[start:stop].reshape(-1)
        self._ops.normalize(x, self._gamma, beta, self.layer.epsilon, y, means, rates)

    def backward(self, start: int, stop: int, part: int) -> None:
        x = self.sources[0].value[start:stop].reshape(-1, self.width)
        dy = self.target.grad[start:stop].reshape(-1, self.width)
        dx = self._nothing if self.dx[0] is None else self.dx[0][start:stop].reshape(-1, self.width)
        means, rates = self._means[start:stop].reshape(-1), self._rates[start:stop].reshape(-1)
        self._ops.normalize_gradient(
            dy, x, self._gamma, means, rates, dx, self._sums[0, part], self._sums[1, part]
        )

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return [self._gradients]

    def _gradients(self, count: int) -> list[Gradient]:
        return added_up(zip((self.layer.gamma, self.layer.beta), self._sums, strict=True))

    @property
    def _gamma(self) -> Any:
        return self._ones if self.layer.gamma is None else flat(self.layer.gamma)
