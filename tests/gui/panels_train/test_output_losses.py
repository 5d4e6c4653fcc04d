"""Losses of several outputs, balanced classes, and the one-click remedies, through the panel (row 003-09, 69)."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

import layerloom as keras
from layerloom_studio.document.files import from_json
from layerloom_studio.document.project import Project
from layerloom_studio.panels.callbacks import CallbacksPanel
from layerloom_studio.panels.training import TrainingPanel
from layerloom_studio.training.controller import TrainingController
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets import NumberBox


def project_of(model: keras.Model, **settings) -> Project:
    project = Project()
    project.load(from_json({**json.loads(model.to_json()), **settings}))
    return project


@pytest.fixture
def make(qtbot):
    made = []

    def panel_of(project: Project):
        stack, controller = DocumentStack(project), TrainingController()
        panel = TrainingPanel(project, stack, controller)
        qtbot.addWidget(panel)
        panel.resize(340, 900)
        panel.show()
        made.append((controller, panel))
        return panel, stack, controller

    yield panel_of
    for controller, panel in made:
        controller.stop_and_wait()
        panel.close_tasks()


def two_ends() -> keras.Model:
    x = keras.Input((4,), name="x")
    ends = [keras.layers.Dense(3, name="kind")(x), keras.layers.Dense(1, name="price")(x)]
    return keras.Model(x, ends)


def test_each_output_has_a_loss_and_a_weight_and_undo_takes_them_back(make):
    project = project_of(two_ends())
    before = dict(project.training)
    panel, stack, _ = make(project)
    box = panel.findChild(QComboBox, "training.loss.price")
    weight = panel.findChild(NumberBox, "training.loss_weight.price")
    assert panel.findChild(QWidget, "training.outputs").isVisible()
    assert (box.currentText(), weight.value()) == ("by default", 1.0)
    row = box.findData("mean_absolute_error")
    box.setCurrentIndex(row)
    box.activated.emit(row)
    weight.changed.emit(0.25)
    assert project.training["output_losses"] == {"price": "mean_absolute_error"}
    assert project.training["loss_weights"] == {"price": 0.25}
    stack.undo()
    assert "loss_weights" not in project.training
    assert weight.value() == 1.0
    stack.undo()
    assert project.training == before
    assert box.currentText() == "by default"


def test_one_output_needs_no_such_choice(make):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
    panel, _, _ = make(project_of(model))
    assert not panel.findChild(QWidget, "training.outputs").isVisible()


def test_callbacks_of_several_outputs_watch_what_there_will_be(qtbot):
    project = project_of(two_ends(), callbacks=[{"class_name": "EarlyStopping", "config": {}}])
    panel = CallbacksPanel(project, DocumentStack(project))
    qtbot.addWidget(panel)
    box = panel.findChild(QComboBox, "callbacks.EarlyStopping.monitor")
    names = {box.itemText(row) for row in range(box.count())}
    assert {"val_loss", "val_kind_loss", "kind_accuracy", "val_price_loss"} <= names
    assert "accuracy" not in names


def test_row_69_a_remedy_is_one_click_and_one_step_of_undo(make, qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path))
    hidden = keras.layers.Dense(16, activation="relu")
    model = keras.Sequential([keras.Input((10,)), hidden, keras.layers.Dense(1)])
    sgd = {"class_name": "SGD", "config": {"learning_rate": 0.01}}
    settings = {"loss": "mse", "metrics": ["mae"], "optimizer": sgd, "epochs": 2}
    panel, stack, controller = make(project_of(model, data={"source": "diabetes"}, training=settings))
    row = panel.findChild(QWidget, "training.remedies")
    assert not row.isVisible()
    panel.controls.start()
    qtbot.waitUntil(lambda: controller.state == "finished", timeout=30_000)
    assert controller.outcome.reason == "nan"
    button = panel.findChild(QPushButton, "training.remedy.0")
    assert row.isVisible()
    assert button.text() == "Use Adam, and train again"
    button.click()
    qtbot.waitUntil(lambda: controller.state == "finished", timeout=30_000)
    assert controller.outcome.status == "finished"
    assert not row.isVisible()
    assert stack.count() == 1
    stack.undo()
    assert panel.settings._project.training["optimizer"] == sgd
