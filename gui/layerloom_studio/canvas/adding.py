"""Adding layers: by a click in the palette, a drop, or the quick-add box; each in one undo step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF

from layerloom.graph import Ref
from layerloom_studio.canvas import labels
from layerloom_studio.canvas.landing import Landing
from layerloom_studio.canvas.quick_add import QuickAdd
from layerloom_studio.document.building import Building, before, chain
from layerloom_studio.document.chain import Piece
from layerloom_studio.document.draft import EditError
from layerloom_studio.document.fitting import tensor_of
from layerloom_studio.document.layout import NODE_HEIGHT, NODE_WIDTH, Point, snap
from layerloom_studio.document.suggestions import Suggestion, suggest
from layerloom_studio.document.wiring import last_end, new_spec
from layerloom_studio.language import tr

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

_BELOW = 14  # pixels between a node and the box that opens for it


class Adding(QObject):
    """Puts new layers into the drawing.

    Args:
        view: The canvas.
    """

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._after: list[str] | None = []
        self._port: Ref | None = None
        self._before: str | None = None
        self._place: Point | None = None
        self.box = QuickAdd(view.project, view)
        self.box.taken.connect(self._take)
        self.box.closed.connect(view.scene().held_edge.hide)
        self.box.closed.connect(view.viewport().update)  # the empty paper tells again how to begin
        view.project.reset.connect(self.box.shut)

    # -- without the box -----------------------------------------------------------------------------------------

    def append(self, class_name: str) -> None:
        """Add a layer after the selected or last one, wired and placed below it."""
        self._build(lambda: chain(self._view.project, [Piece(class_name)], self._view.selected()))

    def append_chain(self, text: str) -> None:
        """Add a typed chain after the selected or last layer; what is wrong with it is told."""
        project, after = self._view.project, self._view.selected()
        offer = suggest(project, text, [Ref(node) for node in after or last_end(project)])
        if offer.rows:
            self._build(lambda: chain(project, offer.rows[0].pieces, after))
        else:
            self._view.status.emit(offer.error)

    def land(self, landing: Landing, place: Point) -> None:
        """Add the layer that was dragged in where it was dropped."""
        view = self._view
        try:
            edit, node = landing.edit(place)
            name = new_spec(view.project, landing.class_name).name
            report = landing.report(name)
            landing.clear()
            view.stack.push(edit, tr("Add {name}", name=name))
        except EditError as error:
            view.status.emit(str(error))
            return
        view.select([node])
        view.status.emit(report)

    # -- opening the box -----------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Open the box for what follows the selection, or without one the end of the drawing."""
        view = self._view
        after = view.selected() or last_end(view.project)
        if after:
            view.show_node(after[-1])
            rect = view.mapFromScene(view.scene().node_item(after[-1]).rect()).boundingRect()
            at = QPoint(rect.left(), rect.bottom() + _BELOW)
            if at.y() + self.box.most_height() > view.viewport().height():  # no room below: beside it
                at = QPoint(rect.right() + _BELOW, rect.top())
        else:
            at = view.viewport().rect().center() - QPoint(self.box.width() // 2, self.box.most_height() // 2)
        self._open(at, after, None)

    def ask_at(self, point: QPointF) -> None:
        """Open the box at a place; what is added goes there and follows the selection, if there is one."""
        selected = self._view.selected()
        self._open(self._view.mapFromScene(point), selected or None, self._from(point))

    def ask_for_port(self, node: str, port: tuple[str, int], point: QPointF) -> None:
        """Open the box where an edge was dropped that was dragged from a port; only what fits is listed."""
        at, name = self._view.mapFromScene(point), self._view.project.spec(node).name
        anchor = self._view.scene().port_point(node, port)
        ends = (anchor, point) if port[0] == "out" else (point, anchor)
        self._after, self._port, self._before, self._place = None, None, None, self._from(point)
        if port[0] == "out":
            self._port = Ref(node, port[1])
            self.box.ask(
                at, tr("What fits {port}", port=self._told(self._port)), [self._port], only_fitting=True
            )
        else:
            self._before = node
            self.box.ask(at, tr("Before {name}", name=name))
        self._view.scene().held_edge.stretch(*ends, "")

    def _open(self, at: QPoint, after: list[str] | None, place: Point | None) -> None:
        self._after, self._port, self._before, self._place = after, None, None, place
        sources = [Ref(node) for node in after or ()]
        told = ", ".join(self._told(ref) for ref in sources[-2:])
        heading = (
            tr("After {told}", told=told)
            if sources
            else tr("The first layer")
            if self._is_empty()
            else tr("Unconnected")
        )
        self.box.ask(at, heading, sources)
        self._view.viewport().update()

    # -- taking what was chosen ----------------------------------------------------------------------------------

    def _take(self, suggestion: Suggestion) -> None:
        self._view.setFocus()
        self._view.scene().held_edge.hide()
        project, pieces = self._view.project, suggestion.pieces
        place = self._place

        def make() -> Building:
            if self._before is not None:
                return before(project, pieces[0], self._before, place or (0.0, 0.0))
            if self._port is not None:
                return chain(project, pieces, None, place, self._port)
            return chain(project, pieces, self._after, place)

        self._build(make)

    def _build(self, make: Callable[[], Building]) -> None:
        view, first = self._view, self._is_empty()
        try:
            building = make()
            text = self._words(building)
            view.stack.push(building.edit, text)
        except EditError as error:
            view.status.emit(str(error))
            return
        last = building.nodes[-1]
        view.select([last])
        if not (first and view.fit_readably()):
            view.show_node(last)
        view.status.emit(self._report(building))

    def _words(self, building: Building) -> str:
        names = building.names
        return (
            tr("Add {layer}", layer=names[0])
            if len(names) == 1
            else tr("Add {count} layers", count=len(names))
        )

    def _told_of(self, building: Building) -> str:
        names = building.names
        return names[0] if len(names) == 1 else tr("{count} layers", count=len(names))

    def _report(self, building: Building) -> str:
        project = self._view.project
        first, what = building.nodes[0], self._told_of(building)
        sources = [project.spec(ref.node).name for ref in project.architecture.nodes[first].inputs]
        if sources:
            return tr("Added {what} after {sources}.", what=what, sources=", ".join(sources))
        targets = [project.spec(edge.target).name for edge in project.out_edges(building.nodes[-1])]
        if targets:
            return tr("Added {what} before {targets}.", what=what, targets=", ".join(targets))
        if project.spec(first).is_input or len(project.architecture.nodes) == 1:
            return tr("Added {what}.", what=what)
        return tr("Added {what}: drag from port to port to connect it.", what=what)

    def _is_empty(self) -> bool:
        return not self._view.project.architecture.nodes

    def _told(self, ref: Ref) -> str:
        tensor = tensor_of(self._view.project, ref)
        name = self._view.project.spec(ref.node).name
        return name if tensor is None else f"{name} · {labels.shape_text([tensor.shape])}"

    def _from(self, point: QPointF) -> Point:
        """Return what the document keeps for a node that an edge enters at a point."""
        scene = self._view.scene()
        dx, dy = (0.0, NODE_HEIGHT / 2) if scene.across else (NODE_WIDTH / 2, 0.0)
        return scene.kept(snap((point.x() - dx, point.y() - dy)))
