"""Notes on the canvas: sheets of paper behind the layers that are dragged, rewritten and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QInputDialog, QStyleOptionGraphicsItem, QWidget

from layerloom_studio import theme
from layerloom_studio.canvas.gestures import Gesture
from layerloom_studio.document.content import DIRECTION, NOTES
from layerloom_studio.document.edits import EditError
from layerloom_studio.document.event import Event
from layerloom_studio.document.layout import Point
from layerloom_studio.document.notes import Note, adding_note, moving_note, notes_of, rewriting_note
from layerloom_studio.language import tr

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

_WIDTH = 200.0
_PADDING = 12.0
_TEXT_SIZE = 12
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
        self.setToolTip(tr("Double-click to rewrite the note, drag to move it."))

    def rect(self) -> QRectF:
        """Return its place in the scene."""
        return self._rect.translated(self.pos())

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-2, -2, 2, 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        palette = theme.current()
        painter.setBrush(theme.mix(palette.canvas, palette.warning, 0.14))
        edge = palette.selection if self.selected else theme.mix(palette.canvas, palette.warning, 0.45)
        painter.setPen(QPen(edge, 2.0 if self.selected else 1.0))
        painter.drawRoundedRect(self._rect, 4.0, 4.0)
        painter.setPen(palette.text)
        painter.setFont(_font())
        inner = self._rect.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        painter.drawText(inner, int(_FLAGS), self.note.text)


class Notes:
    """Keeps one item for every note of the document; holds only which one is selected.

    Args:
        view: The canvas.
    """

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._items: list[NoteItem] = []
        self._selected: int | None = None
        self.selection_changed: Event[[]] = Event()
        view.project.settings_changed.connect(self._settings_changed)
        view.project.reset.connect(self._replaced)
        view.scene().selection_changed.connect(self._layers_selected)
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

    def ask(self) -> None:
        """Ask for a text and put it beside what is selected, or into the middle of the view."""
        view = self._view
        text, sure = QInputDialog.getMultiLineText(view, tr("New note"), tr("What shall the note say?"))
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
            view.stack.push(
                adding_note(view.project, text, view.scene().kept((place.x(), place.y()))), tr("Add note")
            )
        except EditError as error:
            view.status.emit(str(error))
            return
        view.select([])
        self.select(len(self._items) - 1)

    def rewrite(self, number: int) -> None:
        """Ask for another text of a note; without one the note goes."""
        view, note = self._view, self._items[number].note
        text, sure = QInputDialog.getMultiLineText(
            view, tr("Note"), tr("What shall the note say?"), note.text
        )
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
        self._items = []  # the scene has removed what was drawn
        self._draw()

    def _draw(self) -> None:
        scene, selected = self._view.scene(), self._selected
        for item in self._items:
            scene.removeItem(item)
        self._items = [NoteItem(note, scene.seen((note.x, note.y))) for note in notes_of(self._view.project)]
        for item in self._items:
            scene.addItem(item)
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

    def finish(self, point: QPointF, event: QMouseEvent) -> None:
        if self._moved:
            place = point + self._offset
            edit = moving_note(self.view.project, self._number, self.scene.kept((place.x(), place.y())))
            self.view.stack.push(edit, tr("Move note"))

    def cancel(self) -> None:
        if self._number < len(self.view.notes.items):
            note = self._item.note
            self.view.notes.items[self._number].setPos(*self.scene.seen((note.x, note.y)))


def _font() -> QFont:
    font = theme.ui_font()
    font.setPixelSize(_TEXT_SIZE)
    return font
