"""The line of code beside the form (gui.md 45): it follows the layer, and Enter gives the layer what was typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from layerloom_studio.document import Project
from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.panels.properties import PropertiesPanel
from layerloom_studio.undo import DocumentStack


@pytest.fixture
def panel(qtbot):
    project = Project()
    stack = DocumentStack(project)
    stack.push(chain(project, parse_chain("in 8x8x1 > conv 4 > flat")).edit, "Draw")
    panel = PropertiesPanel(project, stack)
    qtbot.addWidget(panel)
    panel.resize(300, 700)
    panel.show()
    panel.show_nodes(["conv2d"])
    panel.stack = stack
    panel.project = project
    return panel


def test_row_45_the_code_stands_beside_the_form_and_is_edited(panel):
    edit = panel.findChild(QPlainTextEdit, "properties.code")
    reason = panel.findChild(QLabel, "properties.code.reason")
    assert edit.toPlainText() == "layers.Conv2D(4, 3)"
    panel.form.editor("padding").changed.emit("same")
    assert edit.toPlainText() == 'layers.Conv2D(4, 3, padding="same")'
    edit.setPlainText("Conv2D(0, 3)")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert "filters" in reason.text()
    assert panel.project.architecture.layers["conv2d"].config["filters"] == 4
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.toPlainText() == 'layers.Conv2D(4, 3, padding="same")'
    assert reason.isHidden()
    edit.setPlainText("Conv2D(6, 3)")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert reason.isHidden()
    assert panel.project.architecture.layers["conv2d"].config["filters"] == 6
    assert panel.stack.undoText() == "Change the code of conv2d"
    panel.stack.undo()
    assert edit.toPlainText() == 'layers.Conv2D(4, 3, padding="same")'
