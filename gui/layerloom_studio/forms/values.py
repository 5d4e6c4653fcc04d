"""Values of fields as plain data: names for people, comparison, objects by name and settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from layerloom.declaration import registry
from layerloom.declaration.fields import Field
from layerloom_studio.language import tr
from layerloom_studio.language.labels import label_of

#: Field kinds whose values are registered objects with settings of their own.
OBJECT_KINDS = frozenset({"initializer", "regularizer", "constraint", "schedule"})


def field_label(name: str) -> str:
    """How a field is called in a form: `kernel_size` reads "Kernel size"."""
    return tr(label_of(name))


def plain(value: Any) -> Any:
    """The value as JSON data: tuples become lists."""
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def same_value(field: Field, first: Any, second: Any) -> bool:
    """Whether two values of a field mean the same, however they are written.

    Args:
        field: Tells how to read the values.
        first: One value as JSON data.
        second: The other.

    Returns:
        True for `3` and `[3, 3]` of a pair, for "zeros" and the Zeros object, and so on.
    """
    return _normal(field, first) == _normal(field, second)


def read_object(kind: str, value: Any) -> tuple[str, dict[str, Any]]:
    """Split an object of a registry kind into its name and its settings.

    Args:
        kind: Registry kind, for example "initializer".
        value: None, a name, Keras's {"class_name", "config"} form or an object.

    Returns:
        The class's registered name ("" for None) and the settings that are given, {} for all defaults.
    """
    config: Any = {}
    if value is None:
        return "", {}
    if isinstance(value, Mapping):
        name, config = str(value.get("class_name", "")), value.get("config") or {}
        if name == "function":  # of a user, by its name
            name, config = str(config), {}
    elif isinstance(value, str):
        name = value
    elif hasattr(value, "get_config"):
        name, config = type(value).__name__, value.get_config()
    else:
        name = getattr(value, "__name__", str(value))
    entry = registry.find(kind, name)
    return (entry.name if entry else name), dict(config) if isinstance(config, Mapping) else {}


def write_object(kind: str, name: str, config: Mapping[str, Any]) -> dict[str, Any]:
    """The Keras form of an object.

    Args:
        kind: Registry kind.
        name: Registered name.
        config: Its settings; those that are missing have their defaults.

    Returns:
        {"module", "class_name", "config", "registered_name"}.
    """
    entry = registry.find(kind, name)
    values = {field.name: field.default for field in object_fields(kind, name) if not field.required}
    return {
        "module": entry.module if entry else f"keras.{kind}s",
        "class_name": name,
        "config": {key: plain(value) for key, value in {**values, **config}.items()},
        "registered_name": None,
    }


def object_fields(kind: str, name: str) -> tuple[Field, ...]:
    """The declared fields of a registered class, none when it has no declaration."""
    entry = registry.find(kind, name)
    target = entry.target if entry else None
    if not isinstance(target, type) or not hasattr(target, "fields"):
        return ()
    fields: tuple[Field, ...] = target.fields()
    return tuple(field for field in fields if field.name not in ("name", "dtype"))


def _normal(field: Field, value: Any) -> Any:
    if field.kind in OBJECT_KINDS and not isinstance(value, (int, float)):
        name, config = read_object(field.kind, value)
        given = {key: plain(item) for key, item in config.items()}
        defaults = {f.name: plain(f.default) for f in object_fields(field.kind, name) if not f.required}
        return name, {**defaults, **given}
    if field.kind == "activation":
        return read_object("activation", value)[0] or "linear"
    try:
        value = field.check(value)
    except ValueError:
        return plain(value)
    return plain(value)
