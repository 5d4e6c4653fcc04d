"""Groups on the canvas are opened, edited inside and left again (gui.md 16), and a row of them tells how many (17)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.nesting import grouping, repeating

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def net(board):
    board.stack.push(
        chain(board.project, parse_chain("in 8x8x1 > conv 4 same > bn > relu > flat > d 3")).edit, "Net"
    )
    board.stack.push(grouping(board.project, ["conv2d", "batch_normalization", "re_lu"], "block"), "Group")
    return board


def way(board) -> list[str]:
    """What the breadcrumb shows that can be clicked."""
    return [
        button.text() for button in board.view.breadcrumb.findChildren(QPushButton) if not button.isHidden()
    ]


def test_16_enter_opens_a_group_and_escape_leaves_it(net):
    net.view.select(["block"])
    net.key(Qt.Key.Key_Return)
    assert net.project.opened == ("block",)
    assert set(net.scene.node_items()) == set(net.project.architecture.nodes)
    assert net.view.breadcrumb.isVisible()
    assert way(net) == ["Model"]
    net.view.select(["re_lu"])
    net.key(Qt.Key.Key_Escape)
    assert net.project.opened == ("block",), "the first Esc lets go of the selection"
    net.key(Qt.Key.Key_Escape)
    assert net.project.opened == ()
    assert net.view.selected() == ["block"]
    assert not net.view.breadcrumb.isVisible()


def test_16_a_double_click_opens_a_group_and_the_breadcrumb_leads_back(net):
    at = net.on_view(net.scene.node_item("block").rect().center())
    QTest.mouseDClick(net.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert net.project.opened == ("block",)
    net.stack.push(grouping(net.project, ["conv2d", "batch_normalization"], "pair"), "Group")
    net.view.select(["pair"])
    net.key(Qt.Key.Key_Return, CONTROL)
    assert way(net) == ["Model", "block"]
    button = net.view.breadcrumb.findChild(QPushButton, "breadcrumb.0")
    button.click()
    assert net.project.opened == ()
    assert net.view.selected() == ["block"]


def test_16_backspace_leaves_a_group_when_nothing_is_selected(net):
    net.view.grouping.open("block")
    net.view.select(["re_lu"])
    net.key(Qt.Key.Key_Backspace)
    assert net.project.opened == ("block",)
    assert "re_lu" not in net.project.architecture.nodes
    net.view.select([])
    net.key(Qt.Key.Key_Backspace)
    assert net.project.opened == ()


def test_16_undo_goes_where_the_edit_was_made(net):
    before = net.text()
    net.view.grouping.open("block")
    net.view.select(["batch_normalization"])
    net.key(Qt.Key.Key_Delete)
    net.key(Qt.Key.Key_Escape)
    net.view.select([])
    net.key(Qt.Key.Key_Escape)
    assert net.scene.node_item("block").face.kind == "Group · 2 layers"
    net.stack.undo()
    assert net.project.opened == ("block",)
    assert "batch_normalization" in net.scene.node_items()
    assert net.text() == before
    net.stack.undo()
    assert net.project.opened == ()
    assert "conv2d" in net.scene.node_items()


def test_16_another_layer_shows_its_settings(net):
    shown: list[str] = []
    net.view.node_activated.connect(shown.append)
    net.view.select(["flatten"])
    net.key(Qt.Key.Key_Return)
    assert shown == ["flatten"]
    net.view.grouping.open()
    assert net.told[-1] == "Select a group to open it."


def test_17_a_row_of_equal_groups_tells_how_many_they_are(net):
    net.stack.push(repeating(net.project, ["block"], 3), "Repeat")
    kinds = [net.scene.node_item(node).face.kind for node in ("block", "block_1", "block_2")]
    assert kinds == ["Group · ×3 · 3 layers", "Group · 2 of 3 · 3 layers", "Group · 3 of 3 · 3 layers"]
    net.view.grouping.open("block_1")
    net.view.select(["re_lu"])
    net.key(Qt.Key.Key_Delete)
    net.view.grouping.leave()
    assert [net.scene.node_item(node).face.kind for node in ("block", "block_1")] == [
        "Group · 3 layers",
        "Group · 2 layers",
    ]
