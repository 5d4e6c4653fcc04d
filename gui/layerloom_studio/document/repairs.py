"""Repairs: for each kind of problem, edits that were tried and are known to solve it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from layerloom.declaration import Field, registry
from layerloom.errors import FieldError
from layerloom.graph import Problem, Ref
from layerloom_studio.document.advice import expected, sizing
from layerloom_studio.document.building import chain, insertion, missing_input, piece_spec
from layerloom_studio.document.chain import Piece
from layerloom_studio.document.content import Edge
from layerloom_studio.document.edits import AddNode, Connect, Disconnect, Edit, Group, SetConfig
from layerloom_studio.document.group_input import first_shape, refitted
from layerloom_studio.document.layout import NODE_HEIGHT, ROW_GAP
from layerloom_studio.document.project import Project
from layerloom_studio.document.streams import downstream, upstream
from layerloom_studio.document.whatif import Outlook, what_if
from layerloom_studio.document.wiring import connection, free_place, removal
from layerloom_studio.language import tr

_MOST = 6
_SIDES = ("height", "width")
_TRIED = 24  # candidates looked at for one problem


@dataclass(frozen=True)
class Repair:
    """An edit that solves a problem.

    Args:
        title: What it does, for a menu and for the undo step.
        edit: The edit; it was tried on a sketch of the drawing.
        outlook: What it would bring.
    """

    title: str
    edit: Edit
    outlook: Outlook


Candidates = Iterator[tuple[str, Edit]]
Shape = tuple[int | None, ...]  # of one sample


def repairs(project: Project, problem: Problem) -> list[Repair]:
    """Return the repairs of a problem, the best first; each solves it and breaks nothing that works now."""
    propose = _PROPOSALS.get(problem.kind)
    if propose is None or any(node not in project.architecture.nodes for node in problem.nodes):
        return []
    clean: list[Repair] = []
    others: list[Repair] = []
    for number, (title, edit) in enumerate(propose(project, problem)):
        if number >= _TRIED or len(clean) >= _MOST:
            break
        outlook = what_if(project, edit)
        if outlook is None or not _solves(problem, outlook) or _spoils(project, problem, outlook):
            continue
        (others if outlook.broken else clean).append(Repair(title, edit, outlook))
    return [*clean, *others][:_MOST]


def _solves(problem: Problem, outlook: Outlook) -> bool:
    if problem.kind.startswith("output_"):  # advice is no part of the analysis: its edits are made to measure
        return True
    key = (problem.kind, problem.nodes[:1])
    return all((left.kind, left.nodes[:1]) != key for left in outlook.analysis.problems)


def _spoils(project: Project, problem: Problem, outlook: Outlook) -> bool:
    """Tell whether a node would break that works now, or another way; one behind a break may show its own."""
    known = project.analysis.nodes
    return any(
        node in problem.nodes[:1] or node not in known or known[node].output_shapes is not None
        for node in outlook.broken
    )


# -- what may help, by kind of problem ----------------------------------------------------------------------------


def _for_shape(project: Project, problem: Problem) -> Candidates:
    node = problem.nodes[0]
    edges = project.in_edges(node)
    fitting = refitted(project, node)
    if fitting is not None:
        yield tr("Make {name} anew for what enters it", name=_name(project, node)), fitting
    yield from _padding(project, node)
    yield from _defaults(project, problem)
    if len(edges) == 1:
        yield from _between(project, edges[0])
        yield from _removals(project, [edges[0].source, node])
    else:
        yield from _joining(project, node, edges)
        yield from ((_disconnecting(project, edge), Disconnect((edge,))) for edge in edges)


def _between(project: Project, edge: Edge) -> Candidates:
    """Yield layers to put into a connection whose shapes do not go together."""
    shape = _shape(project, Ref(edge.source, edge.port))
    target = _name(project, edge.target)
    pieces = [Piece("Flatten"), Piece("GlobalAveragePooling2D"), Piece("GlobalMaxPooling2D")]
    wanted = first_shape(project.spec(edge.target)) if project.spec(edge.target).is_model else None
    if shape is not None and wanted is not None:
        pieces = [*_resizings(shape, wanted), *pieces]
    if shape is not None and None not in shape:
        pieces = [*_reshapes(tuple(size or 0 for size in shape)), *pieces]
    for piece in pieces:
        if registry.find("layer", piece.class_name) is not None:
            sizes = piece.values.get("target_shape") or [
                piece.values[side] for side in _SIDES if side in piece.values
            ]
            how = tr(" to {shape}", shape=" × ".join(map(str, sizes))) if sizes else ""
            yield (
                tr(
                    "Insert {class_name}{how} before {target}",
                    class_name=piece.class_name,
                    how=how,
                    target=target,
                ),
                insertion(project, piece, edge).edit,
            )


def _reshapes(shape: tuple[int, ...]) -> list[Piece]:
    """Return reshapings of a sample to as many axes as layers ask for: an image if its sides come out whole."""
    count = math.prod(shape)
    targets: list[tuple[int, ...]] = []
    if len(shape) == 1:
        for channels in (1, 3):
            side = math.isqrt(count // channels)
            if side > 1 and side * side * channels == count:
                targets.append((side, side, channels))
        targets.extend([(1, 1, count), (count, 1)])
    else:
        targets.extend([(*shape, 1)] if len(shape) == 2 else [(math.prod(shape[:-1]), shape[-1])])
    return [Piece("Reshape", {"target_shape": target}) for target in targets]


def _resizings(shape: Shape, wanted: Shape) -> list[Piece]:
    """Return the layer that gives pictures the sides of others, if they differ in these."""
    if len(shape) != 3 or len(wanted) != 3 or None in wanted[:2] or shape[:2] == wanted[:2]:
        return []
    return [Piece("Resizing", dict(zip(_SIDES, wanted[:2], strict=True)))]


def _padding(project: Project, node: str) -> Candidates:
    """Yield padding "same" for a window that does not fit, or for those that shrank one branch of a join."""
    joins = len(project.in_edges(node)) != 1
    shrinking = _windows(project, list(upstream(project, [node])) if joins else [node])
    for name in shrinking:
        yield tr("Set the padding of {name} to same", name=name), _padded([name])
    together = shrinking if joins else _in_turn(project, shrinking)
    if len(together) > 1:
        yield tr("Set the padding of {count} layers to same", count=len(together)), _padded(together)


def _windows(project: Project, nodes: Iterable[str]) -> list[str]:
    """Return the layers among nodes that lose places at their edges."""
    found = []
    for node in nodes:
        field, spec = _fields(project, node).get("padding"), project.spec(node)
        if field is not None and spec.config.get("padding", field.default) == "valid":
            found.append(spec.name)
    return list(dict.fromkeys(found))


def _in_turn(project: Project, names: list[str]) -> list[str]:
    """Return layers and those behind them that would not fit in turn, once they were padded."""
    for _ in range(_TRIED):
        outlook = what_if(project, _padded(names)) if names else None
        further = _windows(project, outlook.broken) if outlook is not None else []
        if set(further) <= set(names):
            break
        names = list(dict.fromkeys([*names, *further]))
    return names


def _padded(names: list[str]) -> Edit:
    edits = tuple(SetConfig(name, {"padding": "same"}) for name in names)
    return edits[0] if len(edits) == 1 else Group(edits)


def _joining(project: Project, node: str, edges: list[Edge]) -> Candidates:
    """Yield what brings one branch of a join to the shape of another: other sides, or a 1×1 convolution."""
    shapes = [_shape(project, Ref(edge.source, edge.port)) for edge in edges]
    for edge, shape in zip(edges, shapes, strict=True):
        for other in dict.fromkeys(shapes):
            if shape is None or other is None or other == shape:
                continue
            for piece in _resizings(shape, other):
                title = tr(
                    "Insert Resizing to {shape} after {source}",
                    shape=" × ".join(map(str, piece.values.values())),
                    source=_name(project, edge.source),
                )
                yield title, insertion(project, piece, edge).edit
    for edge, shape in zip(edges, shapes, strict=True):
        for other in shapes:
            if shape is None or other is None or shape == other or len(shape) != 3 or len(other) != 3:
                continue
            strides = [-(-(a or 1) // (b or 1)) for a, b in zip(shape[:2], other[:2], strict=True)]
            values = {
                "filters": other[-1],
                "kernel_size": (1, 1),
                "strides": tuple(strides),
                "padding": "same",
            }
            title = tr(
                "Insert Conv2D 1×1 with {filters} filters after {source}",
                filters=other[-1],
                source=_name(project, edge.source),
            )
            yield title, insertion(project, Piece("Conv2D", values), edge).edit


def _for_missing_input(project: Project, problem: Problem) -> Candidates:
    node = problem.nodes[0]
    below = {node, *downstream(project, [node])}
    ends = [other for other in reversed(project.architecture.nodes) if not project.out_edges(other)]
    inputs = [other.id for other in project.architecture.inputs]
    rest = list(reversed(project.architecture.nodes))
    taken = {ref.node for ref in project.architecture.nodes[node].inputs}
    found = dict.fromkeys([*ends, *inputs, *rest])
    # First what works itself.
    for other in sorted(found, key=lambda other: _shape(project, Ref(other)) is None):
        if other not in below and other not in taken:
            edit = connection(project, Ref(other), node).edit
            yield _connecting(project, other, node), edit
    yield from _removals(project, [node])


def _for_too_many(project: Project, problem: Problem) -> Candidates:
    node = problem.nodes[0]
    edges = project.in_edges(node)
    x, y = project.positions[node]
    for class_name in ("Concatenate", "Add"):
        if registry.find("layer", class_name) is None or project.spec(node).is_input:
            continue
        spec = piece_spec(project, Piece(class_name))
        new = project.architecture.free_id(spec.name)
        place = free_place(project, (x, y - NODE_HEIGHT - ROW_GAP))
        inputs = tuple(project.architecture.nodes[node].inputs)
        join = AddNode(spec, place, inputs, new)
        edits = (join, Disconnect(tuple(edges[1:])), Connect(Ref(new), node, replaces=0))
        yield (
            tr(
                "Join the inputs of {layer} by {class_name}",
                layer=_name(project, node),
                class_name=class_name,
            ),
            Group(edits),
        )
    for edge in reversed(edges):
        yield _disconnecting(project, edge), Disconnect((edge,))


def _for_cycle(project: Project, problem: Problem) -> Candidates:
    around = set(problem.nodes)
    for node in problem.nodes:
        for edge in project.in_edges(node):
            if edge.source in around:
                yield _disconnecting(project, edge), Disconnect((edge,))


def _for_loose(project: Project, problem: Problem) -> Candidates:
    node = problem.nodes[0]
    if not project.spec(node).is_input and not project.in_edges(node):
        yield from _for_missing_input(project, problem)
        return
    for other in project.architecture.nodes:
        if other != node and not project.in_edges(other) and not project.spec(other).is_input:
            edit = connection(project, Ref(node), other).edit
            yield _connecting(project, node, other), edit
    yield from _removals(project, [node])


def _for_no_input(project: Project, problem: Problem) -> Candidates:
    sample = expected(project).sample or (28, 28, 1)
    edit = missing_input(project, sample)
    if edit is not None:
        yield tr("Add an Input of {shape}", shape=" × ".join(map(str, sample))), edit


def _for_config(project: Project, problem: Problem) -> Candidates:
    spec = project.spec(problem.nodes[0])
    entry = registry.find("layer", spec.class_name)
    start = dict(entry.start) if entry is not None else {}
    for name, known in _fields(project, problem.nodes[0]).items():
        value = spec.config.get(name, None if known.required else known.default)
        try:
            known.check(value)
        except FieldError:
            if name in start:
                yield (
                    tr(
                        "Set {setting} of {layer} to {value}",
                        setting=name,
                        layer=spec.name,
                        value=start[name],
                    ),
                    SetConfig(spec.name, {name: start[name]}),
                )
            elif not known.required:
                yield (
                    tr("Set {setting} of {layer} to its default", setting=name, layer=spec.name),
                    SetConfig(spec.name, {}, (name,)),
                )
    yield from _defaults(project, problem)
    yield from _removals(project, [problem.nodes[0]])


def _defaults(project: Project, problem: Problem) -> Candidates:
    """Yield the defaults of settings that the message names: each is allowed, but not together with others."""
    spec = project.spec(problem.nodes[0])
    for name, known in _fields(project, problem.nodes[0]).items():
        value = spec.config.get(name, known.default)
        if not known.required and value != known.default and f"{name}=" in problem.message:
            yield (
                tr("Set {setting} of {layer} to {value}", setting=name, layer=spec.name, value=known.default),
                SetConfig(spec.name, {}, (name,)),
            )


def _for_output_shape(project: Project, problem: Problem) -> Candidates:
    target = _name(project, problem.nodes[0])
    if "units" not in project.spec(problem.nodes[0]).config:
        shape = _shape(project, Ref(problem.nodes[0]))
        for class_name in (f"GlobalAveragePooling{len(shape or ()) - 1}D", "Flatten"):
            if registry.find("layer", class_name) is not None:
                yield from _ending(project, problem.nodes[0], class_name)
        return
    for edge in project.in_edges(problem.nodes[0]):
        shape = _shape(project, Ref(edge.source, edge.port))
        for class_name in ("Flatten", f"GlobalAveragePooling{len(shape or ()) - 1}D"):
            if registry.find("layer", class_name) is not None:
                yield (
                    tr("Insert {class_name} before {target}", class_name=class_name, target=target),
                    insertion(project, Piece(class_name), edge).edit,
                )


def _ending(project: Project, node: str, *before: str) -> Candidates:
    """Yield the layers that end a classifier, behind a node."""
    wanted = expected(project)
    dense = Piece("Dense", {"units": wanted.classes or 1, "activation": wanted.activation})
    edit = chain(project, [*map(Piece, before), dense], [node]).edit
    classes = " + ".join((*before, f"Dense {wanted.classes or 1}"))
    yield tr("Add {classes} after {name}", classes=classes, name=_name(project, node)), edit


def _for_output_extra(project: Project, problem: Problem) -> Candidates:
    yield from _removals(project, [problem.nodes[0]])


def _for_output_units(project: Project, problem: Problem) -> Candidates:
    node = sizing(project, problem.nodes[0])
    if node is None:
        yield from _ending(project, problem.nodes[0])
        return
    spec, classes = project.spec(node), expected(project).classes
    if classes is not None and "units" in spec.config:
        yield (
            tr("Set the units of {name} to {classes}", name=spec.name, classes=classes),
            SetConfig(spec.name, {"units": classes}),
        )


def _for_output_activation(project: Project, problem: Problem) -> Candidates:
    spec, wanted = project.spec(problem.nodes[0]), expected(project).activation
    if wanted is not None:
        yield (
            tr("Set the activation of {name} to {wanted}", name=spec.name, wanted=wanted),
            SetConfig(spec.name, {"activation": wanted}),
        )


def _removals(project: Project, nodes: list[str]) -> Candidates:
    for node in nodes:
        if not project.spec(node).is_input and len(project.architecture.nodes) > 1:
            yield tr("Remove {layer}", layer=_name(project, node)), removal(project, [node])


# -- small things --------------------------------------------------------------------------------------------------


def _connecting(project: Project, source: str, target: str) -> str:
    return tr("Connect {source} to {target}", source=_name(project, source), target=_name(project, target))


def _disconnecting(project: Project, edge: Edge) -> str:
    return tr(
        "Remove the connection {source} → {target}",
        source=_name(project, edge.source),
        target=_name(project, edge.target),
    )


def _name(project: Project, node: str) -> str:
    return project.spec(node).name


def _shape(project: Project, ref: Ref) -> Shape | None:
    info = project.analysis.nodes.get(ref.node)
    if info is None or info.output_shapes is None or ref.port >= len(info.output_shapes):
        return None
    return tuple(info.output_shapes[ref.port][1:])


def _fields(project: Project, node: str) -> dict[str, Field]:
    entry = registry.find("layer", project.spec(node).class_name)
    fields = getattr(entry.target, "fields", None) if entry is not None else None
    return {} if fields is None else {known.name: known for known in fields()}


_PROPOSALS: dict[str, Callable[[Project, Problem], Candidates]] = {
    "shape": _for_shape,
    "missing_input": _for_missing_input,
    "too_many_inputs": _for_too_many,
    "cycle": _for_cycle,
    "loose": _for_loose,
    "no_input": _for_no_input,
    "config": _for_config,
    "output_shape": _for_output_shape,
    "output_units": _for_output_units,
    "output_activation": _for_output_activation,
    "output_extra": _for_output_extra,
}
