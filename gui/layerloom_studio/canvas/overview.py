"""The drawing seen from far: all nodes and edges painted in a few batched calls instead of one by one."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from layerloom_studio import theme
from layerloom_studio.canvas.scene import CanvasScene

OVERVIEW_ZOOM = 0.35  # below this no text could be read


class Overview:
    """Paints a scene in batches; it gathers them anew only after something has changed."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._lines: list[QLineF] = []
        self._rects: dict[tuple[str, str], list[QRectF]] = {}
        self._fresh = False

    def forget(self) -> None:
        """Gather everything anew at the next paint."""
        self._fresh = False

    def paint(self, painter: QPainter) -> None:
        """Paint the whole scene; the painter is in scene coordinates."""
        if not self._fresh:
            self._gather()
        palette = theme.current()
        pen = QPen(palette.edge, 1.0)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawLines(self._lines)
        painter.setPen(Qt.PenStyle.NoPen)
        for (category, severity), rects in self._rects.items():
            painter.setBrush(palette.error if severity == "error" else theme.category(category))
            painter.drawRects(rects)
        chosen = [self._scene.node_item(node).rect() for node in self._scene.selected]
        if chosen:
            pen = QPen(palette.text, 2.0)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(palette.selection)
            painter.drawRects(chosen)

    def _gather(self) -> None:
        self._lines = [QLineF(item.start, item.end) for item in self._scene.edge_items().values()]
        self._rects = {}
        for item in self._scene.node_items().values():
            self._rects.setdefault((item.face.category, item.face.severity), []).append(item.rect())
        self._fresh = True
