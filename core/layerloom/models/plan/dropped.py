"""Recurrent layers that drop a part of their states while training: every gate sees a state of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.models.plan.codes import CODES
from layerloom.models.plan.step import Gradient, Setting, Slot, Step
from layerloom.models.plan.weighted import gradients_of
from layerloom.random import dropout_mask


class DroppedStep(Step):
    """An LSTM, GRU or simple recurrence from zeros, with or without a mask, whose states are dropped in part.

    What belongs to gates is laid out as (gates, steps, samples, units).

    Args:
        setting: What all steps share.
        source: The sequences.
        target: The output.
        layer: The layer.
        name: ``"lstm"``, ``"gru"`` or ``"simple"``.
        mask: True where a step counts; ``None`` where all do.
    """

    def __init__(
        self, setting: Setting, source: Slot, target: Slot, layer: Any, name: str, mask: Slot | None
    ) -> None:
        super().__init__(setting, [source], target)
        self.layer, self.cell, self.name, self.mask = layer, layer.cell, name, mask
        self.steps, self.features = source.shape
        self.units, self.gates = layer.cell.units, layer.cell.gates
        self._code = CODES.get(layer.cell.activation, 0)
        self._ops = setting.kernels["elementwise"]
        self._step, self._step_back = self._ways[name]
        self._kept: list[Any] = []

    def allocate(self) -> None:
        super().allocate()
        self._kept = [None] * self.setting.parts

    def allocate_back(self) -> None:
        super().allocate_back()
        self._found: list[Any] = [None] * self.setting.parts

    def start(self, count: int) -> None:
        cell, seed = self.cell, self.cell.seed_generator
        self._given = None
        if 0 < cell.dropout < 1:
            shape = (count, self.features)
            self._given = np.stack([self._drawn(shape, cell.dropout, seed) for _ in range(self.gates)])
        shape = (count, self.units)
        self._states = np.stack([self._drawn(shape, cell.recurrent_dropout, seed) for _ in range(self.gates)])
        self._w, self._u = self._by_gate(cell.kernel.value), self._by_gate(cell.recurrent_kernel.value)
        self._bias = np.zeros((2, self.gates, self.units), np.float32)
        if cell.bias is not None:
            bias = cell.bias.value.reshape(-1, self.gates, self.units)
            self._bias[: len(bias)] = bias

    def forward(self, start: int, stop: int, part: int) -> None:
        x = self._inputs(start, stop)
        z = np.matmul(x, self._w[:, None])
        states = np.zeros((self.steps + 1, stop - start, self.units), np.float32)
        extra = np.zeros_like(states)  # what an LSTM carries, and what a GRU resets
        dropped, inner = (np.empty((self.gates, stop - start, self.units), np.float32) for _ in range(2))
        idle = self._idle(start, stop)
        for t in range(self.steps):
            np.multiply(states[t], self._states[:, start:stop], out=dropped)
            np.matmul(dropped, self._u, out=inner)
            self._step(z[:, t], inner, states[t : t + 2], extra[t : t + 2])
            if idle is not None:
                np.copyto(states[t + 1], states[t], where=idle[t])
                if self.name == "lstm":
                    np.copyto(extra[t + 1], extra[t], where=idle[t])
        self._kept[part] = x, z, states, extra, idle
        y = self.target.value[start:stop]
        y[...] = states[1:].transpose(1, 0, 2) if self.layer.return_sequences else states[-1]
        if idle is not None and self.layer.zero_output_for_mask:
            y[idle[..., 0].T] = 0

    def backward(self, start: int, stop: int, part: int) -> None:
        x, z, states, extra, idle = self._kept[part]
        self._kept[part] = None
        dy, masks = self.target.grad[start:stop], self._states[:, start:stop]
        if idle is not None and self.layer.zero_output_for_mask:
            dy = np.where(idle.swapaxes(0, 1), np.float32(0), dy)
        inner = np.empty_like(z) if self.name == "gru" else z
        dh, dc = np.zeros_like(states[0]), np.zeros_like(states[0])
        across, sums = self._u.swapaxes(1, 2), np.empty_like(z[:, 0])
        for t in reversed(range(self.steps)):
            if self.layer.return_sequences:
                dh += dy[:, t]
            elif t == self.steps - 1:
                dh += dy
            past = None if idle is None else idle[t] * np.stack([dh, dc])  # what goes by idle steps
            if past is not None:
                dh -= past[0]
                dc -= past[1]
            kept = self._step_back(z[:, t], inner[:, t], states[t : t + 2], extra[t : t + 2], dh, dc)
            np.matmul(inner[:, t], across, out=sums)
            sums *= masks
            dh = sums.sum(axis=0)
            if kept is not None:
                dh += kept
            if past is not None:
                dh += past[0]
                dc += past[1]
        dropped = (states[:-1] * masks[:, None]).reshape(self.gates, -1, self.units)
        rows, slopes = x.reshape(len(x), -1, self.features), z.reshape(self.gates, -1, self.units)
        inside = inner.reshape(slopes.shape)
        self._found[part] = (
            np.matmul(rows.swapaxes(1, 2), slopes),
            np.matmul(dropped.swapaxes(1, 2), inside),
            np.stack([slopes.sum(axis=1), inside.sum(axis=1)]),
        )
        if self.dx[0] is not None:
            back = np.matmul(z, self._w.swapaxes(1, 2)[:, None])
            if self._given is not None:
                back *= self._given[:, None, start:stop]
            dx = back.sum(axis=0).transpose(1, 0, 2)
            self.dx[0][start:stop] = dx[:, ::-1] if self.layer.go_backwards else dx

    # -- steps of the three --------------------------------------------------------------------------------

    @property
    def _ways(self) -> dict[str, tuple[Callable[..., None], Callable[..., Array | None]]]:
        """How each of the three takes one step, and goes one back, which returns what else the state before gets."""
        return {
            "lstm": (self._lstm, self._lstm_back),
            "gru": (self._gru, self._gru_back),
            "simple": (self._simple, self._simple_back),
        }

    def _activate(self, z: Array, gate: int, code: int) -> None:
        self._ops.bias_activate(z[gate], self._bias[0, gate], code)

    def _lstm(self, z: Array, inner: Array, states: Array, carries: Array) -> None:
        z += inner
        for gate in range(4):
            self._activate(z, gate, 2 if gate == 2 else 3)
        i, f, v, o = z
        np.multiply(i, v, out=carries[1])
        carries[1] += f * carries[0]
        np.tanh(carries[1], out=states[1])
        states[1] *= o

    def _lstm_back(self, z: Array, inner: Array, states: Array, carries: Array, dh: Array, dc: Array) -> None:
        i, f, v, o = z.copy()
        bent = np.tanh(carries[1])
        dc += dh * o * (1 - bent * bent)
        z[0] = dc * v * i * (1 - i)
        z[1] = dc * carries[0] * f * (1 - f)
        z[2] = dc * i * (1 - v * v)
        z[3] = dh * bent * o * (1 - o)
        dc *= f

    def _gru(self, z: Array, inner: Array, states: Array, turns: Array) -> None:
        inner += self._bias[1][:, None]
        z[:2] += inner[:2]
        self._activate(z, 0, 3)
        self._activate(z, 1, 3)
        turns[0] = inner[2]
        z[2] += z[1] * inner[2]
        self._activate(z, 2, 2)
        np.subtract(states[0], z[2], out=states[1])
        states[1] *= z[0]
        states[1] += z[2]

    def _gru_back(self, z: Array, inner: Array, states: Array, turns: Array, dh: Array, dc: Array) -> Array:
        u, r, v = z.copy()
        z[0] = inner[0] = dh * (states[0] - v) * u * (1 - u)
        z[2] = dh * (1 - u) * (1 - v * v)
        z[1] = inner[1] = z[2] * turns[0] * r * (1 - r)
        inner[2] = z[2] * r
        found: Array = dh * u
        return found

    def _simple(self, z: Array, inner: Array, states: Array, extra: Array) -> None:
        z += inner
        self._activate(z, 0, self._code)
        states[1] = z[0]

    def _simple_back(self, z: Array, inner: Array, states: Array, extra: Array, dh: Array, dc: Array) -> None:
        y = z[0].copy()
        self._ops.activation_gradient(dh, y, self._code, z[0], np.empty(self.units, np.float32))

    # -- weights -------------------------------------------------------------------------------------------

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return [self._gradients]

    def _gradients(self, count: int) -> list[Gradient]:
        cell = self.cell
        dw, du, db = (sum(parts) for parts in zip(*self._found, strict=True))
        both = cell.bias is not None and cell.bias.size == db.size
        return gradients_of(
            [
                (cell.kernel, dw.swapaxes(0, 1)),
                (cell.recurrent_kernel, du.swapaxes(0, 1)),
                (cell.bias, db if both else db[0]),
            ]
        )

    def _inputs(self, start: int, stop: int) -> Array:
        """Returns the inputs, time first, for every gate or for all of them."""
        x = self.sources[0].value[start:stop]
        x = (x[:, ::-1] if self.layer.go_backwards else x).transpose(1, 0, 2)[None]
        found: Array = (
            np.ascontiguousarray(x) if self._given is None else x * self._given[:, None, start:stop]
        )
        return found

    def _idle(self, start: int, stop: int) -> Array | None:
        """Returns where samples have a step that does not count, (steps, samples, 1) in the order of reading."""
        if self.mask is None or self.mask.value is None:
            return None
        flags = ~self.mask.value[start:stop].astype(np.bool_)
        found: Array = (flags[:, ::-1] if self.layer.go_backwards else flags).T[..., None]
        return found

    def _by_gate(self, weights: Array) -> Array:
        return np.ascontiguousarray(weights.reshape(-1, self.gates, self.units).swapaxes(0, 1))

    @staticmethod
    def _drawn(shape: tuple[int, ...], rate: float, seed: Any) -> Array:
        return dropout_mask(shape, rate, "float32", seed)

    @property
    def cost(self) -> float:
        return 3.0 * float(self.steps * self.gates * self.units * (self.features + self.units + 20))
