"""Names of layers with slashes, which Keras 1 and 2 took and Keras 3 refuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from layerloom.graph.constants import Numbers

#: What holds words of a person's own, which are no names of layers.
_WORDS = ("vocabulary",)


def without_slashes(data: Any) -> Any:
    """Returns a model's data in which every name of a layer is one that Keras 3 takes: ``a/b`` becomes ``a_b``.

    Args:
        data: A model as plain data in Keras 3's form.
    """
    names = set(_names(data))
    changed: dict[str, str] = {}
    for name in sorted(name for name in names if "/" in name):
        plain = name.replace("/", "_")
        while plain in names:
            plain += "_"
        names.add(plain)
        changed[name] = plain
    return _renamed(data, changed) if changed else data


def _names(value: Any) -> Iterator[str]:
    """Yields the names of all layers and models in data, at any depth."""
    items = [value]
    while items:
        item = items.pop()
        if isinstance(item, Mapping):
            config = item.get("config")
            if "class_name" in item and isinstance(config, Mapping) and isinstance(config.get("name"), str):
                yield config["name"]
            items.extend(item.values())
        elif isinstance(item, list) and not isinstance(item, Numbers):
            items.extend(item)


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, Numbers):
        return value
    if isinstance(value, list):
        return [_renamed(item, names) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {
        names.get(key, key): item if key in _WORDS else _renamed(item, names) for key, item in value.items()
    }
