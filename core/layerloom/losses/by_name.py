"""Losses by their names: from what a person or a file says to the loss, and back."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from layerloom import lookup
from layerloom.declaration import registry
from layerloom.declaration import serialize as to_data
from layerloom.errors import LayerloomError


@cache
def functions() -> dict[str, Callable[..., Any]]:
    """Returns what ``"mse"`` and its like stand for; as in Keras these are functions, and classes have own names."""
    return {alias: entry.target.function for entry in registry.entries("loss") for alias in entry.aliases}


def get(identifier: Any) -> Any:
    """Returns the loss that a name, config, class, function or instance stands for; ``None`` for ``None``.

    Raises:
        LayerloomError: If there is no such loss.
    """
    found = lookup.resolve("loss", identifier, functions())
    if found is not None and not callable(found):
        raise LayerloomError(f"A loss must be a function or a Loss, got {type(found).__name__}.")
    return found


def serialize(loss: Any) -> Any:
    """Turns a loss into plain data: a name for a function, else a config."""
    return to_data(loss)


def deserialize(name: Any, custom_objects: dict[str, Any] | None = None) -> Any:
    """Makes a loss from the result of :func:`serialize`."""
    return lookup.from_data("loss", name, custom_objects, functions())
