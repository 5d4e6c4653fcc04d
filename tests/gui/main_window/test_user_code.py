"""Layers of the user's own in the window (row 46): asked before they are run, in the palette, listed, asked again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QMessageBox,
    QPushButton,
    QWidget,
)

from layerloom import layers, models
from layerloom.declaration import registry
from layerloom.graph import LayerSpec, Ref
from layerloom_studio.document.edits import AddNode
from layerloom_studio.main_window import MainWindow, dialogs, user_code
from layerloom_studio.main_window.code_editor import CALLBACK
from layerloom_studio.runs.opening import open_file

CODE = """
import keras

class Doubled(keras.layers.Layer):
    \"\"\"Gives twice what it gets.\"\"\"

    def call(self, inputs):
        return inputs * 2
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(CODE)
    yield path
    registry.unregister("layer", "Doubled")


@pytest.fixture
def agree(monkeypatch):
    """Say yes to every question, and note what was asked about."""
    asked = []
    monkeypatch.setattr(
        user_code, "ask_to_run", lambda _parent, source: asked.append(source.path.name) or True
    )
    return asked


def palette_of(window):
    window.set_mode("design")
    return window.docks["palette"].widget().shown()


def test_row_46_the_question_tells_path_classes_and_imports_and_no_means_no(window, file):
    seen = []

    def answer():
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.append((box.text(), box.informativeText(), box.detailedText()))
        box.findChild(QPushButton, "dialog.run_code.cancel").click()

    QTimer.singleShot(0, answer)
    assert not window.user_layers.add(file)
    ((text, facts, code),) = seen
    assert "mine.py" in text
    assert str(file) in facts
    assert "Doubled" in facts
    assert "keras" in facts
    assert code == CODE
    assert registry.find("layer", "Doubled") is None
    assert window.user_layers.rows == []


def test_row_46_an_added_layer_is_in_the_palette_and_in_drawings(window, file, agree, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    assert "Doubled" not in palette_of(window)
    assert window.user_layers.ask_and_add()
    assert agree == ["mine.py"]
    assert "Doubled" in palette_of(window)
    window.stack.push(AddNode(LayerSpec("InputLayer", "in", {"batch_shape": [None, 4]}), (0, 0)), "Add")
    window.stack.push(AddNode(LayerSpec("Doubled", "twice", {}), (0, 90), (Ref("in"),)), "Add")
    assert window.project.analysis.nodes["twice"].output_shapes == [(None, 4)]
    window.user_layers.remove(file)
    assert "Doubled" not in palette_of(window)
    assert any("twice" in problem.nodes for problem in window.project.analysis.errors)


def test_row_46_files_are_remembered_and_asked_about_again_when_they_change(
    window, file, agree, settings, qtbot
):
    window.user_layers.add(file)
    window.user_layers.close()
    second = MainWindow(settings)
    qtbot.addWidget(second)
    second.user_layers.begin()
    assert [row.classes for row in second.user_layers.rows] == [("Doubled",)]
    assert agree == ["mine.py"]  # not asked again
    second.user_layers.close()
    file.write_text(CODE + "\n# changed\n")
    third = MainWindow(settings)
    qtbot.addWidget(third)
    third.user_layers.begin()
    ((row),) = third.user_layers.rows
    assert row.classes == ()
    assert "changed" in row.reason
    assert registry.find("layer", "Doubled") is None
    assert third.user_layers.add(row.path)
    assert agree == ["mine.py", "mine.py"]
    third.user_layers.close()


def test_row_46_a_mistake_is_told_in_a_sentence_with_its_line(window, file, agree, monkeypatch):
    told = []
    monkeypatch.setattr(dialogs, "show_error", lambda _parent, text: told.append(text))
    file.write_text("import keras\n\nclass Bad(keras.layers.Layer):\n    x = nothing\n")
    assert not window.user_layers.add(file)
    assert told == ["mine.py, line 4: NameError: name 'nothing' is not defined."]


def test_row_46_the_list_adds_reloads_and_removes(window, file, agree):
    window.user_layers.add(file)
    window.actions_by_name["your_layers"].trigger()
    dialog = next(box for box in QApplication.topLevelWidgets() if box.objectName() == "user_layers")
    dialog.findChild(QPushButton, "user_layers.0.reload").click()
    assert agree == ["mine.py", "mine.py"]
    dialog.findChild(QPushButton, "user_layers.0.remove").click()
    assert window.user_layers.rows == []
    dialog.reject()


def test_a_callback_is_written_in_the_window_and_used_after_the_question(
    window, tmp_path, agree, monkeypatch
):
    path = tmp_path / "hooks.py"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "hooks"), ""))
    window.set_mode("train")
    window.docks["callbacks"].come_forward()
    panel = window.docks["callbacks"].widget()
    panel.findChild(QPushButton, "callbacks.own.new").click()
    editor = window.findChild(QDialog, "code_editor")
    assert "class StopAtLoss(keras.callbacks.Callback):" in editor.edit.toPlainText()
    assert not path.exists()
    editor.findChild(QPushButton, "code_editor.use").click()
    assert agree == ["hooks.py"]
    assert path.read_text() == CALLBACK
    box = panel.findChild(QCheckBox, "callbacks.StopAtLoss")
    box.click()
    assert [item["class_name"] for item in window.project.callbacks] == ["StopAtLoss"]
    assert panel.findChild(QWidget, "callbacks.StopAtLoss.value") is not None
    box.click()
    window.user_layers.remove(path)


def test_what_is_written_and_not_saved_is_asked_about(window, file, agree, monkeypatch):
    asked = []
    monkeypatch.setattr(dialogs, "ask_to_save", lambda _parent, name: asked.append(name) or dialogs.CANCEL)
    window.user_layers.edit(file)
    editor = window.findChild(QDialog, "code_editor")
    editor.edit.moveCursor(QTextCursor.MoveOperation.End)
    editor.edit.insertPlainText("    def build(self, shape):")
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)
    assert editor.edit.toPlainText().endswith("shape):\n        ")
    QTest.keyClick(editor.edit, Qt.Key.Key_Backspace)
    assert editor.edit.toPlainText().endswith("shape):\n    ")
    editor.reject()
    assert editor.isVisible()
    assert asked == ["mine.py"]
    assert file.read_text() == CODE
    monkeypatch.setattr(dialogs, "ask_to_save", lambda *_: dialogs.DISCARD)
    editor.reject()
    assert file.read_text() == CODE
    assert agree == []


def test_row_116_a_python_file_dropped_on_the_window_asks_too(window, qtbot, file, agree):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(window.rect().center(), Qt.DropAction.CopyAction, mime, buttons, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(window.rect().center()), Qt.DropAction.CopyAction, mime, buttons, keys)
    QApplication.sendEvent(window, drop)
    qtbot.waitUntil(lambda: agree == ["mine.py"])
    window.user_layers.remove(file)


def test_row_46_a_saved_model_with_such_a_layer_opens_only_while_the_file_is_allowed(
    window, file, agree, tmp_path, qtbot
):
    window.user_layers.add(file)
    doubled = registry.get("layer", "Doubled")
    models.Sequential([layers.Input((4,)), doubled(name="twice"), layers.Dense(3)]).save(
        tmp_path / "net.keras"
    )
    assert open_file(tmp_path / "net.keras").unknown == ()
    window.user_layers.remove(file)
    assert open_file(tmp_path / "net.keras").unknown[0] == "twice"
    assert registry.find("layer", "Doubled") is None
