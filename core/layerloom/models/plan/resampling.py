"""Pictures drawn larger, smoothly between their points."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array, blocks
from layerloom.kernels.resampling import banded, resampling_weights
from layerloom.models.plan.step import Setting, Slot, Step


class ResampleStep(Step):
    """Weighted sums of neighbours along both axes of images.

    Args:
        setting: What all steps share.
        source: The images.
        target: The output.
        method: How weights fall off, see :func:`layerloom.kernels.resampling.resampling_weights`.
    """

    frees = True

    def __init__(self, setting: Setting, source: Slot, target: Slot, method: str) -> None:
        super().__init__(setting, [source], target)
        self._ops = setting.kernels["resampling"]
        axes = [
            resampling_weights(size, output, method, False, "float32")
            for size, output in zip(source.shape[:2], target.shape[:2], strict=True)
        ]
        self._there = [banded(weights) for weights in axes]
        self._back = [banded(weights.T) for weights in axes]

    def forward(self, start: int, stop: int, part: int) -> None:
        self._run(self.sources[0].value[start:stop], self._there, self.target.value[start:stop])

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is not None:
            self._run(self.target.grad[start:stop], self._back, self.dx[0][start:stop])

    def _run(self, x: Any, axes: list[tuple[Array, Array]], y: Any) -> None:
        (_, rows, columns, channels), (_, height, width, _) = x.shape, y.shape
        most = rows * width * channels
        for a, b in blocks(len(x), 4 * most, 0.25):
            between = np.empty((b - a) * most, np.float32)
            self._ops.resample(
                x[a:b].reshape(-1, columns, channels), *axes[1], between.reshape(-1, width, channels)
            )
            self._ops.resample(between.reshape(b - a, rows, -1), *axes[0], y[a:b].reshape(b - a, height, -1))

    @property
    def cost(self) -> float:
        return 8.0 * self.target.size
