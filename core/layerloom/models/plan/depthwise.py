"""Depthwise convolutions with steps of one; separable convolutions are one of these and a pointwise one."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.kernels.windows import Window
from layerloom.models.plan.step import Gradient, Setting, Slot
from layerloom.models.plan.weighted import KernelStep, pieces_of
from layerloom.tensors import Variable

#: Numbers in the images that are padded at a time, about half a megabyte.
_NUMBERS = 1 << 17


class DepthwiseStep(KernelStep):
    """Filters every channel with one kernel, and adds a bias; no activation.

    Args:
        setting: What all steps share.
        source: The images.
        target: The output.
        kernel: The weights ``(*window, channels, 1)``.
        window: How the kernel moves, over two axes.
        bias: The bias or ``None``.
    """

    frees = True

    def __init__(
        self,
        setting: Setting,
        source: Slot,
        target: Slot,
        kernel: Variable,
        window: Window,
        bias: Variable | None = None,
    ) -> None:
        super().__init__(setting, source, target, kernel, bias)
        self.window = window
        self.channels = kernel.shape[-2]
        self.geometry = np.array([*window.size, *window.strides, *window.dilation], np.int64)
        self._ops = setting.kernels["depthwise"]
        self._inside = _inner(window.low, window.inputs)

    def allocate(self) -> None:
        super().allocate()
        size = math.prod(self.window.padded) * self.channels
        self._block = max(1, min(_NUMBERS // max(size, 1), self.setting.capacity))
        shape = (self.setting.parts, self._block, *self.window.padded, self.channels)
        self._padded = np.zeros(shape, np.float32)

    def allocate_back(self) -> None:
        super().allocate_back()
        self._dws = np.zeros((self.setting.parts, self.window.area, self.channels), np.float32)
        self._dbs = np.zeros((self.setting.parts, self.channels), np.float32)
        if self.dx[0] is not None:
            w = self.window
            spans = [(k - 1) * d for k, d in zip(w.size, w.dilation, strict=True)]
            before = [span - low for span, low in zip(spans, w.low, strict=True)]
            sizes = [n + span for n, span in zip(w.inputs, spans, strict=True)]
            self._slopes = np.zeros((self.setting.parts, self._block, *sizes, self.channels), np.float32)
            self._middle = _inner(before, w.outputs)

    def forward(self, start: int, stop: int, part: int) -> None:
        for first in range(start, stop, self._block):
            last = min(first + self._block, stop)
            y = self._images(self.target.value[first:last], self.window.outputs)
            self._ops.forward(self._pad(first, last, part), self._weights, self.geometry, y)
            if self.bias is not None:
                y += self.bias.value

    def backward(self, start: int, stop: int, part: int) -> None:
        sums, share = self._dws[part], np.empty_like(self._dws[part])
        sums.fill(0)
        self._dbs[part] = 0
        turned = np.ascontiguousarray(self._weights[::-1])
        for first in range(start, stop, self._block):
            last = min(first + self._block, stop)
            dy = self._images(self.target.grad[first:last], self.window.outputs)
            if self.kernel.trainable:
                self._ops.weight_gradient(self._pad(first, last, part), dy, self.geometry, share)
                sums += share
            if self.bias is not None:
                rows = dy.reshape(-1, self.channels)  # as a product: sums over short rows are slow
                self._dbs[part] += np.ones(len(rows), np.float32) @ rows
            if self.dx[0] is not None:  # the same sum with the kernel turned round
                slopes = self._slopes[part, : last - first]
                slopes[self._middle] = dy
                dx = self._images(self.dx[0][first:last], self.window.inputs)
                self._ops.forward(slopes, turned, self.geometry, dx)

    def _pad(self, first: int, last: int, part: int) -> Array:
        """Returns some images with their padding, in memory that stays in the cache."""
        images = self._images(self.sources[0].value[first:last], self.window.inputs)
        if not self.window.has_padding:
            return images
        block = self._padded[part, : last - first]
        block[self._inside] = images
        return block

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return pieces_of([(self.kernel, self._dws), (self.bias, self._dbs)], self.setting.parts)

    @property
    def _weights(self) -> Array:
        return self.kernel.value.reshape(self.window.area, self.channels)

    def _images(self, array: Array, sizes: tuple[int, ...]) -> Array:
        return array.reshape(-1, *sizes, self.channels)

    @property
    def cost(self) -> float:
        return 3.0 * float(self.target.size * self.window.area)


def _inner(before: tuple[int, ...] | list[int], sizes: tuple[int, ...]) -> tuple[slice, ...]:
    return (slice(None), *(slice(a, a + n) for a, n in zip(before, sizes, strict=True)))
