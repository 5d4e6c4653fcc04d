"""Marks at the ports in sight that could take the edge in hand, and at those that could not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layerloom.graph import Ref
from layerloom_studio.canvas.hit import Port
from layerloom_studio.canvas.node_item import PORTS_ZOOM, NodeItem
from layerloom_studio.document.fitting import entering
from layerloom_studio.document.wiring import reached

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

_MOST = 60  # nodes in sight that are tried


class FitMarks:
    """Tells at a glance where an edge may end.

    Args:
        view: The canvas.
    """

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._marked: list[str] = []

    def show(self, node: str, port: Port, besides: str | None = None) -> None:
        """Mark the ports of the other side of all nodes in sight.

        Args:
            node: Where the edge in hand begins.
            port: And at which port; at an input, what could come before it is marked.
            besides: A node that it has been taken from, which may have it back.
        """
        self.clear()
        if self._view.zoom() < PORTS_ZOOM:
            return
        project, scene, forward = self._view.project, self._view.scene(), port[0] == "out"
        seen = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        items = [item for item in scene.items(seen) if isinstance(item, NodeItem)]
        near = [item for item in items if item.node not in (node, besides) and seen.intersects(item.rect())]
        if len(near) > _MOST:
            return
        looping = reached(project, node, forward=not forward)  # what makes a cycle, looked for once
        for item in near:
            loops = item.node in looping
            if forward:
                fits = (self._fits(Ref(node, port[1]), item.node, loops),) * item.face.inputs
            else:
                ports = range(item.face.outputs)
                fits = tuple(self._fits(Ref(item.node, number), node, loops) for number in ports)
            if any(fit is not None for fit in fits):
                item.mark_fit("in" if forward else "out", fits)
                self._marked.append(item.node)

    def _fits(self, source: Ref, target: str, loops: bool) -> bool | None:
        """Whether an output can enter a node; `None` where it does."""
        project = self._view.project
        if source in project.architecture.nodes[target].inputs:
            return None
        return not entering(project, source, target, loops)

    def clear(self) -> None:
        """Mark nothing any more."""
        items = self._view.scene().node_items()
        for node in self._marked:
            if node in items:
                items[node].mark_fit("", ())
        self._marked = []
