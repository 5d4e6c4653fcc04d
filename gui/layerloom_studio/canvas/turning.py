"""Which way the drawing runs: the command that turns it, and its tick in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from layerloom_studio.document.content import DIRECTION
from layerloom_studio.document.direction import DOWN, RIGHT
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.language import tr

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView


class Turning:
    """Turns the drawing of a canvas.

    Args:
        view: The canvas.
        action: The command; it is ticked while the drawing runs from left to right.
    """

    def __init__(self, view: CanvasView, action: QAction) -> None:
        self._view = view
        self._action = action
        view.project.settings_changed.connect(self._changed)
        view.project.reset.connect(self._tick)
        self._tick()

    def toggle(self) -> None:
        """Let the drawing run from left to right, or from top to bottom again, in one undo step."""
        view = self._view
        across = view.scene().across
        words = tr("Top to bottom") if across else tr("Left to right")
        view.stack.push(SetSettings(DIRECTION, DOWN if across else RIGHT), words)
        view.status.emit(
            tr("The drawing runs from top to bottom.")
            if across
            else tr("The drawing runs from left to right: the same command turns it back.")
        )

    def _changed(self, section: str) -> None:
        if section == DIRECTION:
            self._tick()
            current = self._view.scene().current
            self._view.show_start()
            if current is not None:
                self._view.show_node(current)

    def _tick(self) -> None:
        self._action.setChecked(self._view.scene().across)
