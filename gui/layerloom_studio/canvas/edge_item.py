"""The pictures that are no nodes: edges, the edge held in the hand, the selection box and the drop ghost."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from layerloom_studio import theme
from layerloom_studio.canvas.geometry import Obstacles, edge_path
from layerloom_studio.document.content import Edge

_WIDTH = 1.6
_HEAD = 5.0
_ARROW_DETAIL = 0.5
_TEXT_DETAIL = 0.9  # zoom from which the shapes are written on the edges
_TEXT_SIZE = 10
_LABEL_AT = 0.45  # a little above the arrow head


class EdgeItem(QGraphicsItem):
    """Draws one connection; the scene gives it its ends."""

    def __init__(self, edge: Edge) -> None:
        super().__init__()
        self.edge = edge
        self.start, self.end = QPointF(), QPointF()
        self.selected = self.hot = False
        self.traced = False  # on the way through the selection
        self.swollen = ""  # "accept" or "refuse" while a layer is held over it
        self.shape_text = ""  # of the tensor that it carries
        self._across = False
        self._path = QPainterPath()
        self._stroke: QPainterPath | None = None  # made when somebody points near it
        self._bounds = QRectF()
        self.setZValue(1.0)

    def route(
        self, start: QPointF, end: QPointF, obstacles: Obstacles | None = None, across: bool = False
    ) -> None:
        """Run between two points, beside the obstacles if they are given; `across` from left to right."""
        path = edge_path(start, end, obstacles, across)
        if path != self._path:
            self.prepareGeometryChange()
            self._across = across
            self.start, self.end, self._path, self._stroke = start, end, path, None
            self._bounds = path.boundingRect().adjusted(-7, -7, 7, 7).united(self._label_room())

    def path(self) -> QPainterPath:
        """Return its curve in the scene."""
        return self._path

    def mark(
        self,
        *,
        selected: bool | None = None,
        hot: bool | None = None,
        swollen: str | None = None,
        traced: bool | None = None,
    ) -> None:
        """Change how it stands out."""
        before = (self.selected, self.hot, self.swollen, self.traced)
        self.traced = self.traced if traced is None else traced
        self.selected = self.selected if selected is None else selected
        self.hot = self.hot if hot is None else hot
        self.swollen = self.swollen if swollen is None else swollen
        if (self.selected, self.hot, self.swollen, self.traced) != before:
            self.update()

    def carry(self, shape_text: str) -> None:
        """Show the shape of the tensor that it carries."""
        if shape_text != self.shape_text:
            self.prepareGeometryChange()
            self.shape_text = shape_text
            self._bounds = self._path.boundingRect().adjusted(-7, -7, 7, 7).united(self._label_room())
            self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def shape(self) -> QPainterPath:
        if self._stroke is None:
            stroker = QPainterPathStroker()
            stroker.setWidth(12.0)
            self._stroke = stroker.createStroke(self._path)
        return self._stroke

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        palette = theme.current()
        color = (
            palette.selection
            if self.selected
            else palette.accent
            if self.hot or self.traced
            else palette.edge
        )
        width = _WIDTH + 1.0 if self.selected or self.hot else _WIDTH
        if self.swollen:
            color, width = (palette.error if self.swollen == "refuse" else palette.success), 4.0
        painter.setPen(QPen(color, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path)
        if painter.worldTransform().m11() >= _ARROW_DETAIL:
            _paint_head(painter, self.end, color, self._across)
        if self.shape_text and (painter.worldTransform().m11() >= _TEXT_DETAIL or self.hot or self.selected):
            self._paint_label(painter, palette)

    def _label_room(self) -> QRectF:
        if not self.shape_text or self._path.isEmpty():
            return QRectF()
        middle = self._label_at()
        width = 7.0 * len(self.shape_text) + 12.0
        return QRectF(middle.x() - width / 2, middle.y() - 9.0, width, 18.0)

    def _label_at(self) -> QPointF:
        """Return the middle of the shape's text: on the line, or above a short one that runs across."""
        at = self._path.pointAtPercent(_LABEL_AT)
        short = self._path.elementCount() == 4  # a long one has a bend, and other nodes beside it
        return at - QPointF(0.0, 10.0) if self._across and short else at

    def _paint_label(self, painter: QPainter, palette: theme.Palette) -> None:
        """Write the shape on the line, on a patch of paper so that it can be read."""
        font = theme.ui_font()
        font.setPixelSize(_TEXT_SIZE)
        painter.setFont(font)
        width = QFontMetricsF(font).horizontalAdvance(self.shape_text) + 8.0
        middle = self._label_at()
        patch = QRectF(middle.x() - width / 2, middle.y() - 8.0, width, 16.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.canvas)
        painter.drawRoundedRect(patch, 4.0, 4.0)
        painter.setPen(palette.text if self.hot or self.selected else palette.muted)
        painter.drawText(patch, Qt.AlignmentFlag.AlignCenter, self.shape_text)


class HeldEdgeItem(QGraphicsItem):
    """The edge that hangs between a port and the pointer."""

    def __init__(self) -> None:
        super().__init__()
        self.across = False  # whether the drawing runs to the right
        self._path = QPainterPath()
        self._state = ""
        self.setZValue(5.0)
        self.hide()

    def stretch(self, start: QPointF, end: QPointF, state: str) -> None:
        """Hang between two points; `state` is "", "accept" or "refuse"."""
        self.prepareGeometryChange()
        self._path = edge_path(start, end, across=self.across)
        self._state = state
        self.show()
        self.update()

    def cut(self, start: QPointF, end: QPointF) -> None:
        """Be a straight cut between two points."""
        self.prepareGeometryChange()
        self._path = QPainterPath(start)
        self._path.lineTo(end)
        self._state = "refuse"
        self.show()
        self.update()

    def boundingRect(self) -> QRectF:
        return self._path.boundingRect().adjusted(-6, -6, 6, 6)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem | None = None, widget: QWidget | None = None
    ) -> None:
        palette = theme.current()
        color = {"accept": palette.success, "refuse": palette.error}.get(self._state, palette.accent)
        style = Qt.PenStyle.DashLine if self._state == "refuse" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(color, 2.2, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path)


class BoxItem(QGraphicsItem):
    """The selection box, or the outline of the node that a drop would make."""

    def __init__(self, dashed: bool = False) -> None:
        super().__init__()
        self.boxes: tuple[QRectF, ...] = ()
        self._dashed = dashed
        self._state = ""
        self.setZValue(6.0)
        self.hide()

    def stretch(self, *boxes: QRectF, state: str = "") -> None:
        """Show other rectangles; `state` is "", "accept" or "refuse"."""
        self.prepareGeometryChange()
        self.boxes, self._state = boxes, state
        self.show()
        self.update()

    def boundingRect(self) -> QRectF:
        around = QRectF()
        for box in self.boxes:
            around = around.united(box)
        return around.adjusted(-3, -3, 3, 3)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem | None = None, widget: QWidget | None = None
    ) -> None:
        palette = theme.current()
        colors = {"accept": palette.success, "refuse": palette.error}
        color = QColor(colors.get(self._state, palette.selection))
        pen = QPen(color, 1.5, Qt.PenStyle.DashLine if self._dashed else Qt.PenStyle.SolidLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        color.setAlpha(36)
        painter.setBrush(color)
        radius = 8.0 if self._dashed else 0.0
        for box in self.boxes:
            painter.drawRoundedRect(box, radius, radius)


def _paint_head(painter: QPainter, tip: QPointF, color: QColor, across: bool) -> None:
    along, aside = (
        (QPointF(1.0, 0.0), QPointF(0.0, 1.0)) if across else (QPointF(0.0, 1.0), QPointF(1.0, 0.0))
    )
    tip = tip - along * 5.0
    back, half = tip - along * _HEAD * 1.5, aside * _HEAD * 0.8
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([tip, back - half, back + half]))
