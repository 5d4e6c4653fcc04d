"""Groups, repeats, shared layers and merged files on the canvas (gui.md 16, 17, 23)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog

from layerloom.graph import Node, Ref
from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.edits import ReplaceAll
from layerloom_studio.document.files import write_project
from layerloom_studio.document.layout import NODE_HEIGHT, ROW_GAP
from layerloom_studio.document.nesting import repeating
from layerloom_studio.document.project import Patch

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def net(board):
    board.stack.push(
        chain(board.project, parse_chain("in 8x8x1 > conv 4 > bn > relu > flat > d 3")).edit, "Net"
    )
    return board


def test_16_ctrl_g_makes_a_group_and_ctrl_shift_g_takes_it_apart(net):
    before = net.text()
    net.view.select(["conv2d", "batch_normalization", "re_lu"])
    net.key(Qt.Key.Key_G, CONTROL)
    face = net.scene.node_item("group").face
    assert face.group
    assert face.kind == "Group · 3 layers"
    assert face.shape == "6 × 6 × 4"
    assert net.view.selected() == ["group"]
    net.key(Qt.Key.Key_G, CONTROL | SHIFT)
    assert net.view.selected() == ["conv2d", "batch_normalization", "re_lu"]
    net.stack.undo()
    net.stack.undo()
    assert net.text() == before


def test_16_a_refusal_is_told(net):
    net.view.select(["input_layer", "conv2d"])
    net.key(Qt.Key.Key_G, CONTROL)
    assert "input of the model" in net.told[-1]
    net.view.select(["conv2d"])
    net.key(Qt.Key.Key_G, CONTROL | SHIFT)
    assert net.told[-1] == "Select a group to take it apart."


def test_109_a_group_that_cannot_be_taken_apart_leaves_no_step(net):
    net.view.select(["batch_normalization", "re_lu"])
    net.key(Qt.Key.Key_G, CONTROL)
    again = Node("group@1", "group", [Ref("conv2d")])
    net.project.apply(Patch(nodes={"group@1": again}, positions={"group@1": (600.0, 0.0)}))
    steps = net.stack.count()
    net.view.select(["group"])
    net.key(Qt.Key.Key_G, CONTROL | SHIFT)
    assert "used in several places" in net.told[-1]
    assert net.stack.count() == steps
    assert net.view.selected() == ["group"]


def test_17_a_block_is_repeated_as_often_as_asked(net, monkeypatch):
    monkeypatch.setattr(QInputDialog, "getInt", lambda *args: (3, True))
    net.view.select(["batch_normalization", "re_lu"])
    net.key(Qt.Key.Key_R, CONTROL)
    assert len(net.project.architecture.nodes) == 6 + 4
    assert net.inputs("flatten") == ["re_lu_2"]
    assert net.stack.undoText() == "Repeat 2 layers × 3"
    monkeypatch.setattr(QInputDialog, "getInt", lambda *args: (3, False))
    net.key(Qt.Key.Key_R, CONTROL)
    assert net.stack.undoText() == "Repeat 2 layers × 3"


def test_23_a_file_is_merged_beside_the_drawing(net, tmp_path):
    path = tmp_path / "other.layerloom.json"
    write_project(net.project.content(), path)
    net.view.grouping.merge(path)
    assert len(net.project.architecture.nodes) == 12
    assert net.inputs("dense_1") == ["flatten_1"]
    left = max(net.project.positions[node][0] for node in ("input_layer", "dense"))
    assert net.project.positions["dense_1"][0] > left + 190
    net.view.grouping.merge(tmp_path / "none.json")
    assert "none.json" in net.told[-1]


def test_16_the_other_calls_of_a_selected_layer_are_linked(net):
    content = net.project.content()
    architecture = content.architecture
    again = architecture.add(architecture.layers["batch_normalization"], [Ref("conv2d")])
    net.stack.push(ReplaceAll(content), "Share")
    net.view.select(["batch_normalization"])
    assert net.scene.node_item(again.id).linked
    assert "shared" in net.scene.node_item(again.id).face.kind
    net.view.select(["dense"])
    assert not net.scene.node_item(again.id).linked


def test_16_what_followed_a_group_closes_up_to_it_and_goes_back(net):
    before = dict(net.project.positions)
    net.view.select(["conv2d", "batch_normalization", "re_lu"])
    net.key(Qt.Key.Key_G, CONTROL)
    at = net.project.positions
    rows = [at[node][1] for node in ("input_layer", "group", "flatten", "dense")]
    assert {b - a for a, b in pairwise(rows)} == {NODE_HEIGHT + ROW_GAP}
    net.stack.undo()
    assert net.project.positions == before


def test_16_what_stands_beside_is_not_run_over(net):
    side = net.put("Dense", net.project.positions["flatten"][0], net.project.positions["re_lu"][1] - 60.0)
    net.view.select(["conv2d", "batch_normalization", "re_lu"])
    net.key(Qt.Key.Key_G, CONTROL)
    at = net.project.positions
    assert at["flatten"][1] == at[side][1] + NODE_HEIGHT + ROW_GAP


def test_17_the_number_of_repeats_can_be_read_from_far(net):
    net.view.select(["conv2d", "batch_normalization", "re_lu"])
    net.key(Qt.Key.Key_G, CONTROL)
    net.stack.push(repeating(net.project, ["group"], 3), "Repeat")
    groups = [item.face for item in net.scene.node_items().values() if item.face.group]
    assert [face.row for face in groups] == ["×3", "2/3", "3/3"]

    def seen(zoom: float) -> tuple[bytes, bytes]:
        net.view.set_zoom(zoom)
        net.view.fit_selection()
        net.view.set_zoom(zoom)
        net.view.viewport().repaint()
        with_row = net.view.grab().toImage()
        faces = {item: item.face for item in net.scene.node_items().values()}
        for item, face in faces.items():
            item.show_face(replace(face, row=""))
        net.scene.content_changed.emit()
        without = net.view.grab().toImage()
        for item, face in faces.items():
            item.show_face(face)
        net.scene.content_changed.emit()
        return bytes(with_row.constBits()), bytes(without.constBits())

    for zoom in (0.5, 0.3):  # drawn large, and in the overview
        told, untold = seen(zoom)
        assert told != untold
