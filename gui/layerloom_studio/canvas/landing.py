"""Landing: where a layer held over the drawing would go, shown before it is dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF

from layerloom.graph import Ref, input_range
from layerloom_studio.canvas import labels
from layerloom_studio.canvas.edge_item import EdgeItem
from layerloom_studio.canvas.geometry import input_anchor, output_anchor
from layerloom_studio.document.building import (
    Building,
    before,
    chain,
    insertion,
    moved_and_connected,
    splice,
    unspliceable,
)
from layerloom_studio.document.chain import Piece
from layerloom_studio.document.content import Edge
from layerloom_studio.document.draft import EditError
from layerloom_studio.document.edits import MoveNodes
from layerloom_studio.document.layout import NODE_HEIGHT, NODE_WIDTH, Point
from layerloom_studio.document.project import Edit
from layerloom_studio.document.whatif import what_if
from layerloom_studio.language import tr

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

_NEAR = 78.0  # how far a free port may be from the port of the layer in hand
_ALMOST = 36.0  # from the column of another node, where a layer that is dropped stands in that column


@dataclass(frozen=True)
class Spot:
    """What a layer in hand is over: a connection, a free output above, a free input below, or nothing."""

    edge: Edge | None = None
    source: Ref | None = None
    target: str | None = None


class Landing:
    """Finds the spot under a layer in hand, shows what would come of it, and gives the edit.

    Args:
        view: The canvas.
        class_name: The class of a layer from outside.
        node: Or the node of the drawing that is being moved; it must not be connected.
    """

    def __init__(self, view: CanvasView, class_name: str = "", node: str | None = None) -> None:
        self._view = view
        self._scene = view.scene()
        self._node = node
        self._class_name = class_name or view.project.spec(node or "").class_name
        self._aimed = self._spot = Spot()  # what is under the layer, and what of it will be used
        self._state = ""
        self._words = ""

    @property
    def class_name(self) -> str:
        """The class of the layer in hand."""
        return self._class_name

    def aim(self, place: Point, at: QPoint, alone: bool = False) -> None:
        """Show what would come of a drop.

        Args:
            place: Where the node's top-left corner would be, in the scene.
            at: The pointer in the viewport.
            alone: Whether it shall not be connected.
        """
        rect = QRectF(place[0], place[1], NODE_WIDTH, NODE_HEIGHT)
        spot = Spot() if alone else self._spot_at(rect)
        if spot != self._aimed:
            self._forget()
            self._aimed = self._spot = spot
            self._foresee(place)
        if self._node is None:
            x, y = self._straight(place)
            self._scene.ghost.stretch(rect.translated(x - place[0], y - place[1]), state=self._state)
        self._view.show_hint(self._words, at)

    def edit(self, place: Point) -> tuple[Edit, str]:
        """Return the edit of a drop and the id of the node that then stands there.

        Args:
            place: Its top-left corner in the scene.

        Raises:
            EditError: If the drawing cannot take it.
        """
        place = self._scene.kept(self._straight(place))
        if self._node is not None:
            return self._moving_edit(self._node, place), self._node
        building = self._building(place)
        return building.edit, building.nodes[0]

    def report(self, name: str) -> str:
        """Return the sentence about what was done."""
        spot, project = self._spot, self._view.project
        if spot.edge is not None:
            ends = [project.spec(node).name for node in (spot.edge.source, spot.edge.target)]
            return tr(
                "Put {layer} between {source} and {target}.", layer=name, source=ends[0], target=ends[1]
            )
        if spot.source is not None:
            return tr("Added {layer} after {source}.", layer=name, source=project.spec(spot.source.node).name)
        if spot.target is not None:
            return tr("Added {layer} before {target}.", layer=name, target=project.spec(spot.target).name)
        return tr("Added {name}: drag from port to port to connect it.", name=name)

    def clear(self) -> None:
        """Show nothing any more."""
        self._forget()
        self._scene.ghost.hide()
        self._view.show_hint("")

    # -- inside --------------------------------------------------------------------------------------------------

    def _straight(self, place: Point) -> Point:
        """Return the place in the column of the node that it will be connected to, if it is almost there."""
        near = self._spot.source.node if self._spot.source is not None else self._spot.target
        if near is None or near not in self._scene.node_items() or not self._view.grid_on:
            return place
        axis = 1 if self._scene.across else 0
        line = self._scene.place(near)[axis]
        if abs(place[axis] - line) > _ALMOST:
            return place
        return (line, place[1]) if axis == 0 else (place[0], line)

    def _building(self, place: Point) -> Building:
        project, piece, spot = self._view.project, Piece(self._class_name), self._spot
        if spot.edge is not None:
            return insertion(project, piece, spot.edge, place)
        if spot.target is not None:
            return before(project, piece, spot.target, place)
        return chain(project, [piece], None, place, spot.source)

    def _moving_edit(self, node: str, place: Point) -> Edit:
        project, spot = self._view.project, self._spot
        if spot.edge is not None:
            return splice(project, node, spot.edge, place)
        if spot.source is not None:
            return moved_and_connected(project, node, place, spot.source, node)
        if spot.target is not None:
            return moved_and_connected(project, node, place, Ref(node), spot.target)
        return MoveNodes({node: place})

    def _spot_at(self, rect: QRectF) -> Spot:
        core = rect.adjusted(36.0, 16.0, -36.0, -16.0)
        edges = [item.edge for item in self._scene.items(core) if isinstance(item, EdgeItem)]
        for edge in edges:
            if self._takes_input() and (self._node is None or not self._unspliceable(edge)):
                return Spot(edge=edge)
        return self._port_near(rect)

    def _port_near(self, rect: QRectF) -> Spot:
        project, found = self._view.project, [(_NEAR, 0, Spot())]
        across = self._scene.across
        around = rect.adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR)
        number = 0
        for node, item in self._scene.node_items().items():
            if node == self._node or not around.intersects(item.rect()):
                continue
            number += 1
            if self._takes_input() and not project.out_edges(node):
                gap = output_anchor(item.rect(), across=across) - input_anchor(rect, across=across)
                found.append((gap.manhattanLength(), number, Spot(source=Ref(node))))
            limit = input_range(project.spec(node), project.architecture.nodes[node])[1]
            if limit is None or len(project.in_edges(node)) < limit:
                gap = input_anchor(item.rect(), across=across) - output_anchor(rect, across=across)
                found.append((gap.manhattanLength(), number, Spot(target=node)))
        return min(found, key=lambda row: row[:2])[2]

    def _takes_input(self) -> bool:
        return self._class_name != "InputLayer"

    def _unspliceable(self, edge: Edge) -> str:
        return unspliceable(self._view.project, self._node or "", edge)

    def _foresee(self, place: Point) -> None:
        if self._spot == Spot():
            return
        try:
            edit, node = self.edit(place)
        except EditError:
            self._spot = Spot()
            return
        outlook = what_if(self._view.project, edit)
        if outlook is None:
            self._spot = Spot()
            return
        broken = outlook.broken
        if broken and self._spot.edge is None:  # nobody asked for this connection
            self._spot = Spot()
            return
        self._state = "refuse" if broken else "accept"
        info = outlook.analysis.nodes.get(node)
        shape = f": {labels.shape_text(info.output_shapes)}" if info and info.output_shapes else ""
        self._words = next(iter(broken.values()), f"{self._promise()}{shape}")
        self._mark(self._state)
        self._scene.foresee(outlook)

    def _promise(self) -> str:
        project, spot = self._view.project, self._spot
        if spot.edge is not None:
            ends = [project.spec(node).name for node in (spot.edge.source, spot.edge.target)]
            return f"{ends[0]} → {self._class_name} → {ends[1]}"
        if spot.source is not None:
            return f"{project.spec(spot.source.node).name} → {self._class_name}"
        return f"{self._class_name} → {project.spec(spot.target or '').name}"

    def _mark(self, state: str) -> None:
        spot = self._spot
        if spot.edge is not None and spot.edge in self._scene.edge_items():
            self._scene.edge_item(spot.edge).mark(swollen=state)
        near = spot.source.node if spot.source is not None else spot.target
        if near is not None and near in self._scene.node_items():
            self._scene.node_item(near).mark(tint=state)

    def _forget(self) -> None:
        self._mark("")
        self._scene.foresee(None)
        self._aimed = self._spot = Spot()
        self._state = self._words = ""
