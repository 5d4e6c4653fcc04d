"""Edits: every change a person can make, as plain data; `apply(project)` makes it and returns its inverse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from layerloom.graph import Architecture, LayerSpec, Node, Ref
from layerloom_studio.document.content import BYPASSED, FORMULAS, GROUPS, MOST_NOTES, NOTES, Content, Edge
from layerloom_studio.document.draft import Draft, EditError
from layerloom_studio.document.ends import end_names, follow_names
from layerloom_studio.document.layout import Point
from layerloom_studio.document.naming import FreshNames
from layerloom_studio.document.project import Edit, Patch, Project
from layerloom_studio.language import tr

__all__ = [
    "AddNode",
    "Connect",
    "Disconnect",
    "Edit",
    "EditError",
    "Group",
    "MoveNodes",
    "Paste",
    "RemoveNodes",
    "Rename",
    "ReplaceAll",
    "SetConfig",
    "SetOutputs",
    "SetSettings",
    "merge_key",
]


@dataclass(frozen=True)
class AddNode:
    """Add a layer with one call of it.

    Args:
        spec: The layer; its name must be free.
        position: Top-left corner of the node.
        inputs: Output tensors it takes.
        node: Id of the new node; by default the layer's name, or that with a number if taken.
    """

    spec: LayerSpec
    position: Point
    inputs: tuple[Ref, ...] = ()
    node: str | None = None

    def apply(self, project: Project) -> Edit:
        """Make the change and return the edit that takes it back."""
        draft = Draft(project)
        if self.spec.name in project.architecture.layers:
            raise EditError(
                tr("There is already a layer called {name!r}: choose another name.", name=self.spec.name)
            )
        draft.put_layer(self.spec)
        node = self.node or project.architecture.free_id(self.spec.name)
        draft.add_node(Node(node, self.spec.name, list(self.inputs)), self.position)
        return draft.commit()


@dataclass(frozen=True)
class RemoveNodes:
    """Remove nodes with all their connections; `bridges` are made in their stead (see `wiring.bridges`)."""

    nodes: tuple[str, ...]
    bridges: Mapping[str, tuple[Ref, ...]] = field(default_factory=dict)

    def apply(self, project: Project) -> Edit:
        """Make the change and return the edit that takes it back."""
        draft = Draft(project)
        for node in self.nodes:
            draft.remove_node(node)
        for target, inputs in self.bridges.items():
            draft.set_inputs(target, list(inputs))
        inverse = draft.commit()
        kept = {name: was for name, was in project.bypassed.items() if name in project.architecture.layers}
        if len(kept) == len(project.bypassed):
            return inverse
        return Group((SetSettings(BYPASSED, kept).apply(project), inverse))


@dataclass(frozen=True)
class Connect:
    """Connect an output to a node: as a further input, or in place of the input number `replaces`."""

    source: Ref
    target: str
    replaces: int | None = None

    def apply(self, project: Project) -> Edit:
        """Make the change and return the edit that takes it back."""
        draft = Draft(project)
        draft.node(self.source.node)
        inputs = list(draft.node(self.target).inputs)
        if self.replaces is None:
            inputs.append(self.source)
        elif self.replaces < len(inputs):
            inputs[self.replaces] = self.source
        else:
            raise EditError(
                tr(
                    "{target!r} has no input number {replaces} that could be replaced.",
                    target=self.target,
                    replaces=self.replaces,
                )
            )
        draft.set_inputs(self.target, inputs)
        return draft.commit()


@dataclass(frozen=True)
class Disconnect:
    """Remove connections."""

    edges: tuple[Edge, ...]

    def apply(self, project: Project) -> Edit:
        """Make the change and return the edit that takes it back."""
        draft = Draft(project)
        for target in dict.fromkeys(edge.target for edge in self.edges):
            gone = {edge.index for edge in self.edges if edge.target == target}
            inputs = draft.node(target).inputs
            draft.set_inputs(target, [ref for index, ref in enumerate(inputs) if index not in gone])
        return draft.commit()


@dataclass(frozen=True)
class SetConfig:
    """Change arguments of a layer.

    Args:
        layer: Name of the layer.
        values: New values by argument name, in the form of Keras JSON.
        removed: Arguments to drop from the config, so that their default holds.
    """

    layer: str
    values: Mapping[str, Any]
    removed: tuple[str, ...] = ()

    def apply(self, project: Project) -> Edit:
        """Make the change and return the edit that takes it back."""
        draft = Draft(project)
        spec = draft.layer(self.layer)
        config = {key: value for key, value in spec.config.items() if key not in self.removed}
        draft.put_layer(replace(spec, config={**config, **self.values}, build_config=None))
        return draft.commit()


@dataclass(frozen=True)
class MoveNodes:
    """Put nodes at other places (top-left corners)."""

    positions: Mapping[str, Point]

    def apply(self, project: Project) -> Edit:
        """Make the change and return the edit that takes it back."""
        draft = Draft(project)
        for node, position in self.positions.items():
            draft.move(node, position)
        return draft.commit()


@dataclass(frozen=True)
class Rename:
    """Give a layer another name; what the settings tell of it as an input or an output goes along."""

    old: str
    new: str

    def apply(self, project: Project) -> Edit:
        """Make the change and return the edit that takes it back."""
        name = self.new.strip()
        if not name:
            raise EditError(
                tr("The layer {old!r} must keep a name: type at least one character.", old=self.old)
            )
        if "/" in name:
            raise EditError(tr("{name!r} cannot be a layer's name: Keras allows no '/' in it.", name=name))
        if name != self.old and name in project.architecture.layers:
            raise EditError(tr("There is already a layer called {name!r}: choose another name.", name=name))
        ends = end_names(project)
        draft = Draft(project)
        if name != self.old:
            draft.rename(self.old, name)
        edits: list[Edit] = [draft.commit()]
        formulas = project.formulas.get("layers", {})
        if name != self.old and any(note.get("about") == self.old for note in project.notes):
            notes = _about(project.notes, lambda about: name if about == self.old else about)
            edits.append(SetSettings(NOTES, notes).apply(project))
        if name != self.old and self.old in project.bypassed:
            kept = {name if key == self.old else key: value for key, value in project.bypassed.items()}
            edits.append(SetSettings(BYPASSED, kept).apply(project))
        if name != self.old and self.old in project.groups:
            kept = {name if key == self.old else key: value for key, value in project.groups.items()}
            edits.append(SetSettings(GROUPS, kept).apply(project))
        if name != self.old and self.old in formulas:
            kept = {name if key == self.old else key: value for key, value in formulas.items()}
            edits.append(SetSettings(FORMULAS, {**project.formulas, "layers": kept}).apply(project))
        edits.extend(SetSettings(*told) for told in follow_names(project, ends).items())
        return edits[0] if len(edits) == 1 else Group(tuple(reversed(edits)))


@dataclass(frozen=True)
class Paste:
    """Add a piece of a drawing, with fresh names where its own are taken; connections to outside are dropped.

    Args:
        piece: The layers and nodes.
        positions: Top-left corner of each node of the piece, by its id there.
        notes: Notes that come along, as `{"text", "x", "y", "about"}`; arrows to outside are dropped too.
        groups: The drawings of its groups, by layer name in the piece.
    """

    piece: Architecture
    positions: Mapping[str, Point]
    notes: tuple[Mapping[str, Any], ...] = ()
    groups: Mapping[str, Any] = field(default_factory=dict)

    def apply(self, project: Project) -> Edit:
        """Make the change and return the edit that takes it back."""
        draft = Draft(project)
        fresh = FreshNames(draft.layer_names())
        names: dict[str, str] = {}
        for name, spec in self.piece.layers.items():
            names[name] = new = fresh.copy_of(name)
            config = {**spec.config, "name": new} if "name" in spec.config else dict(spec.config)
            draft.put_layer(replace(spec, name=new, config=config))
        ids = self.new_ids(project)
        for node in self.piece.nodes.values():
            inputs = [Ref(ids[ref.node], ref.port) for ref in node.inputs if ref.node in ids]
            new_node = replace(node, id=ids[node.id], layer=names[node.layer], inputs=inputs)
            draft.add_node(new_node, self.positions[node.id])
        edits: list[Edit] = [draft.commit()] if ids else []
        if self.notes:
            come = _about(self.notes, lambda about: names.get(about, ""))
            notes = [*project.notes, *come][:MOST_NOTES]
            edits.append(SetSettings(NOTES, notes).apply(project))
        if self.groups:
            groups = {names[name]: drawing for name, drawing in self.groups.items()}
            edits.append(SetSettings(GROUPS, {**project.groups, **groups}).apply(project))
        return edits[0] if len(edits) == 1 else Group(tuple(reversed(edits)))

    def new_ids(self, project: Project) -> dict[str, str]:
        """Return the ids that the piece's nodes will get in a project, by their ids in the piece."""
        fresh = FreshNames(project.architecture.nodes)
        return {node: fresh.copy_of(node) for node in self.piece.nodes}


@dataclass(frozen=True)
class SetOutputs:
    """Choose the model's outputs and their order."""

    outputs: tuple[Ref, ...]

    def apply(self, project: Project) -> Edit:
        """Make the change and return the edit that takes it back."""
        draft = Draft(project)
        for ref in self.outputs:
            draft.node(ref.node)
        return project.patch(Patch(outputs=self.outputs))


@dataclass(frozen=True)
class SetSettings:
    """Put new settings into "data", "training", "callbacks" or "bypassed".

    Args:
        section: Which of them.
        value: The whole new section.
        field: What in it changes, so that typing in one field becomes one undo step; "" never merges.
    """

    section: str
    value: Any
    field: str = ""

    def apply(self, project: Project) -> Edit:
        """Make the change and return the edit that takes it back."""
        return SetSettings(self.section, project.set_section(self.section, self.value), self.field)


@dataclass(frozen=True)
class ReplaceAll:
    """Put another content (a template, an opened model) in place of the whole document."""

    content: Content

    def apply(self, project: Project) -> Edit:
        """Make the change and return the edit that takes it back."""
        old = project.content()
        project.replace(self.content)
        return ReplaceAll(old)


@dataclass(frozen=True)
class Group:
    """Several edits as one; if one of them fails, those before it are taken back."""

    edits: Sequence[Edit]

    def apply(self, project: Project) -> Edit:
        """Make the change and return the edit that takes it back."""
        inverses: list[Edit] = []
        with project.batch():
            for edit in self.edits:
                try:
                    inverses.append(edit.apply(project))
                except Exception:
                    for inverse in reversed(inverses):
                        inverse.apply(project)
                    raise
        return Group(tuple(reversed(inverses)))


def _about(notes: Iterable[Mapping[str, Any]], name_of: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return notes whose arrows lead to layers of other names, or to none where the new name is empty."""
    kept = []
    for note in notes:
        plain = {key: value for key, value in note.items() if key != "about"}
        about = name_of(str(note.get("about", "")))
        kept.append({**plain, "about": about} if about else plain)
    return kept


def merge_key(edit: Edit) -> tuple[Any, ...] | None:
    """Return what must be equal for two consecutive edits to become one undo step; `None` never merges."""
    match edit:
        case MoveNodes(positions):
            return ("move", *sorted(positions))
        case SetConfig(layer, values, removed) if len(values) + len(removed) == 1:
            return ("config", layer, *values, *removed)
        case Group(edits) if edits and all(isinstance(inner, SetConfig) for inner in edits):
            keys = [merge_key(inner) for inner in edits]  # one field of several layers
            return None if None in keys else ("group", *keys)
        case SetSettings(section, _, field) if field:
            return ("settings", section, field)
    return None
