"""Where a dropped layer or edge lands: in a connection, at a free port, or in a choice of layers that fit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layerloom_studio.canvas.mime import layer_mime

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def chain(board):
    """input_layer, conv2d and flatten, connected, a row apart."""
    for number, class_name in enumerate(("InputLayer", "Conv2D", "Flatten")):
        board.put(class_name, 0, 192 * number)
    board.link("input_layer", "conv2d")
    board.link("conv2d", "flatten")
    board.view.fit()
    return board


def on_edge(board, source: str, target: str) -> QPoint:
    """The middle between two nodes in the viewport."""
    return (board.middle(source) + board.middle(target)) / 2


def hover(board, class_name: str, at: QPoint, modifiers: Qt.KeyboardModifier = NONE):
    """Hold a layer from outside over a point; whoever holds it must keep the data."""
    mime, copy, viewport = layer_mime(class_name), Qt.DropAction.CopyAction, board.view.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(at, copy, mime, LEFT, modifiers))
    QApplication.sendEvent(viewport, QDragMoveEvent(at, copy, mime, LEFT, modifiers))
    return mime


def hint(board) -> str:
    label = board.view.findChild(object, "canvas.hint")
    return "" if label.isHidden() else label.text()


def test_7_a_layer_dropped_on_an_edge_is_inserted(chain):
    before = chain.text()
    steps = chain.stack.count()
    chain.drop("MaxPooling2D", on_edge(chain, "conv2d", "flatten"))
    assert chain.inputs("max_pooling2d") == ["conv2d"]
    assert chain.inputs("flatten") == ["max_pooling2d"]
    assert chain.told[-1] == "Put max_pooling2d between conv2d and flatten."
    rects = [chain.scene.node_item(node).rect() for node in ("conv2d", "max_pooling2d", "flatten")]
    assert rects[0].bottom() < rects[1].top()
    assert rects[1].bottom() < rects[2].top()
    assert chain.stack.count() == steps + 1
    chain.stack.undo()
    assert chain.text() == before


def test_n1_what_a_drop_would_bring_is_shown_before_it(chain):
    held = hover(chain, "MaxPooling2D", on_edge(chain, "conv2d", "flatten"))
    edge = chain.project.in_edges("flatten")[0]
    assert held is not None
    assert chain.scene.edge_item(edge).swollen == "accept"
    assert hint(chain) == "conv2d → MaxPooling2D → flatten: 13 × 13 × 32"
    assert chain.scene.node_item("flatten").foreseen == ("5408", False)
    hover(chain, "MaxPooling2D", QPoint(5, 5))
    assert chain.scene.edge_item(edge).swollen == ""
    assert chain.scene.node_item("flatten").foreseen is None
    assert hint(chain) == ""


def test_n1_what_a_drop_would_break_is_red_before_it(chain):
    hover(chain, "Flatten", on_edge(chain, "input_layer", "conv2d"))
    assert chain.scene.edge_item(chain.project.in_edges("conv2d")[0]).swollen == "refuse"
    assert chain.scene.node_item("conv2d").foreseen == ("breaks", True)
    assert "does not fit 'conv2d'" in hint(chain)


def test_n1_an_edge_in_hand_shows_the_shapes_it_would_bring(chain):
    loose = chain.put("Dense", 264, 384)
    chain.view.fit()
    chain.press(chain.port("flatten", "out"))
    chain.move(chain.port(loose, "in"))
    assert chain.scene.node_item(loose).foreseen == ("32", False)
    chain.key(Qt.Key.Key_Escape)
    assert chain.scene.node_item(loose).foreseen is None


def test_7_a_layer_dropped_near_a_free_port_is_connected(chain):
    at = chain.middle("flatten") + (chain.middle("flatten") - chain.middle("conv2d")) * 0.6
    chain.drop("Dense", at)
    assert chain.inputs("dense") == ["flatten"]
    assert chain.told[-1] == "Added dense after flatten."


def test_7_alt_keeps_a_dropped_layer_apart(chain):
    at = chain.middle("flatten") + (chain.middle("flatten") - chain.middle("conv2d")) * 0.6
    hover(chain, "Dense", at)
    assert hint(chain) == "flatten → Dense: 32"
    hover(chain, "Dense", at, ALT)
    assert hint(chain) == ""


def test_7_a_layer_that_does_not_fit_is_not_connected_by_itself(chain):
    at = chain.middle("flatten") + (chain.middle("flatten") - chain.middle("conv2d")) * 0.6
    chain.drop("Conv2D", at)
    assert chain.inputs("conv2d_1") == []


def test_7_a_loose_node_dragged_onto_an_edge_is_inserted(chain):
    chain.put("Dropout", 300, 0)
    chain.view.fit()
    chain.drag(chain.middle("dropout"), on_edge(chain, "conv2d", "flatten"))
    assert chain.inputs("dropout") == ["conv2d"]
    assert chain.inputs("flatten") == ["dropout"]
    chain.stack.undo()
    assert chain.inputs("flatten") == ["conv2d"]
    assert chain.project.positions["dropout"] == (300, 0)


def test_7_a_connected_node_dragged_over_an_edge_only_moves(chain):
    chain.put("Dropout", 300, 0)
    chain.link("input_layer", "dropout")
    chain.view.fit()
    chain.drag(chain.middle("dropout"), on_edge(chain, "conv2d", "flatten"))
    assert chain.inputs("flatten") == ["conv2d"]


def test_6_an_edge_dropped_on_empty_paper_lists_only_what_fits(chain):
    end = chain.port("flatten", "out") + QPoint(120, 60)
    chain.drag(chain.port("flatten", "out"), end)
    box = chain.view.adding.box
    assert box.isVisible()
    assert box.heading.text() == "What fits flatten · 21632"
    assert chain.scene.held_edge.isVisible()
    assert "Conv2D" not in {row.specs[0].class_name for row in box.rows()}
    QTest.keyClicks(box.line, "dense 5")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert chain.inputs("dense") == ["flatten"]
    assert not chain.scene.held_edge.isVisible()


def test_6_an_edge_from_an_input_asks_for_what_comes_before(chain):
    loose = chain.put("Dense", 300, 192)
    chain.view.fit()
    chain.drag(chain.port(loose, "in"), chain.port(loose, "in") - QPoint(0, 90))
    box = chain.view.adding.box
    assert box.heading.text() == "Before dense"
    QTest.keyClicks(box.line, "in 5")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert chain.inputs("dense") == ["input_layer_1"]


def test_6_escape_leaves_no_edge_behind(chain):
    chain.drag(chain.port("flatten", "out"), chain.port("flatten", "out") + QPoint(120, 60))
    QTest.keyClick(chain.view.adding.box.line, Qt.Key.Key_Escape)
    assert not chain.scene.held_edge.isVisible()
    assert chain.view.hasFocus()


def test_10_control_drag_copies(chain):
    chain.view.select(["conv2d", "flatten"])
    start, end = chain.middle("conv2d"), chain.middle("conv2d") + QPoint(200, 0)
    QTest.mousePress(chain.view.viewport(), LEFT, CONTROL, start)
    for step in range(1, 5):
        event_at = start + (end - start) * step / 4
        _move(chain, event_at)
    assert len(chain.scene.ghost.boxes) == 2
    QTest.mouseRelease(chain.view.viewport(), LEFT, CONTROL, end)
    assert chain.inputs("flatten_1") == ["conv2d_1"]
    assert chain.project.positions["conv2d"] == (0, 192)
    assert chain.project.positions["conv2d_1"][0] > 150
    assert chain.view.selected() == ["conv2d_1", "flatten_1"]
    assert chain.told[-1] == "Copied 2 layers."
    assert not chain.scene.ghost.isVisible()


def test_8_a_layer_dragged_with_shift_leaves_its_chain_which_closes_behind_it(chain):
    before = chain.text()
    start, end = chain.middle("conv2d"), chain.middle("conv2d") + QPoint(260, 0)
    QTest.mousePress(chain.view.viewport(), LEFT, SHIFT, start)
    for step in range(1, 5):
        _move(chain, start + (end - start) * step / 4, SHIFT)
    assert hint(chain) == "Take it out, its neighbours are joined"
    assert chain.scene.node_item("flatten").foreseen is not None
    QTest.mouseRelease(chain.view.viewport(), LEFT, SHIFT, end)
    assert chain.inputs("flatten") == ["input_layer"]
    assert chain.inputs("conv2d") == []
    assert chain.project.positions["conv2d"][0] > 200
    assert chain.scene.node_item("flatten").foreseen is None
    assert chain.stack.undoText() == "Take conv2d out"
    chain.stack.undo()
    assert chain.text() == before


def test_8_escape_leaves_the_layer_in_its_chain(chain):
    before, start = chain.text(), chain.middle("conv2d")
    QTest.mousePress(chain.view.viewport(), LEFT, SHIFT, start)
    _move(chain, start + QPoint(200, 0), SHIFT)
    chain.key(Qt.Key.Key_Escape)
    QTest.mouseRelease(chain.view.viewport(), LEFT, SHIFT, start + QPoint(200, 0))
    assert chain.text() == before
    assert chain.scene.node_item("flatten").foreseen is None


def _move(board, at: QPoint, modifiers=CONTROL) -> None:
    """Move the mouse with a key held."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    viewport = board.view.viewport()
    where, there = QPointF(at), QPointF(viewport.mapToGlobal(at))
    event = QMouseEvent(QEvent.Type.MouseMove, where, there, Qt.MouseButton.NoButton, LEFT, modifiers)
    QApplication.sendEvent(viewport, event)


def test_13_a_line_drawn_with_alt_cuts_the_edges_it_crosses(chain):
    before = chain.text()
    middle = on_edge(chain, "conv2d", "flatten")
    start, end = middle - QPoint(120, 0), middle + QPoint(120, 0)
    chain.press(start, modifiers=ALT)
    chain.move((start + end) / 2 + QPoint(20, 0))
    edge = chain.project.in_edges("flatten")[0]
    assert chain.scene.edge_item(edge).swollen == "refuse"
    chain.release(end, modifiers=ALT)
    assert chain.inputs("flatten") == []
    assert chain.inputs("conv2d") == ["input_layer"]
    assert chain.stack.undoText() == "Cut a connection"
    assert not chain.scene.held_edge.isVisible()
    chain.stack.undo()
    assert chain.text() == before


def test_13_escape_calls_the_cut_off(chain):
    middle = on_edge(chain, "conv2d", "flatten")
    chain.press(middle - QPoint(120, 0), modifiers=ALT)
    chain.move(middle + QPoint(60, 0))
    chain.key(Qt.Key.Key_Escape)
    chain.release(middle + QPoint(60, 0), modifiers=ALT)
    assert chain.inputs("flatten") == ["conv2d"]
    assert chain.scene.edge_item(chain.project.in_edges("flatten")[0]).swollen == ""
