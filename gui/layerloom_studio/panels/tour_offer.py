"""The offer of the tour on the start page: one line that goes away for good."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.widgets import label


class TourOffer(QFrame):
    """A sentence and two buttons.

    Args:
        parent: Owner.
    """

    wanted = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start.tour")
        self.setProperty("card", "true")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.LARGE, theme.SMALL, theme.SMALL, theme.SMALL)
        row.addWidget(label(tr("New here? A short tour leads from a sample to a trained network.")), 1)
        for name, text, signal in (
            ("start.tour.no", tr("No, thanks"), self.declined),
            ("start.tour.yes", tr("Show me"), self.wanted),
        ):
            button = QPushButton(text)
            button.setObjectName(name)
            button.setAccessibleName(text)
            button.clicked.connect(signal)
            row.addWidget(button)
        self.hide()
