"""Batch normalization with a relu behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.kernels.parallel import run_together
from layerloom.models.plan.step import Gradient, Setting, Slot, Step
from layerloom.tensors import Variable

if TYPE_CHECKING:
    from layerloom.models.plan.separable import SeparableStep


class NormalizationStep(Step):
    """Batch normalization over the last axis.

    Separable convolutions around it do part of the work while they have the numbers at hand: ``feeder``, the one
    before, brings the sums and takes the gradient through the normalization, ``user``, the one behind, applies it and
    brings the sums of the gradient.

    Args:
        setting: What all steps share.
        source: The input.
        target: The output.
        layer: The layer.
        relu: Whether a relu follows.
        trains: Whether this is training; else the moving statistics serve.
    """

    frees = True

    def __init__(
        self, setting: Setting, source: Slot, target: Slot, layer: Any, relu: bool, trains: bool
    ) -> None:
        super().__init__(setting, [source], target)
        self.layer, self.relu = layer, relu
        self.channels = target.shape[-1]
        self.whole = trains and layer.trainable  # the statistics are those of all samples
        #: Whether factor and offset learn although the statistics are fixed.
        self.learns_apart = (
            setting.training
            and not self.whole
            and any(v is not None and v.trainable for v in (layer.gamma, layer.beta))
        )
        places, tile = target.size // self.channels, 1
        while self.channels * tile < 64 and places % (tile * 2) == 0:  # short rows are joined
            tile *= 2
        self.tile, self.width = tile, self.channels * tile
        self._ops = setting.kernels["normalization"]
        self.feeder: SeparableStep | None = None
        self.user: SeparableStep | None = None
        #: Factor, offset, mean and one over the deviation; back, that row is the mean of the gradient, and the last
        #: what the distance to the mean is multiplied with.
        self.constants = np.zeros((5, -(-self.channels // 16) * 16), np.float32)

    def allocate(self) -> None:
        if self.user is None:
            super().allocate()

    def allocate_back(self) -> None:
        self._sums = np.zeros((2, self.setting.parts, self.width), np.float32)
        if self.feeder is None:
            super().allocate_back()
        elif self.sources[0].wanted:  # the feeder sees what comes from behind
            self.sources[0].add_part(self.target.grad)

    def forward(self, start: int, stop: int, part: int) -> None:
        layer = self.layer
        if not self.whole:
            self._scales(layer.moving_mean.value, layer.moving_variance.value)
            if self.user is None:
                self._apply(self._cut(start), self._cut(stop))
            return
        mean, variance = (
            self._from_rows(stop) if self.feeder is None else _from_parts(self.feeder, self.channels)
        )
        self._scales(mean, variance)
        if self.user is None:
            cuts = self._cuts(stop)
            run_together(lambda p: self._apply(cuts[p], cuts[p + 1]), self.setting.parts)
        layer._follow(mean, variance)

    def _from_rows(self, count: int) -> tuple[Array, Array]:
        """Returns mean and variance of all samples."""
        x = self._rows(self.sources[0].value)
        shift = np.tile(x[0, : self.channels], self.tile)
        sums = np.zeros((2, self.setting.parts, self.width), np.float32)
        cuts = self._cuts(count)
        run_together(
            lambda p: self._ops.moments(x[cuts[p] : cuts[p + 1]], shift, sums[0, p], sums[1, p]),
            self.setting.parts,
        )
        first, second = sums.sum(axis=1, dtype=np.float64).reshape(2, self.tile, self.channels).sum(axis=1)
        places = cuts[-1] * self.tile
        moved = first / places
        variance = np.maximum(second / places - moved * moved, 0).astype(np.float32)
        return (moved + shift[: self.channels]).astype(np.float32), variance

    def _apply(self, a: int, b: int) -> None:
        x, y = self._rows(self.sources[0].value), self._rows(self.target.value)
        self._ops.scale_shift(x[a:b], self._scale, self._offset, self.relu, y[a:b])

    def backward(self, start: int, stop: int, part: int) -> None:
        x, dy = self._rows(self.sources[0].value), self._rows(self.target.grad)
        dx = None if self.dx[0] is None else self._rows(self.dx[0])
        fixed = self.relu, self._mean, self._root, self._scale, self._offset
        if not self.whole:
            a, b = self._cut(start), self._cut(stop)
            if self.learns_apart:
                self._sums[:, part] = 0
                self._ops.gradient_sums(dy[a:b], x[a:b], *fixed, self._sums[0, part], self._sums[1, part])
            if dx is not None:
                zeros = np.zeros(self.width, np.float32)
                self._ops.gradient(dy[a:b], x[a:b], *fixed, zeros, zeros, dx[a:b])
            return
        cuts = self._cuts(stop)
        if self.user is None:
            sums = np.zeros((2, self.setting.parts, self.width), np.float32)

            def add(p: int) -> None:
                a, b = cuts[p : p + 2]
                self._ops.gradient_sums(dy[a:b], x[a:b], *fixed, sums[0, p], sums[1, p])

            run_together(add, self.setting.parts)
            dgamma, dbeta = sums.sum(axis=1).reshape(2, self.tile, self.channels).sum(axis=1)
        else:
            dgamma, dbeta = self.user.slopes.sum(axis=0)[:, : self.channels]
        self._dgamma, self._dbeta = dgamma, dbeta
        count = np.float32(cuts[-1] * self.tile)
        scale, root = self._scale[: self.channels], self._root[: self.channels]
        self.constants[3:, : self.channels] = dbeta / count, scale * root * dgamma / count
        if dx is None:
            return
        first, second = (np.tile(total / count, self.tile) for total in (dbeta, dgamma))

        def spread(p: int) -> None:
            a, b = cuts[p : p + 2]
            self._ops.gradient(dy[a:b], x[a:b], *fixed, first, second, dx[a:b])

        run_together(spread, self.setting.parts)

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return [self._gradients] if self.whole or self.learns_apart else []

    def _gradients(self, count: int) -> list[Gradient]:
        if self.learns_apart:
            tiles = self._sums.sum(axis=1).reshape(2, self.tile, self.channels)
            self._dgamma, self._dbeta = tiles.sum(axis=1)
        pairs: list[tuple[Variable | None, Array]] = [
            (self.layer.gamma, self._dgamma),
            (self.layer.beta, self._dbeta),
        ]
        return [(v, 0, self.channels, g) for v, g in pairs if v is not None and v.trainable]

    def _scales(self, mean: Array, variance: Array) -> None:
        """Sets what the kernels multiply with and add."""
        layer = self.layer
        root = 1 / np.sqrt(variance + np.float32(layer.epsilon))
        scale = root if layer.gamma is None else root * layer.gamma.value
        offset = -mean * scale if layer.beta is None else layer.beta.value - mean * scale
        self.constants[:4, : self.channels] = scale, offset, mean, root
        tiled = (np.tile(array, self.tile) for array in (mean, root, scale, offset))
        self._mean, self._root, self._scale, self._offset = tiled

    def _rows(self, array: Array) -> Array:
        return array.reshape(-1, self.width)

    def _cut(self, sample: int) -> int:
        return sample * (self.target.size // self.width)

    def _cuts(self, count: int) -> list[int]:
        parts = self.setting.parts
        return [self._cut(count * part // parts) for part in range(parts + 1)]


def _from_parts(feeder: SeparableStep, channels: int) -> tuple[Array, Array]:
    """Returns mean and variance from the sums of every thread, each of which has a shift of its own."""
    counts = feeder.counts[:, None].astype(np.float64)
    least = np.maximum(counts, 1)
    first, second = feeder.moments[:, 0, :channels] / least, feeder.moments[:, 1, :channels] / least
    means = feeder.shifts[:, :channels] + first
    total = counts.sum()
    mean = (means * counts).sum(axis=0) / total
    spreads = second - first * first + np.square(means - mean)
    variance = np.maximum((spreads * counts).sum(axis=0) / total, 0)
    return mean.astype(np.float32), variance.astype(np.float32)
