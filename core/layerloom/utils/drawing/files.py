"""Drawings as SVG text and as pixels."""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape
from typing import Any

from layerloom.utils.drawing.placing import Size
from layerloom.utils.drawing.shapes import Area, Head, Line, Shape, Words, font

_MOST_PIXELS = 64_000_000  # what picture viewers still open

#: Ending of a file: Pillow's name of its kind.
PIXEL_KINDS = {
    "png": "PNG",
    "jpg": "JPEG",
    "jpeg": "JPEG",
    "webp": "WEBP",
    "gif": "GIF",
    "bmp": "BMP",
    "tiff": "TIFF",
    "pdf": "PDF",
}


def svg(size: Size, shapes: Sequence[Shape], dpi: float) -> str:
    """Returns a drawing as SVG text."""
    width, height = size
    scale = dpi / 72
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * scale:.0f}" height="{height * scale:.0f}" '
        f'viewBox="0 0 {width:.2f} {height:.2f}" font-family="Helvetica, Arial, sans-serif">'
    )
    lines = [
        head,
        '<rect width="100%" height="100%" fill="white"/>',
        *(_svg_shape(shape) for shape in shapes),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def pixels(size: Size, shapes: Sequence[Shape], dpi: float, kind: str) -> bytes:
    """Returns a drawing as the bytes of a picture file; very large ones in a lower resolution."""
    from PIL import Image, ImageDraw

    scale = min(dpi / 72, (_MOST_PIXELS / max(size[0] * size[1], 1.0)) ** 0.5)
    scale = min(scale, 60_000 / max(size))
    picture = Image.new("RGB", (max(round(size[0] * scale), 1), max(round(size[1] * scale), 1)), "white")
    draw = ImageDraw.Draw(picture)
    for shape in shapes:
        _draw(draw, shape, scale)
    out = io.BytesIO()
    picture.save(out, format=PIXEL_KINDS[kind], dpi=(dpi, dpi))
    return out.getvalue()


def _svg_shape(shape: Shape) -> str:
    if isinstance(shape, Area):
        style = 'fill="none" stroke="black" stroke-dasharray="5 4"'
        if shape.fill:
            style = f'fill="{shape.fill}"'
        place = f'x="{shape.x:.2f}" y="{shape.y:.2f}" width="{shape.width:.2f}" height="{shape.height:.2f}"'
        return f"<rect {place} {style}/>"
    if isinstance(shape, Words):
        weight = ' font-weight="bold"' if shape.bold else ""
        return (
            f'<text x="{shape.x:.2f}" y="{shape.y:.2f}" font-size="{shape.size:g}" fill="{shape.ink}"{weight} '
            f'textLength="{shape.length:.2f}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">'
            f"{escape(_printable(shape.text), quote=False)}</text>"
        )
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in shape.points)
    if isinstance(shape, Head):
        return f'<polygon points="{points}"/>'
    return f'<polyline points="{points}" fill="none" stroke="black" stroke-width="2"/>'


def _printable(text: str) -> str:
    """Returns a text without the control characters that XML cannot hold."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _draw(draw: Any, shape: Shape, scale: float) -> None:
    if isinstance(shape, Area):
        x, y = shape.x * scale, shape.y * scale
        right, bottom = x + shape.width * scale, y + shape.height * scale
        if shape.fill:
            draw.rectangle(
                (round(x), round(y), max(round(right) - 1, round(x)), max(round(bottom) - 1, round(y))),
                fill=shape.fill,
            )
        else:
            _dashed(draw, (x, y, right, bottom), max(5 * scale, 2), max(round(scale), 1))
    elif isinstance(shape, Words):
        drawn = font(shape.size * scale)
        options = {"stroke_width": max(round(scale * 0.3), 0), "stroke_fill": shape.ink} if shape.bold else {}
        draw.text(
            (shape.x * scale, shape.y * scale), shape.text, fill=shape.ink, font=drawn, anchor="ls", **options
        )
    else:
        points = [(x * scale, y * scale) for x, y in shape.points]
        if isinstance(shape, Line):
            draw.line(points, fill="black", width=max(round(2 * scale), 1), joint="curve")
        else:
            draw.polygon(points, fill="black")


def _dashed(draw: Any, frame: tuple[float, float, float, float], dash: float, width: int) -> None:
    left, top, right, bottom = frame
    for start, end, across in ((left, right, False), (top, bottom, True)):
        at = start
        while at < end:
            to = min(at + dash, end)
            for other in (left, right) if across else (top, bottom):
                ends = (other, at, other, to) if across else (at, other, to, other)
                draw.line(ends, fill="black", width=width)
            at += 2 * dash
