"""ScheduleFreeAdamW: AdamW that averages its iterates instead of following a schedule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom.declaration import register
from layerloom.declaration.fields import NonNegativeFloat, NonNegativeInt, Rate, ScheduleLike
from layerloom.optimizers.two_moments import TwoMoments
from layerloom.tensors import Variable


@register("optimizer", aliases=("schedulefreeadamw",))
class ScheduleFreeAdamW(TwoMoments):
    """AdamW without a schedule: the weights stay between the last step and the mean of all steps.

    The mean of before is found with the step of before, as published and as in Keras on JAX; on TensorFlow Keras
    takes the new step by mistake, since what it keeps of the old one is the variable itself. No file tells which.

    Args:
        learning_rate: The learning rate or a schedule.
        beta_1: How near the weights stay to the mean.
        beta_2: How slowly the average of squared gradients follows them.
        epsilon: Small number that keeps the division finite.
        warmup_steps: Steps over which the learning rate rises from 0.
    """

    def __init__(
        self,
        learning_rate: ScheduleLike = 0.0025,
        beta_1: Rate = 0.9,
        beta_2: Rate = 0.999,
        epsilon: NonNegativeFloat = 1e-8,
        warmup_steps: NonNegativeInt = 0,
        *common: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(learning_rate, beta_1, beta_2, epsilon, *common, **kwargs)
        self.warmup_steps = warmup_steps

    def build(self, variables: Sequence[Variable]) -> None:
        """Makes the state; the steps start where the weights are."""
        if self.built:
            return
        super().build(variables)
        for start, variable in zip(self._first, variables, strict=True):
            start.assign(variable)

    def update_step(self, gradient: Any, variable: Variable, learning_rate: Any) -> None:
        """Moves one variable."""
        kind = variable.value.dtype.type
        step = kind(int(self.iterations) + 1)
        beta_1, beta_2 = kind(self.beta_1), kind(self.beta_2)
        if self.warmup_steps:
            learning_rate = learning_rate * min(step / kind(self.warmup_steps), kind(1))
        share, weight = 1 - beta_2**step, 1 / step
        for w, g, z, v in self._blocks(variable.value, gradient, *self._state(variable)):
            mean = (w - (1 - beta_1) * z) / beta_1
            v += (g * g - v) * (1 - beta_2)
            z -= learning_rate * g / (np.sqrt(v / share) + kind(self.epsilon))
            mean = (1 - weight) * mean + weight * z
            w[...] = (1 - beta_1) * z + beta_1 * mean
