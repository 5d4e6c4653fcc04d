"""Batch normalization with a relu behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.models.plan.step import Gradient, Setting, Slot, Step, Work
from layerloom.tensors import Variable

if TYPE_CHECKING:
    from layerloom.models.plan.pooling import MaxPoolingStep
    from layerloom.models.plan.separable import SeparableStep


class NormalizationStep(Step):
    """Batch normalization over the last axis.

    Steps around it do part of the work while they have the numbers at hand: ``feeder``, a separable convolution before,
    brings the sums and takes the gradient through the normalization, ``user``, such a convolution or a max-pooling
    behind, applies it and brings the sums of the gradient.

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
        self.user: MaxPoolingStep | SeparableStep | None = None
        #: Factor, offset, mean and one over the deviation; back, that row is the mean of the gradient, and the last
        #: what the distance to the mean is multiplied with.
        self.constants = np.zeros((5, -(-self.channels // 16) * 16), np.float32)

    def allocate(self) -> None:
        if self.user is None:
            super().allocate()
        parts = self.setting.parts
        self._counts = np.zeros(parts, np.int64)
        self._shifts = np.zeros((parts, self.channels), np.float32)
        self._moments = np.zeros((parts, 2, self.width), np.float32)
        self._neutral = np.ones(self.channels, np.float32), np.zeros(self.channels, np.float32)
        self._found = np.zeros((2, self.channels), np.float32)
        self._fixed = np.zeros((4, self.width), np.float32)

    def allocate_back(self) -> None:
        self._sums = np.zeros((self.setting.parts, 2, self.width), np.float32)
        self._slopes = np.zeros((2, self.channels), np.float32)
        self._shares = np.zeros((2, self.width), np.float32)
        if self.feeder is None:
            super().allocate_back()
        elif self.sources[0].wanted:  # the feeder sees what comes from behind
            self.sources[0].add_part(self.target.grad)

    def ways(self) -> list[tuple[bool, Work]]:
        if not self.whole:
            return super().ways()
        first = [(False, self._add_moments)] if self.feeder is None else []
        last = [(False, self._apply)] if self.user is None else []
        return [*first, (True, self._settle), *last]

    def ways_back(self) -> list[tuple[bool, Work]]:
        if not self.whole:
            return super().ways_back()
        first = [(False, self._add_slopes)] if self.user is None else []
        last = [(False, self._spread)] if self.dx[0] is not None else []
        return [*first, (True, self._settle_back), *last]

    # -- forward -------------------------------------------------------------------------------------------

    def forward(self, start: int, stop: int, part: int) -> None:
        self._scales(self.layer.moving_mean.value, self.layer.moving_variance.value)
        if self.user is None:
            self._apply(start, stop, part)

    def _add_moments(self, start: int, stop: int, part: int) -> None:
        """Adds up some samples and their squares, after a shift that keeps them small."""
        x = self._cut(self.sources[0].value, start, stop)
        self._counts[part] = len(x) * self.tile
        if len(x):
            self._shifts[part] = x[0, : self.channels]
            self._ops.moments(x, np.tile(self._shifts[part], self.tile), *self._moments[part])

    def _settle(self, start: int, stop: int, part: int) -> None:
        """Finds mean and variance of all samples."""
        given, reach = (self._counts, self._shifts, self._moments), self.width
        if self.feeder is not None:
            given = self.feeder.counts, self.feeder.shifts, self.feeder.moments
            reach = self.channels
        layer, (ones, zeros) = self.layer, self._neutral
        gamma = ones if layer.gamma is None else layer.gamma.value
        beta = zeros if layer.beta is None else layer.beta.value
        found, epsilon = self._found, np.float32(layer.epsilon)
        self._ops.settle(*given, gamma, beta, epsilon, reach, found, self.constants, self._fixed)
        layer._follow(*found)

    def _apply(self, start: int, stop: int, part: int) -> None:
        x, y = (self._cut(slot.value, start, stop) for slot in (self.sources[0], self.target))
        self._ops.scale_shift(x, *self._fixed[2:], self.relu, y)

    # -- back ----------------------------------------------------------------------------------------------

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.learns_apart:
            self._add_slopes(start, stop, part)
        if self.dx[0] is not None:
            self._spread(start, stop, part)

    def _add_slopes(self, start: int, stop: int, part: int) -> None:
        """Adds up the gradients of factor and offset."""
        dy, x = (self._cut(a, start, stop) for a in (self.target.grad, self.sources[0].value))
        self._ops.gradient_sums(dy, x, self.relu, *self._fixed, *self._sums[part])

    def _settle_back(self, start: int, stop: int, part: int) -> None:
        """Finds the gradients of factor and offset, and what of them every sample has a share in."""
        count = np.float32((stop - start) * self.target.size // self.channels)
        sums, reach = self._sums, self.width
        if self.user is not None:
            sums, reach = self.user.slopes, self.channels
        self._ops.settle_back(sums, reach, count, self._slopes, self.constants, self._shares)

    def _spread(self, start: int, stop: int, part: int) -> None:
        """Takes gradients through the normalization."""
        assert self.dx[0] is not None
        dy, x, dx = (self._cut(a, start, stop) for a in (self.target.grad, self.sources[0].value, self.dx[0]))
        self._ops.gradient(dy, x, self.relu, *self._fixed, *self._shares, dx)

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return [self._gradients] if self.whole or self.learns_apart else []

    def _gradients(self, count: int) -> list[Gradient]:
        if self.learns_apart:
            self._slopes[...] = self._sums.sum(axis=0).reshape(2, self.tile, self.channels).sum(axis=1)
        return self._of_weights(*self._slopes)

    def _of_weights(self, dgamma: Array, dbeta: Array) -> list[Gradient]:
        pairs: list[tuple[Variable | None, Array]] = [(self.layer.gamma, dgamma), (self.layer.beta, dbeta)]
        return [(v, 0, self.channels, g) for v, g in pairs if v is not None and v.trainable]

    def _scales(self, mean: Array, variance: Array) -> None:
        """Sets what the kernels multiply with and add."""
        layer = self.layer
        root = 1 / np.sqrt(variance + np.float32(layer.epsilon))
        scale = root if layer.gamma is None else root * layer.gamma.value
        offset = -mean * scale if layer.beta is None else layer.beta.value - mean * scale
        self.constants[:4, : self.channels] = scale, offset, mean, root
        self._fixed = np.tile(np.stack([mean, root, scale, offset]), self.tile)

    def _cut(self, array: Array, start: int, stop: int) -> Array:
        """Returns the rows of some samples."""
        return array[start:stop].reshape(-1, self.width)
