"""WeightOwner: the part of a layer that owns weights, its own and those of inner layers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np

from layerloom import constraints, initializers, regularizers
from layerloom.errors import LayerloomError, ShapeError
from layerloom.metrics import Metric
from layerloom.naming import close_scope, open_scope
from layerloom.random import SeedGenerator
from layerloom.saving.tree import own_variables
from layerloom.tensors import Array, Variable


class WeightOwner:
    """Keeps variables, finds those of the layers in its attributes, and freezes, copies and counts them."""

    #: Attributes in which no inner layers are looked for.
    _untracked: frozenset[str] = frozenset(
        {
            "_own_metrics",
            "_arguments",
            "_build_shapes",
            "_inbound_nodes",
            "_losses",
            "_non_trainable_variables",
            "_standing_losses",
            "_trainable_variables",
        }
    )

    #: Whether any layer was ever given a metric; otherwise steps need not look for them.
    has_metrics: bool = False

    name: str
    built: bool
    _trainable: bool
    _own_metrics: dict[str, Metric]
    _trainable_variables: list[Variable]
    _non_trainable_variables: list[Variable]

    @property
    def variable_dtype(self) -> str:
        """The number type of the weights."""
        raise NotImplementedError

    @property
    def _title(self) -> str:
        """How errors call the layer."""
        raise NotImplementedError

    def _start(self) -> None:
        """Makes what the properties rely on, also where a subclass has not called ``super().__init__`` yet."""
        raise NotImplementedError

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, Variable):
            self._start()
            self._track(value)
        elif isinstance(value, Metric) and name not in self._untracked:
            self._start()
            self._own_metrics[name] = value
            WeightOwner.has_metrics = True
        object.__setattr__(self, name, value)

    def _track(self, variable: Variable) -> None:
        known = [*self._trainable_variables, *self._non_trainable_variables]
        if not any(variable is item for item in known):
            (self._trainable_variables if variable.trainable else self._non_trainable_variables).append(
                variable
            )

    def add_weight(
        self,
        shape: Any = None,
        initializer: Any = None,
        dtype: Any = None,
        trainable: bool = True,
        regularizer: Any = None,
        constraint: Any = None,
        name: str | None = None,
        **_: Any,
    ) -> Variable:
        """Makes a weight of this layer.

        Args:
            shape: Its shape; a scalar by default.
            initializer: Name or object; Glorot uniform for floats by default.
            dtype: Number type, by default the policy's.
            trainable: Whether training changes it.
            regularizer: Penalty on it.
            constraint: Projection after each update.
            name: For example ``"kernel"``.

        Returns:
            The variable.
        """
        self._start()
        make = initializers.get("glorot_uniform" if initializer is None else initializer)
        # A weight that the constructor makes is called after its layer, too.
        opened = open_scope(self.name, self)
        try:
            variable = Variable(
                make,
                shape=() if shape is None else shape,
                dtype=dtype or self.variable_dtype,
                trainable=trainable,
                name=name or "weight",
            )
        finally:
            if opened:
                close_scope()
        variable.regularizer = regularizers.get(regularizer)
        variable.constraint = constraints.get(constraint)
        self._track(variable)
        if not self._trainable:
            variable.trainable = False
        return variable

    @property
    def _layers(self) -> list[Any]:
        """The layers that stand in attributes, also within lists and dicts, in order of assignment."""
        found: dict[int, Any] = {}
        for key, value in self.__dict__.items():
            kind: Any = type(value)
            if _may_hold_layers(kind) and key not in self._untracked:
                for layer in _find_layers(value):
                    if layer is not self:
                        found.setdefault(id(layer), layer)
        return list(found.values())

    def _flatten_layers(self) -> Iterator[Any]:
        seen: set[int] = set()
        pending: list[Any] = [self]
        while pending:
            layer = pending.pop(0)
            if id(layer) not in seen:
                seen.add(id(layer))
                yield layer
                pending = [*layer._layers, *pending]

    @property
    def variables(self) -> list[Variable]:
        """All variables of this layer and its inner layers: the weights, and the states of their random numbers."""
        self._start()
        found: dict[int, Variable] = {}
        for layer in self._flatten_layers():
            own = (*layer._trainable_variables, *layer._non_trainable_variables)
            for variable in (*own, *(seeds.state for seeds in layer._seed_generators)):
                found.setdefault(id(variable), variable)
        return list(found.values())

    @property
    def _seed_generators(self) -> list[SeedGenerator]:
        """The streams of random numbers that stand in attributes."""
        return [value for value in self.__dict__.values() if isinstance(value, SeedGenerator)]

    @property
    def weights(self) -> list[Variable]:
        """All weights: own trainable, own others, then those of the inner layers."""
        self._start()
        found: dict[int, Variable] = {}
        for layer in self._flatten_layers():
            for variable in (*layer._trainable_variables, *layer._non_trainable_variables):
                found.setdefault(id(variable), variable)
        return list(found.values())

    @property
    def trainable_variables(self) -> list[Variable]:
        """The weights that training changes."""
        return [v for v in self.weights if v.trainable] if self.trainable else []

    trainable_weights = trainable_variables

    @property
    def non_trainable_variables(self) -> list[Variable]:
        """The variables that training leaves alone: weights, and the states of random numbers."""
        chosen = {id(v) for v in self.trainable_variables}
        return [v for v in self.variables if id(v) not in chosen]

    @property
    def non_trainable_weights(self) -> list[Variable]:
        """The weights that training leaves alone."""
        chosen = {id(v) for v in self.trainable_variables}
        return [v for v in self.weights if id(v) not in chosen]

    @property
    def trainable(self) -> bool:
        """Whether training changes the weights; set it to freeze a layer and all inside it."""
        return bool(self._trainable)

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._start()
        for layer in self._flatten_layers():
            layer.__dict__["_trainable"] = bool(value)
            for variable in layer._trainable_variables:
                variable.trainable = bool(value)

    def add_variable(self, shape: Any, initializer: Any = None, **kwargs: Any) -> Variable:
        """Makes a variable of this layer; see :meth:`add_weight`."""
        return self.add_weight(shape=shape, initializer=initializer, **kwargs)

    @property
    def metrics_variables(self) -> list[Variable]:
        """The states of the metrics."""
        found = (variable for metric in getattr(self, "metrics", ()) for variable in metric.variables)
        return list({id(variable): variable for variable in found}.values())

    def get_weights(self) -> list[Array]:
        """Returns copies of all weights as arrays."""
        return [v.numpy() for v in self.weights]

    def set_weights(self, weights: Any) -> None:
        """Sets all weights from arrays in the order of :meth:`get_weights`.

        Raises:
            ValueError: If count or shapes differ; nothing is changed then.
        """
        own = self.weights
        arrays = [np.asarray(w) for w in weights]
        if len(arrays) != len(own):
            raise LayerloomError(f"Layer {self._title} has {len(own)} weights, got {len(arrays)} arrays.")
        for variable, array in zip(own, arrays, strict=True):
            if variable.shape != array.shape:
                raise ShapeError(
                    f"Layer {self._title}: weight {variable.path} has shape {variable.shape}, got {array.shape}."
                )
        for variable, array in zip(own, arrays, strict=True):
            variable.assign(array)

    def save_own_variables(self, store: Any) -> None:
        """Writes the layer's own variables, without those of inner layers, into a mapping from position to array.

        A class may do it in its own way, together with :meth:`load_own_variables`, as in Keras.

        Args:
            store: The mapping; in files a group of HDF5.
        """
        for index, variable in enumerate(own_variables(self)):
            store[str(index)] = variable.numpy()

    def load_own_variables(self, store: Any) -> None:
        """Reads what :meth:`save_own_variables` wrote.

        Args:
            store: The mapping.

        Raises:
            ValueError: If the number of variables differs.
        """
        variables = own_variables(self)
        if len(store.keys()) != len(variables):
            hint = "" if self.built else " It is not built yet: call it, or its build(), first."
            raise ValueError(
                f"Layer {self._title} has {len(variables)} variables, the file has {len(store.keys())}.{hint}"
            )
        for index, variable in enumerate(variables):
            variable.assign(np.asarray(store[str(index)]))

    def count_params(self) -> int:
        """Returns the number of weight values.

        Raises:
            ValueError: If the layer has no weights yet.
        """
        if not self.built:
            raise LayerloomError(
                f"Layer {self._title} has no weights yet: build it or call it on data first."
            )
        return sum(v.size for v in self.weights)


@cache
def _may_hold_layers(kind: Any) -> bool:
    """Tells it of a type, once: every step of training walks through all attributes of all layers."""
    return issubclass(kind, (WeightOwner, list, tuple, dict))


def _find_layers(value: Any) -> Iterator[Any]:
    """Yields the layers in nested lists and dicts."""
    if isinstance(value, WeightOwner):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _find_layers(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _find_layers(item)
