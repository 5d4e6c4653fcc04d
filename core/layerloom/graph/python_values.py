"""Values and calls of constructors as Python code."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from layerloom.declaration import registry
from layerloom.declaration.fields import Field
from layerloom.errors import LayerloomError

WIDTH = 100
#: Kinds of objects in configs, and where Keras keeps their classes.
_NAMESPACES = {
    "initializer": "keras.initializers",
    "regularizer": "keras.regularizers",
    "constraint": "keras.constraints",
    "loss": "keras.losses",
    "metric": "keras.metrics",
    "optimizer": "keras.optimizers",
    "schedule": "keras.optimizers.schedules",
    "callback": "keras.callbacks",
}


class Verbatim(str):
    """Code that stands in a call as it is, in place of a value."""

    __slots__ = ()


def call_of(
    namespace: str,
    class_name: str,
    config: Mapping[str, Any],
    kind: str,
    written: Mapping[str, str] | None = None,
) -> str:
    """Returns the call that makes an object of a registered class.

    Args:
        namespace: Where the class is, for example ``"layers"``.
        class_name: The class.
        config: Its config; what is at its default is left out.
        kind: Its kind in the registry.
        written: Settings whose code is known, in place of that of their values.
    """
    written = written or {}
    entry = registry.find(kind, class_name)
    if entry is None or not isinstance(entry.target, type):
        return wrapped(
            _dotted(namespace, class_name), [f"{key}={value_of(value)}" for key, value in config.items()]
        )
    target: Any = entry.target
    fields = {field.name: field for field in target.fields()}
    needed = _needed(target, fields, config)
    positional, named = [], []
    in_order = True
    for name, field in fields.items():
        if name not in config or field.inherited:
            continue
        if field.required and in_order:
            positional.append(written.get(name) or value_of(config[name], field))
            continue
        in_order = False
        if name in needed:
            named.append(f"{name}={written.get(name) or value_of(config[name], field)}")
    for name in ("activity_regularizer", "dtype", "trainable", "name"):
        inherited = name not in fields or fields[name].inherited
        if name in config and inherited and (name == "name" or name in needed):
            named.append(f"{name}={value_of(config[name])}")
    return wrapped(_dotted(namespace, class_name), [*positional, *named])


def _dotted(namespace: str, name: str) -> str:
    return f"{namespace}.{name}" if namespace else name


def value_of(value: Any, field: Field | None = None) -> str:
    """Returns a value of a config as code."""
    if isinstance(value, Verbatim):
        return str(value)
    if isinstance(value, dict) and isinstance(value.get("class_name"), str):
        return _object(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{value_of(key)}: {value_of(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        items = [value_of(item) for item in value]
        same = field is not None and field.kind == "ints" and len(set(items)) == 1 and items
        if same:
            return items[0]
        return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"
    if isinstance(value, str):
        told = json.dumps(value, ensure_ascii=False)  # what JSON escapes, Python reads
        return told if told.isprintable() else json.dumps(value)
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    return repr(value)


def _object(data: Mapping[str, Any]) -> str:
    name, config = str(data["class_name"]), data.get("config")
    if name in ("__numpy__", "__tensor__") and isinstance(config, Mapping):
        return f"np.array({_listed(config.get('value'))}, dtype={value_of(config.get('dtype'))})"
    if name == "__slice__" and isinstance(config, Mapping):
        return f"slice({', '.join(repr(config.get(key)) for key in ('start', 'stop', 'step'))})"
    if name == "__ellipsis__":
        return "..."
    if name == "__tuple__" and isinstance(config, Mapping):
        return value_of(tuple(config.get("items", ())))
    if name == "DTypePolicy":
        return value_of((config or {}).get("name"))
    if not isinstance(config, Mapping):
        return value_of(config)
    for kind, namespace in _NAMESPACES.items():
        if registry.find(kind, name) is not None:
            return call_of(namespace, name, config, kind)
    return call_of("layers", name, {k: v for k, v in config.items() if v is not None}, "layer")


def _listed(value: Any) -> str:
    """Returns nested lists of numbers as code."""
    return f"[{', '.join(map(_listed, value))}]" if isinstance(value, (list, tuple)) else value_of(value)


def _needed(cls: type, fields: Mapping[str, Field], config: Mapping[str, Any]) -> set[str]:
    """Returns the arguments without which an object would get another config."""
    required = {name for name, field in fields.items() if field.required and name in config}
    try:
        text = json.dumps({name: value for name, value in config.items() if name != "name"}, sort_keys=True)
    except (TypeError, ValueError):
        return set(config)
    found = _needed_beside(cls, frozenset(required), text)
    return set(config if found is None else found)


@lru_cache(maxsize=4096)
def _needed_beside(cls: type, required: frozenset[str], text: str) -> frozenset[str] | None:
    """Returns the arguments that an object needs for its config, ``None`` for all; equal layers are asked once.

    Objects are made with ever more of them, since the default of one argument may follow another.
    """
    config: dict[str, Any] = json.loads(text)
    needed = set(required) & config.keys()
    for _ in range(len(config) + 1):
        try:
            made = cls.from_config({name: config[name] for name in needed}).get_config()  # type: ignore[attr-defined]
        except (LayerloomError, TypeError, ValueError, KeyError):
            return None
        differs = {name for name in config if not _same(config[name], made.get(name))}
        if differs <= needed:
            break
        needed |= differs
    return frozenset(needed)


def _same(value: Any, default: Any) -> bool:
    if isinstance(value, dict) and isinstance(default, dict) and "class_name" in value:
        return (value["class_name"], value.get("config")) == (
            default.get("class_name"),
            default.get("config"),
        )
    if isinstance(value, (list, tuple)) and isinstance(default, (list, tuple)):
        return list(value) == list(default)
    if isinstance(value, str) and isinstance(default, dict):  # a name stands for an object at its defaults
        return value.replace("_", "").lower() == str(default.get("class_name")).lower()
    return bool(value == default) and isinstance(value, bool) == isinstance(default, bool)


def wrapped(head: str, arguments: list[str], width: int = WIDTH - 12) -> str:
    """Returns a call, over several lines where one is too short.

    Args:
        head: What is called.
        arguments: Their code.
        width: How long one line may be.
    """
    line = f"{head}({', '.join(arguments)})"
    if len(line) <= width and "\n" not in line:
        return line
    inner = ",\n".join(arguments).replace("\n", "\n    ")
    return f"{head}(\n    {inner},\n)"
