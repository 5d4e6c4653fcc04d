"""A column of widgets that scrolls up and down and never sideways."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from layerloom_studio import theme


class ScrollColumn(QScrollArea):
    """A scroll area as wide as its place; fill `column`, a vertical layout.

    Args:
        name: Object name.
        title: Accessible name.
        width: Least width of the content; below it nothing is promised.
        parent: Owner.
    """

    def __init__(self, name: str, title: str, width: int = 240, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._least = width
        body = QWidget()
        body.setMinimumWidth(width - 12)
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.LARGE)
        self.column.setSpacing(theme.SMALL)
        self.setWidget(body)
        body.setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least, 80)

    def sizeHint(self) -> QSize:
        return QSize(max(self._least, 280), 320)


class FittedColumn(ScrollColumn):
    """A column as tall as what is in it; it scrolls only where the place is lower than that.

    Args:
        name: Object name.
        title: Accessible name.
        width: Least width of the content.
        parent: Owner.
    """

    def __init__(self, name: str, title: str, width: int = 240, parent: QWidget | None = None) -> None:
        super().__init__(name, title, width, parent)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        needed = self.column.totalSizeHint().height()
        if self.column.hasHeightForWidth():
            needed = self.column.totalHeightForWidth(max(self._least, self.viewport().width()))
        return QSize(super().sizeHint().width(), needed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # sentences have other lines then
