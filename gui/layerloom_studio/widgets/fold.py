"""A section that opens and closes under its headline."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.widgets.labels import label


class Fold(QWidget):
    """A headline with an arrow; the body below is shown while it is open.

    Args:
        title: Headline.
        name: Object name of the headline button.
        opened: Whether it starts open.
        parent: Owner.
    """

    toggled = Signal(bool)

    def __init__(self, title: str, name: str, *, opened: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = QToolButton()
        self.header.setObjectName(name)
        self.header.setAccessibleName(title)
        self.header.setText(title)
        self.header.setCheckable(True)
        self.header.setChecked(opened)
        self.header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.header.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.size_icons(self.header, 16)
        self.header.setStyleSheet(
            "QToolButton, QToolButton:checked { background: transparent; padding: 4px 0; }"
        )
        self.body = QWidget()
        self.body.setVisible(opened)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TINY)
        layout.addWidget(self.header)
        layout.addWidget(self.body)
        self.header.toggled.connect(self._toggle)
        theme.changed.connect(self._paint)
        self._paint()

    def set_title(self, title: str) -> None:
        """Change the headline."""
        self.header.setText(title)
        self.header.setAccessibleName(title)

    def is_open(self) -> bool:
        """Whether the body is shown."""
        return self.header.isChecked()

    def set_open(self, opened: bool) -> None:
        """Show or hide the body."""
        self.header.setChecked(opened)

    def _toggle(self, opened: bool) -> None:
        self.body.setVisible(opened)
        self._paint()
        self.toggled.emit(opened)

    def _paint(self) -> None:
        name = "chevron_down" if self.header.isChecked() else "chevron_right"
        self.header.setIcon(theme.icon(name, theme.current().muted))


def folded(owner: QWidget, title: str, name: str, hint: str) -> tuple[Fold, QVBoxLayout]:
    """Make a widget a section that opens under its headline.

    Args:
        owner: The widget; it has no layout yet.
        title: Headline.
        name: Object name of the headline button.
        hint: What the section is for; it stands at its top.

    Returns:
        The section, and the column in it that takes further parts.
    """
    fold = Fold(title, name)
    layout = QVBoxLayout(owner)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(fold)
    column = QVBoxLayout(fold.body)
    column.setContentsMargins(0, theme.TINY, 0, 0)
    column.setSpacing(6)
    column.addWidget(label(hint, "small"))
    return fold, column
