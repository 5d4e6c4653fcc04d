"""Which rectangles touch a region: a coarse grid, quicker to ask and to keep than the scene's own index."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF

_WIDTH, _HEIGHT = 256.0, 128.0

Cell = tuple[int, int]
Key = TypeVar("Key", bound=Hashable)


class Grid(Generic[Key]):
    """Rectangles, of nodes or of labels, by the cells of a grid that they touch."""

    def __init__(self) -> None:
        self._rects: dict[Key, QRectF] = {}
        self._cells: dict[Cell, set[Key]] = {}

    def clear(self) -> None:
        """Forget all."""
        self._rects.clear()
        self._cells.clear()

    def put(self, key: Key, rect: QRectF) -> None:
        """Note where something is, in place of where it was."""
        self.remove(key)
        self._rects[key] = QRectF(rect)
        for cell in _cells(rect):
            self._cells.setdefault(cell, set()).add(key)

    def remove(self, key: Key) -> None:
        """Forget something; what is not known is no error."""
        rect = self._rects.pop(key, None)
        if rect is not None:
            for cell in _cells(rect):
                self._cells[cell].discard(key)

    def rect(self, key: Key) -> QRectF | None:
        """Return where something is, `None` if that is not known."""
        return self._rects.get(key)

    def touching(self, region: QRectF) -> list[QRectF]:
        """Return the rectangles that touch a region."""
        if not self._rects:
            return []
        found: dict[Key, None] = {}
        for cell in _cells(region):
            for key in self._cells.get(cell, ()):
                found[key] = None
        return [self._rects[key] for key in found if self._rects[key].intersects(region)]


def _cells(rect: QRectF) -> Iterator[Cell]:
    left, right = int(rect.left() // _WIDTH), int(rect.right() // _WIDTH)
    for row in range(int(rect.top() // _HEIGHT), int(rect.bottom() // _HEIGHT) + 1):
        for column in range(left, right + 1):
            yield column, row
