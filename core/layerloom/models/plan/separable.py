"""Separable convolutions, with what can be done of the normalizations before and behind while images are cached."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array, zeros_by_lines
from layerloom.kernels.windows import Window
from layerloom.models.plan.normalization import NormalizationStep
from layerloom.models.plan.step import Gradient, Setting, Slot, Step
from layerloom.models.plan.weighted import pieces_of

#: Outputs that are worth going together, for small images.
_TOGETHER = 128

#: Most numbers of an image with its padding: beyond, nothing of it stays in the cache.
_NUMBERS = 1 << 19

_LANES = 16


class SeparableStep(Step):
    """A convolution of every channel apart, one of single pixels, a bias and a relu.

    Args:
        setting: What all steps share.
        source: The images.
        target: The output.
        layer: The layer, with steps of one and one filter for each channel.
        window: How its window moves.
        relu: Whether a relu follows.
        before: The normalization of the images, which is left to this step.
    """

    frees = True

    def __init__(
        self,
        setting: Setting,
        source: Slot,
        target: Slot,
        layer: Any,
        window: Window,
        relu: bool,
        before: NormalizationStep | None,
    ) -> None:
        super().__init__(setting, [source], target)
        self.depthwise, self.pointwise, self.bias = layer.depthwise_kernel, layer.pointwise_kernel, layer.bias
        self.window, self.relu, self.before = window, relu, before
        self.after: NormalizationStep | None = None
        self.channels, self.filters = self.pointwise.shape[-2:]
        self._ops = setting.kernels["separable"]
        if before is not None:
            before.user = self

    @staticmethod
    def fits(window: Window, channels: int) -> bool:
        """Tells whether images are small enough to stay in the cache."""
        return math.prod(window.padded) * channels <= _NUMBERS

    def allocate(self) -> None:
        super().allocate()
        moves, parts = self.window, self.setting.parts
        area = math.prod(moves.outputs)
        group = max(1, min(_TOGETHER // area, self.setting.capacity))
        spans = [(k - 1) * d for k, d in zip(moves.size, moves.dilation, strict=True)]
        back = [span - low for span, low in zip(spans, moves.low, strict=True)]
        sizes = [n + span for n, span in zip(moves.inputs, spans, strict=True)]
        mode = 0 if self.before is None else 2 if self.before.relu else 1
        moving = (*moves.size, *moves.dilation, *moves.low, *moves.padded, *back, *sizes, group, mode)
        through = 0 if self.after is None else 2 if self.after.relu else 1
        self._geometry = np.array([*moving, int(self.relu), through], np.int64)
        self._geometry_back = np.array([*moving, 0, 2 if self.relu else through], np.int64)
        inside = group * math.prod(moves.padded) + math.prod(sizes) + group * area
        scratch = _filled(inside * self.channels + group * area * self.filters + 4 * _LANES)
        self._scratch = zeros_by_lines(parts, scratch)
        width = _filled(self.filters)
        self._weights = zeros_by_lines(width // _LANES, self.channels, _LANES)
        self._bias = np.zeros(width, np.float32)
        self._nothing = np.zeros((5, _filled(self.channels)), np.float32)
        self.counts = np.zeros(parts, np.int64)
        self.shifts = np.zeros((parts, width), np.float32)
        self.moments = np.zeros((parts, 2, width), np.float32)
        self._area = area

    def allocate_back(self) -> None:
        super().allocate_back()
        parts, width = self.setting.parts, _filled(self.channels)
        self._turned = zeros_by_lines(width // _LANES, self.filters, _LANES)
        self._relu = np.zeros((5, _filled(self.filters)), np.float32)
        self._relu[0] = 1
        self.slopes = np.zeros((parts, 2, width), np.float32)
        self._dds = np.zeros((parts, self.window.area, self.channels), np.float32)
        self._dps = np.zeros((parts, self.channels, self.filters), np.float32)
        self._dbs = np.zeros((parts, 0 if self.bias is None else self.filters), np.float32)
        self._no_images = np.empty((0, *self.window.inputs, self.channels), np.float32)

    def start(self, count: int) -> None:
        weights = self.pointwise.value.reshape(self.channels, self.filters)
        _in_sixteens(weights, self._weights)
        if self.bias is not None:
            self._bias[: self.filters] = self.bias.value
        if self.setting.training and self.target.grad is not None:
            _in_sixteens(weights.T, self._turned)

    def forward(self, start: int, stop: int, part: int) -> None:
        self.counts[part] = (stop - start) * self._area
        self.moments[part] = 0
        self._ops.forward(
            self._images(self.sources[0].value if self.before is None else self.before.sources[0].value, start, stop),
            self._filters, self._weights, self._bias, self._geometry, self._constants, self.shifts[part],
            self._outputs(self.target.value, start, stop), self.moments[part], self._scratch[part],
        )  # fmt: skip

    def backward(self, start: int, stop: int, part: int) -> None:
        self.slopes[part] = 0
        x = self.sources[0].value if self.before is None else self.before.sources[0].value
        dx = self._no_images if self.dx[0] is None else self._images(self.dx[0], start, stop)
        after = self._relu if self.after is None else self.after.constants
        self._ops.backward(
            self._images(x, start, stop), self._outputs(self.target.value, start, stop),
            self._outputs(self.target.grad, start, stop), self._filters, self._turned, self._geometry_back,
            self._constants, after, self._dds[part], self._dps[part], self._dbs[part], dx, self.slopes[part],
            self._scratch[part],
        )  # fmt: skip

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        shares = [(self.depthwise, self._dds), (self.pointwise, self._dps), (self.bias, self._dbs)]
        return pieces_of(shares, self.setting.parts)

    @property
    def _filters(self) -> Array:
        found: Array = self.depthwise.value.reshape(self.window.area, self.channels)
        return found

    @property
    def _constants(self) -> Array:
        return self._nothing if self.before is None else self.before.constants

    def _images(self, array: Array, start: int, stop: int) -> Array:
        return array[start:stop].reshape(stop - start, *self.window.inputs, self.channels)

    def _outputs(self, array: Array, start: int, stop: int) -> Array:
        return array[start:stop].reshape(stop - start, *self.window.outputs, self.filters)

    @property
    def cost(self) -> float:
        return 3.0 * float(math.prod(self.window.outputs) * self.channels * (self.window.area + self.filters))


def _filled(count: int) -> int:
    return -(-count // _LANES) * _LANES


def _in_sixteens(weights: Array, packed: Array) -> None:
    """Lays weights (depth, columns) out as (sixteens of columns, depth, 16)."""
    columns = weights.shape[1]
    for j in range(0, columns, _LANES):
        some = weights[:, j : j + _LANES]
        packed[j // _LANES, :, : some.shape[1]] = some
