"""Objects to plain data and back, in the form of Keras 3, through the registry alone."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.declaration import registry, scope, sharing
from layerloom.declaration.lambdas import LAMBDA
from layerloom.declaration.makers import as_class
from layerloom.errors import LayerloomError, UnknownNameError

#: Classes of Keras that run code from a file, or read other files, when they are made.
CODE_CLASSES = frozenset(
    {"Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer", "__lambda__", "__typespec__"}
)


def serialize(value: Any) -> Any:
    """Turns a value into JSON data.

    Registered objects become ``{"module", "class_name", "config", "registered_name"}``, registered functions
    their name, those of users Keras's form of it, NumPy numbers Python numbers.

    Raises:
        LayerloomError: If the value is an object that no file can name.
    """
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [serialize(item) for item in value]
    if isinstance(value, dict):
        return {str(key): serialize(item) for key, item in value.items()}
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    if hasattr(value, "as_data") and not isinstance(value, type):
        return value.as_data()  # it stands for something else, see layers.placeholder and unknown_parts
    if hasattr(value, "get_config") and not isinstance(value, type):
        return _serialize_object(value)
    entry = registry.entry_of(value)
    if entry is not None:
        return entry.name
    if callable(value) and getattr(value, "__name__", "<lambda>") != "<lambda>":
        return function_as_data(value)
    if hasattr(value, "shape") and hasattr(value, "numpy"):
        return serialize(np.asarray(value.numpy())[()])
    raise LayerloomError(
        f"{type(value).__name__} {value!r:.80} cannot be written as data: register its class first."
    )


def deserialize(value: Any, custom_objects: dict[str, Any] | None = None) -> Any:
    """Turns what :func:`serialize` wrote into objects; other data comes back unchanged.

    Only registered classes and those in ``custom_objects`` are made; the file's ``module`` is never imported.

    Raises:
        LayerloomError: If a class is unknown.
    """
    if isinstance(value, list):
        return [deserialize(item, custom_objects) for item in value]
    if not isinstance(value, dict):
        return value
    if not {"class_name", "config"} <= value.keys():
        return {key: deserialize(item, custom_objects) for key, item in value.items()}
    if value["class_name"] == "__tuple__":
        return tuple(deserialize(item, custom_objects) for item in value["config"])
    if value["class_name"] in ("__tensor__", "__numpy__"):
        return array_from_data(value["config"])
    if value["class_name"] == "function":
        return find_function(value["config"], custom_objects)
    cls = find_class(value["class_name"], value.get("module"), custom_objects, value.get("registered_name"))
    config = value["config"]
    if isinstance(config, list) and value["class_name"] == "Sequential":  # as Keras 1 and 2.0 wrote it
        config = {"layers": config}
    if not isinstance(config, dict):
        raise LayerloomError(f"{value['class_name']}: its config must be a mapping, got {config!r:.60}.")
    if is_layer(cls):
        return sharing.once(
            value["class_name"], config, value.get(sharing.KEY), lambda: cls.from_config(config)
        )
    return cls.from_config(config)


def find_class(
    name: Any,
    module: Any = None,
    custom_objects: dict[str, Any] | None = None,
    registered_name: Any = None,
) -> Any:
    """Returns the class that a file means by ``class_name``.

    Args:
        name: The name of the class, with or without the package that it was registered in.
        module: The module that the file names.
        custom_objects: Classes of the caller by name, or functions that make objects of their config.
        registered_name: The ``package>name`` that a user registered it under; looked up among users' classes alone.

    Raises:
        LayerloomError: If no registered or given class has that name.
    """
    if not isinstance(name, str):
        raise LayerloomError(f"A class name must be text, got {name!r:.80}.")
    plain = name.rpartition(">")[2]  # "package>Name", the form of register_keras_serializable
    known = {**scope.known(), **(custom_objects or {})}
    for key in (registered_name, name, plain):
        if isinstance(key, str) and key in known:
            return as_class(plain, known[key])
    if plain == LAMBDA:
        raise UnknownNameError(
            "Lambda holds Python code, which is never run from a file: pass its function in custom_objects="
            "{its name, or for a lambda the layer's name: the function}, or one for all as {'Lambda': the function}."
        )
    if plain in CODE_CLASSES:
        raise LayerloomError(
            f"{plain} holds Python code or reads files, which is never done for a file: "
            f"pass your own class in custom_objects={{{plain!r}: ...}} if you trust it."
        )
    kinds = [kind for kind, known in registry.MODULES.items() if module == known] or list(registry.MODULES)
    for kind in (*kinds, *registry.MODULES):
        for key in (name, plain):
            entry = registry.find(kind, key)
            if entry is not None and isinstance(entry.target, type):
                return entry.target
    if isinstance(module, str) and module in registry.MODULES.values():
        raise registry.unknown(kinds[0], name)
    raise UnknownNameError(f"There is no class {name[:100]!r} here: it is unknown.", name)


def function_as_data(function: Any) -> dict[str, Any]:
    """Returns the form in which Keras 3 writes a function: its name, or the one that it was registered under."""
    return name_as_data(getattr(function, "_registered_name", None) or function.__name__)


def name_as_data(name: str) -> dict[str, Any]:
    """Returns the name of a function as Keras 3 writes it, which finds none by a bare name."""
    return {"module": "builtins", "class_name": "function", "config": name, "registered_name": "function"}


def name_in(value: Any) -> Any:
    """Returns the name of a function from the form of :func:`name_as_data`, any other value as it is."""
    return value.get("config") if isinstance(value, dict) and value.get("class_name") == "function" else value


def find_function(name: Any, custom_objects: dict[str, Any] | None = None) -> Any:
    """Returns the function that a file names: the caller's, or an activation, loss or metric of ours.

    Raises:
        LayerloomError: If no function has that name.
    """
    known = {**scope.known(), **(custom_objects or {})}
    if isinstance(name, str):
        plain = name.rpartition(">")[2]
        for key in (name, plain):
            if key in known:
                return known[key]
        entry = registry.find_function(plain)
        # Of a class that goes by a function's name, the name: all who take the one take it.
        if entry is not None:
            return plain if isinstance(entry.target, type) else entry.target
    raise UnknownNameError(
        f"The function {str(name)[:60]!r} is not known: pass it in custom_objects={{{str(name)[:60]!r}: ...}}."
    )


def _serialize_object(value: Any) -> dict[str, Any]:
    cls = type(value)
    entry = registry.entry_of(cls)
    registered = getattr(cls, "_registered_name", None)
    module = entry.module if entry else cls.__module__
    if entry is not None and entry.name == "Functional":  # Keras has no public name for it
        module, registered = "keras.src.models.functional", "Functional"
    marked = sharing.mark(value) if is_layer(cls) else {}
    return {
        "module": module,
        "class_name": cls.__name__,
        "config": value.get_config(),
        "registered_name": registered or (entry.registered_name if entry else cls.__name__),
        **marked,
    }


def is_layer(cls: type) -> bool:
    """Tells whether a class is one of layers or models."""
    return all(hasattr(cls, name) for name in ("weights", "call", "from_config"))


def array_from_data(config: Any) -> Any:
    """Reads an array as Keras writes it into a config: nested lists and a number type, float32 for bfloat16.

    Raises:
        LayerloomError: If it is none.
    """
    try:
        name = str(config["dtype"])
        array = np.asarray(config["value"], dtype=np.dtype("float32" if name == "bfloat16" else name))
    except (KeyError, TypeError, ValueError):
        raise LayerloomError(f"An array in the data cannot be read: {config!r:.80}.") from None
    if array.dtype.kind not in "biuf":
        raise LayerloomError(f"An array in the data must hold numbers, got the type {array.dtype.name}.")
    return array
