"""Files dropped on the window: one, a model's folder, weights with their network, in the midst of other work."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from layerloom import Input, Sequential, layers
from layerloom_studio.main_window import documents

ACTION, BUTTONS, KEYS = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def model() -> Sequential:
    return Sequential([Input((3,)), layers.Dense(4, name="inner"), layers.Dense(2, name="answer")])


def mime_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def offer(window, *paths: Path) -> bool:
    """Drag files over the window and tell whether it would take them."""
    mime = mime_of(*paths)  # which the event does not keep
    event = QDragEnterEvent(window.rect().center(), ACTION, mime, BUTTONS, KEYS)
    event.ignore()
    QApplication.sendEvent(window, event)
    return event.isAccepted()


def drop(window, *paths: Path) -> None:
    assert offer(window, *paths)
    mime = mime_of(*paths)
    QApplication.sendEvent(window, QDropEvent(QPointF(window.rect().center()), ACTION, mime, BUTTONS, KEYS))


def drawn(window) -> set[str]:
    return set(window.project.architecture.layers)


def test_a_project_is_opened(window, qtbot, project_file):
    drop(window, project_file)
    qtbot.waitUntil(lambda: drawn(window) == {"image", "flatten", "answer"})


@pytest.mark.parametrize("names", [["net.json", "epoch.weights.h5"], ["epoch.weights.h5", "net.json"], ["."]])
def test_weights_find_the_network_that_is_dropped_with_them(window, qtbot, model, tmp_path, names):
    folder = tmp_path / "both"
    folder.mkdir()
    (folder / "net.json").write_text(model.to_json())
    model.save_weights(folder / "epoch.weights.h5")
    with qtbot.waitSignal(window.documents.model_opened, timeout=60_000) as opened:
        drop(window, *(folder / name for name in names))
    np.testing.assert_array_equal(opened.args[0].weights[0], model.get_weights()[0])
    assert {"inner", "answer"} <= drawn(window)


@pytest.mark.parametrize("part", ["saved_model.pb", "variables/variables.index", "."])
def test_a_saved_model_is_opened_by_any_of_its_parts(window, qtbot, model, tmp_path, part):
    model.save(tmp_path / "folder")
    with qtbot.waitSignal(window.documents.model_opened, timeout=60_000):
        drop(window, tmp_path / "folder" / part)
    assert window.documents.title == "folder"


def test_a_checkpoint_is_put_into_what_is_drawn(window, qtbot, model, tmp_path):
    net, folder = tmp_path / "net.json", tmp_path / "apart"
    net.write_text(model.to_json())
    folder.mkdir()
    model.save_weights(folder / "check")
    window.open_path(net)
    for name in ("check.index", "check.data-00000-of-00001", "checkpoint"):
        with qtbot.waitSignal(window.documents.model_opened, timeout=60_000) as opened:
            drop(window, folder / name)
        assert opened.args[0].path.name == "check.index"
        np.testing.assert_array_equal(opened.args[0].weights[2], model.get_weights()[2])


@pytest.mark.parametrize("name", ["notes.txt", "photo.png", "pictures"])
def test_what_is_no_model_is_not_taken(window, tmp_path, name):
    (tmp_path / "pictures").mkdir()
    assert not offer(window, tmp_path / name)


@pytest.mark.parametrize(
    "name, said", [("m.onnx", "ONNX"), ("m.tflite", "TensorFlow Lite"), ("m.pt", "PyTorch")]
)
def test_what_looks_like_a_model_is_told(window, qtbot, tmp_path, name, said):
    (tmp_path / name).write_bytes(b"\x08\x01\x12\x04")

    def boxes() -> list[QMessageBox]:
        tops = QApplication.topLevelWidgets()
        return [box for box in tops if box.objectName() == "dialog.error" and box.isVisible()]

    drop(window, tmp_path / name)
    qtbot.waitUntil(lambda: bool(boxes()), timeout=60_000)
    assert said in boxes()[0].text()


def test_a_file_dropped_while_another_is_read_waits_for_the_person(window, model, tmp_path, monkeypatch):
    for name in ("first.keras", "second.keras"):
        model.save(tmp_path / name)
    told: list[str] = []
    window.documents.told.connect(told.append)
    may_go_on, read, opened = threading.Event(), documents.read_model, []

    def slow(*arguments):
        assert may_go_on.wait(60)
        return read(*arguments)

    def drop_second():
        opened.append(window.documents.open(tmp_path / "second.keras"))
        may_go_on.set()

    monkeypatch.setattr(documents, "read_model", slow)
    QTimer.singleShot(20, window, drop_second)
    assert window.open_path(tmp_path / "first.keras")
    assert opened == [False]
    assert "second.keras was not opened: wait for the other file, then open it again." in told
    assert window.documents.title == "first.keras"
