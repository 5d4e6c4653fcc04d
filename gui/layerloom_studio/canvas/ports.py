"""How many ports a node has, and at which of them a connection enters."""

from __future__ import annotations

from collections.abc import Sequence

from layerloom.graph import input_range
from layerloom_studio.document.layout import NODE_WIDTH, Point
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


def slot(places: Sequence[Point], target: Point, index: int) -> int:
    """Return at which port an input enters: they are in the order in which their sources stand.

    Of those in the column of the node itself the nearest is first, since longer ways run past it on the right.

    Args:
        places: Where the source of each input stands, as the document keeps it.
        target: Where the node stands.
        index: Which input.
    """
    if len(places) < 2 or index >= len(places):
        return index
    return sorted(range(len(places)), key=lambda i: (*_order(places[i], target), i)).index(index)


def _order(place: Point, target: Point) -> tuple[float, float, float]:
    aside = place[0] - target[0]
    if abs(aside) < NODE_WIDTH / 2:
        return 0.0, -place[1], aside
    return aside, 0.0, 0.0
