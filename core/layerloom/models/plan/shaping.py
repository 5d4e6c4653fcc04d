"""Steps that move numbers: concatenation, pixels repeated, and means over squares."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.models.plan.step import Setting, Slot, Step


class ConcatenateStep(Step):
    """Inputs side by side along one axis.

    Args:
        setting: What all steps share.
        sources: The inputs.
        target: The output.
        axis: The axis, with that of the batch as number 0.
    """

    def __init__(self, setting: Setting, sources: list[Slot], target: Slot, axis: int) -> None:
        super().__init__(setting, sources, target)
        ends = np.cumsum([source.shape[axis - 1] for source in sources])
        before = (slice(None),) * axis
        self._places = [
            (*before, slice(end - source.shape[axis - 1], end))
            for source, end in zip(sources, ends, strict=True)
        ]

    def forward(self, start: int, stop: int, part: int) -> None:
        y = self.target.value[start:stop]
        for source, place in zip(self.sources, self._places, strict=True):
            y[place] = source.value[start:stop]

    def backward(self, start: int, stop: int, part: int) -> None:
        dy = self.target.grad[start:stop]
        for dx, place in zip(self.dx, self._places, strict=True):
            if dx is not None:
                dx[start:stop] = dy[place]


class RepeatStep(Step):
    """Every pixel several times along each axis.

    Args:
        setting: What all steps share.
        source: The images.
        target: The output.
        factors: How many times, along rows and columns.
    """

    def __init__(self, setting: Setting, source: Slot, target: Slot, factors: tuple[int, int]) -> None:
        super().__init__(setting, [source], target)
        rows, columns, channels = source.shape
        self._cut = (-1, rows, factors[0], columns, factors[1], channels)

    def forward(self, start: int, stop: int, part: int) -> None:
        x = self.sources[0].value[start:stop]
        self.target.value[start:stop].reshape(self._cut)[...] = x[:, :, None, :, None]

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is not None:
            dy = self.target.grad[start:stop].reshape(self._cut)
            _sum_up(dy, self.dx[0][start:stop])


class SquareMeanStep(Step):
    """The means over windows that neither overlap nor reach into padding.

    Args:
        setting: What all steps share.
        source: The images.
        target: The output.
        size: The window.
    """

    def __init__(self, setting: Setting, source: Slot, target: Slot, size: tuple[int, int]) -> None:
        super().__init__(setting, [source], target)
        rows, columns, channels = target.shape
        self._inside = (slice(None), slice(rows * size[0]), slice(columns * size[1]))
        self._cut = (rows, size[0], columns, size[1], channels)
        self._whole = (rows * size[0], columns * size[1]) == source.shape[:2]
        self._share = np.float32(1 / (size[0] * size[1]))

    def forward(self, start: int, stop: int, part: int) -> None:
        x, y = self.sources[0].value[start:stop][self._inside], self.target.value[start:stop]
        _sum_up(x.reshape(len(x), *self._cut), y)
        y *= self._share

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is None:
            return
        dx, dy = self.dx[0][start:stop], self.target.grad[start:stop] * self._share
        if self._whole:
            dx.reshape(len(dx), *self._cut)[...] = dy[:, :, None, :, None]
            return
        dx[...] = 0
        for row in range(self._cut[1]):
            for column in range(self._cut[3]):
                dx[self._inside][:, row :: self._cut[1], column :: self._cut[3]] = dy


class ReverseStep(Step):
    """A sequence from its end to its beginning."""

    def forward(self, start: int, stop: int, part: int) -> None:
        self.target.value[start:stop] = self.sources[0].value[start:stop, ::-1]

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is not None:
            self.dx[0][start:stop] = self.target.grad[start:stop, ::-1]


def _sum_up(blocks: Any, out: Array) -> None:
    """Sums (count, rows, height, columns, width, channels) over heights and widths."""
    out[...] = blocks[:, :, 0, :, 0]
    for row in range(blocks.shape[2]):
        for column in range(blocks.shape[4]):
            if row or column:
                out += blocks[:, :, row, :, column]
