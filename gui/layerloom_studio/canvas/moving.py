"""The gesture that moves nodes: to another place, into a connection, onto a free port, or as copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent

from layerloom_studio.canvas.gestures import Alt, Control, Gesture, Shift
from layerloom_studio.canvas.landing import Landing
from layerloom_studio.document.clipboard import copy_text, paste_edit
from layerloom_studio.document.edits import EditError, MoveNodes
from layerloom_studio.document.layout import NODE_HEIGHT, NODE_WIDTH, Point, snap
from layerloom_studio.document.taking_out import is_wired, taking_out
from layerloom_studio.document.whatif import what_if
from layerloom_studio.language import mark, tr

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView


class MoveSelection(Gesture):
    """Drag the selected nodes; the document hears of it once, at the end.

    A node without connections lands in the connection or at the free port that it is dropped on, unless Alt is held;
    with Ctrl held the nodes stay and copies of them land; with Shift held they are taken out of their chain, which
    closes behind them.
    """

    cursor = Qt.CursorShape.SizeAllCursor
    repaints_much = True

    def __init__(self, view: CanvasView, start: QPointF, node: str, modifiers: Qt.KeyboardModifier) -> None:
        super().__init__(view)
        self._start = start
        self._node = node
        self._moved = False
        self._taken_out = False  # whether that is being shown
        self._was_selected = node in self.scene.selected
        self._modifiers = modifiers
        if not self._was_selected:
            kept = self.scene.selected if modifiers & (Shift | Control) else []
            self.scene.select([*kept, node])
        self._origin = {selected: self.scene.place(selected) for selected in self.scene.selected}
        loose = not view.project.in_edges(node) and not view.project.out_edges(node)
        self._landing = Landing(view, node=node) if loose and len(self._origin) == 1 else None

    def move(self, point: QPointF, event: QMouseEvent) -> None:
        if not self._moved and event.modifiers() & Shift and not self._was_selected:
            self._origin = {self._node: self._origin[self._node]}  # the others are selected, not in hand
        places = self._places(point)
        self._moved = True
        if event.modifiers() & Control:
            self._show_copies(places, event.position().toPoint())
            return
        self.scene.ghost.hide()
        self.scene.show_moved(places)
        self._show_taking_out(self._takes_out(event), event.position().toPoint())
        if self._landing is not None:
            alone = bool(event.modifiers() & Alt)
            self._landing.aim(places[self._node], event.position().toPoint(), alone)

    def finish(self, point: QPointF, event: QMouseEvent) -> None:
        if not self._moved:
            self._click()
            return
        places = self._places(point)
        name = self.view.project.spec(self._node).name
        what = name if len(places) == 1 else tr("{count} layers", count=len(places))
        if event.modifiers() & Control:
            self._copy(places)
        elif places == self._origin:
            self.scene.settle(self._origin)
        elif self._landing is not None:
            self._land(places[self._node], name)
        elif self._takes_out(event):
            edit = taking_out(self.view.project, self.scene.places(places))
            self._show_taking_out(False, QPoint())
            self.view.stack.push(edit, tr("Take {what} out", what=what), merge=False)
            self.view.status.emit(tr("Took {what} out of its chain.", what=what))
        else:
            self.view.stack.push(
                MoveNodes(self.scene.places(places)), tr("Move {what}", what=what), merge=False
            )
        self._clean_up()

    def cancel(self) -> None:
        self._clean_up()
        self.scene.settle(self._origin)

    def _land(self, place: Point, name: str) -> None:
        assert self._landing is not None
        try:
            edit, _ = self._landing.edit(place)
            report = "" if isinstance(edit, MoveNodes) else self._landing.report(name)
            self._landing.clear()
            self.view.stack.push(
                edit,
                tr("Move {name}", name=name) if not report else tr("Connect {name}", name=name),
                merge=False,
            )
            self.view.status.emit(report)
        except EditError as error:
            self.scene.settle(self._origin)
            self.view.status.emit(str(error))

    def _takes_out(self, event: QMouseEvent) -> bool:
        return bool(event.modifiers() & Shift) and is_wired(self.view.project, self._origin)

    def _show_taking_out(self, shown: bool, at: QPoint) -> None:
        """Tell of the chain that would close behind what is in hand, and show its shapes then."""
        if shown != self._taken_out:
            self._taken_out = shown
            edit = taking_out(self.view.project, self._origin) if shown else None
            self.scene.foresee(None if edit is None else what_if(self.view.project, edit))
        self.view.show_hint(tr("Take it out, its neighbours are joined") if shown else "", at)

    def _show_copies(self, places: dict[str, Point], at: QPoint) -> None:
        if self._landing is not None:
            self._landing.clear()
        self.scene.show_moved(self._origin)
        self._show_taking_out(False, at)
        self.scene.ghost.stretch(*(QRectF(x, y, NODE_WIDTH, NODE_HEIGHT) for x, y in places.values()))
        self.view.show_hint(tr("Copy here"), at)

    def _copy(self, places: dict[str, Point]) -> None:
        self.scene.settle(self._origin)
        (x, y), (left, top) = places[self._node], self._origin[self._node]
        if (x, y) != (left, top):
            text = copy_text(self.view.project, self._origin)
            self.view.commands.copying.add_piece(
                paste_edit(text, shift=self.scene.kept((x - left, y - top))),
                mark("Copy {what}"),
                mark("Copied {what}."),
            )

    def _clean_up(self) -> None:
        if self._landing is not None:
            self._landing.clear()
        self.scene.ghost.hide()
        self._show_taking_out(False, QPoint())

    def _click(self) -> None:
        if not self._was_selected:
            return
        if self._modifiers & (Shift | Control):
            self.scene.select(node for node in self.scene.selected if node != self._node)
        else:
            self.scene.select([self._node])

    def _places(self, point: QPointF) -> dict[str, Point]:
        """Snap the node in hand; the others keep their distance to it."""
        x, y = self._origin[self._node]
        free = (round(x + point.x() - self._start.x()), round(y + point.y() - self._start.y()))
        snapped = snap(free) if self.view.grid_on else free
        dx, dy = snapped[0] - x, snapped[1] - y
        return {node: (left + dx, top + dy) for node, (left, top) in self._origin.items()}
