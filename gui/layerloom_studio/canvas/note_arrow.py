"""The arrow from a note to the layer that it is about, and the gesture that draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from layerloom_studio import theme
from layerloom_studio.canvas.gestures import Gesture
from layerloom_studio.document.notes import pointing_note
from layerloom_studio.language import tr

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

_HEAD, _HALF = 11.0, 5.0  # length and half the width of the arrow's head
_GAP = 4.0  # between its tip and the layer
_SHORTEST = 14.0
_YELLOW = QColor("#f2b824")


class ArrowItem(QGraphicsItem):
    """Draws the arrow of one note; without a line it draws nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineF()
        self.setZValue(0.5)  # above notes, behind edges and layers

    def aim(self, note: QRectF, layer: QRectF | None) -> None:
        """Lead from a note to a layer, both as they stand in the scene; to none if there is none."""
        line = QLineF() if layer is None else between(note, layer)
        if line != self.line:
            self.prepareGeometryChange()
            self.line = line

    def boundingRect(self) -> QRectF:
        if self.line.isNull():
            return QRectF()
        around = QRectF(self.line.p1(), self.line.p2()).normalized()
        return around.adjusted(-_HALF - 1.0, -_HALF - 1.0, _HALF + 1.0, _HALF + 1.0)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self.line.isNull():
            return
        color = sheet_colors()[2]
        along = QPointF(self.line.dx(), self.line.dy()) / self.line.length()
        aside = QPointF(-along.y(), along.x())
        tip = self.line.p2()
        back = tip - along * _HEAD
        painter.setPen(QPen(color, 1.5))
        painter.drawLine(self.line.p1(), back)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF([tip, back + aside * _HALF, back - aside * _HALF]))


class PointNote(Gesture):
    """Drag the dot of a note onto the layer that it is about; dropped on the paper it points at none."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: CanvasView, number: int) -> None:
        super().__init__(view)
        self._number = number
        self._start = view.notes.items[number].handle()
        self._over: str | None = None

    def move(self, point: QPointF, event: QMouseEvent) -> None:
        over = self.scene.hit(point, ports=False).node
        if over != self._over:
            self._mark("")
            self._over = over
            self._mark("accept")
        self.scene.held_edge.cut(self._start, point, "accept" if over else "")
        words = (
            tr("Point at {name}", name=self.view.project.spec(over).name)
            if over
            else tr("Drop it on the layer that the note is about")
        )
        self.view.show_hint(words, event.position().toPoint())

    def finish(self, point: QPointF, event: QMouseEvent) -> None:
        self.cancel()
        if self._number >= len(self.view.notes.items):  # undone meanwhile
            return
        project, note = self.view.project, self.view.notes.items[self._number].note
        over = self.scene.hit(point, ports=False).node
        about = project.architecture.nodes[over].layer if over else ""
        if about != note.about:
            text = tr("Point the note at {name}", name=about) if about else tr("Take the note's arrow away")
            self.view.stack.push(pointing_note(project, self._number, about), text)

    def cancel(self) -> None:
        self._mark("")
        self.scene.held_edge.hide()
        self.view.show_hint("")

    def _mark(self, tint: str) -> None:
        if self._over is not None and self._over in self.scene.node_items():
            self.scene.node_item(self._over).mark(tint=tint)


def sheet_colors() -> tuple[QColor, QColor, QColor]:
    """Return the colours of the paper of notes, of its edge, and of arrows, in the theme that is on."""
    palette = theme.current()
    strength = (0.20, 0.55) if palette.dark else (0.26, 0.75)
    paper, edge = (theme.mix(palette.canvas, _YELLOW, share) for share in strength)
    return paper, edge, theme.mix(edge, palette.text, 0.25)


def between(note: QRectF, layer: QRectF) -> QLineF:
    """Return the line from the edge of one rectangle to that of another; none where they are too near for an arrow."""
    start = _on_edge(note, layer.center())
    end = _on_edge(layer.adjusted(-_GAP, -_GAP, _GAP, _GAP), start)
    line = QLineF(start, end)
    if note.intersects(layer) or line.length() < _SHORTEST:
        return QLineF()
    return line


def _on_edge(rect: QRectF, towards: QPointF) -> QPointF:
    """Return where the way from the middle of a rectangle to a point leaves it."""
    middle = rect.center()
    dx, dy = towards.x() - middle.x(), towards.y() - middle.y()
    steps = [size / 2 / abs(way) for size, way in ((rect.width(), dx), (rect.height(), dy)) if way]
    share = min(steps, default=0.0)
    return QPointF(middle.x() + dx * share, middle.y() + dy * share)
