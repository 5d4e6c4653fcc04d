"""The drawing for screen readers: a list whose items are the nodes, each with all that it shows as one line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QAccessibleObject
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from layerloom_studio.canvas import labels
from layerloom_studio.canvas.accessible_parts import PartAccess, edge_facts, note_facts, port_facts
from layerloom_studio.document.content import Edge
from layerloom_studio.language import tr

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

# Where an override returns Any, there may be nothing to return, which Qt's stubs leave out.

_drawings: dict[int, DrawingAccess | None] = {}  # by the number of the canvas; None until a reader asks


def enable(view: CanvasView) -> None:
    """Make a canvas readable, and tell readers when the current node changes."""
    if not _factory_installed:
        _factory_installed.append(True)
        QAccessible.installFactory(_make)
    key = id(view)
    _drawings[key] = None
    view.destroyed.connect(lambda: _drawings.pop(key, None))
    view.selection_changed.connect(lambda _nodes: _announce_current(view))


def summary(view: CanvasView) -> str:
    """Return the whole drawing in one sentence."""
    project = view.project
    layers, edges = len(project.architecture.nodes), len(view.scene().edge_items())
    parts = [
        tr("{layers} layer{plural}", layers=layers, plural="s" * (layers != 1)),
        tr("{edges} connection{plural}", edges=edges, plural="s" * (edges != 1)),
    ]
    if project.analysis.parameters is not None and layers:
        parts.append(tr("{parameters} parameters", parameters=project.analysis.parameters))
    problems = len(project.analysis.problems)
    if problems:
        parts.append(tr("{problems} problem{plural}", problems=problems, plural="s" * (problems != 1)))
    return ", ".join(parts)


def node_line(view: CanvasView, node: str) -> str:
    """Return a node in one line: name, class, settings, sources, shape, parameters, problems."""
    project = view.project
    sources = [project.spec(edge.source).name for edge in project.in_edges(node)]
    info = project.analysis.nodes.get(node)
    return labels.spoken(project.spec(node), info, sources, view.scene().problems_of(node))


class DrawingAccess(QAccessibleObject):
    """The canvas as a list of nodes."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._nodes: dict[str, NodeAccess] = {}  # never dropped: a reader may still hold one
        self._parts: dict[Edge | int, PartAccess] = {}

    def node(self, node: str) -> NodeAccess:
        """Return the interface of a node."""
        if node not in self._nodes:
            self._nodes[node] = NodeAccess(self, self._view, node)
        return self._nodes[node]

    def childCount(self) -> int:
        return len(self._keys())

    def child(self, index: int) -> Any:
        keys = self._keys()
        return self._part(keys[index]) if 0 <= index < len(keys) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((number for number, key in enumerate(self._keys()) if self._part(key) is child), -1)

    def _keys(self) -> list[str | Edge | int]:
        """Nodes, connections and notes, in this order."""
        view = self._view
        return [*view.project.architecture.nodes, *view.project.edges(), *range(len(view.notes.items))]

    def _part(self, key: str | Edge | int) -> QAccessibleInterface:
        if isinstance(key, str):
            return self.node(key)
        if key not in self._parts:
            view = self._view
            ask = partial(note_facts, view, key) if isinstance(key, int) else partial(edge_facts, view, key)
            self._parts[key] = PartAccess(self, view, ask)
        return self._parts[key]

    def childAt(self, x: int, y: int) -> Any:
        view = self._view
        point = view.mapToScene(view.viewport().mapFromGlobal(QPoint(x, y)))
        node = view.scene().hit(point, ports=False).node
        return self.node(node) if node is not None else None

    def focusChild(self) -> Any:
        current = self._view.scene().current
        return self.node(current) if current is not None and self._view.hasFocus() else None

    def parent(self) -> Any:
        above = self._view.parent() or QApplication.instance()
        return QAccessible.queryAccessibleInterface(above) if above is not None else None

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = True
        state.focused = self._view.hasFocus()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return self._view.accessibleName()
        if kind in (QAccessible.Text.Description, QAccessible.Text.Value):
            return summary(self._view)
        return ""

    def rect(self) -> QRect:
        view = self._view
        return QRect(view.mapToGlobal(QPoint(0, 0)), view.size())


class NodeAccess(QAccessibleInterface):
    """One node as an item of the list."""

    def __init__(self, drawing: DrawingAccess, view: CanvasView, node: str) -> None:
        super().__init__()
        self._drawing = drawing
        self._view = view
        self.id = node
        self._kept: dict[tuple[str, int], PartAccess] = {}

    def isValid(self) -> bool:
        return isValid(self._view) and self.id in self._view.scene().node_items()

    def object(self) -> Any:
        return None

    def window(self) -> Any:
        return self._view.window().windowHandle() if isValid(self._view) else None

    def parent(self) -> Any:
        return self._drawing

    def child(self, index: int) -> Any:
        keys = self._ports()
        if not 0 <= index < len(keys):
            return None
        if keys[index] not in self._kept:
            ask = partial(port_facts, self._view, self.id, *keys[index])
            self._kept[keys[index]] = PartAccess(self, self._view, ask)
        return self._kept[keys[index]]

    def childAt(self, x: int, y: int) -> Any:
        return None

    def childCount(self) -> int:
        return len(self._ports())

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((number for number, key in enumerate(self._ports()) if self._kept.get(key) is child), -1)

    def _ports(self) -> list[tuple[str, int]]:
        if not self.isValid():
            return []
        face = self._view.scene().node_item(self.id).face
        sides = (("in", face.inputs), ("out", face.outputs))
        return [(side, number) for side, count in sides for number in range(count)]

    def focusChild(self) -> Any:
        return None

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = True
            return state
        scene = self._view.scene()
        state.focusable = state.selectable = True
        state.selected = self.id in scene.selected
        state.focused = scene.current == self.id and self._view.hasFocus()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if not self.isValid():
            return ""
        if kind == QAccessible.Text.Name:
            return node_line(self._view, self.id)
        if kind in (QAccessible.Text.Value, QAccessible.Text.Description):
            return self._view.scene().node_item(self.id).face.shape
        return ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        pass  # a layer is renamed in its properties

    def rect(self) -> QRect:
        if not self.isValid():
            return QRect()
        view = self._view
        rect = view.mapFromScene(view.scene().node_item(self.id).rect()).boundingRect()
        return QRect(view.viewport().mapToGlobal(rect.topLeft()), rect.size())


_factory_installed: list[bool] = []


def _make(key: str, target: QObject) -> QAccessibleInterface | None:
    number = id(target)
    if number not in _drawings:
        return None  # no canvas
    if _drawings[number] is None:
        _drawings[number] = DrawingAccess(cast("CanvasView", target))
    return _drawings[number]


def _announce_current(view: CanvasView) -> None:
    if not QAccessible.isActive() or not view.hasFocus():
        return
    drawing = QAccessible.queryAccessibleInterface(view)
    current = view.scene().current
    if isinstance(drawing, DrawingAccess) and current is not None:
        QAccessible.updateAccessibility(QAccessibleEvent(drawing.node(current), QAccessible.Event.Focus))
