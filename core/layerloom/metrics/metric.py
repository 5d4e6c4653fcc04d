"""Metric: a value that is gathered over batches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from layerloom import config, initializers
from layerloom.declaration import Configurable
from layerloom.naming import name_scope, to_snake_case, unique_name
from layerloom.tensors import Variable, standardize_dtype
from layerloom.tensors.stateless import run_stateless


class Metric(Configurable):
    """Base of metrics; a subclass defines :meth:`update_state` and :meth:`result`.

    Args:
        dtype: Number type of the result.
        name: Name of the metric.
    """

    _variables: list[Variable]

    def __init__(self, dtype: Any = None, name: str | None = None) -> None:
        self.name = name or unique_name(to_snake_case(type(self).__name__))
        self._dtype = (
            config.floatx() if dtype is None else standardize_dtype(getattr(dtype, "compute_dtype", dtype))
        )
        self._variables = []

    @property
    def dtype(self) -> str:
        """The number type of the result."""
        return self._dtype

    @property
    def variables(self) -> list[Variable]:
        """The state, with that of metrics kept in attributes."""
        found = list(self._variables)
        for value in vars(self).values():
            if isinstance(value, Variable) and not any(value is known for known in found):
                found.append(value)
            elif isinstance(value, Metric):
                found.extend(value.variables)
        return found

    def add_variable(
        self,
        shape: Sequence[int] = (),
        initializer: Any = "zeros",
        dtype: Any = None,
        name: str | None = None,
        **_: Any,
    ) -> Variable:
        """Makes a variable of the state."""
        with name_scope(self.name.replace("/", ">")):
            variable = Variable(
                initializers.get(initializer), shape=shape, dtype=dtype, trainable=False, name=name
            )
        self._variables.append(variable)
        return variable

    def add_weight(
        self,
        shape: Sequence[int] = (),
        initializer: Any = "zeros",
        dtype: Any = None,
        name: str | None = None,
    ) -> Variable:
        """Makes a variable of the state, by its old name."""
        return self.add_variable(shape, initializer or "zeros", dtype, name=name)

    def update_state(self, *args: Any, **kwargs: Any) -> Any:
        """Takes a batch into account."""
        raise NotImplementedError(f"{type(self).__name__} must define update_state.")

    def result(self) -> Any:
        """Returns the value so far."""
        raise NotImplementedError(f"{type(self).__name__} must define result.")

    def reset_state(self) -> None:
        """Starts afresh."""
        if type(self).reset_states is not Metric.reset_states:  # a metric written for Keras 2
            self.reset_states()
        else:
            self._zero()

    def reset_states(self) -> None:
        """Starts afresh, as Keras 2 called it."""
        kind = type(self)
        if kind.reset_states is Metric.reset_states and kind.reset_state is not Metric.reset_state:
            self.reset_state()
        else:
            self._zero()

    def _zero(self) -> None:
        for variable in self.variables:
            variable.value[...] = 0

    def stateless_update_state(self, metric_variables: Sequence[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Returns the state after a batch for a given state; the metric's own stays as it is."""
        return self._stateless(metric_variables, lambda: self.update_state(*args, **kwargs))[1][0]

    def stateless_result(self, metric_variables: Sequence[Any]) -> Any:
        """Returns the value for a given state."""
        return self._stateless(metric_variables, self.result)[0]

    def stateless_reset_state(self) -> list[Any]:
        """Returns the state at the start."""
        return self._stateless([variable.numpy() for variable in self.variables], self.reset_state)[1][0]

    def _stateless(self, values: Sequence[Any], function: Callable[[], Any]) -> tuple[Any, list[list[Any]]]:
        return run_stateless(f"Metric {self.name!r}", function, ("variables", self.variables, values))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Takes a batch into account and returns the value so far."""
        self.update_state(*args, **kwargs)
        return self.result()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}>"


def divide_no_nan(x: Any, y: Any) -> Any:
    """Divides arrays, giving 0 where the divisor is 0."""
    x, y = np.asarray(x), np.asarray(y)
    return np.divide(
        x, y, out=np.zeros(np.broadcast_shapes(x.shape, y.shape), np.result_type(x, y)), where=y != 0
    )
