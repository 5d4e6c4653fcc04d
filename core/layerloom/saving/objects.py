"""Objects to Keras's plain data and back, with the classes of the caller beside our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FunctionType
from typing import Any, TypeVar

import numpy as np

from layerloom.declaration import deserialize, get, scope, serialize
from layerloom.declaration.serialization import function_as_data
from layerloom.errors import LayerloomError

Target = TypeVar("Target")

#: Class names with which Keras marks values that are no objects.
_VALUES = ("__numpy__", "__tensor__", "__bytes__", "__slice__", "__ellipsis__")


def serialize_keras_object(obj: Any) -> Any:
    """Turns an object into plain data in Keras 3's form.

    Args:
        obj: A layer, model, loss, optimizer, function of Keras, array, or plain data of these.

    Returns:
        ``{"module", "class_name", "config", "registered_name"}`` for objects, and ``{"class_name": "function",
        "config": NAME, ...}`` for functions.

    Raises:
        LayerloomError: If an object's class is not known.
    """
    if isinstance(obj, tuple):
        return tuple(serialize_keras_object(item) for item in obj)
    if isinstance(obj, list):
        return [serialize_keras_object(item) for item in obj]
    if isinstance(obj, dict):
        return {str(key): serialize_keras_object(item) for key, item in obj.items()}
    if isinstance(obj, np.ndarray) and obj.ndim:
        return {"class_name": "__numpy__", "config": {"value": obj.tolist(), "dtype": obj.dtype.name}}
    if isinstance(obj, bytes):
        return {"class_name": "__bytes__", "config": {"value": obj.decode("utf-8")}}
    if isinstance(obj, FunctionType) and obj.__name__ != "<lambda>":
        return function_as_data(obj)
    data = serialize(obj)
    built = getattr(obj, "get_build_config", lambda: None)()
    if isinstance(data, dict) and "class_name" in data and built:
        data = {**data, "build_config": serialize(built)}
    return data


def deserialize_keras_object(
    config: Any, custom_objects: Mapping[str, Any] | None = None, safe_mode: bool = True
) -> Any:
    """Makes objects of what :func:`serialize_keras_object`, or real Keras, wrote.

    Names are looked up among our own classes and functions and those of the caller. A file's ``module`` is never
    imported, and code in a file is never run.

    Args:
        config: Plain data.
        custom_objects: Classes and functions of the caller, by name.
        safe_mode: Accepted for Keras's sake: code is never run.

    Raises:
        LayerloomError: If a name is unknown or refused.
    """
    with scope.custom_objects(custom_objects or {}):
        return _revive(config)


def _revive(config: Any) -> Any:
    if isinstance(config, (list, tuple)):
        return [_revive(item) for item in config]
    if isinstance(config, str):
        return scope.known().get(config, config)
    if not isinstance(config, dict):
        return config
    if not {"class_name", "config"} <= config.keys():
        return {key: _revive(item) for key, item in config.items()}
    name, inner = config["class_name"], config["config"]
    if name in _VALUES and not isinstance(inner, dict):
        raise LayerloomError(f"The value {name} has no config.")
    if name in ("__numpy__", "__tensor__"):
        return np.array(inner.get("value"), dtype=_plain_dtype(inner.get("dtype")))
    if name == "__bytes__":
        return str(inner.get("value")).encode("utf-8")
    if name == "__slice__":
        return slice(*(_revive(inner.get(key)) for key in ("start", "stop", "step")))
    if name == "__ellipsis__":
        return ...
    made = deserialize(config)
    build = config.get("build_config")
    if isinstance(build, dict) and not getattr(made, "built", True) and hasattr(made, "build_from_config"):
        made.build_from_config(build)
    return made


def _plain_dtype(dtype: Any) -> str | None:
    allowed = ("bool", *(f"{kind}{bits}" for kind in ("int", "uint") for bits in (8, 16, 32, 64)))
    if dtype is None or dtype in (*allowed, "float16", "float32", "float64"):
        return None if dtype is None else str(dtype)
    raise LayerloomError(f"Arrays of type {str(dtype)[:40]!r} are not read.")


def with_lambda(custom_objects: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """Returns the caller's objects, with the layer Lambda beside them, which takes functions of these and no code."""
    return {"Lambda": get("code", "Lambda"), **(custom_objects or {})}


# -- the caller's classes --------------------------------------------------------------------------------------


@contextmanager
def custom_object_scope(custom_objects: Mapping[str, Any]) -> Iterator[None]:
    """Makes classes and functions known by name inside a ``with`` block.

    Args:
        custom_objects: Classes and functions by name.
    """
    with scope.custom_objects(custom_objects):
        yield


CustomObjectScope = custom_object_scope


def get_custom_objects() -> dict[str, Any]:
    """Returns the dictionary of classes and functions that are known by name everywhere; it may be changed."""
    return scope.everywhere


def register_keras_serializable(
    package: str = "Custom", name: str | None = None
) -> Callable[[Target], Target]:
    """Decorates a class or function so that saved models can name it.

    Args:
        package: Prefix of its name in files.
        name: Its name there, by default its own.
    """

    def add(target: Target) -> Target:
        own = name or target.__name__  # type: ignore[attr-defined]
        full = f"{package}>{own}"
        if isinstance(target, type) and not hasattr(target, "get_config"):
            raise LayerloomError(f"Class {own!r} cannot be saved: give it a get_config() method.")
        scope.everywhere[full] = target
        _registered[id(target)] = (target, full)
        target._registered_name = full  # type: ignore[attr-defined]
        return target

    return add


def get_registered_name(obj: Any) -> str:
    """Returns the name under which files know a class or function."""
    found = _registered.get(id(obj))
    return found[1] if found else str(obj.__name__)


def get_registered_object(
    name: str,
    custom_objects: Mapping[str, Any] | None = None,
    module_objects: Mapping[str, Any] | None = None,
) -> Any:
    """Returns the class or function that was registered under a name, or ``None``."""
    return {**(module_objects or {}), **scope.known(), **(custom_objects or {})}.get(name)


_registered: dict[int, tuple[Any, str]] = {}
