"""PlotBar: what is shown and the tools of the plots, in one line where there is room, else below each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from layerloom_studio import theme
from layerloom_studio.plots.flow import FlowLayout

_LEAST_STATUS = 150  # pixels for the text beside the tools


class PlotBar(QWidget):
    """Never asks for more width than there is.

    Args:
        status: Takes the room that is left in the first line.
        first: Stands beside it.
        tools: Buttons, which go on in further lines where they must.
        parent: Owner.
    """

    def __init__(
        self, status: QWidget, first: QWidget, tools: Sequence[QWidget], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._first = first
        self._tools = tuple(tools)
        upper = QHBoxLayout()
        upper.setSpacing(theme.TINY)
        upper.addWidget(status, 1)
        upper.addWidget(first)
        self._box = QWidget()
        flow = FlowLayout(self._box, spacing=theme.TINY)
        flow.setContentsMargins(0, 0, 0, 0)
        for tool in tools:
            flow.addWidget(tool)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(theme.SMALL, theme.TINY, theme.SMALL, 0)
        self._row.setSpacing(theme.TINY)
        self._row.addLayout(upper, 1)
        self._row.addWidget(self._box)
        theme.changed.connect(self._arrange)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return done

    def _arrange(self) -> None:
        line = sum(tool.sizeHint().width() + theme.TINY for tool in self._tools)
        needed = line + self._first.sizeHint().width() + theme.scaled(_LEAST_STATUS) + 4 * theme.SMALL
        side = self.width() >= needed
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if side else directions.TopToBottom)
        self._box.setMinimumWidth(line if side else 0)
