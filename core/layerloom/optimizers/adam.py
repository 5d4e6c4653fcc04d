"""Adam and AdamW: steps from moving averages of the gradient and of its square."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom.declaration import register
from layerloom.declaration.fields import NonNegativeFloat, Rate, ScheduleLike
from layerloom.optimizers.optimizer import Optimizer
from layerloom.tensors import Variable


@register("optimizer", aliases=("adam",))
class Adam(Optimizer):
    """Moving average of the gradient, divided by the root of the moving average of its square.

    Args:
        learning_rate: The learning rate or a schedule.
        beta_1: How slowly the average of the gradients follows them.
        beta_2: How slowly the average of their squares follows them.
        epsilon: Small number that keeps the division finite.
        amsgrad: Whether to divide by the largest average so far, which never lets steps grow again.
    """

    def __init__(
        self,
        learning_rate: ScheduleLike = 0.001,
        beta_1: Rate = 0.9,
        beta_2: Rate = 0.999,
        epsilon: NonNegativeFloat = 1e-7,
        amsgrad: bool = False,
        *common: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(learning_rate, *common, **kwargs)
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon
        self.amsgrad = amsgrad
        self._momentums: list[Variable] = []
        self._velocities: list[Variable] = []
        self._velocity_hats: list[Variable] = []

    def build(self, variables: Sequence[Variable]) -> None:
        """Makes the averages."""
        if self.built:
            return
        super().build(variables)
        self._momentums, self._velocities = self.add_optimizer_variables(variables, ["momentum", "velocity"])
        if self.amsgrad:
            self._velocity_hats = self.add_optimizer_variables(variables, "velocity_hat")

    def update_step(self, gradient: Any, variable: Variable, learning_rate: Any) -> None:
        """Moves one variable."""
        index = self._get_variable_index(variable)
        momentum, velocity = self._momentums[index].value, self._velocities[index].value
        # without amsgrad the velocity stands in for its own largest value
        largest = self._velocity_hats[index].value if self.amsgrad else velocity
        kind = variable.value.dtype.type
        step = kind(int(self.iterations) + 1)
        alpha = learning_rate * np.sqrt(1 - kind(self.beta_2) ** step) / (1 - kind(self.beta_1) ** step)
        for w, g, m, v, h in self._blocks(variable.value, gradient, momentum, velocity, largest):
            s, t = self._scratch(w), self._scratch(w, 1)
            np.subtract(g, m, out=s)
            s *= 1 - self.beta_1
            m += s
            np.multiply(g, g, out=s)
            s -= v
            s *= 1 - self.beta_2
            v += s
            if self.amsgrad:
                np.maximum(h, v, out=h)
            np.sqrt(h, out=s)
            s += self.epsilon
            np.multiply(m, alpha, out=t)
            t /= s
            w -= t


@register("optimizer", aliases=("adamw",))
class AdamW(Adam):
    """Adam with weight decay.

    Args:
        learning_rate: The learning rate or a schedule.
        weight_decay: Share of each weight, times the learning rate, that every step takes away.
        beta_1: How slowly the average of the gradients follows them.
        beta_2: How slowly the average of their squares follows them.
        epsilon: Small number that keeps the division finite.
        amsgrad: Whether to divide by the largest average so far, which never lets steps grow again.
    """

    def __init__(
        self,
        learning_rate: ScheduleLike = 0.001,
        weight_decay: NonNegativeFloat = 0.004,
        beta_1: Rate = 0.9,
        beta_2: Rate = 0.999,
        epsilon: NonNegativeFloat = 1e-7,
        amsgrad: bool = False,
        *common: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(learning_rate, beta_1, beta_2, epsilon, amsgrad, weight_decay, *common, **kwargs)
