"""Notes on the canvas (gui.md 19): written, moved, rewritten and removed by keys and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog

from layerloom_studio import theme


@pytest.fixture
def noted(board, monkeypatch):
    """A drawing with one note."""
    board.put("Dense", 0, 0)
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *args: ("Why so small?", True))
    board.key(Qt.Key.Key_N)
    board.view.fit()
    return board


def middle(board):
    return board.on_view(board.view.notes.items[0].rect().center())


def test_19_n_writes_a_note_and_undo_takes_it_away(noted):
    assert [item.note.text for item in noted.view.notes.items] == ["Why so small?"]
    assert noted.view.notes.selected == 0
    noted.stack.undo()
    assert noted.view.notes.items == []
    noted.stack.redo()
    assert len(noted.view.notes.items) == 1


def test_19_a_note_is_dragged_to_another_place(noted):
    noted.view.centerOn(noted.view.notes.items[0].rect().center())
    before, start = noted.view.notes.items[0].pos(), middle(noted)
    noted.drag(start, start + QPoint(48, 96))
    after = noted.view.notes.items[0].pos()
    assert (after - before).y() > 0
    assert noted.stack.undoText() == "Move note"
    noted.stack.undo()
    assert noted.view.notes.items[0].pos() == before


def test_19_a_double_click_rewrites_it_and_delete_removes_it(noted, monkeypatch):
    noted.view.centerOn(noted.view.notes.items[0].rect().center())
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *args: ("Because", True))
    QTest.mouseDClick(noted.view.viewport(), Qt.MouseButton.LeftButton, pos=middle(noted))
    assert noted.view.notes.items[0].note.text == "Because"
    noted.click(middle(noted))
    assert noted.view.commands.action("delete").isEnabled()
    noted.key(Qt.Key.Key_Delete)
    assert noted.view.notes.items == []
    assert len(noted.project.architecture.nodes) == 1


def test_19_a_layer_that_is_selected_takes_the_selection_from_the_note(noted):
    assert noted.view.notes.selected == 0
    noted.view.select(["dense"])
    assert noted.view.notes.selected is None


def test_19_the_whole_drawing_is_seen_with_its_notes(noted):
    note = noted.view.notes.items[0]
    assert noted.scene.contents_rect().contains(note.rect())
    noted.stack.undo()
    assert not noted.scene.contents_rect().contains(note.rect())


def test_19_notes_are_seen_from_far_too(noted):
    noted.view.set_zoom(0.2)
    noted.view.centerOn(noted.view.notes.items[0].rect().center())
    noted.view.select([])
    image = noted.view.grab().toImage()
    assert image.pixelColor(middle(noted)) != theme.current().canvas
