"""Lining nodes up and spreading them evenly: places in, places out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from layerloom_studio.document.layout import COLUMN_GAP, GRID, NODE_HEIGHT, NODE_WIDTH, ROW_GAP, Point

Side = Literal["left", "center", "right", "top", "middle", "bottom"]
Direction = Literal["across", "down"]


def align(places: Mapping[str, Point], side: Side) -> dict[str, Point]:
    """Return places in one column ("left", "center", "right") or one row ("top", "middle", "bottom").

    All nodes are of one size, so the sides differ in which node the others go to: the outermost or the mean.
    """
    axis = 0 if side in ("left", "center", "right") else 1
    values = [place[axis] for place in places.values()]
    if side in ("left", "top"):
        line = min(values)
    elif side in ("right", "bottom"):
        line = max(values)
    else:
        line = round((min(values) + max(values)) / 2 / GRID) * GRID
    return {node: (line, y) if axis == 0 else (x, line) for node, (x, y) in places.items()}


def distribute(places: Mapping[str, Point], direction: Direction) -> dict[str, Point]:
    """Return places with equal gaps between neighbours; nodes never come to cover each other.

    Args:
        places: Places by node.
        direction: Side by side ("across") or one below the other ("down").
    """
    axis = 0 if direction == "across" else 1
    least = (NODE_WIDTH + COLUMN_GAP) if axis == 0 else (NODE_HEIGHT + ROW_GAP)
    order = sorted(places, key=lambda node: (places[node][axis], places[node][1 - axis]))
    if len(order) < 2:
        return dict(places)
    first, last = places[order[0]][axis], places[order[-1]][axis]
    step = (last - first) / (len(order) - 1)
    if step < (NODE_WIDTH if axis == 0 else NODE_HEIGHT):
        step = least
    moved: dict[str, Point] = {}
    for number, node in enumerate(order):
        value = round((first + number * step) / GRID) * GRID
        x, y = places[node]
        moved[node] = (value, y) if axis == 0 else (x, value)
    return moved
