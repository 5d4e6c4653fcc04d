"""Groups: layers become one nested Keras model and come out of it again, and blocks are repeated, as edits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from layerloom.errors import LayerloomError
from layerloom.graph import (
    Architecture,
    Call,
    LayerSpec,
    Node,
    Ref,
    Slot,
    format_architecture,
    parse_architecture,
)
from layerloom_studio.document.content import GROUPS, Content
from layerloom_studio.document.draft import EditError
from layerloom_studio.document.ends import end_names, follow_names, put_sections
from layerloom_studio.document.files import read_positions, write_canvas
from layerloom_studio.document.group_input import refitted
from layerloom_studio.document.layout import (
    COLUMN_GAP,
    NODE_HEIGHT,
    NODE_WIDTH,
    ROW_GAP,
    Point,
    layered_layout,
)
from layerloom_studio.document.naming import FreshNames, new_name
from layerloom_studio.document.project import Edit, Patch, Project
from layerloom_studio.document.streams import downstream, upstream
from layerloom_studio.language import tr

_STEP = NODE_HEIGHT + ROW_GAP
_MOST_LAYERS = 2000


@dataclass(frozen=True)
class Exact:
    """Put exact values into the drawing; what the planners of this file give.

    Args:
        patch: The values.
        nodes: Ids of the nodes that are new afterwards, for the selection.
        groups: The drawings of all groups afterwards, if they change.
        settings: Sections of the settings afterwards; by default they follow inputs and outputs by their names.
    """

    patch: Patch
    nodes: tuple[str, ...] = ()
    groups: Mapping[str, Any] | None = None
    settings: Mapping[str, Any] | None = None

    def apply(self, project: Project) -> Edit:
        """Make the change and return the edit that takes it back."""
        before = end_names(project)
        old = None if self.groups is None else project.set_section(GROUPS, dict(self.groups))
        inverse = project.patch(self.patch)
        told = (
            follow_names(project, before) if self.settings is None else put_sections(project, self.settings)
        )
        return Exact(inverse, (), old, told)


def grouping(project: Project, nodes: Sequence[str], name: str | None = None) -> Exact:
    """Return the edit that makes one nested model of some nodes.

    Args:
        project: The document.
        nodes: Their ids; what enters them becomes the inputs of the model, what leaves them its outputs.
        name: The model's name; by default a free one.

    Raises:
        EditError: If they cannot be a model of their own; the sentence says why.
    """
    architecture = project.architecture
    inside = [node for node in architecture.nodes if node in set(nodes)]
    _check_group(project, inside)
    entering = _entering(project, inside)
    leaving = _leaving(project, inside)
    group = name or new_name("group", architecture.layers)
    inner = Architecture(group)
    fresh = FreshNames(architecture.nodes[node].layer for node in inside)
    sources: dict[Ref, Ref] = {}
    for ref in entering:
        info = project.analysis.nodes[ref.node]
        if info.output_shapes is None or ref.port >= len(info.output_shapes):
            raise EditError(
                tr(
                    "The shape that {name} gives is not known yet: solve its problem first.",
                    name=project.spec(ref.node).name,
                )
            )
        own = fresh.copy_of("input")
        config = {
            "name": own,
            "batch_shape": list(info.output_shapes[ref.port]),
            "dtype": info.output_dtypes[ref.port],
        }
        sources[ref] = Ref(inner.add(LayerSpec("InputLayer", own, config)).id)
    ids = {node: (node if node not in inner.nodes else f"{node}@0") for node in inside}
    for node in inside:
        call = architecture.nodes[node]
        inner.layers[call.layer] = architecture.layers[call.layer]
        inputs = [sources[ref] if ref in sources else Ref(ids[ref.node], ref.port) for ref in call.inputs]
        inner.nodes[ids[node]] = replace(call, id=ids[node], inputs=inputs)
    inner.outputs = [Ref(ids[ref.node], ref.port) for ref in leaving]
    spec = LayerSpec("Functional", group, format_architecture(inner)["config"], "keras")
    new = architecture.free_id(group)
    place = _middle([project.positions[node] for node in inside])
    edit = _replaced(
        project,
        inside,
        [(spec, Node(new, group, entering, _list_call(entering)), place)],
        {ref: Ref(new, port) for port, ref in enumerate(leaving)},
    )
    drawing = _inner_drawing(project, inner, {ids[node]: node for node in inside})
    patch = replace(edit.patch, positions={**_closed_gap(project, inside, place), **edit.patch.positions})
    return replace(edit, patch=patch, groups={**project.groups, group: drawing})


def ungrouping(project: Project, node: str) -> Exact:
    """Return the edit that puts the layers of a nested model into the drawing in its stead.

    Raises:
        EditError: If it is no model, or is used in several places.
    """
    spec, outer = project.spec(node), project.architecture.nodes[node]
    if not spec.is_model:
        raise EditError(tr("{name} is no group.", name=spec.name))
    if len(project.architecture.calls(spec.name)) > 1:
        raise EditError(
            tr("{name} is used in several places, so its layers cannot be taken out.", name=spec.name)
        )
    try:
        inner = parse_architecture({"class_name": spec.class_name, "config": spec.config})
    except LayerloomError as error:
        raise EditError(str(error)) from error
    if len(inner.nodes) > _MOST_LAYERS:
        raise EditError(
            tr("{name} holds {count} layers, too many to take out.", name=spec.name, count=len(inner.nodes))
        )
    sources = {source.id: ref for source, ref in zip(inner.inputs, outer.inputs, strict=False)}
    names = FreshNames(name for name in project.architecture.layers if name != spec.name)
    fresh_ids = FreshNames(id for id in project.architecture.nodes if id != node)
    kept = [call for call in inner.nodes.values() if not inner.spec(call).is_input]
    layer_names = {name: names.copy_of(name) for name in dict.fromkeys(call.layer for call in kept)}
    ids = {call.id: fresh_ids.copy_of(call.id) for call in kept}

    def outside(ref: Ref) -> Ref | None:
        return sources.get(ref.node) if ref.node not in ids else Ref(ids[ref.node], ref.port)

    canvas = project.groups.get(spec.name, {})
    drawn = read_positions(inner, canvas)
    if not all(call.id in drawn for call in kept):
        edges = [(ref.node, call.id) for call in kept for ref in call.inputs if ref.node in ids]
        drawn = layered_layout([call.id for call in kept], edges)
    places = _around({call.id: drawn[call.id] for call in kept}, project.positions[node])
    made = []
    for call in kept:
        inputs = [ref for item in call.inputs if (ref := outside(item)) is not None]
        if not call.inputs and outer.inputs:
            inputs = list(outer.inputs)  # the first layer of a chain that never learned its input
        old = inner.layers[call.layer]
        name = layer_names[call.layer]
        made.append(
            (
                replace(old, name=name, config={**old.config, "name": name}),
                replace(call, id=ids[call.id], layer=name, inputs=inputs),
                places[call.id],
            )
        )
    ports = {Ref(node, port): found for port, ref in enumerate(inner.outputs) if (found := outside(ref))}
    edit = _replaced(project, [node], made, ports, room=_height(places.values()))
    groups = {name: value for name, value in project.groups.items() if name != spec.name}
    within = canvas.get(GROUPS, {}) if isinstance(canvas, dict) else {}
    groups.update((layer_names[name], value) for name, value in within.items() if name in layer_names)
    return replace(edit, groups=groups)


def repeating(project: Project, nodes: Sequence[str], times: int) -> Exact:
    """Return the edit that makes a block stand several times one after the other.

    Args:
        project: The document.
        nodes: The block; one tensor enters it and one leaves it.
        times: How often it stands there afterwards.

    Raises:
        EditError: If it is no such block, or the drawing would become too large.
    """
    architecture = project.architecture
    inside = [node for node in architecture.nodes if node in set(nodes)]
    _check_group(project, inside)
    entering, leaving = _entering(project, inside), _leaving(project, inside)
    if len(entering) != 1 or len(leaving) != 1:
        raise EditError(tr("Only a block with one input and one output can be repeated."))
    if times < 2 or times * len(inside) > _MOST_LAYERS:
        raise EditError(
            tr(
                "A block can be repeated 2 times or more, up to {most_layers} layers.",
                most_layers=_MOST_LAYERS,
            )
        )
    names, fresh_ids = FreshNames(architecture.layers), FreshNames(architecture.nodes)
    height = _height([project.positions[node] for node in inside])
    made: list[tuple[LayerSpec, Node, Point]] = []
    last = leaving[0]
    for number in range(1, times):
        copies = {
            name: names.copy_of(name)
            for name in dict.fromkeys(architecture.nodes[node].layer for node in inside)
        }
        ids = {node: fresh_ids.copy_of(node) for node in inside}
        for node in inside:
            call, (x, y) = architecture.nodes[node], project.positions[node]
            old, name = architecture.layers[call.layer], copies[call.layer]
            inputs = [last if ref == entering[0] else Ref(ids[ref.node], ref.port) for ref in call.inputs]
            spec = replace(old, name=name, config={**old.config, "name": name}, build_config=None)
            made.append(
                (spec, replace(call, id=ids[node], layer=name, inputs=inputs), (x, y + number * height))
            )
        last = Ref(ids[leaving[0].node], leaving[0].port)
    edit = _replaced(project, [], made, {leaving[0]: last}, room=times * height, top=inside, own=inside)
    return _fitted(project, edit, [call.id for spec, call, _ in made if spec.is_model])


def _fitted(project: Project, edit: Exact, groups: Sequence[str]) -> Exact:
    """Let the copies of groups take what enters them: behind the first it may have other channels or sides."""
    if not groups:
        return edit
    sketch = project.sketch()
    sketch.apply(edit)
    layers = dict(edit.patch.layers)
    for node in groups:
        patch = refitted(sketch, node)
        if patch is not None:
            sketch.apply(patch)
            layers.update(patch.layers)
    return replace(edit, patch=replace(edit.patch, layers=layers))


def _inner_drawing(project: Project, inner: Architecture, outside: Mapping[str, str]) -> dict[str, Any]:
    """Return the drawing of a new group: its nodes as they stand, its inputs in a row above them."""
    places = {node: project.positions[outside[node]] for node in inner.nodes if node in outside}
    left, top = min(x for x, _ in places.values()), min(y for _, y in places.values())
    for number, source in enumerate(inner.inputs):
        places[source.id] = (left + number * (NODE_WIDTH + COLUMN_GAP), top - _STEP)
    content = Content(architecture=inner, positions=places)
    content.groups = {name: value for name, value in project.groups.items() if name in inner.layers}
    return write_canvas(content)


# -- small things --------------------------------------------------------------------------------------------------


def _check_group(project: Project, inside: Sequence[str]) -> None:
    if not inside:
        raise EditError(tr("Select the layers first."))
    chosen, calls = set(inside), project.architecture.calls_by_layer()
    for node in inside:
        spec = project.spec(node)
        if spec.is_input:
            raise EditError(
                tr(
                    "{name} is an input of the model and must stay outside: select layers behind it.",
                    name=spec.name,
                )
            )
        if spec.name in project.bypassed:
            raise EditError(tr("{name} is bypassed: switch it on first.", name=spec.name))
        if any(call.id not in chosen for call in calls[spec.name]):
            raise EditError(
                tr("{name} is shared with a place outside: select all its calls.", name=spec.name)
            )
        if not project.in_edges(node):
            raise EditError(tr("{name} has no input: connect it first.", name=spec.name))
    between = downstream(project, inside).keys() & upstream(project, inside).keys()
    if between:
        name = project.spec(next(iter(between))).name
        raise EditError(tr("{name} lies between the selected layers: select it too.", name=name))


def _entering(project: Project, inside: Sequence[str]) -> list[Ref]:
    chosen = set(inside)
    inputs = (ref for node in inside for ref in project.architecture.nodes[node].inputs)
    return list(dict.fromkeys(ref for ref in inputs if ref.node not in chosen))


def _leaving(project: Project, inside: Sequence[str]) -> list[Ref]:
    chosen = set(inside)
    edges = [edge for node in inside for edge in project.out_edges(node)]
    taken = [Ref(edge.source, edge.port) for edge in edges if edge.target not in chosen]
    results = [ref for ref in project.architecture.outputs if ref.node in chosen]
    ends = [Ref(node) for node in inside if not project.out_edges(node)]
    return list(dict.fromkeys([*taken, *results, *ends]))


def _replaced(
    project: Project,
    gone: Sequence[str],
    made: Sequence[tuple[LayerSpec, Node, Point]],
    moved: dict[Ref, Ref],
    *,
    room: float = 0.0,
    top: Sequence[str] = (),
    own: Sequence[str] = (),
) -> Exact:
    """Return the edit that puts new nodes in the place of others and lets those that took their results take the new.

    Args:
        project: The document.
        gone: Ids of the nodes that go.
        made: Layer, call and place of those that come.
        moved: The new tensor for each that others took.
        room: How much height the new ones need; what stands below makes way.
        top: The nodes from whose highest place on that room is needed; by default those that go.
        own: Nodes that keep their inputs as they are.
    """
    architecture = project.architecture
    layers: dict[str, LayerSpec | None] = {architecture.nodes[node].layer: None for node in gone}
    nodes: dict[str, Node | None] = dict.fromkeys(gone)
    places: dict[str, Point | None] = dict.fromkeys(gone)
    start = min((project.positions[node][1] for node in top or gone), default=0.0)
    followers = downstream(project, top or gone)
    lowest = min((project.positions[node][1] for node in followers), default=start + room)
    shift = start + room - lowest
    for node in followers if shift > 0 else ():
        x, y = project.positions[node]
        places[node] = (x, y + shift)
    for call in architecture.nodes.values():
        if call.id not in nodes and call.id not in own and any(ref in moved for ref in call.inputs):
            nodes[call.id] = replace(call, inputs=[moved.get(ref, ref) for ref in call.inputs])
    for spec, call, place in made:
        layers[spec.name] = spec
        nodes[call.id] = call
        places[call.id] = place
    outputs = tuple(dict.fromkeys(moved.get(ref, ref) for ref in architecture.outputs))
    return Exact(Patch(layers, nodes, places, outputs), (*own, *(call.id for _, call, _ in made)))


def _closed_gap(project: Project, gone: Sequence[str], place: Point) -> dict[str, Point]:
    """Return the places of what followed some nodes, moved up to the one node at `place` that stands for them.

    All of it moves by as much as its highest node can without coming near anything that stays.
    """
    places, inside = project.positions, set(gone)
    followers = downstream(project, gone).keys() - inside
    staying: dict[float, list[float]] = {}  # tops by left sides, of which there are few
    for left, top in sorted(places[node] for node in places if node not in inside and node not in followers):
        staying.setdefault(left, []).append(top)
    room = min((places[node][1] - place[1] - _STEP for node in followers), default=0.0)
    for node in followers:
        x, y = places[node]
        sources = (ref.node for ref in project.architecture.nodes[node].inputs)
        near = (tops for left, tops in staying.items() if abs(left - x) < NODE_WIDTH + COLUMN_GAP / 2)
        tops = [found[above - 1] for found in near if (above := bisect_left(found, y))]
        tops += [places[source][1] for source in sources if source not in inside and source not in followers]
        room = min([room, *(y - top - _STEP for top in tops)])
    return {node: (places[node][0], places[node][1] - room) for node in followers} if room > 0 else {}


def _list_call(refs: Sequence[Ref]) -> Call | None:
    """A model takes several tensors as one list."""
    several: list[Any] = [Slot(index) for index in range(len(refs))]
    return Call((several,)) if len(refs) > 1 else None


def _middle(places: Sequence[Point]) -> Point:
    xs = sorted(x for x, _ in places)
    return xs[len(xs) // 2], min(y for _, y in places)


def _around(places: dict[str, Point], corner: Point) -> dict[str, Point]:
    """Move a drawing so that its first row stands at a corner."""
    if not places:
        return {}
    left, top = min(places.values(), key=lambda place: (place[1], place[0]))
    return {node: (x - left + corner[0], y - top + corner[1]) for node, (x, y) in places.items()}


def _height(places: Any) -> float:
    ys = [y for _, y in places]
    return max(ys) - min(ys) + _STEP if ys else _STEP
