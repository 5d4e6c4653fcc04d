"""SGD: gradient descent, with momentum if wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom.declaration import register
from layerloom.declaration.fields import Fraction, ScheduleLike
from layerloom.optimizers.optimizer import Optimizer
from layerloom.tensors import Variable


@register("optimizer", aliases=("sgd",))
class SGD(Optimizer):
    """Gradient descent: each step is the gradient times the learning rate.

    Args:
        learning_rate: The learning rate or a schedule.
        momentum: Share of the last step that is added to the next.
        nesterov: Whether the gradient is taken to be the one after the momentum step.
    """

    def __init__(
        self,
        learning_rate: ScheduleLike = 0.01,
        momentum: Fraction = 0.0,
        nesterov: bool = False,
        *common: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(learning_rate, *common, **kwargs)
        self.momentum = momentum
        self.nesterov = nesterov
        self.momentums: list[Variable] = []

    def build(self, variables: Sequence[Variable]) -> None:
        """Makes the momentums."""
        if self.built:
            return
        super().build(variables)
        if self.momentum:
            self.momentums = self.add_optimizer_variables(variables, "momentum")

    def update_step(self, gradient: Any, variable: Variable, learning_rate: Any) -> None:
        """Moves one variable against its gradient."""
        if not self.momentums:
            for w, g in self._blocks(variable.value, gradient):
                w -= np.multiply(g, learning_rate, out=self._scratch(w))
            return
        momentum = self.momentums[self._get_variable_index(variable)].value
        for w, m, g in self._blocks(variable.value, momentum, gradient):
            step = np.multiply(g, learning_rate, out=self._scratch(w))
            m *= self.momentum
            m -= step
            if self.nesterov:
                ahead = np.multiply(m, self.momentum, out=self._scratch(w, 1))
                ahead -= step
                w += ahead
            else:
                w += m
