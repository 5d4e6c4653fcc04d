"""Adadelta: steps as large as recent steps, so that no learning rate needs to be found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom.declaration import register
from layerloom.declaration.fields import Fraction, NonNegativeFloat, ScheduleLike
from layerloom.optimizers.optimizer import Optimizer
from layerloom.tensors import Variable


@register("optimizer", aliases=("adadelta",))
class Adadelta(Optimizer):
    """Scales each gradient by the size of recent steps over that of recent gradients.

    Args:
        learning_rate: Factor on the steps, 1 in the publication; a number or a schedule.
        rho: How slowly the averages follow gradients and steps.
        epsilon: Small number that keeps the division finite.
    """

    def __init__(
        self,
        learning_rate: ScheduleLike = 0.001,
        rho: Fraction = 0.95,
        epsilon: NonNegativeFloat = 1e-7,
        *common: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(learning_rate, *common, **kwargs)
        self.rho = rho
        self.epsilon = epsilon
        self._squares: list[Variable] = []
        self._steps: list[Variable] = []

    def build(self, variables: Sequence[Variable]) -> None:
        """Makes the averages."""
        if self.built:
            return
        super().build(variables)
        self._squares, self._steps = self.add_optimizer_variables(
            variables, ["accumulated_grad", "accumulated_delta_var"]
        )

    def update_step(self, gradient: Any, variable: Variable, learning_rate: Any) -> None:
        """Moves one variable."""
        index = self._get_variable_index(variable)
        squares, steps = self._squares[index].value, self._steps[index].value
        for w, g, s, d in self._blocks(variable.value, gradient, squares, steps):
            s *= self.rho
            s += (1 - self.rho) * (g * g)
            step = np.sqrt(d + self.epsilon) * g / np.sqrt(s + self.epsilon)
            d *= self.rho
            d += (1 - self.rho) * (step * step)
            w -= learning_rate * step
