"""Mouse gestures on the canvas, by real mouse events."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def three(board):
    """input_layer and dense one above the other, dropout to their right; nothing connected."""
    board.put("InputLayer", 0, 0)
    board.put("Dense", 0, 144)
    board.put("Dropout", 264, 144)
    board.view.fit()
    return board


def test_a_layer_dropped_on_the_canvas_stands_there(board):
    at = QPoint(400, 300)
    assert board.drop("Dense", at)
    item = board.scene.node_item("dense")
    assert (item.rect().center() - board.view.mapToScene(at)).manhattanLength() <= 12
    assert board.view.selected() == ["dense"]
    assert not board.scene.ghost.isVisible()
    assert board.stack.undoText() == "Add dense"


def test_a_drag_from_output_to_input_connects(three):
    three.drag(three.port("input_layer", "out"), three.port("dense", "in"))
    assert three.inputs("dense") == ["input_layer"]
    assert three.scene.node_item("dense").face.shape == "28 × 28 × 32"
    assert three.told[-1] == "Connected input_layer to dense."


def test_a_drag_from_input_to_output_connects_too(three):
    three.drag(three.port("dense", "in"), three.port("input_layer", "out"))
    assert three.inputs("dense") == ["input_layer"]


def test_a_drop_on_the_body_of_a_node_connects(three):
    three.drag(three.port("input_layer", "out"), three.middle("dense"))
    assert three.inputs("dense") == ["input_layer"]


def test_a_cycle_is_refused_while_dragging_with_the_reason(three):
    three.link("dense", "dropout")
    start, end = three.port("dropout", "out"), three.port("dense", "in")
    three.press(start)
    three.move(end)
    hint = three.view.findChild(object, "canvas.hint")
    assert "that would make a cycle" in hint.text()
    assert three.scene.node_item("dense").tint == "refuse"
    three.release(end)
    assert three.inputs("dense") == []
    assert "that would make a cycle" in three.told[-1]
    assert hint.isHidden()
    assert three.scene.node_item("dense").tint == ""


def test_a_full_input_is_replaced_and_that_is_told(three):
    three.link("input_layer", "dense")
    three.drag(three.port("dropout", "out"), three.port("dense", "in"))
    assert three.inputs("dense") == ["dropout"]
    assert "takes one input: its connection from input_layer was replaced" in three.told[-1]


def test_an_edge_taken_by_its_end_goes_to_another_layer(three):
    three.link("input_layer", "dense")
    three.drag(three.port("dense", "in"), three.port("dropout", "in"))
    assert three.inputs("dense") == []
    assert three.inputs("dropout") == ["input_layer"]
    three.stack.undo()
    assert three.inputs("dense") == ["input_layer"]


def test_an_edge_dropped_on_the_paper_is_gone(three):
    three.link("input_layer", "dense")
    three.drag(
        three.port("dense", "in"), three.on_view(three.scene.contents_rect().bottomLeft()) + QPoint(40, 40)
    )
    assert three.inputs("dense") == []


def test_escape_calls_a_connection_off(three):
    three.press(three.port("input_layer", "out"))
    three.move(three.port("dense", "in"))
    three.key(Qt.Key.Key_Escape)
    three.release(three.port("dense", "in"))
    assert three.inputs("dense") == []
    assert not three.scene.held_edge.isVisible()


def test_a_dragged_node_moves_on_the_grid_in_one_step(three):
    steps = three.stack.count()
    start = three.middle("dense")
    three.drag(start, start + QPoint(55, 31))
    assert three.project.positions["dense"] == (60.0, 180.0)
    assert three.stack.count() == steps + 1
    three.stack.undo()
    assert three.project.positions["dense"] == (0.0, 144.0)
    assert three.scene.node_item("dense").pos().toTuple() == (0.0, 144.0)


def test_selected_nodes_move_together(three):
    three.view.select(["dense", "dropout"])
    start = three.middle("dropout")
    three.drag(start, start + QPoint(0, 48))
    assert three.project.positions["dense"] == (0.0, 192.0)
    assert three.project.positions["dropout"] == (264.0, 192.0)
    assert three.project.positions["input_layer"] == (0.0, 0.0)


def test_escape_puts_a_dragged_node_back(three):
    start = three.middle("dense")
    three.press(start)
    three.move(start + QPoint(80, 80))
    assert three.scene.node_item("dense").x() != 0.0
    three.key(Qt.Key.Key_Escape)
    three.release(start)
    assert three.scene.node_item("dense").x() == 0.0
    assert three.project.positions["dense"] == (0.0, 144.0)


def test_undo_in_the_middle_of_a_drag_calls_the_drag_off(three):
    start = three.middle("dropout")
    three.press(start)
    three.move(start + QPoint(50, 50))
    three.stack.undo()
    three.move(start + QPoint(90, 90))
    three.release(start)
    assert "dropout" not in three.project.architecture.nodes


def test_edges_follow_a_node_while_it_is_dragged(three):
    three.link("input_layer", "dense")
    edge = three.scene.edge_item(three.project.in_edges("dense")[0])
    start = three.middle("dense")
    three.press(start)
    three.move(start + QPoint(120, 60))
    assert edge.end == three.scene.port_point("dense", ("in", 0))
    three.release(start + QPoint(120, 60))
    assert edge.end == three.scene.port_point("dense", ("in", 0))


def test_clicks_select(three):
    three.click(three.middle("dense"))
    assert three.view.selected() == ["dense"]
    three.click(three.middle("dropout"), SHIFT)
    assert three.view.selected() == ["dense", "dropout"]
    three.click(three.middle("dense"), CONTROL)
    assert three.view.selected() == ["dropout"]
    three.click(QPoint(5, 5))
    assert three.view.selected() == []


def test_a_box_selects_what_it_touches(three):
    rect = three.scene.node_item("dropout").rect().united(three.scene.node_item("dense").rect())
    start = three.on_view(rect.topLeft()) + QPoint(-15, 30)
    three.drag(start, three.on_view(rect.bottomRight()))
    assert sorted(three.view.selected()) == ["dense", "dropout"]
    assert not three.scene.box.isVisible()


def test_an_edge_can_be_clicked_and_deleted(three):
    three.link("input_layer", "dense")
    edge = three.project.in_edges("dense")[0]
    item = three.scene.edge_item(edge)
    three.click(three.on_view((item.start + item.end) / 2))
    assert three.scene.selected_edges == {edge}
    three.key(Qt.Key.Key_Delete)
    assert three.inputs("dense") == []


def test_the_selection_signal_carries_node_ids(three, qtbot):
    with qtbot.waitSignal(three.view.selection_changed) as caught:
        three.click(three.middle("dense"))
    assert caught.args == [["dense"]]


def test_a_double_click_asks_for_the_properties(three, qtbot):
    from PySide6.QtTest import QTest

    with qtbot.waitSignal(three.view.node_activated) as caught:
        QTest.mouseDClick(three.view.viewport(), Qt.MouseButton.LeftButton, pos=three.middle("dense"))
    assert caught.args == ["dense"]


@pytest.mark.parametrize("with_space", [False, True])
def test_the_paper_is_panned_by_the_middle_button_or_space(three, with_space):
    before = three.middle("dense")
    if with_space:
        from PySide6.QtTest import QTest

        QTest.keyPress(three.view, Qt.Key.Key_Space)
    three.drag(
        QPoint(50, 50),
        QPoint(110, 90),
        Qt.MouseButton.LeftButton if with_space else Qt.MouseButton.MiddleButton,
    )
    assert three.middle("dense") - before == QPoint(60, 40)
    assert three.project.positions["dense"] == (0.0, 144.0)


def test_the_wheel_scrolls_and_with_control_zooms_at_the_pointer(three):
    before = three.middle("dense")
    three.wheel(before, 1)
    assert three.middle("dense") == before + QPoint(0, 60)
    at = three.middle("dense")
    three.wheel(at, 1, CONTROL)
    assert three.view.zoom() == pytest.approx(1.25)
    assert (three.middle("dense") - at).manhattanLength() <= 2


def test_an_edge_tells_what_it_carries(three):
    three.link("input_layer", "dense")
    item = three.scene.edge_item(three.project.in_edges("dense")[0])
    three.move(three.on_view((item.start + item.end) / 2))
    assert item.hot
    assert item.toolTip().splitlines() == [
        "input_layer → dense: (None, 28, 28, 1)",
        "batch any · height 28 · width 28 · channels 1",
    ]


def test_a_port_lights_up_under_the_pointer(three):
    three.move(three.port("dense", "in"))
    assert three.scene.node_item("dense").hot_port == ("in", 0)
    three.move(QPoint(5, 5))
    assert three.scene.node_item("dense").hot_port is None


@pytest.mark.parametrize(
    "key, join",
    [(Qt.KeyboardModifier.ShiftModifier, "add"), (Qt.KeyboardModifier.ControlModifier, "concatenate")],
)
def test_n3_a_second_edge_on_a_full_port_is_joined(three, key, join):
    three.link("input_layer", "dense")
    three.link("input_layer", "dropout")
    before = three.text()
    start, end = three.port("dropout", "out"), three.port("dense", "in")
    three.press(start)
    three.move((start + end) / 2)
    three.move(end)
    hint = three.view.findChild(object, "canvas.hint")
    assert "Shift: Add · Ctrl: Concatenate" in hint.text()
    three.release(end, modifiers=key)
    assert three.inputs("dense") == [join]
    assert three.inputs(join) == ["input_layer", "dropout"]
    assert three.view.selected() == [join]
    assert three.stack.undoText().endswith("dropout → dense")
    three.stack.undo()
    assert three.text() == before


def test_row_21_without_the_grid_a_node_stands_anywhere(three):
    three.key(Qt.Key.Key_G)
    assert three.told[-1] == "Layers stand anywhere."
    start = three.middle("dropout")
    three.drag(start, start + QPoint(55, 31))
    x, y = three.project.positions["dropout"]
    assert (x % 12, y % 12) != (0, 0)
    three.key(Qt.Key.Key_G)
    three.drag(three.middle("dropout"), three.middle("dropout") + QPoint(20, 20))
    x, y = three.project.positions["dropout"]
    assert (x % 12, y % 12) == (0, 0)
