"""A row of segments of which exactly one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton, QWidget


class Segments(QFrame):
    """Buttons side by side in one frame, such as the mode switch of the tool bar.

    Args:
        name: Object name; the buttons are `<name>.<key>`.
        title: Accessible name of the whole.
        choices: (key, text, tooltip) of each segment.
        parent: Owner.
    """

    chosen = Signal(str)  # by a person, not by `choose`

    def __init__(
        self, name: str, title: str, choices: Sequence[tuple[str, str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setProperty("segments", "true")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.setSpacing(2)
        for key, text, tip in choices:
            button = QToolButton()
            button.setObjectName(f"{name}.{key}")
            button.setText(text)
            button.setAccessibleName(f"{title}: {text}")
            button.setToolTip(tip)
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[key] = button
            layout.addWidget(button)

    def choose(self, key: str) -> None:
        """Mark a segment as the chosen one, silently; an empty key marks none."""
        if key:
            self._buttons[key].setChecked(True)
            return
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)

    def choice(self) -> str:
        """Key of the chosen segment, empty when none is."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def button(self, key: str) -> QToolButton:
        """The button of a segment."""
        return self._buttons[key]
