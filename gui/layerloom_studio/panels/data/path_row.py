"""PathRow: the path of a file or folder as a line, with a button that lets one look for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from layerloom_studio.language import tr
from layerloom_studio.widgets.tips import plain_tip


class PathRow(QWidget):
    """A line and a button beside it.

    Args:
        name: Object name of the line.
        button: Object name of the button.
        typed: Called with the path that somebody has typed.
        look: Called when the button is pressed.
    """

    def __init__(
        self, name: str, button: str, typed: Callable[[str], object], look: Callable[[], object]
    ) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setObjectName(name)
        self.line.editingFinished.connect(lambda: typed(self.line.text().strip()))
        self._browse = QPushButton(tr("Choose…"))
        self._browse.setObjectName(button)
        self._browse.clicked.connect(lambda _checked: look())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(self._browse)

    def describe(self, title: str, choose: str, placeholder: str, tip: str) -> None:
        """Say what the path is of.

        Args:
            title: What a screen reader calls the line.
            choose: What it calls the button.
            placeholder: What stands in the line while it is empty.
            tip: Of both.
        """
        self.line.setAccessibleName(title)
        self.line.setPlaceholderText(placeholder)
        self._browse.setAccessibleName(choose)
        for widget in (self.line, self._browse):
            widget.setToolTip(plain_tip(tip))
