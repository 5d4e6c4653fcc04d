"""The canvas's clipboard: copy, cut, paste and duplicate, as Keras JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication

from layerloom_studio.canvas.node_item import NodeItem
from layerloom_studio.canvas.notes import NoteItem
from layerloom_studio.document.chain import is_chain
from layerloom_studio.document.clipboard import copy_text, elsewhere, paste_edit
from layerloom_studio.document.edits import EditError, Paste
from layerloom_studio.document.layout import COLUMN_GAP, NODE_HEIGHT, NODE_WIDTH, Point
from layerloom_studio.language import mark, tr

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

_ASIDE = NODE_WIDTH + COLUMN_GAP  # from a piece to its copy, as the document keeps it
_MOST_STEPS = 30  # how far aside free room is looked for
_NOTE = (200.0, 48.0)  # about the size of a note


class Copying:
    """Takes pieces of a drawing out and puts them in.

    Args:
        view: The canvas.
    """

    def __init__(self, view: CanvasView) -> None:
        self._view = view

    def copy(self) -> None:
        """Copy the selected layers with the notes beside them, or the selected note, as Keras JSON."""
        nodes, note = self._view.selected(), self._view.notes.selected
        if nodes or note is not None:
            text = copy_text(self._view.project, nodes, None if nodes else [note or 0])
            QGuiApplication.clipboard().setText(text)
            what = tr("a layer") if len(nodes) == 1 else tr("{count} layers", count=len(nodes))
            self._view.status.emit(tr("Copied {what}.", what=what if nodes else tr("a note")))

    def cut(self) -> None:
        """Copy what is selected and delete it."""
        if self._view.selected() or self._view.notes.selected is not None:
            self.copy()
            self._view.commands.delete()

    def paste(self) -> None:
        """Add what the clipboard holds: a copied piece, the JSON of any Keras model or layers, or a typed chain."""
        text = QGuiApplication.clipboard().text()
        if not text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
            if is_chain(text) and len(text.strip().splitlines()) == 1:
                self._view.adding.append_chain(text)
                return
            self._view.status.emit(tr("The clipboard holds no layers."))
            return
        try:
            edit = paste_edit(text)
            edit = self._beside(edit, None if self._in_sight(edit) else self._middle(edit))
            self.add_piece(edit, mark("Paste {what}"), mark("Pasted {what}."))
        except EditError as error:
            self._view.status.emit(str(error))

    def duplicate(self) -> None:
        """Add a copy of the selected layers beside them; the clipboard stays as it is."""
        if self._view.selected():
            text = copy_text(self._view.project, self._view.selected())
            self.add_piece(
                self._beside(paste_edit(text)), mark("Duplicate {what}"), mark("Duplicated {what}.")
            )

    def add_piece(self, edit: Paste, verb: str, done: str) -> None:
        """Add a piece of a drawing and select it; the words, with `{what}`, name the undo step and what is told."""
        view = self._view
        ids = list(edit.new_ids(view.project).values())
        what = tr("a layer") if len(ids) == 1 else tr("{count} layers", count=len(ids))
        if not ids:
            what = tr("a note") if len(edit.notes) == 1 else tr("{count} notes", count=len(edit.notes))
        view.stack.push(edit, tr(verb, what=what))
        view.select(ids)
        if ids:
            view.show_node(ids[-1])
        view.status.emit(tr(done, what=what))

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

    def _beside(self, piece: Paste, corner: Point | None = None) -> Paste:
        """Return the edit that adds a piece where it was, or beside that if something stands there.

        Args:
            piece: Adds it where it was.
            corner: Where its top-left corner goes instead.
        """
        for step in range(_MOST_STEPS):
            at = None if corner is None else (corner[0] + step * _ASIDE, corner[1])
            edit = elsewhere(piece, at, (step * _ASIDE, 0.0))
            if self._is_free(edit):
                break
        return edit

    def _is_free(self, edit: Paste) -> bool:
        scene = self._view.scene()
        rects = [QRectF(*scene.seen(place), NODE_WIDTH, NODE_HEIGHT) for place in edit.positions.values()]
        rects += [QRectF(*scene.seen((note["x"], note["y"])), *_NOTE) for note in edit.notes]
        standing = (NodeItem, NoteItem)
        return not any(isinstance(item, standing) for rect in rects for item in scene.items(rect))


def _corners(edit: Paste) -> list[Point]:
    return [*edit.positions.values(), *((note["x"], note["y"]) for note in edit.notes)]
