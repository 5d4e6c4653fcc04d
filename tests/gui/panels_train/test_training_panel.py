"""The training panel edits settings through the undo stack and shows what a run does."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QLabel,
    QListWidget,
    QProgressBar,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from layerloom.models import load_model
from layerloom_studio.document.project import Project
from layerloom_studio.panels.training import TrainingPanel
from layerloom_studio.panels.training.choices import choices
from layerloom_studio.training.controller import TrainingController
from layerloom_studio.undo import DocumentStack

MakeProject = Callable[..., Project]


class Bench:
    """A panel with all it needs."""

    def __init__(self, qtbot: QtBot, project: Project) -> None:
        self.qtbot = qtbot
        self.project = project
        self.stack = DocumentStack(project)
        self.controller = TrainingController()
        self.panel = TrainingPanel(project, self.stack, self.controller)
        qtbot.addWidget(self.panel)
        self.panel.resize(340, 820)
        self.panel.show()

    def find(self, kind: type, name: str) -> Any:
        widget = self.panel.findChild(kind, name)
        assert widget is not None, name
        return widget

    def click(self, name: str) -> None:
        self.qtbot.mouseClick(self.find(QPushButton, name), Qt.MouseButton.LeftButton)

    def text(self, name: str) -> str:
        return str(self.find(QLabel, name).text())


@pytest.fixture
def bench(qtbot: QtBot, digits_project: MakeProject) -> Iterator[Bench]:
    bench = Bench(qtbot, digits_project())
    yield bench
    bench.controller.stop_and_wait()
    bench.panel.close_tasks()


@pytest.fixture
def long_bench(qtbot: QtBot, digits_project: MakeProject) -> Iterator[Bench]:
    bench = Bench(qtbot, digits_project(epochs=5_000))
    yield bench
    bench.controller.stop_and_wait()
    bench.panel.close_tasks()


def test_choices_name_everything_once_and_the_usual_first() -> None:
    losses = choices("loss")
    assert losses[0].value == "sparse_categorical_crossentropy"
    assert losses[0].title == "Sparse categorical cross-entropy"
    assert len({choice.value for choice in losses}) == len(losses)
    metrics = choices("metric")
    assert metrics[0].value == "accuracy"
    assert "mean" not in [choice.value for choice in metrics]


def test_settings_are_shown_and_edited_with_undo(bench: Bench) -> None:
    loss = bench.find(QComboBox, "training.loss")
    assert loss.currentData() == "sparse_categorical_crossentropy"
    row = loss.findData("mean_squared_error")
    loss.setCurrentIndex(row)
    loss.activated.emit(row)
    assert bench.project.training["loss"] == "mean_squared_error"
    bench.stack.undo()
    assert bench.project.training["loss"] == "sparse_categorical_crossentropy"
    assert loss.currentData() == "sparse_categorical_crossentropy"


def test_typing_a_number_is_one_undo_step(bench: Bench) -> None:
    box = bench.find(QWidget, "training.epochs")
    box.setFocus()
    box.lineEdit().selectAll()
    bench.qtbot.keyClicks(box.lineEdit(), "125")
    assert bench.project.training["epochs"] == 125
    assert bench.stack.count() == 1
    bench.stack.undo()
    assert bench.project.training["epochs"] == 3


def test_a_wrong_number_is_refused_with_a_reason(bench: Bench) -> None:
    box = bench.find(QWidget, "training.batch_size")
    box.lineEdit().selectAll()
    bench.qtbot.keyClicks(box.lineEdit(), "0")
    assert bench.project.training["batch_size"] == 64
    assert "1" in bench.text("training.batch_size.reason")


def test_ticking_metrics_keeps_those_of_the_file(bench: Bench) -> None:
    metrics = bench.find(QListWidget, "training.metrics")
    assert metrics.item(0).checkState() == Qt.CheckState.Checked
    values = [metrics.item(row).data(Qt.ItemDataRole.UserRole) for row in range(metrics.count())]
    metrics.item(values.index("mean_squared_error")).setCheckState(Qt.CheckState.Checked)
    assert bench.project.training["metrics"] == ["accuracy", "mean_squared_error"]


def test_another_optimizer_brings_its_own_form(bench: Bench) -> None:
    optimizer = bench.find(QComboBox, "training.optimizer")
    row = optimizer.findData("SGD")
    optimizer.setCurrentIndex(row)
    optimizer.activated.emit(row)
    assert bench.project.training["optimizer"] == {"class_name": "SGD", "config": {"learning_rate": 0.01}}
    box = bench.find(QWidget, "training.optimizer.momentum")
    box.lineEdit().selectAll()
    bench.qtbot.keyClicks(box.lineEdit(), "0.9")
    assert bench.project.training["optimizer"]["config"] == {"learning_rate": 0.01, "momentum": 0.9}


def test_a_run_from_the_button_to_the_saved_model(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = bench.find(QPushButton, "training.save")
    assert not save.isEnabled()
    assert save.toolTip() == "There is no trained model yet."
    with bench.qtbot.waitSignal(bench.controller.finished, timeout=30_000):
        bench.click("training.start")
        assert bench.text("training.state") == "Training now"
    assert bench.text("training.state") == "Finished"
    assert bench.text("training.epoch") == "epoch 3 of 3"
    assert bench.find(QProgressBar, "training.epoch_bar").value() == 3
    assert "samples/s" in bench.text("training.speed")
    assert bench.text("training.message").startswith("3 epochs in ")
    model = bench.panel.epochs.model()
    assert model.rowCount() == 3
    titles = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert titles == ["Epoch", "loss", "val\nloss", "accuracy", "val\naccuracy", "Time"]
    target = tmp_path / "out.h5"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    actions = {action.objectName(): action for action in save.menu().actions()}
    assert actions["training.save_last"].text() == "Last weights (epoch 3)…"
    actions["training.save_last"].trigger()
    bench.qtbot.waitUntil(lambda: bench.text("training.message") == f"Saved {target}.", timeout=30_000)
    assert load_model(target).count_params() == 650


def test_the_buttons_follow_the_state_and_say_why_they_are_grey(long_bench: Bench) -> None:
    bench = long_bench
    start, pause, stop = (bench.find(QPushButton, f"training.{name}") for name in ("start", "pause", "stop"))
    assert (start.isEnabled(), pause.isEnabled(), stop.isEnabled()) == (True, False, False)
    assert stop.toolTip() == "No training is running."
    with bench.qtbot.waitSignal(bench.controller.epoch, timeout=30_000):
        bench.click("training.start")
    assert (start.isEnabled(), pause.isEnabled(), stop.isEnabled()) == (False, True, True)
    assert start.toolTip() == "A training is running; stop it first."
    bench.click("training.pause")
    assert pause.text() == "Resume"
    assert bench.text("training.state") == "Paused"
    bench.click("training.pause")
    assert pause.text() == "Pause"
    with bench.qtbot.waitSignal(bench.controller.finished, timeout=30_000):
        bench.click("training.stop")
        assert stop.toolTip() == "The run is already stopping."
    assert start.isEnabled()
    assert bench.text("training.message").startswith("Stopped in epoch")
    assert bench.text("training.state") == "Stopped"


def test_a_refused_start_says_why_in_the_panel(qtbot: QtBot, digits_project: MakeProject) -> None:
    bench = Bench(qtbot, digits_project(shape=(28, 28, 1)))
    with qtbot.waitSignal(bench.controller.failed, timeout=30_000):
        bench.click("training.start")
    assert "(28, 28, 1)" in bench.text("training.message")
    assert bench.text("training.state") == "Failed"


def test_earlier_runs_are_listed_and_shown(bench: Bench) -> None:
    with bench.qtbot.waitSignal(bench.controller.finished, timeout=30_000):
        bench.click("training.start")
    runs = bench.panel.runs
    bench.qtbot.mouseClick(bench.find(QAbstractButton, "training.pages.runs"), Qt.MouseButton.LeftButton)
    listing = bench.find(QWidget, "runs.list")
    bench.qtbot.waitUntil(lambda: listing.model().rowCount() == 1)
    assert listing.line(0).title == "small"
    assert listing.line(0).text.startswith("3 epochs")
    show = bench.find(QPushButton, "runs.show")
    assert show.toolTip() == "Select a run first."
    listing.choose(0)
    with bench.qtbot.waitSignal(runs.chosen) as chosen:
        bench.click("runs.show")
    assert bench.controller.record is not None
    assert chosen.args[0].rows == bench.controller.record.rows
    assert chosen.args[0].best_epoch == bench.controller.record.best_epoch


def test_everything_that_can_be_acted_on_has_names(bench: Bench) -> None:
    kinds = (QAbstractButton, QComboBox, QListWidget)
    widgets = [widget for kind in kinds for widget in bench.panel.findChildren(kind) if widget.isVisible()]
    nameless = [widget for widget in widgets if not widget.objectName() or not widget.accessibleName()]
    assert nameless == []


def test_slow_writing_takes_the_place_of_the_greyed_button(bench: Bench) -> None:
    save = bench.find(QPushButton, "training.save")
    go_on = threading.Event()
    try:
        bench.panel.work.start("Writing model.h5…", lambda _check: go_on.wait(30), lambda _value: None)
        bench.qtbot.waitUntil(bench.panel.work.isVisible)
        assert save.isHidden()
    finally:
        go_on.set()
    bench.qtbot.waitUntil(bench.panel.work.isHidden)
    assert not save.isHidden()


def test_row_113_a_long_message_scrolls_where_there_is_no_room_for_it(bench: Bench) -> None:
    bench.panel.controls.show_message("The loss became infinite. " * 20, "error")
    upper = bench.find(QWidget, "training.upper")
    start = bench.find(QPushButton, "training.start")
    message = bench.find(QLabel, "training.message")
    bench.panel.resize(340, 420)
    bench.qtbot.waitUntil(lambda: upper.verticalScrollBar().isVisible())
    assert upper.height() < 420
    assert start.height() >= start.minimumSizeHint().height()
    assert message.height() >= message.heightForWidth(message.width())
    bench.panel.resize(340, 1600)
    bench.qtbot.waitUntil(lambda: not upper.verticalScrollBar().isVisible())
