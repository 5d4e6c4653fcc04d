"""Keys on the canvas: clipboard, deleting, walking, moving, zooming, undo."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from layerloom_studio.document.formulas import variables_of

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def chain(board):
    """input_layer - dense - dropout - dense_1, appended one after the other."""
    for name in ("InputLayer", "Dense", "Dropout", "Dense"):
        board.view.append_layer(name)
    board.view.select([])
    board.view.fit()
    return board


def test_row_3_appended_layers_are_wired_and_stand_below(chain):
    assert [chain.inputs(node) for node in chain.project.architecture.nodes] == [
        [],
        ["input_layer"],
        ["dense"],
        ["dropout"],
    ]
    ys = [y for _, y in chain.project.positions.values()]
    assert ys == sorted(ys)
    assert len({x for x, _ in chain.project.positions.values()}) == 1
    assert chain.told[-1] == "Added dense_1 after dropout."


def test_row_8_delete_joins_the_neighbours_and_undo_brings_all_back(chain):
    before = chain.text()
    chain.view.select(["dense", "dropout"])
    chain.key(Key.Key_Delete)
    assert chain.inputs("dense_1") == ["input_layer"]
    assert chain.view.selected() == ["input_layer"]
    assert chain.stack.undoText() == "Delete 2 layers"
    chain.stack.undo()
    assert chain.text() == before
    chain.stack.redo()
    assert chain.inputs("dense_1") == ["input_layer"]


def test_row_8_shift_delete_leaves_the_gap(chain):
    chain.view.select(["dropout"])
    chain.key(Key.Key_Delete, SHIFT)
    assert chain.inputs("dense_1") == []


def test_copy_puts_keras_json_into_the_clipboard_and_paste_adds_it(chain):
    chain.view.select(["dense", "dropout"])
    chain.key(Key.Key_C, CONTROL)
    data = json.loads(QGuiApplication.clipboard().text())
    assert data["class_name"] == "Functional"
    chain.key(Key.Key_V, CONTROL)
    assert chain.view.selected() == ["dense_2", "dropout_1"]
    assert chain.inputs("dropout_1") == ["dense_2"]
    chain.key(Key.Key_V, CONTROL)
    first, second = chain.project.positions["dense_2"], chain.project.positions["dense_3"]
    assert first != second
    assert chain.project.positions["dense"] != first


def test_cut_removes_and_paste_brings_back_the_name_and_the_place(chain):
    place = chain.project.positions["dropout"]
    chain.view.select(["dropout"])
    chain.key(Key.Key_X, CONTROL)
    assert "dropout" not in chain.project.architecture.nodes
    chain.key(Key.Key_V, CONTROL)
    assert chain.project.positions["dropout"] == place


def test_a_paste_from_afar_lands_in_the_middle_of_the_view(chain):
    chain.view.select(["dense"])
    chain.key(Key.Key_C, CONTROL)
    chain.view.centerOn(5000.0, 5000.0)
    chain.key(Key.Key_V, CONTROL)
    x, y = chain.project.positions["dense_2"]
    assert abs(x - 5000.0) < 150
    assert abs(y - 5000.0) < 100


def test_10_a_typed_chain_is_pasted_behind_the_selection(chain):
    chain.view.select(["dropout"])
    before = chain.text()
    QGuiApplication.clipboard().setText(" relu > dense 5 \n")
    chain.key(Key.Key_V, CONTROL)
    added = chain.view.selected()[0]
    assert chain.project.spec(added).config["units"] == 5
    assert chain.inputs(chain.inputs(added)[0]) == ["dropout"]
    chain.stack.undo()
    assert chain.text() == before
    QGuiApplication.clipboard().setText("relu > fooo 5")
    chain.key(Key.Key_V, CONTROL)
    assert "no layer called “fooo”" in chain.told[-1]
    assert chain.text() == before


def test_a_clipboard_with_other_text_is_told(chain):
    QGuiApplication.clipboard().setText("hello")
    before = chain.text()
    chain.key(Key.Key_V, CONTROL)
    assert chain.text() == before
    assert chain.told[-1] == "The clipboard holds no layers."


def test_duplicate_leaves_the_clipboard_alone(chain):
    QGuiApplication.clipboard().setText("kept")
    chain.view.select(["dense"])
    chain.key(Key.Key_D, CONTROL)
    assert chain.view.selected() == ["dense_2"]
    assert QGuiApplication.clipboard().text() == "kept"


def test_select_all_and_escape(chain):
    chain.key(Key.Key_A, CONTROL)
    assert len(chain.view.selected()) == 4
    chain.key(Key.Key_Escape)
    assert chain.view.selected() == []


def test_arrows_walk_along_the_connections(chain):
    walked = []
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up):
        chain.key(key)
        walked.append(chain.view.selected())
    assert walked == [["input_layer"], ["dense"], ["dropout"], ["dense_1"], ["dense_1"], ["dropout"]]


def test_arrows_walk_sideways_and_shift_extends(chain):
    beside = chain.put("Flatten", 400, chain.project.positions["dense"][1])
    chain.view.select(["dense"])
    chain.key(Key.Key_Right)
    assert chain.view.selected() == [beside]
    chain.key(Key.Key_Left, SHIFT)
    assert chain.view.selected() == [beside, "dense"]


def test_alt_arrows_move_and_merge_into_one_step(chain):
    x, y = chain.project.positions["dense"]
    steps = chain.stack.count()
    chain.view.select(["dense"])
    for _ in range(3):
        chain.key(Key.Key_Right, ALT)
    chain.key(Key.Key_Down, ALT)
    assert chain.project.positions["dense"] == (x + 36.0, y + 12.0)
    assert chain.stack.count() == steps + 1
    chain.stack.undo()
    assert chain.project.positions["dense"] == (x, y)


def test_enter_asks_for_the_properties(chain, qtbot):
    chain.view.select(["dense"])
    with qtbot.waitSignal(chain.view.node_activated) as caught:
        chain.key(Key.Key_Return)
    assert caught.args == ["dense"]


def test_automatic_layout_is_one_step(chain):
    chain.view.select(["dense"])
    chain.key(Key.Key_Right, ALT)
    before = chain.text()
    chain.key(Key.Key_L, CONTROL)
    assert len({x for x, _ in chain.project.positions.values()}) == 1
    chain.stack.undo()
    assert chain.text() == before


def test_a_result_in_the_middle_can_be_an_output_too(chain):
    def outputs():
        return [ref.node for ref in chain.project.architecture.outputs]

    chain.view.select(["dense"])
    chain.key(Key.Key_O)
    assert outputs() == ["dense_1", "dense"]
    assert chain.scene.node_item("dense").face.is_output
    chain.key(Key.Key_O)
    assert outputs() == ["dense_1"]
    chain.view.select(["dense_1"])
    chain.key(Key.Key_O)
    assert outputs() == ["dense_1"]
    assert "is an output of the model anyway" in chain.told[-1]


def test_zoom_keys(chain):
    chain.key(Key.Key_Minus, CONTROL)
    assert chain.view.zoom() == pytest.approx(0.8)
    chain.key(Key.Key_1)
    assert chain.view.zoom() == 1.0
    chain.view.set_zoom(0.1)
    chain.key(Key.Key_F)
    seen = chain.view.mapToScene(chain.view.viewport().rect()).boundingRect()
    assert seen.contains(chain.scene.contents_rect())
    assert 0.35 < chain.view.zoom() <= 1.0
    chain.view.select(["dense"])
    chain.view.centerOn(3000.0, 0.0)
    chain.key(Key.Key_Z)
    assert chain.view.viewport().rect().contains(chain.middle("dense"))


def test_actions_that_need_a_selection_say_so(chain):
    delete = chain.view.commands.action("delete")
    assert not delete.isEnabled()
    assert "select a layer first" in delete.toolTip()
    chain.view.select(["dense"])
    assert delete.isEnabled()


def test_everything_can_be_undone_to_the_empty_drawing_and_made_again(chain):
    chain.view.select(["dense"])
    chain.key(Key.Key_D, CONTROL)
    chain.key(Key.Key_Down, ALT)
    chain.view.select(["dropout"])
    chain.key(Key.Key_Delete)
    after = chain.text()
    while chain.stack.canUndo():
        chain.stack.undo()
    assert not chain.project.architecture.nodes
    assert not chain.scene.node_items()
    assert not chain.scene.edge_items()
    while chain.stack.canRedo():
        chain.stack.redo()
    assert chain.text() == after


def test_20_b_bypasses_a_layer_and_switches_it_on_again(board):
    node = board.put("Conv2D", 0, 0)
    board.view.select([node])
    board.key(Qt.Key.Key_B)
    face = board.scene.node_item(node).face
    assert face.bypassed
    assert face.kind == "Conv2D · bypassed"
    assert board.stack.undoText() == "Bypass conv2d"
    board.key(Qt.Key.Key_B)
    assert not board.scene.node_item(node).face.bypassed
    assert board.told[-1] == "conv2d is at work again."


def test_43_variables_are_asked_for_in_lines(chain, monkeypatch):
    monkeypatch.setattr("layerloom_studio.canvas.actions.ask_for_lines", lambda *args: ("width = 32", True))
    chain.view.commands.action("variables").trigger()
    assert variables_of(chain.project) == {"width": 32}
    assert chain.stack.undoText() == "Change variables"
    monkeypatch.setattr("layerloom_studio.canvas.actions.ask_for_lines", lambda *args: ("width", True))
    chain.view.commands.action("variables").trigger()
    assert "is no variable" in chain.told[-1]


def test_44_shift_f_freezes_and_shows_a_lock(chain):
    chain.view.select(["dense"])
    chain.key(Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert chain.scene.node_item("dense").face.frozen
    assert "frozen" in chain.scene.node_item("dense").face.kind
    assert chain.stack.undoText() == "Freeze dense"
    chain.key(Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert not chain.scene.node_item("dense").face.frozen


def test_row_10_copies_stand_beside_what_they_were_copied_from_and_cover_nothing(chain):
    chain.view.select(["dense", "dropout"])
    chain.key(Key.Key_D, CONTROL)
    chain.view.select(["dense", "dropout"])
    chain.key(Key.Key_C, CONTROL)
    chain.key(Key.Key_V, CONTROL)
    at = chain.project.positions
    columns = [at[node][0] for node in ("dense", "dense_2", "dense_3")]
    assert columns == [0.0, 240.0, 480.0]
    assert {at[node][1] for node in ("dense", "dense_2", "dense_3")} == {at["dense"][1]}
    rects = [item.rect() for item in chain.scene.node_items().values()]
    assert not any(a.intersects(b) for a in rects for b in rects if a is not b)
