"""Finding layers by what was typed: name, class, setting or tensor shape."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from layerloom.graph import LayerSpec, NodeInfo
from layerloom_studio.document.inner import inner_layers
from layerloom_studio.document.project import Project

_SIZES = re.compile(r"\(?(?:\d+|\?|none)(?:[x×*,](?:\d+|\?|none))+\)?$")
_SETTING = re.compile(r"([a-z_]\w*)(=|<=|>=|<|>)(.+)$")


def find(project: Project, text: str) -> list[str]:
    """Return the nodes that every word of a text fits, from top to bottom of the drawing.

    A word is a part of a name or class, a setting such as `units=10`, `filters>32` or `relu`, or a tensor shape or
    a part of it such as `26x26` or `(None, 10)`. A group is found for a layer inside it, too.
    """
    words = _words(text)
    if not words:
        return []
    nodes = project.architecture.nodes
    found = [node for node in nodes if _fits_all(project, node, words) or _inside(project.spec(node), words)]
    return sorted(found, key=lambda node: (project.positions[node][1], project.positions[node][0]))


def found_inside(project: Project, node: str, text: str) -> list[str]:
    """Return the names of the layers inside a group that every word of a text fits, groups within it gone through."""
    words = _words(text)
    return [spec.name for spec in _inside(project.spec(node), words)] if words else []


def _inside(spec: LayerSpec, words: Sequence[str]) -> list[LayerSpec]:
    """Return the layers of a nested model that fit; their shapes are not known here."""
    found = []
    for inner in inner_layers(spec):
        if all(_fits(word, inner, None) for word in words):
            found.append(inner)
        found.extend(_inside(inner, words))
    return found


def _words(text: str) -> list[str]:
    """Return the words of a text; blanks within brackets and around signs part nothing."""
    joined = re.sub(r"\s*(,|=|<=|>=|<|>)\s*", r"\1", text.lower().strip())
    return re.sub(r"[(\s]\s*(?=[^()]*\))", lambda match: match[0].strip() or "", joined).split()


def _fits_all(project: Project, node: str, words: Sequence[str]) -> bool:
    spec, info = project.spec(node), project.analysis.nodes.get(node)
    return all(_fits(word, spec, info) for word in words)


def _fits(word: str, spec: LayerSpec, info: NodeInfo | None) -> bool:
    setting = _SETTING.match(word)
    if setting is not None:
        return _has_setting(spec.config, *setting.groups())
    if _SIZES.match(word):
        return _has_shape(word, info)
    if word in spec.name.lower() or word in spec.class_name.lower():
        return True
    return word in _texts(spec.config)


def _has_setting(config: Mapping[str, Any], name: str, sign: str, wanted: str) -> bool:
    for key, value in config.items():
        if not key.startswith(name):
            continue
        if sign == "=":
            if _text(value) == wanted or wanted in _items(value):
                return True
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            try:
                limit = float(wanted)
            except ValueError:
                return False
            if {"<": value < limit, ">": value > limit, "<=": value <= limit, ">=": value >= limit}[sign]:
                return True
    return False


def _has_shape(word: str, info: NodeInfo | None) -> bool:
    if info is None:
        return False
    sizes = [
        None if part in ("?", "none") else int(part) for part in re.split("[x×*,]", word.strip("()")) if part
    ]
    shapes = [*(info.output_shapes or []), *(shape for shape in info.input_shapes if shape is not None)]
    return any(
        list(shape[start : start + len(sizes)]) == sizes
        for shape in shapes
        for start in range(len(shape) - len(sizes) + 1)
    )


def _texts(config: Mapping[str, Any]) -> set[str]:
    return {text for key, value in config.items() if key != "name" for text in (_text(value), *_items(value))}


def _items(value: Any) -> tuple[str, ...]:
    return tuple(map(_text, value)) if isinstance(value, (list, tuple)) else ()


def _text(value: Any) -> str:
    """Return a setting as one would type it: `3x3`, `relu`, `true`."""
    if isinstance(value, Mapping):
        return str(value.get("class_name", "")).lower()
    if isinstance(value, (list, tuple)):
        return "x".join("?" if item is None else _text(item) for item in value)
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).lower()
