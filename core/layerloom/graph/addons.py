"""What TensorFlow Addons had before Keras has it: classes and functions that compute the very same.

Others of its names stay those of its own classes, such as ``gelu``, which is another function than that of Keras.
"""

from __future__ import annotations

from typing import Any

from layerloom.declaration import scope
from layerloom.declaration.serialization import name_in

Config = dict[str, Any]

_PACKAGE = "Addons"
_FUNCTIONS = {
    "hardshrink": "hard_shrink",
    "mish": "mish",
    "softshrink": "soft_shrink",
    "sparsemax": "sparsemax",
    "tanhshrink": "tanh_shrink",
}


def without_addons(data: Config) -> Config:
    """Returns a layer of TensorFlow Addons as the one of Keras that computes the same, any other as it is.

    Args:
        data: ``{"class_name", "config"}`` of a layer.
    """
    registered = data.get("registered_name")
    full = registered if ">" in str(registered) else data["class_name"]
    config = data["config"]
    if not isinstance(config, dict):
        return data
    if _name(full) == "InstanceNormalization":
        rest = {key: item for key, item in data.items() if key not in ("module", "registered_name")}
        data = {**rest, "class_name": "GroupNormalization", "config": {**config, "groups": -1}}
    return {**data, "config": {**data["config"], **_functions(config)}}


def _functions(config: Config) -> Config:
    """Returns the activations of a layer that Keras has by other names."""
    found = {}
    for key, value in config.items():
        name = _name(name_in(value))
        if key.endswith("activation") and name in _FUNCTIONS:
            found[key] = _FUNCTIONS[name]
    return found


def _name(full: Any) -> str:
    """Returns what a full name means within the package; nothing if it is of another, or the caller passes his own."""
    package, _, name = full.rpartition(">") if isinstance(full, str) else ("", "", "")
    own = not {full, name}.isdisjoint(scope.known()) if package == _PACKAGE else True
    return "" if own else str(name)
