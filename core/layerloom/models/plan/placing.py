"""Steps that turn axes round, put numbers into zeros and cut them out."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.models.plan.step import Setting, Slot, Step


class TransposeStep(Step):
    """The same numbers with the axes of a sample in another order.

    Args:
        setting: What all steps share.
        source: The input.
        target: The output.
        axes: Which axis of the input each axis of the output is, with that of the batch as number 0.
    """

    def __init__(self, setting: Setting, source: Slot, target: Slot, axes: tuple[int, ...]) -> None:
        super().__init__(setting, [source], target)
        self._axes, self._back = axes, tuple(np.argsort(axes).tolist())

    def forward(self, start: int, stop: int, part: int) -> None:
        self.target.value[start:stop] = self.sources[0].value[start:stop].transpose(self._axes)

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is not None:
            self.dx[0][start:stop] = self.target.grad[start:stop].transpose(self._back)


class BorderStep(Step):
    """Zeros round the numbers, or the numbers without their borders.

    Args:
        setting: What all steps share.
        source: The input.
        target: The output.
        borders: How many places there are before and behind every spatial axis.
        cuts: Whether these are cut off rather than added.
    """

    def __init__(
        self, setting: Setting, source: Slot, target: Slot, borders: tuple[tuple[int, int], ...], cuts: bool
    ) -> None:
        super().__init__(setting, [source], target)
        sizes = (source if cuts else target).shape
        inner = tuple(
            slice(before, size - behind) for (before, behind), size in zip(borders, sizes, strict=False)
        )
        self._inner, self.cuts = (slice(None), *inner), cuts

    def allocate(self) -> None:
        super().allocate()
        self.target.value.fill(0)

    def forward(self, start: int, stop: int, part: int) -> None:
        x, y = self.sources[0].value[start:stop], self.target.value[start:stop]
        if self.cuts:
            y[...] = x[self._inner]
        else:
            y[self._inner] = x

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is None:
            return
        dx, dy = self.dx[0][start:stop], self.target.grad[start:stop]
        if self.cuts:
            dx.fill(0)
            dx[self._inner] = dy
        else:
            dx[...] = dy[self._inner]


class LineStep(Step):
    """A factor and an addend for every number, the same in all samples.

    Args:
        setting: What all steps share.
        source: The input.
        target: The output.
        find: Gives factor and addend, which broadcast to a batch.
    """

    def __init__(self, setting: Setting, source: Slot, target: Slot, find: Any) -> None:
        super().__init__(setting, [source], target)
        self._find = find

    def start(self, count: int) -> None:
        self._factor, self._addend = self._find()

    def forward(self, start: int, stop: int, part: int) -> None:
        y = self.target.value[start:stop]
        np.multiply(self.sources[0].value[start:stop], self._factor, out=y)
        y += self._addend

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is not None:
            np.multiply(self.target.grad[start:stop], self._factor, out=self.dx[0][start:stop])
