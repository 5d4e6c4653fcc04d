"""Layers that stand in several models of one file: marked when it is written, one layer again when it is read."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

#: The key with which Keras marks an object in plain data that stood in them before.
KEY = "shared_object_id"

_NOT_COMPARED = (KEY, "build_config", "build_input_shape", "compile_config", "module", "registered_name")

_Made = tuple[Any, Any]  # the mark that it was read with, and the layer


class _State(threading.local):
    """What the description, or the reading, that is under way in this thread has seen."""

    def __init__(self) -> None:
        self.described: dict[int, Any] | None = None
        self.marks = 0
        self.made: dict[str, _Made] | None = None


_state = _State()


@contextmanager
def describing() -> Iterator[None]:
    """Begins a description of a model, unless it is that of a model inside one that is being described."""
    if _state.described is not None:
        yield
        return
    _state.described, _state.marks = {}, 0
    try:
        yield
    finally:
        _state.described = None


def mark(layer: Any) -> dict[str, Any]:
    """Returns what is to stand beside the description of a layer: a mark if it was described before.

    Keras leaves the first description without one, too; and one that it knows from elsewhere makes it take the wrong
    calls of the layer, so that no mark comes twice.
    """
    if _state.described is None:
        return {}
    if id(layer) not in _state.described:
        _state.described[id(layer)] = layer  # kept, so that no other gets its number
        return {}
    _state.marks += 1
    return {KEY: _state.marks}


@contextmanager
def reading() -> Iterator[None]:
    """Begins the reading of a model, unless it is that of a model inside one that is being read."""
    if _state.made is not None:
        yield
        return
    _state.made = {}
    try:
        yield
    finally:
        _state.made = None


def once(kind: str, config: Mapping[str, Any], read: Any, make: Callable[[], Any]) -> Any:
    """Returns the layer that was made of the same data elsewhere in the file, if either is marked, or makes one.

    Args:
        kind: The layer's class.
        config: Its config, with its name.
        read: Its mark, ``None`` where it has none.
        make: Makes the layer.
    """
    if _state.made is None or not isinstance(config.get("name"), str):
        return make()
    key = likeness(kind, config)
    if key in _state.made:
        before, layer = _state.made[key]
        if (before is None) != (read is None) or (read is not None and before == read):
            return layer
    layer = make()
    _state.made.setdefault(key, (read, layer))
    return layer


def likeness(kind: str, config: Mapping[str, Any]) -> str:
    """Returns as text what two descriptions of one layer have in common, whichever file they stand in."""
    return json.dumps([kind, _plain(config)], sort_keys=True, default=repr)


def _plain(value: Any) -> Any:
    """Returns data without marks, and without what some files tell of a layer and others leave out."""
    if isinstance(value, Mapping) and value.get("class_name") == "DTypePolicy":
        config = value.get("config")
        return config.get("name") if isinstance(config, Mapping) else None
    if isinstance(value, Mapping):
        told = {key: item for key, item in value.items() if item is not None and key not in _NOT_COMPARED}
        return {key: _plain(item) for key, item in told.items()}
    if not isinstance(value, (list, tuple)):
        return value
    return [_plain(item) for item in value if not _is_chain_input(item)]


def _is_chain_input(item: Any) -> bool:
    """Tells whether data are the input layer of a chain, which legacy files leave to the chain's call."""
    return (
        isinstance(item, Mapping) and item.get("class_name") == "InputLayer" and "inbound_nodes" not in item
    )
