"""The code panel (row 102): it follows the drawing, is copied and saved, and what it shows runs."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from layerloom.graph import LayerSpec, Ref
from layerloom_studio.document.edits import AddNode, SetConfig
from layerloom_studio.document.project import Project
from layerloom_studio.panels.code import CodePanel
from layerloom_studio.undo import DocumentStack


@pytest.fixture
def drawn(qtbot):
    project = Project()
    stack = DocumentStack(project)
    stack.push(AddNode(LayerSpec("InputLayer", "image", {"batch_shape": [None, 4]}), (0, 0)), "Add")
    stack.push(AddNode(LayerSpec("Dense", "answer", {"units": 3}), (0, 100), [Ref("image")]), "Add")
    panel = CodePanel(project)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: panel.text.toPlainText() != "")
    return panel, stack


def test_row_102_the_code_follows_the_drawing(drawn, qtbot):
    panel, stack = drawn
    assert 'layers.Dense(3, name="answer")' in panel.text.toPlainText()
    stack.push(SetConfig("answer", {"units": 7}), "Set")
    qtbot.waitUntil(lambda: 'layers.Dense(7, name="answer")' in panel.text.toPlainText())
    stack.undo()
    qtbot.waitUntil(lambda: 'layers.Dense(3, name="answer")' in panel.text.toPlainText())


def test_row_102_the_code_is_copied_and_saved(drawn, qtbot, tmp_path, monkeypatch):
    panel, _ = drawn
    panel.findChild(QPushButton, "code.copy").click()
    assert QApplication.clipboard().text() == panel.code
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "net"), ""))
    panel.findChild(QPushButton, "code.save").click()
    assert (tmp_path / "net.py").read_text() == panel.code


def test_row_102_a_hidden_panel_is_written_when_it_is_looked_at(drawn, qtbot):
    panel, stack = drawn
    panel.hide()
    stack.push(SetConfig("answer", {"units": 5}), "Set")
    assert "Dense(5" not in panel.text.toPlainText()
    panel.show()
    qtbot.waitUntil(lambda: "Dense(5" in panel.text.toPlainText())


def test_row_102_an_empty_drawing_says_so(qtbot):
    panel = CodePanel(Project())
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: "The drawing is empty" in panel.text.toPlainText())
