"""Attention of one head without projections (Luong's)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.kernels.probability import softmax, softmax_gradient
from layerloom.models.plan.step import Gradient, Setting, Slot, Step
from layerloom.random import dropout_mask


class DotAttentionStep(Step):
    """Averages values by how well their keys fit queries, as the scalar product tells.

    Args:
        setting: What all steps share.
        sources: Queries, values and keys; the same slot may come again.
        target: The output.
        layer: The layer.
        masks: True where a query and a value counts; ``None`` where all do.
        trains: Whether to drop shares.
    """

    def __init__(
        self,
        setting: Setting,
        sources: list[Slot],
        target: Slot,
        layer: Any,
        masks: list[Slot | None],
        trains: bool,
    ) -> None:
        super().__init__(setting, sources, target)
        self.layer, self.masks = layer, masks
        self._drops = trains and bool(layer.dropout)
        self._steps = sources[0].shape[0], sources[1].shape[0]

    def allocate(self) -> None:
        super().allocate()
        self._shares = self.setting.empty(*self._steps)

    def allocate_back(self) -> None:
        super().allocate_back()
        self._sums = np.zeros((self.setting.parts, 1), np.float32)

    def start(self, count: int) -> None:
        if self._drops:
            shape = (count, *self._steps)
            self._kept = dropout_mask(shape, self.layer.dropout, "float32", self.layer.seed_generator)

    def forward(self, start: int, stop: int, part: int) -> None:
        q, v, k = (source.value[start:stop] for source in self.sources)
        scores = np.matmul(q, k.swapaxes(1, 2))
        if self.layer.scale is not None:
            scores *= self.layer.scale.value
        hidden = self._flags(1, start, stop)
        if hidden is not None:
            scores -= np.float32(1e9) * ~hidden[:, None]
        self._shares[start:stop] = softmax(scores)
        y = np.matmul(self._dropped(start, stop), v, out=self.target.value[start:stop])
        shown = self._flags(0, start, stop)
        if shown is not None:
            y[~shown] = 0

    def backward(self, start: int, stop: int, part: int) -> None:
        q, v, k = (source.value[start:stop] for source in self.sources)
        dq, dv, dk = (None if dx is None else dx[start:stop] for dx in self.dx)
        dy, shown = self.target.grad[start:stop], self._flags(0, start, stop)
        if shown is not None:
            dy = dy * shown[..., None]
        if dv is not None:
            np.matmul(self._dropped(start, stop).swapaxes(1, 2), dy, out=dv)
        slope = np.matmul(dy, v.swapaxes(1, 2))
        if self._drops:
            slope *= self._kept[start:stop]
        slope = softmax_gradient(slope, self._shares[start:stop])
        scale = self.layer.scale
        if scale is not None:
            self._sums[part] = np.vdot(slope, np.matmul(q, k.swapaxes(1, 2)))
            slope *= scale.value
        if dq is not None:
            np.matmul(slope, k, out=dq)
        if dk is not None:
            np.matmul(slope.swapaxes(1, 2), q, out=dk)

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        scale = self.layer.scale
        if scale is None or not scale.trainable:
            return []
        return [lambda count: [(scale, 0, 1, self._sums.sum(axis=0))]]

    def _dropped(self, start: int, stop: int) -> Array:
        shares = self._shares[start:stop]
        return shares * self._kept[start:stop] if self._drops else shares

    def _flags(self, number: int, start: int, stop: int) -> Any:
        mask = self.masks[number]
        return None if mask is None or mask.value is None else mask.value[start:stop]

    @property
    def cost(self) -> float:
        return 6.0 * self._steps[0] * self.sources[1].size
