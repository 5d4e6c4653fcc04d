"""Asking for lines of text: notes and variables are written, left and taken by keys alone (row 111)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from layerloom_studio.widgets.lines_dialog import LinesDialog


@pytest.fixture
def dialog(qtbot):
    dialog = LinesDialog(QApplication.activeWindow(), "New note", "What shall the note say?", "Look")
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    dialog.text.setFocus()
    return dialog


def test_row_111_tab_leads_from_the_text_to_the_buttons(dialog):
    QTest.keyClick(dialog.text, Qt.Key.Key_Tab)
    assert dialog.text.toPlainText() == "Look"
    assert isinstance(QApplication.focusWidget(), QPushButton)


def test_row_111_enter_begins_a_line_and_ctrl_enter_takes_the_text(dialog):
    QTest.keyClick(dialog.text, Qt.Key.Key_End)
    QTest.keyClick(dialog.text, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.text, "here")
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.text.toPlainText() == "Look\nhere"


def test_row_111_escape_takes_nothing(dialog):
    QTest.keyClick(dialog.text, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected
