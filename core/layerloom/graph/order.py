"""Orders and cycles of an architecture's graph, without recursion and in time linear in its edges."""

from __future__ import annotations

from collections.abc import Iterable

from layerloom.graph.architecture import Architecture


def topological(arch: Architecture) -> tuple[list[str], list[list[str]]]:
    """Orders the nodes so that each follows its inputs and, where that is possible, the earlier calls of its layer.

    Returns:
        The ids of the nodes that can be ordered, and the cycles: groups of nodes that feed each other. Nodes
        fed by a cycle without being part of one are in neither.
    """
    names = list(arch.nodes)
    place = {name: number for number, name in enumerate(names)}
    starts: list[int] = []
    ends: list[int] = []
    for ref, target, _ in arch.edges():
        if ref.node in place:
            starts.append(place[ref.node])
            ends.append(place[target])
    calls, later_calls = _later(arch)
    order = _sorted(len(names), [*starts, *calls], [*ends, *later_calls])
    if len(order) < len(names) and calls:
        order = _sorted(len(names), starts, ends)
    found = [names[number] for number in order]
    if len(found) == len(names):
        return found, []
    targets: dict[str, list[str]] = {name: [] for name in names}
    for start, end in zip(starts, ends, strict=True):
        targets[names[start]].append(names[end])
    return found, _cycles(set(names).difference(found), targets)


def upstream(arch: Architecture, ends: Iterable[str]) -> set[str]:
    """Returns the given nodes and everything that feeds them."""
    found: set[str] = set()
    pending = [name for name in ends if name in arch.nodes]
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending.extend(ref.node for ref in arch.nodes[name].inputs if ref.node in arch.nodes)
    return found


def _later(arch: Architecture) -> tuple[list[int], list[int]]:
    """Returns the places of nodes whose layer is called again, and those of the next calls."""
    last: dict[str, int] = {}
    calls: list[int] = []
    later: list[int] = []
    for place, node in enumerate(arch.nodes.values()):
        if node.layer in last:
            calls.append(last[node.layer])
            later.append(place)
        last[node.layer] = place
    return calls, later


def _sorted(count: int, starts: list[int], ends: list[int]) -> list[int]:
    """Orders numbers so that each start comes before its end; those on a cycle or behind one are left out.

    What leads from a number is kept as a chain through the edges: with a list for each of thousands of nodes, an
    edit would often set off a collection of all garbage, which takes far longer than the edit.
    """
    first, following = [-1] * count, [-1] * len(starts)
    waiting = [0] * count
    for edge in range(len(starts) - 1, -1, -1):
        following[edge], first[starts[edge]] = first[starts[edge]], edge
        waiting[ends[edge]] += 1
    order = [number for number in range(count) if not waiting[number]]
    for number in order:  # it grows meanwhile
        edge = first[number]
        while edge >= 0:
            target = ends[edge]
            waiting[target] -= 1
            if not waiting[target]:
                order.append(target)
            edge = following[edge]
    return order


def _cycles(left: set[str], targets: dict[str, list[str]]) -> list[list[str]]:
    """Returns the groups among ``left`` that are cycles, by Tarjan's method without recursion."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    groups: list[list[str]] = []
    for root, following in targets.items():
        if root not in left or root in index:
            continue
        work = [(root, iter(following))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            name, rest = work[-1]
            step = next((t for t in rest if t in left and (t not in index or t in on_stack)), None)
            if step is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == index[name]:
                    group = []
                    while name in on_stack:
                        group.append(stack.pop())
                        on_stack.remove(group[-1])
                    group.reverse()
                    if len(group) > 1 or name in targets[name]:
                        groups.append(group)
            elif step in index:
                low[name] = min(low[name], index[step])
            else:
                index[step] = low[step] = len(index)
                stack.append(step)
                on_stack.add(step)
                work.append((step, iter(targets[step])))
    return groups
