"""Steps without weights: views, dropout, activations and sums."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.kernels.probability import softmax, softmax_gradient
from layerloom.models.plan.step import Setting, Slot, Step
from layerloom.random import generator


class ViewStep(Step):
    """The same numbers in another shape: nothing is computed."""

    def allocate(self) -> None:
        """There is none: the value is a view of the input's."""

    def allocate_back(self) -> None:
        source = self.sources[0]
        if source.wanted and self.target.wanted:
            source.add_part(self.target.grad.reshape(-1, *source.shape))
        elif source.wanted:
            source.add_part(np.zeros((self.setting.capacity, *source.shape), np.float32))

    def forward(self, start: int, stop: int, part: int) -> None:
        self.target.value = self.sources[0].value.reshape(-1, *self.target.shape)

    def backward(self, start: int, stop: int, part: int) -> None:
        """Nothing is to be done."""


class DropoutStep(Step):
    """Dropout with one random number for every value: the numbers that the layer itself would draw.

    Args:
        setting: What all steps share.
        source: The input.
        target: The output.
        layer: The dropout layer.
    """

    def __init__(self, setting: Setting, source: Slot, target: Slot, layer: Any) -> None:
        super().__init__(setting, [source], target)
        self.layer = layer
        #: From which random word on a number is kept, and what it is multiplied with then.
        self.rule = np.zeros(2)
        self._ops = setting.kernels["elementwise"]

    def start(self, count: int) -> None:
        numbers = count * self.target.size
        raw = generator(self.layer.seed_generator).bit_generator.random_raw(-(-numbers // 4))
        self.words = raw.view(np.uint16)
        rate = self.layer.rate
        self.rule[:] = round(rate * 65536), 1.0 / (1.0 - rate) if rate < 1 else 0.0

    def forward(self, start: int, stop: int, part: int) -> None:
        x, y = self.sources[0].value[start:stop], self.target.value[start:stop]
        self._drop(x.reshape(-1), start, stop, y.reshape(-1))

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is not None:
            dy, dx = self.target.grad[start:stop], self.dx[0][start:stop]
            self._drop(dy.reshape(-1), start, stop, dx.reshape(-1))

    def _drop(self, x: Array, start: int, stop: int, y: Array) -> None:
        words = self.words[start * self.target.size : stop * self.target.size]
        self._ops.drop(x, words, int(self.rule[0]), self.rule[1], y)


class ActivationStep(Step):
    """An activation that the kernels know.

    Args:
        setting: What all steps share.
        source: The input.
        target: The output.
        code: Number of the activation, as the kernels count them.
    """

    def __init__(self, setting: Setting, source: Slot, target: Slot, code: int) -> None:
        super().__init__(setting, [source], target)
        self.code = code
        self._zeros = np.zeros(max(1, target.shape[-1] if target.shape else 1), np.float32)
        self._ops = setting.kernels["elementwise"]

    def allocate_back(self) -> None:
        super().allocate_back()
        self._sums = np.empty((self.setting.parts, len(self._zeros)), np.float32)

    def forward(self, start: int, stop: int, part: int) -> None:
        y = self.target.value[start:stop]
        np.copyto(y, self.sources[0].value[start:stop])
        self._ops.bias_activate(y.reshape(-1, len(self._zeros)), self._zeros, self.code)

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is not None:
            dy, y, dx = (
                a[start:stop].reshape(-1, len(self._zeros))
                for a in (self.target.grad, self.target.value, self.dx[0])
            )
            self._ops.activation_gradient(dy, y, self.code, dx, self._sums[part])


class CurveStep(Step):
    """An activation with a kernel of its own.

    Args:
        setting: What all steps share.
        source: The input.
        target: The output.
        code: Number of the activation, as the kernels count them.
        number: The activation's own number, such as a slope.
    """

    def __init__(self, setting: Setting, source: Slot, target: Slot, code: int, number: float) -> None:
        super().__init__(setting, [source], target)
        self.code, self.number = code, number
        self._ops = setting.kernels["nonlinear"]

    def forward(self, start: int, stop: int, part: int) -> None:
        x, y = (slot.value[start:stop].reshape(-1) for slot in (*self.sources, self.target))
        self._ops.activate(x, y, self.code, self.number)

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is not None:
            given = self.sources[0].value, self.target.value, self.target.grad, self.dx[0]
            self._ops.activate_gradient(*(a[start:stop].reshape(-1) for a in given), self.code, self.number)


class SoftmaxStep(Step):
    """Softmax along the last axis."""

    def forward(self, start: int, stop: int, part: int) -> None:
        self.target.value[start:stop] = softmax(self.sources[0].value[start:stop])

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is not None:
            dy, y = self.target.grad[start:stop], self.target.value[start:stop]
            self.dx[0][start:stop] = softmax_gradient(dy, y)


class AddStep(Step):
    """The sum of inputs of one shape."""

    def allocate_back(self) -> None:
        if self.target.wanted:  # every input has the output's gradient itself, without a copy
            self.dx = [
                source.add_part(self.target.grad) if source.wanted else None for source in self.sources
            ]

    def forward(self, start: int, stop: int, part: int) -> None:
        total = self.target.value[start:stop]
        np.add(self.sources[0].value[start:stop], self.sources[1].value[start:stop], out=total)
        for source in self.sources[2:]:
            total += source.value[start:stop]

    def backward(self, start: int, stop: int, part: int) -> None:
        """Nothing is to be done."""
