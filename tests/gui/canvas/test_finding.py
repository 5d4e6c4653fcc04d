"""Finding, following the data through a layer, and lining layers up."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from tests.large_drawing import drawing

from layerloom_studio.canvas.view import CanvasView
from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.files import from_json
from layerloom_studio.document.project import Project
from layerloom_studio.language import switch
from layerloom_studio.undo import DocumentStack

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def net(board):
    """Two convolutions in a row, a loose layer beside them."""
    text = "in 28x28x1 > conv 16 > conv 32 > flat > dense 10"
    board.stack.push(chain(board.project, parse_chain(text)).edit, "Add 5 layers")
    board.put("Dropout", 300, 0)
    board.view.fit()
    return board


def test_18_ctrl_f_leads_from_one_found_layer_to_the_next(net):
    net.key(Qt.Key.Key_F, CONTROL)
    finder = net.view.finder
    assert finder.line.hasFocus()
    QTest.keyClicks(finder.line, "conv")
    assert finder.count.text() == "2 found"
    assert [node for node, item in net.scene.node_items().items() if item.found] == ["conv2d", "conv2d_1"]
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    assert net.view.selected() == ["conv2d"]
    assert finder.count.text() == "1 of 2"
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    assert net.view.selected() == ["conv2d_1"]
    QTest.keyClick(finder.line, Qt.Key.Key_Return, SHIFT)
    assert net.view.selected() == ["conv2d"]
    QTest.keyClick(finder.line, Qt.Key.Key_Escape)
    assert finder.isHidden()
    assert not any(item.found for item in net.scene.node_items().values())
    assert net.view.hasFocus()


def test_18_a_shape_is_found_and_what_is_not_there_is_told(net):
    net.key(Qt.Key.Key_F, CONTROL)
    finder = net.view.finder
    QTest.keyClicks(finder.line, "24x24x32")
    assert finder.count.text() == "2 found"
    finder.line.setText("no such layer")
    assert finder.count.text() == "none found"
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    assert net.view.selected() == []


def test_18_marks_follow_edits_while_the_finder_is_open(net):
    net.key(Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(net.view.finder.line, "conv")
    net.put("Conv2D", 300, 300)
    assert net.view.finder.count.text() == "3 found"
    net.stack.undo()
    assert net.view.finder.count.text() == "2 found"


def test_9_all_that_feeds_a_layer_is_selected_by_key(net):
    net.view.select(["conv2d_1"])
    net.key(Qt.Key.Key_Up, CONTROL | SHIFT)
    assert set(net.view.selected()) == {"input_layer", "conv2d", "conv2d_1"}
    assert net.scene.current == "conv2d_1"
    net.view.select(["conv2d_1"])
    net.key(Qt.Key.Key_Down, CONTROL | SHIFT)
    assert set(net.view.selected()) == {"conv2d_1", "flatten", "dense"}


def test_24_the_way_through_the_selection_stands_out(net):
    loose = net.scene.node_item("dropout")
    net.view.select(["conv2d_1"])
    assert loose.opacity() == 1.0
    net.key(Qt.Key.Key_H)
    assert loose.opacity() < 0.5
    assert all(net.scene.node_item(node).opacity() == 1.0 for node in ("input_layer", "conv2d", "dense"))
    net.view.select([])
    assert loose.opacity() == 1.0
    net.view.select(["dropout"])
    assert net.scene.node_item("dense").opacity() < 0.5
    net.key(Qt.Key.Key_H)
    assert net.scene.node_item("dense").opacity() == 1.0


def test_21_selected_layers_are_lined_up_in_one_undo_step(net):
    net.put("Dense", 620, 60)
    align = net.view.commands.action("align_top")
    net.view.select(["dropout"])
    assert not align.isEnabled()
    assert align.toolTip() == "Align top: select several layers first"
    net.view.select(["dropout", "dense_1"])
    before = net.text()
    align.trigger()
    assert net.project.positions["dense_1"][1] == net.project.positions["dropout"][1] == 0
    assert net.stack.undoText() == "Align top"
    net.stack.undo()
    assert net.text() == before


def test_21_selected_layers_are_spread_evenly(net):
    net.stack.undo()
    for number, x in enumerate((0, 250, 1000)):
        net.put("Dropout", x, 1000 + number)
    nodes = ["dropout", "dropout_1", "dropout_2"]
    net.view.select(nodes)
    net.view.commands.action("spread_across").trigger()
    xs = [net.project.positions[node][0] for node in nodes]
    assert xs[1] - xs[0] == pytest.approx(xs[2] - xs[1], abs=12)


def picture(net) -> bytes:
    net.view.viewport().update()
    image = net.view.viewport().grab().toImage()  # its memory lasts as long as it does
    return bytes(image.constBits())


@pytest.mark.parametrize("zoom", [1.0, 0.3])
def test_18_what_is_found_is_marked_near_and_far(net, zoom):
    net.view.set_zoom(zoom)
    before = picture(net)
    for item in net.scene.node_items().values():
        item.mark(found=item.node == "conv2d")
    assert picture(net) != before


@pytest.mark.parametrize("zoom", [1.0, 0.3])
def test_24_the_way_stands_out_near_and_far(net, zoom):
    net.view.select(["conv2d"])
    net.view.set_zoom(zoom)
    before = picture(net)
    net.view.tracing.toggle()
    assert picture(net) != before
    net.view.tracing.toggle()
    assert picture(net) == before


def test_18_typing_brings_a_layer_that_was_found_into_view(qtbot):
    project = Project(from_json(drawing(300)))
    view = CanvasView(project, DocumentStack(project))
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    view.zoom_full()
    last = list(project.architecture.nodes)[-1]
    far = view.scene().node_item(last)
    view.centerOn(view.scene().node_item(next(iter(project.architecture.nodes))))
    view.finder.ask()
    view.finder.line.setText(project.spec(last).name)
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.contains(far.rect())
    assert view.selected() == []


def test_114_the_buttons_of_the_finder_are_named_in_the_language_that_is_on(net):
    net.view.finder.ask()
    buttons = net.view.finder.findChildren(QToolButton)
    assert len(buttons) == 3
    english = [button.accessibleName() for button in buttons]
    switch.set_language("ko")
    try:
        assert all(re.search("[가-힣]", button.accessibleName()) for button in buttons)
    finally:
        switch.set_language("en")
    assert [button.accessibleName() for button in buttons] == english
