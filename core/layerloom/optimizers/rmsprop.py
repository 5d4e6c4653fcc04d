"""RMSprop: steps divided by the recent size of the gradients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from layerloom.declaration import register
from layerloom.declaration.fields import Fraction, NonNegativeFloat, ScheduleLike
from layerloom.optimizers.optimizer import Optimizer
from layerloom.tensors import Variable


@register("optimizer", aliases=("rmsprop",))
class RMSprop(Optimizer):
    """Divides each gradient by the root of a moving average of its square.

    Args:
        learning_rate: The learning rate or a schedule.
        rho: How slowly the average of the squares follows the gradients.
        momentum: Share of the last step that is added to the next.
        epsilon: Small number that keeps the division finite.
        centered: Whether to divide by the gradients' variance instead of their mean square.
    """

    epsilon_outside = 0.0  # 1 where it is added to the root, not under it: Keras 1 and 2, without momentum
    old_settings: ClassVar[dict[str, float]] = {"decay": 0.0, "epsilon_outside": 0.0}

    def __init__(
        self,
        learning_rate: ScheduleLike = 0.001,
        rho: Fraction = 0.9,
        momentum: Fraction = 0.0,
        epsilon: NonNegativeFloat = 1e-7,
        centered: bool = False,
        *common: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(learning_rate, *common, **kwargs)
        self.rho = rho
        self.momentum = momentum
        self.epsilon = epsilon
        self.centered = centered
        self._velocities: list[Variable] = []
        self._momentums: list[Variable] = []
        self._average_gradients: list[Variable] = []

    def build(self, variables: Sequence[Variable]) -> None:
        """Makes the averages and momentums."""
        if self.built:
            return
        super().build(variables)
        self._velocities = self.add_optimizer_variables(variables, "velocity")
        if self.momentum > 0:
            self._momentums = self.add_optimizer_variables(variables, "momentum")
        if self.centered:
            self._average_gradients = self.add_optimizer_variables(variables, "average_gradient")

    def update_step(self, gradient: Any, variable: Variable, learning_rate: Any) -> None:
        """Moves one variable."""
        index = self._get_variable_index(variable)
        velocity = self._velocities[index].value
        # where an array is not needed, the velocity stands in for it, unused
        average = self._average_gradients[index].value if self.centered else velocity
        momentum = self._momentums[index].value if self._momentums else velocity
        outside = self.epsilon_outside and not self._momentums
        within, behind = (0.0, self.epsilon) if outside else (self.epsilon, 0.0)
        for w, g, v, a, m in self._blocks(variable.value, gradient, velocity, average, momentum):
            s, root = self._scratch(w), self._scratch(w, 1)
            np.multiply(g, g, out=s)
            s *= 1 - self.rho
            v *= self.rho
            v += s
            if self.centered:
                np.multiply(g, 1 - self.rho, out=s)
                a *= self.rho
                a += s
                np.multiply(a, a, out=root)
                np.subtract(v, root, out=root)
                root += within
            else:
                np.add(v, within, out=root)
            np.sqrt(root, out=root)
            root += behind
            step = np.multiply(g, learning_rate, out=s)
            step /= root
            if self._momentums:
                m *= self.momentum
                m += step
                w -= m
            else:
                w -= step
