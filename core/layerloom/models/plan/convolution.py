"""Convolutions of two spatial axes (or one) with their bias, relu and max-pooling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.kernels.windows import Window
from layerloom.kernels.winograd import winograd_gradient, winograd_weights
from layerloom.models.plan.step import Gradient, Setting, Slot
from layerloom.models.plan.weighted import KernelStep, gradients_of
from layerloom.tensors import Variable

#: Least channels and filters, and squares of outputs in a batch, for which Winograd's rule pays.
_LEAST_CHANNELS, _LEAST_SQUARES = 12, 20

#: Squares of outputs that a thread does at a time by Winograd's rule.
_SQUARES = 128

#: Up to this many numbers in a window, sums are taken straight from the images.
_FEW = 48


class ConvolutionStep(KernelStep):
    """Convolution, bias, relu and a max-pooling whose windows do not overlap.

    Args:
        setting: What all steps share.
        source: The images.
        target: What comes out of the last of the fused layers.
        kernel: The weights, ``(*window, channels, filters)``.
        bias: The bias or ``None``.
        window: How the kernel moves, over two axes.
        pool: The pooling's window, ``None`` without one.
        relu: Whether there is a relu before or behind the pooling.
    """

    frees = True

    def __init__(
        self,
        setting: Setting,
        source: Slot,
        target: Slot,
        kernel: Variable,
        bias: Variable | None,
        window: Window,
        pool: tuple[int, int] | None,
        relu: bool,
    ) -> None:
        super().__init__(setting, source, target, kernel, bias)
        self.window, self.pool, self.relu = window, pool, relu
        self.channels, self.filters = kernel.shape[-2:]
        self.depth = kernel.size // self.filters
        steps = (
            *window.size,
            *window.strides,
            *window.dilation,
            *window.outputs,
            *(pool or (1, 1)),
            int(relu),
        )
        self.geometry = np.array(steps, np.int64)
        self._zeros = np.zeros(self.filters, np.float32)
        self._few = self.depth <= _FEW
        self._ops = setting.kernels["convolution"]
        self._own_ops = setting.kernels["direct"] if self._few else self._ops
        self._flat_ops = setting.kernels["elementwise"]
        self._rule = setting.kernels["winograd"] if self._is_square() else None
        self._by_rule = False

    def _is_square(self) -> bool:
        """Tells whether Winograd's rule fits and pays."""
        moves = self.window
        return (
            moves.size == (3, 3)
            and moves.strides == moves.dilation == (1, 1)
            and self.pool in (None, (2, 2))
            and min(self.channels, self.filters) >= _LEAST_CHANNELS
            and min(moves.outputs) >= 2
            and bool(self.setting.kernels["winograd"].FASTER)
        )

    def allocate(self) -> None:
        super().allocate()
        rows, columns = self.window.outputs
        if self.pool is not None:
            rows, columns = rows // self.pool[0], columns // self.pool[1]
            places = self.setting.capacity if self.setting.training else 0
            self._arg = np.empty((places, rows, columns, self.filters), np.uint8)
        self._outputs = (rows, columns, self.filters)
        self._padded: Array | None = None
        if self.window.has_padding:
            self._padded = np.zeros((self.setting.capacity, *self.window.padded, self.channels), np.float32)
            self._inside = (
                slice(None),
                *(slice(a, a + n) for a, n in zip(self.window.low, self.window.inputs)),
            )
        if self._rule is not None:
            self._squares = -(-self.window.outputs[0] // 2) * -(-self.window.outputs[1] // 2)
            columns = -(-self.window.outputs[1] // 2)
            reach = 4 * self.window.padded[1] * max(self.channels, self.filters)
            lines = -(-_SQUARES // columns) * columns
            size = reach + 16 * (self.channels + self.filters) * lines
            self._form = np.empty((16, self.channels, self.filters), np.float32)
            self._room = np.empty((self.setting.parts, size), np.float32)

    def allocate_back(self) -> None:
        super().allocate_back()
        parts, pool = self.setting.parts, self.pool
        self._turned = pool is not None and not self._few  # gradients lie as (filters, depth)
        shape = (self.filters, self.depth) if self._turned else (self.depth, self.filters)
        self._dws = np.zeros((parts, *shape), np.float32)
        self._dbs = np.zeros((parts, self.filters), np.float32)
        self._dw = np.empty((self.depth, self.filters), np.float32)
        self._dxp = None
        if self.dx[0] is not None and self._padded is not None:
            self._dxp = np.empty(self._padded.shape, np.float32)
        if self._rule is not None and pool is None:
            self._dforms = np.zeros((parts, *self._form.shape), np.float32)
        if pool is None:
            self._dz = self.setting.empty(*self._outputs) if self.relu else None
        else:
            area, places = pool[0] * pool[1], self._outputs[0] * self._outputs[1] + 4
            self._wt = np.empty((self.filters, self.depth), np.float32)
            self._places = np.empty((parts, places), np.int64)
            self._slopes = np.empty((parts, places), np.float32)
            self._numbers = np.empty((parts, area + 1, self.filters + 4 + area), np.int64)
            self._rows = np.empty((parts, area + 1, self.filters + 4), np.float32)

    def start(self, count: int) -> None:
        if self.setting.training and self.dx[0] is not None and self.pool is not None:
            np.copyto(self._wt, self._weights.T)
        self._by_rule = self._rule is not None and count * self._squares >= _LEAST_SQUARES
        if self._by_rule:
            winograd_weights(self.kernel.value.reshape(9, -1), self._form.reshape(16, -1))

    def forward(self, start: int, stop: int, part: int) -> None:
        x = self._images(start, stop)
        if self._padded is not None:
            block = self._padded[start:stop]
            block[self._inside] = x
            x = block
        y = self.target.value[start:stop].reshape(-1, *self._outputs)
        bias = self._zeros if self.bias is None else self.bias.value
        scratch = self.setting.scratch_of(part)
        if self._rule is not None and self._by_rule:
            room = self._room[part]
            if self.pool is None:
                self._rule.forward(x, self._form, bias, self.geometry, y, room)
            else:
                self._rule.pool_forward(x, self._form, bias, self.geometry, y, self._arg[start:stop], room)
        elif self.pool is None:
            self._own_ops.forward(x, self._weights, bias, self.geometry, y, scratch)
        else:
            self._own_ops.pool_forward(
                x, self._weights, bias, self.geometry, y, self._arg[start:stop], scratch
            )

    def backward(self, start: int, stop: int, part: int) -> None:
        x = self._images(start, stop) if self._padded is None else self._padded[start:stop]
        y = self.target.value[start:stop].reshape(-1, *self._outputs)
        dy = self.target.grad[start:stop].reshape(-1, *self._outputs)
        dw, db, scratch = self._dws[part], self._dbs[part], self.setting.scratch_of(part)
        learns = self.trains_weights
        dx = self._target_of_images(start, stop)
        if self.pool is None:
            if self._dz is not None:
                dz = self._dz[start:stop]
                rows = (-1, self.filters)
                self._flat_ops.activation_gradient(dy.reshape(rows), y.reshape(rows), 1, dz.reshape(rows), db)
                dy = dz
            if self._rule is not None and self._by_rule:
                dform = self._dforms[part] if learns else self._dforms[:0, 0]
                dimages = x[:0] if dx is None else dx
                self._rule.gradients(x, dy, self._form, dform, db, dimages, self._room[part])
            else:
                if learns:
                    self._own_ops.weight_gradient(x, dy, self.geometry, dw, db, scratch)
                if dx is not None:
                    self._ops.input_gradient(dy, self._weights, self.geometry, dx, scratch)
        else:
            arg = self._arg[start:stop]
            if learns:
                self._own_ops.pool_weight_gradient(
                    x, y, arg, dy, self.geometry, dw, db, self._places[part], self._slopes[part]
                )
            if dx is not None:
                self._ops.pool_input_gradient(
                    y, arg, dy, self._wt, self.geometry, dx, self._numbers[part], self._rows[part]
                )
        if dx is not None and self._dxp is not None:
            assert self.dx[0] is not None
            self.dx[0][start:stop].reshape(-1, *self.window.inputs, self.channels)[...] = dx[self._inside]

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return [self._gather] if self.trains_weights else []

    def _gather(self, count: int) -> list[Gradient]:
        by_rule = self._by_rule and self.pool is None
        shares = self._dforms if by_rule else self._dws
        whole = shares.sum(axis=0) if len(shares) > 1 else shares[0]
        if self.kernel.trainable and by_rule:
            winograd_gradient(whole.reshape(16, -1), self._dw.reshape(9, -1))
        elif self.kernel.trainable:
            np.copyto(self._dw, whole.T if self._turned else whole)
        return gradients_of([(self.kernel, self._dw), (self.bias, self._dbs.sum(axis=0))])

    @property
    def _weights(self) -> Array:
        return self.kernel.value.reshape(self.depth, self.filters)

    def _images(self, start: int, stop: int) -> Any:
        return self.sources[0].value[start:stop].reshape(-1, *self.window.inputs, self.channels)

    def _target_of_images(self, start: int, stop: int) -> Array | None:
        """Returns where the images' gradient goes, with the padding."""
        if self._dxp is not None:
            return self._dxp[start:stop]
        if self.dx[0] is None:
            return None
        return self.dx[0][start:stop].reshape(-1, *self.window.inputs, self.channels)

    @property
    def cost(self) -> float:
        rows, columns = self.window.outputs
        return 3.0 * float(rows * columns * self.depth * self.filters)
