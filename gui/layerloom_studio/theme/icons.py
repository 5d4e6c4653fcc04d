"""Icons by name: our SVG files painted in the colours of the theme that is on."""

from __future__ import annotations

import atexit
import weakref
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer
from shiboken6 import isValid

from layerloom_studio.resources import asset
from layerloom_studio.theme import switch
from layerloom_studio.theme.palettes import mix

_SIZES = (16, 18, 20, 24, 32, 36, 40, 48, 64)
_cache: dict[tuple[str, int, int], QIcon] = {}
_bound: weakref.WeakKeyDictionary[Any, tuple[str, str]] = weakref.WeakKeyDictionary()


def icon(name: str, color: QColor | None = None) -> QIcon:
    """An icon in the colours of the theme.

    The files draw with `currentColor`. An unknown name gives its first letter in a rounded frame, so that a
    layer without a picture of its own still has a mark.

    Args:
        name: File name in the icons folder without ".svg".
        color: Instead of the theme's text colour.

    Returns:
        The icon in all usual sizes, greyed for disabled controls.
    """
    palette = switch.current()
    normal = palette.text if color is None else color
    disabled = mix(palette.text, palette.panel, 0.65)
    key = (name, normal.rgba(), disabled.rgba())
    if key not in _cache:
        result = QIcon()
        modes = ((normal, (QIcon.Mode.Normal, QIcon.Mode.Selected)), (disabled, (QIcon.Mode.Disabled,)))
        for shade, of_modes in modes:
            for pixmap in _pixmaps(name, shade):
                for mode in of_modes:
                    result.addPixmap(pixmap, mode)
        _cache[key] = result
    return _cache[key]


def has_icon(name: str) -> bool:
    """Whether there is a picture of this name."""
    return _source(name) is not None


def bind_icon(target: Any, name: str, role: str = "text") -> None:
    """Give an action or button an icon that follows the theme; binding again replaces the icon.

    Args:
        target: A QObject with `setIcon`.
        name: File name in the icons folder without ".svg".
        role: Which colour of the palette paints it.
    """
    _bound[target] = (name, role)
    target.setIcon(icon(name, getattr(switch.current(), role)))


def _repaint() -> None:
    for target, (name, role) in list(_bound.items()):
        if isValid(target):
            target.setIcon(icon(name, getattr(switch.current(), role)))
        else:  # Qt has deleted it; its Python shell only waits for collection
            del _bound[target]


def _pixmaps(name: str, color: QColor) -> Iterator[QPixmap]:
    """Yield the picture in all sizes; its file is read once for them."""
    source = _source(name)
    data = "" if source is None else source.replace("currentColor", color.name())
    renderer = QSvgRenderer(QByteArray(data.encode())) if data else None
    for size in _SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if renderer is None:
            _paint_letter(painter, name, color, size)
        else:
            renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        yield pixmap


@cache
def _source(name: str) -> str | None:
    path = Path(asset("icons", f"{name}.svg"))
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _paint_letter(painter: QPainter, name: str, color: QColor, size: int) -> None:
    painter.setPen(QPen(color, size / 14))
    edge = size * 0.11
    box = QRectF(edge, edge, size - 2 * edge, size - 2 * edge)
    painter.drawRoundedRect(box, size * 0.2, size * 0.2)
    font = painter.font()
    font.setPixelSize(max(6, round(size * 0.52)))
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name[:1].upper())


switch.changed.connect(_repaint)
atexit.register(_cache.clear)  # pixmaps must go before the application does
