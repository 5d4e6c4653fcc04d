"""Copy and paste: a selection to Keras JSON text and back, so that it travels between windows and editors."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from layerloom.errors import LayerloomError
from layerloom.graph import Architecture, format_architecture, parse_architecture
from layerloom_studio.document.content import Content
from layerloom_studio.document.edits import EditError, Paste
from layerloom_studio.document.files import read_positions, write_positions
from layerloom_studio.document.layout import Point, snap
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr


def copy_text(project: Project, nodes: Iterable[str]) -> str:
    """Return the Keras JSON of some nodes, their layers and the connections among them."""
    wanted = set(nodes)
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
    return json.dumps(data, indent=1)


def paste_edit(text: str, at: Point | None = None, shift: Point = (0.0, 0.0)) -> Paste:
    """Return the edit that adds what a text in Keras JSON describes.

    Args:
        text: What `copy_text` gave, or any Keras model as JSON.
        at: Where the top-left corner of the whole goes; by default where it was, moved by `shift`.
        shift: How far to move it if `at` is not given.

    Raises:
        EditError: If the text describes no layers.
    """
    try:
        data = json.loads(text)
        piece = parse_architecture(data)
        positions = read_positions(piece, data.get("canvas"))
    except (ValueError, RecursionError) as error:
        cause = str(error) if isinstance(error, LayerloomError) else tr("The clipboard holds no layers.")
        raise EditError(cause) from error
    if not piece.nodes:
        raise EditError(tr("The clipboard holds no layers."))
    content = Content(piece, positions)
    content.place_missing()
    if at is not None:
        left = min(x for x, _ in content.positions.values())
        top = min(y for _, y in content.positions.values())
        corner = snap(at)
        shift = (corner[0] - left, corner[1] - top)
    moved = {node: (x + shift[0], y + shift[1]) for node, (x, y) in content.positions.items()}
    return Paste(piece, moved)
