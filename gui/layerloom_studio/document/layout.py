"""Automatic placing of a graph: ranks from top to bottom, few crossings, straight chains.

Longest-path ranks, invisible nodes where an edge passes a rank, barycentre sweeps for the order within the
ranks, and for the x coordinates a least-squares fit to the neighbours that keeps order and distance. All of it
is iterative, so a chain of any length is safe, and a loop in the drawing only turns one of its edges around.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from layerloom.graph.ranking import apart, longest_ways, mean_of, without_cycles

Point = tuple[float, float]

NODE_WIDTH = 192.0
NODE_HEIGHT = 72.0
COLUMN_GAP = 48.0
ROW_GAP = 48.0
GRID = 12.0

_LANE = 36.0  # room beside an edge that passes a rank
_SAME_LINE = 40.0
_ORDER_SWEEPS = 8
_PLACE_SWEEPS = 10
_MOST_LANES = 3000  # beyond this, further long edges are drawn straight: speed before beauty


def layered_layout(nodes: Sequence[str], edges: Iterable[tuple[str, str]]) -> dict[str, Point]:
    """Place every node of a graph.

    Args:
        nodes: Node ids; their order decides ties, so equal input gives equal output.
        edges: (source, target) pairs; pairs with unknown ends and self-loops are ignored.

    Returns:
        The top-left corner of every node, multiples of `GRID`, the whole starting at (0, 0).
    """
    index = {node: number for number, node in enumerate(nodes)}
    pairs = {(index[a], index[b]) for a, b in edges if a in index and b in index and a != b}
    placed: dict[str, Point] = {}
    left = 0.0
    loose: list[int] = []
    for members in _components(len(nodes), pairs):
        if len(members) == 1:
            loose.extend(members)
            continue
        inside = set(members)
        xs, ranks = _place_component(members, sorted(pair for pair in pairs if pair[0] in inside))
        shift = left - min(xs.values())
        for member in members:
            placed[nodes[member]] = (_snap(xs[member] + shift), ranks[member] * (NODE_HEIGHT + ROW_GAP))
        left = max(placed[nodes[member]][0] for member in members) + NODE_WIDTH + 2 * COLUMN_GAP
    for row, member in enumerate(loose):
        placed[nodes[member]] = (_snap(left), row * (NODE_HEIGHT + ROW_GAP / 2))
    return placed


def snap(point: Point) -> Point:
    """Return the grid point nearest to `point`."""
    return _snap(point[0]), _snap(point[1])


def _snap(value: float) -> float:
    return round(value / GRID) * GRID


def _components(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    parent = list(range(count))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in pairs:
        parent[root(b)] = root(a)
    groups: dict[int, list[int]] = {}
    for node in range(count):
        groups.setdefault(root(node), []).append(node)
    return list(groups.values())


def _place_component(
    members: list[int], pairs: list[tuple[int, int]]
) -> tuple[dict[int, float], dict[int, int]]:
    pairs = without_cycles(members, pairs)
    ranks = longest_ways(members, pairs)
    graph = _Ranked(members, ranks, pairs)
    graph.order()
    return graph.place(), ranks


class _Ranked:
    """The nodes of one component by rank, with lanes (negative numbers) for the edges that pass a rank."""

    def __init__(self, members: list[int], ranks: dict[int, int], pairs: list[tuple[int, int]]) -> None:
        self.rows: list[list[int]] = [[] for _ in range(max(ranks.values()) + 1)]
        for member in members:
            self.rows[ranks[member]].append(member)
        self.above: dict[int, list[int]] = {member: [] for member in members}
        self.below: dict[int, list[int]] = {member: [] for member in members}
        lanes = 0
        for a, b in sorted(pairs, key=lambda pair: ranks[pair[1]] - ranks[pair[0]]):
            span = range(ranks[a] + 1, ranks[b])
            if lanes + len(span) > _MOST_LANES:
                continue
            upper = a
            for rank in span:
                lanes += 1
                lane = -lanes
                self.rows[rank].append(lane)
                self.above[lane], self.below[lane] = [upper], []
                self.below[upper].append(lane)
                upper = lane
            self.above[b].append(upper)
            self.below[upper].append(b)

    def order(self) -> None:
        """Sort every rank by the mean place of its neighbours, down and up, and keep the best order seen."""
        fewest = self._crossings()
        best = [list(row) for row in self.rows]
        for sweep in range(_ORDER_SWEEPS):
            if not fewest:
                break
            down = sweep % 2 == 0
            rows = self.rows[1:] if down else self.rows[-2::-1]
            neighbours = self.above if down else self.below
            place = {node: i for row in self.rows for i, node in enumerate(row)}
            for row in rows:
                row.sort(key=lambda node: mean_of([place[other] for other in neighbours[node]], place[node]))
                place.update((node, i) for i, node in enumerate(row))
            crossings = self._crossings()
            if crossings < fewest:
                fewest, best = crossings, [list(row) for row in self.rows]
        self.rows = best

    def _crossings(self) -> int:
        total = 0
        for row, following in pairwise(self.rows):
            place = {node: i for i, node in enumerate(following)}
            tree = [0] * (len(following) + 1)
            seen = 0
            for node in row:
                ends = sorted(place[child] for child in self.below[node])
                for end in ends:  # edges before this one that end to its right cross it
                    total += seen - _prefix_sum(tree, end + 1)
                for end in ends:
                    _increment(tree, end + 1)
                seen += len(ends)
        return total

    def place(self) -> dict[int, float]:
        """Return the x coordinate of the middle of every node and lane."""
        xs: dict[int, float] = {}
        offsets = [self._offsets(row) for row in self.rows]
        for row, offset in zip(self.rows, offsets, strict=True):
            middle = offset[-1] / 2
            xs.update((node, at - middle) for node, at in zip(row, offset, strict=True))
        for sweep in range(_PLACE_SWEEPS):
            down = sweep % 2 == 0
            last = sweep >= _PLACE_SWEEPS - 2
            order = range(len(self.rows)) if down else range(len(self.rows) - 1, -1, -1)
            for rank in order:
                row = self.rows[rank]
                wanted, weights = [], []
                for node in row:
                    near = self.above[node] if down else self.below[node]
                    others = self.above[node] + self.below[node] if last or not near else near
                    lanes = sum(other < 0 for other in others) if node < 0 else 0
                    wanted.append(mean_of([xs[other] for other in others], xs[node]))
                    weights.append(1.0 + 3.0 * lanes)  # a long edge should run straight
                xs.update(zip(row, apart(wanted, weights, offsets[rank]), strict=True))
        self._straighten(xs, offsets)
        return xs

    def _straighten(self, xs: dict[int, float], offsets: list[list[float]]) -> None:
        """Put every chain on one vertical line, as near to its mean as the neighbours in its rows allow.

        Lines that almost coincide become one.
        """
        lines: list[float] = []
        seat = {node: (rank, i) for rank, row in enumerate(self.rows) for i, node in enumerate(row)}
        for chain in sorted(self._chains(), key=len, reverse=True):
            low, high = float("-inf"), float("inf")
            for node in chain:
                rank, i = seat[node]
                row, offset = self.rows[rank], offsets[rank]
                if i > 0:
                    low = max(low, xs[row[i - 1]] + offset[i] - offset[i - 1])
                if i + 1 < len(row):
                    high = min(high, xs[row[i + 1]] - offset[i + 1] + offset[i])
            if low <= high:
                middle = sum(xs[node] for node in chain) / len(chain)
                near = [line for line in lines if abs(line - middle) < _SAME_LINE and low <= line <= high]
                line = near[0] if near else min(max(middle, low), high)
                xs.update(dict.fromkeys(chain, line))
                if chain[0] >= 0:
                    lines.append(line)

    def _chains(self) -> list[list[int]]:
        """Return the runs of nodes or lanes in which each is the other's only neighbour on that side.

        A node that is in no such run is one of its own.
        """
        follows: dict[int, int] = {}
        for node, below in self.below.items():
            if len(below) == 1 and len(self.above[below[0]]) == 1 and (node < 0) == (below[0] < 0):
                follows[node] = below[0]
        starts = self.below.keys() - follows.values()
        chains = []
        for start in sorted(starts):
            chain = [start]
            while chain[-1] in follows:
                chain.append(follows[chain[-1]])
            chains.append(chain)
        return chains

    def _offsets(self, row: list[int]) -> list[float]:
        """Return how far each member of a row must at least be right of the first one."""
        total, offsets = 0.0, [0.0]
        for a, b in pairwise(row):
            gap = COLUMN_GAP if a >= 0 and b >= 0 else _LANE
            total += gap + (NODE_WIDTH / 2 if a >= 0 else 0.0) + (NODE_WIDTH / 2 if b >= 0 else 0.0)
            offsets.append(total)
        return offsets


def _increment(tree: list[int], at: int) -> None:
    while at < len(tree):
        tree[at] += 1
        at += at & -at


def _prefix_sum(tree: list[int], at: int) -> int:
    total = 0
    while at:
        total += tree[at]
        at &= at - 1
    return total
