"""Foot: the message of the Predict panel, its progress, and what is done with the table."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.panels.predict.model_head import enable
from layerloom_studio.widgets import label, push_button


class Foot(QWidget):
    """Who makes it fills and connects it."""

    def __init__(self) -> None:
        super().__init__()
        self.message = label("", "muted", select=True)
        self.message.setObjectName("predict.message")
        self.bar = QProgressBar()
        self.bar.setObjectName("predict.progress")
        self.bar.setAccessibleName(tr("Images classified"))
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.cancel = push_button("predict.cancel", tr("Cancel"), tr("Stop classifying; what is done stays"))
        self.clear = push_button("predict.clear", tr("Clear"), tr("Empty the table"))
        self.csv = push_button("predict.csv", tr("Save CSV…"), tr("Save the table as CSV"))
        theme.bind_icon(self.csv, "export")
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addWidget(self.message, 1)
        for button in (self.cancel, self.clear, self.csv):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self.bar)
        column.addLayout(row)

    def allow(self, *, running: bool, rows: bool, answers: bool) -> None:
        """Offer what can be done now.

        Args:
            running: Whether images are being classified.
            rows: Whether the table holds something.
            answers: Whether answers to a table stand in its place.
        """
        self.cancel.setVisible(running)
        self.bar.setVisible(running)
        self.clear.setVisible(not answers)
        enable(self.clear, rows, tr("Empty the table"), tr("The table is empty."))
        enable(
            self.csv,
            (rows or answers) and not running,
            tr("Save the table as CSV"),
            tr("There is no finished table yet."),
        )
