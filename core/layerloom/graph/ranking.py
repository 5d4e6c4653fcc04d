"""What layered drawings of a graph have in common: no circles, a rank for each member, places that keep apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Wire = tuple[int, int]


def without_cycles(members: Sequence[int], wires: Iterable[Wire]) -> list[Wire]:
    """Turn round the wires that lead back to a member still being visited.

    Args:
        members: The numbers of the graph's members.
        wires: Pairs of them, from and to.

    Returns:
        The wires in order, without a circle.
    """
    after: dict[int, list[int]] = {member: [] for member in members}
    entered = dict.fromkeys(members, 0)
    for a, b in sorted(wires):
        after[a].append(b)
        entered[b] += 1
    state: dict[int, int] = {}  # 1: being visited, 2: done
    kept: set[Wire] = set()
    for start in sorted(members, key=lambda member: (entered[member] > 0, member)):
        if start in state:
            continue
        state[start] = 1
        stack = [(start, iter(after[start]))]
        while stack:
            member, rest = stack[-1]
            other = next(rest, None)
            if other is None:
                state[member] = 2
                stack.pop()
            elif state.get(other) == 1:
                kept.add((other, member))
            else:
                kept.add((member, other))
                if other not in state:
                    state[other] = 1
                    stack.append((other, iter(after[other])))
    return sorted(kept)


def longest_ways(members: Sequence[int], wires: Iterable[Wire]) -> dict[int, int]:
    """Return the rank of each member: the longest way to it; one without a way stands just above what it leads to.

    Args:
        members: The numbers of the graph's members.
        wires: Pairs of them without a circle.
    """
    after: dict[int, list[int]] = {member: [] for member in members}
    waiting = dict.fromkeys(members, 0)
    for a, b in wires:
        after[a].append(b)
        waiting[b] += 1
    ranks = dict.fromkeys(members, 0)
    sources = [member for member in members if not waiting[member]]
    ready = list(sources)
    while ready:
        member = ready.pop()
        for other in after[member]:
            ranks[other] = max(ranks[other], ranks[member] + 1)
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    for member in sources:
        if after[member]:
            ranks[member] = min(ranks[other] for other in after[member]) - 1
    return ranks


def apart(wanted: Sequence[float], weights: Sequence[float], offsets: Sequence[float]) -> list[float]:
    """Return the places nearest to the wanted ones, in least squares, that keep order and distances.

    Without the offsets this is isotonic regression: neighbours that would overlap are pooled at their mean.

    Args:
        wanted: A place for each, in order.
        weights: How much each of them counts.
        offsets: How far each must stand from the first at least.
    """
    pools: list[tuple[float, float, int]] = []  # mean, weight, members
    for want, weight, offset in zip(wanted, weights, offsets, strict=True):
        mean, total, count = want - offset, weight, 1
        while pools and pools[-1][0] >= mean:
            other, other_weight, other_count = pools.pop()
            mean = (mean * total + other * other_weight) / (total + other_weight)
            total, count = total + other_weight, count + other_count
        pools.append((mean, total, count))
    bases = [mean for mean, _, count in pools for _ in range(count)]
    return [base + offset for base, offset in zip(bases, offsets, strict=True)]


def mean_of(values: Sequence[float], default: float) -> float:
    """Return the mean, or the default where there are no values."""
    return sum(values) / len(values) if values else default
