"""The eighth journey: a file of a thousand layers opens, is panned, zoomed, walked, searched and added to.

How fast that is, `make bench-canvas` tells; here it must only work.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.large_drawing import drawing

from layerloom_studio.canvas.overview import OVERVIEW_ZOOM

CTRL = Qt.KeyboardModifier.ControlModifier
LAYERS = 1000


@pytest.fixture
def large_file(tmp_path) -> Path:
    path = tmp_path / "large.json"
    path.write_text(json.dumps(drawing(LAYERS)), encoding="utf-8")
    return path


def test_a_thousand_layers(person, large_file):
    window, project, canvas = person.window, person.window.project, person.window.canvas
    person.answer_file_dialog(str(large_file))
    person.press(Qt.Key.Key_O, CTRL)
    assert window.mode == "design"
    assert len(canvas.scene().node_items()) == LAYERS
    assert len(canvas.scene().edge_items()) == sum(1 for _ in project.edges())
    assert project.analysis.problems == []
    person.wait(lambda: "1000 layers" in window.status_bar.layers.text())

    # Seen whole, then near; panned by the middle button.
    person.press(Qt.Key.Key_F)
    assert canvas.zoom() < OVERVIEW_ZOOM
    person.press(Qt.Key.Key_1)
    assert canvas.zoom() == 1.0
    before = canvas.mapToScene(QPoint(0, 0))
    pan(canvas, QPoint(300, 300), QPoint(300, 120))
    assert canvas.mapToScene(QPoint(0, 0)).y() == before.y() + 180

    # Found by name, walked from there, and one added in between.
    person.press(Qt.Key.Key_F, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "conv_501")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert canvas.selected() == ["conv_501"]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    person.press(Qt.Key.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), "bn")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    (added,) = canvas.selected()
    assert [edge.source for edge in project.in_edges(added)] == ["conv_501"]
    assert (
        canvas.viewport()
        .rect()
        .contains(canvas.mapFromScene(canvas.scene().node_item(added).rect().center()))
    )
    person.press(Qt.Key.Key_Z, CTRL)
    assert len(canvas.scene().node_items()) == LAYERS


def pan(canvas, start: QPoint, end: QPoint) -> None:
    middle = Qt.MouseButton.MiddleButton
    QTest.mousePress(canvas.viewport(), middle, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(canvas.viewport(), end)
    QTest.mouseRelease(canvas.viewport(), middle, Qt.KeyboardModifier.NoModifier, end)
