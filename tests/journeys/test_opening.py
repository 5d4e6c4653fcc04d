"""The ninth journey: somebody's model is opened, tried, written in another form and opened again, or not waited for."""

from __future__ import annotations

import subprocess

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMessageBox, QProgressDialog, QPushButton

from layerloom import Input, Sequential, layers
from layerloom_studio.main_window import waiting
from layerloom_studio.runs import opening

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def given(tmp_path) -> Sequential:
    """A model of ten classes in a file that says nothing of pictures."""
    model = Sequential([Input((8, 8, 1)), layers.Flatten(), layers.Dense(10, activation="softmax")])
    model.save(tmp_path / "given.h5")
    return model


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "picture.png"
    Image.fromarray(np.random.default_rng(4).integers(0, 256, (8, 8), dtype=np.uint8)).save(path)
    return path


def open_and_ask(person, path, picture) -> list[float]:
    """Open a model by its name and have it tell the picture; its likeliest answers come back, in per cent."""
    panel = person.window.workshop.predict
    person.answer_file_dialog(str(path))
    person.press(Qt.Key.Key_O, CTRL)
    assert person.window.mode == "predict"
    person.wait(lambda: panel.model_path == path)
    if not panel.rows and not panel.busy:  # the next model tells the same pictures by itself
        person.answer_file_dialog(picture.name, folder=picture.parent)
        person.click("predict.drop.files")
    person.wait(lambda: not panel.busy and bool(panel.rows))
    return [share for _, share in panel.rows[0].row.ranking]


def test_a_model_is_tried_written_in_another_form_and_tried_again(person, given, picture, tmp_path):
    said = open_and_ask(person, tmp_path / "given.h5", picture)
    fitting = person.window.workshop.predict.options.fitting
    pixels = np.asarray(Image.open(picture), np.float32)[None, ..., None] * fitting.rescale + fitting.offset
    wanted = np.sort(given.predict(pixels, verbose=0)[0])[::-1][: len(said)]
    np.testing.assert_allclose(said, wanted, atol=1e-6)
    person.answer_file_dialog(str(tmp_path / "written.keras"))
    person.press(Qt.Key.Key_X, CTRL | Qt.KeyboardModifier.AltModifier)
    assert person.window.status_bar.currentMessage() == "Exported written.keras with the weights of given.h5."
    np.testing.assert_allclose(open_and_ask(person, tmp_path / "written.keras", picture), said, atol=1e-6)


def test_a_file_that_takes_too_long_is_left_with_no_message_and_no_process(
    person, given, tmp_path, monkeypatch
):
    window = person.window
    started: list[subprocess.Popen[bytes]] = []
    start = opening.start

    def sleeping(*_arguments):
        started.append(start("-c", "import time; time.sleep(600)"))
        return started[-1]

    def cancel() -> None:
        dialog = window.findChild(QProgressDialog, "dialog.waiting")
        if dialog is None or not dialog.isVisible():
            QTimer.singleShot(10, window, cancel)
            return
        dialog.findChild(QPushButton).click()

    monkeypatch.setattr(opening, "start", sleeping)
    monkeypatch.setattr(waiting, "_PATIENCE", 0)
    QTimer.singleShot(10, window, cancel)
    assert not window.open_path(tmp_path / "given.h5")
    assert [box for box in window.findChildren(QMessageBox) if box.isVisible()] == []
    assert [process.poll() is None for process in started] == [False]
    assert window.settings.recent == []
    assert window.mode == "start"
