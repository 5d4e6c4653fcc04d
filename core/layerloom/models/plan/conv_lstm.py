"""LSTMs over films, whose products are convolutions."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.kernels.windows import window
from layerloom.models.plan.step import Gradient, Setting, Slot, Step
from layerloom.models.plan.taps import TapsStep


class ConvLSTMStep(Step):
    """A ConvLSTM with the usual activations, from zeros, without dropout and masks.

    Every thread has convolutions of its own: one of all its pictures, and one of its states, step by step.

    Args:
        setting: What all steps share.
        source: The films.
        target: The output.
        layer: The layer.
    """

    def __init__(self, setting: Setting, source: Slot, target: Slot, layer: Any) -> None:
        super().__init__(setting, [source], target)
        self.layer, self.cell = layer, layer.cell
        cell, self.steps, self._image = layer.cell, source.shape[0], source.shape[1:]
        self._there = window(
            self._image[:-1], cell.kernel_size, cell.strides, cell.dilation_rate, cell.padding
        )
        sizes, ones = self._there.outputs, (1,) * cell.rank
        self._again = window(sizes, cell.kernel_size, ones, ones, "same")
        self.filters, self._places = cell.filters, math.prod(sizes)
        self._state, self._gates = (*sizes, self.filters), (*sizes, 4 * self.filters)
        self._ops = setting.kernels["recurrent"]
        self._kept: list[Any] = []

    def allocate(self) -> None:
        super().allocate()
        parts, most = self.setting.parts, self.setting.share
        cell, learns = self.cell, self.setting.training
        self._convolutions = []
        for _ in range(parts):
            pictures, states = (
                Setting(count, 1, learns, self.setting.kernels) for count in (most * self.steps, most)
            )
            given = Slot(self._image, "float32", self.sources[0].wanted), Slot(self._gates, "float32", learns)
            before = Slot(self._state, "float32", learns), Slot(self._gates, "float32", learns)
            pair = (
                TapsStep(pictures, *given, cell.kernel, cell.bias, self._there, 0),
                TapsStep(states, *before, cell.recurrent_kernel, None, self._again, 0),
            )
            for step in pair:
                step.allocate()
            self._convolutions.append(pair)
        self._kept = [None] * parts

    def allocate_back(self) -> None:
        super().allocate_back()
        for pair in self._convolutions:
            for step in pair:
                step.allocate_back()

    def start(self, count: int) -> None:
        for pair in self._convolutions:
            for step in pair:
                step.start(count)

    def forward(self, start: int, stop: int, part: int) -> None:
        count = stop - start
        if not count:
            return
        pictures, again = self._convolutions[part]
        frames = count * self.steps
        x = self._in_order(self.sources[0].value[start:stop]).swapaxes(0, 1)
        pictures.sources[0].value = np.ascontiguousarray(x).reshape(frames, *self._image)
        pictures.forward(0, frames, 0)
        z = pictures.target.value[:frames].reshape(self.steps, -1, 4 * self.filters)
        states, carries = (
            np.zeros((self.steps + 1, count * self._places, self.filters), np.float32) for _ in range(2)
        )
        more = again.target.value[:count].reshape(-1, 4 * self.filters)
        for t in range(self.steps):
            if t:
                again.sources[0].value = states[t].reshape(count, *self._state)
                again.forward(0, count, 0)
            else:
                more.fill(0)
            self._ops.lstm_step(z[t], more, carries[t : t + 2], states[t : t + 2])
        self._kept[part] = z, states, carries
        y = self.target.value[start:stop]
        if self.layer.return_sequences:
            y[...] = states[1:].reshape(self.steps, count, *self._state).swapaxes(0, 1)
        else:
            y[...] = states[-1].reshape(y.shape)

    def backward(self, start: int, stop: int, part: int) -> None:
        count = stop - start
        pictures, again = self._convolutions[part]
        total = np.zeros_like(again._dws[0])
        if not count:
            pictures._dws.fill(0)
            pictures._dbs.fill(0)
            again._dws.fill(0)
            return
        z, states, carries = self._kept[part]
        self._kept[part] = None
        dy, every = self.target.grad[start:stop], self.layer.return_sequences
        dh, dc = np.zeros_like(states[0]), np.zeros_like(states[0])
        for t in reversed(range(self.steps)):
            if every or t == self.steps - 1:
                dh += (dy[:, t] if every else dy).reshape(dh.shape)
            self._ops.lstm_step_back(z[t], carries[t : t + 2], dh, dc)
            if t == 0:
                break
            again.sources[0].value = states[t].reshape(count, *self._state)
            again.target.grad = z[t].reshape(count, *self._gates)
            again.backward(0, count, 0)
            total += again._dws[0]
            assert again.dx[0] is not None
            dh = again.dx[0][:count].reshape(dh.shape)
        again._dws[0] = total
        frames = count * self.steps
        pictures.target.grad = z.reshape(frames, *self._gates)
        pictures.backward(0, frames, 0)
        if self.dx[0] is not None and pictures.dx[0] is not None:
            dx = pictures.dx[0][:frames].reshape(self.steps, count, *self._image)
            self.dx[0][start:stop] = self._in_order(dx.swapaxes(0, 1))

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return [self._gradients]

    def _gradients(self, count: int) -> list[Gradient]:
        first, *others = self._convolutions
        for pair in others:
            for step, other in zip(first, pair, strict=True):
                step._dws += other._dws
                step._dbs += other._dbs
        return [gradient for step in first for gradient in step._gather(count)]

    def _in_order(self, films: Array) -> Array:
        return films[:, ::-1] if self.layer.go_backwards else films

    @property
    def cost(self) -> float:
        weights = self.cell.kernel.size + self.cell.recurrent_kernel.size
        return 3.0 * float(self.steps * self._places * weights)
