"""Copy and paste: a selection to Keras JSON text and back, so that it travels between windows and editors."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from layerloom.declaration import registry
from layerloom.errors import LayerloomError
from layerloom.graph import (
    Architecture,
    check_count,
    check_plain,
    format_architecture,
    parse_architecture,
    parse_layer,
)
from layerloom.graph.architecture import MODEL_CLASSES
from layerloom.graph.plain_json import MAX_TEXT
from layerloom_studio.document.content import GROUPS, NOTES, Content
from layerloom_studio.document.edits import EditError, Paste
from layerloom_studio.document.files import read_groups, read_notes, read_positions, write_positions
from layerloom_studio.document.layout import Point, snap
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr

_MOST_CALLS = 10  # of a layer that stays outside


def copy_text(project: Project, nodes: Iterable[str], notes: Iterable[int] | None = None) -> str:
    """Return the Keras JSON of some nodes, their layers and the connections among them.

    Args:
        project: The document.
        nodes: Ids of the nodes.
        notes: Numbers of the notes that go along; by default those that stand nearest to one of the nodes.
    """
    wanted = set(nodes)
    numbers = notes_beside(project, wanted) if notes is None else list(notes)
    source = project.architecture
    piece = Architecture(name=source.name)
    for node in source.nodes.values():
        if node.id in wanted:
            piece.layers[node.layer] = source.layers[node.layer]
            inputs = [ref for ref in node.inputs if ref.node in wanted]
            piece.nodes[node.id] = replace(node, inputs=inputs)
    piece.outputs = [ref for ref in source.outputs if ref.node in wanted]
    data = format_architecture(piece)
    data["canvas"] = write_positions(piece, project.positions)
    groups = read_groups(piece, dict(project.groups))
    if groups:
        data["canvas"][GROUPS] = groups
    if numbers:
        data["canvas"][NOTES] = [project.notes[number] for number in numbers]
    return json.dumps(data, indent=1)


def paste_edit(text: str, at: Point | None = None, shift: Point = (0.0, 0.0)) -> Paste:
    """Return the edit that adds what a text in Keras JSON describes.

    The text may come from anywhere. It is read here: it is bounded, and Python's own reader of JSON makes plain data of
    it.

    Args:
        text: What `copy_text` gave, or any Keras model or layer as JSON.
        at: Where the top-left corner of the whole goes; by default where it was, moved by `shift`.
        shift: How far to move it if `at` is not given.

    Raises:
        EditError: If the text describes no layers.
    """
    try:
        if len(text) > MAX_TEXT:
            raise EditError(tr("The clipboard holds no layers."))
        start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
        text = (
            text[:start].replace("\ufeff", "") + text[start:]
        )  # editors put it there, and JSON does not know it
        check_count(text)
        data = json.loads(text)
        check_plain(data)
        piece = _listed(data) if isinstance(data, list) else _single(data) or parse_architecture(data)
        data = data if isinstance(data, dict) else {}
        canvas = data.get("canvas")
        positions = read_positions(piece, canvas)
        canvas = canvas if isinstance(canvas, dict) else {}
        notes, groups = read_notes(canvas.get(NOTES)), read_groups(piece, canvas.get(GROUPS))
    except json.JSONDecodeError as error:
        raise EditError(
            tr("The clipboard's JSON breaks off or is wrong in line {line}.", line=error.lineno)
        ) from error
    except (ValueError, RecursionError) as error:
        cause = str(error) if isinstance(error, LayerloomError) else tr("The clipboard holds no layers.")
        raise EditError(cause) from error
    if not piece.nodes and not notes:
        raise EditError(tr("The clipboard holds no layers."))
    content = Content(piece, positions)
    content.place_missing()
    return elsewhere(Paste(piece, content.positions, tuple(notes), groups), at, shift)


def elsewhere(edit: Paste, at: Point | None = None, shift: Point = (0.0, 0.0)) -> Paste:
    """Return the edit that adds the same in another place.

    Args:
        edit: Adds it.
        at: Where the top-left corner of the whole goes; by default where it was, moved by `shift`.
        shift: How far to move it if `at` is not given.
    """
    if at is not None:
        corners = [*edit.positions.values(), *((note["x"], note["y"]) for note in edit.notes)]
        left, top = min(x for x, _ in corners), min(y for _, y in corners)
        corner = snap(at)
        shift = (corner[0] - left, corner[1] - top)
    moved = {node: (x + shift[0], y + shift[1]) for node, (x, y) in edit.positions.items()}
    sheets = tuple({**note, "x": note["x"] + shift[0], "y": note["y"] + shift[1]} for note in edit.notes)
    return replace(edit, positions=moved, notes=sheets)


def _listed(items: list[Any]) -> Architecture:
    """Return the piece of layers in a list, as in a model's config: as they tell, or else one after the other."""
    calls = [item["inbound_nodes"] for item in items if isinstance(item, dict) and item.get("inbound_nodes")]
    if not calls:
        return parse_architecture({"class_name": "Sequential", "config": {"name": "piece", "layers": items}})
    names = {parse_layer(item).name for item in items}
    outside = {name: most for name, most in _sources(calls).items() if name not in names}
    stand_ins = [
        {"class_name": "InputLayer", "config": {"name": name}, "inbound_nodes": [{}] * (most + 1)}
        for name, most in outside.items()
    ]
    ends: dict[str, Any] = {"input_layers": [], "output_layers": []}
    piece = parse_architecture(
        {"class_name": "Functional", "config": {"name": "piece", "layers": [*items, *stand_ins], **ends}}
    )
    for name in outside:
        del piece.layers[name]
    piece.nodes = {node.id: node for node in piece.nodes.values() if node.layer in piece.layers}
    for node in piece.nodes.values():
        node.inputs = [ref for ref in node.inputs if ref.node in piece.nodes]
    return piece


def _sources(calls: Any) -> dict[str, int]:
    """Return the layers that calls take tensors from, as any Keras writes them, with the last call of each."""
    found: dict[str, int] = {}
    pending = [calls]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending.extend(value.values())
        elif isinstance(value, list):
            if len(value) in (3, 4) and isinstance(value[0], str) and type(value[1]) is type(value[2]) is int:
                found[value[0]] = min(max(found.get(value[0], 0), value[1]), _MOST_CALLS)
            pending.extend(item for item in value if isinstance(item, (dict, list)))
    return found


def _single(data: Any) -> Architecture | None:
    """Return a piece of one layer if that is what the data describe, as Keras writes it into a model."""
    if not isinstance(data, dict) or registry.find("layer", str(data.get("class_name"))) is None:
        return None
    config = data.get("config")
    if str(data["class_name"]) in MODEL_CLASSES or not isinstance(config, dict):
        return None
    return parse_architecture({"class_name": "Sequential", "config": {"name": "piece", "layers": [data]}})


def notes_beside(project: Project, nodes: Iterable[str]) -> list[int]:
    """Return the numbers of the notes whose nearest layer is one of some nodes."""
    wanted, found = set(nodes), []
    if not wanted:
        return []
    for number, note in enumerate(project.notes):
        nearest = min(
            project.positions,
            key=lambda node: (
                abs(project.positions[node][0] - note["x"]) + abs(project.positions[node][1] - note["y"])
            ),
        )
        if nearest in wanted:
            found.append(number)
    return found
