"""The rules of connecting: what may feed what and why not, where a new layer goes, how a gap is closed."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from layerloom.declaration import registry, serialize
from layerloom.graph import LayerSpec, Ref, input_range
from layerloom_studio.document.content import Edge
from layerloom_studio.document.edits import AddNode, Connect, EditError, RemoveNodes
from layerloom_studio.document.layout import COLUMN_GAP, NODE_HEIGHT, NODE_WIDTH, ROW_GAP, Point, snap
from layerloom_studio.document.naming import new_name
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr

_NEAR = 12.0  # nodes nearer than this look like one


@dataclass(frozen=True)
class Connection:
    """An allowed connection.

    Args:
        edit: What makes it.
        replaced: The connection it takes the place of, if any.
    """

    edit: Connect
    replaced: Edge | None = None


def refusal(project: Project, source: Ref, target: str, loops: bool | None = None) -> str | None:
    """Return why an output cannot be connected to a node, in one sentence, or `None` if it can.

    Args:
        project: The document.
        source: The output.
        target: The node.
        loops: Whether the node already leads to the output, where that is known; else it is looked for.
    """
    architecture = project.architecture
    giver, taker = architecture.nodes[source.node].layer, architecture.nodes[target].layer
    limit = input_range(project.spec(target), architecture.nodes[target])[1]
    if limit == 0:
        return tr("{taker} is an input of the model: nothing can be connected to it.", taker=taker)
    if source.node == target:
        return tr("{giver} cannot feed itself.", giver=giver)
    if leads_to(project, target, source.node) if loops is None else loops:
        return tr(
            "{giver} cannot feed {taker}: {taker} already leads to {giver}, so that would make a cycle.",
            giver=giver,
            taker=taker,
        )
    if limit is not None and source in architecture.nodes[target].inputs:
        return tr("{giver} already feeds {taker}.", giver=giver, taker=taker)
    return None


def connection(project: Project, source: Ref, target: str) -> Connection:
    """Return the edit that connects an output to a node; a full node's last connection is replaced.

    Raises:
        EditError: If the connection is refused; the message says why.
    """
    reason = refusal(project, source, target)
    if reason is not None:
        raise EditError(reason)
    limit = input_range(project.spec(target), project.architecture.nodes[target])[1]
    edges = project.in_edges(target)
    if limit is None or len(edges) < limit:
        return Connection(Connect(source, target))
    return Connection(Connect(source, target, replaces=edges[-1].index), edges[-1])


def leads_to(project: Project, start: str, goal: str) -> bool:
    """Tell whether `goal` can be reached from `start` along the connections."""
    seen = {start}
    pending = [start]
    while pending:
        node = pending.pop()
        if node == goal:
            return True
        for edge in project.out_edges(node):
            if edge.target not in seen:
                seen.add(edge.target)
                pending.append(edge.target)
    return False


def reached(project: Project, start: str, forward: bool = True) -> set[str]:
    """Return a node and all that can be reached from it along the connections, or against them."""
    seen = {start}
    pending = [start]
    while pending:
        node = pending.pop()
        near = (
            [edge.target for edge in project.out_edges(node)]
            if forward
            else [ref.node for ref in project.architecture.nodes[node].inputs]
        )
        pending.extend(other for other in dict.fromkeys(near) if other not in seen)
        seen.update(near)
    return seen


def removal(project: Project, nodes: Iterable[str], heal: bool = True) -> RemoveNodes:
    """Return the edit that removes nodes; where one neighbour above remains, it is joined with those below.

    Args:
        project: The document.
        nodes: Ids of the nodes that go.
        heal: Whether to join the neighbours at all.
    """
    gone = dict.fromkeys(nodes)
    bridges: dict[str, tuple[Ref, ...]] = {}
    targets = dict.fromkeys(
        edge.target for node in gone for edge in project.out_edges(node) if heal and edge.target not in gone
    )
    for target in targets:
        inputs: list[Ref] = []
        for ref in project.architecture.nodes[target].inputs:
            if ref.node not in gone:
                inputs.append(ref)
                continue
            sources = _sources_above(project, ref.node, gone)
            if len(sources) == 1 and sources[0] not in project.architecture.nodes[target].inputs:
                inputs.append(sources[0])
        bridges[target] = tuple(inputs)
    return RemoveNodes(tuple(gone), bridges)


def new_spec(project: Project, class_name: str) -> LayerSpec:
    """Return a layer of a class with a fresh name and the values that a dropped one starts with.

    Raises:
        EditError: If there is no such class.
    """
    entry = registry.find("layer", class_name)
    if entry is None:
        raise EditError(tr("There is no layer class {class_name!r}.", class_name=class_name))
    name = new_name(entry.name, project.architecture.layers)
    return LayerSpec(entry.name, name, {"name": name, **serialize(dict(entry.start))}, entry.module)


def addition(project: Project, class_name: str, position: Point, sources: Iterable[Ref] = ()) -> AddNode:
    """Return the edit that adds a layer of a class at a place, fed by `sources`.

    Raises:
        EditError: If there is no such class.
    """
    spec = new_spec(project, class_name)
    return AddNode(spec, position, tuple(sources), node=project.architecture.free_id(spec.name))


def appending(project: Project, class_name: str, selected: Iterable[str] = ()) -> AddNode:
    """Return the edit that adds a layer after the selected ones, wired and placed below.

    Without a selection it goes after the last open end of the drawing. A layer that takes several inputs gets all
    selected outputs, any other the last one; an input layer gets none.

    Raises:
        EditError: If there is no such class.
    """
    spec = new_spec(project, class_name)
    chosen = [node for node in selected if node in project.architecture.nodes]
    after = chosen or last_end(project)
    limit = input_range(spec)[1]
    if limit == 1:
        after = after[-1:]
    if limit == 0:
        above = [position for node, position in project.positions.items() if project.spec(node).is_input]
        position = (
            max((x for x, _ in above), default=-NODE_WIDTH - COLUMN_GAP) + NODE_WIDTH + COLUMN_GAP,
            0.0,
        )
        if above:
            position = (position[0], min(y for _, y in above))
        return addition(project, class_name, free_place(project, position))
    if not after:
        return addition(project, class_name, free_place(project, (0.0, 0.0)))
    x = sum(project.positions[node][0] for node in after) / len(after)
    y = max(project.positions[node][1] for node in after) + NODE_HEIGHT + ROW_GAP
    return addition(project, class_name, free_place(project, snap((x, y))), [Ref(node) for node in after])


def last_end(project: Project) -> list[str]:
    """Return the newest node whose output nobody takes, as a list of one or none."""
    ends = [node for node in project.architecture.nodes if not project.out_edges(node)]
    return ends[-1:]


def free_place(project: Project, wanted: Point, leaving: Container[str] = ()) -> Point:
    """Return the nearest place right of `wanted` where a node covers no other but those that make way."""
    x, y = wanted
    standing = (place for node, place in project.positions.items() if node not in leaving)
    row = sorted(left for left, top in standing if abs(top - y) < NODE_HEIGHT + _NEAR)
    for left in row:
        if abs(left - x) < NODE_WIDTH + _NEAR:
            x = left + NODE_WIDTH + COLUMN_GAP
    return x, y


def _sources_above(project: Project, node: str, gone: Iterable[str]) -> list[Ref]:
    """Return the outputs outside `gone` that feed a node inside it, directly or through others of `gone`."""
    found: dict[Ref, None] = {}
    seen = {node}
    pending = [node]
    while pending:
        for ref in project.architecture.nodes[pending.pop()].inputs:
            if ref.node not in gone:
                found[ref] = None
            elif ref.node not in seen:
                seen.add(ref.node)
                pending.append(ref.node)
    return list(found)
