"""LSTM and GRU layers over whole sequences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.models.plan.step import Gradient, Setting, Slot, Step
from layerloom.models.plan.weighted import pieces_of

#: What stands for no slopes of last states.
_NO_ENDS = np.empty((0, 0, 0), np.float32)


class RecurrentStep(Step):
    """An LSTM or GRU with the usual activations, from zeros, without dropout.

    Args:
        setting: What all steps share.
        source: The sequences.
        target: The output.
        layer: The layer.
        name: ``"lstm"`` or ``"gru"``.
    """

    #: Which kernels it runs on.
    family = "recurrent"

    def __init__(self, setting: Setting, source: Slot, target: Slot, layer: Any, name: str) -> None:
        super().__init__(setting, [source], target)
        self.cell, self.name = layer.cell, name
        self.steps, self.features = source.shape
        self.units = target.shape[-1]
        ops = setting.kernels[self.family]
        self._forward, self._backward = getattr(ops, f"{name}_forward"), getattr(ops, f"{name}_backward")
        self._width = self.cell.kernel.shape[1]
        shape = (2, self._width) if name == "gru" else (self._width,)
        self._zeros = np.zeros(shape, np.float32)

    def allocate(self) -> None:
        super().allocate()
        most = self.setting.share
        second = (self.steps + 1) * self.units if self.name == "lstm" else self.steps * self._width
        sizes = (self.steps * self.features, self.steps * self._width, (self.steps + 1) * self.units, second)
        self._memory = [
            [np.empty(most * size, np.float32) for size in sizes] for _ in range(self.setting.parts)
        ]

    def allocate_back(self) -> None:
        super().allocate_back()
        parts = self.setting.parts
        self._dws = np.zeros((parts, *self.cell.kernel.shape), np.float32)
        self._dus = np.zeros((parts, *self.cell.recurrent_kernel.shape), np.float32)
        self._dbs = np.zeros((parts, *self._zeros.shape), np.float32)
        self._nothing = np.empty((0, self.steps, self.features), np.float32)

    def forward(self, start: int, stop: int, part: int) -> None:
        if start == stop:
            return
        x = self.sources[0].value[start:stop]
        y = self.target.value[start:stop].reshape(stop - start, -1, self.units)
        kept = self._kept(stop - start, part)
        self._begin(kept, start, stop)
        self._forward(x, *self._weights, self._bias, *kept, y)

    def _begin(self, kept: list[Array], start: int, stop: int) -> None:
        """Sets the states before the first step."""
        kept[2][0] = 0
        if self.name == "lstm":
            kept[3][0] = 0

    def backward(self, start: int, stop: int, part: int) -> None:
        found = self._dws[part], self._dus[part], self._dbs[part]
        if start == stop:
            for array in found:
                array.fill(0)
            return
        dy = self.target.grad[start:stop].reshape(stop - start, -1, self.units)
        self._run_back(dy, start, stop, part, _NO_ENDS)

    def _run_back(self, dy: Array, start: int, stop: int, part: int, ends: Array) -> None:
        found = self._dws[part], self._dus[part], self._dbs[part]
        dx = self._nothing if self.dx[0] is None else self.dx[0][start:stop]
        self._backward(dy, *self._weights, *self._kept(stop - start, part), *found, dx, ends)

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        cell = self.cell
        shares = [(cell.kernel, self._dws), (cell.recurrent_kernel, self._dus), (cell.bias, self._dbs)]
        return pieces_of(shares, self.setting.parts)

    @property
    def _weights(self) -> tuple[Array, Array]:
        return self.cell.kernel.value, self.cell.recurrent_kernel.value

    @property
    def _bias(self) -> Array:
        return self._zeros if self.cell.bias is None else self.cell.bias.value.reshape(self._zeros.shape)

    def _kept(self, count: int, part: int) -> list[Array]:
        """Returns what is kept from the way there for the way back."""
        second = (self.steps + 1, self.units) if self.name == "lstm" else (self.steps, self._width)
        shapes = [
            (self.steps, self.features),
            (self.steps, self._width),
            (self.steps + 1, self.units),
            second,
        ]
        return [
            memory[: count * steps * size].reshape(steps, count, size)
            for memory, (steps, size) in zip(self._memory[part], shapes, strict=True)
        ]

    @property
    def cost(self) -> float:
        return 3.0 * float(self.steps * self._width * (self.features + self.units))


class WithStates(RecurrentStep):
    """What steps share whose states come from somewhere or go somewhere.

    Args:
        setting: What all steps share.
        sources: The sequences, and the states before the first step, if any.
        targets: The output, and the states behind the last step, if any.
        layer: The layer.
        name: ``"lstm"``, ``"gru"`` or ``"simple"``.
        *more: What else the step takes that this one is joined with.
    """

    def __init__(
        self, setting: Setting, sources: list[Slot], targets: list[Slot], layer: Any, name: str, *more: Any
    ) -> None:
        super().__init__(setting, sources[0], targets[0], layer, name, *more)
        self.sources, self._targets = sources, targets
        self.dx = [None] * len(sources)
        self._states = 2 if name == "lstm" else 1

    @property
    def targets(self) -> list[Slot]:
        return self._targets

    def allocate(self) -> None:
        super().allocate()
        for slot in self._targets[1:]:
            slot.value = self.setting.empty(*slot.shape)


class ChainedStep(WithStates):
    """An LSTM or GRU from states that are given, or with the last states as further outputs, or both."""

    def forward(self, start: int, stop: int, part: int) -> None:
        super().forward(start, stop, part)
        for number, slot in enumerate(self._targets[1:], 2):
            slot.value[start:stop] = self._kept(stop - start, part)[number][-1]

    def _begin(self, kept: list[Array], start: int, stop: int) -> None:
        super()._begin(kept, start, stop)
        for number, slot in enumerate(self.sources[1:], 2):
            kept[number][0] = slot.value[start:stop]

    def backward(self, start: int, stop: int, part: int) -> None:
        count, grad = stop - start, self.target.grad
        if not count:
            for sums in (self._dws, self._dus, self._dbs):
                sums[part] = 0
            return
        dy = np.zeros((count, 1, self.units), np.float32)
        if grad is not None:
            dy = grad[start:stop].reshape(count, -1, self.units)
        ends = np.zeros((self._states, count, self.units), np.float32)
        for number, slot in enumerate(self._targets[1:]):
            if slot.grad is not None:
                ends[number] = slot.grad[start:stop]
        self._run_back(dy, start, stop, part, ends)
        for number, dx in enumerate(self.dx[1:]):
            if dx is not None:
                dx[start:stop] = ends[number]
