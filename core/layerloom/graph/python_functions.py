"""Functions and classes of users in configs, which Python code calls by their names; all other texts stay texts."""

from __future__ import annotations

import builtins
import re
from collections.abc import Mapping
from typing import Any

from layerloom.declaration import registry
from layerloom.declaration.fields import OBJECT_ROLES
from layerloom.graph.python_names import is_name

#: How configs name what users registered: the package, then the name.
_REGISTERED = re.compile(r"[A-Za-z_][\w. ]*>([A-Za-z_]\w*)")
#: Settings that take a function, and what texts they take besides.
_WORDS = {
    "standardize": ("lower", "strip_punctuation", "lower_and_strip_punctuation"),
    "split": ("whitespace", "character"),
}
#: Keras 2's hard sigmoid, which is no function of Keras 3.
OLD_HARD_SIGMOID = "hard_sigmoid_keras2"
#: Kinds of objects that may be functions.
_KINDS = OBJECT_ROLES | {"loss", "metric"}


def function_name(value: Any, setting: str) -> str | None:
    """Returns the name of the user's function that a setting holds, ``None`` where its value is anything else.

    Args:
        value: The value, for example ``"mine>bent"`` for a function that is registered in the package ``mine``.
        setting: Name of the setting, for example ``"recurrent_activation"``, or a kind of objects.
    """
    kind = setting.rpartition("_")[2]
    if not isinstance(value, str) or (kind not in _KINDS and kind != "function" and kind not in _WORDS):
        return None
    registered = _REGISTERED.fullmatch(value)
    if registered is not None:
        return registered[1] if _is_free(registered[1]) else None
    if (
        not _is_free(value)
        or kind in ("loss", "metric")
        or value in (*_WORDS.get(kind, ()), OLD_HARD_SIGMOID)
    ):
        return None
    kinds = (kind,) if kind in OBJECT_ROLES else _KINDS if kind == "function" else ()
    return value if all(registry.find(known, value) is None for known in kinds) else None


def _is_free(name: str) -> bool:
    """Tells whether a name can be that of a user's function: Python's own, such as ``exec``, never stand for one."""
    return is_name(name) and not hasattr(builtins, name)


def is_own(data: Mapping[str, Any]) -> bool:
    """Tells whether an object in a config is of a class that a user registered under a package of theirs."""
    name = str(data.get("class_name")).rpartition(">")[2]
    found = (registry.find(kind, name) for kind in registry.MODULES)
    known = any(entry is not None and entry.target.__module__.startswith("layerloom.") for entry in found)
    return not known and ">" in str(data.get("registered_name") or data.get("class_name"))


def own_names(value: Any, setting: str = "") -> set[str]:
    """Returns the names of the classes and functions of users in a value of a config.

    Args:
        value: The value.
        setting: Name of the setting that holds it.
    """
    if isinstance(value, str):
        own = function_name(value, setting)
        return {own} if own is not None else set()
    if isinstance(value, Mapping):
        function = value.get("class_name") == "function"
        own_class = isinstance(value.get("class_name"), str) and not function and is_own(value)
        found = {str(value["class_name"]).rpartition(">")[2]} if own_class else set()
        said = {
            key: item for key, item in value.items() if key not in ("class_name", "registered_name", "name")
        }
        return found.union(*(own_names(item, "function" if function else key) for key, item in said.items()))
    return set().union(*(own_names(item) for item in value)) if isinstance(value, (list, tuple)) else set()
