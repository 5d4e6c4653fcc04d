"""States: a model's variables as trees, calls that change none of them, and what Keras's own loops ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from layerloom.errors import LayerloomError
from layerloom.tensors import Variable
from layerloom.tensors.stateless import run_stateless
from layerloom.tensors.tensor import wrap

_FORMATS = {"backend_tensor": lambda variable: wrap(variable.numpy()), "numpy_array": Variable.numpy}


class States:
    """The part of a model that gives and takes all of its state."""

    _compile_arguments: dict[str, Any] | None

    def _start_trainer(self) -> None:
        raise NotImplementedError

    @property
    def run_eagerly(self) -> bool:
        """What compile was given; every model runs eagerly here."""
        self._start_trainer()
        return bool((self._compile_arguments or {}).get("run_eagerly", False))

    @run_eagerly.setter
    def run_eagerly(self, value: bool) -> None:
        self._set_argument("run_eagerly", value)

    @property
    def jit_compile(self) -> bool:
        """What compile was given; it changes nothing here."""
        self._start_trainer()
        return bool((self._compile_arguments or {}).get("jit_compile", False))

    @jit_compile.setter
    def jit_compile(self, value: bool) -> None:
        self._set_argument("jit_compile", value)

    def _set_argument(self, name: str, value: bool) -> None:
        self._start_trainer()
        self._compile_arguments = {**(self._compile_arguments or {}), name: bool(value)}

    def make_train_function(self, force: bool = False) -> Callable[[Any], Any]:
        """Returns the function that takes an iterator and trains on its next batch, as ``train_function``."""
        return self._make_function("train")

    def make_test_function(self, force: bool = False) -> Callable[[Any], Any]:
        """Returns the function that takes an iterator and evaluates its next batch, as ``test_function``."""
        return self._make_function("test")

    def make_predict_function(self, force: bool = False) -> Callable[[Any], Any]:
        """Returns the function that takes an iterator and predicts its next batch, as ``predict_function``."""
        return self._make_function("predict")

    def _make_function(self, what: str) -> Callable[[Any], Any]:
        def function(iterator: Any) -> Any:
            return getattr(self, f"{what}_step")(next(iter(iterator)))

        self.__dict__[f"{what}_function"] = function
        return function

    def stateless_compute_loss(
        self,
        trainable_variables: Sequence[Any],
        non_trainable_variables: Sequence[Any],
        metrics_variables: Sequence[Any],
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> tuple[Any, tuple[list[Any], list[Any], list[Any]]]:
        """Computes the loss with given values of all variables.

        Args:
            trainable_variables: A value for each of the model's.
            non_trainable_variables: The same for these.
            metrics_variables: The same for these.
            x: Inputs.
            y: Targets.
            y_pred: Outputs.
            sample_weight: Weights of the samples.
            training: Whether this is training.

        Returns:
            The loss, and the values of the variables after it, as three lists.
        """
        model: Any = self
        loss, after = run_stateless(
            f"Model {model.name!r}",
            lambda: model.compute_loss(
                x=x, y=y, y_pred=y_pred, sample_weight=sample_weight, training=training
            ),
            ("trainable_variables", model.trainable_variables, trainable_variables),
            ("non_trainable_variables", model.non_trainable_variables, non_trainable_variables),
            ("metrics_variables", model.metrics_variables, metrics_variables),
        )
        return loss, (after[0], after[1], after[2])

    def get_state_tree(self, value_format: str = "backend_tensor") -> dict[str, Any]:
        """Returns the values of all variables as dicts within dicts, by the parts of their paths.

        Args:
            value_format: ``"backend_tensor"`` or ``"numpy_array"``.

        Raises:
            ValueError: If two variables have one path, or the format is unknown.
        """
        if value_format not in _FORMATS:
            raise LayerloomError(f"value_format must be one of {', '.join(_FORMATS)}, got {value_format!r}.")
        read = _FORMATS[value_format]
        return {name: _tree(variables, read) for name, variables in self._state().items()}

    def set_state_tree(self, state_tree: dict[str, Any]) -> None:
        """Sets variables from what :meth:`get_state_tree` returned, or a part of it.

        Raises:
            ValueError: If there is no variable for a value.
        """
        known = self._state()
        for name, tree in state_tree.items():
            if name not in known:
                raise LayerloomError(f"Unknown state {name!r}: the states are {', '.join(known)}.")
            by_path = {variable.path: variable for variable in known[name]}
            for path, value in _flat(tree):
                if path not in by_path:
                    raise LayerloomError(f"The model has no variable {path!r} among its {name}.")
                by_path[path].assign(value)

    def _state(self) -> dict[str, list[Any]]:
        model: Any = self
        optimizer = model.optimizer
        return {
            "trainable_variables": model.trainable_variables,
            "non_trainable_variables": model.non_trainable_variables,
            "optimizer_variables": [] if optimizer is None else list(optimizer.variables),
            "metrics_variables": model.metrics_variables,
        }


def _tree(variables: Sequence[Any], read: Callable[[Any], Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for variable in variables:
        *steps, name = variable.path.split("/")
        place = found
        for step in steps:
            place = place.setdefault(step, {})
        if name in place:
            raise LayerloomError(
                f"Two variables are called {variable.path!r}: give their layers names of their own."
            )
        place[name] = read(variable)
    return found


def _flat(tree: dict[str, Any], path: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, value in tree.items():
        inner = f"{path}/{name}" if path else name
        found += _flat(value, inner) if isinstance(value, dict) else [(inner, np.asarray(value))]
    return found
