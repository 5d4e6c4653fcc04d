"""Recurrent layers that begin with given states or give their last ones: with masks, dropout, and either way round."""

from __future__ import annotations

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.models.plan.packed import PackedStep, Rows
from layerloom.models.plan.recurrent import WithStates


class ChainedPackedStep(WithStates, PackedStep):
    """An LSTM, GRU or simple recurrence whose states come from somewhere or go somewhere.

    Behind the name it takes the mask (True where a step counts; ``None`` where all do) and whether to drop inputs.
    """

    def _set_first(self, rows: Rows, states: Array, carries: Array) -> None:
        super()._set_first(rows, states, carries)
        for array, slot in zip((states, carries), self.sources[1:], strict=False):
            given = slot.value[rows.start : rows.stop][rows.order]
            array[: rows.first] = given[: rows.first]
            array[rows.total + rows.first : -1] = given[rows.first :]

    def _show(self, rows: Rows, states: Array, carries: Array) -> None:
        super()._show(rows, states, carries)
        if not self.layer.return_sequences:  # a sample without steps has no output but zeros
            self.target.value[rows.start : rows.stop][rows.order[rows.first :]] = 0
        for array, slot in zip((states, carries), self._targets[1:], strict=False):
            slot.value[rows.start : rows.stop][rows.order] = array[rows.total : -1]

    def _slopes_behind(self, rows: Rows, slopes: Array) -> Array:
        super()._slopes_behind(rows, slopes)
        if not self.layer.return_sequences:
            slopes[rows.total + rows.first :] = 0
        ends = np.zeros((self._states, rows.stop - rows.start, self.units), np.float32)
        for state, slot in zip((slopes[rows.total : -1], ends[-1]), self._targets[1:], strict=False):
            if slot.grad is not None:
                state += slot.grad[rows.start : rows.stop][rows.order]
        return ends

    def _hand_on(self, rows: Rows, slopes: Array, ends: Array) -> None:
        ends[0, rows.first :] = slopes[rows.total + rows.first : -1]
        for end, dx in zip(ends, self.dx[1:], strict=False):
            if dx is not None:
                dx[rows.start : rows.stop][rows.order] = end
