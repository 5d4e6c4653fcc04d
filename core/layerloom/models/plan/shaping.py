"""Steps that move numbers: concatenation, pixels repeated, and means over squares."""

from __future__ import annotations

import math
from itertools import product
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
    """Every place several times along each axis.

    Args:
        setting: What all steps share.
        source: The images, sequences or volumes; a row of numbers is a sequence of one step.
        target: The output.
        factors: How many times, along every spatial axis.
    """

    def __init__(self, setting: Setting, source: Slot, target: Slot, factors: tuple[int, ...]) -> None:
        super().__init__(setting, [source], target)
        *sizes, channels = source.shape if len(source.shape) > 1 else (1, *source.shape)
        pairs = [number for pair in zip(sizes, factors, strict=True) for number in pair]
        self._small, self._cut = (-1, *sizes, channels), (-1, *pairs, channels)
        self._spread = tuple(n for size in sizes for n in (size, 1))

    def forward(self, start: int, stop: int, part: int) -> None:
        x = self.sources[0].value[start:stop]
        x = x.reshape(len(x), *self._spread, self._cut[-1])
        self.target.value[start:stop].reshape(self._cut)[...] = x

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is not None:
            dy = self.target.grad[start:stop].reshape(self._cut)
            _sum_up(dy, self.dx[0][start:stop].reshape(self._small))


class SquareMeanStep(Step):
    """The means over windows that neither overlap nor reach into padding.

    Args:
        setting: What all steps share.
        source: The images, sequences or volumes.
        target: The output.
        size: The window.
    """

    def __init__(self, setting: Setting, source: Slot, target: Slot, size: tuple[int, ...]) -> None:
        super().__init__(setting, [source], target)
        *places, channels = target.shape
        covered = tuple(n * k for n, k in zip(places, size, strict=True))
        self._inside = (slice(None), *map(slice, covered))
        self._cut = (*(number for pair in zip(places, size, strict=True) for number in pair), channels)
        self._spread = (*(n for place in places for n in (place, 1)), channels)
        self._whole = covered == source.shape[:-1]
        self._size = size
        self._share = np.float32(1 / math.prod(size))

    def forward(self, start: int, stop: int, part: int) -> None:
        x, y = self.sources[0].value[start:stop][self._inside], self.target.value[start:stop]
        _sum_up(x.reshape(len(x), *self._cut), y)
        y *= self._share

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is None:
            return
        dx, dy = self.dx[0][start:stop], self.target.grad[start:stop] * self._share
        if self._whole:
            dx.reshape(len(dx), *self._cut)[...] = dy.reshape(len(dx), *self._spread)
            return
        dx[...] = 0
        for place in product(*map(range, self._size)):
            steps = (slice(first, None, step) for first, step in zip(place, self._size, strict=True))
            dx[self._inside][(slice(None), *steps)] = dy


class ReverseStep(Step):
    """A sequence from its end to its beginning."""

    def forward(self, start: int, stop: int, part: int) -> None:
        self.target.value[start:stop] = self.sources[0].value[start:stop, ::-1]

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is not None:
            self.dx[0][start:stop] = self.target.grad[start:stop, ::-1]


def _sum_up(blocks: Any, out: Array) -> None:
    """Sums (count, places, size, places, size, ..., channels) over all sizes."""
    sizes = blocks.shape[2:-1:2]
    for place in product(*map(range, sizes)):
        index = (slice(None), *(part for number in place for part in (slice(None), number)))
        if any(place):
            out += blocks[index]
        else:
            out[...] = blocks[index]
