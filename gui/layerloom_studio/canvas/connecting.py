"""The gesture that draws a connection from port to port, or to the empty paper for a new layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from layerloom.graph import Ref, input_range
from layerloom_studio.canvas import labels
from layerloom_studio.canvas.fit_marks import FitMarks
from layerloom_studio.canvas.geometry import PORT_REACH
from layerloom_studio.canvas.gestures import Gesture
from layerloom_studio.canvas.hit import Hit
from layerloom_studio.document.building import joining
from layerloom_studio.document.content import Edge
from layerloom_studio.document.edits import Disconnect, Edit, EditError, Group
from layerloom_studio.document.whatif import what_if
from layerloom_studio.document.wiring import connection, refusal
from layerloom_studio.language import tr

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView


_JOINS = (
    (Qt.KeyboardModifier.ShiftModifier, "Add"),
    (Qt.KeyboardModifier.ControlModifier, "Concatenate"),
)


class ConnectPorts(Gesture):
    """Drag an edge from a port to another; a connected input lets go of its edge and hands it over.

    On an input that is taken the edge replaces the one there; with Shift the two are added, with Ctrl concatenated.
    """

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
        self._aimed: Hit | None = None  # what the shapes that are shown belong to
        self._breaks = ""
        self._moved = False
        self._fits = FitMarks(view)
        self._join = ""  # the layer that joins the edge in hand with the one that is there

    def move(self, point: QPointF, event: QMouseEvent) -> None:
        if not self._moved:
            self._fits.show(self._node, self._port, self._taken.target if self._taken else None)
        self._moved = True
        other = self._other_end(point)
        self._choose_join(event)
        reason = None if other is None else self._refusal(other)
        state = "" if other is None else "refuse" if reason else "accept"
        self._tint(other.node if other else None, state)
        self._foresee(other, reason)
        anchor = self.scene.port_point(self._node, self._port)
        there = point
        if other is not None and other.node is not None and other.port is not None and not reason:
            there = self.scene.port_point(other.node, other.port)
        self.scene.held_edge.stretch(*((anchor, there) if self._forward else (there, anchor)), state)
        self.view.show_hint(reason or self._breaks or self._promise(other), event.position().toPoint())

    def finish(self, point: QPointF, event: QMouseEvent) -> None:
        other = self._other_end(point)
        self._choose_join(event)
        self._clean_up()
        if other is None or other.node is None:
            if self._taken is not None and self._moved:
                self.view.stack.push(
                    Disconnect((self._taken,)), self._words(tr("Disconnect"), self._taken.target)
                )
            elif self._moved and self.scene.hit(point).node is None:
                self.view.adding.ask_for_port(self._node, self._port, point)
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

    def _choose_join(self, event: QMouseEvent) -> None:
        join = next((name for key, name in _JOINS if event.modifiers() & key), "")
        if join != self._join:
            self._join, self._aimed = join, None

    def _is_full(self, target: str) -> bool:
        project = self.view.project
        limit = input_range(project.spec(target), project.architecture.nodes[target])[1]
        return self._taken is None and limit is not None and 0 < limit <= len(project.in_edges(target))

    def _plan(self, source: Ref, target: str) -> Edit:
        """Return the edit that a drop now would make."""
        project = self.view.project
        if self._join and self._is_full(target):
            return joining(project, source, target, self._join).edit
        edit = connection(project, source, target).edit
        return edit if self._taken is None else Group((Disconnect((self._taken,)), edit))

    def _connect(self, source: Ref, target: str) -> None:
        if self._join and self._is_full(target):
            join = joining(self.view.project, source, target, self._join)
            words = f"{self._join} {self._name(source.node)} → {self._name(target)}"
            self.view.stack.push(join.edit, words)
            self.view.select(join.nodes)
            self.view.status.emit(
                tr("{join} joins both before {target}.", join=join.names[0], target=self._name(target))
            )
            return
        found = connection(self.view.project, source, target)
        edit = found.edit if self._taken is None else Group((Disconnect((self._taken,)), found.edit))
        self.view.stack.push(edit, self._words(tr("Connect"), target, source.node))
        if found.replaced is not None:
            names = [self._name(found.replaced.source), self._name(target)]
            self.view.status.emit(
                tr(
                    "{layer} takes one input: its connection from {source} was replaced.",
                    layer=names[1],
                    source=names[0],
                )
            )
        else:
            self.view.status.emit(
                tr("Connected {node} to {target}.", node=self._name(source.node), target=self._name(target))
            )

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
        words = f"{self._name(source.node)}{known} → {self._name(target)}"
        if self._is_full(target):
            words += (
                tr("\n{join} joins both", join=self._join)
                if self._join
                else tr("\nreplaces · Shift: Add · Ctrl: Concatenate")
            )
        return words

    def _foresee(self, other: Hit | None, reason: str | None) -> None:
        """Show the shapes that the connection in hand would bring, and what it would break."""
        if other == self._aimed:
            return
        self._aimed = other
        self._breaks = ""
        if other is None or reason:
            self.scene.foresee(None)
            return
        source, target = self._ends(other)
        try:
            edit = self._plan(source, target)
        except EditError:
            self.scene.foresee(None)
            return
        outlook = what_if(self.view.project, edit)
        self.scene.foresee(outlook)
        self._breaks = next(iter(outlook.broken.values()), "") if outlook is not None else ""

    def _tint(self, node: str | None, state: str) -> None:
        if self._over is not None and self._over != node and self._over in self.scene.node_items():
            self.scene.node_item(self._over).mark(tint="")
        self._over = node
        if node is not None:
            self.scene.node_item(node).mark(tint=state)

    def _clean_up(self) -> None:
        self._fits.clear()
        self._tint(None, "")
        self.scene.foresee(None)
        self.scene.held_edge.hide()
        self.view.show_hint("")
        if self._taken is not None and self._taken in self.scene.edge_items():
            self.scene.edge_item(self._taken).show()

    def _name(self, node: str) -> str:
        return self.view.project.spec(node).name

    def _words(self, verb: str, target: str, source: str | None = None) -> str:
        return f"{verb} {self._name(source or self._node)} → {self._name(target)}"
