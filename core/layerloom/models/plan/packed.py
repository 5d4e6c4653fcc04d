"""Recurrent layers over the steps that a mask keeps: what is masked costs nothing."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.models.plan.codes import CODES
from layerloom.models.plan.recurrent import RecurrentStep
from layerloom.models.plan.step import Setting, Slot
from layerloom.random import dropout_mask

#: What stands for no slopes of first states.
_NO_ENDS = np.empty((0, 0, 0), np.float32)


class Rows(NamedTuple):
    """The steps that count of some samples; those of one number are a group.

    Args:
        start: The first sample.
        stop: Behind the last one.
        starts: Where each group of rows begins, and where the last one ends.
        places: Which step each row is, counted sample by sample.
        order: The samples, those with most rows first.
        shown: Which state every step shows.
    """

    start: int
    stop: int
    starts: Array
    places: Array
    order: Array
    shown: Array

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self.places)

    @property
    def first(self) -> int:
        """How many samples have rows."""
        return int(self.starts[1]) if len(self.starts) > 1 else 0


class PackedStep(RecurrentStep):
    """An LSTM, GRU or simple recurrence from zeros, with or without a mask, in either direction.

    Args:
        setting: What all steps share.
        source: The sequences.
        target: The output.
        layer: The layer.
        name: ``"lstm"``, ``"gru"`` or ``"simple"``.
        mask: True where a step counts; ``None`` where all do.
        trains: Whether to drop inputs.
    """

    family = "packed"

    def __init__(
        self,
        setting: Setting,
        source: Slot,
        target: Slot,
        layer: Any,
        name: str,
        mask: Slot | None,
        trains: bool,
    ) -> None:
        super().__init__(setting, source, target, layer, name)
        self.mask, self.layer, self._trains = mask, layer, trains
        self.code = CODES.get(self.cell.activation, 0)
        self._ops = setting.kernels["packed"]
        self._drop: Any = None
        self._now: list[Any] = []

    def allocate(self) -> None:
        self.target.value = self.setting.empty(*self.target.shape)
        most = self.setting.share
        rows, parts = most * self.steps, range(self.setting.parts)
        ends = rows + most + 1
        self._sizes = [
            rows * self.features,
            rows * self._width,
            ends * self.units,
            ends * self.units if self.name == "lstm" else 0,
            rows * self._width if self.name == "gru" else 0,
        ]
        self._memory = [[np.empty(size, np.float32) for size in self._sizes] for _ in parts]
        self._numbers = [
            [np.zeros(size, np.int64) for size in (self.steps + 1, rows, most, most, rows)] for _ in parts
        ]
        self._all = np.ones((most, self.steps), np.bool_)
        self._now = [None for _ in parts]

    def allocate_back(self) -> None:
        super().allocate_back()
        parts = range(self.setting.parts)
        self._slopes = [np.empty(self._sizes[2], np.float32) for _ in parts]
        self._dseen = [np.empty(self._sizes[0] if self.dx[0] is not None else 0, np.float32) for _ in parts]

    def start(self, count: int) -> None:
        rate = self.cell.dropout if self._trains else 0
        if 0 < rate < 1:  # as in Keras, which drops nothing where all shall go
            self._drop = dropout_mask((count, self.features), rate, "float32", self.cell.seed_generator)

    def forward(self, start: int, stop: int, part: int) -> None:
        if start == stop:
            return
        rows = self._packed(start, stop, part)
        seen, gates, states, carries, turns = kept = self._kept_rows(stop - start, rows.total, part)
        x = self.sources[0].value[start:stop].reshape(-1, self.features)
        np.take(x, rows.places, axis=0, out=seen, mode="clip")  # the mode that needs no copy
        if self._drop is not None:
            seen *= self._drop[start + rows.places // self.steps]
        self._set_first(rows, states, carries)
        bias = self._bias.reshape(-1)
        self._forward(seen, rows.starts, *self._weights, bias, self.code, gates, states, carries, turns)
        self._show(rows, states, carries)
        self._now[part] = rows, kept

    def _set_first(self, rows: Rows, states: Array, carries: Array) -> None:
        """Sets the states before the first steps, and those of samples without any."""
        for array in (states, carries):
            array[: rows.first] = 0
            array[rows.total :] = 0

    def _show(self, rows: Rows, states: Array, carries: Array) -> None:
        """Sets the output."""
        y = self.target.value[rows.start : rows.stop]
        if self.layer.return_sequences:
            np.take(states, rows.shown, axis=0, out=y.reshape(-1, self.units), mode="clip")
        else:
            y[rows.order] = states[rows.total : -1]

    def backward(self, start: int, stop: int, part: int) -> None:
        found = self._dws[part], self._dus[part], self._dbs[part].reshape(-1, self._width)
        if start == stop:
            for array in found:
                array.fill(0)
            return
        rows, kept = self._now[part]
        seen, _, states, _, _ = kept
        slopes = self._slopes[part][: states.size].reshape(states.shape)
        dx = self.dx[0]
        dseen = (self._dseen[part][: seen.size] if dx is not None else self._dseen[part][:0]).reshape(
            -1, self.features
        )
        ends = self._slopes_behind(rows, slopes)
        self._backward(slopes, rows.starts, *self._weights, self.code, *kept, *found, dseen, ends)
        if dx is not None:
            if self._drop is not None:
                dseen *= self._drop[start + rows.places // self.steps]
            if rows.total < (stop - start) * self.steps:
                dx[start:stop] = 0
            dx[start:stop].reshape(-1, self.features)[rows.places] = dseen
        self._hand_on(rows, slopes, ends)

    def _slopes_behind(self, rows: Rows, slopes: Array) -> Array:
        """Sets the slopes of all states; returns what takes those of the first ones."""
        dy = self.target.grad
        if dy is None:
            slopes.fill(0)
        elif self.layer.return_sequences:
            self._ops.scatter(dy[rows.start : rows.stop].reshape(-1, self.units), rows.shown, slopes)
        else:
            slopes.fill(0)
            slopes[rows.total : -1] = dy[rows.start : rows.stop][rows.order]
        return _NO_ENDS

    def _hand_on(self, rows: Rows, slopes: Array, ends: Array) -> None:
        """Gives the slopes of the first states to where these come from."""

    def _packed(self, start: int, stop: int, part: int) -> Rows:
        count = stop - start
        given = None if self.mask is None else self.mask.value
        flags = self._all[:count] if given is None else np.require(given[start:stop], np.bool_, "W")
        starts, places, order, lengths, shown = self._numbers[part]
        order, lengths, shown = order[:count], lengths[:count], shown[: count * self.steps]
        layer = self.layer
        groups = self._ops.pack(
            flags, bool(layer.go_backwards), bool(layer.zero_output_for_mask), starts, places, order, lengths,
            shown.reshape(count, self.steps),
        )  # fmt: skip
        starts = starts[: groups + 1]
        return Rows(start, stop, starts, places[: starts[-1]], order, shown)

    def _kept_rows(self, count: int, total: int, part: int) -> list[Array]:
        """Returns what is kept from the way there for the way back."""
        ends = total + count + 1
        shapes = [
            (total, self.features),
            (total, self._width),
            (ends, self.units),
            (ends if self.name == "lstm" else 0, self.units),
            (total if self.name == "gru" else 0, self._width),
        ]
        return [
            memory[: rows * width].reshape(rows, width)
            for memory, (rows, width) in zip(self._memory[part], shapes, strict=True)
        ]
