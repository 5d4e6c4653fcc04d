"""Looks: what is written where there is little room, how long edges run, that a large drawing can be seen whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QApplication
from tests.large_drawing import drawing

from layerloom_studio import theme
from layerloom_studio.canvas.geometry import edge_path
from layerloom_studio.canvas.node_item import Face, NodeItem
from layerloom_studio.canvas.view import CanvasView
from layerloom_studio.document.files import from_json
from layerloom_studio.document.project import Project
from layerloom_studio.undo import DocumentStack


@pytest.mark.parametrize(
    "shape, count, shown",
    [
        ("10", "650 params", "650 params"),
        ("112 × 112 × 64", "9 472 params", "9 472 p"),
        ("1024 × 1024 × 1024", "2.36 M params", "2.36 M"),
    ],
)
def test_30_the_shape_is_written_whole_before_the_word_of_the_count(qtbot, shape, count, shown):
    item = NodeItem("node")
    number = count.rpartition(" ")[0]
    item.show_face(Face("name", "Conv2D", shape, count, "Convolution", briefly=(f"{number} p", number)))
    assert item.written() == (shape, shown)


def test_12_a_long_edge_runs_upright_and_bends_once():
    path = edge_path(QPointF(200, 0), QPointF(100, 600), lambda region: [])
    assert [path.pointAtPercent(share).x() for share in (0.1, 0.4, 0.7)] == [200.0] * 3
    assert path.pointAtPercent(1.0) == QPointF(100, 600)


def test_12_where_its_own_column_is_taken_it_runs_in_that_of_its_target():
    taken = QRectF(180, 250, 60, 60)
    path = edge_path(QPointF(200, 0), QPointF(-400, 600), lambda region: [taken] * taken.intersects(region))
    assert path.pointAtPercent(0.9).x() == pytest.approx(-400.0)
    assert not path.intersects(taken)


@pytest.mark.parametrize(
    "target", [QPointF(200, -300), QPointF(260, -300), QPointF(700, -300), QPointF(-300, -300)]
)
def test_12_an_edge_that_leads_back_up_goes_around_both_of_its_nodes(target):
    source = QPointF(200, 0)
    nodes = [QRectF(source.x() - 96, source.y() - 72, 192, 72), QRectF(target.x() - 96, target.y(), 192, 72)]
    path = edge_path(source, target, lambda region: [node for node in nodes if node.intersects(region)])
    way = [path.pointAtPercent(step / 60) for step in range(1, 60)]
    assert not any(node.adjusted(1, 1, -1, -1).contains(point) for node in nodes for point in way)
    assert path.pointAtPercent(1.0) == target
    assert path.pointAtPercent(0.98).y() < target.y()  # it enters from above


def test_14_however_tall_a_drawing_is_all_of_it_can_be_seen(qtbot):
    project = Project(from_json(drawing(400)))
    view = CanvasView(project, DocumentStack(project))
    qtbot.addWidget(view)
    view.resize(800, 500)
    view.show()
    view.fit()
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.contains(view.scene().contents_rect())
    before = view.zoom()
    view.zoom_out()
    QApplication.processEvents()
    assert view.zoom() == pytest.approx(before)


@pytest.mark.parametrize("percent", [80, 150, 200])
def test_13_and_113_the_drawing_is_as_large_as_the_texts_are_set_to_be(qtbot, percent):
    project = Project(from_json(drawing(12)))
    view = CanvasView(project, DocumentStack(project))
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    view.set_zoom(0.8)
    wide = view.transform().m11()
    middle = view.mapToScene(view.viewport().rect().center())
    try:
        theme.set_text_size(percent)
        assert view.zoom() == pytest.approx(0.8)
        assert view.transform().m11() == pytest.approx(wide * percent / 100)
        after = view.mapToScene(view.viewport().rect().center())
        assert (after - middle).manhattanLength() < 4.0
        view.fit()
        assert view.mapToScene(view.viewport().rect()).boundingRect().contains(view.scene().contents_rect())
        view.zoom_full()
        assert view.transform().m11() == pytest.approx(percent / 100)
    finally:
        theme.set_text_size(100)
    assert view.transform().m11() == pytest.approx(1.0)
