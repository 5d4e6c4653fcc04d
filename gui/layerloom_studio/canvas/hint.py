"""Hint: the little label beside the pointer that says why something will or will not work."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

_BESIDE = QPoint(18, 20)
_WIDEST = 320


class Hint(QLabel):
    """A label over the canvas that never takes the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setObjectName("canvas.hint")
        self.setAccessibleName("Hint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def say(self, text: str, pointer: QPoint) -> None:
        """Show a text beside the pointer, within the canvas; an empty one hides it."""
        if not text:
            self.hide()
            return
        if text != self.text():
            self.setText(text)
            wanted = self.fontMetrics().horizontalAdvance(text) + 24
            self.setFixedWidth(min(wanted, _WIDEST))
            self.adjustSize()
        room = self._room.rect()
        at = pointer + _BESIDE
        at.setX(max(4, min(at.x(), room.width() - self.width() - 4)))
        if at.y() + self.height() > room.height() - 4:
            at.setY(pointer.y() - self.height() - 8)
        self.move(at)
        self.show()
