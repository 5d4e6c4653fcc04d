"""The scene shows exactly what the document holds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip

from layerloom.graph import Ref
from layerloom_studio import theme
from layerloom_studio.canvas import CanvasView
from layerloom_studio.document import Content, Project
from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.edits import Rename, ReplaceAll, SetConfig
from layerloom_studio.document.wiring import appending, refusal, removal
from layerloom_studio.undo import DocumentStack


def check_items(view: CanvasView) -> None:
    """The drawn items equal the document."""
    project, scene = view.project, view.scene()
    assert set(scene.node_items()) == set(project.architecture.nodes)
    assert set(scene.edge_items()) == set(project.edges())
    for node, item in scene.node_items().items():
        assert item.pos().toTuple() == project.positions[node]
        assert item.face.name == project.spec(node).name
        assert item.scene() is scene
    for edge, item in scene.edge_items().items():
        assert item.start == scene.port_point(edge.source, ("out", edge.port))
        assert item.end == scene.port_point(edge.target, ("in", edge.index))
    assert set(scene.selected) <= set(project.architecture.nodes)


@pytest.fixture
def net(board):
    for name in ("InputLayer", "Flatten", "Dense", "Dense"):
        board.view.append_layer(name)
    return board


def test_a_node_shows_class_parameters_shape_and_count(net):
    net.stack.push(SetConfig("dense", {"units": 64, "activation": "relu", "use_bias": False}))
    face = net.scene.node_item("dense").face
    assert (face.name, face.kind, face.shape) == ("dense", "Dense · 64 · relu · no bias", "64")
    assert face.count == "50.2 k params"
    assert "784" in net.scene.node_item("flatten").face.shape


def test_a_rename_is_shown(net):
    net.stack.push(Rename("dense", "hidden"))
    assert net.scene.node_item("dense").face.name == "hidden"
    check_items(net.view)


def test_a_problem_marks_its_node_and_explains_itself_in_the_tooltip(net):
    net.stack.push(SetConfig("dense", {"units": -3}))
    item = net.scene.node_item("dense")
    assert item.face.severity == "error"
    assert "units" in net.view.tip_of("dense")
    at = net.middle("dense")
    QToolTip.hideText()
    QApplication.sendEvent(
        net.view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, net.view.viewport().mapToGlobal(at))
    )
    assert QToolTip.text() == net.view.tip_of("dense")
    QToolTip.hideText()
    assert net.scene.node_item("dense_1").face.shape == "?"
    net.stack.undo()
    assert item.face.severity == ""


def test_a_loose_layer_is_a_warning(net):
    loose = net.put("Dense", 500, 0)
    assert net.scene.node_item(loose).face.severity == "warning"


def test_the_end_of_the_model_is_marked_as_its_output(net):
    assert net.scene.node_item("dense_1").face.is_output
    assert not net.scene.node_item("dense").face.is_output


def test_inputs_of_a_merging_layer_enter_in_the_order_in_which_their_sources_stand(net):
    right, left = net.put("Dense", 600, 0), net.put("Dense", -600, 0)
    add = net.put("Add", 0, 900)
    net.link(right, add)
    net.link(left, add)
    first, second = (net.scene.port_point(add, ("in", number)) for number in (0, 1))
    assert first.x() > second.x()
    check_items(net.view)


def test_an_edge_runs_beside_the_nodes_in_its_way(net):
    add = net.put("Add", *net.project.positions["dense_1"])
    net.view.commands.layout()
    net.link("flatten", add)
    edge = next(e for e in net.project.in_edges(add) if e.source == "flatten")
    item = net.scene.edge_item(edge)
    for node in ("dense", "dense_1"):
        inner = net.scene.node_item(node).rect().adjusted(2, 2, -2, -2)
        assert not item.shape().intersects(inner)


def test_a_new_document_replaces_all_items(net):
    net.view.select(["dense"])
    net.stack.push(ReplaceAll(Content()), "New")
    check_items(net.view)
    assert net.view.selected() == []
    net.stack.undo()
    check_items(net.view)


def test_every_zoom_paints_something(net):
    for zoom in (2.0, 1.0, 0.5, 0.36, 0.2):
        net.view.set_zoom(zoom)
        net.view.centerOn(net.scene.contents_rect().center())
        image = net.view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        middle = image.pixelColor(
            net.view.mapFromScene(QPointF(net.scene.node_item("dense").rect().center()))
        )
        assert middle != theme.current().canvas


def test_a_long_drawing_opens_at_its_beginning_and_a_short_one_whole(board):
    for _ in range(4):
        board.view.append_layer("Dense")
    board.view.show_start()
    seen = board.view.mapToScene(board.view.viewport().rect()).boundingRect()
    assert seen.contains(board.scene.contents_rect())
    for _ in range(30):
        board.view.append_layer("Dense")
    board.view.show_start()
    seen = board.view.mapToScene(board.view.viewport().rect()).boundingRect()
    assert board.view.zoom() >= 0.7
    assert seen.contains(board.scene.node_item("dense").rect())
    assert not seen.contains(board.scene.node_item("dense_33").rect())


def test_the_theme_reaches_the_canvas(net):
    try:
        theme.set_theme("dark")
        assert net.view.grab().toImage().pixelColor(2, 2) == theme.DARK.canvas
        theme.set_theme("light")
        assert net.view.grab().toImage().pixelColor(2, 2) == theme.LIGHT.canvas
    finally:
        theme.set_theme("light")


def test_a_screen_reader_finds_every_node(net):
    drawing = QAccessible.queryAccessibleInterface(net.view)
    assert drawing.text(QAccessible.Text.Name) == "Drawing"
    assert drawing.text(QAccessible.Text.Description) == net.view.accessibleDescription()
    assert net.view.accessibleDescription().startswith("4 layers, 3 connections,")
    lines = [drawing.child(i).text(QAccessible.Text.Name) for i in range(drawing.childCount())]
    assert lines[2] == "dense, Dense 32; from flatten; output 32; 25120 parameters"
    node = drawing.child(2)
    middle = node.rect().center()
    assert drawing.childAt(middle.x(), middle.y()).text(QAccessible.Text.Name) == lines[2]
    net.view.select(["dense"])
    assert node.state().selected
    net.stack.push(removal(net.project, ["dense"]))
    assert not node.isValid()
    assert node.text(QAccessible.Text.Name) == ""


_ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["append", "connect", "delete", "duplicate", "cut", "paste", "undo", "redo", "layout", "move"]
        ),
        st.integers(0, 10_000),
        st.integers(0, 10_000),
    ),
    min_size=5,
    max_size=25,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=_ACTS)
def test_whatever_is_done_the_items_equal_the_document(qtbot, acts):
    project = Project()
    view = CanvasView(project, DocumentStack(project))
    qtbot.addWidget(view)
    for act, a, b in acts:
        nodes = list(project.architecture.nodes)
        if nodes:
            view.select({nodes[a % len(nodes)], nodes[b % len(nodes)]})
        if act == "append":
            view.append_layer(("InputLayer", "Dense", "Add", "Flatten")[a % 4])
        elif act == "connect" and nodes:
            source, target = Ref(nodes[a % len(nodes)]), nodes[b % len(nodes)]
            if refusal(project, source, target) is None:
                view.stack.push(appending(project, "Concatenate", [source.node, target]))
        elif act in ("undo", "redo"):
            getattr(view.stack, act)()
        elif act == "move":
            view.commands._nudge(float(a % 5 * 12), float(b % 5 * 12))
        elif act != "connect":
            copying = act in ("duplicate", "cut", "paste")
            getattr(view.commands.copying if copying else view.commands, act)()
        check_items(view)
    while view.stack.canUndo():
        view.stack.undo()
    check_items(view)
    assert not project.architecture.nodes


def test_28_edges_carry_the_shape_of_their_tensor(net):
    edge = next(edge for edge in net.project.edges() if net.project.spec(edge.source).is_input)
    assert net.scene.edge_item(edge).shape_text == net.scene.node_item(edge.source).face.shape
    assert net.scene.edge_item(edge).boundingRect().width() > 7 * len("28 × 28 × 1")


def test_37_c_shows_multiply_adds_in_place_of_parameters(board):
    def counts() -> list[str]:
        return [item.face.count for item in board.scene.node_items().values()]

    board.stack.push(chain(board.project, parse_chain("in 5 > dense 3")).edit, "Add")
    assert counts() == ["0 params", "18 params"]
    board.key(Qt.Key.Key_C)
    assert counts() == ["0 madds", "15 madds"]
    board.stack.push(chain(board.project, parse_chain("conv 3")).edit, "Add")
    assert counts() == ["0 madds", "15 madds", "? madds"]  # 31: unknown, never wrong
    board.key(Qt.Key.Key_C)
    assert counts()[1] == "18 params"
