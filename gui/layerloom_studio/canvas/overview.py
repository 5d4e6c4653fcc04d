"""The drawing seen from far: all nodes and edges painted in a few batched calls instead of one by one."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from layerloom_studio import theme
from layerloom_studio.canvas.scene import CanvasScene
from layerloom_studio.document.layout import NODE_WIDTH

OVERVIEW_ZOOM = 0.35  # below this nodes are too small for their own painting
_NAMES_ZOOM = 0.2  # below this there is no room for a name either
_FEW = 250  # up to so many nodes there are names and true curves
_NAME_SIZE = 10  # pixels of the screen
_BADGE = 4.0
_RADIUS = 10.0
_VEIL = 0.75  # how far a node steps back that is not on the way through the selection


class Overview:
    """Paints a scene in batches; it gathers them anew only after something has changed."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._lines: list[QLineF] = []
        self._curves = QPainterPath()
        self._rects: dict[str, list[QRectF]] = {}
        self._troubles: dict[str, list[QRectF]] = {}
        self._piles: list[QRectF] = []  # of groups
        self._fresh = False

    def forget(self) -> None:
        """Gather everything anew at the next paint."""
        self._fresh = False

    def paint(self, painter: QPainter) -> None:
        """Paint the whole scene; the painter is in scene coordinates."""
        if not self._fresh:
            self._gather()
        palette, zoom = theme.current(), painter.worldTransform().m11()
        few = len(self._scene.node_items()) <= _FEW
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, few)
        painter.setPen(_thin(theme.mix(palette.canvas, palette.warning, 0.45), 1.0))
        painter.setBrush(theme.mix(palette.canvas, palette.warning, 0.14))
        painter.drawRects(self._scene.sheets)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_thin(palette.edge, 1.0))
        if few:
            painter.drawPath(self._curves)
        else:
            painter.drawLines(self._lines)
        self._paint_traced(painter, palette)
        self._paint_nodes(painter, palette, round_corners=few)
        if few and zoom / theme.text_scale() >= _NAMES_ZOOM:
            self._paint_names(painter, palette, zoom / theme.text_scale())
        self._paint_faint(painter, palette)
        self._paint_troubles(painter, palette, zoom)
        self._paint_found(painter, palette, zoom)
        self._paint_foreseen(painter, palette)

    def _paint_nodes(self, painter: QPainter, palette: theme.Palette, round_corners: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.mix(theme.category("Wrappers"), palette.canvas, 0.55))
        for off in (20.0, 10.0):  # a pile of cards
            painter.drawRects([rect.translated(off, off) for rect in self._piles])
        for category, rects in self._rects.items():
            painter.setBrush(theme.category(category) if category else palette.muted)
            if round_corners:
                for rect in rects:
                    painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
            else:
                painter.drawRects(rects)
        chosen = [self._scene.node_item(node).rect() for node in self._scene.selected]
        if chosen:
            painter.setPen(_thin(palette.text, 3.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRects(chosen)

    def _paint_names(self, painter: QPainter, palette: theme.Palette, zoom: float) -> None:
        font = theme.ui_font()
        font.setPixelSize(round(_NAME_SIZE / zoom))
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(palette.node)
        for item in self._scene.node_items().values():
            # The end of a name tells layers apart where its beginning is that of a block.
            name = f"{item.face.name} {item.face.row}".rstrip()
            name = metrics.elidedText(name, Qt.TextElideMode.ElideLeft, NODE_WIDTH - 3.0 / zoom)
            painter.drawText(item.rect(), Qt.AlignmentFlag.AlignCenter, name)

    def _paint_traced(self, painter: QPainter, palette: theme.Palette) -> None:
        """Let the edges on the way through the selection stand out."""
        traced = [line.path() for line in self._scene.edge_items().values() if line.traced]
        if traced:
            painter.setPen(_thin(palette.accent, 2.0))
            for path in traced:
                painter.drawPath(path)

    def _paint_faint(self, painter: QPainter, palette: theme.Palette) -> None:
        """Let the nodes step back that are not on the way through the selection."""
        faint = [item.rect() for item in self._scene.node_items().values() if item.opacity() < 1.0]
        if faint:
            veil = QColor(palette.canvas)
            veil.setAlphaF(_VEIL)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(veil)
            painter.drawRects([rect.adjusted(-2.0, -2.0, 2.0, 2.0) for rect in faint])

    def _paint_found(self, painter: QPainter, palette: theme.Palette, zoom: float) -> None:
        """Frame what was searched for."""
        found = [item.rect() for item in self._scene.node_items().values() if item.found]
        if found:
            painter.setPen(_thin(palette.accent, 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            gap = 3.0 / zoom
            painter.drawRects([rect.adjusted(-gap, -gap, gap, gap) for rect in found])

    def _paint_troubles(self, painter: QPainter, palette: theme.Palette, zoom: float) -> None:
        """Mark nodes with a problem by a frame and a dot, so that colour alone tells nothing."""
        for severity, rects in self._troubles.items():
            color = palette.error if severity == "error" else palette.warning
            painter.setPen(_thin(color, 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            gap = 2.0 / zoom
            painter.drawRects([rect.adjusted(-gap, -gap, gap, gap) for rect in rects])
            painter.setPen(_thin(palette.canvas, 1.0))
            painter.setBrush(color)
            radius = _BADGE / zoom
            for rect in rects:
                painter.drawEllipse(QPointF(rect.right(), rect.top()), radius, radius)

    def _paint_foreseen(self, painter: QPainter, palette: theme.Palette) -> None:
        """Frame the nodes that the edit in hand would change, and those that it would break."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for item in self._scene.foreseen_items():
            breaks = item.foreseen is not None and item.foreseen[1]
            painter.setPen(_thin(palette.error if breaks else palette.success, 3.0 if breaks else 2.0))
            painter.drawRect(item.rect())

    def _gather(self) -> None:
        self._lines, self._curves = [], QPainterPath()
        self._rects, self._troubles, self._piles = {}, {}, []
        for edge in self._scene.edge_items().values():
            self._lines.append(QLineF(edge.start, edge.end))
            self._curves.addPath(edge.path())
        for node in self._scene.node_items().values():
            self._rects.setdefault(node.face.category, []).append(node.rect())
            if node.face.group:
                self._piles.append(node.rect())
            if node.face.severity:
                self._troubles.setdefault(node.face.severity, []).append(node.rect())
        self._fresh = True


def _thin(color: QColor, width: float) -> QPen:
    """Return a pen whose width does not depend on the zoom."""
    pen = QPen(color, width)
    pen.setCosmetic(True)
    return pen
