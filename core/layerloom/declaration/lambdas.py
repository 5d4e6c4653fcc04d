"""Functions of Lambda layers in files: never run from there, but supplied by the caller under a name."""

from __future__ import annotations

from typing import Any

from layerloom.declaration import scope

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
    named = value.get("config") if isinstance(value, dict) else value
    return named if isinstance(named, str) else layer if key == "function" else f"{layer}_{key}"


def supplied(value: Any, layer: str, key: str) -> Any:
    """Returns what the caller supplies for a function, ``None`` if nothing; for the arguments see :func:`name_of`.

    The layer's own name does for its function as well, since an older file of the same network may have had code alone.
    """
    known = scope.known()
    function = known.get(name_of(value, layer, key))
    if function is not None or key != "function":
        return function
    others = [known.get(name) for name in (layer, LAMBDA)]
    return next((other for other in others if other is not None and not isinstance(other, type)), None)


def wanted(config: dict[str, Any]) -> list[str]:
    """Returns the names of the functions that a layer cannot do without and that are not supplied.

    Args:
        config: The layer's config.
    """
    layer = str(config.get("name", "lambda"))
    needed = [key for key in FUNCTIONS if key != "output_shape" and is_function(config.get(key))]
    return [name_of(config[key], layer, key) for key in needed if supplied(config[key], layer, key) is None]
