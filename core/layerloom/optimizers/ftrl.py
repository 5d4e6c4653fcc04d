"""Ftrl: follow the regularized leader, for sparse linear models."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import numpy as np

from layerloom.declaration import Bounds, register
from layerloom.declaration.fields import NonNegativeFloat, ScheduleLike
from layerloom.initializers import Constant
from layerloom.optimizers.optimizer import Optimizer
from layerloom.tensors import Variable


@register("optimizer", aliases=("ftrl",))
class Ftrl(Optimizer):
    """Follows the regularized leader: weights that do not help become exactly zero.

    Args:
        learning_rate: The learning rate or a schedule.
        learning_rate_power: Power with which steps shrink as squared gradients add up.
        initial_accumulator_value: What the sum of squared gradients starts with.
        l1_regularization_strength: Penalty on absolute weights; makes them zero.
        l2_regularization_strength: Penalty on squared weights.
        l2_shrinkage_regularization_strength: Penalty on squared weights that acts through the gradient.
        beta: Added to the root of the sum of squared gradients.
    """

    def __init__(
        self,
        learning_rate: ScheduleLike = 0.001,
        learning_rate_power: Annotated[float, Bounds(le=0)] = -0.5,
        initial_accumulator_value: NonNegativeFloat = 0.1,
        l1_regularization_strength: NonNegativeFloat = 0.0,
        l2_regularization_strength: NonNegativeFloat = 0.0,
        l2_shrinkage_regularization_strength: NonNegativeFloat = 0.0,
        beta: float = 0.0,
        *common: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(learning_rate, *common, **kwargs)
        self.learning_rate_power = learning_rate_power
        self.initial_accumulator_value = initial_accumulator_value
        self.l1_regularization_strength = l1_regularization_strength
        self.l2_regularization_strength = l2_regularization_strength
        self.l2_shrinkage_regularization_strength = l2_shrinkage_regularization_strength
        self.beta = beta
        self._squares: list[Variable] = []
        self._linears: list[Variable] = []

    def build(self, variables: Sequence[Variable]) -> None:
        """Makes the sums."""
        if self.built:
            return
        super().build(variables)
        self._squares, self._linears = self.add_optimizer_variables(
            variables, ["accumulator", "linear"], [Constant(self.initial_accumulator_value), "zeros"]
        )

    def update_step(self, gradient: Any, variable: Variable, learning_rate: Any) -> None:
        """Sets one variable to where the penalized sum of all losses so far is least."""
        index = self._get_variable_index(variable)
        squares, linears = self._squares[index].value, self._linears[index].value
        power, l1 = -self.learning_rate_power, self.l1_regularization_strength
        l2 = self.l2_regularization_strength + self.beta / (2.0 * learning_rate)
        for w, g, s, z in self._blocks(variable.value, gradient, squares, linears):
            total = s + g * g
            shrunk = g + (2 * self.l2_shrinkage_regularization_strength) * w
            z += shrunk - (total**power - s**power) / learning_rate * w
            curvature = total**power / learning_rate + 2 * l2
            np.divide(np.clip(z, -l1, l1) - z, curvature, out=w)
            s[...] = total
