"""Dense layers over an axis that others follow, such as the steps of sequences: nothing is turned round."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from layerloom.kernels.arrays import Array, blocks
from layerloom.models.plan.step import Gradient, Setting, Slot, flat
from layerloom.models.plan.weighted import MatrixStep, pieces_of
from layerloom.tensors import Variable


class AcrossStep(MatrixStep):
    """``activation(kernel.T @ x + bias)`` for tables ``x`` (features, places), of which a sample has one or several.

    Args:
        setting: What all steps share.
        source: The input.
        target: The output.
        kernel: The weights (features, units), either of which may be several axes.
        bias: The bias or ``None``.
        code: Number of the activation, as the kernels count them.
        features: How many features there are.
        places: How many places behind the features there are.
    """

    def __init__(
        self,
        setting: Setting,
        source: Slot,
        target: Slot,
        kernel: Variable,
        bias: Variable | None,
        code: int,
        features: int,
        places: int,
    ) -> None:
        super().__init__(setting, source, target, kernel, bias, code, features)
        self.places = places
        self._zeros = np.zeros(places, np.float32)

    def allocate_back(self) -> None:
        super().allocate_back()
        self._dz = self.setting.empty(*self.target.shape) if self.code else None
        parts = self.setting.parts
        self._dws = np.zeros((parts, self.features, self.units), np.float32)
        self._dbs = np.zeros((parts, self.units), np.float32)
        self._ones = np.ones(self.places, np.float32)

    def forward(self, start: int, stop: int, part: int) -> None:
        y = self._tables(self.target.value, self.units, start, stop)
        np.matmul(self._matrix.T, self._tables(self.sources[0].value, self.features, start, stop), out=y)
        if self.bias is not None:
            y += flat(self.bias)[:, None]
        if self.code:
            self._ops.bias_activate(y.reshape(-1, self.places), self._zeros, self.code)

    def backward(self, start: int, stop: int, part: int) -> None:
        dz = self._tables(self.target.grad, self.units, start, stop)
        if self._dz is not None:
            rows = -1, self.places
            y, slopes = self.target.value[start:stop].reshape(rows), self._dz[start:stop].reshape(rows)
            self._ops.activation_gradient(dz.reshape(rows), y, self.code, slopes, np.empty_like(self._zeros))
            dz = slopes.reshape(dz.shape)
        x = self._tables(self.sources[0].value, self.features, start, stop)
        if self.kernel.trainable:
            self._dws[part] = 0
            # Every table makes a matrix as large as the kernel; not all of them shall be there at once.
            for a, b in blocks(len(x), 4 * self.kernel.size):
                self._dws[part] += np.matmul(x[a:b], dz[a:b].swapaxes(1, 2)).sum(axis=0)
        if self.bias is not None:
            np.sum(dz @ self._ones, axis=0, out=self._dbs[part])  # sums over short rows are slow
        if self.dx[0] is not None:
            np.matmul(self._matrix, dz, out=self._tables(self.dx[0], self.features, start, stop))

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return pieces_of([(self.kernel, self._dws), (self.bias, self._dbs)], self.setting.parts)

    def _tables(self, array: Array, size: int, start: int, stop: int) -> Array:
        return array[start:stop].reshape(-1, size, self.places)
