"""Files: new, open, save, recent ones, the unsaved question, and broken files that change nothing."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QProgressDialog, QPushButton

from layerloom import Input, Sequential
from layerloom.graph import LayerSpec
from layerloom.layers import GRU, Dense, Flatten
from layerloom_studio.document.content import are_chosen
from layerloom_studio.document.edits import AddNode, SetSettings
from layerloom_studio.document.files import read_project
from layerloom_studio.main_window import documents, waiting
from layerloom_studio.resources import asset


def change(window) -> None:
    window.stack.push(AddNode(LayerSpec("Dense", "more", {"units": 2}), (300, 0)), "Add more")


def layers(window) -> set[str]:
    return set(window.project.architecture.layers)


def answer(name: str, asked: list[str] | None = None) -> None:
    """Click a button of the question that will come."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        if asked is not None:
            asked.append(box.text())
        button = next(b for b in box.buttons() if b.objectName().endswith(f".{name}"))
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(50, press)


def shown_error() -> str:
    box = next(
        w for w in QApplication.topLevelWidgets() if w.objectName() == "dialog.error" and w.isVisible()
    )
    assert isinstance(box, QMessageBox)
    text = box.text()
    box.close()
    return text


def test_opening_shows_the_drawing_in_design_mode(window, project_file):
    assert window.open_path(project_file)
    assert window.mode == "design"
    assert layers(window) == {"image", "flatten", "answer"}
    assert window.windowTitle() == "small.layerloom.json[*] – Layerloom"
    assert not window.isWindowModified()
    assert set(window.canvas.scene().node_items()) == {"image", "flatten", "answer"}


def test_an_edit_marks_the_title_and_undo_unmarks_it(window, project_file):
    window.open_path(project_file)
    change(window)
    assert window.isWindowModified()
    window.stack.undo()
    assert not window.isWindowModified()


def test_saving_by_key_writes_the_file(window, project_file):
    window.open_path(project_file)
    change(window)
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not window.isWindowModified()
    assert "more" in read_project(project_file).architecture.layers


def test_a_new_drawing_asks_for_a_name_on_saving(window, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "mine"), ""))
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    change(window)
    assert window.documents.save()
    assert json.loads((tmp_path / "mine.layerloom.json").read_text())["class_name"] == "Functional"
    assert window.windowTitle().startswith("mine.layerloom.json")


def test_cancelling_the_file_dialog_saves_nothing(window, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: ("", ""))
    change(window)
    assert not window.documents.save()
    assert window.isWindowModified()


def test_a_file_that_cannot_be_written_is_told(window, tmp_path):
    change(window)
    (tmp_path / "file").touch()
    assert not window.documents.save_to(tmp_path / "file" / "folder.layerloom.json")
    assert "folder.layerloom.json" in shown_error()
    assert window.isWindowModified()


@pytest.mark.parametrize("patience", [0, 60_000], ids=["dialog", "no dialog yet"])
def test_while_a_large_drawing_is_written_the_window_stays_and_its_keys_do_nothing(
    window, tmp_path, monkeypatch, patience
):
    monkeypatch.setattr(documents, "_WRITTEN_AT_ONCE", 0)
    monkeypatch.setattr(waiting, "_PATIENCE", patience)
    begun, may_go_on, write = threading.Event(), threading.Event(), documents.write_project
    closable: list[bool] = []

    def slow(content, path, check):
        begun.set()
        assert may_go_on.wait(60)
        write(content, path, check)

    def try_to_go_on():
        assert begun.wait(60)
        if not patience and QApplication.activeModalWidget() is None:
            QTimer.singleShot(5, window, try_to_go_on)
            return
        if not patience:  # unlike a person's keys, those that a test presses do not wait for an event loop
            QTest.keyClick(window.windowHandle(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        closable.append(window.documents.may_close())
        may_go_on.set()

    monkeypatch.setattr(documents, "write_project", slow)
    change(window)
    QTimer.singleShot(20, window, try_to_go_on)
    assert window.documents.save_to(tmp_path / "large.layerloom.json")
    assert closable == [False]
    assert set(read_project(tmp_path / "large.layerloom.json").architecture.layers) == {"more"}
    assert layers(window) == {"more"}
    assert not window.isWindowModified()


def test_a_large_drawing_whose_writing_is_cancelled_leaves_the_old_file(window, tmp_path, monkeypatch):
    path = tmp_path / "large.layerloom.json"
    assert window.documents.save_to(path)
    before = path.read_bytes()
    monkeypatch.setattr(documents, "_WRITTEN_AT_ONCE", 0)
    monkeypatch.setattr(waiting, "_PATIENCE", 0)
    cancelled, write = threading.Event(), documents.write_project

    def slow(content, path, check):
        assert cancelled.wait(60)
        write(content, path, check)

    def cancel():
        dialog = window.findChild(QProgressDialog, "dialog.waiting")
        if dialog is None:
            QTimer.singleShot(10, window, cancel)
            return
        dialog.findChild(QPushButton).click()
        cancelled.set()

    monkeypatch.setattr(documents, "write_project", slow)
    change(window)
    QTimer.singleShot(10, window, cancel)
    assert not window.documents.save()
    assert path.read_bytes() == before
    assert window.isWindowModified()


@pytest.mark.parametrize(
    "name, closes, saves", [("save", True, True), ("dont_save", True, False), ("cancel", False, False)]
)
def test_closing_asks_about_unsaved_changes(window, project_file, name, closes, saves):
    window.open_path(project_file)
    change(window)
    asked: list[str] = []
    answer(name, asked)
    assert window.close() is closes
    assert asked == ["Save the changes to “small.layerloom.json”?"]
    assert ("more" in read_project(project_file).architecture.layers) is saves


def test_nothing_is_asked_when_nothing_changed(window, project_file):
    window.open_path(project_file)
    assert window.close()


def test_new_asks_too_and_keeps_the_drawing_on_cancel(qtbot, window, project_file):
    window.open_path(project_file)
    change(window)
    answer("cancel")
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert "more" in layers(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    answer("dont_save")
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert layers(window) == set()


BROKEN = {
    "missing.json": None,
    "empty.json": b"",
    "broken.json": b'{"class_name": ',
    "foreign.json": b'{"hello": "world"}',
    "binary.json": bytes(range(256)),
    "list.json": b"[1, 2, 3]",
    "empty.h5": b"",
    "text.h5": b"this is no HDF5",
    "cut.h5": b"\x89HDF\r\n\x1a\n\x00\x00",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_in_one_sentence_and_changes_nothing(window, project_file, tmp_path, name):
    window.open_path(project_file)
    change(window)
    path = tmp_path / name
    if BROKEN[name] is not None:
        path.write_bytes(BROKEN[name])
    before = window.project.content()
    assert not window.open_path(path)
    sentence = shown_error()
    place, cause = sentence.split("\n")  # the path on a line of its own
    assert place == f"{path}:"
    assert cause.endswith(".")
    assert window.project.content() == before
    assert window.isWindowModified()
    assert window.stack.canUndo()
    assert window.windowTitle().startswith("small.layerloom.json")
    assert path not in window.settings.recent


def test_an_hdf5_file_without_a_model_is_told(window, tmp_path):
    import h5py

    path = tmp_path / "data.h5"
    with h5py.File(path, "w") as file:
        file["numbers"] = [1, 2, 3]
    assert not window.open_path(path)
    assert "data.h5" in shown_error()
    assert window.mode == "start"


def test_recent_files_stand_in_the_menu_and_open_again(window, project_file):
    window.open_path(project_file)
    window.documents.new()
    recent = window.findChild(QAction, "action.recent.1")
    assert project_file.name in recent.text()
    recent.trigger()
    assert layers(window) == {"image", "flatten", "answer"}
    window.findChild(QAction, "action.recent.clear").trigger()
    assert window.settings.recent == []


def test_recent_files_stand_on_the_start_page(window, project_file):
    window.open_path(project_file)
    window.show_start_page()
    button = window.start_page.findChild(QPushButton, "start.recent.0")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.mode == "design"


def test_a_sample_opens_as_a_new_document(window, project_file):
    window.documents.open_sample(project_file)
    assert window.project.path is None
    assert window.windowTitle().startswith("small[*]")
    assert window.settings.recent == []


def test_a_file_that_crashes_its_reader_costs_a_message_and_not_the_program(
    window, project_file, tmp_path, monkeypatch
):
    from layerloom_studio.runs import opening

    monkeypatch.setattr(opening, "_READER", ("-c", "import os; os.abort()"))
    window.open_path(project_file)
    before = layers(window)
    path = tmp_path / "hostile.h5"
    path.write_bytes(b"\x89HDF\r\n\x1a\n")
    assert not window.open_path(path)
    assert "brings the reading process down" in shown_error()
    assert layers(window) == before


def _net(units: int) -> Sequential:
    network = [Input((8, 8, 1), name="image"), Flatten(name="flatten"), Dense(units, name="answer")]
    return Sequential(network)


def test_weights_without_a_network_are_those_of_the_drawing(window, project_file, tmp_path, qtbot):
    _net(10).save_weights(path := tmp_path / "net.weights.h5")
    window.open_path(project_file)
    window.canvas.select(["answer"])
    window.docks["weights"].come_forward()
    assert window.open_path(path)
    panel = window.workshop.weights
    qtbot.waitUntil(lambda: not panel.busy and panel.table.rowCount() == 2)
    assert window.windowTitle() == "small.layerloom.json[*] – Layerloom"
    assert (window.mode, layers(window)) == ("design", {"image", "flatten", "answer"})
    assert "net.weights.h5" in window.status_bar.currentMessage()
    _net(7).save_weights(path)
    assert not window.open_path(path)
    assert "(64, 10) was expected" in shown_error()


def test_a_model_that_predict_cannot_use_opens_as_a_drawing(window, tmp_path):
    Sequential([Input((5, 1)), GRU(3)]).save(path := tmp_path / "series.keras")
    assert window.open_path(path)
    assert window.mode == "design"


@pytest.mark.parametrize("ending", ["h5", "keras"])
@pytest.mark.parametrize("name", ["model.dat", "model", "model.json"])
def test_a_model_is_known_by_its_content(window, tmp_path, ending, name):
    _net(3).save(tmp_path / f"m.{ending}")
    (tmp_path / f"m.{ending}").rename(tmp_path / name)
    assert window.open_path(tmp_path / name)
    assert layers(window) == {"image", "flatten", "answer"}


def test_what_is_no_model_is_told_as_what_it_is(window, tmp_path):
    (tmp_path / "m.pt").write_bytes(b"PK")
    assert not window.open_path(tmp_path / "m.pt")
    assert "a file of PyTorch" in shown_error()


def small_model(path: Path) -> Path:
    model = Sequential([Input((8, 8, 1)), Flatten(name="flat"), Dense(12, name="told")])
    model.save(path)
    return path


@pytest.mark.parametrize("name", ["m.keras", "m.h5"])
def test_38_an_opened_model_is_not_checked_against_data_that_nobody_chose(window, tmp_path, name):
    assert window.open_path(small_model(tmp_path / name))
    assert window.canvas.scene().node_item("told").face.severity == ""
    window.stack.push(SetSettings("data", {"source": "digits"}), "Choose the digits")
    assert "10 classes" in window.canvas.tip_of("told")
    window.stack.undo()
    assert window.canvas.scene().node_item("told").face.severity == ""


def test_38_a_template_is_a_new_document_and_checked_at_once(window):
    assert window.documents.open_sample(asset("templates", "mlp.json"))
    assert are_chosen(window.project.data)


def test_23_a_model_file_is_merged_beside_the_drawing_in_one_step(window, project_file, tmp_path):
    window.open_path(project_file)
    before = layers(window)
    window.canvas.grouping.merge(small_model(tmp_path / "m.h5"))
    assert layers(window) > before | {"flat", "told"}
    window.stack.undo()
    assert layers(window) == before


def test_23_what_cannot_be_merged_is_told_and_changes_nothing(window, project_file, tmp_path):
    window.open_path(project_file)
    before = layers(window)
    path = tmp_path / "weights.h5"
    path.write_bytes(b"no HDF5 at all")
    window.canvas.grouping.merge(path)
    assert "weights.h5" in shown_error()
    assert layers(window) == before
    assert not window.stack.canUndo()
