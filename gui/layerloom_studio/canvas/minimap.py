"""The minimap: the whole drawing in a corner of the canvas, with a frame around what is seen of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QWidget

from layerloom_studio import theme
from layerloom_studio.canvas.overview import Overview
from layerloom_studio.language import tr

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

_MOST, _LEAST = QSize(190, 170), QSize(64, 48)
_MARGINS = QMarginsF(8.0, 8.0, 8.0, 8.0)
_SMALLEST = 7.0  # pixels of the frame's sides
_LARGEST = 0.16  # a small drawing is not blown up


class Minimap(QWidget):
    """Shows where one is; a click or drag goes elsewhere.

    Args:
        view: The canvas.
    """

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._overview = Overview(view.scene(), named=False)
        self._picture: QPixmap | None = None
        self.setObjectName("minimap")
        self.setAccessibleName(tr("Minimap"))
        self.setToolTip(tr("The whole drawing: click or drag to go elsewhere (M hides it)"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(_MOST)
        view.scene().content_changed.connect(self._forget)
        view.scene().selection_changed.connect(self._forget)
        theme.changed.connect(self._forget)
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self.update)
        view.zoom_changed.connect(self.update)
        self.hide()

    def toggle(self) -> None:
        """Show or hide it."""
        self.setVisible(self.isHidden())
        self.stand()

    def stand(self) -> None:
        """Stand in the lower right corner of the canvas."""
        room, contents = self._view.viewport().rect(), self._view.scene().contents_rect()
        zoom = self._zoom(contents, QSizeF(_MOST).shrunkBy(_MARGINS))
        fitting = QSizeF(contents.width() * zoom, contents.height() * zoom).grownBy(_MARGINS).toSize()
        self.setFixedSize(fitting.expandedTo(_LEAST).boundedTo(_MOST))
        self.move(room.width() - self.width() - theme.MEDIUM, room.height() - self.height() - theme.MEDIUM)
        self.raise_()

    def seen(self) -> QRectF:
        """Return the frame around what the canvas shows, in the map."""
        seen = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        return self._to_map().mapRect(seen)

    def frame(self) -> QRectF:
        """Return that frame as it is drawn: within the map, and of a size that can be seen in a huge drawing too."""
        room = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        seen = self.seen().intersected(room)
        dx, dy = (max(0.0, (_SMALLEST - side) / 2) for side in (seen.width(), seen.height()))
        return seen.adjusted(-dx, -dy, dx, dy).intersected(room)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(palette.border)
        painter.setBrush(palette.panel)
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS
        )
        painter.drawPixmap(0, 0, self._drawn())
        frame = QColor(palette.selection)
        painter.setPen(QPen(frame, 1.5))
        frame.setAlpha(30)
        painter.setBrush(frame)
        painter.drawRect(self.frame())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()  # it must not reach the canvas below

    def _go(self, at: QPointF) -> None:
        back, can = self._to_map().inverted()
        if can:
            self._view.centerOn(back.map(at))

    def _to_map(self) -> QTransform:
        """Return the way from the drawing to the map."""
        contents = self._view.scene().contents_rect()
        room = QRectF(self.rect()).marginsRemoved(_MARGINS)
        zoom = self._zoom(contents, room.size())
        way = QTransform.fromTranslate(room.center().x(), room.center().y())
        way.scale(zoom, zoom)
        return way.translate(-contents.center().x(), -contents.center().y())

    def _zoom(self, contents: QRectF, room: QSizeF) -> float:
        width, height = max(contents.width(), 1.0), max(contents.height(), 1.0)
        return min(room.width() / width, room.height() / height, _LARGEST)

    def _drawn(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.size() != self.size() * ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            painter.setWorldTransform(self._to_map())
            self._overview.paint(painter)
            painter.end()
        return self._picture

    def _forget(self, cause: object = None) -> None:
        self._picture = None
        self._overview.forget()
        if not self.isHidden():
            self.stand()
            self.update()
