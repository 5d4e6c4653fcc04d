"""Poolings that are not part of a convolution."""

from __future__ import annotations

import math

import numpy as np

from layerloom.kernels.arrays import Array, blocks
from layerloom.kernels.windows import Window
from layerloom.models.plan.normalization import NormalizationStep
from layerloom.models.plan.step import Setting, Slot, Step


class MaxPoolingStep(Step):
    """Max-pooling over two axes with any windows, and with the normalization before it.

    Args:
        setting: What all steps share.
        source: The images; a volume is several of them, a sequence is one column.
        target: The output.
        window: How the window moves.
        channels: Numbers at each place of an image.
        before: The normalization of the images, which is left to this step.
    """

    frees = True

    def __init__(
        self,
        setting: Setting,
        source: Slot,
        target: Slot,
        window: Window,
        channels: int,
        before: NormalizationStep | None = None,
    ) -> None:
        super().__init__(setting, [source], target)
        mode = 0 if before is None else 2 if before.relu else 1
        self.geometry = np.array([*window.size, *window.strides, *window.low, mode], np.int64)
        self._before, self._after = (-1, *window.inputs, channels), (-1, *window.outputs, channels)
        self._arg = setting.empty(*target.shape, dtype=np.uint8)
        self._ops = setting.kernels["pooling"]
        self._given = source if before is None else before.sources[0]
        self._constants = np.zeros((4, 0), np.float32) if before is None else before.constants
        if before is not None:
            before.user = self

    def allocate_back(self) -> None:
        super().allocate_back()
        self.slopes = np.zeros((self.setting.parts, 2, self._constants.shape[1]), np.float32)

    def forward(self, start: int, stop: int, part: int) -> None:
        x, y = self._images(self._given.value, start, stop), self._made(self.target.value, start, stop)
        self._ops.max_forward(x, self.geometry, self._constants, y, self._made(self._arg, start, stop))

    def backward(self, start: int, stop: int, part: int) -> None:
        self.slopes[part] = 0
        if self.dx[0] is not None:
            dx, dy = self._images(self.dx[0], start, stop), self._made(self.target.grad, start, stop)
            arg, x = self._made(self._arg, start, stop), self._images(self._given.value, start, stop)
            self._ops.max_backward(dy, arg, self.geometry, x, self._constants, dx, self.slopes[part])

    def _images(self, array: Array, start: int, stop: int) -> Array:
        return array[start:stop].reshape(self._before)

    def _made(self, array: Array, start: int, stop: int) -> Array:
        return array[start:stop].reshape(self._after)


class MeanPoolingStep(Step):
    """Average pooling over any number of axes with any windows; padding does not count.

    Args:
        setting: What all steps share.
        source: The images.
        target: The output.
        window: How the window moves.
    """

    frees = True

    def __init__(self, setting: Setting, source: Slot, target: Slot, window: Window) -> None:
        super().__init__(setting, [source], target)
        counts = np.zeros((*window.outputs, 1), np.float32)
        self._taps = []
        for position in window.positions():
            outputs, inputs = window.clipped_tap(position)
            counts[outputs] += 1
            self._taps.append(((slice(None), *outputs), (slice(None), *inputs)))
        self._shares = 1 / counts
        self._apart, self._tiles = window.disjoint, window.tiles

    def forward(self, start: int, stop: int, part: int) -> None:
        for a, b in self._blocks(start, stop):
            x, y = self.sources[0].value[a:b], self.target.value[a:b]
            y.fill(0)
            for outputs, inputs in self._taps:
                y[outputs] += x[inputs]
            y *= self._shares

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is None:
            return
        for a, b in self._blocks(start, stop):
            dx, slope = self.dx[0][a:b], self.target.grad[a:b] * self._shares
            if not self._tiles:
                dx.fill(0)
            for outputs, inputs in self._taps:
                if self._apart:
                    dx[inputs] = slope[outputs]
                else:
                    dx[inputs] += slope[outputs]

    def _blocks(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Cuts samples into runs that stay in the cache."""
        return [(start + a, start + b) for a, b in blocks(stop - start, 4 * self.sources[0].size, 0.25)]


class GlobalMaxStep(Step):
    """The greatest value over all places of an image or a sequence; equal ones share the gradient."""

    def forward(self, start: int, stop: int, part: int) -> None:
        x, y = _places(self.sources[0].value, start, stop), self.target.value[start:stop]
        np.max(x, axis=1, out=y.reshape(len(x), x.shape[2]))

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is None:
            return
        x, dx = (_places(array, start, stop) for array in (self.sources[0].value, self.dx[0]))
        y, dy = (a[start:stop].reshape(len(x), 1, x.shape[2]) for a in (self.target.value, self.target.grad))
        np.equal(x, y, out=dx, casting="unsafe")
        counts = dx.sum(axis=1, keepdims=True)
        with np.errstate(invalid="ignore", divide="ignore"):  # not a number is equal to none
            dx *= dy / counts


class GlobalAverageStep(Step):
    """The mean over all places of an image or a sequence."""

    def forward(self, start: int, stop: int, part: int) -> None:
        x = _places(self.sources[0].value, start, stop)
        share = np.full((1, x.shape[1]), 1 / x.shape[1] if x.shape[1] else np.nan, np.float32)
        np.matmul(share, x, out=self.target.value[start:stop].reshape(len(x), 1, x.shape[2]))

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is not None:
            dx = _places(self.dx[0], start, stop)
            dy = self.target.grad[start:stop].reshape(len(dx), 1, dx.shape[2])
            np.multiply(dy, np.float32(1 / dx.shape[1]) if dx.shape[1] else np.float32(0), out=dx)


def _places(array: Array, start: int, stop: int) -> Array:
    """Returns some samples as (samples, places, channels)."""
    _, *sizes, channels = array.shape
    return array[start:stop].reshape(stop - start, math.prod(sizes), channels)
