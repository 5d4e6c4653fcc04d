"""The whole drawing as a picture: PNG, SVG or PDF, on white paper or in the colours of the window."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from xml.sax.saxutils import unescape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPaintDevice,
    QPainter,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgGenerator

from layerloom.atomic import atomic_path
from layerloom_studio import theme
from layerloom_studio.canvas.scene import CanvasScene
from layerloom_studio.language import tr
from layerloom_studio.theme.metrics import scale_text

SUFFIXES = (".png", ".svg", ".pdf")
_SVG_ROOM = 0.9  # of the room for texts, since other programs draw them with wider fonts
_SVG_FAMILY = re.compile(r'font-family="([^"]*)"')
_SVG_TEXT = re.compile(r'<text ([^>]*?)font-size="([\d.]+)" font-weight="(\d+)"([^>]*)>([^<]*)</text>')
_MARGIN = 32.0  # around the drawing, in its own units
SCALE = 2.0  # pixels of a PNG for one unit of the drawing
_MOST_PIXELS = 12_000  # on a side: beyond, pictures can hardly be opened elsewhere
_DOTS_PER_INCH = 96
_POINTS = 72 / _DOTS_PER_INCH  # of a page for one unit of the drawing
_LONGEST_PAGE = 14_400.0  # points; what PDF readers take at the most


def save_picture(
    scene: CanvasScene, path: Path, title: str, paper: str = "light", scale: float = SCALE
) -> None:
    """Write the whole drawing, whatever part of it the window shows, without marks of the selection.

    Args:
        scene: The drawing.
        path: The file; its ending chooses PNG, SVG or PDF.
        title: Goes into the file where the format has a place for it.
        paper: The theme whose colours are used.
        scale: Pixels of a PNG for one unit of the drawing; the other kinds have no pixels.

    Raises:
        ValueError: If the drawing is empty, or the ending is another one.
        OSError: If the file cannot be written.
    """
    painters: dict[str, Callable[[CanvasScene, QRectF, str], bytes]] = {
        ".png": partial(_png, most=scale),
        ".svg": _svg,
        ".pdf": _pdf,
    }
    paint = painters.get(path.suffix.lower())
    if paint is None:
        raise ValueError(f"{path.name}: pictures end in {', '.join(SUFFIXES)}.")
    area = scene.contents_rect()
    if area.isEmpty():
        raise ValueError("There is nothing to draw yet: add a layer first.")
    area = area.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
    with atomic_path(path) as beside, theme.painting_in(paper), _usual_size(), _without_marks(scene):
        # Python writes it, for Qt's PDF writer does not tell of a full disk.
        beside.write_bytes(paint(scene, area, title))


def _png(scene: CanvasScene, area: QRectF, title: str, most: float) -> bytes:
    scale = min(most, _MOST_PIXELS / max(area.width(), area.height()))
    image = QImage((area.size() * scale).toSize(), QImage.Format.Format_RGB32)
    if image.isNull():
        raise _without_memory()
    image.setText("Title", title)
    image.fill(theme.current().canvas)
    with _painting(image) as painter:
        _render(scene, painter, QRectF(image.rect()), area)
    with _buffer() as buffer:
        if not QImageWriter(buffer, QByteArray(b"png")).write(image):
            raise _without_memory()
        return bytes(buffer.data().data())


def _svg(scene: CanvasScene, area: QRectF, title: str) -> bytes:
    sheet = QRectF(0.0, 0.0, area.width(), area.height())
    generator = QSvgGenerator()
    generator.setResolution(_DOTS_PER_INCH)
    generator.setSize(sheet.size().toSize())
    generator.setViewBox(sheet)
    generator.setTitle(title)
    generator.setDescription(tr("Drawn with Layerloom"))
    items = scene.node_items().values()
    for item in items:
        item.elide(_SVG_ROOM)
    try:
        with _buffer() as buffer:
            generator.setOutputDevice(buffer)
            with _painting(generator) as painter:
                painter.fillRect(sheet, theme.current().canvas)
                _render(scene, painter, sheet, area)
            return _with_widths(bytes(buffer.data().data()).decode("utf-8")).encode("utf-8")
    finally:
        for item in items:
            item.elide()


def _with_widths(svg: str) -> str:
    """Tell the width of every text and a last resort for its font: who looks at it may lack the one used here."""
    font = theme.ui_font()
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)

    def told(found: re.Match[str]) -> str:
        head, size, weight, tail, text = found.groups()
        font.setPixelSize(max(1, round(float(size))))
        font.setWeight(QFont.Weight(int(weight)))
        width = QFontMetricsF(font).horizontalAdvance(unescape(text))
        return (
            f'<text {head}font-size="{size}" font-weight="{weight}" '
            f'textLength="{width:.1f}" lengthAdjust="spacingAndGlyphs"{tail}>{text}</text>'
        )

    return _SVG_TEXT.sub(told, _SVG_FAMILY.sub(r'font-family="\1,sans-serif"', svg))


def _pdf(scene: CanvasScene, area: QRectF, title: str) -> bytes:
    with _buffer() as buffer:
        _print(QPdfWriter(buffer), scene, area, title)
        return bytes(buffer.data().data())


def _print(writer: QPdfWriter, scene: CanvasScene, area: QRectF, title: str) -> None:
    points = _POINTS * min(1.0, _LONGEST_PAGE / _POINTS / max(area.width(), area.height()))
    writer.setTitle(title)
    writer.setCreator("Layerloom")
    page = QPageSize(area.size() * points, QPageSize.Unit.Point, title, QPageSize.SizeMatchPolicy.ExactMatch)
    # A page wider than high would be turned by QPageSize, so the orientation is told.
    wide = area.width() > area.height()
    if wide:
        turned = QSizeF(area.height(), area.width()) * points
        page = QPageSize(turned, QPageSize.Unit.Point, title, QPageSize.SizeMatchPolicy.ExactMatch)
    orientation = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(page, orientation, QMarginsF()))
    with _painting(writer) as painter:
        sheet = QRectF(0.0, 0.0, writer.width(), writer.height())
        painter.fillRect(sheet, theme.current().canvas)
        _render(scene, painter, sheet, area)


def _render(scene: CanvasScene, painter: QPainter, sheet: QRectF, area: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    scene.render(painter, sheet, area, Qt.AspectRatioMode.KeepAspectRatio)


@contextmanager
def _painting(device: QPaintDevice) -> Iterator[QPainter]:
    """Give a painter for a picture, or say that there is no memory for it."""
    painter = QPainter()
    if not painter.begin(device):
        raise _without_memory()
    try:
        yield painter
    finally:
        painter.end()


def _without_memory() -> OSError:
    return OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))


@contextmanager
def _buffer() -> Iterator[QBuffer]:
    """Give memory that Qt writes to as to a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    try:
        yield buffer
    finally:
        buffer.close()


@contextmanager
def _usual_size() -> Iterator[None]:
    """Let texts have their usual size for a while: how much of a layer is drawn goes by how large it is seen."""
    before = theme.text_size()
    scale_text(100)
    try:
        yield
    finally:
        scale_text(before)


@contextmanager
def _without_marks(scene: CanvasScene) -> Iterator[None]:
    """Let nothing be selected for a while; nobody is told, since it comes back."""
    nodes, edges = scene.selected, scene.selected_edges
    told = scene.blockSignals(True)
    scene.select()
    try:
        yield
    finally:
        scene.select(nodes, edges)
        scene.blockSignals(told)
