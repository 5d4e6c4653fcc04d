"""Attention of one head without projections (Luong's, and Bahdanau's)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array, blocks
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
        self._ops = setting.kernels["rows"]
        self._steps = sources[0].shape[0], sources[1].shape[0]

    def allocate(self) -> None:
        super().allocate()
        self._shares = self.setting.empty(*self._steps)

    def allocate_back(self) -> None:
        super().allocate_back()
        size = 1 if self.layer.scale is None else self.layer.scale.size
        self._sums = np.zeros((self.setting.parts, size), np.float32)

    def start(self, count: int) -> None:
        if self._drops:
            shape = (count, *self._steps)
            self._kept = dropout_mask(shape, self.layer.dropout, "float32", self.layer.seed_generator)

    def forward(self, start: int, stop: int, part: int) -> None:
        q, v, k = (source.value[start:stop] for source in self.sources)
        scores = self._scores(q, k)
        hidden = self._flags(1, start, stop)
        if hidden is not None:
            scores -= np.float32(1e9) * ~hidden[:, None]
        self._ops.soften(scores.reshape(-1, self._steps[1]), 1.0)
        self._shares[start:stop] = scores
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
        rows = (a.reshape(-1, self._steps[1]) for a in (self._shares[start:stop], slope))
        self._ops.soften_gradient(*rows, 1.0)
        self._back(slope, q, k, dq, dk, part)

    def _scores(self, q: Array, k: Array) -> Array:
        """Returns how well each key fits each query."""
        scores: Array = np.matmul(q, k.swapaxes(1, 2))
        if self.layer.scale is not None:
            scores *= self.layer.scale.value
        return scores

    def _back(self, slope: Array, q: Array, k: Array, dq: Array | None, dk: Array | None, part: int) -> None:
        """Takes the gradient of the scores on to queries, keys and the factor."""
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
        return [lambda count: [(scale, 0, scale.size, self._sums.sum(axis=0))]]

    def _dropped(self, start: int, stop: int) -> Array:
        shares = self._shares[start:stop]
        return shares * self._kept[start:stop] if self._drops else shares

    def _flags(self, number: int, start: int, stop: int) -> Any:
        mask = self.masks[number]
        return None if mask is None or mask.value is None else mask.value[start:stop]

    @property
    def cost(self) -> float:
        return 6.0 * self._steps[0] * self.sources[1].size


class AdditiveAttentionStep(DotAttentionStep):
    """The same where a sum of ``tanh(query + key)``, each feature with a factor of its own, tells what fits."""

    def _scores(self, q: Array, k: Array) -> Array:
        scores = np.empty((len(q), *self._steps), np.float32)
        for a, b in self._blocks(len(q)):
            np.matmul(_bent(q, k, a, b), self._factors, out=scores[a:b])
        return scores

    def _back(self, slope: Array, q: Array, k: Array, dq: Array | None, dk: Array | None, part: int) -> None:
        factors = self._factors
        self._sums[part] = 0
        for a, b in self._blocks(len(q)):
            bent, rows = _bent(q, k, a, b), slope[a:b]
            if self.layer.scale is not None:
                self._sums[part] += rows.reshape(-1) @ bent.reshape(-1, len(factors))
            np.multiply(bent, bent, out=bent)
            np.subtract(factors, np.multiply(bent, factors, out=bent), out=bent)
            bent *= rows[..., None]
            if dq is not None:
                np.sum(bent, axis=2, out=dq[a:b])
            if dk is not None:
                np.sum(bent, axis=1, out=dk[a:b])

    @property
    def _factors(self) -> Array:
        scale = self.layer.scale
        return np.ones(self.sources[0].shape[1], np.float32) if scale is None else scale.value

    def _blocks(self, count: int) -> list[tuple[int, int]]:
        """Cuts samples into runs that stay in the cache."""
        size = 4 * self._steps[0] * self._steps[1] * self.sources[0].shape[1]
        return list(blocks(count, size, 0.25))

    @property
    def cost(self) -> float:
        return super().cost + 30.0 * self._steps[0] * self._steps[1] * self.sources[0].shape[1]


def _bent(q: Array, k: Array, a: int, b: int) -> Array:
    found: Array = q[a:b, :, None] + k[a:b, None]
    return np.tanh(found, out=found)
