"""What an optimizer remembers: the variables that are saved with a model."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom import initializers
from layerloom.naming import name_scope
from layerloom.tensors import Variable


class State:
    """The variables of an optimizer: step count and learning rate, then what its rule keeps for each weight."""

    name: str
    built: bool
    _variables: list[Variable]

    @property
    def variables(self) -> list[Variable]:
        """The state that is saved with a model: step count, learning rate, then the subclass's own."""
        return list(self._variables)

    def add_variable(
        self,
        shape: Sequence[int],
        initializer: Any = "zeros",
        dtype: Any = None,
        name: str | None = None,
        **_: Any,
    ) -> Variable:
        """Makes a variable that belongs to the state."""
        with name_scope(self.name):
            return self._track(
                Variable(initializers.get(initializer), shape=shape, dtype=dtype, trainable=False, name=name)
            )

    def add_variable_from_reference(
        self, reference_variable: Variable, name: str | None = None, initializer: Any = "zeros"
    ) -> Variable:
        """Makes a state variable of the shape of a weight and named after it."""
        full_name = f"{reference_variable.path.replace('/', '_')}_{name or 'var'}"
        return self.add_variable(reference_variable.shape, initializer, reference_variable.dtype, full_name)

    def add_optimizer_variables(
        self, trainable_variables: Sequence[Variable], name: str | Sequence[str], initializer: Any = "zeros"
    ) -> Any:
        """Makes one state variable per weight, or several where ``name`` is a list, in Keras's order.

        Returns:
            A list of variables, or with a list of names one such list per name.
        """
        names = [name] if isinstance(name, str) else list(name)
        starts = list(initializer) if isinstance(initializer, (list, tuple)) else [initializer] * len(names)
        made = [
            [
                self.add_variable_from_reference(variable, part, start)
                for part, start in zip(names, starts, strict=True)
            ]
            for variable in trainable_variables
        ]
        columns = [[row[index] for row in made] for index in range(len(names))]
        return columns[0] if isinstance(name, str) else columns

    def set_weights(self, weights: Sequence[Any]) -> None:
        """Sets the whole state, in the order of :attr:`variables`."""
        if not self.built:
            raise ValueError(
                "The optimizer has no weights yet: call build(trainable_variables) before set_weights."
            )
        for variable, value in zip(self.variables, weights, strict=True):
            variable.assign(value)

    def save_own_variables(self, store: Any) -> None:
        """Writes the state into a mapping from position to array."""
        for index, variable in enumerate(self.variables):
            store[str(index)] = variable.numpy()

    def load_own_variables(self, store: Any) -> None:
        """Reads the state from such a mapping; warns and does nothing when it does not fit."""
        variables = self.variables
        if len(store.keys()) != len(variables):
            warnings.warn(
                f"The saved state of optimizer {self.name!r} was skipped: it has {len(store.keys())} variables, "
                f"this optimizer has {len(variables)}.",
                stacklevel=2,
            )
            return
        for index, variable in enumerate(variables):
            variable.assign(np.asarray(store[str(index)]))

    def _track(self, variable: Variable) -> Variable:
        if "/" not in variable.path:
            variable.path = f"{self.name}/{variable.path}"
        self._variables.append(variable)
        return variable
