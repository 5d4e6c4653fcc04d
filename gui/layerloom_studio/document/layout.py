"""Automatic placing of a graph: ranks from top to bottom, few crossings, straight chains.

Longest-path ranks, invisible nodes where an edge passes a rank, barycentre sweeps for the order within the
ranks, and for the x coordinates a least-squares fit to the neighbours that keeps order and distance. Edges that
skip layers bend around them, so the trunk of a residual network is straight and branches stand evenly about it.
All of it is iterative, so a chain of any length is safe, and a loop in the drawing only turns an edge around.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from layerloom.graph.ranking import apart, longest_ways, mean_of, without_cycles
from layerloom_studio.document.crowd import Crowd

Point = tuple[float, float]

NODE_WIDTH = 192.0
NODE_HEIGHT = 72.0
COLUMN_GAP = 48.0
ROW_GAP = 48.0
GRID = 12.0

_LANE = 36.0  # room beside an edge that passes a rank
_SAME_LINE = 40.0
_NEAREST = NODE_WIDTH + COLUMN_GAP - GRID  # from node to node, where that keeps a chain straight
_ORDER_SWEEPS = 8
_PLACE_SWEEPS = 10
_SETTLE_TURNS = 12
_MOST_SETTLED = 60_000  # nodes and lanes in all turns together
_STIFF = 0.001  # how much a chain yields beside an edge that skips layers
_LIGHT = 0.0002  # how much an edge that skips layers counts beside the layers that it passes
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
        first = min(xs[member] for member in members) if not placed else min(xs.values())
        for member in members:
            place = xs[member] + left - first
            placed[nodes[member]] = (_snap(place), ranks[member] * (NODE_HEIGHT + ROW_GAP))
        left = _snap(max(xs.values()) + left - first) + NODE_WIDTH + 2 * COLUMN_GAP
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
        self.above: dict[int, list[int]] = {member: [] for member in members}
        self.below: dict[int, list[int]] = {member: [] for member in members}
        # Lanes of edges that are neither all that leaves a node nor all that enters one.
        self.skips: set[int] = set()
        left, entered = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
        rank_of = dict(ranks)
        ends: dict[int, int] = {}
        lanes = 0
        for a, b in sorted(pairs, key=lambda pair: ranks[pair[1]] - ranks[pair[0]]):
            span = range(ranks[a] + 1, ranks[b])
            if lanes + len(span) > _MOST_LANES:
                continue
            upper = a
            for rank in span:
                lanes += 1
                lane = -lanes
                rank_of[lane], ends[lane] = rank, b
                if left[a] > 1 and entered[b] > 1:
                    self.skips.add(lane)
                self.above[lane], self.below[lane] = [upper], []
                self.below[upper].append(lane)
                upper = lane
            self.above[b].append(upper)
            self.below[upper].append(b)
        self.rows: list[list[int]] = [[] for _ in range(max(ranks.values()) + 1)]
        for node in self._walk(members, ends):
            self.rows[rank_of[node]].append(node)

    def _walk(self, members: list[int], ends: dict[int, int]) -> list[int]:
        """Return all nodes and lanes depth first, so that branches stand side by side in the order of their calls."""
        seen: dict[int, None] = {}
        stack = [member for member in reversed(members) if not self.above[member]]
        while stack:
            node = stack.pop()
            if node not in seen:
                seen[node] = None
                below = sorted(
                    self.below[node], key=lambda x: (x in self.skips, ends.get(x, x)), reverse=True
                )
                stack.extend(below)
        return list(seen)

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
                    above, below = self._pulling(node)
                    near = above if down else below
                    others = above + below if last or not near else near
                    lanes = sum(other < 0 for other in others) if node < 0 else 0
                    wanted.append(mean_of([xs[other] for other in others], xs[node]))
                    weight = 1.0 + 3.0 * lanes  # a long edge should run straight
                    weights.append(weight * _LIGHT if node in self.skips else weight)
                xs.update(zip(row, apart(wanted, weights, offsets[rank]), strict=True))
        chains = self._chains()
        self._settle(xs, offsets, chains)
        self._straighten(xs, chains)
        return xs

    def _settle(self, xs: dict[int, float], offsets: list[list[float]], chains: list[list[int]]) -> None:
        """Let every chain move as one to the middle of what it hangs between, while none comes too near another.

        In turns all go to where what is above them wants them, or what is below, and then push each other apart.
        """
        chain_of = {node: number for number, chain in enumerate(chains) for node in chain}
        places = [mean_of([xs[node] for node in chain], 0.0) for chain in chains]
        sides = [(self._pulling(chain[0])[0], self._pulling(chain[-1])[1]) for chain in chains]
        pulls = [tuple([chain_of[node] for node in side] for side in both) for both in sides]
        crowd = self._crowd(offsets, chains, chain_of)
        rank_of = {node: rank for rank, row in enumerate(self.rows) for node in row}
        downwards = sorted(range(len(chains)), key=lambda number: rank_of[chains[number][0]])
        turns = min(_SETTLE_TURNS, 1 + _MOST_SETTLED // len(xs))
        for turn in range(turns):
            both, down = turn >= turns - 2, turn % 2 == 0
            for number in downwards if down else reversed(downwards):
                above, below = pulls[number]
                near = (above or below) if down else (below or above)
                for side in (above, below) if both else (near,):
                    if side:
                        share = 0.5 if both and above and below else 1.0
                        places[number] += share * (mean_of([places[x] for x in side], 0.0) - places[number])
            places = crowd.parted(places)
        for chain, x in zip(chains, places, strict=True):
            xs.update(dict.fromkeys(chain, x))

    def _crowd(self, offsets: list[list[float]], chains: list[list[int]], chain_of: dict[int, int]) -> Crowd:
        """Return what has to keep apart: every chain and the next in any row."""
        gaps: dict[tuple[int, int], float] = {}
        for row, offset in zip(self.rows, offsets, strict=True):
            for (a, at), (b, then) in pairwise(zip(row, offset, strict=True)):
                pair = (chain_of[a], chain_of[b])
                gaps[pair] = max(gaps.get(pair, 0.0), then - at)
        return Crowd(gaps, [1.0 if chain[0] in self.skips else _STIFF for chain in chains])

    def _pulling(self, node: int) -> tuple[list[int], list[int]]:
        """Return the neighbours above and below that a node should stand by: edges that skip layers pull at none."""
        above, below = self.above[node], self.below[node]
        if node not in self.skips:
            above = [other for other in above if other not in self.skips] or above
            below = [other for other in below if other not in self.skips] or below
        return above, below

    def _straighten(self, xs: dict[int, float], chains: list[list[int]]) -> None:
        """Let chains that almost stand on one vertical line do so, and part the nodes that would come too close."""
        rows = [[node for node in row if node >= 0] for row in self.rows]
        seat = {node: (rank, i) for rank, row in enumerate(rows) for i, node in enumerate(row)}
        lines: list[float] = []
        for chain in sorted(chains, key=len, reverse=True):
            nodes = [node for node in chain if node >= 0]
            if not nodes:
                continue
            low, high = float("-inf"), float("inf")
            for node in nodes:
                rank, i = seat[node]
                if i > 0:
                    low = max(low, xs[rows[rank][i - 1]] + _NEAREST)
                if i + 1 < len(rows[rank]):
                    high = min(high, xs[rows[rank][i + 1]] - _NEAREST)
            x = xs[nodes[0]]
            line = next((line for line in lines if abs(line - x) < _SAME_LINE and low <= line <= high), x)
            xs.update(dict.fromkeys(nodes, line))
            lines.append(line)
        for row in rows:
            if any(xs[b] - xs[a] < _NEAREST for a, b in pairwise(row)):
                xs.update(
                    zip(row, apart([xs[x] for x in row], [1.0] * len(row), self._offsets(row)), strict=True)
                )

    def _chains(self) -> list[list[int]]:
        """Return the runs of nodes or lanes in which each is the other's only neighbour on that side.

        Edges that skip layers are no neighbours of the layers. A node that is in no such run is one of its own.
        """
        follows: dict[int, int] = {}
        for node in self.below:
            below = self._pulling(node)[1]
            alike = len(below) == 1 and (node in self.skips) == (below[0] in self.skips)
            if alike and len(self._pulling(below[0])[0]) == 1:
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
