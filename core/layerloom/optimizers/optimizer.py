"""Optimizer: everything round the update rule, that is rate, clipping, decay, averages and saved state."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, ClassVar, Self

import numpy as np

from layerloom import config
from layerloom.declaration import Bounds, Configurable
from layerloom.declaration import serialize as to_data
from layerloom.declaration.fields import Fraction, NonNegativeFloat, PositiveFloat, PositiveInt, ScheduleLike
from layerloom.declaration.unknown_parts import UnknownPart
from layerloom.errors import FieldError
from layerloom.naming import to_snake_case, unique_name
from layerloom.optimizers import schedules
from layerloom.optimizers.gradients import clip_by_global_norm, clip_by_norm, drop_missing
from layerloom.optimizers.state import State
from layerloom.tensors import Array, Variable, as_array
from layerloom.tensors.stateless import run_stateless

#: Elements that one pass of an update works on: few enough that they stay in the processor's cache.
_BLOCK = 32768


class Optimizer(State, Configurable):
    """Base of optimizers; a subclass defines :meth:`update_step` and, for its state, :meth:`build`.

    Args:
        learning_rate: The learning rate, a schedule, or a function without arguments.
        weight_decay: Share of each weight, times the learning rate, that every step takes away.
        clipnorm: Largest norm of each weight's gradient; longer ones are shortened.
        clipvalue: Largest absolute value in a gradient; larger ones are cut.
        global_clipnorm: Largest norm of all gradients together; longer ones are shortened.
        use_ema: Whether to keep a moving average of the weights and use it at the end of training.
        ema_momentum: How slowly the moving average follows the weights.
        ema_overwrite_frequency: Steps after which the average replaces the weights; only at the end when empty.
        loss_scale_factor: Factor on the loss, taken out of the gradients again, against underflow.
        gradient_accumulation_steps: Number of batches whose gradients are averaged for one step.
        name: Name of the optimizer.
    """

    decay: float = 0.0
    #: Settings of Keras 1 and 2 that only files have, with the values at which they change nothing.
    old_settings: ClassVar[dict[str, float]] = {"decay": 0.0}

    def __init__(
        self,
        learning_rate: ScheduleLike = 0.001,
        weight_decay: NonNegativeFloat | None = None,
        clipnorm: PositiveFloat | None = None,
        clipvalue: PositiveFloat | None = None,
        global_clipnorm: PositiveFloat | None = None,
        use_ema: bool = False,
        ema_momentum: Fraction = 0.99,
        ema_overwrite_frequency: PositiveInt | None = None,
        loss_scale_factor: PositiveFloat | None = None,
        gradient_accumulation_steps: Annotated[int, Bounds(ge=2)] | None = None,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        if "lr" in kwargs:  # the name until Keras 2.11
            learning_rate = kwargs.pop("lr")
        if kwargs.pop("decay", None):
            warnings.warn(
                "decay= no longer exists and is ignored; use a learning rate schedule.", stacklevel=3
            )
        if kwargs:
            raise FieldError(f"{type(self).__name__} does not know the argument {', '.join(kwargs)}.")
        if sum(limit is not None for limit in (clipnorm, clipvalue, global_clipnorm)) > 1:
            raise FieldError(
                f"{type(self).__name__} takes only one of clipnorm, clipvalue and global_clipnorm."
            )
        self.name = name or unique_name(to_snake_case(type(self).__name__))
        self.weight_decay = weight_decay
        self.clipnorm = clipnorm
        self.clipvalue = clipvalue
        self.global_clipnorm = global_clipnorm
        self.use_ema = use_ema
        self.ema_momentum = ema_momentum
        self.ema_overwrite_frequency = ema_overwrite_frequency
        self.loss_scale_factor = loss_scale_factor
        self.gradient_accumulation_steps = gradient_accumulation_steps
        self.built = False
        self._variables: list[Variable] = []
        self._trainable_variables: list[Variable] = []
        self._index: dict[int, int] = {}
        self._averages: list[Variable] = []
        self._accumulators: list[Variable] = []
        self._undecayed: set[int] = set()
        self._undecayed_names: re.Pattern[str] | None = None
        self._buffers: dict[tuple[Any, int], Array] = {}
        self._iterations = self._track(Variable(np.int64(0), trainable=False, name="iteration"))
        self._learning_rate: Any = None
        self.learning_rate = learning_rate

    # Step count, learning rate, and what belongs to the weights

    @property
    def iterations(self) -> Any:
        """The number of steps made."""
        if self.gradient_accumulation_steps:
            return int(self._iterations) // self.gradient_accumulation_steps
        return self._iterations

    @property
    def learning_rate(self) -> Any:
        """The current learning rate: a variable, or the value of the schedule at this step."""
        if isinstance(self._learning_rate, schedules.LearningRateSchedule):
            return self._learning_rate(self._iterations)
        return self._learning_rate if isinstance(self._learning_rate, Variable) else self._learning_rate()

    @learning_rate.setter
    def learning_rate(self, value: Any) -> None:
        before = self._learning_rate
        if isinstance(value, dict):
            value = schedules.deserialize(value)
        if callable(value) and not isinstance(value, Variable):
            self._variables = [variable for variable in self._variables if variable is not before]
            self._learning_rate = value
            return
        if isinstance(before, schedules.LearningRateSchedule):
            raise TypeError(
                f"The learning rate of this {type(self).__name__} follows a schedule and cannot be set; "
                "make the optimizer with a number if it should be."
            )
        rate = _number(value, type(self).__name__)
        if isinstance(before, Variable):
            before.assign(rate)
        else:
            self._learning_rate = self._track(
                Variable(np.asarray(rate, dtype=config.floatx()), trainable=False, name="learning_rate")
            )

    @property
    def lr(self) -> Any:
        """The learning rate by its old name."""
        return self.learning_rate

    @lr.setter
    def lr(self, value: Any) -> None:
        self.learning_rate = value

    def build(self, variables: Sequence[Variable]) -> None:
        """Makes the state for these trainable variables; subclasses add theirs after calling this."""
        for variable in variables:
            if isinstance(variable.constraint, UnknownPart):  # says so before any weight is changed
                variable.constraint(variable)
        self._trainable_variables = list(variables)
        self._index = {id(variable): index for index, variable in enumerate(variables)}
        if self.use_ema:
            self._averages = self.add_optimizer_variables(variables, "average")
        if self.gradient_accumulation_steps:
            self._accumulators = self.add_optimizer_variables(variables, "gradient_accumulator")
        self.built = True

    # The step

    def apply_gradients(self, grads_and_vars: Iterable[tuple[Any, Variable]]) -> Variable:
        """Makes one step from pairs of gradient and variable.

        Returns:
            The number of steps made.
        """
        pairs = list(grads_and_vars)
        self.apply([gradient for gradient, _ in pairs], [variable for _, variable in pairs])
        return self._iterations

    def apply(self, grads: Sequence[Any], trainable_variables: Sequence[Variable] | None = None) -> None:
        """Makes one step.

        Args:
            grads: One gradient per variable; ``None`` where there is none.
            trainable_variables: The variables; by default those the optimizer was built for.

        Raises:
            ValueError: If the variables are not those of earlier steps, or no variable has a gradient.
        """
        if not grads:
            return
        variables = self._known(trainable_variables)
        if len(grads) != len(variables):
            raise ValueError(f"There are {len(grads)} gradients for {len(variables)} variables.")
        gradients, variables = drop_missing(grads, variables)
        if self.loss_scale_factor is not None:
            gradients = [gradient / self.loss_scale_factor for gradient in gradients]
        self._step(gradients, variables)
        for variable in variables:
            if variable.constraint is not None:
                variable.assign(variable.constraint(variable))
        self._iterations.value[...] += 1

    def stateless_apply(
        self, optimizer_variables: Sequence[Any], grads: Sequence[Any], trainable_variables: Sequence[Any]
    ) -> tuple[list[Any], list[Any]]:
        """Makes one step from given values, and leaves the variables as they are.

        Args:
            optimizer_variables: A value for each variable of the optimizer.
            grads: One gradient per weight.
            trainable_variables: A value for each weight.

        Returns:
            The values of the weights and of the optimizer's variables after the step.
        """
        weights, (own, moved) = self._trainable_variables, ("variables", "trainable_variables")
        _, after = run_stateless(
            f"Optimizer {self.name!r}",
            lambda: self.apply(grads, weights),
            (own, self.variables, optimizer_variables),
            (moved, weights, trainable_variables),
        )
        return after[1], after[0]

    def update_step(self, gradient: Any, variable: Variable, learning_rate: Any) -> None:
        """Moves one variable; every optimizer defines this.

        Args:
            gradient: Gradient, an array of the variable's shape and number type.
            variable: The variable, to be changed in place.
            learning_rate: The learning rate as a number of the variable's type.
        """
        raise NotImplementedError(
            f"{type(self).__name__} must define update_step(gradient, variable, learning_rate)."
        )

    def assign(self, variable: Variable, value: Any) -> None:
        """Sets a variable; for update rules written with operations."""
        variable.assign(value)

    def assign_add(self, variable: Variable, value: Any) -> None:
        """Adds to a variable; for update rules written with operations."""
        variable.assign_add(value)

    def assign_sub(self, variable: Variable, value: Any) -> None:
        """Subtracts from a variable; for update rules written with operations."""
        variable.assign_sub(value)

    def scale_loss(self, loss: Any) -> Any:
        """Multiplies the loss by ``loss_scale_factor``, if there is one."""
        return loss if self.loss_scale_factor is None else loss * self.loss_scale_factor

    def finalize_variable_values(self, var_list: Sequence[Variable]) -> None:
        """Replaces the weights by their moving average at the end of training."""
        if self.use_ema:
            for variable, average in zip(var_list, self._averages, strict=True):
                variable.assign(average)

    def exclude_from_weight_decay(
        self, var_list: Sequence[Variable] | None = None, var_names: Sequence[str] | None = None
    ) -> None:
        """Spares variables from weight decay.

        Args:
            var_list: The variables.
            var_names: Parts of their names, for example ``["bias"]``.
        """
        self._undecayed = {id(variable) for variable in var_list or ()}
        self._undecayed_names = re.compile("|".join(var_names)) if var_names else None

    def get_config(self) -> dict[str, Any]:
        """Returns the arguments that rebuild it, with Keras's keys."""
        found = super().get_config()
        rate = self._learning_rate
        found["learning_rate"] = float(str(rate.value)) if isinstance(rate, Variable) else to_data(rate)
        return found | {
            key: getattr(self, key) for key, idle in self.old_settings.items() if getattr(self, key) != idle
        }

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Makes it from what :meth:`get_config` returned, or what older Keras wrote."""
        made = super().from_config(
            {key: value for key, value in config.items() if key not in cls.old_settings}
        )
        for key in cls.old_settings.keys() & config.keys():
            value = config[key] or 0.0
            if not isinstance(value, (int, float)) or not 0 <= value < math.inf:
                raise FieldError(f"{cls.__name__}: {key} must be a number from 0 up, got {value!r:.60}.")
            setattr(made, key, float(value))
        return made

    def rate_of_step(self) -> Any:
        """Returns the learning rate of the step to come: in files of Keras 1 and 2 it may sink with the steps."""
        return (
            self.learning_rate / (1 + self.decay * int(self._iterations))
            if self.decay
            else self.learning_rate
        )

    # For update rules

    def _blocks(self, *arrays: Array) -> Iterator[tuple[Array, ...]]:
        """Cuts arrays of one shape into flat pieces that fit the cache; the first array is the one written."""
        size = arrays[0].size
        if size <= _BLOCK or not all(array.flags.c_contiguous for array in arrays):
            yield arrays
            return
        flat = [array.reshape(-1) for array in arrays]
        for start in range(0, size, _BLOCK):
            yield tuple(array[start : start + _BLOCK] for array in flat)

    def _scratch(self, like: Array, number: int = 0) -> Array:
        """Returns working memory of the shape of a block, the same memory for every block."""
        key = (like.dtype, number)
        if key not in self._buffers or self._buffers[key].size < like.size:
            self._buffers[key] = np.empty(max(like.size, 1024), dtype=like.dtype)
        return self._buffers[key][: like.size].reshape(like.shape)

    def _get_variable_index(self, variable: Variable) -> int:
        return self._index[id(variable)]

    # Helpers of the step

    def _known(self, given: Sequence[Variable] | None) -> list[Variable]:
        if given is None:
            if not self.built:
                raise ValueError(
                    "The optimizer does not know its variables: call build(trainable_variables) first."
                )
            return self._trainable_variables
        if not self.built:
            self.build(list(given))
        for variable in given:
            if id(variable) not in self._index:
                raise ValueError(
                    f"The optimizer was built for other variables than {variable.path!r}; "
                    "make a new optimizer, or compile the model again."
                )
        return list(given)

    def _step(self, gradients: list[Array], variables: list[Variable]) -> None:
        steps = self.gradient_accumulation_steps
        if steps:
            sums = [self._accumulators[self._get_variable_index(variable)].value for variable in variables]
            for total, gradient in zip(sums, gradients, strict=True):
                total += gradient
            if (int(self._iterations) + 1) % steps == 0:
                self._update([total / steps for total in sums], variables)
                for accumulator in self._accumulators:
                    accumulator.value[...] = 0
        else:
            self._update(gradients, variables)
        if self.use_ema:
            self._follow_averages()

    def _update(self, gradients: list[Array], variables: list[Variable]) -> None:
        rate = as_array(self.rate_of_step())
        if self.clipnorm:
            gradients = [clip_by_norm(gradient, self.clipnorm) for gradient in gradients]
        elif self.global_clipnorm:
            gradients = clip_by_global_norm(gradients, self.global_clipnorm)
        elif self.clipvalue:
            gradients = [np.clip(gradient, -self.clipvalue, self.clipvalue) for gradient in gradients]
        for gradient, variable in zip(gradients, variables, strict=True):
            own_rate = rate.astype(variable.dtype)[()]
            decay = self._decay_of(variable)
            if decay is not None and self._decays(variable):
                for (w,) in self._blocks(variable.value):
                    loss = np.multiply(w, decay, out=self._scratch(w))
                    loss *= own_rate
                    w -= loss
            self.update_step(gradient.astype(variable.dtype, copy=False), variable, own_rate)

    def _decay_of(self, variable: Variable) -> float | None:
        """Returns the weight decay of a variable; the same for all unless a subclass says otherwise."""
        return self.weight_decay

    def _decays(self, variable: Variable) -> bool:
        if id(variable) in self._undecayed:
            return False
        return self._undecayed_names is None or self._undecayed_names.search(variable.name) is None

    def _follow_averages(self) -> None:
        momentum = self.ema_momentum if int(self.iterations) else 0.0
        for variable, average in zip(self._trainable_variables, self._averages, strict=True):
            average.value[...] = momentum * average.value + (1 - momentum) * variable.value
            if (
                self.ema_overwrite_frequency
                and (int(self.iterations) + 1) % self.ema_overwrite_frequency == 0
            ):
                variable.value[...] = average.value


def _number(value: Any, owner: str) -> float:
    try:
        rate = float(value)
    except (TypeError, ValueError):
        rate = np.nan
    if isinstance(value, bool) or not np.isfinite(rate):
        raise FieldError(f"{owner}: learning_rate must be a number, a schedule or a function, got {value!r}.")
    return rate
