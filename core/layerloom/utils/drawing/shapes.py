"""A placed diagram as a list of plain shapes, which SVG and pixels are made of."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from layerloom.utils.drawing.diagram import BLACK, Box, Cell, Diagram
from layerloom.utils.drawing.placing import Placed, Point, Size, place

_PAD = 10.0  # round the words of a field
_LINE = 1.25  # height of a line of text, in sizes
_MARGIN = 8.0
_ARROW = 9.0

STYLES = ("ortho", "curved", "polyline", "spline", "line")


@dataclass(frozen=True)
class Area:
    """A rectangle; without a colour it is a dashed frame."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None


@dataclass(frozen=True)
class Words:
    """Words, from their left end on the line they stand on."""

    x: float
    y: float
    text: str
    size: float
    ink: str
    bold: bool

    @property
    def length(self) -> float:
        """How long they are."""
        return text_length(self.text, self.size, self.bold)


@dataclass(frozen=True)
class Line:
    """A line of two points' width, through points."""

    points: tuple[Point, ...]


@dataclass(frozen=True)
class Head:
    """A filled triangle."""

    points: tuple[Point, ...]


Shape = Area | Words | Line | Head


def shapes_of(diagram: Diagram, rankdir: str, splines: str) -> tuple[Size, list[Shape]]:
    """Returns width and height of the drawing in points, and what is in it, the hindmost first."""
    boxes = {box.key: box for box in diagram.boxes()}
    placed = place(diagram, _measure, rankdir)
    size = (placed.size[0] + 2 * _MARGIN + 20, placed.size[1] + 2 * _MARGIN)
    return size, [_moved(shape) for shape in _shapes(placed, boxes, splines, rankdir)]


def _shapes(placed: Placed, boxes: dict[int, Box], splines: str, rankdir: str) -> Iterator[Shape]:
    for name, (x, y, width, height) in placed.frames:
        yield Area(x, y, width, height, None)
        yield Words(x + _PAD, y + 16, name, 13, BLACK, False)
    sideways = rankdir in ("LR", "RL")
    for points in placed.arrows:
        path = _path(points, splines, sideways)
        way = _direction(path)
        yield Line((*path[:-1], _shorter(path[-1], way)))
        yield Head(_head(path[-1], way))
    for key, corner in placed.boxes.items():
        yield from _box_shapes(boxes[key], *corner)


def _box_shapes(box: Box, x: float, y: float, width: float, height: float) -> Iterator[Shape]:
    yield Area(x, y, width, height, BLACK)
    for row in box.rows:
        tall = _row_height(row)
        widths = [_cell_width(cell) for cell in row]
        stretch = (width - 1) / (sum(widths) + len(widths))
        left = x
        for cell, wide in zip(row, widths, strict=True):
            room = (wide + 1) * stretch
            yield Area(left + 1, y + 1, room - 1, tall - 1, cell.fill)
            yield from _words(cell, left + 1 + (room - wide) / 2 + _PAD, y + tall / 2 + 0.35 * cell.size)
            left += room
        y += tall


def _words(cell: Cell, x: float, y: float) -> Iterator[Words]:
    bold_first = cell.fill == BLACK
    parts = [(cell.plain, False), (cell.bold, True)]
    for text, bold in parts[::-1] if bold_first else parts:
        if text:
            made = Words(x, y, text, cell.size, cell.ink, bold)
            yield made
            x += made.length


def _measure(box: Box) -> Size:
    width = max(sum(_cell_width(cell) + 1 for cell in row) for row in box.rows) + 1
    return width, sum(_row_height(row) for row in box.rows) + 1


def _row_height(row: tuple[Cell, ...]) -> float:
    return max(cell.size for cell in row) * _LINE + _PAD + 1


def _cell_width(cell: Cell) -> float:
    words = text_length(cell.plain, cell.size, False) + text_length(cell.bold, cell.size, True)
    return words + 2 * _PAD


@functools.lru_cache(maxsize=4096)
def text_length(text: str, size: float, bold: bool) -> float:
    """Returns how long a text is in points."""
    length = float(font(100).getlength(text)) / 100 * size + 0.12 * size * text.endswith(" ")
    return length * 1.05 if bold else length


@functools.lru_cache(maxsize=16)
def font(size: float) -> Any:
    """Returns Pillow's own font, which is there on every machine."""
    from PIL import ImageFont

    return ImageFont.load_default(size)


def _path(points: list[Point], splines: str, sideways: bool) -> list[Point]:
    if splines == "ortho":
        made = [points[0]]
        for (x, y), (to_x, to_y) in pairwise(points):
            if abs(x - to_x) > 0.01 and abs(y - to_y) > 0.01:
                bend = (x + to_x) / 2 if sideways else (y + to_y) / 2
                made += [(bend, y), (bend, to_y)] if sideways else [(x, bend), (to_x, bend)]
            made.append((to_x, to_y))
        return made
    if splines in ("curved", "spline"):
        return [point for a, b in pairwise(points) for point in _curve(a, b, sideways)] + points[-1:]
    return points


def _curve(a: Point, b: Point, sideways: bool) -> Iterator[Point]:
    """Yields points of a curve that leaves and arrives along the arrows' way."""
    for step in range(12):
        t = step / 12
        smooth = t * t * (3 - 2 * t)
        if sideways:
            yield a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * smooth
        else:
            yield a[0] + (b[0] - a[0]) * smooth, a[1] + (b[1] - a[1]) * t


def _direction(points: list[Point]) -> Point:
    """Returns the way in which a line arrives, one point long."""
    (x, y), (to_x, to_y) = points[-2:]
    length = math.hypot(to_x - x, to_y - y) or 1.0
    return (to_x - x) / length, (to_y - y) / length


def _shorter(end: Point, way: Point) -> Point:
    return end[0] - way[0] * _ARROW * 0.9, end[1] - way[1] * _ARROW * 0.9


def _head(end: Point, way: Point) -> tuple[Point, ...]:
    (x, y), (dx, dy) = end, way
    base_x, base_y, half = x - dx * _ARROW, y - dy * _ARROW, _ARROW * 0.42
    return (x, y), (base_x - dy * half, base_y + dx * half), (base_x + dy * half, base_y - dx * half)


def _moved(shape: Shape) -> Shape:
    if isinstance(shape, Area):
        return Area(shape.x + _MARGIN, shape.y + _MARGIN, shape.width, shape.height, shape.fill)
    if isinstance(shape, Words):
        return Words(shape.x + _MARGIN, shape.y + _MARGIN, shape.text, shape.size, shape.ink, shape.bold)
    return type(shape)(tuple((x + _MARGIN, y + _MARGIN) for x, y in shape.points))
