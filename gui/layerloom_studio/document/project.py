"""Project: the open document, the one truth that the canvas and all panels show."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from layerloom.graph import Analysis, Architecture, LayerSpec, Node, Ref, analyse
from layerloom_studio.document.content import (
    BYPASSED,
    DIRECTION,
    FORMULAS,
    GROUPS,
    NOTES,
    SECTIONS,
    Content,
    Edge,
)
from layerloom_studio.document.event import Event
from layerloom_studio.document.layout import Point
from layerloom_studio.document.levels import Opened, folded, inside


class Edit(Protocol):
    """A change to a project as plain data."""

    def apply(self, project: Project) -> Edit:
        """Make the change and return the edit that takes it back."""
        ...


@dataclass(frozen=True)
class Patch:
    """Exact new values for parts of a drawing; `None` removes. All edits of the drawing come down to it.

    Args:
        layers: Layer specs by name.
        nodes: Nodes by id.
        positions: Node positions by id.
        outputs: The model's outputs, if they change.
        layer_order: All layer names in their order afterwards, where appending is not enough.
        node_order: All node ids in their order afterwards, likewise.
    """

    layers: Mapping[str, LayerSpec | None] = field(default_factory=dict)
    nodes: Mapping[str, Node | None] = field(default_factory=dict)
    positions: Mapping[str, Point | None] = field(default_factory=dict)
    outputs: tuple[Ref, ...] | None = None
    layer_order: tuple[str, ...] | None = None
    node_order: tuple[str, ...] | None = None

    def apply(self, project: Project) -> Edit:
        """Put the values in and return the patch that puts the old ones back."""
        return project.patch(self)


class Project:
    """The open document with its events.

    Only edits change it: `project.apply(edit)` or, so that it can be undone, `DocumentStack.push(edit, text)`.
    Read `architecture`, `positions`, `data`, `training` and `callbacks` freely, but never write into them.

    Events (see `Event.connect`): `node_added(id)`, `node_removed(id)`, `node_changed(id)` (config or name),
    `edge_added(edge)`, `edge_removed(edge)`, `nodes_moved(ids)`, `config_changed(layer)`, `renamed(old, new)`,
    `outputs_changed()`, `settings_changed(section)`, `reset()` (anything may have changed),
    `analysis_changed()` once per batch of edits, `modified_changed(flag)`, `path_changed(path)`.
    """

    def __init__(self, content: Content | None = None, path: Path | None = None) -> None:
        self._content = Content()
        self._opened: list[Opened] = []
        self._out_edges: dict[str, dict[Edge, None]] = {}
        self._analysis: Analysis | None = None
        self._known: Analysis | None = None  # of the drawing some edits ago
        self._whole: tuple[Analysis, Analysis] | None = None  # of the open group, and of all around it
        self._depth = 0
        self._stale = False
        self._path: Path | None = None
        self._modified = False
        self.node_added: Event[[str]] = Event()
        self.node_removed: Event[[str]] = Event()
        self.node_changed: Event[[str]] = Event()
        self.edge_added: Event[[Edge]] = Event()
        self.edge_removed: Event[[Edge]] = Event()
        self.nodes_moved: Event[[tuple[str, ...]]] = Event()
        self.config_changed: Event[[str]] = Event()
        self.renamed: Event[[str, str]] = Event()
        self.outputs_changed: Event[[]] = Event()
        self.settings_changed: Event[[str]] = Event()
        self.reset: Event[[]] = Event()
        self.analysis_changed: Event[[]] = Event()
        self.modified_changed: Event[[bool]] = Event()
        self.path_changed: Event[[Path | None]] = Event()
        self.load(content or Content(), path)

    @property
    def architecture(self) -> Architecture:
        """The drawing as plain data."""
        return self._content.architecture

    @property
    def positions(self) -> Mapping[str, Point]:
        """Top-left corner of every node, as in a drawing that runs down; see `document.direction`."""
        return self._content.positions

    @property
    def direction(self) -> str:
        """Which way the drawing is seen to run: "down" or "right"."""
        return self._content.direction

    @property
    def data(self) -> dict[str, Any]:
        """The data settings."""
        return self._content.data

    @property
    def training(self) -> dict[str, Any]:
        """Loss, optimizer, metrics, epochs..."""
        return self._content.training

    @property
    def callbacks(self) -> list[dict[str, Any]]:
        """The callbacks as `{"class_name", "config"}`."""
        return self._content.callbacks

    @property
    def bypassed(self) -> Mapping[str, Any]:
        """What the bypassed layers were, as Keras JSON by layer name."""
        return self._content.bypassed

    @property
    def notes(self) -> list[dict[str, Any]]:
        """The texts on the drawing as `{"text", "x", "y"}`."""
        return self._content.notes

    @property
    def formulas(self) -> Mapping[str, Any]:
        """The project's variables and the formulas of its layers."""
        return self._content.formulas

    @property
    def groups(self) -> Mapping[str, Any]:
        """Where the inner nodes of the groups stand, by layer name."""
        return self._content.groups

    @property
    def opened(self) -> tuple[str, ...]:
        """The open groups from the outermost to the one that is shown; empty when the whole model is shown."""
        return tuple(item.name for item in self._opened)

    @property
    def path(self) -> Path | None:
        """The file it was read from or last written to."""
        return self._path

    @property
    def modified(self) -> bool:
        """Whether it differs from that file."""
        return self._modified

    @property
    def analysis(self) -> Analysis:
        """Shapes, parameter counts and problems of the drawing as it is now."""
        if self._analysis is None:
            self._analysis = self._known = analyse(self.architecture, self._known)
        return self._analysis

    def whole_analysis(self) -> Analysis:
        """Return what is known of the whole model: the analysis, or while a group is open that of all around it."""
        if not self._opened:
            return self.analysis
        if self._whole is None or self._whole[0] is not self.analysis:
            self._whole = (self.analysis, analyse(self._folded().architecture))
        return self._whole[1]

    def spec(self, node: str) -> LayerSpec:
        """Return the layer that a node calls."""
        return self.architecture.spec(node)

    def in_edges(self, node: str) -> list[Edge]:
        """Return the connections that enter a node, in the order of its inputs."""
        inputs = self.architecture.nodes[node].inputs
        return [Edge(ref.node, ref.port, node, index) for index, ref in enumerate(inputs)]

    def out_edges(self, node: str) -> list[Edge]:
        """Return the connections that leave a node, oldest first."""
        return list(self._out_edges.get(node, ()))

    def edges(self) -> Iterator[Edge]:
        """Yield every connection."""
        for ref, target, index in self.architecture.edges():
            yield Edge(ref.node, ref.port, target, index)

    def content(self) -> Content:
        """Return an independent copy of all that the document holds, also around a group that is open."""
        return self._folded().copy()

    def snapshot(self) -> Content:
        """Return what `content` does, to be read only: it shares what no edit changes in place, so it costs little."""
        return _sharing(self._folded())

    def _folded(self) -> Content:
        content = self._content
        for opened in reversed(self._opened):
            content = folded(opened, content)
        return content

    def whole(self) -> Project:
        """Return the document as a whole: itself, or while a group is open a copy with all that is around it."""
        return Project(self.content(), self._path) if self._opened else self

    def open_groups(self, names: Sequence[str]) -> None:
        """Show the inside of a group, or what is around it; the document stays the same.

        Args:
            names: The groups to be open, from the outermost on; it ends before one that is not there.

        Raises:
            LayerloomError: If a group describes no model.
        """
        common = 0
        while common < min(len(names), len(self._opened)) and self._opened[common].name == names[common]:
            common += 1
        content = self._content
        for opened in reversed(self._opened[common:]):
            content = folded(opened, content)
        ways = self._opened[:common]
        for name in names[common:]:
            spec = content.architecture.layers.get(name)
            if spec is None or not spec.is_model:
                break
            content, opened = inside(content, name)
            ways = [*ways, opened]
        if content is not self._content:
            self._opened = ways
            self._show(content)

    def sketch(self) -> Project:
        """Return a project with the same drawing to try edits on.

        It shares the layers and calls, which no edit changes in place, so it costs little.
        """
        sketch = Project()
        sketch._content = _sharing(self._content)
        sketch._out_edges = {node: dict(edges) for node, edges in self._out_edges.items()}
        sketch._analysis, sketch._known = self._analysis, self._known
        sketch._opened = self._opened
        return sketch

    def load(self, content: Content, path: Path | None = None) -> None:
        """Make this the document, unmodified, as when a file is opened; edits made before no longer apply."""
        self.replace(content)
        self.set_path(path)
        self.set_modified(False)

    def replace(self, content: Content) -> None:
        """Put another content in place of all that is there and emit `reset`."""
        self._opened = []
        content = content.copy()
        content.place_missing()
        self._show(content)

    def _show(self, content: Content) -> None:
        """Make this the drawing that is shown."""
        self._content = content
        self._out_edges = {}
        for edge in self.edges():
            self._out_edges.setdefault(edge.source, {})[edge] = None
        with self.batch():
            self._stale = True
            self._analysis = None
            self.reset.emit()

    def look_again(self) -> None:
        """Analyse the drawing anew, since layer classes have come or gone."""
        with self.batch():
            self._stale = True
            self._analysis = self._known = None

    def set_path(self, path: Path | None) -> None:
        """Note which file the document belongs to."""
        self._path = path
        self.path_changed.emit(path)

    def set_modified(self, modified: bool) -> None:
        """Note whether the document differs from its file; the undo stack calls this."""
        if modified != self._modified:
            self._modified = modified
            self.modified_changed.emit(modified)

    def apply(self, edit: Edit) -> Edit:
        """Make a change and return the edit that takes it back."""
        with self.batch():
            return edit.apply(self)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Let several changes count as one: the analysis is announced once, at the end of the outermost batch."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth and self._stale:
                self._stale = False
                self.analysis_changed.emit()

    def set_section(self, section: str, value: Any) -> Any:
        """Put a new value into a section, such as "data" or "notes", and return the old one; edits call this."""
        if section not in (*SECTIONS, BYPASSED, NOTES, FORMULAS, GROUPS, DIRECTION):
            raise KeyError(section)
        old = getattr(self._content, section)
        setattr(self._content, section, copy.deepcopy(value))
        self.settings_changed.emit(section)
        return old

    def patch(self, patch: Patch) -> Patch:
        """Put new values into the drawing and return the patch with the old ones; edits call this."""
        with self.batch():
            inverse = self._inverse(patch)
            before = self.architecture.nodes
            old_nodes = {node: before.get(node) for node in patch.nodes}
            gone, come = self._edge_changes(patch)
            for edge in gone:
                del self._out_edges[edge.source][edge]
                self.edge_removed.emit(edge)
            self._store(patch)
            if patch.layers or patch.nodes or patch.outputs is not None:  # before anybody is told
                self._stale = True
                self._analysis = None
            for edge in come:
                self._out_edges.setdefault(edge.source, {})[edge] = None
            self._announce(patch, old_nodes, inverse)
            for edge in come:
                self.edge_added.emit(edge)
            return inverse

    def _inverse(self, patch: Patch) -> Patch:
        architecture, positions = self.architecture, self._content.positions
        reorders_layers = patch.layer_order is not None or None in patch.layers.values()
        reorders_nodes = patch.node_order is not None or None in patch.nodes.values()
        return Patch(
            layers={name: architecture.layers.get(name) for name in patch.layers},
            nodes={node: architecture.nodes.get(node) for node in patch.nodes},
            positions={node: positions.get(node) for node in patch.positions},
            outputs=None if patch.outputs is None else tuple(architecture.outputs),
            layer_order=tuple(architecture.layers) if reorders_layers else None,
            node_order=tuple(architecture.nodes) if reorders_nodes else None,
        )

    def _edge_changes(self, patch: Patch) -> tuple[list[Edge], list[Edge]]:
        gone: list[Edge] = []
        come: list[Edge] = []
        for node, new in patch.nodes.items():
            before = self.in_edges(node) if node in self.architecture.nodes else []
            after = [] if new is None else [Edge(r.node, r.port, node, i) for i, r in enumerate(new.inputs)]
            kept = set(before) & set(after)
            gone.extend(edge for edge in before if edge not in kept)
            come.extend(edge for edge in after if edge not in kept)
        return gone, come

    def _store(self, patch: Patch) -> None:
        architecture = self.architecture
        _put(architecture.layers, patch.layers)
        _put(architecture.nodes, patch.nodes)
        _put(self._content.positions, patch.positions)
        if patch.layer_order is not None:
            architecture.layers = {name: architecture.layers[name] for name in patch.layer_order}
        if patch.node_order is not None:
            architecture.nodes = {node: architecture.nodes[node] for node in patch.node_order}
        if patch.outputs is not None:
            architecture.outputs = list(patch.outputs)

    def _announce(self, patch: Patch, old_nodes: Mapping[str, Node | None], inverse: Patch) -> None:
        for node, new in patch.nodes.items():
            if new is None and old_nodes[node] is not None:
                self.node_removed.emit(node)
            elif new is not None and old_nodes[node] is None:
                self.node_added.emit(node)
        renamed = {
            (old.layer, new.layer): None
            for node, new in patch.nodes.items()
            if new is not None and (old := old_nodes[node]) is not None and old.layer != new.layer
        }
        for old_name, new_name in renamed:
            self.renamed.emit(old_name, new_name)
        changed = {
            name
            for name, spec in patch.layers.items()
            if spec is not None and inverse.layers[name] is not None
        }
        for name in changed:
            self.config_changed.emit(name)
        changed.update(new_name for _, new_name in renamed)
        if changed:
            for call in self.architecture.nodes.values():
                if call.layer in changed:
                    self.node_changed.emit(call.id)
        moved = tuple(
            node
            for node in patch.positions
            if node in self.architecture.nodes and inverse.positions[node] is not None
        )
        if moved:
            self.nodes_moved.emit(moved)
        if patch.outputs is not None:
            self.outputs_changed.emit()


def _sharing(content: Content) -> Content:
    """Return a content that can change by edits without the other one, although they share layers and calls."""
    drawn = content.architecture
    architecture = replace(
        drawn, layers=dict(drawn.layers), nodes=dict(drawn.nodes), outputs=list(drawn.outputs)
    )
    return replace(content, architecture=architecture, positions=dict(content.positions))


def _put(table: dict[str, Any], changes: Mapping[str, Any]) -> None:
    for key, value in changes.items():
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value
