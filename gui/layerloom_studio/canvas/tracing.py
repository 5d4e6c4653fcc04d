"""Tracing: all that the selection neither depends on nor leads to steps back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from layerloom_studio.document.streams import downstream, upstream
from layerloom_studio.language import tr

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

_FAINT = 0.28


class Tracing(QObject):
    """Keeps the way of the data through the selected nodes in view while it is on.

    Args:
        view: The canvas.
    """

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._on = False
        self._shown = False
        view.scene().selection_changed.connect(self._refresh)
        view.scene().content_changed.connect(self._refresh)

    @property
    def on(self) -> bool:
        """Whether it is switched on."""
        return self._on

    def toggle(self) -> None:
        """Switch it on or off."""
        self._on = not self._on
        self._refresh()
        if self._on and not self._view.selected():
            self._view.status.emit(tr("Select a layer: all that it depends on and leads to will stand out."))

    def _refresh(self, cause: object = None) -> None:
        chosen = self._view.selected() if self._on else []
        if not chosen and not self._shown:
            return
        scene, project = self._view.scene(), self._view.project
        above, below = upstream(project, chosen), downstream(project, chosen)
        way = {*chosen, *above, *below}
        for node, item in scene.node_items().items():
            item.setOpacity(1.0 if not chosen or node in way else _FAINT)
        up, down = {*above, *chosen}, {*below, *chosen}
        for edge, line in scene.edge_items().items():
            inside = {edge.source, edge.target} <= up or {edge.source, edge.target} <= down
            line.setOpacity(1.0 if not chosen or inside else _FAINT)
            line.mark(traced=bool(chosen) and inside)
        self._shown = bool(chosen)
