"""Small pictures for the start page: a drawing in miniature, a few sample images in a row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPixmap

from layerloom.declaration import registry
from layerloom_studio import theme


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
    boxes = _boxes(path)
    if boxes:
        _paint_drawing(painter, boxes, QRectF(0, 0, size.width(), size.height()))
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


def _boxes(path: Path) -> list[tuple[str, tuple[float, float], list[str]]]:
    """Category, position and source layers of each layer, in file order."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        layers = data["config"]["layers"]
        positions: dict[str, Any] = data.get("canvas", {}).get("nodes", {})
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return []
    result = []
    for index, layer in enumerate(layers):
        entry = registry.find("layer", str(layer.get("class_name")))
        place = positions.get(layer.get("name"), [[0.0, index * 110.0]])[0]
        sources = _sources(layer.get("inbound_nodes", []))
        result.append((entry.category if entry else "", (place[0], place[1]), sources, layer.get("name")))
    names = [item[3] for item in result]
    return [
        (category, place, [str(names.index(s)) for s in sources if s in names])
        for category, place, sources, _ in result
    ]


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


def _paint_drawing(
    painter: QPainter, boxes: list[tuple[str, tuple[float, float], list[str]]], area: QRectF
) -> None:
    xs = [place[0] for _, place, _ in boxes]
    ys = [place[1] for _, place, _ in boxes]
    rows = len(set(ys))
    wide = min(26.0, area.width() * 0.6)
    scale_x = min(0.2, (area.width() - wide) / max(1.0, max(xs) - min(xs)))
    step = min(13.0, area.height() / max(1, rows))
    high = min(8.0, step * 0.62)
    scale_y = step * (rows - 1) / max(1.0, max(ys) - min(ys))
    middle = QPointF((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    centres = [
        area.center() + QPointF((place[0] - middle.x()) * scale_x, (place[1] - middle.y()) * scale_y)
        for _, place, _ in boxes
    ]
    painter.setPen(QPen(theme.current().edge, 1.2))
    for index, (_, _, sources) in enumerate(boxes):
        for source in sources:
            painter.drawLine(centres[int(source)], centres[index])
    painter.setPen(Qt.PenStyle.NoPen)
    for (category, _, _), centre in zip(boxes, centres, strict=True):
        painter.setBrush(theme.category(category))
        box = QRectF(centre.x() - wide / 2, centre.y() - high / 2, wide, high)
        painter.drawRoundedRect(box, high * 0.35, high * 0.35)
