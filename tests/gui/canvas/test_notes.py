"""Notes on the canvas (gui.md 19): written, moved, rewritten and removed by keys and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from layerloom_studio import theme
from layerloom_studio.document.notes import adding_note, moving_note


@pytest.fixture
def noted(board, monkeypatch):
    """A drawing with one note."""
    board.put("Dense", 0, 0)
    monkeypatch.setattr("layerloom_studio.canvas.notes.ask_for_lines", lambda *args: ("Why so small?", True))
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
    monkeypatch.setattr("layerloom_studio.canvas.notes.ask_for_lines", lambda *args: ("Because", True))
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


def test_19_a_note_beside_a_chosen_layer_points_at_it_and_the_arrow_follows_both(noted):
    assert noted.scene.pointers == []
    noted.view.select(["dense"])
    noted.key(Qt.Key.Key_N)
    item, layer = noted.view.notes.items[1], noted.scene.node_item("dense")
    assert item.note.about == "dense"
    (line,) = noted.scene.pointers
    assert abs(line.p1().x() - item.rect().left()) < 1
    assert 0 < line.p2().x() - layer.rect().right() < 6
    noted.scene.show_moved({"dense": (0.0, 300.0)})
    (moved,) = noted.scene.pointers
    assert moved.p2().y() > line.p2().y() + 100
    noted.scene.settle(["dense"])
    assert noted.scene.pointers == [line]
    noted.stack.undo()
    assert noted.scene.pointers == []


def test_19_the_dot_of_a_note_is_dragged_onto_a_layer_and_onto_the_paper_again(noted):
    board, notes = noted, noted.view.notes
    board.put("Dropout", 0, 240)
    board.view.fit()
    notes.select(0)
    dot = board.on_view(notes.items[0].handle())
    board.press(dot)
    board.move((dot + board.middle("dropout")) / 2)
    board.move(board.middle("dropout"))
    assert board.scene.node_item("dropout").tint == "accept"
    board.release(board.middle("dropout"))
    assert notes.items[0].note.about == "dropout"
    assert len(board.scene.pointers) == 1
    assert board.scene.node_item("dropout").tint == ""
    assert board.stack.undoText() == "Point the note at dropout"
    notes.select(0)
    board.drag(
        board.on_view(notes.items[0].handle()), board.on_view(notes.items[0].handle()) + QPoint(60, 90)
    )
    assert notes.items[0].note.about == ""
    assert board.scene.pointers == []
    board.stack.undo()
    assert notes.items[0].note.about == "dropout"


def test_19_a_key_gives_the_note_an_arrow_to_the_nearest_layer_and_takes_it_away(noted):
    notes = noted.view.notes
    assert noted.view.commands.action("note_arrow").isEnabled()
    noted.key(Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert notes.items[0].note.about == "dense"
    noted.key(Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert notes.items[0].note.about == ""
    noted.view.select(["dense"])
    assert not noted.view.commands.action("note_arrow").isEnabled()


def test_19_an_arrow_to_a_layer_that_went_is_not_drawn_and_comes_back_with_it(noted):
    noted.stack.push(moving_note(noted.project, 0, (480.0, 240.0)), "Move note")
    noted.view.notes.select(0)
    assert noted.scene.pointers == []
    noted.key(Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert len(noted.scene.pointers) == 1
    noted.view.select(["dense"])
    noted.key(Qt.Key.Key_Delete)
    assert noted.scene.pointers == []
    noted.stack.undo()
    assert len(noted.scene.pointers) == 1


def test_19_and_111_keys_reach_every_note_move_it_rewrite_it_and_remove_it(noted, monkeypatch):
    board, notes = noted, noted.view.notes
    board.stack.push(adding_note(board.project, "Second", (600.0, 0.0)), "Add note")
    board.view.select(["dense"])
    step = board.view.commands.action("next_note").trigger
    step()
    assert (notes.selected, board.view.selected()) == (0, [])
    step()
    assert notes.selected == 1
    assert board.told[-1] == "Note 2: Second (Enter rewrites it)"
    before = notes.items[1].pos()
    board.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert notes.items[1].pos().x() > before.x()
    assert notes.selected == 1
    monkeypatch.setattr("layerloom_studio.canvas.notes.ask_for_lines", lambda *args: ("Other", True))
    board.key(Qt.Key.Key_Return)
    assert notes.items[1].note.text == "Other"
    board.key(Qt.Key.Key_Delete)
    assert len(notes.items) == 1
    step()
    assert notes.selected == 0
    board.key(Qt.Key.Key_Delete)
    step()
    assert board.told[-1] == "There are no notes: N writes one."


@pytest.mark.parametrize("of_dot", [True, False])
def test_19_a_note_that_is_undone_while_it_is_in_hand_is_gone(noted, of_dot):
    noted.view.notes.select(0)
    at = noted.on_view(noted.view.notes.items[0].handle()) if of_dot else middle(noted)
    noted.press(at)
    noted.move(at + QPoint(40, 60))
    noted.stack.undo()
    noted.move(at + QPoint(60, 60))
    noted.release(at + QPoint(60, 60))
    assert noted.view.notes.items == []
    assert not noted.scene.held_edge.isVisible()
