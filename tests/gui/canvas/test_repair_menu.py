"""The repairs in a node's menu: previewed, made in one undo step."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain


@pytest.fixture
def broken(board):
    """784 numbers that a convolution cannot take."""
    text = "in 784 > conv 8 > flat > dense 10 softmax"
    board.stack.push(chain(board.project, parse_chain(text)).edit, "Add 4 layers")
    board.view.fit()
    return board


def menu_of(board, node: str) -> QMenu:
    """Open the menu of a node."""
    at = board.middle(node)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, board.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(board.view.viewport(), event)
    return board.view.findChild(QMenu, "canvas.menu")


def test_n2_the_menu_of_a_broken_node_offers_repairs(broken):
    menu = menu_of(broken, "conv2d")
    repair = menu.actions()[0]
    assert repair.text() == "Insert Reshape to 28 × 28 × 1 before conv2d"
    assert "does not fit" in repair.toolTip()
    before = broken.text()
    menu.hovered.emit(repair)
    assert broken.scene.node_item("dense").foreseen == ("10", False)
    menu.close()
    assert broken.scene.node_item("dense").foreseen is None
    repair.trigger()
    assert broken.project.analysis.errors == []
    assert broken.inputs("conv2d") == ["reshape"]
    assert broken.stack.undoText() == repair.text()
    broken.stack.undo()
    assert broken.text() == before


def test_n2_a_sound_node_offers_none(broken):
    menu = menu_of(broken, "dense")
    assert not menu.actions()[0].objectName().startswith("canvas.repair")
    menu.close()
