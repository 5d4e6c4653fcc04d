"""Transposed convolutions of two spatial axes: the kernels of convolutions, used the other way round."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.kernels.windows import Window
from layerloom.models.plan.step import Gradient, Setting, Slot, Step
from layerloom.tensors import Variable


class TransposedStep(Step):
    """Transposed convolution, bias and an activation.

    Args:
        setting: What all steps share.
        source: The images.
        target: The output.
        kernel: The weights, ``(*window, filters, channels)``.
        bias: The bias or ``None``.
        window: How the window of the convolution moves that takes the outputs back to the inputs.
        code: Number of the activation, as the kernels count them.
    """

    def __init__(
        self,
        setting: Setting,
        source: Slot,
        target: Slot,
        kernel: Variable,
        bias: Variable | None,
        window: Window,
        code: int,
    ) -> None:
        super().__init__(setting, [source], target)
        self.kernel, self.bias, self.window, self.code = kernel, bias, window, code
        self.filters, self.channels = kernel.shape[-2:]
        self.depth = kernel.size // self.channels
        steps = (*window.size, *window.strides, *window.dilation, *window.outputs, 1, 1, 0)
        self.geometry = np.array(steps, np.int64)
        self._zeros = np.zeros(self.filters, np.float32)
        self._none = np.zeros(self.channels, np.float32)
        self._ops, self._flat_ops = setting.kernels["convolution"], setting.kernels["elementwise"]
        self._inside = (
            slice(None),
            *(slice(a, a + n) for a, n in zip(window.low, window.inputs, strict=True)),
        )

    def allocate(self) -> None:
        super().allocate()
        self._padded: Array | None = None
        if self.window.has_padding:
            self._padded = self.setting.empty(*self.window.padded, self.filters)

    def allocate_back(self) -> None:
        super().allocate_back()
        parts = self.setting.parts
        self._dz = self.setting.empty(*self.target.shape)
        self._dws = np.zeros((parts, self.depth, self.channels), np.float32)
        self._dbs = np.zeros((parts, self.filters), np.float32)
        self._unused = np.empty((parts, self.channels), np.float32)
        self._dz_padded = None if self._padded is None else np.zeros(self._padded.shape, np.float32)

    def forward(self, start: int, stop: int, part: int) -> None:
        x, y = self.sources[0].value[start:stop], self.target.value[start:stop]
        whole = y if self._padded is None else self._padded[start:stop]
        self._ops.input_gradient(x, self._weights, self.geometry, whole, self.setting.scratch_of(part))
        if self._padded is not None:
            y[...] = whole[self._inside]
        bias = self._zeros if self.bias is None else self.bias.value
        self._flat_ops.bias_activate(y.reshape(-1, self.filters), bias, self.code)

    def backward(self, start: int, stop: int, part: int) -> None:
        rows = (-1, self.filters)
        dy, y, dz = (a[start:stop] for a in (self.target.grad, self.target.value, self._dz))
        self._flat_ops.activation_gradient(
            dy.reshape(rows), y.reshape(rows), self.code, dz.reshape(rows), self._dbs[part]
        )
        if self._dz_padded is not None:
            whole = self._dz_padded[start:stop]
            whole[self._inside] = dz
            dz = whole
        x, scratch = self.sources[0].value[start:stop], self.setting.scratch_of(part)
        if self.kernel.trainable:
            self._ops.weight_gradient(dz, x, self.geometry, self._dws[part], self._unused[part], scratch)
        if self.dx[0] is not None:
            self._ops.forward(dz, self._weights, self._none, self.geometry, self.dx[0][start:stop], scratch)

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return [self._gather]

    def _gather(self, count: int) -> list[Gradient]:
        found: list[Gradient] = []
        if self.kernel.trainable:
            dw: Any = self._dws.sum(axis=0)
            found.append((self.kernel, 0, self.kernel.size, dw.reshape(-1)))
        if self.bias is not None and self.bias.trainable:
            found.append((self.bias, 0, self.filters, self._dbs.sum(axis=0)))
        return found

    @property
    def _weights(self) -> Array:
        return self.kernel.value.reshape(self.depth, self.channels)

    @property
    def cost(self) -> float:
        rows, columns = self.window.outputs
        return 3.0 * float(rows * columns * self.depth * self.channels)
