"""Dense layers with their bias and activation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.models.plan.step import Gradient, Product, flat
from layerloom.models.plan.weighted import MatrixStep


class DenseStep(MatrixStep):
    """``activation(x @ kernel + bias)`` over the last axis."""

    def allocate(self) -> None:
        super().allocate()
        self.zeros = np.zeros(self.units, np.float32)

    def allocate_back(self) -> None:
        super().allocate_back()
        self.dz = self.setting.empty(*self.target.shape)
        self.sums = np.zeros((self.setting.parts, self.units), np.float32)

    def forward(self, start: int, stop: int, part: int) -> None:
        y = self.target.value[start:stop].reshape(-1, self.units)
        np.matmul(self._input(start, stop), self._matrix, out=y)
        if self.bias is not None or self.code:
            self._ops.bias_activate(y, self.zeros if self.bias is None else flat(self.bias), self.code)

    def backward(self, start: int, stop: int, part: int) -> None:
        dy = self.target.grad[start:stop].reshape(-1, self.units)
        dz = self.dz[start:stop].reshape(-1, self.units)
        y = self.target.value[start:stop].reshape(-1, self.units)
        self._ops.activation_gradient(dy, y, self.code, dz, self.sums[part])
        if self.dx[0] is not None:
            np.matmul(dz, self._matrix.T, out=self.dx[0][start:stop].reshape(-1, self.features))

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        found: list[Callable[[int], list[Gradient]]] = []
        if self.kernel.trainable:
            parts = self.setting.parts if self.kernel.size > 4096 else 1
            for part in range(parts):
                low, high = self.features * part // parts, self.features * (part + 1) // parts
                found.append(lambda count, low=low, high=high: [self._rows(count, low, high)])  # type: ignore[misc]
        if self.bias is not None and self.bias.trainable:
            found.append(self._bias)
        return found

    def _rows(self, count: int, low: int, high: int) -> Gradient:
        product = Product(self._input(0, count), self.dz[:count].reshape(-1, self.units), low, high)
        return self.kernel, low * self.units, high * self.units, product

    def _bias(self, count: int) -> list[Gradient]:
        assert self.bias is not None
        db = self.sums.sum(axis=0) if len(self.sums) > 1 else self.sums[0]
        return [(self.bias, 0, self.units, db)]

    def _input(self, start: int, stop: int) -> Array:
        found: Any = self.sources[0].value[start:stop].reshape(-1, self.features)
        return found  # type: ignore[no-any-return]
