"""Values and calls of constructors as Python code."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from layerloom.declaration import registry
from layerloom.declaration.fields import Field
from layerloom.errors import LayerloomError
from layerloom.graph.constants import unpacked
from layerloom.graph.python_functions import function_name, is_own
from layerloom.graph.python_names import checked_name, named_argument
from layerloom.naming import to_snake_case

WIDTH = 100
_FEW = 12  # values that stand one below the other
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
    width: int = WIDTH - 12,
) -> str:
    """Returns the call that makes an object of a registered class.

    Args:
        namespace: Where the class is, for example ``"layers"``.
        class_name: The class.
        config: Its config; what is at its default is left out.
        kind: Its kind in the registry.
        written: Settings whose code is known, in place of that of their values.
        width: How long one line may be.
    """
    written = written or {}
    inside = (width if width > 0 else WIDTH - 12) - 4  # in a call over several lines they stand to the right
    entry = registry.find(kind, class_name)
    if entry is None or not isinstance(entry.target, type):
        usual = {"trainable": "True", "dtype": value_of("float32")}
        said = {key: setting_of(key, value, width=inside) for key, value in config.items()}
        said = {key: code for key, code in said.items() if usual.get(key) != code}
        said |= {"name": said.pop("name")} if "name" in said else {}  # a person writes it last
        return wrapped(
            _dotted(namespace, class_name), [named_argument(*item) for item in said.items()], width
        )
    target: Any = entry.target
    fields = {field.name: field for field in target.fields()}
    needed = _needed(target, fields, config)
    positional, named = [], []
    in_order = True
    for name, field in fields.items():
        if name not in config or field.inherited or (name == "name" and not field.required):
            continue
        if field.required and in_order:
            positional.append(written.get(name) or setting_of(name, config[name], field, inside))
            continue
        in_order = False
        if name in needed:
            named.append(f"{name}={written.get(name) or setting_of(name, config[name], field, inside)}")
    last = ("activity_regularizer", "dtype", "trainable", "name")
    more = [name for name, field in fields.items() if field.inherited and name not in last and name in needed]
    named += [f"{name}={setting_of(name, config[name], width=inside)}" for name in more if kind != "layer"]
    for name in last:
        own = name in fields and not fields[name].inherited and (name != "name" or fields[name].required)
        made_up = name == "name" and kind != "layer" and _is_made_up(config, target)
        if name in config and not own and not made_up and (name == "name" or name in needed):
            named.append(f"{name}={setting_of(name, config[name], width=inside)}")
    return wrapped(_dotted(namespace, class_name), [*positional, *named], width)


def _is_made_up(config: Mapping[str, Any], cls: type) -> bool:
    """Tells whether an object has the name of its class, perhaps with a number, which nobody gave it."""
    return re.fullmatch(rf"{to_snake_case(cls.__name__)}(_\d+)?", str(config.get("name"))) is not None


def _dotted(namespace: str, name: str) -> str:
    name = checked_name(name)
    return f"{namespace}.{name}" if namespace else name


def setting_of(name: str, value: Any, field: Field | None = None, width: int = WIDTH - 12) -> str:
    """Returns the value of a setting as code, where functions of users stand under their names.

    Args:
        name: Name of the setting, from which it is known whether it takes functions.
        value: The value.
        field: The setting.
        width: How long the line may be on which it stands with its name.
    """
    if name in ("padding", "cropping") and (same := _same_everywhere(value)) is not None:
        return str(same)
    return function_name(value, name) or value_of(value, field, width=width - len(f"{name}=,"))


def _same_everywhere(value: Any) -> int | None:
    """Returns the number of which all pairs of borders are, as in ``((1, 1), (1, 1))``; ``None`` for others."""
    pairs = isinstance(value, (list, tuple)) and all(isinstance(pair, (list, tuple)) for pair in value)
    found = {number for pair in value for number in pair} if pairs else set()
    number = found.pop() if len(found) == 1 else None
    return number if isinstance(number, int) else None


def value_of(value: Any, field: Field | None = None, kind: str | None = None, width: int = WIDTH - 12) -> str:
    """Returns a value of a config as code.

    Args:
        value: The value.
        field: The setting whose value it is.
        kind: What kind of object it is; needed where losses and metrics have classes of the same name, and for
            functions of users, without which a text such as ``"mine>bent"`` is a text.
        width: How long one line may be.
    """
    if isinstance(value, Verbatim):
        return str(value)
    if isinstance(value, dict) and isinstance(value.get("class_name"), str):
        return _object(value, kind, width)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{value_of(key)}: {value_of(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        items = [value_of(item) for item in value]
        same = field is not None and field.kind == "ints" and len(set(items)) == 1 and items
        if same:
            return items[0]
        if items and all(isinstance(item, str) for item in value):  # words: a list of them, and no shape
            return row_of("[", items, "]")
        return f"({items[0]},)" if len(items) == 1 else row_of("(", items, ")")
    if kind is not None and (own := function_name(value, kind)) is not None:
        return own
    if isinstance(value, str):
        told = json.dumps(value, ensure_ascii=False)  # what JSON escapes, Python reads
        return "".join(char if char.isprintable() else _escaped(char) for char in told)
    return number_of(value) if isinstance(value, float) else repr(value)


def number_of(value: float, dtype: str = "float32") -> str:
    """Returns the shortest number that is the same in a number type: 0.9 for 0.8999999761581421.

    Args:
        value: A number; one that is none of that type is written in full.
        dtype: The type.
    """
    if not math.isfinite(value):
        return f'float("{value}")'
    if dtype in ("float16", "float32") and abs(value) <= float(np.finfo(dtype).max):
        single = np.dtype(dtype).type(value)
        return repr(float(str(single)) if float(single) == value else value)
    return repr(value)


def row_of(start: str, items: list[str], end: str) -> str:
    """Returns what stands between brackets; where one line is too short, one by one, and many in full lines."""
    line = f"{start}{', '.join(items)}{end}"
    if len(line) <= WIDTH - 28:
        return line
    if len(items) <= _FEW:
        return wrapped("", items, 0).replace("(", start, 1).removesuffix(")") + end
    rows = [""]
    for item in items:
        fits = len(rows[-1]) + len(item) < WIDTH - 28 and "\n" not in item
        if rows[-1] and not fits:
            rows.append("")
        rows[-1] += f"{' ' if rows[-1] else ''}{item},".replace("\n", "\n    ")
    return "\n    ".join([start, *rows]) + f"\n{end}"


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode()


def _object(data: Mapping[str, Any], wanted: str | None, width: int) -> str:
    name, config = str(data["class_name"]), data.get("config")
    if name in ("__numpy__", "__tensor__") and isinstance(config, Mapping):
        numbers = _listed(unpacked(config.get("value")), str(config.get("dtype")))
        return f"np.array({numbers}, dtype={value_of(config.get('dtype'))})"
    if name == "__slice__" and isinstance(config, Mapping):
        return f"slice({', '.join(repr(config.get(key)) for key in ('start', 'stop', 'step'))})"
    if name == "__ellipsis__":
        return "..."
    if name == "__tuple__" and isinstance(config, Mapping):
        return value_of(tuple(config.get("items", ())))
    if name == "DTypePolicy":
        return value_of((config or {}).get("name"))
    if not isinstance(config, Mapping):
        return setting_of("function" if name == "function" else "", config)
    for kind in sorted(_NAMESPACES, key=lambda kind: kind != wanted):
        if registry.find(kind, name) is not None:
            return call_of(_NAMESPACES[kind], name, config, kind, width=width)
    if name == "OptimizerMap":
        return wrapped(
            "keras.optimizers.OptimizerMap", [named_argument(k, value_of(v)) for k, v in config.items()]
        )
    namespace = "" if is_own(data) else "layers"
    said = {key: item for key, item in config.items() if item is not None}
    return call_of(namespace, name.rpartition(">")[2], said, "layer", width=width)


def _listed(value: Any, dtype: str) -> str:
    """Returns nested lists of numbers of one type as code."""
    if isinstance(value, (list, tuple)):
        return row_of("[", [_listed(item, dtype) for item in value], "]")
    return number_of(value, dtype) if isinstance(value, float) else value_of(value)


def _needed(cls: type, fields: Mapping[str, Field], config: Mapping[str, Any]) -> set[str]:
    """Returns the arguments without which an object would get another config."""
    required = {name for name, field in fields.items() if field.required and name in config}
    functions = {name for name, value in config.items() if function_name(value, name)}
    if functions:  # nothing can be made of them here, and no default follows them
        rest = {name: value for name, value in config.items() if name not in functions}
        return functions | _needed(cls, fields, rest)
    try:
        text = json.dumps({name: value for name, value in config.items() if name != "name"}, sort_keys=True)
    except (TypeError, ValueError):
        return set(config)
    found = _needed_beside(cls, frozenset(required), text)
    if found is not None:
        return set(found)
    usual = {**_usual(cls, fields, config), "trainable": True, "dtype": "float32"}
    return required | {
        name for name, value in config.items() if name not in usual or not _is_usual(value, usual[name])
    }


def _usual(cls: type, fields: Mapping[str, Field], config: Mapping[str, Any]) -> dict[str, Any]:
    """Returns what an object has by itself that cannot be made of a config; 1 stands for what it must have."""
    given = {name: 1 for name, field in fields.items() if field.required and name in config}
    try:
        made: dict[str, Any] = cls.from_config(given).get_config()  # type: ignore[attr-defined]
    except (LayerloomError, TypeError, ValueError, KeyError):
        made = {}
    return {**{name: field.default for name, field in fields.items()}, **made}


def _is_usual(value: Any, default: Any) -> bool:
    policy = isinstance(value, Mapping) and value.get("class_name") == "DTypePolicy"
    return _same((value.get("config") or {}).get("name") if policy else value, default)


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


def assigned(target: str, code: str) -> str:
    """Returns a statement that gives values names, with a line for each name where one is too short for all."""
    line = f"{target} = {code}"
    if ", " not in target or len(line.partition("\n")[0]) <= WIDTH:
        return line
    rows = "".join(f"    {name},\n" for name in target.split(", "))
    return f"(\n{rows}) = {code}"


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
