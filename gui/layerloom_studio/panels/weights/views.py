"""The two pictures of a weight: its pixels, enlarged without blur, and its histogram."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.panels.weights.picture import Picture
from layerloom_studio.runs.weights import Facts

_LARGEST_PIXEL = 28
_LEAST_FOR_LINES = 4  # of the screen for a weight, below which lines around filters would hide them


class PixelView(QWidget):
    """Shows a picture as large as fits; the pointer tells place and value.

    Args:
        parent: Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("weights.picture")
        self.setAccessibleName(tr("Picture of the weights"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 60)
        self._picture: Picture | None = None
        self._values: NDArray[Any] = np.empty(0)
        self._image = QImage()
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(360, 150)

    def show_picture(self, picture: Picture | None, values: NDArray[Any]) -> None:
        """Show a picture of values; none empties the view."""
        self._picture, self._values = picture, values
        self._image = QImage()
        if picture is not None:
            pixels = np.ascontiguousarray(picture.pixels)
            height, width = pixels.shape[:2]
            kind = QImage.Format.Format_RGBA8888
            self._image = QImage(pixels.data, width, height, pixels.strides[0], kind).copy()
        self.setAccessibleDescription("" if picture is None else picture.caption)
        self.update()

    def tip(self, x: float, y: float) -> str:
        """Place and value under a point; empty where there is none."""
        place = self._place()
        if self._picture is None or not place.width():
            return ""
        index = self._picture.index(
            int((x - place.x()) * self._image.width() / place.width() // 1),
            int((y - place.y()) * self._image.height() / place.height() // 1),
        )
        if index is None:
            return ""
        return f"[{', '.join(map(str, index))}]   {float(self._values[index]):.5g}"

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self.tip(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), text, self, QRect(event.pos(), QSize(2, 2)))
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            return
        painter = QPainter(self)
        place = self._place()
        smooth = place.width() * self.devicePixelRatioF() < self._image.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(place, self._image)
        self._outline_tiles(painter, place)

    def _outline_tiles(self, painter: QPainter, place: QRectF) -> None:
        """Draw a hairline around each tile, since weights near 0 look like the paper."""
        width, height, count = self._picture.tiles if self._picture is not None else (0, 0, 0)
        scale = place.width() / max(1, self._image.width())
        if not count or scale < _LEAST_FOR_LINES:
            return
        painter.setPen(theme.current().border)
        columns = (self._image.width() + 1) // (width + 1)
        for number in range(count):
            row, column = divmod(number, columns)
            left, top = column * (width + 1) * scale, row * (height + 1) * scale
            painter.drawRect(QRectF(place.x() + left, place.y() + top, width * scale, height * scale))

    def _place(self) -> QRectF:
        """Where the picture stands: in the upper left, as large as fits, by whole pixels where they can be seen."""
        width, height = self._image.width(), self._image.height()
        if not width or not height:
            return QRectF()
        if self._picture is not None and not self._picture.square:
            return QRectF(
                0, 0, min(self.width(), width * _LARGEST_PIXEL), min(self.height(), height * _LARGEST_PIXEL)
            )
        scale = min(self.width() / width, self.height() / height, _LARGEST_PIXEL)
        if scale > 1:
            scale = int(scale)
        return QRectF(0, 0, width * scale, height * scale)


class Histogram(QWidget):
    """How often which values come, with the zero marked.

    Args:
        parent: Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("weights.histogram")
        self.setAccessibleName(tr("Histogram of the weights"))
        self.setMinimumSize(140, 60)
        self._facts: Facts | None = None
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(220, 150)

    def show_facts(self, facts: Facts | None) -> None:
        """Show the histogram of these facts; none empties it."""
        self._facts = facts if facts is not None and len(facts.counts) else None
        if self._facts is not None:
            self.setAccessibleDescription(
                tr(
                    "From {low} to {high}, mean {mean}",
                    low=f"{self._facts.lowest:.3g}",
                    high=f"{self._facts.highest:.3g}",
                    mean=f"{self._facts.mean:.3g}",
                )
            )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._facts is None:
            return
        palette = theme.current()
        painter = QPainter(self)
        painter.setFont(theme.ui_font(8.5))
        line = painter.fontMetrics().height()
        area = QRectF(4, 4, self.width() - 8, self.height() - line - 8)
        counts, edges = self._facts.counts, self._facts.edges
        step, most = area.width() / len(counts), float(counts.max()) or 1.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.curves[0])
        for number, count in enumerate(counts):
            height = area.height() * float(count) / most
            if height:
                height = max(1.0, height)
                left = area.left() + number * step
                painter.drawRect(QRectF(left, area.bottom() - height, max(1.0, step - 1), height))
        painter.setPen(palette.border)
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        low, high = float(edges[0]), float(edges[-1])
        painter.setPen(palette.muted)
        words = QRectF(area.left(), area.bottom() + 3, area.width(), line)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft, f"{low:.3g}")
        painter.drawText(words, Qt.AlignmentFlag.AlignRight, f"{high:.3g}")
        share = -low / (high - low) if high > low else -1.0
        if 0.0 <= share <= 1.0:
            x = area.left() + share * area.width()
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            if 0.2 < share < 0.8:
                painter.drawText(QRectF(x - 20, words.top(), 40, line), Qt.AlignmentFlag.AlignHCenter, "0")
