"""The rectangle around many others: quick to know again after one of them has changed."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QRectF


class Extent:
    """Rectangles by key, as plain numbers, and the one around them all; empty ones take no room."""

    def __init__(self) -> None:
        self._sides: dict[Hashable, tuple[float, float, float, float]] = {}
        self._around: QRectF | None = None

    def put(self, key: Hashable, rect: QRectF) -> None:
        """Note where something is, in place of where it was."""
        sides: tuple[float, float, float, float] = rect.getCoords()  # type: ignore[assignment]
        if sides[0] == sides[2] and sides[1] == sides[3]:
            self.drop(key)
        elif self._sides.get(key) != sides:
            self._sides[key] = sides
            self._around = None

    def drop(self, key: Hashable) -> None:
        """Forget something; what is not known is no error."""
        if self._sides.pop(key, None) is not None:
            self._around = None

    def clear(self) -> None:
        """Forget all."""
        self._sides.clear()
        self._around = None

    def around(self) -> QRectF:
        """Return the rectangle around all."""
        if self._around is None:
            if not self._sides:
                self._around = QRectF()
            else:
                lefts, tops, rights, bottoms = zip(*self._sides.values(), strict=True)
                left, top = min(lefts), min(tops)
                self._around = QRectF(left, top, max(rights) - left, max(bottoms) - top)
        return QRectF(self._around)
