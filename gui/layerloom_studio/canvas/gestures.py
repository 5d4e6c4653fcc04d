"""Gestures: what a press of the mouse begins, one object each, so the view needs no flags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView


Shift = Qt.KeyboardModifier.ShiftModifier
Control = Qt.KeyboardModifier.ControlModifier
Alt = Qt.KeyboardModifier.AltModifier


class Gesture:
    """Something between a press and a release of the mouse."""

    cursor: Qt.CursorShape | None = None
    repaints_much = False  # whether to draw without antialiasing meanwhile

    def __init__(self, view: CanvasView) -> None:
        self.view = view
        self.scene = view.scene()

    def move(self, point: QPointF, event: QMouseEvent) -> None:
        """Follow the pointer, `point` being where it is in the scene."""

    def finish(self, point: QPointF, event: QMouseEvent) -> None:
        """Take effect."""

    def cancel(self) -> None:
        """Leave everything as it was."""


class Pan(Gesture):
    """Drag the paper."""

    cursor = Qt.CursorShape.ClosedHandCursor
    repaints_much = True

    def __init__(self, view: CanvasView, start: QPoint) -> None:
        super().__init__(view)
        self._last = start

    def move(self, point: QPointF, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        self.view.scroll_by(self._last - here)
        self._last = here


class SelectBox(Gesture):
    """Drag a box over the nodes to select; a click on empty paper selects nothing."""

    def __init__(self, view: CanvasView, start: QPointF, add: bool) -> None:
        super().__init__(view)
        self._start = start
        self._kept = self.scene.selected if add else []
        self._edges_before = self.scene.selected_edges
        self._before = self.scene.selected
        if not add:
            self.scene.select()

    def move(self, point: QPointF, event: QMouseEvent) -> None:
        box = QRectF(self._start, point).normalized()
        self.scene.box.stretch(box)
        inside = [node for node, item in self.scene.node_items().items() if box.intersects(item.rect())]
        self.scene.select(dict.fromkeys([*self._kept, *inside]))

    def finish(self, point: QPointF, event: QMouseEvent) -> None:
        self.scene.box.hide()

    def cancel(self) -> None:
        self.scene.box.hide()
        self.scene.select(self._before, self._edges_before)
