"""Adafactor: adaptive steps whose state for a matrix is one row and one column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import numpy as np

from layerloom.declaration import Bounds, register
from layerloom.declaration.fields import NonNegativeFloat, PositiveFloat, ScheduleLike
from layerloom.optimizers.optimizer import Optimizer
from layerloom.tensors import Array, Variable


@register("optimizer", aliases=("adafactor",))
class Adafactor(Optimizer):
    """Divides gradients by an estimate of their size that is kept per row and column; for large models.

    Args:
        learning_rate: The learning rate or a schedule.
        beta_2_decay: Power of the step count with which the averages come to follow more slowly.
        epsilon_1: Small number added to the squared gradients.
        epsilon_2: Smallest size of a weight array that steps are scaled with.
        clip_threshold: Size of a step above which it is shortened.
        relative_step: Whether the learning rate shrinks with the root of the step count.
    """

    def __init__(
        self,
        learning_rate: ScheduleLike = 0.001,
        beta_2_decay: Annotated[float, Bounds(le=0)] = -0.8,
        epsilon_1: NonNegativeFloat = 1e-30,
        epsilon_2: NonNegativeFloat = 1e-3,
        clip_threshold: PositiveFloat = 1.0,
        relative_step: bool = True,
        *common: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(learning_rate, *common, **kwargs)
        self.beta_2_decay = beta_2_decay
        self.epsilon_1 = epsilon_1
        self.epsilon_2 = epsilon_2
        self.clip_threshold = clip_threshold
        self.relative_step = relative_step
        self._rows: list[Variable] = []
        self._columns: list[Variable] = []
        self._velocities: list[Variable] = []

    def build(self, variables: Sequence[Variable]) -> None:
        """Makes rows and columns for the last two axes, and the estimates."""
        if self.built:
            return
        super().build(variables)
        for variable in variables:
            for kept, axis in ((self._rows, -1), (self._columns, -2)):
                kept.append(self._part(variable, axis))
            self._velocities.append(self.add_variable_from_reference(variable, "velocity"))

    def update_step(self, gradient: Any, variable: Variable, learning_rate: Any) -> None:
        """Moves one variable."""
        index = self._get_variable_index(variable)
        r, c, velocity = (kept[index].value for kept in (self._rows, self._columns, self._velocities))
        kind = variable.value.dtype.type
        step = kind(int(self.iterations) + 1)
        rate = min(learning_rate, 1 / np.sqrt(step))
        follow = 1 - step ** kind(self.beta_2_decay)  # 0 in the first step: nothing is known before it
        squares = gradient * gradient + kind(self.epsilon_1)
        if variable.value.ndim < 2:
            _follow(velocity, squares, follow)
        else:
            _follow(r, squares.mean(axis=-1), follow)
            _follow(c, squares.mean(axis=-2), follow)
            np.multiply((r / r.mean(axis=-1, keepdims=True))[..., None], c[..., None, :], out=velocity)
        change = gradient / np.sqrt(velocity)
        change /= max(kind(1), _size(change) / kind(self.clip_threshold))
        scale = max(kind(self.epsilon_2), _size(variable.value)) * rate
        variable.value[...] -= scale * change

    def _part(self, variable: Variable, axis: int) -> Variable:
        """Makes the state without one of the last two axes; an idle number, as in Keras's files, for vectors."""
        shape = list(variable.shape)
        if len(shape) < 2:
            return self._track(Variable(np.int32(0), trainable=False, name=variable.name))
        del shape[axis]
        return self.add_variable(shape, dtype=variable.dtype, name=variable.name)


def _follow(average: Array, value: Array, share: Any) -> None:
    average *= share
    average += (1 - share) * value


def _size(x: Array) -> Any:
    return np.sqrt(np.mean(x * x))
