"""Penalties of activities: what layers give goes on as it is, and adds to the loss on the way."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.declaration.unknown_parts import UnknownPart
from layerloom.layers.call_context import layer_call
from layerloom.models.plan.step import Setting, Slot, Step
from layerloom.tensors import GradientTape, Tensor, wrap


class PenaltyStep(Step):
    """The penalty of what one layer gives, as the layer itself defines it.

    Args:
        setting: What all steps share.
        source: What the layer gives.
        target: The same numbers, for those behind it.
        layer: The layer, with its ``activity_regularizer``.
    """

    whole = True
    penalizes = True

    def __init__(self, setting: Setting, source: Slot, target: Slot, layer: Any) -> None:
        super().__init__(setting, [source], target)
        self._layer = layer

    def allocate(self) -> None:
        """There is none: the value is that of the input."""

    def forward(self, start: int, stop: int, part: int) -> None:
        self.target.value = self.sources[0].value
        self._x, self._tape = wrap(self.target.value[start:stop]), GradientTape()
        self._layer._losses.clear()
        with layer_call(self.setting.training), self._tape:
            self._tape.watch(self._x if self.sources[0].wanted else [])
            self._layer._penalize(self._x)
        self.penalties = [loss for loss in self._layer._losses if isinstance(loss, (Tensor, UnknownPart))]

    def backward(self, start: int, stop: int, part: int) -> None:
        (dx,), dy = self.dx, self.target.grad
        g = self._tape.gradient(self.penalties, self._x)
        del self._x, self._tape
        if dx is not None:
            np.add(0 if dy is None else dy[start:stop], 0 if g is None else g.value, out=dx[start:stop])
