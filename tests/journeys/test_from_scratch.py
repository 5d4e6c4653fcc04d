"""The second journey: a typed chain, broken, repaired, trained until it stops early, undone to nothing and redone."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from layerloom_studio.document.files import to_json

CTRL = Qt.KeyboardModifier.ControlModifier
CHAIN = "in 8x8x1 > conv 8 3 relu > pool > flatten > dense 10 softmax"


def test_from_scratch(person):
    window, project = person.window, person.window.project
    scene = window.canvas.scene()
    nothing = text(project)
    person.click("start.new")

    # A chain, typed.
    person.press(Qt.Key.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), CHAIN)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert list(project.architecture.nodes) == ["input_layer", "conv2d", "max_pooling2d", "flatten", "dense"]
    assert project.analysis.problems == []
    assert window.stack.count() == 1

    # Broken: the flattening goes, and the last layer no longer gives a class for each sample.
    person.click_node("flatten")
    person.press(Qt.Key.Key_Delete)
    person.wait(lambda: scene.node_item("dense").face.severity == "warning")
    assert window.status_bar.problems.text() == "1 warning"

    # Repaired by the button beside the sentence.
    person.wait(lambda: window.docks["problems"].widget().buttons(0) is not None)
    repair = person.see("problems.repair.0", QPushButton)
    assert repair.text().startswith("Insert Flatten")
    person.click(repair)
    person.wait(lambda: scene.node_item("dense").face.severity == "")
    assert project.analysis.nodes["dense"].output_shapes == [(None, 10)]

    # Trained until the validation loss grows no better: the curves say where it stopped.
    person.press(Qt.Key.Key_3, CTRL)
    person.type_into("training.epochs", "200")
    person.type_into("training.optimizer.learning_rate", "0.1")
    person.click_tab("Callbacks")
    person.click("callbacks.EarlyStopping")
    person.type_into("callbacks.EarlyStopping.patience", "2")
    person.click("callbacks.ModelCheckpoint")
    person.press(Qt.Key.Key_F5)
    person.wait(lambda: window.training.state == "finished", 120)
    record = window.training.record
    assert record.stopped_epoch == len(record.rows) < 200
    assert record.checkpoint is not None
    plots = window.docks["charts"].widget()
    person.wait(lambda: len(plots.charts()) == 2)
    person.wait(
        lambda: all(f"stopped: {record.stopped_epoch}" in chart.mark_texts() for chart in plots.charts())
    )
    assert f"Stopped after epoch {record.stopped_epoch}" in plots.accessibleDescription()

    # Everything undone to the empty drawing, everything done again.
    person.press(Qt.Key.Key_2, CTRL)
    made = text(project)
    undo_all(person)
    assert text(project) == nothing
    assert scene.node_items() == {} and scene.edge_items() == {}
    redo_all(person)
    assert text(project) == made
    assert set(scene.node_items()) == set(project.architecture.nodes)


def text(project) -> str:
    return json.dumps(to_json(project.content()))


def undo_all(person) -> None:
    while person.window.stack.canUndo():
        person.press(Qt.Key.Key_Z, CTRL)


def redo_all(person) -> None:
    while person.window.stack.canRedo():
        person.press(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
