"""In which order Python code makes the layers of a drawing, and which tensors need names of their own there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from layerloom.graph.architecture import Architecture

#: What a person calls the tensor that goes from layer to layer.
PASSING = ("x", "y", "z", "h")


def branch_by_branch(arch: Architecture, order: Sequence[str]) -> list[str]:
    """Returns an order in which each branch is followed as far as it goes before the next one begins.

    Args:
        arch: The drawing.
        order: An order in which each node follows its inputs and the earlier calls of its layer; it need not be whole.
    """
    place = {name: number for number, name in enumerate(order)}
    last: dict[str, str] = {}
    edges = [(ref.node, target) for ref, target, _ in arch.edges()]
    for name in order:  # the calls of one layer stay in their order, by which they are known
        layer = arch.nodes[name].layer
        if layer in last:
            edges.append((last[layer], name))
        last[layer] = name
    waits = dict.fromkeys(order, 0)
    followers: dict[str, list[str]] = {name: [] for name in order}
    for start, end in edges:
        if place.get(start, len(place)) < place.get(end, -1):
            followers[start].append(end)
            waits[end] += 1
    ready = [name for name in reversed(order) if not waits[name]]
    found: list[str] = []
    while ready:
        found.append(ready.pop())
        for name in reversed(followers[found[-1]]):
            waits[name] -= 1
            if not waits[name]:
                ready.append(name)
    return found


def passed_on(arch: Architecture, order: Sequence[str]) -> set[str]:
    """Returns the nodes whose output the next one alone takes, so that it needs no name of its own.

    Args:
        arch: The drawing.
        order: The order of the code.
    """
    takers: dict[str, set[str]] = {}
    for ref, target, _ in arch.edges():
        takers.setdefault(ref.node, set()).add(target)
    ends = {ref.node for ref in arch.outputs}
    return {
        name
        for name, after in pairwise(order)
        if takers.get(name) == {after} and name not in ends and not arch.spec(name).is_input
    }
