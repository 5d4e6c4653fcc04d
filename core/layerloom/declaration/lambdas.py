"""Functions of Lambda layers in files: never run from there, but found under a name."""

from __future__ import annotations

from typing import Any

from layerloom.declaration import registry, scope

#: The layer that runs a function; one that is given under this name serves for all of them in a file.
LAMBDA = "Lambda"

#: Settings of the layer that may be functions.
FUNCTIONS = ("function", "output_shape", "mask")


def is_function(value: Any) -> bool:
    """Tells whether data stands for a function: in the form of Keras 3, or of Keras 2."""
    if isinstance(value, dict):
        return value.get("class_name") in ("function", "__lambda__")
    return isinstance(value, str) or (isinstance(value, list) and any(isinstance(v, str) for v in value))


def name_of(value: Any, layer: str, key: str) -> str:
    """Returns the name under which a function is supplied: its own, or after the layer where a file has only code.

    Args:
        value: What the file says of it.
        layer: The layer's name.
        key: The setting, one of :data:`FUNCTIONS`.
    """
    return _own_name(value) or (layer if key == "function" else f"{layer}_{key}")


def supplied(value: Any, layer: str, key: str) -> Any:
    """Returns the function that the caller supplies, or that Keras has by its name; ``None`` if there is neither.

    The layer's own name does for its function as well, since an older file of the same network may have had code alone.
    For the arguments see :func:`name_of`.
    """
    known = scope.known()
    names = (name_of(value, layer, key), *((layer, LAMBDA) if key == "function" else ()))
    for function in map(known.get, names):
        if function is not None and not isinstance(function, type):
            return function
    entry = registry.find_function(_own_name(value))
    return None if entry is None or isinstance(entry.target, type) else entry.target


def _own_name(value: Any) -> str:
    """Returns the name of a function that is not told by its code."""
    named = value.get("config") if isinstance(value, dict) else value
    return named if isinstance(named, str) else ""


def wanted(config: dict[str, Any]) -> list[str]:
    """Returns the names of the functions that a layer cannot do without and that are not supplied.

    Args:
        config: The layer's config.
    """
    layer = str(config.get("name", "lambda"))
    needed = [key for key in FUNCTIONS if key != "output_shape" and is_function(config.get(key))]
    return [name_of(config[key], layer, key) for key in needed if supplied(config[key], layer, key) is None]
