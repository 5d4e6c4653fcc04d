"""What fits is told at the ports (N3): while an edge is in hand, under the pointer, and to who connects by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from layerloom.graph import Ref
from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.edits import Connect, Rename, SetConfig
from layerloom_studio.document.fitting import entering
from layerloom_studio.document.wiring import reached


@pytest.fixture
def net(board):
    """An image, convolved and flat; beside it a loose layer for sequences and one that joins."""
    board.project.apply(chain(board.project, parse_chain("in 8x8x1 > conv 4 > flatten > dense 3"), None).edit)
    for class_name, y in (("LSTM", 0.0), ("Add", 150.0)):
        board.put(class_name, 300.0, y)
    board.view.fit()
    return board


@pytest.mark.parametrize(
    "source, target, words",
    [
        ("conv2d", "dense", ""),
        ("conv2d", "add", ""),  # the others may still come
        (
            "conv2d",
            "lstm",
            "conv2d (None, 6, 6, 4) does not fit lstm: expected 3 axes (batch, steps, features), got 4.",
        ),
        ("dense", "conv2d", "conv2d already leads to dense"),
    ],
)
def test_n3_whether_an_output_can_enter_a_layer_is_a_sentence(net, source, target, words):
    told = entering(net.project, Ref(source), target)
    assert words in told
    assert bool(words) == bool(told)


def marks(net) -> dict[str, tuple[str, tuple[bool | None, ...]]]:
    return {node: item.fits for node, item in net.scene.node_items().items() if item.fits is not None}


def ports(net, node, side):
    face = net.scene.node_item(node).face
    return face.inputs if side == "in" else face.outputs


@pytest.mark.parametrize(
    "node, side, expected",
    [
        ("conv2d", "out", {"dense": True, "add": True, "lstm": False, "input_layer": False}),
        (
            "lstm",
            "in",
            {"input_layer": False, "conv2d": False, "flatten": False, "dense": False, "add": True},
        ),
    ],
)
def test_n3_ports_that_take_the_edge_in_hand_are_marked_until_it_is_let_go(net, node, side, expected):
    start = net.port(node, side)
    net.press(start)
    net.move(start + QPoint(40, 20))
    there = "in" if side == "out" else "out"
    assert marks(net) == {
        other: (there, (fits,) * ports(net, other, there))
        for other, fits in expected.items()
        if ports(net, other, there)
    }
    net.view.grab()
    net.key(Qt.Key.Key_Escape)
    assert marks(net) == {}


def test_n3_a_port_tells_what_goes_through_it_and_what_can_be_done(net):
    at = net.port("conv2d", "out") + QPoint(0, 2)
    event = QHelpEvent(QEvent.Type.ToolTip, at, net.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(net.view.viewport(), event)
    assert QToolTip.text().splitlines() == [
        "Output 1 of conv2d: 6 × 6 × 4, to flatten",
        "batch any · height 6 · width 6 · channels 4",
        "Drag it to a layer, or onto the paper for the layers that fit.",
    ]
    QToolTip.hideText()


def test_n3_each_output_of_a_layer_is_marked_by_itself(net):
    net.project.apply(SetConfig("lstm", {"units": 4, "return_sequences": True, "return_state": True}))
    net.put("InputLayer", 300.0, -150.0)
    net.project.apply(SetConfig("input_layer_1", {"batch_shape": [None, 5, 2]}))
    net.project.apply(Connect(Ref("input_layer_1"), "lstm"))
    net.put("GRU", 600.0, 0.0)
    net.view.fit()
    start = net.port("gru", "in")
    net.press(start)
    net.move(start + QPoint(40, 20))
    assert marks(net)["lstm"] == ("out", (True, False, False))
    net.key(Qt.Key.Key_Escape)


@pytest.mark.parametrize("forward", [True, False])
def test_n3_what_would_make_a_cycle_is_looked_for_once(net, forward):
    assert reached(net.project, "flatten", forward) == (
        {"flatten", "dense"} if forward else {"flatten", "conv2d", "input_layer"}
    )


def test_a_port_shows_a_name_from_a_file_as_it_is(net):
    net.project.apply(Rename("conv2d", '<img src="x">'))
    at = net.port("conv2d", "out") + QPoint(0, 2)
    event = QHelpEvent(QEvent.Type.ToolTip, at, net.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(net.view.viewport(), event)
    assert "&lt;img src=" in QToolTip.text()
    assert "<img" not in QToolTip.text()
    QToolTip.hideText()


def test_n3_who_connects_by_keys_is_told_what_would_not_fit(net):
    net.view.select(["conv2d"])
    net.key(Qt.Key.Key_L)
    QTest.keyClick(net.view, Qt.Key.Key_Right)
    aimed = net.view.linking.aimed
    assert aimed in ("lstm", "add")
    net.view.linking._aim("lstm")
    assert net.told[-1].startswith("Enter connects conv2d to lstm. conv2d (None, 6, 6, 4) does not fit lstm")
