"""Operations in an architecture: calls of functions such as ``ops.relu`` beside the calls of layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from layerloom.declaration import operators, registry
from layerloom.declaration.serialization import array_from_data
from layerloom.errors import LayerloomError
from layerloom.graph.architecture import LayerSpec, shorten
from layerloom.graph.constants import Numbers, unpacked
from layerloom.tensors import FunctionOperation, Operation, standardize_dtype
from layerloom.tensors.operation import functions

#: Keras's operations whose nodes hold functions.
_OF_CODE = frozenset({"AssociativeScan", "Cond", "ForiLoop", "JVP", "Map", "Scan", "Switch"}) | {
    "VectorizedMap",
    "WhileLoop",
}


def class_here(class_name: str, module: Any) -> str:
    """Returns the class name by which an architecture knows what a file names.

    Operations get the prefix ``ops.``, since many share their names with layers.
    """
    if not isinstance(module, str) or not operators.is_operation_module(module):
        return class_name
    return class_name if class_name.startswith(operators.PREFIX) else operators.PREFIX + class_name


def module_of(data: Mapping[str, Any]) -> Any:
    """Returns the module beside a class in a file; that of an operation where the HDF5 files of Keras 3 leave it out.

    Operations are told from layers of the same name by what every layer says: whether it is trainable.

    Args:
        data: A layer's data.
    """
    config, calls = data.get("config"), data.get("inbound_nodes")
    if (
        "module" in data
        or not isinstance(config, Mapping)
        or "trainable" in config
        or not isinstance(calls, list)
    ):
        return data.get("module")
    if not calls or not all(isinstance(call, Mapping) and "args" in call for call in calls):
        return None
    name = str(data.get("class_name"))
    known = operators.find_class(name, "keras.src.ops")
    if known is None or not set(config) <= {"name", *known.config}:
        return None
    layer = registry.find("layer", name)
    if layer is None or all(_is_spread(call["args"]) or _has_constant(call["args"]) for call in calls):
        return known.module  # the layer Add takes its tensors in one list, the operation one after the other
    fields = {field.name for field in layer.target.fields()}
    return None if fields.issuperset(config) else known.module  # Reshape takes a newshape or a target_shape


def class_in_files(spec: LayerSpec) -> tuple[str, str | None]:
    """Returns an operation's class name and module as Keras writes them."""
    known = operators.find_class(spec.class_name, spec.module)
    return (known.class_name, known.module) if known else (_plain(spec), spec.module)


def make_operation(spec: LayerSpec) -> FunctionOperation:
    """Makes the operation that a spec describes.

    Raises:
        LayerloomError: If there is no such operation.
    """
    known = operators.find_class(spec.class_name, spec.module)
    name = known.function if known is not None else _plain(spec)
    function = (
        _activation(name) if known is not None and "activations" in known.module else functions.get(name)
    )
    if function is None and _plain(spec) in _OF_CODE:
        raise LayerloomError(
            f"there is no operation {shorten(_plain(spec))!r} here: it calls a function, which is code, and code is "
            "never run from a file."
        )
    if function is None:
        raise LayerloomError(f"there is no operation {shorten(_plain(spec))!r} here: it is unknown.")
    config = {key: from_plain(value) for key, value in spec.config.items() if key != "name"}
    settings = {key: value for key, value in config.items() if not _says_nothing(function, key, value)}
    return FunctionOperation(function, known, settings, name=spec.name)


def describe_operation(operation: Operation) -> LayerSpec:
    """Returns an operation of a model's graph as plain data.

    Raises:
        LayerloomError: If it is no public function, so that no file can name it.
    """
    if not isinstance(operation, FunctionOperation):
        from layerloom.declaration import serialize

        data = serialize(operation)
        return LayerSpec(
            data["class_name"],
            operation.name,
            data["config"],
            data["module"],
            data["registered_name"],
        )
    if operation.operator is None and functions.get(operation.class_name) is None:
        raise LayerloomError(
            f"The graph calls the function {operation.class_name!r} directly on a symbolic tensor, which no file "
            "can name: call it inside a layer."
        )
    return LayerSpec(
        operators.PREFIX + operation.class_name,
        operation.name,
        to_plain(operation.get_config()),
        operation.module,
    )


# -- values that JSON does not have ----------------------------------------------------------------------------


def to_plain(value: Any) -> Any:
    """Returns call arguments as plain data in Keras's form: slices, ``...``, arrays and number types are named."""
    if isinstance(value, Numbers):
        return value
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_plain(item) for item in value]
    if isinstance(value, slice):
        parts = {key: to_plain(getattr(value, key)) for key in ("start", "stop", "step")}
        return {"class_name": "__slice__", "config": parts}
    if value is Ellipsis:
        return {"class_name": "__ellipsis__", "config": {}}
    if isinstance(value, (np.dtype, type)):
        return standardize_dtype(value)
    if isinstance(value, np.generic):
        return value.item()
    if hasattr(value, "__array__") and hasattr(value, "dtype"):
        array = np.asarray(value)
        if not array.ndim:
            return array.item()
        return {"class_name": "__numpy__", "config": {"value": unpacked(array), "dtype": array.dtype.name}}
    return value


def from_plain(value: Any) -> Any:
    """Returns what :func:`to_plain`, or Keras, wrote; tensors among the data stay as they are."""
    if isinstance(value, list):
        return [from_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    name, config = value.get("class_name"), value.get("config")
    if name == "__slice__" and isinstance(config, Mapping):
        return slice(*(from_plain(config.get(key)) for key in ("start", "stop", "step")))
    if name == "__ellipsis__":
        return ...
    if name in ("__numpy__", "__tensor__"):
        return array_from_data(config)
    if name == "__tuple__" and isinstance(config, Mapping):
        return tuple(from_plain(item) for item in config.get("value", ()))
    return {key: from_plain(item) for key, item in value.items()}


def call_values(
    spec: LayerSpec, arguments: tuple[list[Any], dict[str, Any]]
) -> tuple[list[Any], dict[str, Any]]:
    """Returns the arguments of a call, tensors in place, with everything else as it is meant.

    Args:
        spec: What is called.
        arguments: What :func:`~layerloom.graph.architecture.call_arguments` gave.
    """
    args, kwargs = from_plain(arguments[0]), from_plain(arguments[1])
    if spec.class_name == f"{operators.PREFIX}GetItem":  # JSON has no tuples
        args = [tuple(item) if isinstance(item, list) else item for item in args]
    return args, kwargs


def _is_spread(args: Any) -> bool:
    return isinstance(args, list) and len(args) > 1 and not isinstance(args[0], list)


def _has_constant(args: Any) -> bool:
    """Tells whether arrays stand among the tensors of a call, which no layer takes."""
    first = args[0] if isinstance(args, list) and args else None
    names = (
        [item.get("class_name") for item in first if isinstance(item, Mapping)]
        if isinstance(first, list)
        else []
    )
    return any(name in ("__numpy__", "__tensor__") for name in names)


def _plain(spec: LayerSpec) -> str:
    return spec.class_name.removeprefix(operators.PREFIX)


def _activation(name: str) -> Callable[..., Any] | None:
    entry = registry.find("activation", name)
    return None if entry is None else entry.target


def _says_nothing(function: Any, key: str, value: Any) -> bool:
    """Tells whether a setting is switched off that the function here does not have."""
    from layerloom.tensors.operation import parameters

    return (value is None or value is False) and key not in parameters(function)
