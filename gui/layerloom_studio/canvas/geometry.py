"""Where things are on a node, and the path of an edge: plain geometry, no items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QTransform

from layerloom_studio.document.layout import NODE_HEIGHT, NODE_WIDTH, ROW_GAP

PORT_RADIUS = 4.5
PORT_REACH = 15.0  # how far from its middle a port can be grabbed
STRIP = 6.0  # width of the category's colour strip
_CLEARANCE = 22.0
_MIN_BEND = 28.0
_MAX_BEND = 110.0
_LONG = 280.0  # from this drop on an edge runs upright for most of its way
_TURN = 84.0  # height of its one bend
_SAMPLES = 24
_U_TURN = 40.0  # how far an edge that leads back swings out
_TRACK = 12.0  # between edges that run beside each other
_MOST_TRACKS = 24

_MIRROR = QTransform(0.0, 1.0, 1.0, 0.0, 0.0, 0.0)

Obstacles = Callable[[QRectF], Sequence[QRectF]]


def input_anchor(rect: QRectF, index: int = 0, count: int = 1, across: bool = False) -> QPointF:
    """Return where the connection number `index` of `count` enters a node: above, or `across` at its left."""
    if across:
        return QPointF(rect.left(), rect.top() + rect.height() * _share(index, count))
    return QPointF(rect.left() + rect.width() * _share(index, count), rect.top())


def output_anchor(rect: QRectF, port: int = 0, count: int = 1, across: bool = False) -> QPointF:
    """Return where the output number `port` of `count` leaves a node: below, or `across` at its right."""
    if across:
        return QPointF(rect.right(), rect.top() + rect.height() * _share(port, count))
    return QPointF(rect.left() + rect.width() * _share(port, count), rect.bottom())


@dataclass(frozen=True)
class Lane:
    """The upright part of an edge that runs past nodes; in a drawing that runs to the right, seen in a mirror."""

    x: float
    top: float
    bottom: float


def edge_path(
    start: QPointF, end: QPointF, obstacles: Obstacles | None = None, across: bool = False
) -> QPainterPath:
    """Return the curve of an edge that leaves downwards and enters from above, or `across` from left to right.

    Args:
        start: Where it leaves its source.
        end: Where it enters its target.
        obstacles: Gives the node rectangles that touch a region; the curve then runs beside those in its way.
        across: Whether the drawing runs to the right.
    """
    return edge_route(start, end, obstacles, None, across)[0]


def held_path(start: QPointF, end: QPointF, across: bool = False) -> QPainterPath:
    """Return the curve of an edge whose end hangs at the pointer: the shortest there is, wherever that goes."""
    if across:
        return _MIRROR.map(held_path(_MIRROR.map(start), _MIRROR.map(end)))
    path = QPainterPath(start)
    _curve(path, start, end)
    return path


def edge_route(
    start: QPointF,
    end: QPointF,
    obstacles: Obstacles | None,
    taken: Callable[[Lane], bool] | None,
    across: bool = False,
) -> tuple[QPainterPath, Lane | None]:
    """Return the curve of an edge as `edge_path` does, and the lane in which it runs past nodes, if any.

    Args:
        start: Where it leaves its source.
        end: Where it enters its target.
        obstacles: Gives the node rectangles that touch a region.
        taken: Tells whether another edge runs in a lane already.
        across: Whether the drawing runs to the right.
    """
    if across:  # the same, seen in a mirror that swaps the axes
        turned = None if obstacles is None else _turned(obstacles)
        path, lane = edge_route(_MIRROR.map(start), _MIRROR.map(end), turned, taken)
        return _MIRROR.map(path), lane
    if end.y() < start.y():
        return _backwards(start, end, obstacles), None
    path = QPainterPath(start)
    lane = None
    if obstacles is not None and end.y() - start.y() > NODE_HEIGHT:
        lane = _lane(start, end, obstacles, taken)
    if lane is None:
        _curve(path, start, end)
        return path, None
    _curve(path, start, QPointF(lane.x, lane.top))
    path.lineTo(lane.x, lane.bottom)
    _curve(path, QPointF(lane.x, lane.bottom), end)
    return path, lane


def _turned(obstacles: Obstacles) -> Obstacles:
    def turned(region: QRectF) -> list[QRectF]:
        return [_MIRROR.mapRect(rect) for rect in obstacles(_MIRROR.mapRect(region))]

    return turned


def _share(index: int, count: int) -> float:
    return (index + 1) / (max(count, index + 1) + 1)


def _curve(path: QPainterPath, start: QPointF, end: QPointF) -> None:
    bend = _bend(end.y() - start.y())
    path.cubicTo(QPointF(start.x(), start.y() + bend), QPointF(end.x(), end.y() - bend), end)


def _bend(drop: float) -> float:
    """Return how far the ends of a curve point down; one that leads back up swings out."""
    return _MAX_BEND if drop < 0 else min(max(drop * 0.5, _MIN_BEND), _MAX_BEND)


def _lane(
    start: QPointF, end: QPointF, obstacles: Obstacles, taken: Callable[[Lane], bool] | None
) -> Lane | None:
    """Return a vertical lane past the nodes between two ends; `None` if nothing is in the way."""
    top, bottom = start.y() + 1.0, end.y() - 1.0
    left, right = min(start.x(), end.x()) - 2.0, max(start.x(), end.x()) + 2.0
    straight = QRectF(left, top, right - left, bottom - top)
    in_way = [rect for rect in obstacles(straight) if _meets_curve(rect, start, end)]
    if not in_way:
        return _upright(start, end, obstacles)
    first = max(min(min(rect.top() for rect in in_way) - 4.0, top + ROW_GAP), top)
    last = min(max(max(rect.bottom() for rect in in_way) + 4.0, bottom - ROW_GAP), bottom)
    for x in (start.x(), end.x()):  # straight on, if the way below the one or above the other is free
        lane = Lane(x, first if x == end.x() else top, last if x == start.x() else bottom)
        strip = QRectF(x - 12.0, lane.top, 24.0, lane.bottom - lane.top)
        if not obstacles(strip) and (taken is None or not taken(lane)):
            return lane
    near, far = _sides(in_way)
    for _ in range(12):  # a lane may hit further nodes; widen until both sides are free or it does not matter
        hit_near = obstacles(QRectF(near - 2.0, top, 4.0, bottom - top))
        hit_far = obstacles(QRectF(far - 2.0, top, 4.0, bottom - top))
        if not hit_near and not hit_far:
            break
        near = min([near, *(rect.left() - _CLEARANCE for rect in hit_near)])
        far = max([far, *(rect.right() + _CLEARANCE for rect in hit_far)])
    middle = (start.x() + end.x()) / 2
    aside = -_TRACK if middle - near < far - middle else _TRACK
    lane = Lane(near if aside < 0 else far, first, last)
    for _ in range(_MOST_TRACKS):
        if taken is None or not taken(lane):
            break
        beside = Lane(lane.x + aside, first, last)
        if obstacles(QRectF(beside.x - 2.0, first, 4.0, last - first)):
            break
        lane = beside
    return lane


def _backwards(start: QPointF, end: QPointF, obstacles: Obstacles | None) -> QPainterPath:
    """Return the way of an edge that leads back up: out below its source, up beside the nodes, in from above."""
    left, right = min(start.x(), end.x()), max(start.x(), end.x())
    aside = NODE_WIDTH / 2 + _CLEARANCE
    lanes = [(left + right) / 2] if right - left > NODE_WIDTH + 2 * _CLEARANCE else []
    lanes += [right + aside, left - aside]
    for x in lanes:
        if obstacles is None or not obstacles(QRectF(x - 4.0, end.y(), 8.0, start.y() - end.y())):
            break
    else:
        x = lanes[0]
    path = QPainterPath(start)
    path.cubicTo(
        QPointF(start.x(), start.y() + _U_TURN), QPointF(x, start.y() + _U_TURN), QPointF(x, start.y())
    )
    path.lineTo(x, end.y())
    path.cubicTo(QPointF(x, end.y() - _U_TURN), QPointF(end.x(), end.y() - _U_TURN), end)
    return path


def _upright(start: QPointF, end: QPointF, obstacles: Obstacles) -> Lane | None:
    """Return the lane of a long edge with nothing in its way: straight down from one end, and one bend at the other."""
    if end.y() - start.y() < _LONG or abs(end.x() - start.x()) < 0.5:
        return None
    top, bottom = start.y() + 1.0, end.y() - 1.0
    lanes = (  # the bend is best where it joins others: above its target
        (start.x(), top, bottom - _TURN),
        (end.x(), top + _TURN, bottom),
    )
    for x, first, last in lanes:
        if not obstacles(QRectF(x - 12.0, first, 24.0, last - first)):
            return Lane(x, first, last)
    return None


def _sides(rects: Sequence[QRectF]) -> tuple[float, float]:
    near = min(rect.left() for rect in rects) - _CLEARANCE
    far = max(rect.right() for rect in rects) + _CLEARANCE
    return near, far


def _meets_curve(rect: QRectF, start: QPointF, end: QPointF) -> bool:
    """Tell whether the direct curve crosses a node, seen a little wider than it is."""
    wide = rect.adjusted(-8.0, -2.0, 8.0, 2.0)
    bend = _bend(end.y() - start.y())
    for step in range(1, _SAMPLES):
        t = step / _SAMPLES
        s = 1.0 - t
        y = (
            s**3 * start.y()
            + 3 * s * s * t * (start.y() + bend)
            + 3 * s * t * t * (end.y() - bend)
            + t**3 * end.y()
        )
        x = (s**3 + 3 * s * s * t) * start.x() + (3 * s * t * t + t**3) * end.x()
        if wide.contains(x, y):
            return True
    return False


def around(rects: Iterable[QRectF]) -> QRectF:
    """Return the rectangle around some others; empty ones take no room."""
    known = [rect for rect in rects if rect.width() > 0 or rect.height() > 0]
    if not known:
        return QRectF()
    left, top = min(rect.left() for rect in known), min(rect.top() for rect in known)
    right, bottom = max(rect.right() for rect in known), max(rect.bottom() for rect in known)
    return QRectF(left, top, right - left, bottom - top)
