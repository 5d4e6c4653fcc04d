"""For screen readers: ports, connections and notes, the parts of a drawing beside its nodes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QAccessible, QAccessibleInterface
from shiboken6 import isValid

from layerloom.graph import Ref
from layerloom_studio.canvas import labels
from layerloom_studio.document.content import Edge
from layerloom_studio.language import tr

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

_PORT = 12.0  # pixels of the drawing that a port takes


@dataclass(frozen=True)
class Facts:
    """What is told of a part.

    Args:
        role: What kind of thing it is.
        name: What it is.
        value: What it holds.
        rect: Its place in the drawing.
        selected: Whether it is selected.
    """

    role: QAccessible.Role
    name: str
    value: str
    rect: QRectF
    selected: bool = False


class PartAccess(QAccessibleInterface):
    """A part without parts of its own.

    Args:
        above: What it belongs to.
        view: The canvas.
        ask: Gives what is told of it now, nothing when it is gone.
    """

    def __init__(
        self, above: QAccessibleInterface, view: CanvasView, ask: Callable[[], Facts | None]
    ) -> None:
        super().__init__()
        self._above = above
        self._view = view
        self._ask = ask

    def facts(self) -> Facts | None:
        """What is told of it now."""
        return self._ask() if isValid(self._view) else None

    def isValid(self) -> bool:
        return self.facts() is not None

    def object(self) -> Any:
        return None

    def window(self) -> Any:
        return self._view.window().windowHandle() if isValid(self._view) else None

    def parent(self) -> Any:
        return self._above

    def child(self, index: int) -> Any:
        return None

    def childAt(self, x: int, y: int) -> Any:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def focusChild(self) -> Any:
        return None

    def role(self) -> QAccessible.Role:
        facts = self.facts()
        return facts.role if facts is not None else QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        facts = self.facts()
        state.invalid = facts is None
        state.selected = facts is not None and facts.selected
        return state

    def text(self, kind: QAccessible.Text) -> str:
        facts = self.facts()
        if facts is None:
            return ""
        if kind == QAccessible.Text.Name:
            return facts.name
        if kind in (QAccessible.Text.Value, QAccessible.Text.Description):
            return facts.value
        return ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        pass  # notes are rewritten by a dialog, connections by moving them

    def rect(self) -> QRect:
        facts = self.facts()
        if facts is None:
            return QRect()
        seen = self._view.mapFromScene(facts.rect).boundingRect()
        return QRect(self._view.viewport().mapToGlobal(seen.topLeft()), seen.size())


def note_facts(view: CanvasView, number: int) -> Facts | None:
    """What is told of a note."""
    items = view.notes.items
    if number >= len(items):
        return None
    item = items[number]
    chosen = view.notes.selected == number
    name, about = tr("Note {number}", number=number + 1), item.note.about
    if about:
        name = tr("{note}, about {layer}", note=name, layer=about)
    return Facts(QAccessible.Role.Note, name, item.note.text, item.rect(), chosen)


def edge_facts(view: CanvasView, edge: Edge) -> Facts | None:
    """What is told of a connection: from where to where, and the shape that goes along."""
    scene, project = view.scene(), view.project
    if edge not in scene.edge_items():
        return None
    names = project.spec(edge.source).name, project.spec(edge.target).name
    name = tr("Connection from {source} to {target}", source=names[0], target=names[1])
    place = scene.edge_item(edge).sceneBoundingRect()
    return Facts(
        QAccessible.Role.Link,
        name,
        _shape_of(view, Ref(edge.source, edge.port)),
        place,
        edge in scene.selected_edges,
    )


def port_facts(view: CanvasView, node: str, side: str, number: int) -> Facts | None:
    """What is told of a port: whose it is, and what comes in or goes out there."""
    scene, project = view.scene(), view.project
    if node not in scene.node_items():
        return None
    item, name = scene.node_item(node), project.spec(node).name
    ins, outs = item.face.inputs, item.face.outputs
    if number >= (ins if side == "in" else outs):
        return None
    anchor = scene.port_point(node, (side, number))
    place = QRectF(anchor.x() - _PORT / 2, anchor.y() - _PORT / 2, _PORT, _PORT)
    if side == "in":
        coming = [edge for edge in project.in_edges(node) if edge.index == number]
        told = tr("Input {number} of {name}", number=number + 1, name=name)
        value = tr("no input")
        if coming:
            source = Ref(coming[0].source, coming[0].port)
            sources = f"{project.spec(source.node).name}, {_shape_of(view, source)}"
            value = tr("from {sources}", sources=sources)
        return Facts(QAccessible.Role.Cell, told, value, place)
    going = [project.spec(edge.target).name for edge in project.out_edges(node) if edge.port == number]
    told = tr("Output {number} of {name}", number=number + 1, name=name)
    parts = [_shape_of(view, Ref(node, number)), tr("to {names}", names=", ".join(going)) if going else ""]
    return Facts(QAccessible.Role.Cell, told, ", ".join(filter(None, parts)), place)


def port_text(view: CanvasView, node: str, side: str, number: int) -> str:
    """Return what a port says when one points at it: what goes through it, and what can be done with it."""
    facts = port_facts(view, node, side, number)
    if facts is None:
        return ""
    info = view.project.analysis.nodes.get(node)
    shapes = (info.output_shapes if side == "out" else info.input_shapes) if info is not None else None
    shape = shapes[number] if shapes and number < len(shapes) else None
    axes = labels.axes_of(view.project.spec(node), shape) if shape is not None else ""
    how = (
        tr("Drag it to a layer, or onto the paper for the layers that fit.")
        if side == "out"
        else tr("Drag it to the layer that shall feed it, or onto the paper for a new one.")
    )
    return "\n".join(filter(None, (f"{facts.name}: {facts.value}", axes, how)))


def _shape_of(view: CanvasView, ref: Ref) -> str:
    info = view.project.analysis.nodes.get(ref.node)
    shapes = info.output_shapes if info is not None else None
    if not shapes or ref.port >= len(shapes):
        return tr("shape not known yet")
    return labels.shape_text([shapes[ref.port]])
