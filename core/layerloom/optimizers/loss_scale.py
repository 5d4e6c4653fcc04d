"""LossScaleOptimizer: an optimizer that scales the loss as far up as gradients stay finite."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom import lookup
from layerloom.declaration import register
from layerloom.declaration import serialize as to_data
from layerloom.declaration.fields import PositiveFloat, PositiveInt
from layerloom.errors import FieldError
from layerloom.initializers import Constant
from layerloom.optimizers.optimizer import Optimizer
from layerloom.tensors import Variable, as_array

#: What older files hold of the base class; none of it ever had an effect here.
_IDLE = {
    "weight_decay": None,
    "clipnorm": None,
    "global_clipnorm": None,
    "clipvalue": None,
    "use_ema": False,
    "ema_momentum": 0.99,
    "ema_overwrite_frequency": None,
    "loss_scale_factor": None,
    "gradient_accumulation_steps": None,
}


@register(
    "optimizer",
    category="Wrappers",
    start={"inner_optimizer": "adam"},
    aliases=("lossscaleoptimizer",),
)
class LossScaleOptimizer(Optimizer):
    """Lets another optimizer work with a loss scaled up, so that small float16 gradients do not vanish.

    Args:
        inner_optimizer: The optimizer that makes the steps, or its name.
        initial_scale: First factor on the loss; it is halved whenever a gradient is not finite.
        dynamic_growth_steps: Steps with finite gradients after which the factor is doubled.
        name: Name of the optimizer.
    """

    def __init__(
        self,
        inner_optimizer: Any,
        initial_scale: PositiveFloat = 2.0**15,
        dynamic_growth_steps: PositiveInt = 2000,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        if not kwargs.pop("dynamic", True):
            raise FieldError(
                "LossScaleOptimizer always adapts its factor; for a fixed one set loss_scale_factor on the "
                "inner optimizer."
            )
        for key, value in kwargs.items():
            if key not in _IDLE:
                raise FieldError(f"LossScaleOptimizer does not know the argument {key}.")
            if value != _IDLE[key]:
                raise FieldError(f"LossScaleOptimizer has no {key}: set it on the inner optimizer.")
        self.inner_optimizer: Any = lookup.resolve("optimizer", inner_optimizer)
        if not isinstance(self.inner_optimizer, Optimizer):
            raise FieldError(f"LossScaleOptimizer needs an optimizer to wrap, got {inner_optimizer!r}.")
        super().__init__(self.inner_optimizer.learning_rate, name=name)
        self.inner_optimizer.loss_scale_factor = None  # or gradients would be scaled back twice
        self.initial_scale = initial_scale
        self.dynamic_growth_steps = dynamic_growth_steps
        self.step_counter: Any = None
        self.dynamic_scale: Any = None

    @classmethod
    def fields(cls) -> Any:
        """Returns its own arguments alone: the others belong to the inner optimizer."""
        return super().fields()[:4]

    @property
    def variables(self) -> list[Variable]:
        """Its own state, then that of the inner optimizer."""
        return [*self._variables, *self.inner_optimizer.variables]

    @property
    def iterations(self) -> Any:
        """The number of steps made by the inner optimizer."""
        return self.inner_optimizer.iterations

    @property
    def learning_rate(self) -> Any:
        """The inner optimizer's learning rate."""
        return self.inner_optimizer.learning_rate

    @learning_rate.setter
    def learning_rate(self, value: Any) -> None:
        if self._learning_rate is None:  # the base class keeps a rate of its own, which has no effect
            self._learning_rate = self._track(Variable(np.float32(0), trainable=False, name="learning_rate"))
        else:
            self.inner_optimizer.learning_rate = value

    def build(self, variables: Sequence[Variable]) -> None:
        """Makes the state of both optimizers."""
        if self.built:
            return
        self.step_counter = self.add_variable((), dtype="int32", name="step_counter")
        self.dynamic_scale = self.add_variable(
            (), Constant(self.initial_scale), dtype="float32", name="dynamic_scale"
        )
        self.inner_optimizer.build(variables)
        super().build(variables)

    def apply(self, grads: Sequence[Any], trainable_variables: Sequence[Variable] | None = None) -> None:
        """Makes one step with the gradients of the scaled loss, or none where one of them is not finite."""
        if not grads:
            return
        variables = self._known(trainable_variables)
        arrays = [None if gradient is None else as_array(gradient) for gradient in grads]
        counter, scale = self.step_counter.value, self.dynamic_scale.value
        if not all(array is None or np.isfinite(array).all() for array in arrays):
            counter[...] = 0
            scale[...] *= 0.5
            return
        unscaled = [None if array is None else array / scale.astype(array.dtype) for array in arrays]
        self.inner_optimizer.apply(unscaled, variables)
        if int(counter) == self.dynamic_growth_steps - 1:
            counter[...] = 0
            scale[...] *= 2.0
        else:
            counter[...] += 1

    def scale_loss(self, loss: Any) -> Any:
        """Multiplies the loss by the present factor."""
        return loss * float(self.dynamic_scale if self.built else self.initial_scale)

    def finalize_variable_values(self, var_list: Sequence[Variable]) -> None:
        """Lets the inner optimizer finish."""
        self.inner_optimizer.finalize_variable_values(var_list)

    def get_config(self) -> dict[str, Any]:
        """Returns the arguments that rebuild it, with Keras's keys."""
        return {
            "name": self.name,
            "inner_optimizer": to_data(self.inner_optimizer),
            "initial_scale": self.initial_scale,
            "dynamic_growth_steps": self.dynamic_growth_steps,
        }
