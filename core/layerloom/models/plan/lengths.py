"""Rows divided by their length, or by the root of their mean square: unit and RMS normalization."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array, blocks
from layerloom.models.plan.step import Gradient, Setting, Slot, Step
from layerloom.models.plan.weighted import added_up
from layerloom.tensors import Variable

#: Square of the smallest length that UnitNormalization divides by, and what it multiplies by then.
_LEAST = np.float32(1e-24)
_MOST = 1 / np.sqrt(_LEAST)


class LengthStep(Step):
    """``x / length * scale``, row by row.

    Args:
        setting: What all steps share.
        source: The input.
        target: The output.
        width: Numbers in a row.
        scale: Factors along a row, ``None`` for 1.
        epsilon: Added to the mean square of a row; ``None`` for the length itself.
    """

    def __init__(
        self, setting: Setting, source: Slot, target: Slot, width: int, scale: Variable | None, epsilon: float | None
    ) -> None:  # fmt: skip
        super().__init__(setting, [source], target)
        self.width, self.scale, self.epsilon = width, scale, epsilon

    def allocate_back(self) -> None:
        super().allocate_back()
        self._sums = np.zeros((self.setting.parts, self.width), np.float32)

    def forward(self, start: int, stop: int, part: int) -> None:
        for x, y in self._blocks(start, stop, self.sources[0].value, self.target.value):
            np.multiply(x, self._rates(x)[:, None], out=y)
            if self.scale is not None:
                y *= self._factors

    def backward(self, start: int, stop: int, part: int) -> None:
        self._sums[part] = 0
        dx = self.dx[0]
        given = self.sources[0].value, self.target.grad, self.target.grad if dx is None else dx
        for x, dy, out in self._blocks(start, stop, *given):
            rates = self._rates(x)[:, None]
            normal = x * rates
            if self.scale is not None:
                self._sums[part] += np.einsum("ij,ij->j", dy, normal)
                dy = dy * self._factors
            if dx is None:
                continue
            along = np.einsum("ij,ij->i", dy, normal)[:, None]
            if self.epsilon is None:
                along[rates == _MOST] = 0  # what is divided by the least has no length to keep
            else:
                along /= self.width
            np.multiply(normal, -along, out=normal)
            normal += dy
            np.multiply(normal, rates, out=out)

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return [] if self.scale is None else [lambda count: added_up([(self.scale, self._sums)])]

    @property
    def _factors(self) -> Array:
        assert self.scale is not None
        return self.scale.value.reshape(-1)

    def _rates(self, x: Array) -> Any:
        """Returns what each row is multiplied by."""
        squares = np.einsum("ij,ij->i", x, x)
        if self.epsilon is None:
            return 1 / np.sqrt(np.maximum(squares, _LEAST))
        return 1 / np.sqrt(squares / np.float32(self.width) + np.float32(self.epsilon))

    def _blocks(self, start: int, stop: int, *arrays: Any) -> list[tuple[Array, ...]]:
        """Cuts rows into runs that stay in the cache."""
        rows = [array[start:stop].reshape(-1, self.width) for array in arrays]
        count = (stop - start) * (self.target.size // self.width)
        return [tuple(row[a:b] for row in rows) for a, b in blocks(count, 4 * self.width, 0.25)]
