"""Adagrad: steps divided by the root of all squared gradients so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from layerloom.declaration import register
from layerloom.declaration.fields import NonNegativeFloat, ScheduleLike
from layerloom.initializers import Constant
from layerloom.optimizers.optimizer import Optimizer
from layerloom.tensors import Variable


@register("optimizer", aliases=("adagrad",))
class Adagrad(Optimizer):
    """Divides each gradient by the root of the sum of its squares, so that frequent ones count less.

    Args:
        learning_rate: The learning rate or a schedule.
        initial_accumulator_value: Start of the sum.
        epsilon: Small number that keeps the division finite.
    """

    epsilon_outside = 0.0  # 1 where it is added to the root, not under it: Keras 1 and 2
    old_settings: ClassVar[dict[str, float]] = {"decay": 0.0, "epsilon_outside": 0.0}

    def __init__(
        self,
        learning_rate: ScheduleLike = 0.001,
        initial_accumulator_value: NonNegativeFloat = 0.1,
        epsilon: NonNegativeFloat = 1e-7,
        *common: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(learning_rate, *common, **kwargs)
        self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon
        self._sums: list[Variable] = []

    def build(self, variables: Sequence[Variable]) -> None:
        """Makes the sums."""
        if self.built:
            return
        super().build(variables)
        self._sums = self.add_optimizer_variables(
            variables, "accumulator", Constant(self.initial_accumulator_value)
        )

    def update_step(self, gradient: Any, variable: Variable, learning_rate: Any) -> None:
        """Moves one variable."""
        total = self._sums[self._get_variable_index(variable)].value
        for w, g, a in self._blocks(variable.value, gradient, total):
            s, step = self._scratch(w), self._scratch(w, 1)
            a += np.multiply(g, g, out=s)
            if self.epsilon_outside:
                np.sqrt(a, out=s)
                s += self.epsilon
            else:
                np.add(a, self.epsilon, out=s)
                np.sqrt(s, out=s)
            np.multiply(g, learning_rate, out=step)
            step /= s
            w -= step
