"""The pictures that are no nodes: edges, the edge held in the hand, the selection box and the drop ghost."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from layerloom_studio import theme
from layerloom_studio.canvas.geometry import edge_path, held_path
from layerloom_studio.document.content import Edge

_WIDTH = 1.6
_HEAD = 5.0
_ARROW_DETAIL = 0.5
_TEXT_DETAIL = 0.9  # zoom from which the shapes are written on the edges
_TEXT_SIZE = 10
_LABEL_AT = (0.45, 0.3, 0.62, 0.16, 0.78, 0.06, 0.9)  # shares of the way; best a little above the arrow head
_LABEL_HEIGHT = 18.0


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
        self.label: QPointF | None = None  # middle of the shape's text, if there is room for it
        self.across = False  # whether the drawing runs to the right
        self._path = QPainterPath()
        self._stroke: QPainterPath | None = None  # made when somebody points near it
        self._bounds = QRectF()
        self.setZValue(1.0)

    def route(self, start: QPointF, end: QPointF, across: bool = False) -> None:
        """Run freely between two points; `across` from left to right."""
        self.run_along(edge_path(start, end, across=across), start, end, across)
        self.put_label(next(iter(self.label_places()), None))

    def run_along(self, path: QPainterPath, start: QPointF, end: QPointF, across: bool) -> None:
        """Run along a curve; its label has to be placed anew."""
        if path != self._path:
            self.prepareGeometryChange()
            self.across = across
            self.start, self.end, self._path, self._stroke = start, end, path, None
            self._update_bounds()

    def shift(self, across: float, down: float) -> None:
        """Go along with both ends, label and all."""
        by = QPointF(across, down)
        self.prepareGeometryChange()
        self.start, self.end, self._stroke = self.start + by, self.end + by, None
        self._path = self._path.translated(by)
        self._bounds = self._bounds.translated(by)
        self.label = None if self.label is None else self.label + by

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

    def carry(self, shape_text: str) -> bool:
        """Take the shape of the tensor that it carries, and tell whether it is another; its label has to be placed."""
        if shape_text == self.shape_text:
            return False
        self.shape_text = shape_text
        return True

    def label_places(self) -> Iterator[QPointF]:
        """Yield where the shape's text might be, best first: on the line, or above a short one that runs across."""
        if not self.shape_text or self._path.isEmpty():
            return
        short = self._path.elementCount() == 4  # a long one has a bend, and other nodes beside it
        lift = QPointF(0.0, 10.0) if self.across and short else QPointF()
        for share in _LABEL_AT:
            yield self._path.pointAtPercent(share) - lift

    def label_rect(self, middle: QPointF) -> QRectF:
        """Return the room that the shape's text takes."""
        width = 7.0 * len(self.shape_text) + 12.0
        return QRectF(middle.x() - width / 2, middle.y() - _LABEL_HEIGHT / 2, width, _LABEL_HEIGHT)

    def put_label(self, middle: QPointF | None) -> None:
        """Write the shape there; without a place only while it is pointed at."""
        if middle != self.label:
            self.prepareGeometryChange()
            self.label = middle
            self._update_bounds()
        self.update()

    def _update_bounds(self) -> None:
        self._bounds = self._path.boundingRect().adjusted(-7, -7, 7, 7)
        middle = self.label or next(self.label_places(), None)
        if middle is not None:
            self._bounds = self._bounds.united(self.label_rect(middle))

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
        detail = painter.worldTransform().m11() / theme.text_scale()
        if detail >= _ARROW_DETAIL:
            _paint_head(painter, self.end, color, self.across)
        if self.shape_text and (detail >= _TEXT_DETAIL or self.hot or self.selected):
            self._paint_label(painter, palette)

    def _paint_label(self, painter: QPainter, palette: theme.Palette) -> None:
        """Write the shape on the line, on a patch of paper so that it can be read."""
        pointed = self.hot or self.selected
        middle = self.label if self.label or not pointed else next(self.label_places(), None)
        if middle is None:
            return
        font = theme.ui_font()
        font.setPixelSize(_TEXT_SIZE)
        painter.setFont(font)
        width = QFontMetricsF(font).horizontalAdvance(self.shape_text) + 8.0
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
        self._path = held_path(start, end, self.across)
        self._state = state
        self.show()
        self.update()

    def cut(self, start: QPointF, end: QPointF, state: str = "refuse") -> None:
        """Be a straight line between two points, by default one that cuts."""
        self.prepareGeometryChange()
        self._path = QPainterPath(start)
        self._path.lineTo(end)
        self._state = state
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
