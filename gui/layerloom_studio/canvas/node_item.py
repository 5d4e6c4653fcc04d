"""The picture of one node: a single item with a single paint, showing what the scene tells it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from layerloom_studio import theme
from layerloom_studio.canvas.geometry import PORT_RADIUS, STRIP, input_anchor, output_anchor
from layerloom_studio.document.layout import NODE_HEIGHT, NODE_WIDTH

_RADIUS = 8.0
_LEFT = STRIP + 12.0
_RIGHT = 12.0
_BADGE = 15.0
PORTS_ZOOM = _TEXT_DETAIL = 0.62  # under it only the name is drawn, larger, and no ports
_RECT = QRectF(0.0, 0.0, NODE_WIDTH, NODE_HEIGHT)
_BOUNDS = _RECT.adjusted(-8.0, -8.0, 12.0, 14.0)
_SHAPE = QPainterPath()
_SHAPE.addRect(_RECT)


@dataclass(frozen=True)
class Face:
    """All that a node shows.

    Args:
        name: The layer's name.
        kind: Class and key parameters.
        shape: Output shape.
        count: Parameter count.
        briefly: The same in ever fewer words, for where there is no room.
        category: Category of the layer, for its colour; "" for an unknown class.
        severity: "error", "warning" or "" for the badge.
        inputs: Number of input ports.
        outputs: Number of output ports.
        is_output: Whether its result is an output of the model.
        bypassed: Whether it lets its input through as it is.
        group: Whether it holds a whole model.
        frozen: Whether training leaves its weights alone.
        shared: Whether other nodes call the same layer.
        row: Which of a row of equal groups it is, and how many they are; empty if it stands in none.
        across: Whether the drawing runs to the right, so that ports are at the sides.
    """

    name: str
    kind: str
    shape: str
    count: str
    category: str
    severity: str = ""
    inputs: int = 1
    outputs: int = 1
    is_output: bool = False
    bypassed: bool = False
    group: bool = False
    frozen: bool = False
    shared: bool = False
    row: str = ""
    across: bool = False
    briefly: tuple[str, ...] = ()


class NodeItem(QGraphicsItem):
    """Draws a node; it knows its id and a `Face`, nothing of the document."""

    def __init__(self, node: str) -> None:
        super().__init__()
        self.node = node
        self.face = Face("", "", "", "", "")
        self.selected = False
        self.current = False
        self.hot_port: tuple[str, int] | None = None  # ("in" | "out", number) under the pointer
        self.found = False  # by a search
        self.linked = False  # another call of a layer that is selected
        # Which side's ports could take the edge in hand, and whether.
        self.fits: tuple[str, tuple[bool | None, ...]] | None = None
        self.tint: str = ""  # "accept" or "refuse" while an edge is held over it
        self.foreseen: tuple[str, bool] | None = None  # shape after the edit in hand, and whether it breaks
        self._name = self._big_name = self._kind = self._shape = self._big_shape = self._count = ""
        self._uncut = True  # whether the texts are still to be cut, which only those seen need
        self.setZValue(2.0)

    def show_face(self, face: Face) -> None:
        """Show other words; unchanged ones cost nothing."""
        if face == self.face:
            return
        self.face = face
        self._uncut = True
        self.update()

    def elide(self, share: float = 1.0) -> None:
        """Cut the texts to the room there is; needed again when the fonts change.

        Args:
            share: How much of the room they may take, where others' fonts may turn out wider.
        """
        self._uncut = False
        room = (NODE_WIDTH - _LEFT - _RIGHT) * share
        name_room = room - (_BADGE + 6.0 if self.face.severity else 0.0) - (16.0 if self.face.frozen else 0.0)
        fonts = _fonts()
        self._name = _cut(fonts.name, self.face.name, name_room)
        pill = (
            QFontMetricsF(fonts.badge).horizontalAdvance(self.face.row) * 1.4 + 18.0 if self.face.row else 0.0
        )
        self._big_name = _cut(fonts.big, self.face.name, name_room + 8.0 - pill)
        self._big_shape = _cut(fonts.big_shape, self.face.shape, room + 8.0)
        self._kind = _cut(fonts.small, self.face.kind, room)
        self._count = self._fitting_count(
            room - QFontMetricsF(fonts.shape).horizontalAdvance(self.face.shape)
        )
        count = QFontMetricsF(fonts.small).horizontalAdvance(self._count)
        self._shape = _cut(fonts.shape, self.face.shape, room - count - 8.0)

    def written(self) -> tuple[str, str]:
        """Return shape and count as they are written at 100 %."""
        if self._uncut:
            self.elide()
        return self._shape, self._count

    def _fitting_count(self, room: float) -> str:
        """Return the count as long as there is room beside the shape, which matters more."""
        metrics = QFontMetricsF(_fonts().small)
        texts = (self.face.count, *self.face.briefly)
        return next((text for text in texts if metrics.horizontalAdvance(text) + 8.0 <= room), texts[-1])

    def mark(
        self,
        *,
        selected: bool | None = None,
        current: bool | None = None,
        tint: str | None = None,
        found: bool | None = None,
        linked: bool | None = None,
    ) -> None:
        """Change how it stands out."""
        before = (self.selected, self.current, self.tint, self.found, self.linked)
        self.linked = self.linked if linked is None else linked
        self.found = self.found if found is None else found
        self.selected = self.selected if selected is None else selected
        self.current = self.current if current is None else current
        self.tint = self.tint if tint is None else tint
        if (self.selected, self.current, self.tint, self.found, self.linked) != before:
            self.update()

    def foresee(self, shape: str | None, breaks: bool = False) -> None:
        """Show in the shape's place what it would be after the edit in hand; `None` shows what it is."""
        foreseen = None if shape is None else (shape, breaks)
        if foreseen != self.foreseen:
            self.foreseen = foreseen
            self.update()

    def mark_fit(self, side: str, fits: tuple[bool | None, ...]) -> None:
        """Show at each port of a side whether it takes the edge in hand; `None`, or no port, shows nothing of it."""
        told = (side, fits) if fits else None
        if told != self.fits:
            self.fits = told
            self.update()

    def mark_port(self, port: tuple[str, int] | None) -> None:
        """Show a port as grabbable."""
        if port != self.hot_port:
            self.hot_port = port
            self.update()

    def rect(self) -> QRectF:
        """Return the node's rectangle in the scene."""
        return _RECT.translated(self.pos())

    def boundingRect(self) -> QRectF:
        return _BOUNDS

    def shape(self) -> QPainterPath:
        return _SHAPE

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        palette = theme.current()
        color = theme.category(self.face.category) if self.face.category else palette.muted
        detail = painter.worldTransform().m11() / theme.text_scale()
        if self._uncut:
            self.elide()
        self._paint_body(painter, palette, color)
        if detail < _TEXT_DETAIL:
            self._paint_large(painter, palette)
            if self.face.row:
                self._paint_row(painter, palette)
        else:
            self._paint_texts(painter, palette)
            self._paint_ports(painter, palette, color)
        if self.face.severity:
            self._paint_badge(painter, palette)
        if self.face.frozen:
            self._paint_lock(painter, palette)

    def _paint_body(self, painter: QPainter, palette: theme.Palette, color: QColor) -> None:
        border, width = palette.node_border, 1.0
        if self.face.severity == "error":
            border = palette.error
        if self.selected or self.linked:
            border, width = palette.selection, 2.0
        if self.foreseen is not None and self.foreseen[1]:
            border, width = palette.error, 2.5
        if self.tint:
            border, width = (palette.success if self.tint == "accept" else palette.error), 2.5
        if self.current and self.selected:
            halo = QColor(palette.selection)
            halo.setAlpha(70)
            painter.setPen(QPen(halo, 5.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(_RECT.adjusted(-1.5, -1.5, 1.5, 1.5), _RADIUS + 1.5, _RADIUS + 1.5)
        fill = theme.mix(palette.node, palette.selection, 0.10) if self.selected else palette.node
        if self.found:
            fill = theme.mix(fill, palette.warning, 0.16)
        if self.face.frozen:
            fill = theme.mix(fill, palette.canvas, 0.5)
        if self.face.bypassed:
            fill = theme.mix(fill, palette.canvas, 0.8)
            color = palette.muted
        if self.face.group:  # a pile of cards
            painter.setPen(QPen(theme.mix(palette.node_border, palette.edge, 0.5), 1.0))
            painter.setBrush(theme.mix(palette.node, palette.canvas, 0.5))
            for off in (8.0, 4.0):
                painter.drawRoundedRect(_RECT.translated(off, off), _RADIUS, _RADIUS)
        dashed = Qt.PenStyle.DashLine if self.face.bypassed or self.linked else Qt.PenStyle.SolidLine
        painter.setPen(QPen(border, width, dashed))
        painter.setBrush(fill)
        painter.drawRoundedRect(_RECT, _RADIUS, _RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPath(_strip())

    def _paint_texts(self, painter: QPainter, palette: theme.Palette) -> None:
        fonts = _fonts()
        painter.setPen(palette.text)
        painter.setFont(fonts.name)
        painter.drawText(QPointF(_LEFT, 23.0), self._name)
        painter.setFont(fonts.small)
        painter.setPen(palette.muted)
        painter.drawText(QPointF(_LEFT, 40.0), self._kind)
        bottom = QRectF(_LEFT, 47.0, NODE_WIDTH - _LEFT - _RIGHT, 18.0)
        painter.drawText(bottom, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._count)
        painter.setFont(fonts.shape)
        if self.foreseen is not None:
            shape, breaks = self.foreseen
            known = palette.muted if shape == "?" else palette.success
            painter.setPen(palette.error if breaks else known)
            painter.drawText(bottom, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f"→ {shape}")
            return
        painter.setPen(palette.muted if self.face.shape == "?" else palette.text)
        painter.drawText(bottom, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._shape)

    def _paint_large(self, painter: QPainter, palette: theme.Palette) -> None:
        """Name, shape and the number of parameters, readable at half size."""
        painter.setPen(palette.text)
        painter.setFont(_fonts().big)
        painter.drawText(QPointF(_LEFT - 2.0, 31.0), self._big_name)
        painter.setPen(palette.muted)
        painter.setFont(_fonts().big_shape)
        if self.foreseen is not None:
            shape, breaks = self.foreseen
            painter.setPen(palette.error if breaks else palette.muted if shape == "?" else palette.success)
            room = NODE_WIDTH - _LEFT - _RIGHT + 8.0
            painter.drawText(QPointF(_LEFT - 2.0, 58.0), _cut(_fonts().big_shape, f"→ {shape}", room))
            return
        painter.drawText(QPointF(_LEFT - 2.0, 58.0), self._big_shape)
        metrics = QFontMetricsF(_fonts().big_shape)
        room = NODE_WIDTH - _LEFT - _RIGHT + 5.0 - metrics.horizontalAdvance(self._big_shape) - 6.0
        for count in self.face.briefly:
            width = metrics.horizontalAdvance(count)
            if width <= room:
                painter.drawText(QPointF(NODE_WIDTH - _RIGHT + 3.0 - width, 58.0), count)
                break

    def _paint_row(self, painter: QPainter, palette: theme.Palette) -> None:
        """Which of how many equal groups it is, where there is no room to say so in words."""
        font = QFont(_fonts().big_shape)
        font.setBold(True)
        width = QFontMetricsF(font).horizontalAdvance(self.face.row) + 14.0
        right = NODE_WIDTH - 6.0 - (_BADGE + 6.0 if self.face.severity else 0.0)
        pill = QRectF(right - width, 9.0, width, 26.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.category(self.face.category))
        painter.drawRoundedRect(pill, 13.0, 13.0)
        painter.setPen(palette.node)
        painter.setFont(font)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self.face.row)

    def _paint_ports(self, painter: QPainter, palette: theme.Palette, color: QColor) -> None:
        for number in range(self.face.inputs):
            at = input_anchor(_RECT, number, self.face.inputs, self.face.across)
            self._paint_port(painter, palette, color, ("in", number), at)
        for number in range(self.face.outputs):
            at = output_anchor(_RECT, number, self.face.outputs, self.face.across)
            self._paint_port(painter, palette, color, ("out", number), at)

    def _paint_port(
        self, painter: QPainter, palette: theme.Palette, color: QColor, port: tuple[str, int], at: QPointF
    ) -> None:
        hot = port == self.hot_port
        fits = self.fits[1][port[1] : port[1] + 1] if self.fits and self.fits[0] == port[0] else ()
        if fits and fits[0] is not None and not hot:
            _paint_fit(painter, palette, at, fits[0])
            return
        painter.setPen(QPen(palette.accent if hot else palette.edge, 1.5))
        is_end = self.face.is_output and port == ("out", 0)
        painter.setBrush(palette.accent if hot else color if is_end else palette.canvas)
        radius = PORT_RADIUS + 2.0 if hot else PORT_RADIUS
        painter.drawEllipse(at, radius, radius)

    def _paint_lock(self, painter: QPainter, palette: theme.Palette) -> None:
        left = NODE_WIDTH - _RIGHT - 10.0 - (_BADGE + 3.0 if self.face.severity else 0.0)
        painter.setPen(QPen(palette.muted, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(QRectF(left + 2.0, 10.0, 6.0, 8.0), 0, 180 * 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.muted)
        painter.drawRoundedRect(QRectF(left, 14.5, 10.0, 8.0), 1.5, 1.5)

    def _paint_badge(self, painter: QPainter, palette: theme.Palette) -> None:
        box = QRectF(NODE_WIDTH - _RIGHT - _BADGE + 3.0, 9.0, _BADGE, _BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.error if self.face.severity == "error" else palette.warning)
        painter.drawEllipse(box)
        painter.setPen(palette.node)
        painter.setFont(_fonts().badge)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "!")


def _paint_fit(painter: QPainter, palette: theme.Palette, at: QPointF, fits: bool) -> None:
    """Draw a port that takes the edge in hand, or one that does not, crossed out."""
    painter.setPen(QPen(palette.success if fits else palette.muted, 2.0))
    painter.setBrush(palette.canvas)
    radius = PORT_RADIUS + 2.5 if fits else PORT_RADIUS + 0.5
    painter.drawEllipse(at, radius, radius)
    if fits:
        painter.setBrush(palette.success)
        painter.drawEllipse(at, 2.0, 2.0)
    else:
        half = radius * 0.7
        painter.drawLine(at - QPointF(half, half), at + QPointF(half, half))


class _Fonts:
    def __init__(self) -> None:
        self.name = _font(13, bold=True)
        self.big = _font(22, bold=True)
        self.big_shape = _font(18)
        self.small = _font(11)
        self.shape = _font(12)
        self.badge = _font(11, bold=True)


_cache: dict[str, object] = {}


def forget_fonts() -> None:
    """Make the fonts anew at the next paint, after the theme or the text size changed."""
    _cache.clear()


def _fonts() -> _Fonts:
    fonts = _cache.get("fonts")
    if not isinstance(fonts, _Fonts):
        fonts = _cache["fonts"] = _Fonts()
    return fonts


def _font(pixels: int, bold: bool = False) -> QFont:
    font = theme.ui_font(bold=bold)
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _strip() -> QPainterPath:
    path = _cache.get("strip")
    if not isinstance(path, QPainterPath):
        outline, left = QPainterPath(), QPainterPath()
        outline.addRoundedRect(_RECT, _RADIUS, _RADIUS)
        left.addRect(QRectF(0, 0, STRIP, NODE_HEIGHT))
        path = _cache["strip"] = outline.intersected(left)
    return path


def _cut(font: QFont, text: str, room: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
