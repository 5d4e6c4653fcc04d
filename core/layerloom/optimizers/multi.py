"""MultiOptimizer: several optimizers for the weights of one model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping, Sequence
from typing import Any

from layerloom import lookup
from layerloom.declaration import deserialize, register
from layerloom.declaration import serialize as to_data
from layerloom.declaration.fields import PositiveFloat
from layerloom.errors import FieldError
from layerloom.optimizers.adam import Adam
from layerloom.optimizers.loss_scale import LossScaleOptimizer
from layerloom.optimizers.optimizer import Optimizer
from layerloom.patterns import matches
from layerloom.tensors import Variable


class OptimizerMap(MutableMapping[str, Optimizer]):
    """Tells which optimizer moves a weight, by the weight's path or by patterns of paths.

    Args:
        default_optimizer: The optimizer of all other weights.
        optimizer_map: Optimizers by path or regular expression.
    """

    def __init__(
        self, default_optimizer: Optimizer, optimizer_map: dict[str, Optimizer] | None = None
    ) -> None:
        if not isinstance(default_optimizer, Optimizer):
            raise FieldError(f"default_optimizer must be an optimizer, got {default_optimizer!r}.")
        self.default_optimizer = default_optimizer
        self._optimizers = dict(optimizer_map or {})

    def __getitem__(self, key: str) -> Optimizer:
        """Returns the optimizer of a path: that of the path itself, else of the one pattern it matches."""
        if key in self._optimizers:
            return self._optimizers[key]
        matching = [pattern for pattern in self._optimizers if matches(pattern, key)]
        if len(matching) > 1:
            raise FieldError(f"The weight {key} matches several patterns: {', '.join(matching)}.")
        return self._optimizers[matching[0]] if matching else self.default_optimizer

    def __setitem__(self, key: str, optimizer: Optimizer) -> None:
        """Sets the optimizer of a path or pattern that has none yet."""
        if key in self._optimizers:
            raise FieldError(f"{key!r} has an optimizer already; delete it first.")
        _check_inner(optimizer)
        self._optimizers[key] = optimizer

    def __delitem__(self, key: str) -> None:
        """Takes a path or pattern out."""
        del self._optimizers[key]

    def __len__(self) -> int:
        return len(self._optimizers)

    def __iter__(self) -> Iterator[str]:
        return iter(self._optimizers)

    def __call__(self, variable: Variable) -> Optimizer:
        """Returns the optimizer of a weight."""
        return self[variable.path]


@register("optimizer", category="Wrappers", start={"optimizer_map": {}}, aliases=("multioptimizer",))
class MultiOptimizer(Optimizer):
    """Lets several optimizers each move a part of the weights.

    Args:
        optimizer_map: An OptimizerMap, a function from weight to optimizer, or a dict of optimizers by pattern, with
            Adam for all weights that match none.
        loss_scale_factor: Factor on the loss, taken out of the gradients again.
        name: Name of the optimizer.
    """

    def __init__(
        self, optimizer_map: Any, loss_scale_factor: PositiveFloat | None = None, name: str | None = None
    ) -> None:
        if isinstance(optimizer_map, dict):
            given = {key: lookup.resolve("optimizer", value) for key, value in optimizer_map.items()}
            optimizer_map = OptimizerMap(Adam(), given)
        if not callable(optimizer_map):
            raise FieldError("MultiOptimizer wants an OptimizerMap or a function from weight to optimizer.")
        super().__init__(0.0, name=name)
        self.optimizer_map: Callable[[Variable], Optimizer] = optimizer_map
        self.optimizers: list[Optimizer] = []
        self.loss_scale_factor = loss_scale_factor
        self._owners: dict[int, Optimizer] = {}
        if isinstance(optimizer_map, OptimizerMap):
            for optimizer in (*optimizer_map.values(), optimizer_map.default_optimizer):
                self._add(optimizer)

    @property
    def variables(self) -> list[Variable]:
        """Its own step count, then the state of every optimizer."""
        return [*self._variables, *(v for optimizer in self.optimizers for v in optimizer.variables)]

    @property
    def learning_rate(self) -> Any:
        """There is none: each of :attr:`optimizers` has its own."""
        raise AttributeError("A MultiOptimizer has no learning rate: see those of its optimizers.")

    @learning_rate.setter
    def learning_rate(self, value: Any) -> None:
        if hasattr(self, "optimizers"):
            raise AttributeError("A MultiOptimizer has no learning rate: set those of its optimizers.")
        Optimizer.learning_rate.fset(self, value)  # type: ignore[attr-defined]

    def build(self, variables: Sequence[Variable]) -> None:
        """Makes the state of every optimizer for its weights."""
        if self.built:
            return
        groups: dict[int, list[Variable]] = {}
        for variable in variables:
            optimizer = self._add(self.optimizer_map(variable))
            self._owners[id(variable)] = optimizer
            groups.setdefault(id(optimizer), []).append(variable)
        for optimizer in self.optimizers:
            if id(optimizer) in groups:
                optimizer.build(groups[id(optimizer)])
        super().build(variables)

    def apply(self, grads: Sequence[Any], trainable_variables: Sequence[Variable] | None = None) -> None:
        """Makes one step: every optimizer moves its weights."""
        if not grads:
            return
        variables = self._known(trainable_variables)
        for optimizer in self.optimizers:
            pairs = [
                (gradient, variable)
                for gradient, variable in zip(grads, variables, strict=True)
                if self._owners[id(variable)] is optimizer
            ]
            if pairs:
                optimizer.apply_gradients(pairs)
        self._iterations.value[...] += 1

    def finalize_variable_values(self, var_list: Sequence[Variable]) -> None:
        """Lets every optimizer finish with its weights."""
        for optimizer in self.optimizers:
            own = [variable for variable in var_list if self._owners.get(id(variable)) is optimizer]
            if own:
                optimizer.finalize_variable_values(own)

    def get_config(self) -> dict[str, Any]:
        """Returns the arguments that rebuild it; only for a map, not for a function of one's own."""
        if not isinstance(self.optimizer_map, OptimizerMap):
            raise FieldError(
                "A MultiOptimizer made with a function cannot be saved: make it with an OptimizerMap."
            )
        held = {pattern: to_data(optimizer) for pattern, optimizer in self.optimizer_map.items()}
        config = {"default_optimizer": to_data(self.optimizer_map.default_optimizer), "optimizer_map": held}
        return {
            "optimizer_map": {
                "module": "keras.optimizers",
                "class_name": "OptimizerMap",
                "config": config,
                "registered_name": None,
            },
            "loss_scale_factor": self.loss_scale_factor,
            "name": self.name,
        }

    @classmethod
    def fields(cls) -> Any:
        """Returns its own arguments alone: the others belong to its optimizers."""
        return super().fields()[:3]

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> MultiOptimizer:
        """Makes one from the result of :meth:`get_config`."""
        held = config["optimizer_map"]["config"]
        made = {pattern: deserialize(data) for pattern, data in held["optimizer_map"].items()}
        chosen = OptimizerMap(deserialize(held["default_optimizer"]), made)
        return cls(chosen, config.get("loss_scale_factor"), config.get("name"))

    def _add(self, optimizer: Any) -> Optimizer:
        checked = _check_inner(optimizer)
        if not any(checked is known for known in self.optimizers):
            checked.loss_scale_factor = self.loss_scale_factor
            self.optimizers.append(checked)
        return checked


def _check_inner(optimizer: Any) -> Optimizer:
    if not isinstance(optimizer, Optimizer) or isinstance(optimizer, (LossScaleOptimizer, MultiOptimizer)):
        raise FieldError(f"A MultiOptimizer wants plain optimizers for its weights, got {optimizer!r}.")
    return optimizer
