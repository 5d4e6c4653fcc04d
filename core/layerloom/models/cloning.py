"""Copies of models with new weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from layerloom.declaration import scope
from layerloom.errors import LayerloomError
from layerloom.layers import Input, InputLayer, Layer
from layerloom.models.function import find_outputs
from layerloom.models.functional import Functional
from layerloom.models.sequential import Sequential
from layerloom.tensors import FunctionOperation, KerasTensor, find_symbolic
from layerloom.tree import map_structure

CloneFunction = Callable[[Any], Any]
CallFunction = Callable[..., Any]


def clone_model(
    model: Any,
    input_tensors: Any = None,
    clone_function: CloneFunction | None = None,
    call_function: CallFunction | None = None,
    recursive: bool = False,
    **kwargs: Any,
) -> Any:
    """Returns a model of the same structure with newly initialized weights (``keras.models.clone_model``).

    As in Keras 2, the copy has to be compiled before it is trained or evaluated.

    Args:
        model: A Sequential or functional model, or a subclass with ``get_config``.
        input_tensors: Symbolic tensors to start from; new inputs by default.
        clone_function: Gives the copy's layer for a layer of the model; by default one of the same config.
        call_function: Calls a copied layer, ``call_function(layer, *args, **kwargs)``; for functional models.
        recursive: Whether ``clone_function`` is also used on the layers of models inside the model.
        **kwargs: Nothing more.

    Raises:
        ValueError: If the model has no config to copy, or a function is given for a model that has no graph.
    """
    if kwargs:
        raise TypeError(f"clone_model() has no argument {next(iter(kwargs))!r}.")
    clone = _recursively(clone_function) if recursive and clone_function else clone_function
    if isinstance(model, Sequential):
        if call_function is not None:
            raise LayerloomError("call_function serves functional models only, this one is a Sequential.")
        copy = _sequential(model, input_tensors, clone or _same)
    elif type(model) is Functional or (isinstance(model, Functional) and (clone or call_function)):
        copy = _functional(model, input_tensors, clone or _same, call_function or _called)
    elif input_tensors is not None or clone or call_function:
        raise LayerloomError(
            f"Model {model.name!r} is a subclass without a graph: it is cloned by its config alone."
        )
    elif type(model).get_config is None:
        raise LayerloomError(f"Model {model.name!r} has no get_config(), so it cannot be cloned.")
    else:
        copy = type(model).from_config(model.get_config())
    return copy


def _same(layer: Any) -> Any:
    with scope.unknown_parts():  # the copy knows no more than the layer
        return type(layer).from_config(layer.get_config())


def _called(layer: Any, *args: Any, **kwargs: Any) -> Any:
    return layer(*args, **kwargs)


def _recursively(clone: CloneFunction) -> CloneFunction:
    def inner(layer: Any) -> Any:
        if isinstance(layer, (Sequential, Functional)):
            return clone_model(layer, clone_function=clone, recursive=True)
        return clone(layer)

    return inner


def _sequential(model: Sequential, input_tensors: Any, clone: CloneFunction) -> Any:
    layers = [clone(layer) for layer in model.layers]
    start = find_symbolic(input_tensors) if input_tensors is not None else []
    if len(start) > 1:
        raise LayerloomError(f"Sequential {model.name!r} has one input, got {len(start)} input tensors.")
    first = model._chain[0] if model._chain else None
    if start:
        assert start[0].history is not None  # symbolic tensors of users come from Input()
        begin: list[Any] = [InputLayer(batch_shape=start[0].shape, dtype=start[0].dtype, name=start[0].name)]
    else:
        begin = [_same(first)] if isinstance(first, InputLayer) else []
    copy = Sequential([*begin, *layers], name=model.name, trainable=model.trainable)
    if not copy.built and model.built:
        copy.build(model.input_shape)
    return copy


def _functional(model: Functional, input_tensors: Any, clone: CloneFunction, call: CallFunction) -> Any:
    values: dict[int, Any] = {}
    inputs = map_structure(_new_input, model.input) if input_tensors is None else input_tensors
    for old, new in zip(find_symbolic(model.input), find_symbolic(inputs), strict=True):
        values[id(old)] = new
    copies: dict[int, Any] = {}

    def fill(item: Any) -> Any:
        return values[id(item)] if isinstance(item, KerasTensor) else item

    for node in model._nodes:
        if all(id(output) in values for output in node.outputs):
            continue
        operation = node.operation
        if id(operation) not in copies:
            copies[id(operation)] = clone(operation) if isinstance(operation, Layer) else _copied(operation)
        args, kwargs = map_structure(fill, node.args), map_structure(fill, node.kwargs)
        layer = copies[id(operation)]
        made = call(layer, *args, **kwargs) if isinstance(operation, Layer) else layer(*args, **kwargs)
        values.update((id(old), new) for old, new in zip(node.outputs, find_outputs(made), strict=True))
    return type(model)(inputs, map_structure(fill, model.output), name=model.name)


def _new_input(tensor: KerasTensor) -> KerasTensor:
    name = tensor.history.node.operation.name if tensor.history else tensor.name
    return Input(batch_shape=tensor.shape, dtype=tensor.dtype, name=name)


def _copied(operation: Any) -> Any:
    if isinstance(operation, FunctionOperation):
        return FunctionOperation(operation.function, operation.operator, operation.config, operation.name)
    return _same(operation)
