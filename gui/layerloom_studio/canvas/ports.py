"""How many ports a node has, and at which of them a connection enters."""

from __future__ import annotations

from collections.abc import Sequence

from layerloom.graph import input_range
from layerloom_studio.document.project import Project


def input_count(project: Project, node: str) -> int:
    """Return the number of a node's input ports."""
    call = project.architecture.nodes[node]
    low, _ = input_range(project.spec(node), call)
    return max(len(call.inputs), min(low, 1))


def output_count(project: Project, node: str) -> int:
    """Return the number of a node's output ports."""
    info = project.analysis.nodes.get(node)
    used = max((edge.port for edge in project.out_edges(node)), default=0) + 1
    return max(used, len(info.output_shapes) if info and info.output_shapes else 1)


def slot(places: Sequence[float], index: int) -> int:
    """Return at which port an input enters: they are in the order in which their sources stand.

    Args:
        places: Where the source of each input stands, across the way that the drawing runs.
        index: Which input.
    """
    if len(places) < 2 or index >= len(places):
        return index
    return sorted(range(len(places)), key=lambda i: (places[i], i)).index(index)
