"""Gestures: what a press of the mouse begins, one object each, so the view needs no flags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent

from layerloom.graph import Ref
from layerloom_studio.canvas import labels
from layerloom_studio.canvas.geometry import PORT_REACH
from layerloom_studio.canvas.scene import Hit
from layerloom_studio.document.content import Edge
from layerloom_studio.document.edits import Disconnect, EditError, Group, MoveNodes
from layerloom_studio.document.layout import snap
from layerloom_studio.document.wiring import connection, refusal

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

Shift = Qt.KeyboardModifier.ShiftModifier
Control = Qt.KeyboardModifier.ControlModifier


class Gesture:
    """Something between a press and a release of the mouse."""

    cursor: Qt.CursorShape | None = None
    repaints_much = False  # whether to draw without antialiasing meanwhile

    def __init__(self, view: CanvasView) -> None:
        self.view = view
        self.scene = view.scene()

    def move(self, point: QPointF, event: QMouseEvent) -> None:
        """Follow the pointer, `point` being where it is in the scene."""

    def finish(self, point: QPointF, event: QMouseEvent) -> None:
        """Take effect."""

    def cancel(self) -> None:
        """Leave everything as it was."""


class Pan(Gesture):
    """Drag the paper."""

    cursor = Qt.CursorShape.ClosedHandCursor
    repaints_much = True

    def __init__(self, view: CanvasView, start: QPoint) -> None:
        super().__init__(view)
        self._last = start

    def move(self, point: QPointF, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        self.view.scroll_by(self._last - here)
        self._last = here


class SelectBox(Gesture):
    """Drag a box over the nodes to select; a click on empty paper selects nothing."""

    def __init__(self, view: CanvasView, start: QPointF, add: bool) -> None:
        super().__init__(view)
        self._start = start
        self._kept = self.scene.selected if add else []
        self._edges_before = self.scene.selected_edges
        self._before = self.scene.selected
        if not add:
            self.scene.select()

    def move(self, point: QPointF, event: QMouseEvent) -> None:
        box = QRectF(self._start, point).normalized()
        self.scene.box.stretch(box)
        inside = [node for node, item in self.scene.node_items().items() if box.intersects(item.rect())]
        self.scene.select(dict.fromkeys([*self._kept, *inside]))

    def finish(self, point: QPointF, event: QMouseEvent) -> None:
        self.scene.box.hide()

    def cancel(self) -> None:
        self.scene.box.hide()
        self.scene.select(self._before, self._edges_before)


class MoveSelection(Gesture):
    """Drag the selected nodes; the document hears of it once, at the end."""

    cursor = Qt.CursorShape.SizeAllCursor
    repaints_much = True

    def __init__(self, view: CanvasView, start: QPointF, node: str, modifiers: Qt.KeyboardModifier) -> None:
        super().__init__(view)
        self._start = start
        self._node = node
        self._moved = False
        self._was_selected = node in self.scene.selected
        self._modifiers = modifiers
        if not self._was_selected:
            kept = self.scene.selected if modifiers & (Shift | Control) else []
            self.scene.select([*kept, node])
        positions = view.project.positions
        self._origin = {selected: positions[selected] for selected in self.scene.selected}

    def move(self, point: QPointF, event: QMouseEvent) -> None:
        self.scene.show_moved(self._places(point))
        self._moved = True

    def finish(self, point: QPointF, event: QMouseEvent) -> None:
        if not self._moved:
            self._click()
            return
        places = self._places(point)
        if places == self._origin:
            self.scene.settle(self._origin)
            return
        name = self.view.project.spec(self._node).name
        what = name if len(places) == 1 else f"{len(places)} layers"
        self.view.stack.push(MoveNodes(places), f"Move {what}", merge=False)

    def cancel(self) -> None:
        self.scene.settle(self._origin)

    def _click(self) -> None:
        if not self._was_selected:
            return
        if self._modifiers & (Shift | Control):
            self.scene.select(node for node in self.scene.selected if node != self._node)
        else:
            self.scene.select([self._node])

    def _places(self, point: QPointF) -> dict[str, tuple[float, float]]:
        """Snap the node in hand; the others keep their distance to it."""
        x, y = self._origin[self._node]
        snapped = snap((x + point.x() - self._start.x(), y + point.y() - self._start.y()))
        dx, dy = snapped[0] - x, snapped[1] - y
        return {node: (left + dx, top + dy) for node, (left, top) in self._origin.items()}


class ConnectPorts(Gesture):
    """Drag an edge from a port to another; a connected input lets go of its edge and hands it over."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: CanvasView, hit: Hit) -> None:
        super().__init__(view)
        assert hit.node is not None
        assert hit.port is not None
        self._taken: Edge | None = None
        self._forward = hit.port[0] == "out"
        self._node, self._port = hit.node, hit.port
        if not self._forward:
            edges = view.project.in_edges(hit.node)
            if hit.port[1] < len(edges):
                self._taken = edges[hit.port[1]]
                self._forward = True
                self._node, self._port = self._taken.source, ("out", self._taken.port)
                self.scene.edge_item(self._taken).hide()
        self._over: str | None = None
        self._moved = False

    def move(self, point: QPointF, event: QMouseEvent) -> None:
        self._moved = True
        other = self._other_end(point)
        reason = None if other is None else self._refusal(other)
        state = "" if other is None else "refuse" if reason else "accept"
        self._tint(other.node if other else None, state)
        anchor = self.scene.port_point(self._node, self._port)
        there = point
        if other is not None and other.node is not None and other.port is not None and not reason:
            there = self.scene.port_point(other.node, other.port)
        self.scene.held_edge.stretch(*((anchor, there) if self._forward else (there, anchor)), state)
        self.view.show_hint(reason or self._promise(other), event.position().toPoint())

    def finish(self, point: QPointF, event: QMouseEvent) -> None:
        other = self._other_end(point)
        self._clean_up()
        if other is None or other.node is None:
            if self._taken is not None and self._moved:
                self.view.stack.push(
                    Disconnect((self._taken,)), self._words("Disconnect", self._taken.target)
                )
            elif self._moved:
                self.view.status.emit("Not connected: drop the edge on another layer or its port.")
            return
        if self._taken is not None and other.node == self._taken.target:
            return
        source, target = self._ends(other)
        try:
            self._connect(source, target)
        except EditError as error:
            self.view.status.emit(str(error))

    def cancel(self) -> None:
        self._clean_up()

    def _connect(self, source: Ref, target: str) -> None:
        found = connection(self.view.project, source, target)
        edit = found.edit if self._taken is None else Group((Disconnect((self._taken,)), found.edit))
        self.view.stack.push(edit, self._words("Connect", target, source.node))
        if found.replaced is not None:
            names = [self._name(found.replaced.source), self._name(target)]
            self.view.status.emit(f"{names[1]} takes one input: its connection from {names[0]} was replaced.")
        else:
            self.view.status.emit(f"Connected {self._name(source.node)} to {self._name(target)}.")

    def _other_end(self, point: QPointF) -> Hit | None:
        """Return the port or node under the pointer that the edge could end at."""
        hit = self.scene.hit(point, reach=PORT_REACH * 1.4)
        if hit.node is None or (hit.node == self._node and hit.port in (None, self._port)):
            return None
        if hit.port is not None and (hit.port[0] == "out") != self._forward:
            return hit
        if not self._forward:
            return Hit(hit.node, ("out", 0))
        last = self.scene.node_item(hit.node).face.inputs - 1
        return Hit(hit.node, ("in", max(min(len(self.view.project.in_edges(hit.node)), last), 0)))

    def _ends(self, other: Hit) -> tuple[Ref, str]:
        assert other.node is not None
        if self._forward:
            return Ref(self._node, self._port[1]), other.node
        return Ref(other.node, other.port[1] if other.port else 0), self._node

    def _refusal(self, other: Hit) -> str | None:
        source, target = self._ends(other)
        if self._taken is not None and target == self._taken.target:
            return None
        return refusal(self.view.project, source, target)

    def _promise(self, other: Hit | None) -> str:
        if other is None:
            return ""
        source, target = self._ends(other)
        info = self.view.project.analysis.nodes.get(source.node)
        shape = info.output_shapes[source.port : source.port + 1] if info and info.output_shapes else None
        known = f" ({labels.shape_text(shape)})" if shape else ""
        return f"{self._name(source.node)}{known} → {self._name(target)}"

    def _tint(self, node: str | None, state: str) -> None:
        if self._over is not None and self._over != node and self._over in self.scene.node_items():
            self.scene.node_item(self._over).mark(tint="")
        self._over = node
        if node is not None:
            self.scene.node_item(node).mark(tint=state)

    def _clean_up(self) -> None:
        self._tint(None, "")
        self.scene.held_edge.hide()
        self.view.show_hint("")
        if self._taken is not None and self._taken in self.scene.edge_items():
            self.scene.edge_item(self._taken).show()

    def _name(self, node: str) -> str:
        return self.view.project.spec(node).name

    def _words(self, verb: str, target: str, source: str | None = None) -> str:
        return f"{verb} {self._name(source or self._node)} → {self._name(target)}"
