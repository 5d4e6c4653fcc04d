"""Dense layers over an axis that others follow, such as the steps of sequences: nothing is turned round."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.models.plan.step import Gradient, Setting, Slot, Step, flat
from layerloom.tensors import Variable


class AcrossStep(Step):
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
        super().__init__(setting, [source], target)
        self.kernel, self.bias, self.code = kernel, bias, code
        self.features, self.places, self.units = features, places, kernel.size // features
        self._ops = setting.kernels["elementwise"]
        self._zeros = np.zeros(places, np.float32)

    def allocate_back(self) -> None:
        super().allocate_back()
        self._dz = self.setting.empty(*self.target.shape) if self.code else None
        parts = self.setting.parts
        self._dws = np.zeros((parts, self.features, self.units), np.float32)
        self._dbs = np.zeros((parts, self.units), np.float32)

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
            slopes, y = self._tables(self._dz, self.units, start, stop), self.target.value[start:stop]
            rows = (a.reshape(-1, self.places) for a in (dz, y))
            self._ops.activation_gradient(
                *rows, self.code, slopes.reshape(-1, self.places), np.empty_like(self._zeros)
            )
            dz = slopes
        x = self._tables(self.sources[0].value, self.features, start, stop)
        if self.kernel.trainable:
            np.sum(np.matmul(x, dz.swapaxes(1, 2)), axis=0, out=self._dws[part])
        if self.bias is not None:
            np.sum(dz, axis=(0, 2), out=self._dbs[part])
        if self.dx[0] is not None:
            np.matmul(self._matrix, dz, out=self._tables(self.dx[0], self.features, start, stop))

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return [self._gradients]

    def _gradients(self, count: int) -> list[Gradient]:
        pairs = (self.kernel, self._dws), (self.bias, self._dbs)
        return [
            (v, 0, v.size, parts.sum(axis=0).reshape(-1))
            for v, parts in pairs
            if v is not None and v.trainable
        ]

    @property
    def _matrix(self) -> Array:
        return self.kernel.value.reshape(self.features, self.units)

    def _tables(self, array: Array, size: int, start: int, stop: int) -> Array:
        return array[start:stop].reshape(-1, size, self.places)

    @property
    def cost(self) -> float:
        return 3.0 * float(self.sources[0].size * self.units)
