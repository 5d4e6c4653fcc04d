"""What is under a point of the drawing: a port before a node, a node before a connection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF

from layerloom_studio.canvas.node_item import NodeItem
from layerloom_studio.document.content import Edge

Port = tuple[str, int]


@dataclass(frozen=True)
class Hit:
    """What is under a point: a port ("in" or "out" with its number), else a node, else an edge, else nothing."""

    node: str | None = None
    port: Port | None = None
    edge: Edge | None = None


def hit(
    point: QPointF,
    nodes: Sequence[NodeItem],
    edge: Edge | None,
    port_point: Callable[[str, Port], QPointF],
    reach: float,
) -> Hit:
    """Return what is under a point.

    Args:
        point: In scene coordinates.
        nodes: The nodes around it, the topmost first.
        edge: The connection under it, if any.
        port_point: Gives the place of a port of a node.
        reach: How near a port counts; less than nothing if none does.
    """
    near = [
        (distance, item.node, port)
        for item in nodes
        for port in _ports(item)
        if (distance := (port_point(item.node, port) - point).manhattanLength()) <= reach
    ]
    if near:
        return Hit(*min(near)[1:])
    over = next((item.node for item in nodes if item.rect().contains(point)), None)
    return Hit(over) if over is not None else Hit(edge=edge)


def _ports(item: NodeItem) -> list[Port]:
    return [("in", number) for number in range(item.face.inputs)] + [
        ("out", number) for number in range(item.face.outputs)
    ]
