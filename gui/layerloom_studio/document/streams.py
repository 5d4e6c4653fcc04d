"""What feeds a node and what it feeds, all the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from layerloom_studio.document.project import Project


def upstream(project: Project, nodes: Iterable[str]) -> dict[str, None]:
    """Return the nodes that feed some nodes, directly or through others, without those themselves."""
    return _reach(nodes, lambda node: [edge.source for edge in project.in_edges(node)])


def downstream(project: Project, nodes: Iterable[str]) -> dict[str, None]:
    """Return the nodes that some nodes feed, directly or through others, without those themselves."""
    return _reach(nodes, lambda node: [edge.target for edge in project.out_edges(node)])


def _reach(nodes: Iterable[str], neighbours: Callable[[str], list[str]]) -> dict[str, None]:
    start = dict.fromkeys(nodes)
    found: dict[str, None] = {}
    pending = list(start)
    while pending:
        for node in neighbours(pending.pop()):
            if node not in found and node not in start:
                found[node] = None
                pending.append(node)
    return found
