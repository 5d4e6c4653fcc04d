"""Where edges run upright, so that those that run near a place are found among thousands of others."""

from __future__ import annotations

from collections.abc import Iterator

from layerloom_studio.canvas.geometry import Lane
from layerloom_studio.document.content import Edge

_WIDTH, _HEIGHT = 24.0, 1024.0

Cell = tuple[int, int]


class Lanes:
    """The lanes of all edges by the cells of a grid that they run through."""

    def __init__(self) -> None:
        self._lanes: dict[Edge, Lane] = {}
        self._cells: dict[Cell, dict[Edge, Lane]] = {}

    def clear(self) -> None:
        """Forget all."""
        self._lanes.clear()
        self._cells.clear()

    def put(self, edge: Edge, lane: Lane) -> None:
        """Note where an edge runs, in place of where it ran."""
        self.remove(edge)
        self._lanes[edge] = lane
        for cell in _cells(lane.x, lane.x, lane.top, lane.bottom):
            self._cells.setdefault(cell, {})[edge] = lane

    def remove(self, edge: Edge) -> None:
        """Forget where an edge runs; what is not known is no error."""
        lane = self._lanes.pop(edge, None)
        if lane is not None:
            for cell in _cells(lane.x, lane.x, lane.top, lane.bottom):
                del self._cells[cell][edge]

    def between(self, left: float, right: float, top: float, bottom: float) -> Iterator[tuple[Edge, Lane]]:
        """Yield edges that run upright through a rectangle; a long one perhaps twice."""
        for cell in _cells(left, right, top, bottom):
            for edge, lane in self._cells.get(cell, {}).items():
                if left < lane.x < right and lane.top < bottom and top < lane.bottom:
                    yield edge, lane


def _cells(left: float, right: float, top: float, bottom: float) -> Iterator[Cell]:
    columns = range(int(left // _WIDTH), int(right // _WIDTH) + 1)
    for row in range(int(top // _HEIGHT), int(bottom // _HEIGHT) + 1):
        for column in columns:
            yield column, row
