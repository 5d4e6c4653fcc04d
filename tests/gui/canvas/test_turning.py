"""Row 11 of gui.md on the canvas: a drawing that runs from left to right, and all that follows the direction."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from layerloom_studio.canvas.geometry import edge_path
from layerloom_studio.canvas.picture import save_picture
from layerloom_studio.document.layout import NODE_HEIGHT, NODE_WIDTH, ROW_GAP

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def across(board):
    """input_layer - dense - dropout - dense_1 from left to right."""
    for name in ("InputLayer", "Dense", "Dropout", "Dense"):
        board.view.append_layer(name)
    board.view.select([])
    board.key(Key.Key_R)
    board.view.zoom_full()
    board.view.focus_node("dense")
    board.view.select([])
    return board


def places(board) -> dict[str, tuple[float, float]]:
    return {node: item.pos().toTuple() for node, item in board.scene.node_items().items()}


def test_row_11_r_turns_the_drawing_and_turns_it_back_with_its_tick_and_undo(board):
    for name in ("InputLayer", "Dense", "Dense"):
        board.view.append_layer(name)
    action, before, stood = board.view.commands.action("left_to_right"), board.text(), places(board)
    board.key(Key.Key_R)
    assert action.isChecked()
    xs, ys = zip(*places(board).values(), strict=True)
    assert list(xs) == sorted(xs)
    assert len(set(ys)) == 1
    assert min(b - a for a, b in pairwise(xs)) > NODE_WIDTH
    assert board.stack.undoText() == "Left to right"
    board.stack.undo()
    assert not action.isChecked()
    assert (board.text(), places(board)) == (before, stood)
    board.stack.redo()
    board.key(Key.Key_R)
    assert (board.text(), places(board)) == (before, stood)


def test_row_11_edges_leave_at_the_right_and_enter_at_the_left(across):
    for edge, line in across.scene.edge_items().items():
        source = across.scene.node_item(edge.source).rect()
        target = across.scene.node_item(edge.target).rect()
        assert (line.start.x(), line.start.y()) == (source.right(), source.center().y())
        assert (line.end.x(), line.end.y()) == (target.left(), target.center().y())
    down = edge_path(QPointF(0, 0), QPointF(50, 200))
    right = edge_path(QPointF(0, 0), QPointF(200, 50), across=True)
    at, turned = down.pointAtPercent(0.3), right.pointAtPercent(0.3)
    assert (at.x(), at.y()) == pytest.approx((turned.y(), turned.x()))


def test_row_11_the_keys_walk_and_move_as_it_is_seen(across):
    across.view.select(["dense"])
    for key, node in ((Key.Key_Right, "dropout"), (Key.Key_Left, "dense"), (Key.Key_Down, "dense")):
        across.key(key)
        assert across.view.selected() == [node]
    x, y = places(across)["dense"]
    across.key(Key.Key_Right, ALT)
    across.key(Key.Key_Down, ALT)
    assert places(across)["dense"] == (x + 12, y + 12)


def test_row_11_what_is_added_stands_at_the_right_and_what_is_inserted_between(across):
    across.view.append_layer("Dense")
    at = places(across)
    assert at["dense_2"][1] == at["dense_1"][1]
    assert at["dense_2"][0] > at["dense_1"][0] + NODE_WIDTH
    edge = next(e for e in across.scene.edge_items() if e.source == "dense")
    assert across.drop("Activation", across.on_view(across.scene.edge_item(edge).path().pointAtPercent(0.5)))
    assert across.inputs("dropout") == ["activation"]
    at = places(across)
    assert at["dense"][0] + NODE_WIDTH < at["activation"][0]
    assert at["activation"][0] + NODE_WIDTH < at["dropout"][0]
    assert at["activation"][1] == at["dense"][1]


def test_row_11_dragging_follows_the_pointer_and_edges_join_ports_at_the_sides(across):
    before = places(across)["dense"]
    across.drag(across.middle("dense"), across.middle("dense") + QPoint(36, 96))
    assert places(across)["dense"] == (before[0] + 36, before[1] + 96)
    edge = next(e for e in across.scene.edge_items() if e.target == "dropout")
    across.view.select([])
    across.scene.select(edges=[edge])
    across.key(Key.Key_Delete)
    assert across.inputs("dropout") == []
    across.drag(across.port("dense", "out"), across.port("dropout", "in"))
    assert across.inputs("dropout") == ["dense"]


def test_row_11_a_layer_dropped_before_a_free_port_is_connected(across):
    end = across.scene.node_item("dense_1").rect()
    across.view.centerOn(end.center())
    beside = QPointF(end.right() + ROW_GAP + NODE_WIDTH / 2, end.center().y())
    assert across.drop("Dense", across.on_view(beside))
    assert across.inputs("dense_2") == ["dense_1"]


def test_row_11_lining_up_copying_and_notes_go_by_what_is_seen(across, monkeypatch):
    across.view.select(["dense"])
    across.key(Key.Key_Down, ALT)
    across.view.select(["dense", "dropout", "dense_1"])
    across.view.commands.action("align_top").trigger()
    assert len({places(across)[node][1] for node in ("dense", "dropout", "dense_1")}) == 1
    across.view.select(["dense"])
    across.view.commands.copying.duplicate()
    x, y = places(across)["dense"]
    assert places(across)["dense_2"] == (x, y + NODE_HEIGHT + ROW_GAP)
    monkeypatch.setattr("layerloom_studio.canvas.notes.ask_for_lines", lambda *a, **k: ("Hello", True))
    across.view.select(["dropout"])
    across.view.notes.ask()
    sheet, node = across.view.notes.items[0].rect(), across.scene.node_item("dropout").rect()
    assert sheet.top() > node.bottom()
    assert abs(sheet.left() - node.left()) < NODE_HEIGHT


def test_row_11_and_26_the_exports_are_wide_and_the_map_follows(across, tmp_path):
    area = across.scene.contents_rect()
    assert area.width() > 4 * area.height()
    save_picture(across.scene, tmp_path / "net.svg", "net")
    box = (tmp_path / "net.svg").read_text().split('viewBox="')[1].split('"')[0].split()
    assert float(box[2]) > 3 * float(box[3])
    across.view.minimap.toggle()
    assert across.view.minimap.width() > 2 * across.view.minimap.height()


def test_row_11_a_file_that_runs_to_the_right_is_drawn_so(across):
    data = json.loads(across.text())
    assert data["canvas"]["direction"] == "right"
    content = across.project.content()
    stood = places(across)
    across.project.load(content)
    assert places(across) == stood
