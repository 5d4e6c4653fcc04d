"""TwoMoments: what Adam's relatives share, an average of the gradient and a measure of its size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from layerloom.declaration.fields import NonNegativeFloat, Rate, ScheduleLike
from layerloom.optimizers.optimizer import Optimizer
from layerloom.tensors import Array, Variable


class TwoMoments(Optimizer):
    """Base of optimizers with a moving average of the gradient and one measure of its size.

    Args:
        learning_rate: The learning rate or a schedule.
        beta_1: How slowly the average of the gradients follows them.
        beta_2: How slowly the measure of their size follows them.
        epsilon: Small number that keeps the division finite.
    """

    second_name = "velocity"

    def __init__(
        self,
        learning_rate: ScheduleLike = 0.001,
        beta_1: Rate = 0.9,
        beta_2: Rate = 0.999,
        epsilon: NonNegativeFloat = 1e-7,
        *common: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(learning_rate, *common, **kwargs)
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon
        self._first: list[Variable] = []
        self._second: list[Variable] = []

    def build(self, variables: Sequence[Variable]) -> None:
        """Makes the averages."""
        if self.built:
            return
        super().build(variables)
        self._first, self._second = self.add_optimizer_variables(variables, ["momentum", self.second_name])

    def _state(self, variable: Variable) -> tuple[Array, Array]:
        index = self._get_variable_index(variable)
        return self._first[index].value, self._second[index].value
