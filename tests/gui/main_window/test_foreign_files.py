"""Saving what came from a file of another program: nothing is written over that a project cannot hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from layerloom import Input, Sequential, layers
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.files import read_project


@pytest.fixture(scope="module")
def model() -> Sequential:
    return Sequential([Input((3,)), layers.Dense(2, name="answer")])


def change(window) -> None:
    window.stack.push(SetSettings("training", {**window.project.training, "epochs": 7}), "Set epochs")


def press_save(window, qtbot) -> None:
    if not window.isActiveWindow():
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def answer(name: str, asked: list[str]) -> None:
    """Click a button of the question that will come."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        button = next(b for b in box.buttons() if b.objectName().endswith(f".{name}"))
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(50, press)


@pytest.fixture
def offered(monkeypatch) -> list[str]:
    """Names that the file dialog is opened with; the person takes them."""
    names: list[str] = []

    def take(_parent, _title, start, _kinds):
        names.append(Path(start).name)
        return start, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", take)
    return names


@pytest.mark.parametrize("name", ["net.json", "net.keras", "net.h5"])
def test_a_model_of_keras_is_saved_as_a_project_beside_it(window, qtbot, model, tmp_path, offered, name):
    path = tmp_path / name
    path.write_text(model.to_json()) if name.endswith("json") else model.save(path)
    before = path.read_bytes()
    assert window.open_path(path)
    change(window)
    press_save(window, qtbot)
    assert offered == ["net.layerloom.json"]
    assert path.read_bytes() == before
    assert read_project(tmp_path / "net.layerloom.json").training["epochs"] == 7
    assert not window.isWindowModified()
    told = "Saved net.layerloom.json." + ("" if name.endswith("json") else f" Its weights stay in {name}.")
    assert window.status_bar.currentMessage() == told
    change(window)
    press_save(window, qtbot)  # from now on it belongs to the project
    assert offered == ["net.layerloom.json"]


@pytest.mark.parametrize(
    "name, written, asks", [("replace", True, False), ("save_as", True, True), ("cancel", False, False)]
)
def test_what_another_program_wrote_meanwhile_is_asked_about(
    window, qtbot, project_file, offered, name, written, asks
):
    window.open_path(project_file)
    change(window)
    project_file.write_text("{}")
    asked: list[str] = []
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    answer(name, asked)
    press_save(window, qtbot)
    assert asked == ["“small.layerloom.json” has changed since it was opened."]
    assert bool(offered) is asks
    assert (project_file.read_text() != "{}") is written  # the person takes the name that is offered
    assert window.isWindowModified() is not written


def test_a_project_that_has_gone_is_written_again(window, qtbot, project_file):
    window.open_path(project_file)
    change(window)
    project_file.unlink()
    press_save(window, qtbot)
    assert read_project(project_file).training["epochs"] == 7
