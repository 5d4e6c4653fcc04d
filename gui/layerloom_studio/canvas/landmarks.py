"""Names beside the nodes of a drawing seen from far: as many of them as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_GAP = 5.0  # pixels between a node and its name
_AIR = 2.0  # pixels between one name and the next
_FEWEST = 4  # letters of a shortened name

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Landmark:
    """A name and its place.

    Args:
        node: Whose name it is.
        text: What is written.
        box: Left, top, right and bottom, in pixels of the whole drawing.
        inside: Whether it stands in the node itself.
    """

    node: str
    text: str
    box: Box
    inside: bool = False


def landmarks(
    nodes: Iterable[tuple[str, str, Box]],
    width_of: Callable[[str], float],
    height: float,
    shortened: Callable[[str, float], str],
    across: bool = False,
) -> list[Landmark]:
    """Return the names that can be written without covering a node or each other.

    All names go into their nodes if they are whole there. Otherwise they stand beside them, and only where there is no
    room beside a node its name goes into it, shortened if need be; who comes first has the choice.

    Args:
        nodes: Id, name and box of every node, the most important first.
        width_of: How wide a name is.
        height: How high all of them are.
        shortened: What of a name has room in a width.
        across: Whether the drawing runs to the right, so that there is more room above and below the nodes.
    """
    known = [(node, text, box, width_of(text)) for node, text, box in nodes]
    if all(_holds(box, width, height) for _, _, box, width in known):
        return [Landmark(node, text, box, inside=True) for node, text, box, _ in known]
    taken = _Taken(height)
    for _, _, box, _ in known:
        taken.put(box)
    found = []
    for node, text, box, width in known:
        place = next((place for place in _beside(box, width, height, across) if taken.free(place)), None)
        if place is not None:
            taken.put(place)
            found.append(Landmark(node, text, place))
        elif _holds(box, 0.0, height):
            short = text if _holds(box, width, height) else shortened(text, box[2] - box[0] - _GAP)
            if len(short) >= min(_FEWEST, len(text)):
                found.append(Landmark(node, short, box, inside=True))
    return found


def _holds(box: Box, width: float, height: float) -> bool:
    return width <= box[2] - box[0] - _GAP and height <= box[3] - box[1]


def _beside(box: Box, width: float, height: float, across: bool) -> Iterator[Box]:
    """Yield the places beside a node, the best one first."""
    left, top, right, bottom = box
    x, y = (left + right - width) / 2, (top + bottom - height) / 2
    sides = [(right + _GAP, y), (left - _GAP - width, y)]
    ends = [(x, top - _AIR - height), (x, bottom + _AIR)]
    for x, y in ends if across else sides:
        y = float(round(y))  # letters are sharp on whole pixels
        yield x, y, x + width, y + height


class _Taken:
    """The room that is taken, by rows of the height of a name."""

    def __init__(self, row: float) -> None:
        self._row = row
        self._rows: dict[int, list[Box]] = {}

    def put(self, box: Box) -> None:
        for row in self._rows_of(box):
            self._rows.setdefault(row, []).append(box)

    def free(self, box: Box) -> bool:
        left, top, right, bottom = box[0] - _AIR, box[1] - _AIR / 2, box[2] + _AIR, box[3] + _AIR / 2
        return not any(
            left < other[2] and right > other[0] and top < other[3] and bottom > other[1]
            for row in self._rows_of((left, top, right, bottom))
            for other in self._rows.get(row, ())
        )

    def _rows_of(self, box: Box) -> range:
        return range(int(box[1] // self._row), int(box[3] // self._row) + 1)
