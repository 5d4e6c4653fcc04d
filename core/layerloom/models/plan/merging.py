"""Steps that join several inputs number by number, of one shape or of shapes that broadcast."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.models.plan.step import Setting, Slot, Step


class MergeStep(Step):
    """Base of such steps.

    Args:
        setting: What all steps share.
        sources: The inputs; an axis of size 1, or one that an input has not, is that of the others.
        target: The output.
    """

    def __init__(self, setting: Setting, sources: list[Slot], target: Slot) -> None:
        super().__init__(setting, sources, target)
        rank = len(target.shape)
        self._shapes = [(1,) * (rank - len(source.shape)) + source.shape for source in sources]
        self._sums = [
            tuple(axis + 1 for axis, size in enumerate(shape) if size != target.shape[axis])
            for shape in self._shapes
        ]

    def given(self, start: int, stop: int) -> list[Array]:
        """Returns the inputs of some samples, all with as many axes."""
        return [
            source.value[start:stop].reshape(-1, *shape)
            for source, shape in zip(self.sources, self._shapes, strict=True)
        ]

    def put(self, number: int, slope: Any, start: int, stop: int) -> None:
        """Writes the gradient of an input, summed up where the input was used several times."""
        dx = self.dx[number]
        if dx is not None:
            target = dx[start:stop].reshape(-1, *self._shapes[number])
            if self._sums[number]:
                np.sum(slope, axis=self._sums[number], keepdims=True, out=target)
            else:
                target[...] = slope


class SumStep(MergeStep):
    """The sum of all inputs, each with a factor.

    Args:
        setting: What all steps share.
        sources: The inputs.
        target: The output.
        factors: A factor for each.
    """

    def __init__(self, setting: Setting, sources: list[Slot], target: Slot, factors: list[float]) -> None:
        super().__init__(setting, sources, target)
        self._factors = [np.float32(factor) for factor in factors]

    def forward(self, start: int, stop: int, part: int) -> None:
        y = self.target.value[start:stop]
        first, *others = zip(self.given(start, stop), self._factors, strict=True)
        np.multiply(*first, out=y)
        for x, factor in others:
            if factor == 1:
                y += x
            elif factor == -1:
                y -= x
            else:
                y += x * factor

    def backward(self, start: int, stop: int, part: int) -> None:
        dy = self.target.grad[start:stop]
        for number, factor in enumerate(self._factors):
            self.put(number, dy if factor == 1 else dy * factor, start, stop)


class ProductStep(MergeStep):
    """The product of all inputs."""

    def forward(self, start: int, stop: int, part: int) -> None:
        y = self.target.value[start:stop]
        first, second, *others = self.given(start, stop)
        np.multiply(first, second, out=y)
        for x in others:
            y *= x

    def backward(self, start: int, stop: int, part: int) -> None:
        given = self.given(start, stop)
        for number in range(len(given)):
            if self.dx[number] is not None:
                slope: Any = self.target.grad[start:stop]
                for other, x in enumerate(given):
                    if other != number:
                        slope = slope * x
                self.put(number, slope, start, stop)


class SelectStep(MergeStep):
    """The greatest or the least of all inputs; equal ones share the gradient as they do in pairs.

    Args:
        setting: What all steps share.
        sources: The inputs.
        target: The output.
        greatest: Whether the greatest, not the least.
    """

    def __init__(self, setting: Setting, sources: list[Slot], target: Slot, greatest: bool) -> None:
        super().__init__(setting, sources, target)
        self._choose = np.maximum if greatest else np.minimum

    def forward(self, start: int, stop: int, part: int) -> None:
        first, second, *others = self.given(start, stop)
        y = self._choose(first, second, out=self.target.value[start:stop])
        for x in others:
            self._choose(y, x, out=y)

    def backward(self, start: int, stop: int, part: int) -> None:
        given, slope = self.given(start, stop), self.target.grad[start:stop]
        totals = [given[0]]
        for x in given[1:-1]:
            totals.append(self._choose(totals[-1], x))
        for number in range(len(given) - 1, 0, -1):
            x, before = given[number], totals[number - 1]
            chosen = self._choose(x, before)
            own, other = (x == chosen).astype(np.float32), (before == chosen).astype(np.float32)
            both = own + other
            self.put(number, slope * own / both, start, stop)
            slope = slope * other / both
        self.put(0, slope, start, stop)
