"""Lamb: Adam whose steps are as long, relative to the weights, in every layer."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.declaration import register
from layerloom.optimizers.two_moments import TwoMoments
from layerloom.tensors import Variable


@register("optimizer", aliases=("lamb",))
class Lamb(TwoMoments):
    """Adam with steps scaled to the length of each layer's weights; for large batches.

    Args:
        learning_rate: The learning rate or a schedule.
        beta_1: How slowly the average of the gradients follows them.
        beta_2: How slowly the average of their squares follows them.
        epsilon: Small number that keeps the division finite.
    """

    def update_step(self, gradient: Any, variable: Variable, learning_rate: Any) -> None:
        """Moves one variable."""
        kind = variable.value.dtype.type
        step = kind(int(self.iterations) + 1)
        m, v = self._state(variable)
        m += (gradient - m) * (1 - self.beta_1)
        v += (gradient * gradient - v) * (1 - self.beta_2)
        update = m / (1 - kind(self.beta_1) ** step)
        update /= np.sqrt(v / (1 - kind(self.beta_2) ** step)) + self.epsilon
        long, wide = (np.sqrt(np.sum(x * x)) for x in (variable.value, update))
        ratio = long / wide if long > 0 and wide > 0 else kind(1)
        variable.value[...] -= ratio * learning_rate * update
