"""Operation: what a model's graph calls beside layers, and the door that turns public functions into it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import cache, wraps
from typing import Any, Self

from layerloom.declaration import Configurable
from layerloom.declaration.operators import Operator, find_function
from layerloom.errors import LayerloomError
from layerloom.naming import to_snake_case, unique_name
from layerloom.tensors.dtypes import standardize_dtype
from layerloom.tensors.symbolic import KerasTensor, Node, find_symbolic, inside_operation, is_recording

#: The public functions ``ops.<name>`` as they are called; filled by :func:`open_doors`.
functions: dict[str, Callable[..., Any]] = {}

_names: dict[Any, str] = {}


class Operation(Configurable):
    """Something that is called on tensors, without weights (``keras.Operation``).

    A subclass writes ``call``. On symbolic tensors a call becomes a node of the model's graph.

    Args:
        name: Its name in the graph.
    """

    #: Whether it can be called at once; layers make their weights first.
    built: bool = True
    name: str
    _inbound_nodes: list[Node]

    def __init__(self, name: str | None = None) -> None:
        if name is not None and (not isinstance(name, str) or "/" in name):
            raise LayerloomError(f"An operation's name must be text without '/', got {name!r:.80}.")
        self.name = name or unique_name(to_snake_case(type(self).__name__))
        self._inbound_nodes = []

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Computes, or on symbolic tensors infers."""
        if find_symbolic((args, kwargs)):
            return self.symbolic_call(*args, **kwargs)
        return self.call(*args, **kwargs)

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Computes the output. To be written by subclasses."""
        raise NotImplementedError(
            f"{type(self).__name__} has no call() method: write one that returns a tensor."
        )

    def symbolic_call(self, *args: Any, **kwargs: Any) -> Any:
        """Returns symbolic outputs, which remember this call."""
        found = self.compute_output_spec(*args, **kwargs)
        if not is_recording():
            return found
        return _record(self, args, kwargs, found)

    def compute_output_spec(self, *args: Any, **kwargs: Any) -> Any:
        """Returns symbolic outputs for symbolic inputs, by default by running ``call`` on them."""
        with inside_operation():
            return self.call(*args, **kwargs)

    @property
    def input(self) -> Any:
        """The symbolic input of its first call."""
        return _single(self._first_node().inputs)

    @property
    def output(self) -> Any:
        """The symbolic output of its first call."""
        return _single(self._first_node().outputs)

    def _first_node(self) -> Node:
        if not self._inbound_nodes:
            raise AttributeError(f"Operation {self.name!r} has not been called on a symbolic tensor yet.")
        return self._inbound_nodes[0]

    def __repr__(self) -> str:
        return f"<Operation name={self.name}>"


class FunctionOperation(Operation):
    """A public function such as ``ops.relu`` with its settings, as it stands in a model's graph.

    Args:
        function: What is called with the tensors and the settings.
        operator: How files name it, ``None`` for a function that Keras does not have.
        config: The settings by name.
        name: Its name in the graph.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        operator: Operator | None,
        config: Mapping[str, Any],
        name: str | None = None,
    ) -> None:
        self.function = function
        self.operator = operator
        self.config = dict(config)
        super().__init__(name or unique_name(to_snake_case(self.class_name)))

    @property
    def class_name(self) -> str:
        """The class under which Keras names it; the function's own name where Keras does not have it."""
        if self.operator is not None:
            return self.operator.class_name
        return str(getattr(self.function, "__name__", "function"))

    @property
    def module(self) -> str:
        """The module that Keras names beside the class."""
        return self.operator.module if self.operator is not None else "layerloom.ops"

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Calls the function."""
        lead, named = (), {**kwargs, **self.config}
        if self.operator is not None and args:
            wanted, taken = self.operator.call, parameters(self.function)
            if wanted[0].endswith("*"):  # settings may stand before any number of tensors, as in einsum
                lead = tuple(named.pop(name) for name in taken[: taken.index(wanted[0][:-1])])
            elif taken[: len(args)] != wanted[: len(args)] and {*wanted[: len(args)]} <= {*taken}:
                args, named = (), {**dict(zip(wanted, args, strict=False)), **named}
        return self.function(*lead, *args, **named)

    def get_config(self) -> dict[str, Any]:
        """Returns the settings with the name."""
        return {"name": self.name, **self.config}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Is not how these are made: they need their function."""
        raise LayerloomError("A function in a graph is made by the graph that holds it.")


def symbolic_door(function: Callable[..., Any], operator: Operator) -> Callable[..., Any]:
    """Returns a function that, called on symbolic tensors, is one node of the graph under its own name.

    Args:
        function: A public function that is made of others.
        operator: How files name it.
    """

    @wraps(function)
    def door(*args: Any, **kwargs: Any) -> Any:
        for value in (*args, *kwargs.values()):
            if isinstance(value, (KerasTensor, list, tuple, dict)) and find_symbolic(value):
                break
        else:
            return function(*args, **kwargs)
        if not is_recording():
            return function(*args, **kwargs)
        with inside_operation():
            found = function(*args, **kwargs)
        if not find_symbolic(found):  # a size or a rank: known without any values
            return found
        bound = inspect.signature(function).bind(*args, **kwargs)
        bound.apply_defaults()
        return record(function, operator, _spread(bound), found)

    return door


def record_primitive(primitive: Any, args: tuple[Any, ...], given: dict[str, Any], found: Any) -> Any:
    """Makes a node of a primitive's call.

    Args:
        primitive: What was called.
        args: Its array arguments.
        given: All its arguments by name; of a variadic one the attributes.
        found: The symbolic outputs.

    Returns:
        The outputs, which remember the call.
    """
    operator = find_function(_names.get(primitive, ""))
    if operator is not None:
        return record(primitive, operator, given, found)
    attributes = {key: value for key, value in given.items() if not any(value is arg for arg in args)}
    return _record(FunctionOperation(primitive, None, {}), args, attributes, found)


def record(function: Callable[..., Any], operator: Operator, given: dict[str, Any], found: Any) -> Any:
    """Makes a node of the call of a function that files know.

    Args:
        function: What was called.
        operator: How files name it.
        given: All its arguments by name, with the defaults.
        found: The symbolic outputs.

    Returns:
        Symbolic outputs that remember the call.
    """
    args, config = _divided(operator, given, _defaults(function))
    named: dict[str, Any] = {}
    if operator.call[-1:] and operator.call[-1].endswith("**"):  # what has names of the user's own
        named = {key: config.pop(key) for key in list(config) if key not in operator.config}
    return _record(FunctionOperation(function, operator, config), args, named, found)


def open_doors(namespace: dict[str, Any], names: Iterable[str], overloads: dict[str, Any]) -> None:
    """Makes the public functions of a module nodes of the graph when they are called on symbolic tensors.

    Args:
        namespace: The module's names; functions made of others are replaced in it.
        names: Which of them are public functions.
        overloads: What serves Python's operators; changed likewise.
    """
    for name in names:
        function, operator = namespace[name], find_function(name)
        if inspect.isfunction(function) and operator is not None:
            namespace[name] = symbolic_door(function, operator)
            for key, serving in overloads.items():
                if serving is function:
                    overloads[key] = namespace[name]
        elif not inspect.isfunction(function) and (operator is not None or function not in _names):
            _names[function] = name
        functions[name] = namespace[name]
        if operator is not None:
            functions.setdefault(operator.function, namespace[name])
        overloads.setdefault(name, namespace[name])


def _divided(
    operator: Operator, given: dict[str, Any], defaults: Mapping[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Returns the arguments of the call, in the order of Keras's class, and the settings."""
    rest = dict(given)
    args: list[Any] = []
    for name in operator.call:
        if name.endswith("*"):
            args += rest.pop(name.rstrip("*"), ())
        elif name in rest:
            args.append(rest.pop(name))
        elif rest:
            args.append(rest.pop(next(iter(rest))))
    config = {
        key: _setting(key, value)
        for key, value in rest.items()
        if key in operator.config or value is not defaults.get(key, _setting)
    }
    return tuple(args), config


def _setting(key: str, value: Any) -> Any:
    return standardize_dtype(value) if key == "dtype" and value is not None else value


def _spread(bound: inspect.BoundArguments) -> dict[str, Any]:
    """Returns bound arguments by name, those of ``**kwargs`` beside the others."""
    given: dict[str, Any] = {}
    for name, parameter in bound.signature.parameters.items():
        value = bound.arguments[name]
        if parameter.kind is parameter.VAR_KEYWORD:
            given.update(value)
        else:
            given[name] = value
    return given


def _record(operation: Any, args: tuple[Any, ...], kwargs: dict[str, Any], found: Any) -> Any:
    outputs: list[KerasTensor] = []

    def fresh(item: Any) -> Any:
        if isinstance(item, KerasTensor):
            outputs.append(KerasTensor(item.shape, item.dtype))
            return outputs[-1]
        if isinstance(item, dict):
            return {key: fresh(value) for key, value in item.items()}
        if isinstance(item, tuple) and hasattr(item, "_fields"):
            return type(item)(*map(fresh, item))
        if isinstance(item, (list, tuple)):
            return type(item)(map(fresh, item))
        return item

    result = fresh(found)
    operation._inbound_nodes.append(Node(operation, args, kwargs, outputs))
    return result


def _single(tensors: list[KerasTensor]) -> Any:
    return tensors[0] if len(tensors) == 1 else tensors


@cache
def parameters(function: Any) -> tuple[str, ...]:
    """Returns the names of a function's parameters."""
    return tuple(inspect.signature(function).parameters)


@cache
def _defaults(function: Any) -> dict[str, Any]:
    found = inspect.signature(function).parameters.values()
    return {p.name: p.default for p in found if p.default is not p.empty}
