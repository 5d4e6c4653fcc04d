"""From what a person writes (a name, a config, a class, a function) to the object that it stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from layerloom.declaration import deserialize, registry, scope
from layerloom.declaration.unknown_parts import plain_name, stand_in
from layerloom.errors import LayerloomError

#: Kinds whose place no object of another kind can take, as a layer can that of an activation.
_OBJECTS = ("initializer", "regularizer", "constraint")

Functions = Mapping[str, Callable[..., Any]]


def resolve(kind: str, identifier: Any, functions: Functions | None = None) -> Any:
    """Returns the object that ``identifier`` stands for.

    Args:
        kind: Registry kind, for example ``"loss"``.
        identifier: A name, a config dict, a class, an instance or a function; ``None`` stays ``None``.
        functions: Functions that a name stands for rather than a class.

    Raises:
        LayerloomError: If nothing is known by that name, or the value is of another type.
    """
    if identifier is None:
        return None
    if isinstance(identifier, (Mapping, str)):
        try:
            if isinstance(identifier, str):
                return _by_name(kind, identifier, functions or {})
            return from_data(kind, identifier, functions=functions)
        except LayerloomError as error:
            return stand_in(kind, identifier, error)
    if isinstance(identifier, type):
        return identifier()
    entry = registry.entry_of(type(identifier))
    misplaced = kind in _OBJECTS and entry is not None and entry.kind != kind
    if (callable(identifier) or hasattr(identifier, "get_config")) and not misplaced:
        return identifier
    raise LayerloomError(
        f"{_article(kind)} must be given by its name, a config, a function or an instance, "
        f"got {type(identifier).__name__} {str(identifier)[:80]!r}."
    )


def from_data(
    kind: str,
    data: Any,
    custom_objects: dict[str, Any] | None = None,
    functions: Functions | None = None,
) -> Any:
    """Makes an object of the plain data that a file holds: a name, or ``{"class_name", "config"}``.

    Raises:
        LayerloomError: If the data names nothing that is known.
    """
    if not isinstance(data, Mapping):
        if isinstance(data, str) and custom_objects and data in custom_objects:
            return custom_objects[data]
        return resolve(kind, data, functions)
    if "class_name" not in data:
        raise LayerloomError(
            f"{_article(kind)} needs a 'class_name', got the keys {', '.join(map(str, data)) or 'none'}."
        )
    name, config = data["class_name"], data.get("config") or {}
    if name == "function":  # the form in which Keras 3 writes functions
        return from_data(kind, config, custom_objects, functions)
    entry = registry.find(kind, name) if isinstance(name, str) else None
    if not config and entry is not None and not isinstance(entry.target, type):
        return entry.target
    users = {**scope.known(), **(custom_objects or {})}
    if (
        not config
        and entry is None
        and not {name, str(name).rpartition(">")[2], data.get("registered_name")} & set(users)
    ):
        raise registry.unknown(kind, str(name))
    whole = {
        **data,
        "class_name": entry.name if entry else name,
        "config": config,
        "module": registry.MODULES[kind],
    }
    return deserialize(whole, custom_objects)


def _by_name(kind: str, name: str, functions: Functions) -> Any:
    own = scope.known()
    found = next((key for key in (name, plain_name(name)) if key in own), None)
    if found is not None:
        target = own[found]
    elif name in functions:
        return functions[name]
    else:
        target = registry.get(kind, name)
    return target() if isinstance(target, type) else target


def _article(kind: str) -> str:
    return f"An {kind}" if kind[0] in "aeiou" else f"A {kind}"
