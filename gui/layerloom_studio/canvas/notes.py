"""Notes on the canvas: sheets of paper behind the layers that are dragged, rewritten and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from layerloom_studio import theme
from layerloom_studio.canvas.gestures import Gesture
from layerloom_studio.canvas.note_arrow import ArrowItem, sheet_colors
from layerloom_studio.document.content import DIRECTION, NOTES
from layerloom_studio.document.edits import EditError
from layerloom_studio.document.event import Event
from layerloom_studio.document.layout import Point
from layerloom_studio.document.notes import (
    Note,
    adding_note,
    moving_note,
    notes_of,
    pointing_note,
    rewriting_note,
)
from layerloom_studio.language import tr
from layerloom_studio.widgets import ask_for_lines

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

_WIDTH = 200.0
_PADDING = 12.0
_TEXT_SIZE = 12
_DOT = 5.0  # radius of what the arrow of a selected note is drawn from
_REACH = 11.0
_FLAGS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class NoteItem(QGraphicsItem):
    """Draws a note.

    Args:
        note: What it says.
        place: Where it lies in the scene.
    """

    def __init__(self, note: Note, place: Point) -> None:
        super().__init__()
        self.note = note
        self.selected = False
        room = QRectF(0.0, 0.0, _WIDTH - 2 * _PADDING, 10_000.0)
        text = QFontMetricsF(_font()).boundingRect(room, int(_FLAGS), note.text)
        self._rect = QRectF(0.0, 0.0, _WIDTH, text.height() + 2 * _PADDING)
        self.setPos(*place)
        self.setZValue(0.0)  # behind edges and layers
        self.setToolTip(
            tr(
                "Double-click to rewrite the note, drag to move it, drag its dot onto a layer to point at that."
            )
        )

    def rect(self) -> QRectF:
        """Return its place in the scene."""
        return self._rect.translated(self.pos())

    def handle(self) -> QPointF:
        """Return where its arrow is drawn from by hand, in the scene."""
        return QPointF(self.rect().right(), self.rect().center().y())

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-2, -2, _DOT + 2, 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        palette = theme.current()
        paper, rim, _ = sheet_colors()
        painter.setBrush(paper)
        edge = palette.selection if self.selected else rim
        painter.setPen(QPen(edge, 2.0 if self.selected else 1.0))
        painter.drawRoundedRect(self._rect, 4.0, 4.0)
        painter.setPen(palette.text)
        painter.setFont(_font())
        inner = self._rect.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        painter.drawText(inner, int(_FLAGS), self.note.text)
        if self.selected:
            painter.setPen(QPen(palette.selection, 1.5))
            painter.setBrush(palette.canvas)
            painter.drawEllipse(self.handle() - self.pos(), _DOT, _DOT)


class Notes:
    """Keeps one item for every note of the document; holds only which one is selected.

    Args:
        view: The canvas.
    """

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._items: list[NoteItem] = []
        self._arrows: list[ArrowItem] = []
        self._selected: int | None = None
        self.selection_changed: Event[[]] = Event()
        view.project.settings_changed.connect(self._settings_changed)
        view.project.reset.connect(self._replaced)
        view.scene().selection_changed.connect(self._layers_selected)
        view.scene().nodes_shown.connect(self.aim)
        self._draw()

    @property
    def items(self) -> list[NoteItem]:
        """The items, in the order of the notes."""
        return list(self._items)

    @property
    def selected(self) -> int | None:
        """The number of the selected note."""
        return self._selected

    def select(self, number: int | None) -> None:
        """Select a note, or none."""
        self._selected = number
        for index, item in enumerate(self._items):
            item.selected = index == number
            item.update()
        self.selection_changed.emit()

    def at(self, point: QPointF) -> int | None:
        """Return the number of the note under a point of the scene, the topmost one."""
        found = [number for number, item in enumerate(self._items) if item.rect().contains(point)]
        return found[-1] if found else None

    def handle_at(self, point: QPointF) -> int | None:
        """Return the number of the selected note if its dot is under a point of the scene."""
        number = self._selected
        if number is None or number >= len(self._items):
            return None
        return number if (self._items[number].handle() - point).manhattanLength() <= _REACH else None

    def aim(self) -> None:
        """Lead all arrows to where notes and layers stand now."""
        scene = self._view.scene()
        shown = scene.node_items()
        wanted = {item.note.about for item in self._items} - {""}
        calls = self._view.project.architecture.nodes.values() if wanted else ()
        first = {call.layer: call.id for call in reversed(list(calls)) if call.layer in wanted}
        for item, arrow in zip(self._items, self._arrows, strict=True):
            node = shown.get(first.get(item.note.about, ""))
            arrow.aim(item.rect(), None if node is None else node.rect())
        scene.pointers = [arrow.line for arrow in self._arrows if not arrow.line.isNull()]

    def step(self) -> None:
        """Select the next note and bring it into view, so that keys reach all of them."""
        view = self._view
        if not self._items:
            view.status.emit(tr("There are no notes: N writes one."))
            return
        number = 0 if self._selected is None else (self._selected + 1) % len(self._items)
        view.select([])
        self.select(number)
        view.ensureVisible(self._items[number].rect(), 40, 40)
        note = tr("Note {number}", number=number + 1)
        view.status.emit(
            tr("{note}: {text} (Enter rewrites it)", note=note, text=self._items[number].note.text)
        )

    def nudge(self, dx: float, dy: float) -> None:
        """Move the selected note a little."""
        number, scene = self._selected, self._view.scene()
        if number is not None:
            place = self._items[number].pos()
            at = scene.kept((place.x() + dx, place.y() + dy))
            self._view.stack.push(moving_note(self._view.project, number, at), tr("Move note"))
            self._view.ensureVisible(self._items[number].rect(), 40, 40)

    def toggle_arrow(self) -> None:
        """Let the selected note point at the layer nearest to it, or at none."""
        number, view = self._selected, self._view
        if number is None:
            view.status.emit(tr("Select a note first: click it."))
            return
        item = self._items[number]
        nodes = view.scene().node_items()
        if item.note.about or not nodes:
            view.stack.push(pointing_note(view.project, number, ""), tr("Take the note's arrow away"))
            return
        middle = item.rect().center()
        nearest = min(nodes, key=lambda node: (nodes[node].rect().center() - middle).manhattanLength())
        name = view.project.spec(nearest).name
        view.stack.push(pointing_note(view.project, number, name), tr("Point the note at {name}", name=name))

    def ask(self) -> None:
        """Ask for a text and put it beside what is selected, with an arrow to that, or into the middle of the view."""
        view = self._view
        text, sure = ask_for_lines(view, tr("New note"), tr("What shall the note say?"))
        if not sure or not text.strip():
            return
        current = view.scene().current
        if current is not None:
            rect = view.scene().node_item(current).rect()
            place = QPointF(rect.right() + 48.0, rect.top())
            if view.scene().across:
                place = QPointF(rect.left(), rect.bottom() + 24.0)
        else:
            place = view.mapToScene(view.viewport().rect().center())
        try:
            about = "" if current is None else view.project.spec(current).name
            at = view.scene().kept((place.x(), place.y()))
            view.stack.push(adding_note(view.project, text, at, about), tr("Add note"))
        except EditError as error:
            view.status.emit(str(error))
            return
        view.select([])
        self.select(len(self._items) - 1)

    def rewrite(self, number: int) -> None:
        """Ask for another text of a note; without one the note goes."""
        view, note = self._view, self._items[number].note
        text, sure = ask_for_lines(view, tr("Note"), tr("What shall the note say?"), note.text)
        if sure and text.strip() != note.text:
            what = tr("Change note") if text.strip() else tr("Delete note")
            view.stack.push(rewriting_note(view.project, number, text), what)

    def remove(self) -> bool:
        """Remove the selected note; tells whether there was one."""
        number = self._selected
        if number is None:
            return False
        self._view.stack.push(rewriting_note(self._view.project, number, ""), tr("Delete note"))
        return True

    def _settings_changed(self, section: str) -> None:
        if section in (NOTES, DIRECTION):
            self._draw()

    def _replaced(self) -> None:
        self._items, self._arrows = [], []  # the scene has removed what was drawn
        self._draw()

    def _draw(self) -> None:
        scene, selected = self._view.scene(), self._selected
        for drawn in (*self._items, *self._arrows):
            scene.removeItem(drawn)
        self._items = [NoteItem(note, scene.seen((note.x, note.y))) for note in notes_of(self._view.project)]
        self._arrows = [ArrowItem() for _ in self._items]
        for drawn in (*self._items, *self._arrows):
            scene.addItem(drawn)
        self.aim()
        scene.sheets = [item.rect() for item in self._items]
        self.select(selected if selected is not None and selected < len(self._items) else None)

    def _layers_selected(self, nodes: list[str]) -> None:
        if nodes:
            self.select(None)


class MoveNote(Gesture):
    """Drag a note; a click selects it."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, view: CanvasView, start: QPointF, number: int) -> None:
        super().__init__(view)
        view.select([])
        view.notes.select(number)
        self._item, self._number = view.notes.items[number], number
        self._offset = self._item.pos() - start
        self._moved = False

    def move(self, point: QPointF, event: QMouseEvent) -> None:
        self._moved = True
        self._item.setPos(point + self._offset)
        self.view.notes.aim()

    def finish(self, point: QPointF, event: QMouseEvent) -> None:
        if self._moved and self._number < len(self.view.notes.items):  # it may be undone meanwhile
            place = point + self._offset
            edit = moving_note(self.view.project, self._number, self.scene.kept((place.x(), place.y())))
            self.view.stack.push(edit, tr("Move note"))

    def cancel(self) -> None:
        if self._number < len(self.view.notes.items):
            note = self._item.note
            self.view.notes.items[self._number].setPos(*self.scene.seen((note.x, note.y)))
            self.view.notes.aim()


def _font() -> QFont:
    font = theme.ui_font()
    font.setPixelSize(_TEXT_SIZE)
    return font
