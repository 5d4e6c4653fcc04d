"""SketchPad: draw with the pointer what a network shall recognize, such as a digit."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.widgets import label, push_button

_SIDE = 280  # pixels of the drawing
_PEN = 26.0
_SHARE = 0.7  # of the picture that the drawing fills, as in MNIST


class SketchPad(QWidget):
    """A black square; `drawn` gives the drawing after every stroke.

    Args:
        parent: Owner.
    """

    drawn = Signal(object)  # QImage, white on black, the drawing in its middle
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predict.sketch")
        self._sheet = _Sheet()
        self._sheet.changed.connect(self._tell)
        self._clear = push_button("predict.sketch.clear", tr("Clear"), tr("Empty the drawing"))
        self._clear.clicked.connect(lambda _checked: self._sheet.clear())
        close = push_button("predict.sketch.close", tr("Close"), tr("Put the drawing away"))
        close.clicked.connect(lambda _checked: self.closed.emit())
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SMALL)
        buttons.addWidget(self._clear)
        buttons.addWidget(close)
        buttons.addStretch(1)
        beside = QVBoxLayout()
        beside.addWidget(label(tr("Draw here; after every stroke the network says what it sees.")))
        beside.addLayout(buttons)
        beside.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.MEDIUM)
        row.addWidget(self._sheet)
        row.addLayout(beside, 1)

    def clear(self) -> None:
        """Begin anew."""
        self._sheet.clear()

    def _tell(self) -> None:
        picture = self._sheet.picture()
        if picture is not None:
            self.drawn.emit(picture)


class _Sheet(QWidget):
    changed = Signal()  # a stroke has ended

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("predict.sketch.sheet")
        self.setAccessibleName(tr("Sheet for drawing"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._image = QImage(_SIDE, _SIDE, QImage.Format.Format_Grayscale8)
        self._image.fill(0)
        self._last: QPointF | None = None

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(180), theme.scaled(180))

    def clear(self) -> None:
        """Remove all strokes."""
        self._image.fill(0)
        self.update()

    def picture(self) -> QImage | None:
        """The drawing, brought to the middle and to the size that digits have in data sets; none while it is empty."""
        box = self._inked()
        if box is None:
            return None
        part = self._image.copy(box)
        longer = round(_SHARE * _SIDE)
        part = part.scaled(
            longer, longer, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        made = QImage(_SIDE, _SIDE, QImage.Format.Format_Grayscale8)
        made.fill(0)
        painter = QPainter(made)
        painter.drawImage((_SIDE - part.width()) // 2, (_SIDE - part.height()) // 2, part)
        painter.end()
        return made

    def _inked(self) -> QRect | None:
        import numpy as np

        pixels = np.frombuffer(self._image.constBits(), np.uint8).reshape(_SIDE, self._image.bytesPerLine())
        rows, columns = np.nonzero(pixels[:, :_SIDE] > 40)
        if not len(rows):
            return None
        left, top = int(columns.min()), int(rows.min())
        return QRect(left, top, int(columns.max()) - left + 1, int(rows.max()) - top + 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._last = self._place(event)
            self._stroke(self._last)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._last is not None:
            self._stroke(self._place(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._last is not None:
            self._last = None
            self.changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self._image)
        painter.setPen(theme.current().border)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _place(self, event: QMouseEvent) -> QPointF:
        scale = _SIDE / max(1, self.width())
        return event.position() * scale

    def _stroke(self, to: QPointF) -> None:
        painter = QPainter(self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(255, 255, 255), _PEN, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        start = self._last if self._last is not None else to
        if start == to:
            painter.drawPoint(to)
        else:
            painter.drawLine(start, to)
        painter.end()
        self._last = to
        self.update()
