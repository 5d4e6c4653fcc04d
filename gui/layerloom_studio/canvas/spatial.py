"""Which nodes touch a region: a coarse grid, quicker to ask and to keep than the scene's own index."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF

_WIDTH, _HEIGHT = 256.0, 128.0

Cell = tuple[int, int]


class NodeGrid:
    """Node rectangles by the cells of a grid that they touch."""

    def __init__(self) -> None:
        self._rects: dict[str, QRectF] = {}
        self._cells: dict[Cell, set[str]] = {}

    def clear(self) -> None:
        """Forget all nodes."""
        self._rects.clear()
        self._cells.clear()

    def put(self, node: str, rect: QRectF) -> None:
        """Note where a node stands, in place of where it stood."""
        self.remove(node)
        self._rects[node] = QRectF(rect)
        for cell in _cells(rect):
            self._cells.setdefault(cell, set()).add(node)

    def remove(self, node: str) -> None:
        """Forget a node; an unknown one is no error."""
        rect = self._rects.pop(node, None)
        if rect is not None:
            for cell in _cells(rect):
                self._cells[cell].discard(node)

    def touching(self, region: QRectF) -> list[QRectF]:
        """Return the rectangles of the nodes that touch a region."""
        if not self._rects:
            return []
        found: dict[str, None] = {}
        for cell in _cells(region):
            for node in self._cells.get(cell, ()):
                found[node] = None
        return [self._rects[node] for node in found if self._rects[node].intersects(region)]


def _cells(rect: QRectF) -> Iterator[Cell]:
    left, right = int(rect.left() // _WIDTH), int(rect.right() // _WIDTH)
    for row in range(int(rect.top() // _HEIGHT), int(rect.bottom() // _HEIGHT) + 1):
        for column in range(left, right + 1):
            yield column, row
