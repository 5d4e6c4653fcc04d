"""Convolutions of any number of axes, with any steps, dilation and groups, and transposed ones, without columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.kernels.taps import neighbours, reach
from layerloom.kernels.windows import Window
from layerloom.models.plan.step import Gradient, Setting, Slot, flat, rows_of
from layerloom.models.plan.weighted import KernelStep, gradients_of
from layerloom.tensors import Variable


class TapsStep(KernelStep):
    """Convolution or transposed convolution, bias and an activation.

    Args:
        setting: What all steps share.
        source: The images.
        target: The output.
        kernel: The weights, ``(*window, channels / groups, filters)``; the channels are what a transposed one gives.
        bias: The bias or ``None``.
        window: How the kernel moves; that of a transposed convolution takes its outputs back to its inputs.
        code: Number of the activation, as the kernels count them.
        groups: Groups of channels that do not see each other.
        turned: Whether it is transposed.
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
        code: int,
        groups: int = 1,
        turned: bool = False,
    ) -> None:
        super().__init__(setting, source, target, kernel, bias)
        self.window, self.code, self.turned = window, code, turned
        self._ops = ops = setting.kernels["taps"]
        ends = target, source
        self.channels, self.filters = (slot.shape[-1] for slot in (ends if turned else ends[::-1]))
        self._units = self.channels if turned else self.filters
        self._beside = 1
        # A number that is none would reach neighbours: predictions are exact.
        if setting.training and not turned:
            self._beside = neighbours(window, self.filters, groups, ops.LANES)
        given = window, self.channels, self.filters, groups
        self._reach = found = reach(*given, ops.LANES, ops.PLACES, self._beside)
        self._there = (found.back, found.back_index) if turned else (found.passes, found.index)
        self._back = (found.passes, found.index) if turned else (found.back, found.back_index)
        self._lines, self._slope_lines = found.lines, found.slope_lines
        self._sizes = found.room, found.slope_room
        if turned:
            self._lines, self._slope_lines = self._slope_lines, self._lines
            self._sizes = found.slope_room, found.room
        elif not window.has_padding:
            self._lines = np.empty(0, np.int64)
            self._sizes = 0, found.slope_room
        self._slack = 2 * ops.LANES

    def allocate(self) -> None:
        super().allocate()
        parts = self.setting.parts
        self._room = np.zeros((parts, self._sizes[0] + self._slack), np.float32)
        self._bias = np.zeros(self._beside * self._units + self._slack, np.float32)
        self._packed = np.empty(len(self._there[1]), np.float32)

    def allocate_back(self) -> None:
        super().allocate_back()
        parts = self.setting.parts
        self._slope_room = np.zeros((parts, self._sizes[1] + self._slack), np.float32)
        self._dws = np.zeros((parts, len(self._reach.index) if self.trains_weights else 0), np.float32)
        self._dbs = np.zeros((parts, self._units), np.float32)
        self._dw = np.empty(self.kernel.size, np.float32)
        self._zeros = np.zeros(max(self.channels, self.filters) + self._slack, np.float32)
        self._packed_back = np.empty(len(self._back[1]) if self.dx[0] is not None else 0, np.float32)
        self._nothing = np.empty((0, self.sources[0].size), np.float32)

    def start(self, count: int) -> None:
        self._ops.pack(flat(self.kernel), self._there[1], self._packed)
        if self.bias is not None:
            self._bias[: self._beside * self._units] = np.tile(self.bias.value, self._beside)
        if self.setting.training and self.dx[0] is not None:
            self._ops.pack(flat(self.kernel), self._back[1], self._packed_back)

    def forward(self, start: int, stop: int, part: int) -> None:
        x, y = rows_of(self.sources[0].value, start, stop), rows_of(self.target.value, start, stop)
        self._ops.forward(
            x,
            self._lines,
            self._room[part],
            self._reach.table,
            self._there[0],
            self._packed,
            self._bias,
            self.code,
            y,
        )

    def backward(self, start: int, stop: int, part: int) -> None:
        x, dx = rows_of(self.sources[0].value, start, stop), self.dx[0]
        y, dy = (rows_of(a, start, stop) for a in (self.target.value, self.target.grad))
        self._ops.backward(
            x, self._lines, self._room[part], y, dy, self.code, self._slope_lines, self._slope_room[part],
            self._reach.table, self._reach.passes, self._dws[part], self._dbs[part], self.turned,
            self._back[0], self._packed_back, self._zeros,
            self._nothing if dx is None else rows_of(dx, start, stop),
        )  # fmt: skip

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return [self._gather]

    def _gather(self, count: int) -> list[Gradient]:
        if self.kernel.trainable:
            packed: Any = self._dws.sum(axis=0) if len(self._dws) > 1 else self._dws[0]
            if self._beside == 1:
                self._ops.unpack(packed, self._reach.index, self._dw)
            else:  # neighbours have the same weights
                index = self._reach.index
                self._dw[:] = np.bincount(index + 1, packed, self._dw.size + 1)[1:]
        return gradients_of([(self.kernel, self._dw), (self.bias, self._dbs.sum(axis=0))])

    @property
    def cost(self) -> float:
        places = self.target.size // self._units if not self.turned else self.sources[0].size // self.filters
        return 3.0 * float(places * self.kernel.size)
