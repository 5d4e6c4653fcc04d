"""The one table of everything that has a name: layers, losses, optimizers, initializers and so on.

Names from files and from users are looked up here and nowhere else, so no name can reach other code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from layerloom.errors import LayerloomError, UnknownNameError

Target = TypeVar("Target")

#: Registry kind -> the ``module`` that Keras 3 writes beside a class name.
MODULES = {
    "layer": "keras.layers",
    "model": "keras",
    "initializer": "keras.initializers",
    "activation": "builtins",
    "regularizer": "keras.regularizers",
    "constraint": "keras.constraints",
    "loss": "keras.losses",
    "metric": "keras.metrics",
    "optimizer": "keras.optimizers",
    "schedule": "keras.optimizers.schedules",
    "callback": "keras.callbacks",
    "dtype_policy": "keras",
    "dataset": "keras.datasets",
    "code": "keras.layers",
}

#: Kinds whose functions a file may name.
_FUNCTION_KINDS = ("activation", "loss", "metric")


@dataclass(frozen=True)
class Entry:
    """One registered class or function.

    Args:
        kind: The table it belongs to, for example ``"layer"``.
        name: Its class or function name.
        target: The class or function.
        category: Its group in the palette and in lists.
        start: Values that required arguments get when a person drops it on the canvas.
        aliases: Other accepted names.
    """

    kind: str
    name: str
    target: Any
    category: str = ""
    start: Mapping[str, Any] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()

    @property
    def module(self) -> str:
        """The module name that Keras 3 writes for it."""
        own: str | None = getattr(self.target, "keras_module", None)  # where Keras keeps it elsewhere
        return own or MODULES.get(self.kind, "keras")

    @property
    def registered_name(self) -> str | None:
        """The ``registered_name`` that Keras 3 writes for it: none for public names."""
        return self.name if self.module.startswith("keras.src.") else None

    @property
    def summary(self) -> str:
        """The first line of its docstring."""
        return (self.target.__doc__ or "").strip().partition("\n")[0].rstrip(".")


_tables: dict[str, dict[str, Entry]] = {}
_names: dict[str, dict[str, Entry]] = {}


def register(
    kind: str,
    *,
    category: str = "",
    start: Mapping[str, Any] | None = None,
    aliases: tuple[str, ...] = (),
    name: str | None = None,
) -> Callable[[Target], Target]:
    """Decorates a class or function so that palette, forms, files and contract tests find it.

    Args:
        kind: The table, for example ``"layer"``.
        category: Its group in the palette and in lists.
        start: Values of required arguments for a newly dropped one.
        aliases: Other accepted names, such as ``"mse"``.
        name: Its name where that differs from ``__name__``.
    """

    def add(target: Target) -> Target:
        entry = Entry(kind, name or target.__name__, target, category, dict(start or {}), aliases)  # type: ignore[attr-defined]
        _tables.setdefault(kind, {})[entry.name] = entry
        names = _names.setdefault(kind, {})
        for key in (entry.name, *aliases):
            names[key] = entry
        return target

    return add


def unregister(kind: str, name: str) -> None:
    """Forgets an entry with all its names; one that is not known is no error.

    Args:
        kind: The table.
        name: Its name.
    """
    entry = _tables.get(kind, {}).pop(name, None)
    names = _names.get(kind, {})
    for key in [key for key, other in names.items() if other is entry]:
        del names[key]


def entries(kind: str) -> list[Entry]:
    """Returns every registered entry of a kind, in order of registration."""
    return list(_tables.get(kind, {}).values())


def find(kind: str, name: str) -> Entry | None:
    """Returns the entry with this exact name or alias, or ``None``."""
    return _names.get(kind, {}).get(name)


def find_function(name: str) -> Entry | None:
    """Returns the activation, loss or metric that a file means by the name of a function, ``None`` if there is none."""
    return next((entry for kind in _FUNCTION_KINDS if (entry := find(kind, name)) is not None), None)


def get(kind: str, name: str) -> Any:
    """Returns the registered class or function.

    Raises:
        LayerloomError: If the name is unknown; the message lists near names.
    """
    entry = find(kind, name)
    if entry is None:
        raise unknown(kind, name)
    return entry.target


def entry_of(target: Any) -> Entry | None:
    """Returns the entry of a registered class or function itself, or ``None``."""
    for table in _tables.values():
        entry = table.get(getattr(target, "__name__", ""))
        if entry is not None and entry.target is target:
            return entry
    return None


def unknown(kind: str, name: str) -> LayerloomError:
    """Returns the error for a name that is not registered."""
    from difflib import get_close_matches

    near = get_close_matches(str(name), list(_names.get(kind, {})), n=3)
    hint = (
        f"did you mean {' or '.join(near)}"
        if near
        else "known are " + ", ".join(sorted(_tables.get(kind, {}))[:40])
    )
    return UnknownNameError(f"Unknown {kind} {str(name)[:100]!r}: {hint}.", str(name)[:100])
