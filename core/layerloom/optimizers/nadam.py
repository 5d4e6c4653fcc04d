"""Adamax and Nadam: relatives of Adam with another norm, and with Nesterov's momentum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from layerloom import config
from layerloom.declaration import register
from layerloom.optimizers.two_moments import TwoMoments
from layerloom.tensors import Array, Variable

_DECAY = 0.96  # of the growth of Nadam's momentum, as published


@register("optimizer", aliases=("adamax",))
class Adamax(TwoMoments):
    """Adam that divides by the largest recent gradient instead of the root of a mean square.

    Args:
        learning_rate: The learning rate or a schedule.
        beta_1: How slowly the average of the gradients follows them.
        beta_2: How slowly the largest gradient is forgotten.
        epsilon: Small number that keeps the division finite.
    """

    second_name = "norm"

    def update_step(self, gradient: Any, variable: Variable, learning_rate: Any) -> None:
        """Moves one variable."""
        kind = variable.value.dtype.type
        share = 1 - kind(self.beta_1) ** kind(int(self.iterations) + 1)
        for w, g, m, u in self._blocks(variable.value, gradient, *self._state(variable)):
            m += (g - m) * (1 - self.beta_1)
            np.maximum(u * self.beta_2, np.abs(g), out=u)
            w -= learning_rate * m / (share * (u + self.epsilon))


@register("optimizer", aliases=("nadam",))
class Nadam(TwoMoments):
    """Adam with Nesterov's momentum, which looks one step ahead.

    Args:
        learning_rate: The learning rate or a schedule.
        beta_1: How slowly the average of the gradients follows them.
        beta_2: How slowly the average of their squares follows them.
        epsilon: Small number that keeps the division finite.
    """

    schedule_decay = 1.0  # how fast the momentum grows; 0.004 in Keras 1 and 2
    product_by_weight = 0.0  # 1 where each weight's step makes the product smaller: tf.keras from 2.11 on
    old_settings: ClassVar[dict[str, float]] = {"schedule_decay": 1.0, "product_by_weight": 0.0}
    _weights_done = 0

    def build(self, variables: Sequence[Variable]) -> None:
        """Makes the averages, and the product of all momentums so far."""
        if self.built:
            return
        super().build(variables)
        dtype = variables[0].dtype if variables else config.floatx()
        # its plain name is the one that Keras gives it in files
        self._product = self._track(Variable(np.asarray(1.0, dtype), trainable=False, name="variable"))

    def update_step(self, gradient: Any, variable: Variable, learning_rate: Any) -> None:
        """Moves one variable."""
        kind = variable.value.dtype.type
        step = int(self.iterations) + 1
        now, ahead = self._momentum(step, kind), self._momentum(step + 1, kind)
        if self.product_by_weight:
            if self._weights_done != step - len(self._trainable_variables):  # tf.keras spares one, see below
                self._product.value[...] *= now
            self._weights_done += 1
        so_far = kind(self._product.value)
        share = 1 - kind(self.beta_2) ** kind(step)
        for w, g, m, v in self._blocks(variable.value, gradient, *self._state(variable)):
            m += (g - m) * (1 - kind(self.beta_1))
            v += (g * g - v) * (1 - kind(self.beta_2))
            looking = ahead * m / (1 - so_far * ahead) + (1 - now) * g / (1 - so_far)
            w -= looking * learning_rate / (np.sqrt(v / share) + self.epsilon)

    def product_of_momentums(self, steps: int) -> Array:
        """Returns the product of all momentums after a number of steps; after some thousands it is 0.

        tf.keras means to multiply once a step, but the count by which it tells the weights of a step stands still
        once its graph is made, which is done twice: so it does for each weight, save one in as many later steps.
        """
        kind = self._product.value.dtype.type
        count = len(self._trainable_variables) if self.product_by_weight else 1
        momentums = [
            self._momentum(step, kind) ** (count - (1 < count <= step < 2 * count))
            for step in range(1, min(steps, 5000) + 1)
        ]
        return np.asarray(np.prod(momentums, dtype=kind))

    def _momentum(self, step: int, kind: Any) -> Any:
        return kind(self.beta_1) * (1 - kind(0.5) * kind(_DECAY) ** kind(step * self.schedule_decay))

    def _update(self, gradients: list[Array], variables: list[Variable]) -> None:
        kind = self._product.value.dtype.type
        self._weights_done = 0
        if not self.product_by_weight:
            self._product.value[...] *= self._momentum(int(self.iterations) + 1, kind)
        super()._update(gradients, variables)
