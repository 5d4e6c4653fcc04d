"""Journey 2 on the canvas by keyboard alone: a blank sheet, a chain, a break, a repair, all undone and redone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from layerloom_studio.document.advice import advice


def add(board, text: str) -> None:
    board.key(Qt.Key.Key_Tab)
    line = board.view.adding.box.line
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def repair(board, title: str) -> None:
    """Take a repair from the menu of the current node, opened by key."""
    here = board.middle(board.view.selected()[-1])
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, here, board.view.viewport().mapToGlobal(here)
    )
    QApplication.sendEvent(board.view.viewport(), event)
    menu = board.view.findChild(QMenu, "canvas.menu")
    next(action for action in menu.actions() if action.text() == title).trigger()
    menu.close()


def test_journey_2_and_7_from_a_blank_sheet_without_a_mouse(board):
    empty = board.text()
    add(board, "in 8x8x1")
    add(board, "conv 8 > bn > relu > pool")
    add(board, "dense 10 softmax")  # too early: the image is still there
    assert [problem.kind for problem in advice(board.project)] == ["output_shape"]
    repair(board, "Insert Flatten before dense")
    assert advice(board.project) == []
    assert board.project.analysis.problems == []
    assert board.scene.node_item("dense").face.shape == "10"
    done = board.text()
    while board.stack.canUndo():
        board.stack.undo()
    assert board.text() == empty
    assert not board.scene.node_items()
    while board.stack.canRedo():
        board.stack.redo()
    assert board.text() == done
    assert set(board.scene.node_items()) == set(board.project.architecture.nodes)
