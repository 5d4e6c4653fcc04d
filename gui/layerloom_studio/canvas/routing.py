"""The ways of all edges: past the nodes, beside one another, and with their shapes written where there is room."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QPointF, QRectF

from layerloom_studio.canvas.edge_item import EdgeItem
from layerloom_studio.canvas.geometry import Lane, edge_route
from layerloom_studio.canvas.lanes import Lanes
from layerloom_studio.canvas.spatial import Grid
from layerloom_studio.document.content import Edge

Ends = tuple[EdgeItem, QPointF, QPointF]

_APART = 8.0  # nearer than this, two lanes would look like one


class Routes:
    """Knows where nodes, lanes and labels are, and routes edges among them."""

    def __init__(self) -> None:
        self.nodes: Grid[str] = Grid()
        self._labels: Grid[Edge] = Grid()
        self._lanes = Lanes()

    def clear(self) -> None:
        """Forget everything."""
        self.nodes.clear()
        self.forget_edges()

    def forget_edges(self) -> None:
        """Forget where all edges run."""
        self._labels.clear()
        self._lanes.clear()

    def forget(self, edge: Edge) -> None:
        """Forget where an edge runs."""
        self._labels.remove(edge)
        self._lanes.remove(edge)

    def run(self, edges: Iterable[Ends], across: bool, freely: bool = False) -> None:
        """Route edges anew, the shortest first, so that longer ones run outside them.

        Args:
            edges: Their items, and where each begins and ends.
            across: Whether the drawing runs to the right.
            freely: Whether they may run over nodes, as while something is dragged.
        """
        found = sorted(edges, key=lambda ends: (ends[2] - ends[1]).manhattanLength())
        for item, _, _ in found:
            self.forget(item.edge)
        for item, start, end in found:
            if freely:
                item.route(start, end, across=across)
                continue
            edge = item.edge
            path, lane = edge_route(start, end, self.nodes.touching, partial(self._taken, edge), across)
            if lane is not None:
                self._lanes.put(edge, lane)
            item.run_along(path, start, end, across)
        for item, _, _ in () if freely else found:
            self.place_label(item)

    def renew_label(self, item: EdgeItem) -> None:
        """Have another shape written on an edge that runs as before: where the last one was, if that was as long."""
        room = self._labels.rect(item.edge)
        if room is not None and item.label is not None and room.contains(item.label_rect(item.label)):
            item.update()
        else:
            self.place_label(item)

    def place_label(self, item: EdgeItem) -> None:
        """Have the shape on an edge written where it covers neither a node nor another shape, if there is room."""
        self._labels.remove(item.edge)
        for at in item.label_places():
            rect = item.label_rect(at)
            if not (self.nodes.touching(rect) or self._labels.touching(rect) or self._crossed(rect, item)):
                item.put_label(at)
                self._labels.put(item.edge, rect)
                return
        item.put_label(None)

    def _crossed(self, rect: QRectF, item: EdgeItem) -> bool:
        """Tell whether another edge runs upright through a rectangle."""
        if item.across:
            rect = QRectF(rect.top(), rect.left(), rect.height(), rect.width())
        there = self._lanes.between(rect.left(), rect.right(), rect.top(), rect.bottom())
        return any(edge != item.edge for edge, _ in there)

    def _taken(self, edge: Edge, lane: Lane) -> bool:
        """Tell whether an edge of another tensor runs there; those of one tensor may run together."""
        there = self._lanes.between(lane.x - _APART, lane.x + _APART, lane.top, lane.bottom)
        return any((other.source, other.port) != (edge.source, edge.port) for other, _ in there)
