"""Hint: the little label beside the pointer that says why something will or will not work."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr

_BESIDE = QPoint(18, 20)
_WIDEST = 400


class Hint(QLabel):
    """A label over the canvas that never takes the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setObjectName("canvas.hint")
        self.setAccessibleName(tr("Hint"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(9, 5, 9, 5)
        self.hide()

    def say(self, text: str, pointer: QPoint) -> None:
        """Show a text beside the pointer, within the canvas; an empty one hides it."""
        if not text:
            self.hide()
            return
        if text != self.text():
            self.setText(text)
            longest = max(map(self.fontMetrics().horizontalAdvance, text.splitlines()))
            width = min(longest + 22, theme.scaled(_WIDEST), max(self._room.width() - 8, 0))
            self.setFixedSize(width, self.heightForWidth(width))
        room = self._room.rect()
        at = pointer + _BESIDE
        at.setX(max(4, min(at.x(), room.width() - self.width() - 4)))
        if at.y() + self.height() > room.height() - 4:
            at.setY(pointer.y() - self.height() - 8)
        self.move(at)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(palette.border)
        painter.setBrush(palette.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6.0, 6.0)
        painter.setPen(palette.text)
        wrapped = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextWordWrap.value
        painter.drawText(self.contentsRect(), wrapped, self.text())
        painter.end()
