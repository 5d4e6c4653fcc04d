"""Vectors for whole numbers, such as those of words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.models.plan.step import Gradient, Setting, Slot, Step


class EmbeddingStep(Step):
    """Looks vectors up; gradients of equal numbers are added where their vector is.

    Args:
        setting: What all steps share.
        source: The numbers.
        target: The output.
        layer: The layer.
    """

    def __init__(self, setting: Setting, source: Slot, target: Slot, layer: Any) -> None:
        super().__init__(setting, [source], target)
        self.layer = layer
        self.mask = Slot(source.shape, "bool", False) if layer.mask_zero else None
        self._ops = setting.kernels["rows"]

    def allocate(self) -> None:
        super().allocate()
        self._numbers = self.setting.empty(*self.sources[0].shape, dtype=np.int64)
        self._flags = self.setting.empty(*self.sources[0].shape, dtype=np.bool_)

    def allocate_back(self) -> None:
        super().allocate_back()
        self._dw = np.zeros(self.layer.embeddings.shape, np.float32)
        self._before = np.empty(0, np.int64)

    def forward(self, start: int, stop: int, part: int) -> None:
        given, numbers = self.sources[0].value[start:stop], self._numbers[start:stop]
        np.copyto(numbers, given.astype(np.int32) if given.dtype.kind == "f" else given)
        self.layer._check(numbers)
        if self.mask is not None:
            np.not_equal(given, 0, out=self._flags[start:stop])
            self.mask.value = self._flags
        np.add(numbers, self.layer.input_dim, out=numbers, where=numbers < 0)
        found = self.target.value[start:stop].reshape(-1, self.target.shape[-1])
        table = self.layer.embeddings.value
        np.take(table, numbers.reshape(-1), axis=0, out=found, mode="clip")  # the mode that needs no copy

    def backward(self, start: int, stop: int, part: int) -> None:
        """Nothing is to be done: the vectors' gradients are summed up at the end."""

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        if not self.layer.embeddings.trainable:
            return []
        rows, parts = len(self._dw), self.setting.parts
        cuts = [rows * part // parts for part in range(parts + 1)]
        self._kept = [self._before] * parts
        return [
            lambda count, part=part: [self._rows(count, part, cuts[part], cuts[part + 1])]  # type: ignore[misc]
            for part in range(parts)
        ]

    def _rows(self, count: int, part: int, low: int, high: int) -> Gradient:
        """Sums up the gradients of some vectors; those that were there in the step before are 0 again."""
        width, numbers = self._dw.shape[1], self._numbers[:count].reshape(-1)
        dy = self.target.grad[:count].reshape(-1, width)
        self._ops.scatter(dy, numbers, self._kept[part], low, high, self._dw)
        self._kept[part] = numbers.copy()
        return self.layer.embeddings, low * width, high * width, self._dw[low:high].reshape(-1)
