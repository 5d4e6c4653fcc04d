"""Depthwise convolutions of any number of axes and steps; a separable one is one of these and a pointwise one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from layerloom.kernels.taps import reach
from layerloom.kernels.windows import Window
from layerloom.models.plan.step import Gradient, Setting, Slot, rows_of
from layerloom.models.plan.weighted import KernelStep, added_up
from layerloom.tensors import Variable

#: Channels that are computed at a time, and places of windows whose gradients are.
_LANES, _TAPS = 16, 9


class ChannelsStep(KernelStep):
    """Filters every channel with one kernel, adds a bias and applies an activation.

    Args:
        setting: What all steps share.
        source: The images.
        target: The output.
        kernel: The weights ``(*window, channels, 1)``.
        bias: The bias or ``None``.
        window: How the kernel moves.
        code: Number of the activation, as the kernels count them.
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
    ) -> None:
        super().__init__(setting, source, target, kernel, bias)
        self.window, self.code = window, code
        self.channels = kernel.shape[-2]
        self._ops = setting.kernels["channels"]
        # As for one channel, whose numbers are whole rows here.
        found = self._reach = reach(window, 1, 1, 1, 2, 4)
        self._table = found.table * self.channels
        self._lines = (found.lines if window.has_padding else found.lines[:0]) * self.channels
        self._slope_lines = found.slope_lines * self.channels
        self._span = -(-self.channels // _LANES) * _LANES

    def allocate(self) -> None:
        super().allocate()
        size = self._reach.room * self.channels if self.window.has_padding else 0
        self._room = np.zeros((self.setting.parts, size), np.float32)
        self._weights = np.zeros((self.window.area, self._span), np.float32)
        self._bias = np.zeros(self._span, np.float32)

    def allocate_back(self) -> None:
        super().allocate_back()
        parts, filled = self.setting.parts, -(-self.window.area // _TAPS) * _TAPS
        self._slope_room = np.zeros((parts, self._reach.slope_room * self.channels), np.float32)
        self._dws = np.zeros((parts, filled if self.trains_weights else 0, self._span), np.float32)
        self._dbs = np.zeros((parts, self.channels), np.float32)
        self._zeros = np.zeros(self._span, np.float32)
        self._nothing = np.empty((0, self.sources[0].size), np.float32)
        self._taps = self._reach.back_index
        self._weights_back = np.zeros((len(self._taps), self._span), np.float32)

    def start(self, count: int) -> None:
        rows = self.kernel.value.reshape(self.window.area, self.channels)
        self._weights[:, : self.channels] = rows
        if self.bias is not None:
            self._bias[: self.channels] = self.bias.value
        if self.setting.training and self.dx[0] is not None:
            seen = self._taps >= 0
            self._weights_back[seen, : self.channels] = rows[self._taps[seen]]

    def forward(self, start: int, stop: int, part: int) -> None:
        x, y = rows_of(self.sources[0].value, start, stop), rows_of(self.target.value, start, stop)
        self._ops.forward(
            x, self._lines, self._room[part], self._table, self._reach.passes, self._weights, self._bias,
            self.channels, self.code, y,
        )  # fmt: skip

    def backward(self, start: int, stop: int, part: int) -> None:
        x, dx = rows_of(self.sources[0].value, start, stop), self.dx[0]
        y, dy = (rows_of(a, start, stop) for a in (self.target.value, self.target.grad))
        self._ops.backward(
            x, self._lines, self._room[part], y, dy, self.code, self._slope_lines, self._slope_room[part],
            self._table, self._reach.passes, self._dws[part], self._dbs[part], self._reach.back,
            self._weights_back, self._zeros, self._nothing if dx is None else rows_of(dx, start, stop),
        )  # fmt: skip

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return [self._gather]

    def _gather(self, count: int) -> list[Gradient]:
        dws = self._dws[:, : self.window.area, : self.channels]
        return added_up([(self.kernel, dws), (self.bias, self._dbs)])

    @property
    def cost(self) -> float:
        return 3.0 * float(self.target.size * self.window.area)
