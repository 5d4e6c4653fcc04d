"""An opened model goes on training in the window with its weights, its optimizer and its settings."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QComboBox

from layerloom import layers, models
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.runs.folder import RunFolder


@pytest.fixture
def trained(tmp_path):
    model = models.Sequential(
        [
            layers.Input((8, 8, 1)),
            layers.Flatten(),
            layers.Dense(10, activation="softmax", name="answer"),
        ]
    )
    model.compile("rmsprop", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(np.ones((20, 8, 8, 1), np.float32), np.arange(20) % 10, verbose=0)
    model.save(tmp_path / "net.keras")
    return model, tmp_path / "net.keras"


def train_an_epoch(window, qtbot):
    project = window.project
    window.stack.push(SetSettings("training", {**project.training, "epochs": 1}, "epochs"), "Set epochs")
    window.start_training()
    try:
        qtbot.waitUntil(lambda: window.training.state in ("finished", "failed"), timeout=30_000)
    finally:
        window.training.stop_and_wait()
    assert window.training.state == "finished"
    return RunFolder(window.training.record.folder)


def initial_weights(folder, like):
    twin = models.clone_model(like)
    twin.load_weights(folder.initial_weights)
    return twin.get_weights()


def test_row_116_an_opened_model_goes_on_and_new_weights_can_be_chosen(
    window, trained, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "runs"))
    model, path = trained
    assert window.open_path(path)
    assert window.project.training["optimizer"]["class_name"].lower() == "rmsprop"
    window.set_mode("train")
    choice = window.findChild(QComboBox, "training.start_from")
    assert choice.isVisible()
    assert choice.currentText() == "Weights of net.keras"
    begun = initial_weights(train_an_epoch(window, qtbot), model)
    np.testing.assert_array_equal(begun[0], model.get_weights()[0])
    assert choice.currentText() == "Last training, epoch 1"
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    begun = initial_weights(train_an_epoch(window, qtbot), model)
    assert not np.array_equal(begun[0], model.get_weights()[0])
    window.project.set_modified(False)  # or it would ask
    window.documents.new()
    assert window.training.starts.points == []
