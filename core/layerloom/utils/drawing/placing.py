"""Placing: where the boxes of a diagram stand, rank under rank with few crossings, and which way the arrows go.

Everything is computed for arrows that run down; other directions turn the result.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from layerloom.graph.ranking import apart, longest_ways, mean_of, without_cycles
from layerloom.utils.drawing.diagram import Box, Diagram

Point = tuple[float, float]
Size = tuple[float, float]

_GAP = 28.0  # beside a box
_RANK_GAP = 36.0  # between ranks
_LANE = 18.0  # room of an arrow that passes a rank
_BORDER = 14.0  # inside the frame of an inner model
_LABEL = 22.0
_SWEEPS = 8
_MOST_LANES = 2000  # beyond this, further long arrows share one way down the side: speed before beauty


@dataclass
class Placed:
    """A diagram with places: left and upper corner, width and height of everything.

    Args:
        size: Width and height of the whole.
        boxes: Place of each box by its key.
        frames: Name, corner and size of each inner model.
        arrows: Points that each arrow goes through.
    """

    size: Size
    boxes: dict[int, tuple[float, float, float, float]] = field(default_factory=dict)
    frames: list[tuple[str, tuple[float, float, float, float]]] = field(default_factory=list)
    arrows: list[list[Point]] = field(default_factory=list)


def place(diagram: Diagram, measure: Callable[[Box], Size], rankdir: str = "TB") -> Placed:
    """Places a diagram.

    Args:
        diagram: The diagram.
        measure: Function that gives the width and height of a box.
        rankdir: Way of the arrows: TB (down), BT, LR or RL.
    """
    sideways = rankdir in ("LR", "RL")

    def turned(box: Box) -> Size:
        width, height = measure(box)
        return (height, width) if sideways else (width, height)

    placed = _place(diagram, turned)
    if rankdir in ("BT", "RL"):
        placed = _changed(placed, lambda x, y, w, h: (x, placed.size[1] - y - h, w, h), placed.size)
    if sideways:
        placed = _changed(placed, lambda x, y, w, h: (y, x, h, w), placed.size[::-1])
    return placed


def _changed(
    placed: Placed,
    change: Callable[[float, float, float, float], tuple[float, float, float, float]],
    size: Size,
) -> Placed:
    return Placed(
        size,
        {key: change(*corner) for key, corner in placed.boxes.items()},
        [(name, change(*corner)) for name, corner in placed.frames],
        [[change(x, y, 0, 0)[:2] for x, y in points] for points in placed.arrows],
    )


def _shifted(placed: Placed, dx: float, dy: float) -> Placed:
    return _changed(placed, lambda x, y, w, h: (x + dx, y + dy, w, h), placed.size)


def _place(diagram: Diagram, measure: Callable[[Box], Size]) -> Placed:
    members = diagram.members
    inner = [None if isinstance(member, Box) else _place(member, measure) for member in members]
    sizes = []
    holder: dict[int, int] = {}  # key of a box -> number of the member that it is in
    for number, (member, within) in enumerate(zip(members, inner, strict=True)):
        if isinstance(member, Box):
            holder[member.key] = number
            sizes.append(measure(member))
        else:
            assert within is not None
            holder.update(dict.fromkeys((box.key for box in member.boxes()), number))
            sizes.append((within.size[0] + 2 * _BORDER, within.size[1] + 2 * _BORDER + _LABEL))
    wires = [(holder[a], holder[b]) for a, b in diagram.arrows if a in holder and b in holder]
    graph = _Ranks(sizes, wires)
    middles, tops, size = graph.places()
    placed = Placed(size)
    for number, (member, within) in enumerate(zip(members, inner, strict=True)):
        width, height = sizes[number]
        x, y = middles[number] - width / 2, tops[number]
        if isinstance(member, Box):
            placed.boxes[member.key] = (x, y, width, height)
            continue
        assert within is not None
        placed.frames.append((member.name, (x, y, width, height)))
        moved = _shifted(within, x + _BORDER, y + _BORDER + _LABEL)
        placed.boxes.update(moved.boxes)
        placed.frames += moved.frames
        placed.arrows += moved.arrows
    for a, b in diagram.arrows:
        if a in placed.boxes and b in placed.boxes:
            placed.arrows.append(_route(placed.boxes[a], placed.boxes[b], graph.lane(holder[a], holder[b])))
    return placed


def _route(
    start: tuple[float, float, float, float], end: tuple[float, float, float, float], lane: list[Point]
) -> list[Point]:
    first = (start[0] + start[2] / 2, start[1] + start[3])
    last = (end[0] + end[2] / 2, end[1])
    if start == end:  # round the right side
        right = (start[0] + start[2], start[1])
        return [
            (right[0], right[1] + start[3] * 0.75),
            (right[0] + _GAP / 2, right[1] + start[3] * 0.75),
            (right[0] + _GAP / 2, right[1] + start[3] * 0.25),
            (right[0], right[1] + start[3] * 0.25),
        ]
    if last[1] < first[1]:  # back to a layer that is used again: up, beside the arrows that run down
        return [(first[0] + _LANE, start[1]), *lane, (last[0] + _LANE, end[1] + end[3])]
    return [first, *lane, last]


class _Ranks:
    """Members by rank, with lanes (negative numbers) where a wire passes a rank."""

    def __init__(self, sizes: list[Size], wires: list[tuple[int, int]]) -> None:
        self.sizes = sizes
        forward = without_cycles(range(len(sizes)), {(a, b) for a, b in wires if a != b})
        self.ranks = list(longest_ways(range(len(sizes)), forward).values())  # in the order of the members
        self.rows: list[list[int]] = [[] for _ in range(max(self.ranks, default=-1) + 1)]
        for member, rank in enumerate(self.ranks):
            self.rows[rank].append(member)
        self.near: dict[int, list[list[int]]] = {member: [[], []] for member in range(len(sizes))}
        self.lanes: dict[tuple[int, int], list[int]] = {}
        self._beside: set[tuple[int, int]] = set()  # wires that have no lanes, for there are too many
        self._bands: list[tuple[float, float]] = []
        self._xs: dict[int, float] = {}
        # Wires of one member share their lanes, as far as they go together.
        made: dict[tuple[int, int], int] = {}
        for a, b in sorted(forward, key=lambda wire: self.ranks[wire[1]] - self.ranks[wire[0]]):
            passed = range(self.ranks[a] + 1, self.ranks[b])
            if len(made) + sum((a, rank) not in made for rank in passed) > _MOST_LANES:
                self._beside.add((a, b))
                continue
            upper = a
            for rank in passed:
                if (a, rank) not in made:
                    made[a, rank] = -len(self.near) - 1
                    self.rows[rank].append(made[a, rank])
                    self.near[made[a, rank]] = [[], []]
                    self._join(upper, made[a, rank])
                upper = made[a, rank]
            self._join(upper, b)
            self.lanes[a, b] = [made[a, rank] for rank in passed]
        self._rank_of = {lane: rank for (_, rank), lane in made.items()}

    def lane(self, a: int, b: int) -> list[Point]:
        """Returns the points that a wire goes through between two members."""
        if (b, a) in self.lanes or (b, a) in self._beside:
            return self.lane(b, a)[::-1]
        if (a, b) in self._beside:  # down the left side, together
            start, end = self._bands[self.ranks[a]][1], self._bands[self.ranks[b]][0]
            return [(_LANE / 2, start + _RANK_GAP / 2), (_LANE / 2, end - _RANK_GAP / 2)]
        return [
            (self._xs[lane], y)
            for lane in self.lanes.get((a, b), ())
            for y in self._bands[self._rank_of[lane]]
        ]

    def places(self) -> tuple[list[float], list[float], Size]:
        """Returns the middle and the top of every member, and the size of the whole."""
        self._order()
        xs = self._across()
        left = min((xs[member] - self._width(member) / 2 for member in xs), default=0.0)
        room = 2 * _LANE if self._beside else 0.0
        self._xs = {member: x - left + room for member, x in xs.items()}
        tops, y = [0.0] * len(self.sizes), 0.0
        for row in self.rows:
            height = max((self.sizes[member][1] for member in row if member >= 0), default=0.0)
            for member in row:
                if member >= 0:
                    tops[member] = y + (height - self.sizes[member][1]) / 2
            self._bands.append((y, y + height))
            y += height + _RANK_GAP
        width = max((x + self._width(member) / 2 for member, x in self._xs.items()), default=0.0)
        return [self._xs[n] for n in range(len(self.sizes))], tops, (width, max(y - _RANK_GAP, 0.0))

    def _join(self, upper: int, lower: int) -> None:
        self.near[upper][1].append(lower)
        self.near[lower][0].append(upper)

    def _width(self, member: int) -> float:
        return self.sizes[member][0] if member >= 0 else 0.0

    def _order(self) -> None:
        """Sorts every rank by the mean place of its neighbours, and keeps the order with the fewest crossings."""
        best, fewest = [list(row) for row in self.rows], self._crossings()
        for sweep in range(_SWEEPS):
            if not fewest:
                break
            down = sweep % 2 == 0
            place = {member: i for row in self.rows for i, member in enumerate(row)}
            for row in self.rows if down else self.rows[::-1]:
                row.sort(key=lambda m: mean_of([place[o] for o in self.near[m][not down]], place[m]))
                place.update((member, i) for i, member in enumerate(row))
            crossings = self._crossings()
            if crossings < fewest:
                best, fewest = [list(row) for row in self.rows], crossings
        self.rows = best

    def _crossings(self) -> int:
        total = 0
        for row, following in pairwise(self.rows):
            place = {member: i for i, member in enumerate(following)}
            seen: list[int] = []
            for member in row:
                ends = sorted(place[other] for other in self.near[member][1])
                total += sum(len(seen) - bisect.bisect_right(seen, end) for end in ends)
                for end in ends:
                    bisect.insort(seen, end)
        return total

    def _across(self) -> dict[int, float]:
        xs: dict[int, float] = {}
        offsets = [list(self._offsets(row)) for row in self.rows]
        for row, offset in zip(self.rows, offsets, strict=True):
            xs.update((member, at - offset[-1] / 2) for member, at in zip(row, offset, strict=True))
        for sweep in range(2 * _SWEEPS):
            both = sweep >= 2 * _SWEEPS - 2
            numbers = range(len(self.rows))
            for number in numbers if sweep % 2 == 0 else reversed(numbers):
                row = self.rows[number]
                wanted, weights = [], []
                for member in row:
                    above, below = self.near[member]
                    near = above + below if both else (above if sweep % 2 == 0 else below) or above + below
                    wanted.append(mean_of([xs[other] for other in near], xs[member]))
                    # an arrow that passes ranks should run straight
                    weights.append(1.0 + 8.0 * sum(other < 0 for other in near) if member < 0 else 1.0)
                xs.update(zip(row, apart(wanted, weights, offsets[number]), strict=True))
        return xs

    def _offsets(self, row: list[int]) -> Iterator[float]:
        """Yields how far each member of a row is at least to the right of the first."""
        total = 0.0
        yield total
        for a, b in pairwise(row):
            total += (self._width(a) + self._width(b)) / 2 + (_GAP if a >= 0 and b >= 0 else _LANE)
            yield total
