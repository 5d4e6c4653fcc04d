"""The minimap: a frame around what is seen, and a way to go elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest

from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.edits import MoveNodes


@pytest.fixture
def long(board):
    """A chain that is much longer than the view."""
    text = " > ".join(["in 8x8x1", *["conv 2 1"] * 30])
    board.stack.push(chain(board.project, parse_chain(text)).edit, "Add 31 layers")
    board.view.show_start()
    return board


def test_15_m_shows_and_hides_it(long):
    minimap, action = long.view.minimap, long.view.commands.action("minimap")
    assert minimap.isHidden()
    long.key(Qt.Key.Key_M)
    assert minimap.isVisible()
    assert action.isChecked()
    room = long.view.viewport().rect()
    assert room.contains(minimap.geometry())
    long.key(Qt.Key.Key_M)
    assert minimap.isHidden()
    assert not action.isChecked()


def test_15_the_frame_follows_the_view(long):
    minimap = long.view.minimap
    minimap.toggle()
    top = minimap.seen().top()
    long.view.scroll_by(QPoint(0, 2000))
    assert minimap.seen().top() > top
    height = minimap.seen().height()
    long.view.set_zoom(long.view.zoom() / 2)
    assert minimap.seen().height() == pytest.approx(2 * height, rel=0.05)


def test_15_the_frame_can_be_seen_in_a_huge_drawing_and_stays_in_the_map(long):
    minimap, nodes = long.view.minimap, list(long.project.architecture.nodes)
    long.stack.push(MoveNodes({nodes[-1]: (0.0, 200_000.0)}), "Move")
    minimap.toggle()
    long.view.set_zoom(1.0)
    for node in (nodes[0], nodes[-1]):
        long.view.centerOn(long.scene.node_item(node).rect().center())
        assert minimap.seen().height() < 1
        assert 3 < minimap.frame().height() < 8
        assert QRectF(minimap.rect()).contains(minimap.frame())


def test_15_a_click_goes_there(long):
    minimap = long.view.minimap
    minimap.toggle()
    last = list(long.project.architecture.nodes)[-1]
    QTest.mouseClick(
        minimap, Qt.MouseButton.LeftButton, pos=QPoint(minimap.width() // 2, minimap.height() - 9)
    )
    seen = long.view.mapToScene(long.view.viewport().rect()).boundingRect()
    assert seen.intersects(long.scene.node_item(last).rect())


def test_15_it_shows_an_edited_drawing(long):
    minimap = long.view.minimap
    minimap.toggle()
    before = minimap.grab().toImage()
    long.put("Dense", 600, 0)
    assert minimap.grab().toImage() != before
