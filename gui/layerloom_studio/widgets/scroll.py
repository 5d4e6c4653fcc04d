"""A column of widgets that scrolls up and down and never sideways."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

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
