"""Lion: steps of equal size in the direction of the gradient's sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import numpy as np

from layerloom.declaration import Bounds, register
from layerloom.declaration.fields import Fraction, ScheduleLike
from layerloom.optimizers.optimizer import Optimizer
from layerloom.tensors import Variable


@register("optimizer", aliases=("lion",))
class Lion(Optimizer):
    """Moves every weight by the learning rate against the sign of an averaged gradient.

    Args:
        learning_rate: Size of every step; a number or a schedule.
        beta_1: Share of the average in the sign that is taken.
        beta_2: How slowly the average follows the gradients.
    """

    def __init__(
        self,
        learning_rate: ScheduleLike = 0.001,
        beta_1: Annotated[float, Bounds(gt=0, le=1)] = 0.9,
        beta_2: Fraction = 0.99,
        *common: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(learning_rate, *common, **kwargs)
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self._momentums: list[Variable] = []

    def build(self, variables: Sequence[Variable]) -> None:
        """Makes the averages."""
        if self.built:
            return
        super().build(variables)
        self._momentums = self.add_optimizer_variables(variables, "momentum")

    def update_step(self, gradient: Any, variable: Variable, learning_rate: Any) -> None:
        """Moves one variable."""
        momentum = self._momentums[self._get_variable_index(variable)].value
        kind = variable.value.dtype.type
        beta_1, beta_2 = kind(self.beta_1), kind(self.beta_2)
        for w, g, m in self._blocks(variable.value, gradient, momentum):
            w -= learning_rate * np.sign(m * beta_1 + g * (1 - beta_1))
            m *= beta_2
            m += g * (1 - beta_2)
