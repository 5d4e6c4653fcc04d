"""The gesture that cuts connections: a line drawn across them with Alt held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainterPath, QPainterPathStroker

from layerloom_studio.canvas.edge_item import EdgeItem
from layerloom_studio.canvas.gestures import Gesture
from layerloom_studio.document.content import Edge
from layerloom_studio.document.edits import Disconnect
from layerloom_studio.language import tr

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView


class CutEdges(Gesture):
    """Draw a line; the connections that it crosses swell, and go when it ends."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: CanvasView, start: QPointF) -> None:
        super().__init__(view)
        self._start = start
        self._crossed: list[Edge] = []

    def move(self, point: QPointF, event: QMouseEvent) -> None:
        self.scene.held_edge.cut(self._start, point)
        line = QPainterPath(self._start)
        line.lineTo(point)
        stroker = QPainterPathStroker()
        stroker.setWidth(1.0)
        items = self.scene.items(stroker.createStroke(line))
        self._mark("")
        self._crossed = [item.edge for item in items if isinstance(item, EdgeItem)]
        self._mark("refuse")

    def finish(self, point: QPointF, event: QMouseEvent) -> None:
        crossed = self._crossed
        self.cancel()
        if crossed:
            what = tr("a connection") if len(crossed) == 1 else tr("{count} connections", count=len(crossed))
            self.view.stack.push(Disconnect(tuple(crossed)), tr("Cut {what}", what=what))
            self.view.status.emit(tr("Cut {what}.", what=what))

    def cancel(self) -> None:
        self._mark("")
        self._crossed = []
        self.scene.held_edge.hide()

    def _mark(self, state: str) -> None:
        for edge in self._crossed:
            if edge in self.scene.edge_items():
                self.scene.edge_item(edge).mark(swollen=state)
