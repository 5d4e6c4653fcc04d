"""The menu of the canvas: it offers what can be done with what lies under the pointer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain


@pytest.fixture
def drawn(board):
    """A small network, whole in view, beside a note."""
    board.stack.push(chain(board.project, parse_chain("in 8x8x1 > conv 8 3 > flat > dense 10")).edit, "Add")
    board.view.fit()
    return board


def menu_at(board, at: QPoint) -> QMenu:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, board.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(board.view.viewport(), event)
    return board.view.findChild(QMenu, "canvas.menu")


def words(menu: QMenu) -> list[str]:
    return [action.text().replace("&", "") for action in menu.actions() if not action.isSeparator()]


def test_20_the_menu_of_a_layer_speaks_of_the_layer(drawn):
    menu = menu_at(drawn, drawn.middle("conv2d"))
    offered = words(menu)
    menu.close()
    assert drawn.view.selected() == ["conv2d"]
    assert {"Add layers…", "Connect to…", "Bypass", "Group", "Freeze weights"} <= set(offered)
    assert not {"Ungroup", "Open the group", "Leave the group", "Select all", "Arrow of the note"} & set(
        offered
    )


def test_16_the_menu_of_a_group_opens_it_and_takes_it_apart(drawn):
    drawn.view.select(["conv2d", "flatten"])
    drawn.view.grouping.group()
    menu = menu_at(drawn, drawn.middle("group"))
    offered = words(menu)
    menu.close()
    assert {"Ungroup", "Open the group"} <= set(offered)


def test_4_the_menu_of_the_paper_adds_a_layer_where_it_was_opened(drawn):
    at = QPoint(700, 300)
    menu = menu_at(drawn, at)
    assert words(menu) == [
        "Add layers…",
        "Paste",
        "Add a note…",
        "Select all",
        "Automatic layout",
        "Fit drawing",
    ]
    menu.actions()[0].trigger()
    menu.close()
    box = drawn.view.adding.box
    assert box.isVisible()
    assert (box.pos() - at).manhattanLength() < 400
    assert box.x() > drawn.middle("dense").x()
    box.shut()


def test_5_the_menu_of_an_arrow_deletes_it(drawn):
    at = (drawn.port("conv2d", "out") + drawn.port("flatten", "in")) / 2
    menu = menu_at(drawn, at)
    assert words(menu) == ["Delete", "Select all", "Fit drawing"]
    menu.actions()[0].trigger()
    menu.close()
    assert drawn.inputs("flatten") == []
    assert drawn.inputs("conv2d") == ["input_layer"]
