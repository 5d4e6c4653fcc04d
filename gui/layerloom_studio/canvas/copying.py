"""The canvas's clipboard: copy, cut, paste and duplicate, as Keras JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from layerloom_studio.document.clipboard import copy_text, paste_edit
from layerloom_studio.document.edits import EditError, Paste
from layerloom_studio.document.layout import GRID, NODE_HEIGHT, NODE_WIDTH, Point
from layerloom_studio.language import tr

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

_SHIFT = 2 * GRID  # how far a copy stands off its original


class Copying:
    """Takes pieces of a drawing out and puts them in.

    Args:
        view: The canvas.
    """

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._pasted: tuple[str, int] = ("", 0)

    def copy(self) -> None:
        """Copy the selected layers with the notes beside them, or the selected note, as Keras JSON."""
        nodes, note = self._view.selected(), self._view.notes.selected
        if nodes or note is not None:
            text = copy_text(self._view.project, nodes, None if nodes else [note or 0])
            QGuiApplication.clipboard().setText(text)
            self._pasted = (text, 0)

    def cut(self) -> None:
        """Copy what is selected and delete it."""
        if self._view.selected() or self._view.notes.selected is not None:
            self.copy()
            self._pasted = (self._pasted[0], -1)
            self._view.commands.delete()

    def paste(self) -> None:
        """Add what the clipboard holds: a copied piece or the JSON of any Keras model."""
        text = QGuiApplication.clipboard().text()
        if not text.lstrip().startswith("{"):
            self._view.status.emit(tr("The clipboard holds no layers."))
            return
        times = self._pasted[1] + 1 if text == self._pasted[0] else 1
        self._pasted = (text, times)
        try:
            edit = paste_edit(text, shift=self._shift(times))
            if not self._in_sight(edit):
                edit = paste_edit(text, at=self._middle(edit))
            self.add_piece(edit, tr("Paste"), tr("Pasted"))
        except EditError as error:
            self._view.status.emit(str(error))

    def duplicate(self) -> None:
        """Add a copy of the selected layers beside them; the clipboard stays as it is."""
        if self._view.selected():
            text = copy_text(self._view.project, self._view.selected())
            self.add_piece(paste_edit(text, shift=self._shift()), tr("Duplicate"), tr("Duplicated"))

    def add_piece(self, edit: Paste, verb: str, done: str) -> None:
        """Add a piece of a drawing and select it; the words name the undo step and what is told."""
        view = self._view
        ids = list(edit.new_ids(view.project).values())
        what = "layer" if len(ids) == 1 else tr("{count} layers", count=len(ids))
        if not ids:
            what = "note" if len(edit.notes) == 1 else tr("{count} notes", count=len(edit.notes))
        view.stack.push(edit, f"{verb} {what}")
        view.select(ids)
        view.status.emit(f"{done} {what}.")

    def _in_sight(self, edit: Paste) -> bool:
        seen = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        corners = map(self._view.scene().seen, _corners(edit))
        return any(seen.contains(x + NODE_WIDTH / 2, y + NODE_HEIGHT / 2) for x, y in corners)

    def _middle(self, edit: Paste) -> Point:
        """Return the top-left corner that puts a piece into the middle of the view."""
        scene = self._view.scene()
        middle = self._view.mapToScene(self._view.viewport().rect().center())
        xs, ys = zip(*map(scene.seen, _corners(edit)), strict=True)
        width, height = max(xs) - min(xs) + NODE_WIDTH, max(ys) - min(ys) + NODE_HEIGHT
        return scene.kept((middle.x() - width / 2, middle.y() - height / 2))

    def _shift(self, times: int = 1) -> Point:
        """Return how far a copy stands off what it was copied from."""
        return self._view.scene().kept((times * _SHIFT, times * _SHIFT))


def _corners(edit: Paste) -> list[Point]:
    return [*edit.positions.values(), *((note["x"], note["y"]) for note in edit.notes)]
