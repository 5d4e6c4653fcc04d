"""The whole drawing as a picture: PNG, SVG or PDF, on white paper or in the colours of the window."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from xml.sax.saxutils import unescape

from PySide6.QtCore import QByteArray, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgGenerator

from layerloom.atomic import atomic_path
from layerloom_studio import theme
from layerloom_studio.canvas.scene import CanvasScene
from layerloom_studio.language import tr

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
    writers: dict[str, Callable[[CanvasScene, QRectF, Path, str], None]] = {
        ".png": partial(_write_png, most=scale),
        ".svg": _write_svg,
        ".pdf": _write_pdf,
    }
    write = writers.get(path.suffix.lower())
    if write is None:
        raise ValueError(f"{path.name}: pictures end in {', '.join(SUFFIXES)}.")
    area = scene.contents_rect()
    if area.isEmpty():
        raise ValueError("There is nothing to draw yet: add a layer first.")
    area = area.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
    with atomic_path(path) as beside, theme.painting_in(paper), _without_marks(scene):
        write(scene, area, beside, title)


def _write_png(scene: CanvasScene, area: QRectF, path: Path, title: str, most: float) -> None:
    scale = min(most, _MOST_PIXELS / max(area.width(), area.height()))
    image = QImage((area.size() * scale).toSize(), QImage.Format.Format_RGB32)
    image.setText("Title", title)
    image.fill(theme.current().canvas)
    painter = QPainter(image)
    _render(scene, painter, QRectF(image.rect()), area)
    painter.end()
    if not QImageWriter(str(path), QByteArray(b"png")).write(image):
        raise OSError(tr("the folder is missing or write-protected, or the disk is full"))


def _write_svg(scene: CanvasScene, area: QRectF, path: Path, title: str) -> None:
    sheet = QRectF(0.0, 0.0, area.width(), area.height())
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setResolution(_DOTS_PER_INCH)
    generator.setSize(sheet.size().toSize())
    generator.setViewBox(sheet)
    generator.setTitle(title)
    generator.setDescription(tr("Drawn with Layerloom"))
    painter = QPainter()
    if not painter.begin(generator):
        raise OSError(tr("the folder is missing or write-protected, or the disk is full"))
    painter.fillRect(sheet, theme.current().canvas)
    items = scene.node_items().values()
    for item in items:
        item.elide(_SVG_ROOM)
    try:
        _render(scene, painter, sheet, area)
    finally:
        painter.end()
        for item in items:
            item.elide()
    path.write_text(_with_widths(path.read_text("utf-8")), "utf-8")


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


def _write_pdf(scene: CanvasScene, area: QRectF, path: Path, title: str) -> None:
    points = _POINTS * min(1.0, _LONGEST_PAGE / _POINTS / max(area.width(), area.height()))
    writer = QPdfWriter(str(path))
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
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(tr("the folder is missing or write-protected, or the disk is full"))
    sheet = QRectF(0.0, 0.0, writer.width(), writer.height())
    painter.fillRect(sheet, theme.current().canvas)
    _render(scene, painter, sheet, area)
    painter.end()


def _render(scene: CanvasScene, painter: QPainter, sheet: QRectF, area: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    scene.render(painter, sheet, area, Qt.AspectRatioMode.KeepAspectRatio)


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
