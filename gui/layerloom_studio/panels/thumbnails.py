"""Small pictures for the start page: a drawing in miniature, a few sample images in a row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPixmap

from layerloom.declaration import registry
from layerloom_studio import theme
from layerloom_studio.document.content import DIRECTION
from layerloom_studio.document.direction import DOWN, RIGHT, seen
from layerloom_studio.document.layout import Point, layered_layout

_WIDE, _HIGH = 26.0, 8.0  # of a layer, where there is room


@dataclass(frozen=True)
class _Box:
    category: str
    place: Point
    sources: list[int]


def drawing_thumbnail(path: Path, size: QSize, scale: float) -> QPixmap:
    """A project file's drawing in miniature, layers in the colours of their categories.

    Args:
        path: Project file; one that cannot be read gives an empty picture.
        size: Size in device-independent pixels.
        scale: Device pixel ratio.

    Returns:
        The picture.
    """
    pixmap, painter = _begin(size, scale)
    boxes, across = _boxes(path)
    if boxes:
        area = QRectF(0, 0, size.width(), size.height())
        _paint_drawing(painter, boxes, area, across)
    painter.end()
    return pixmap


def images_thumbnail(paths: Sequence[Path], columns: int, tile: int, scale: float) -> QPixmap:
    """Sample images in a grid.

    Args:
        paths: Image files, row by row.
        columns: Images in a row.
        tile: Side of an image in device-independent pixels.
        scale: Device pixel ratio.

    Returns:
        The picture.
    """
    gap = 4
    rows = max(1, -(-len(paths) // columns))
    size = QSize(columns * (tile + gap) - gap, rows * (tile + gap) - gap)
    pixmap, painter = _begin(size, scale)
    for index, path in enumerate(paths):
        image = QImage(str(path))
        row, column = divmod(index, columns)
        box = QRectF(column * (tile + gap), row * (tile + gap), tile, tile)
        clip = QPainterPath()
        clip.addRoundedRect(box, 4, 4)
        painter.setClipPath(clip)
        painter.fillRect(box, Qt.GlobalColor.black)
        painter.drawImage(box, image)
    painter.end()
    return pixmap


def _begin(size: QSize, scale: float) -> tuple[QPixmap, QPainter]:
    pixmap = QPixmap(size * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return pixmap, painter


def _boxes(path: Path) -> tuple[list[_Box], bool]:
    """Category, position and source layers of each layer, in file order; and whether the drawing runs to the right."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        layers = data["config"]["layers"]
        canvas: dict[str, Any] = data.get("canvas") or {}
        names = [str(layer["name"] if "name" in layer else layer["config"]["name"]) for layer in layers]
        sources = [
            [names.index(source) for source in _sources(layer.get("inbound_nodes", [])) if source in names]
            for layer in layers
        ]
        places = _places(names, sources, canvas.get("nodes", {}))
        kinds = [_category(str(layer.get("class_name"))) for layer in layers]
    except (OSError, ValueError, KeyError, IndexError, AttributeError, TypeError):
        return [], False
    direction = RIGHT if canvas.get(DIRECTION) == RIGHT else DOWN
    boxes = [
        _Box(kind, seen(direction, places[name]), before)
        for name, kind, before in zip(names, kinds, sources, strict=True)
    ]
    return boxes, direction == RIGHT


def _category(class_name: str) -> str:
    if class_name == "InputLayer":
        return "Input"
    entry = registry.find("layer", class_name)
    return entry.category if entry else ""


def _places(names: list[str], sources: list[list[int]], kept: dict[str, Any]) -> dict[str, Point]:
    """Return where the layers stand, by the automatic layout if the file does not tell it of all."""
    if all(name in kept for name in names):
        return {name: (float(kept[name][0][0]), float(kept[name][0][1])) for name in names}
    edges = [(names[source], name) for name, before in zip(names, sources, strict=True) for source in before]
    return layered_layout(names, edges)


def _sources(value: Any) -> list[str]:
    """Names in the `keras_history` of every tensor below a value."""
    if isinstance(value, dict):
        history = value.get("keras_history")
        if isinstance(history, list) and history:
            return [str(history[0])]
        return [name for item in value.values() for name in _sources(item)]
    if isinstance(value, list):
        return [name for item in value for name in _sources(item)]
    return []


def _paint_drawing(painter: QPainter, boxes: list[_Box], area: QRectF, across: bool) -> None:
    if across:  # the same, seen in a mirror that swaps the axes, with boxes that are still wider than high
        boxes = [replace(box, place=(box.place[1], box.place[0])) for box in boxes]
        room = QRectF(area.y(), area.x(), area.height(), area.width())
    else:
        room = area
    xs = [box.place[0] for box in boxes]
    ys = [box.place[1] for box in boxes]
    rows, columns = len(set(ys)), len(set(xs))
    along, aside = (_WIDE * 1.6, _HIGH * 1.6) if across else (_HIGH * 1.6, _WIDE * 1.3)
    step = min(along, room.height() / rows)
    beside = min(aside, room.width() / columns)
    wide, high = (step / 1.6, beside / 1.6) if across else (min(beside / 1.3, _WIDE), step / 1.6)
    thick = high if across else wide
    scale_x = min(beside * (columns - 1), room.width() - thick) / max(1.0, max(xs) - min(xs))
    scale_y = step * (rows - 1) / max(1.0, max(ys) - min(ys))
    middle = QPointF((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    centres = []
    for box in boxes:
        centre = room.center() + QPointF(
            (box.place[0] - middle.x()) * scale_x, (box.place[1] - middle.y()) * scale_y
        )
        centres.append(centre.transposed() if across else centre)
    painter.setPen(QPen(theme.current().edge, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for centre, box in zip(centres, boxes, strict=True):
        for source in box.sources:
            painter.drawPath(_wire(centres[source], centre, across, step * 1.5))
    painter.setPen(Qt.PenStyle.NoPen)
    for centre, box in zip(centres, boxes, strict=True):
        painter.setBrush(theme.category(box.category))
        rect = QRectF(centre.x() - wide / 2, centre.y() - high / 2, wide, high)
        painter.drawRoundedRect(rect, high * 0.35, high * 0.35)


def _wire(start: QPointF, end: QPointF, across: bool, near: float) -> QPainterPath:
    """Return a straight line, or past layers in its way a bow beside them."""
    path = QPainterPath(start)
    way = end - start
    length, drift = (way.x(), way.y()) if across else (way.y(), way.x())
    if length > near and abs(drift) < 2.0:
        out = QPointF(0.0, _HIGH * 1.6) if across else QPointF(_WIDE * 0.9, 0.0)
        path.cubicTo(start + way * 0.15 + out, end - way * 0.15 + out, end)
    else:
        path.lineTo(end)
    return path
