"""Poolings that are not part of a convolution."""

from __future__ import annotations

import numpy as np

from layerloom.kernels.windows import Window
from layerloom.models.plan.step import Setting, Slot, Step


class MaxPoolingStep(Step):
    """Max-pooling over two axes with any windows.

    Args:
        setting: What all steps share.
        source: The images.
        target: The output.
        window: How the window moves.
    """

    frees = True

    def __init__(self, setting: Setting, source: Slot, target: Slot, window: Window) -> None:
        super().__init__(setting, [source], target)
        self.geometry = np.array([*window.size, *window.strides, *window.low], np.int64)
        self._arg = setting.empty(*target.shape, dtype=np.uint8)
        self._ops = setting.kernels["pooling"]

    def forward(self, start: int, stop: int, part: int) -> None:
        x, y = self.sources[0].value[start:stop], self.target.value[start:stop]
        self._ops.max_forward(x, self.geometry, y, self._arg[start:stop])

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is not None:
            dy, dx = self.target.grad[start:stop], self.dx[0][start:stop]
            self._ops.max_backward(dy, self._arg[start:stop], self.geometry, dx)


class GlobalAverageStep(Step):
    """The mean over all places of an image or a sequence."""

    def forward(self, start: int, stop: int, part: int) -> None:
        x = self.sources[0].value[start:stop].reshape(stop - start, -1, self.sources[0].shape[-1])
        share = np.full((1, x.shape[1]), 1 / x.shape[1] if x.shape[1] else np.nan, np.float32)
        np.matmul(share, x, out=self.target.value[start:stop].reshape(stop - start, 1, -1))

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is not None:
            dx = self.dx[0][start:stop].reshape(stop - start, -1, self.sources[0].shape[-1])
            dy = self.target.grad[start:stop].reshape(stop - start, 1, -1)
            np.multiply(dy, np.float32(1 / dx.shape[1]) if dx.shape[1] else np.float32(0), out=dx)
