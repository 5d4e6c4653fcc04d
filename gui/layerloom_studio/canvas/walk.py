"""Walking the graph by arrow keys: along the connections, and sideways to what stands there."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt

from layerloom_studio.document.direction import RIGHT, seen
from layerloom_studio.document.layout import NODE_HEIGHT, NODE_WIDTH
from layerloom_studio.document.project import Project

_DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def neighbour(project: Project, node: str | None, key: Qt.Key) -> str | None:
    """Return the node that an arrow key leads to from another.

    Args:
        project: The document.
        node: Where to start; with none, the walk begins at the first node.
        key: An arrow key.

    Returns:
        A connected node for the two keys along which the drawing runs, else the nearest in that direction; `None`
        if there is none.
    """
    positions = project.positions
    if node is None or node not in positions:
        return min(positions, key=lambda other: (positions[other][1], positions[other][0]), default=None)
    across = project.direction == RIGHT
    connected: list[str] = []
    if key == (Qt.Key.Key_Right if across else Qt.Key.Key_Down):
        connected = [edge.target for edge in project.out_edges(node)]
    elif key == (Qt.Key.Key_Left if across else Qt.Key.Key_Up):
        connected = [edge.source for edge in project.in_edges(node)]
    return _nearest(project, node, connected, key, strict=False) or _nearest(
        project, node, positions, key, strict=True
    )


def nearest(project: Project, node: str, key: Qt.Key) -> str | None:
    """Return the node that stands next to another in a direction, connected or not.

    Args:
        project: The document.
        node: Where to start.
        key: An arrow key.
    """
    return _nearest(project, node, project.positions, key, strict=True)


def _nearest(project: Project, node: str, others: Iterable[str], key: Qt.Key, strict: bool) -> str | None:
    x, y = seen(project.direction, project.positions[node])
    across, down = _DIRECTIONS[key]
    found: list[tuple[float, str]] = []
    for other in others:
        left, top = seen(project.direction, project.positions[other])
        dx, dy = left - x, top - y
        ahead = dx * across + dy * down
        aside = abs(dx * down) + abs(dy * across)
        step = NODE_WIDTH / 2 if across else NODE_HEIGHT / 2
        if other == node or (strict and (ahead < step or aside > 2 * ahead)):
            continue
        found.append((max(ahead, 0.0) + 2 * aside, other))
    return min(found, default=(0.0, None))[1]
