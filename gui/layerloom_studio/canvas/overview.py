"""The drawing seen from far: all nodes and edges painted in a few batched calls instead of one by one."""

from __future__ import annotations

from collections.abc import Container
from operator import itemgetter

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from layerloom_studio import theme
from layerloom_studio.canvas.landmarks import Box, Landmark, landmarks
from layerloom_studio.canvas.node_item import NodeItem
from layerloom_studio.canvas.note_arrow import sheet_colors
from layerloom_studio.canvas.scene import CanvasScene

OVERVIEW_ZOOM = 0.35  # below this nodes are too small for their own painting
NAMES_ZOOM = 0.2  # below this there is no room for a name in a node either
_FEW = 250  # up to so many nodes there are true curves
_NAMED = 2000  # up to so many nodes names are written
_NAME_SIZE = 10.5  # pixels of the screen, for texts of the usual size
_LONGEST = 24  # letters of a name
_BADGE = 4.0
_RADIUS = 10.0
_CENTRED = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextDontClip.value
_PATCH = 0.7  # how much of an edge a name beside a node hides
_VEIL = 0.75  # how far a node steps back that is not on the way through the selection


class Overview:
    """Paints a scene in batches; it gathers them anew only after something has changed.

    Args:
        scene: The drawing.
        named: Whether names are written, as far as there is room.
    """

    def __init__(self, scene: CanvasScene, named: bool = True) -> None:
        self._scene = scene
        self._named = named
        self._landmarks: list[Landmark] = []
        # Zoom, size of texts, who comes first.
        self._landmarks_for: tuple[float, float, frozenset[str]] | None = None
        self._lines: list[QLineF] = []
        self._curves = QPainterPath()
        self._rects: dict[str, list[QRectF]] = {}
        self._troubles: dict[str, list[QRectF]] = {}
        self._piles: list[QRectF] = []  # of groups
        self._fresh = False

    @property
    def landmarks(self) -> list[Landmark]:
        """The names that were painted last."""
        return list(self._landmarks)

    def forget(self) -> None:
        """Gather everything anew at the next paint."""
        self._fresh = False

    def paint(self, painter: QPainter, at_rest: bool = True) -> None:
        """Paint the whole scene.

        Args:
            painter: In scene coordinates.
            at_rest: Whether there is time to look for room for the names of a large drawing.
        """
        if not self._fresh:
            self._gather()
        palette, zoom = theme.current(), painter.worldTransform().m11()
        few = len(self._scene.node_items()) <= _FEW
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, few)
        paper, rim, arrow = sheet_colors()
        painter.setPen(_thin(rim, 1.0))
        painter.setBrush(paper)
        painter.drawRects(self._scene.sheets)
        painter.setPen(_thin(arrow, 1.0))
        painter.drawLines(self._scene.pointers)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_thin(palette.edge, 1.0))
        if few:
            painter.drawPath(self._curves)
        else:
            painter.drawLines(self._lines)
        self._paint_traced(painter, palette)
        self._paint_nodes(painter, palette, round_corners=few)
        self._paint_faint(painter, palette)
        if self._named and len(self._scene.node_items()) <= _NAMED:
            self._paint_names(painter, palette, zoom, look=few or at_rest)
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

    def _paint_names(self, painter: QPainter, palette: theme.Palette, zoom: float, look: bool) -> None:
        """Write names of one legible size, in the nodes or beside them, if one may look for room or it is known."""
        font = theme.ui_font()
        font.setPixelSize(round(_NAME_SIZE * theme.text_scale()))
        items = self._scene.node_items()
        first = frozenset(node for node, item in items.items() if _stands_out(item))
        made_for = (zoom, theme.text_scale(), first)
        if self._landmarks_for != made_for:
            if not look:
                return
            self._landmarks_for = made_for
            self._landmarks = self._find_landmarks(QFontMetricsF(font), zoom, first)
        here = painter.worldTransform()
        painter.save()
        painter.setWorldTransform(here.scale(1.0 / zoom, 1.0 / zoom))
        painter.setFont(font)
        paper = QColor(palette.canvas)
        paper.setAlphaF(_PATCH)
        for mark in self._landmarks:
            item = items[mark.node]
            if item.opacity() < 1.0:
                continue  # it has stepped back
            place = QRectF(QPointF(*mark.box[:2]), QPointF(*mark.box[2:]))
            if not mark.inside:
                painter.fillRect(place, paper)
            painter.setPen(
                palette.node if mark.inside else palette.text if mark.node in first else palette.muted
            )
            painter.drawText(place, _CENTRED, mark.text)
        painter.restore()

    def _find_landmarks(self, metrics: QFontMetricsF, zoom: float, first: Container[str]) -> list[Landmark]:
        """Return the names that there is room for; those that stand out come first, then the ends of the model."""
        named: list[tuple[int, float, str, str, Box]] = []
        for node, item in self._scene.node_items().items():
            name, rect = f"{item.face.name} {item.face.row}".rstrip(), item.rect()
            if len(name) > _LONGEST:  # its end tells layers apart where its beginning is that of a block
                name = f"…{name[1 - _LONGEST :]}"
            box = (rect.left() * zoom, rect.top() * zoom, rect.right() * zoom, rect.bottom() * zoom)
            is_end = item.face.is_output or not item.face.inputs
            named.append((0 if node in first else 1 if is_end else 2, box[1], node, name, box))
        named.sort(key=itemgetter(0, 1))
        return landmarks(
            (mark[2:] for mark in named),
            metrics.horizontalAdvance,
            metrics.height(),
            lambda text, room: metrics.elidedText(text, Qt.TextElideMode.ElideLeft, room),
            self._scene.across,
        )

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
        self._landmarks_for = None
        self._fresh = True


def _stands_out(item: NodeItem) -> bool:
    return item.selected or item.found or bool(item.face.severity)


def _thin(color: QColor, width: float) -> QPen:
    """Return a pen whose width does not depend on the zoom."""
    pen = QPen(color, width)
    pen.setCosmetic(True)
    return pen
