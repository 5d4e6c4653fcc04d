"""Project files: Keras architecture JSON with the keys canvas, data, training and callbacks beside it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from layerloom.atomic import atomic_path
from layerloom.errors import FileFormatError, LayerloomError
from layerloom.graph import Architecture, format_architecture, parse_architecture, read_json
from layerloom.saving.hdf5 import check_regular
from layerloom_studio.document.content import (
    ASSUMED,
    BYPASS_CLASS,
    BYPASSED,
    DIRECTION,
    FORMULAS,
    GROUPS,
    LONGEST_NOTE,
    MOST_NOTES,
    NOTES,
    SECTIONS,
    Content,
    default_callbacks,
    default_data,
    default_training,
)
from layerloom_studio.document.direction import DOWN, RIGHT
from layerloom_studio.document.layout import Point
from layerloom_studio.language import tr
from layerloom_studio.language.system_errors import cause_of

SUFFIX = ".layerloom.json"
CANVAS_VERSION = 1
_LARGEST = 64 * 1024 * 1024  # bytes; a drawing of 10,000 layers has about 10 MB
_FARTHEST = 1e7


def read_project(path: str | os.PathLike[str]) -> Content:
    """Read a project file, or the bare architecture JSON of any Keras model.

    A stranger's file needs no process of its own: it is a regular file within bounds, Python's own reader of JSON makes
    plain data of it, and no class, path or code that it names is looked up before `read_json` has gone through it.

    Args:
        path: The file.

    Returns:
        Its content; missing settings get their defaults, nodes without a position are laid out.

    Raises:
        FileFormatError: If the file cannot be read or holds no model; one sentence with the file and the cause.
    """
    check_regular(Path(path))  # a pipe would be waited for, and a device read without an end
    try:
        if Path(path).stat().st_size > _LARGEST:
            raise FileFormatError(path, tr("the file is larger than 64 MB, so it can be no drawing"))
        content = Path(path).read_bytes()
    except OSError as error:
        raise FileFormatError(path, tr("cannot be read: {cause}", cause=cause_of(error))) from error
    try:
        return from_json(read_json(content))
    except LayerloomError as error:
        raise FileFormatError(path, str(error).rstrip(".")) from error


def write_project(
    content: Content, path: str | os.PathLike[str], check: Callable[[], object] | None = None
) -> None:
    """Write a project file: beside the target first and then renamed, so a failure leaves the old file whole.

    Args:
        content: What to write.
        path: The file.
        check: Called when all is ready to be written; what it raises leaves the old file.

    Raises:
        FileFormatError: If the file cannot be written.
    """
    text = json.dumps(to_json(content), indent=1, ensure_ascii=False) + "\n"
    if check is not None:
        check()
    try:
        with atomic_path(path) as beside:
            Path(beside).write_text(text, encoding="utf-8")
    except OSError as error:
        raise FileFormatError(path, tr("cannot be written: {cause}", cause=cause_of(error))) from error


def to_json(content: Content) -> dict[str, Any]:
    """Return the project as JSON data: what Keras reads, and beside it what only we read."""
    if content.positions.keys() != content.architecture.nodes.keys():
        content = content.copy()
        content.place_missing()
    data = format_architecture(content.architecture)
    data["canvas"] = write_canvas(content)
    if content.direction != DOWN:
        data["canvas"][DIRECTION] = content.direction
    data.update((section, getattr(content, section)) for section in SECTIONS)
    return data


def from_json(data: Any) -> Content:
    """Return the content that JSON data describe.

    Raises:
        LayerloomError: If they describe none; one sentence with the cause.
    """
    architecture = parse_architecture(data)
    data = data if isinstance(data, dict) else {}  # older Keras wrote lists, and text in text
    content = Content(
        architecture=architecture,
        data={**default_data(), **(_mapping(data, "data") if "data" in data else {ASSUMED: True})},
        training={**default_training(), **_mapping(data, "training")},
        callbacks=_callbacks(data),
    )
    canvas = data.get("canvas")
    content.foreign = not isinstance(canvas, dict)
    read_canvas(content, canvas)
    content.direction = RIGHT if _dict(canvas).get(DIRECTION) == RIGHT else DOWN
    content.place_missing()
    return content


def write_canvas(content: Content) -> dict[str, Any]:
    """Return the value of the key `canvas`: what a drawing is besides its network."""
    canvas = write_positions(content.architecture, content.positions)
    bypassed = read_bypassed(content.architecture, content.bypassed)
    groups = read_groups(content.architecture, content.groups)
    for key, value in (
        (BYPASSED, bypassed),
        (NOTES, content.notes),
        (FORMULAS, content.formulas),
        (GROUPS, groups),
    ):
        if value:
            canvas[key] = value
    return canvas


def read_canvas(content: Content, canvas: Any) -> None:
    """Put what stands under the key `canvas` into a content that has its network already.

    Raises:
        LayerloomError: If a newer program wrote it.
    """
    content.positions = read_positions(content.architecture, canvas)
    if isinstance(canvas, dict):
        content.bypassed = read_bypassed(content.architecture, canvas.get(BYPASSED))
        content.notes = read_notes(canvas.get(NOTES))
        content.formulas = read_formulas(canvas.get(FORMULAS))
        content.groups = read_groups(content.architecture, canvas.get(GROUPS))


def read_groups(architecture: Architecture, value: Any) -> dict[str, Any]:
    """Return the drawings of the groups of a file; what belongs to no group is left out."""
    layers = architecture.layers
    return {
        name: canvas
        for name, canvas in _dict(value).items()
        if name in layers and layers[name].is_model and isinstance(canvas, dict)
    }


def write_positions(architecture: Architecture, positions: Mapping[str, Point]) -> dict[str, Any]:
    """Return the value of the key `canvas`: for every layer the places of its calls, in call order."""
    nodes: dict[str, list[list[float]]] = {}
    for node in architecture.nodes.values():
        nodes.setdefault(node.layer, []).append([_number(value) for value in positions[node.id]])
    return {"version": CANVAS_VERSION, "nodes": nodes}


def read_positions(architecture: Architecture, canvas: Any) -> dict[str, Point]:
    """Return node positions from the value of the key `canvas`; nodes without a usable place are left out.

    Raises:
        LayerloomError: If a newer program wrote it.
    """
    if not isinstance(canvas, dict):
        return {}
    version = canvas.get("version", CANVAS_VERSION)
    if isinstance(version, int) and version > CANVAS_VERSION:
        raise LayerloomError(tr("A newer version of Layerloom wrote this file: update Layerloom to open it."))
    places = canvas.get("nodes")
    positions: dict[str, Point] = {}
    calls: dict[str, int] = {}
    for node in architecture.nodes.values():
        call = calls[node.layer] = calls.get(node.layer, -1) + 1
        of_layer = places.get(node.layer) if isinstance(places, dict) else None
        if isinstance(of_layer, list) and call < len(of_layer) and _is_point(of_layer[call]):
            x, y = of_layer[call]
            positions[node.id] = (float(x), float(y))
    return positions


def read_bypassed(architecture: Architecture, value: Any) -> dict[str, Any]:
    """Return what the bypassed layers of a drawing were; what belongs to no such layer is left out."""
    if not isinstance(value, dict):
        return {}
    layers = architecture.layers
    return {
        name: data
        for name, data in value.items()
        if name in layers and layers[name].class_name == BYPASS_CLASS and _is_object(data)
    }


def read_notes(value: Any) -> list[dict[str, Any]]:
    """Return the notes of a file; what is none is left out."""
    found = []
    for item in value if isinstance(value, list) else ():
        text = item.get("text") if isinstance(item, dict) else None
        if isinstance(text, str) and text.strip() and _is_point([item.get("x"), item.get("y")]):
            note = {"text": text.strip()[:LONGEST_NOTE], "x": item["x"], "y": item["y"]}
            about = item.get("about")
            found.append({**note, "about": about} if isinstance(about, str) and about else note)
    return found[:MOST_NOTES]


def read_formulas(value: Any) -> dict[str, Any]:
    """Return the variables and formulas of a file as they stand there; what is of another form is left out."""
    if not isinstance(value, dict):
        return {}
    variables = _dict(value.get("variables"))
    layers = {str(layer): _dict(fields) for layer, fields in _dict(value.get("layers")).items()}
    return {
        "variables": {
            name: number
            for name, number in variables.items()
            if isinstance(number, (int, float)) and not isinstance(number, bool) and abs(number) < _FARTHEST
        },
        "layers": {
            layer: {field: text for field, text in fields.items() if isinstance(text, str)}
            for layer, fields in layers.items()
        },
    }


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _mapping(data: Mapping[str, Any], section: str) -> dict[str, Any]:
    value = data.get(section, {})
    if not isinstance(value, dict):
        raise LayerloomError(
            tr(
                "The key {section!r} must hold a mapping of settings, got {name}.",
                section=section,
                name=type(value).__name__,
            )
        )
    return value


def _callbacks(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    value = data.get("callbacks", default_callbacks())
    if not isinstance(value, list) or not all(_is_object(item) for item in value):
        raise LayerloomError(
            tr("The key 'callbacks' must hold a list of callbacks, each with class_name and config.")
        )
    return value


def _is_object(item: Any) -> bool:
    return (
        isinstance(item, dict)
        and isinstance(item.get("class_name"), str)
        and isinstance(item.get("config"), dict)
    )


def _is_point(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(x, (int, float)) and not isinstance(x, bool) for x in value)
        and all(abs(x) < _FARTHEST for x in value)
    )


def _number(value: float) -> float:
    return int(value) if float(value).is_integer() else value
