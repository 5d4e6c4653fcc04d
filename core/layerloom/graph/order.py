"""Orders and cycles of an architecture's graph, without recursion and in time linear in its edges."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable

from layerloom.graph.architecture import Architecture


def topological(arch: Architecture) -> tuple[list[str], list[list[str]]]:
    """Orders the nodes so that each follows its inputs and, where that is possible, the earlier calls of its layer.

    Returns:
        The ids of the nodes that can be ordered, and the cycles: groups of nodes that feed each other. Nodes
        fed by a cycle without being part of one are in neither.
    """
    targets: dict[str, list[str]] = {name: [] for name in arch.nodes}
    for ref, target, _ in arch.edges():
        if ref.node in targets:
            targets[ref.node].append(target)
    order = _sorted(
        {name: [*following, *later] for (name, following), later in zip(targets.items(), _later(arch))}
    )
    if len(order) < len(arch.nodes):
        order = _sorted(targets)
    if len(order) == len(arch.nodes):
        return order, []
    return order, _cycles(set(arch.nodes).difference(order), targets)


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


def _later(arch: Architecture) -> list[list[str]]:
    """Returns for every node the next call of its layer, if there is one."""
    last: dict[str, int] = {}
    found: list[list[str]] = [[] for _ in arch.nodes]
    for index, node in enumerate(arch.nodes.values()):
        if node.layer in last:
            found[last[node.layer]].append(node.id)
        last[node.layer] = index
    return found


def _sorted(targets: dict[str, list[str]]) -> list[str]:
    """Orders nodes so that each comes before its targets; those on a cycle or behind one are left out."""
    waiting = Counter(target for following in targets.values() for target in following)
    ready = deque(name for name in targets if not waiting[name])
    order: list[str] = []
    while ready:
        name = ready.popleft()
        order.append(name)
        for target in targets[name]:
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
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
