"""Typed, dropped and repaired-in layers as edits: behind the selection, into an edge, or before a node."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from layerloom.declaration import serialize
from layerloom.graph import LayerSpec, Ref, input_range
from layerloom_studio.document.chain import Piece
from layerloom_studio.document.content import Edge
from layerloom_studio.document.direction import on_grid
from layerloom_studio.document.draft import EditError
from layerloom_studio.document.edits import AddNode, Connect, Edit, Group, MoveNodes
from layerloom_studio.document.layout import GRID, NODE_HEIGHT, ROW_GAP, Point
from layerloom_studio.document.naming import new_name
from layerloom_studio.document.project import Project
from layerloom_studio.document.wiring import appending, connection, free_place, leads_to, new_spec, refusal
from layerloom_studio.language import tr


@dataclass(frozen=True)
class Building:
    """New layers with their connections, as one edit.

    Args:
        edit: What makes it all.
        nodes: Ids of the new nodes, first to last.
        names: Their layers' names.
    """

    edit: Edit
    nodes: tuple[str, ...]
    names: tuple[str, ...]


def piece_spec(project: Project, piece: Piece, taken: Sequence[str] = ()) -> LayerSpec:
    """Return the layer of a piece with a fresh name.

    Args:
        project: The document.
        piece: Class and settings.
        taken: Further names that are in use.

    Raises:
        EditError: If there is no such class.
    """
    spec = new_spec(project, piece.class_name)
    name = new_name(spec.class_name, {*project.architecture.layers, *taken}) if taken else spec.name
    return replace(spec, name=name, config={**spec.config, **serialize(dict(piece.values)), "name": name})


def chain(
    project: Project,
    pieces: Sequence[Piece],
    selected: Sequence[str] | None = (),
    position: Point | None = None,
    source: Ref | None = None,
) -> Building:
    """Return the edit that adds layers one after the other.

    Args:
        project: The document.
        pieces: The layers.
        selected: Nodes that the first one follows; without any it follows the last open end of the drawing, and
            with `None` it follows nothing.
        position: Where the first one goes; by default below what it follows.
        source: The very output that the first one takes, in place of those of the selected nodes.

    Raises:
        EditError: If there is no such class.
    """
    first = _first(project, pieces[0], None if source is not None else selected, position)
    if source is not None:
        first = replace(first, inputs=(source,))
    edits: list[AddNode] = []
    ids: list[str] = []
    names: list[str] = []
    x, y = first.position
    for number, piece in enumerate(pieces):
        spec = piece_spec(project, piece, names)
        node = _free_id(project, spec.name, ids)
        if number == 0:
            inputs, place = first.inputs, first.position
        else:
            inputs, place = (Ref(ids[-1]),), free_place(project, (x, y + NODE_HEIGHT + ROW_GAP))
        edits.append(AddNode(spec, place, inputs, node))
        names.append(spec.name)
        ids.append(node)
        x, y = place
    return Building(edits[0] if len(edits) == 1 else Group(tuple(edits)), tuple(ids), tuple(names))


def insertion(project: Project, piece: Piece, edge: Edge, position: Point | None = None) -> Building:
    """Return the edit that puts a new layer into a connection and moves what follows out of its way.

    Args:
        project: The document.
        piece: The layer.
        edge: The connection.
        position: Where it was dropped; by default below the connection's source.

    Raises:
        EditError: If the layer takes no input.
    """
    spec = piece_spec(project, piece)
    if input_range(spec)[1] == 0:
        raise EditError(
            tr("{class_name} takes no input, so it cannot stand in a connection.", class_name=spec.class_name)
        )
    node = _free_id(project, spec.name, ())
    place = _place_in(project, edge, position)
    edits: list[Edit] = [
        AddNode(spec, place, (Ref(edge.source, edge.port),), node),
        Connect(Ref(node), edge.target, replaces=edge.index),
        *_make_room(project, edge.target, place),
    ]
    return Building(Group(tuple(edits)), (node,), (spec.name,))


def joining(project: Project, source: Ref, target: str, class_name: str) -> Building:
    """Return the edit that joins an output with what a full node takes already, by a new layer between.

    Args:
        project: The document.
        source: The output that is to come in.
        target: A node whose last connection the new layer takes over.
        class_name: Add, Concatenate or another layer that takes several inputs.

    Raises:
        EditError: If the output cannot lead there, or nothing is connected yet; the message says why.
    """
    edges = project.in_edges(target)
    reason = refusal(project, source, target)
    if reason is None and not edges:
        reason = tr("{name} has no connection that could be joined.", name=project.spec(target).name)
    if reason is not None:
        raise EditError(reason)
    edge = edges[-1]
    spec = piece_spec(project, Piece(class_name))
    node = _free_id(project, spec.name, ())
    x, y = project.positions[target]
    above = max(project.positions[ref][1] for ref in (edge.source, source.node))
    place = (x, max(above + NODE_HEIGHT + ROW_GAP, y - NODE_HEIGHT - ROW_GAP))
    room = _make_room(project, target, place)
    leaving = {moved for move in room for moved in move.positions}
    edits: list[Edit] = [
        AddNode(spec, free_place(project, place, leaving), (Ref(edge.source, edge.port), source), node),
        Connect(Ref(node), target, replaces=edge.index),
        *room,
    ]
    return Building(Group(tuple(edits)), (node,), (spec.name,))


def missing_input(project: Project, shape: Sequence[int | None]) -> Edit | None:
    """Return the edit that puts an Input layer before the layers nothing feeds, `None` if there are none.

    Layers that stand quite apart are left alone as long as others lead somewhere.

    Args:
        project: A document without an Input layer.
        shape: Shape of one sample.
    """
    starts = [node for node in project.architecture.nodes if not project.in_edges(node)]
    chosen = [node for node in starts if project.out_edges(node)] or starts[:1]
    if not chosen:
        return None
    spec = piece_spec(project, Piece("InputLayer", {"batch_shape": (None, *shape)}))
    new = project.architecture.free_id(spec.name)
    x, y = project.positions[chosen[0]]
    place = free_place(project, (x, y - NODE_HEIGHT - ROW_GAP))
    return Group((AddNode(spec, place, (), new), *(Connect(Ref(new), node) for node in chosen)))


def splice(project: Project, node: str, edge: Edge, position: Point) -> Edit:
    """Return the edit that puts a loose node of the drawing into a connection.

    Raises:
        EditError: If the node cannot stand there; the message says why.
    """
    reason = unspliceable(project, node, edge)
    if reason:
        raise EditError(reason)
    return Group(
        (
            MoveNodes({node: position}),
            Connect(Ref(edge.source, edge.port), node),
            Connect(Ref(node), edge.target, replaces=edge.index),
            *_make_room(project, edge.target, position, besides=node),
        )
    )


def unspliceable(project: Project, node: str, edge: Edge) -> str:
    """Return why a node of the drawing cannot be put into a connection, empty if it can."""
    name = project.spec(node).name
    if node in (edge.source, edge.target) or project.in_edges(node) or project.out_edges(node):
        return tr("{name} is connected already.", name=name)
    if input_range(project.spec(node), project.architecture.nodes[node])[1] == 0:
        return tr("{name} takes no input, so it cannot stand in a connection.", name=name)
    return ""


def before(project: Project, piece: Piece, target: str, position: Point) -> Building:
    """Return the edit that adds a loose layer which feeds a node; a full node's last connection is replaced."""
    spec = piece_spec(project, piece)
    node = _free_id(project, spec.name, ())
    edges = project.in_edges(target)
    limit = input_range(project.spec(target), project.architecture.nodes[target])[1]
    if limit == 0:
        raise EditError(
            tr(
                "{name} is an input of the model: nothing can be connected to it.",
                name=project.spec(target).name,
            )
        )
    full = limit is not None and len(edges) >= limit
    link = Connect(Ref(node), target, replaces=edges[-1].index if full else None)
    return Building(Group((AddNode(spec, position, (), node), link)), (node,), (spec.name,))


def moved_and_connected(project: Project, node: str, position: Point, source: Ref, target: str) -> Edit:
    """Return the edit that moves a node and connects an output to a node in the same step.

    Raises:
        EditError: If the connection is refused; the message says why.
    """
    return Group((MoveNodes({node: position}), connection(project, source, target).edit))


def _first(project: Project, piece: Piece, selected: Sequence[str] | None, position: Point | None) -> AddNode:
    if selected is None:
        spec = piece_spec(project, piece)
        return AddNode(spec, position or free_place(project, (0.0, 0.0)))
    found = appending(project, piece.class_name, selected)
    return found if position is None else replace(found, position=on_grid(project.direction, position))


def _free_id(project: Project, name: str, taken: Sequence[str]) -> str:
    node = project.architecture.free_id(name)
    number = 1
    while node in taken:
        node, number = f"{name}@{number}", number + 1
    return node


def _place_in(project: Project, edge: Edge, position: Point | None) -> Point:
    """Return a place for a node in an edge that is no nearer to the source than a row."""
    left, top = project.positions[edge.source]
    x, y = (left, 0.0) if position is None else on_grid(project.direction, position)
    if position is None or abs(x - left) < NODE_HEIGHT:
        x = left  # a chain stays straight
    least = top + NODE_HEIGHT + ROW_GAP
    return x, least if position is None or top < y < least else y


def _make_room(project: Project, target: str, place: Point, besides: str | None = None) -> list[MoveNodes]:
    """Return the edit that moves a node and all below it down, so far that it stands a row below `place`."""
    top = project.positions[target][1]
    missing = place[1] + NODE_HEIGHT + ROW_GAP - top
    if missing <= 0 or top < place[1] - NODE_HEIGHT:
        return []
    down = -(-missing // GRID) * GRID
    below = [node for node in project.positions if node != besides and leads_to(project, target, node)]
    places = project.positions
    return [MoveNodes({node: (places[node][0], places[node][1] + down) for node in below})]
