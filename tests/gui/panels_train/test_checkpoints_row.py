"""The list of checkpoints: what ModelCheckpoint kept is restored, trained on from and saved (rows 003-43, 003-45)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from layerloom.models import load_model
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.project import Project
from layerloom_studio.panels.training import TrainingPanel
from layerloom_studio.runs import checkpoints
from layerloom_studio.training.controller import TrainingController
from layerloom_studio.undo import DocumentStack

EACH = {
    "class_name": "ModelCheckpoint",
    "config": {"filepath": "at-{epoch:02d}.weights.h5", "save_weights_only": True},
}
Trained = tuple[TrainingPanel, TrainingController, list[tuple[str, str]]]


@pytest.fixture
def trained(qtbot: QtBot, digits_project: Callable[..., Project]) -> Iterator[Trained]:
    project = digits_project()
    project.apply(SetSettings("callbacks", [EACH]))
    controller = TrainingController()
    panel = TrainingPanel(project, DocumentStack(project), controller)
    qtbot.addWidget(panel)
    panel.show()
    told: list[tuple[str, str]] = []
    panel.checkpoints.told.connect(lambda text, role: told.append((text, role)))
    assert panel.checkpoints.isHidden()
    with qtbot.waitSignal(controller.finished, timeout=30_000):
        controller.start(project)
    yield panel, controller, told
    panel.close_tasks()
    controller.stop_and_wait()


def choose(panel: TrainingPanel, row: int, deed: str) -> None:
    found: Any = panel.findChild(QComboBox, "training.checkpoints.list")
    found.setCurrentIndex(row)
    action: Any = panel.findChild(QAction, f"training.checkpoints.{deed}")
    action.trigger()


def test_every_file_is_listed_with_what_it_was_worth_the_newest_first(trained: Trained) -> None:
    panel, controller, _ = trained
    record = controller.record
    assert record is not None
    combo: Any = panel.findChild(QComboBox, "training.checkpoints.list")
    texts = [combo.itemText(row) for row in range(combo.count())]
    assert [text.split(" · ")[0] for text in texts] == ["Epoch 3", "Epoch 2", "Epoch 1"]
    assert f"val_loss {record.rows[0].values['val_loss']:.4f}" in texts[2]
    assert combo.itemData(2, Qt.ItemDataRole.ToolTipRole).endswith("at-01.weights.h5")
    assert not panel.checkpoints.isHidden()
    assert panel.findChild(QPushButton, "training.checkpoints.use").isEnabled()  # type: ignore[union-attr]


def test_a_restored_epoch_is_the_result_of_the_run(trained: Trained, qtbot: QtBot) -> None:
    panel, controller, told = trained
    record = controller.record
    assert record is not None
    assert record.model is not None
    before = load_model(record.model).get_weights()[0]
    with qtbot.waitSignal(controller.restored, timeout=30_000):
        choose(panel, 2, "restore")
    assert record.model_epoch == 1
    assert not np.array_equal(load_model(record.model).get_weights()[0], before)
    assert told == [("The result of the run is that of epoch 1 now.", "success")]


def test_the_next_training_goes_on_from_a_checkpoint(trained: Trained) -> None:
    panel, controller, told = trained
    choose(panel, 1, "go_on")
    assert controller.starts.chosen == "checkpoint"
    assert controller.starts.points[-1].title == "Checkpoint of epoch 2"
    assert told == [("The next training goes on from epoch 2.", "success")]


def test_a_checkpoint_is_saved_as_a_whole_model(
    trained: Trained, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    panel, _, told = trained
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "second"), ""))
    choose(panel, 1, "save")
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert load_model(tmp_path / "second.h5").count_params() == 650
    assert told[0][1] == "success"


def test_it_is_written_in_a_thread_and_can_be_cancelled_with_nothing_changed(
    trained: Trained, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    panel, controller, told = trained
    record = controller.record
    assert record is not None
    assert record.model is not None
    before = record.model.read_bytes()
    may_go_on, real = threading.Event(), checkpoints.model_with

    def slow(*paths: Path) -> object:
        assert may_go_on.wait(60)
        return real(*paths)

    monkeypatch.setattr(checkpoints, "model_with", slow)
    panel.show_page("epochs")
    choose(panel, 2, "restore")
    use, cancel, save = (
        panel.findChild(QPushButton, f"training.{name}")
        for name in ("checkpoints.use", "work.cancel", "save")
    )
    qtbot.waitUntil(lambda: cancel.isVisible(), timeout=30_000)  # the window goes on meanwhile
    assert not use.isEnabled()
    assert not save.isEnabled()
    assert save.toolTip() == use.toolTip() == "Wait until the model is written."
    cancel.click()
    may_go_on.set()
    message = panel.findChild(QLabel, "training.message")
    qtbot.waitUntil(lambda: message.text() == "Cancelled; nothing was written.", timeout=30_000)
    assert record.model.read_bytes() == before
    assert use.isEnabled()
    assert not cancel.isVisible()
    assert told == []


def test_a_file_that_was_deleted_is_not_offered(trained: Trained, qtbot: QtBot) -> None:
    panel, controller, _ = trained
    record = controller.record
    assert record is not None
    record.restorable[0].path.unlink()
    panel.checkpoints.refresh()
    combo: Any = panel.findChild(QWidget, "training.checkpoints.list")
    assert combo.count() == 2
    record.restorable[0].path.write_bytes(b"no file of weights")
    choose(panel, 0, "restore")
    message: Any = panel.findChild(QLabel, "training.message")
    qtbot.waitUntil(lambda: message.property("role") == "error", timeout=30_000)
    assert message.text()
