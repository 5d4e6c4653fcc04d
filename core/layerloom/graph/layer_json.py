"""One layer's Keras JSON, and its name."""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from typing import Any

from layerloom.declaration import sharing
from layerloom.graph.architecture import (
    MASK_BESIDE_TENSORS,
    MAX_NAME,
    MODEL_CLASSES,
    ArchitectureError,
    LayerSpec,
    shorten,
)
from layerloom.graph.dialect import modern_config
from layerloom.graph.operations import class_here, module_of
from layerloom.naming import to_snake_case


def parse_layer(data: Any) -> LayerSpec:
    """Reads one layer's ``{"class_name", "config", ...}``.

    Raises:
        ArchitectureError: If it is none; the message names the layer where it has a name.
    """
    if not isinstance(data, dict):
        raise ArchitectureError(
            f"A layer must be a mapping with its class_name and config, got {data!r:.60}."
        )
    config = data.get("config")
    config = {"layers": config} if isinstance(config, list) else {} if config is None else config
    if not isinstance(config, dict):
        raise ArchitectureError(f"The config of a layer must be a mapping, got {config!r:.60}.")
    name = check_name(data.get("name") or config.get("name") or to_snake_case(str(data.get("class_name"))))
    class_name = data.get("class_name")
    if not isinstance(class_name, str) or not class_name:
        raise ArchitectureError(f"Layer {shorten(name)!r} has no class name.")
    for key in ("module", "registered_name"):
        if not isinstance(data.get(key), (str, type(None))):
            raise ArchitectureError(f"Layer {shorten(name)!r}: {key} must be text.")
    class_name = class_here(check_name(class_name), module_of(data))
    return LayerSpec(
        class_name=class_name,
        name=name,
        config={"name": name, **modern_config(class_name, config)} | {"name": name},
        module=module_of(data)
        or data.get("module", "keras" if class_name in MODEL_CLASSES else "keras.layers"),
        registered_name=data.get("registered_name"),
        shared=_mark(data.get(sharing.KEY)),
        mask_beside_tensors=data.get(MASK_BESIDE_TENSORS) is True,
    )


def check_name(name: Any) -> str:
    """Returns a layer, class or model name from a file if it is fit to be one.

    Raises:
        ArchitectureError: If it is no text, empty, longer than 1,000 characters or has control characters.
    """
    if not isinstance(name, str) or not name:
        raise ArchitectureError(f"A layer's name must be text, got {name!r:.60}.")
    if len(name) > MAX_NAME or any(unicodedata.category(c) in ("Cc", "Cs") for c in name):
        raise ArchitectureError(f"The layer name {shorten(name)!r} is too long or has control characters.")
    return name


def is_named(data: Any) -> bool:
    """Tells whether a file gives a layer a name."""
    config = data.get("config")
    return bool(data.get("name") or (isinstance(config, dict) and config.get("name")))


def free_name(taken: Container[str], name: str) -> str:
    """Returns the name, or the name with a number where a layer has it already."""
    count, free = 0, name
    while free in taken:
        count += 1
        free = f"{name}_{count}"
    return free


def _mark(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
