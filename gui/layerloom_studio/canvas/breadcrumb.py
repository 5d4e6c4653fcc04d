"""The breadcrumb: which groups are open, as a row of buttons that lead back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.widgets import clear_layout, label
from layerloom_studio.widgets.tips import plain_tip

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView


class Breadcrumb(QFrame):
    """Stands in the upper left corner of the canvas while a group is open.

    Args:
        view: The canvas.
    """

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._shown: tuple[str, ...] = ()
        self.setObjectName("breadcrumb")
        self.setAccessibleName(tr("Open groups"))
        self.setProperty("card", "true")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.SMALL, 3, theme.SMALL, 3)
        self._row.setSpacing(2)
        self.hide()
        view.project.reset.connect(self.refresh)

    def refresh(self) -> None:
        """Show the way to the group that is open."""
        opened = self._view.project.opened
        if opened == self._shown:
            return
        self._shown = opened
        self.hide()
        clear_layout(self._row)
        for depth, name in enumerate((tr("Model"), *opened)):
            if depth:
                self._row.addWidget(
                    label("\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}", "muted", wrap=False)
                )
            self._row.addWidget(self._here(name) if depth == len(opened) else self._way(name, depth))
        self.setVisible(bool(opened))
        self.stand()

    def stand(self) -> None:
        """Stand in the upper left corner of the canvas."""
        self.adjustSize()
        self.move(theme.MEDIUM, theme.MEDIUM)
        self.raise_()

    def _way(self, name: str, depth: int) -> QPushButton:
        button = QPushButton(name)
        button.setObjectName(f"breadcrumb.{depth}")
        button.setAccessibleName(tr("Back to {name}", name=name))
        tip = tr("Back to {name} (Esc or Backspace goes one step back)", name=name)
        button.setToolTip(plain_tip(tip))
        button.setProperty("flat", "true")
        button.clicked.connect(partial(self._view.grouping.leave_to, depth))
        return button

    def _here(self, name: str) -> QLabel:
        here = label(name, wrap=False)
        here.setObjectName("breadcrumb.here")
        theme.bind_font(here, partial(theme.ui_font, bold=True))
        here.setContentsMargins(6, 0, 6, 0)
        return here
