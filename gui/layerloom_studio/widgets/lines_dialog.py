"""A question that is answered by some lines of text; keys alone reach all of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.widgets.labels import label

_WIDTH, _HEIGHT = 420, 230  # pixels for texts of the usual size


class LinesDialog(QDialog):
    """Asks for lines of text; Tab leads to the buttons, and Ctrl+Enter takes the text from within it.

    Args:
        parent: The window.
        title: Of the dialog.
        question: Above the text.
        text: What is there already.
    """

    def __init__(self, parent: QWidget, title: str, question: str, text: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("lines")
        self.setWindowTitle(title)
        self.text = QPlainTextEdit(text)
        self.text.setObjectName("lines.text")
        self.text.setAccessibleName(question)
        self.text.setProperty("input", "true")
        self.text.setTabChangesFocus(True)
        self.text.installEventFilter(self)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        buttons.setObjectName("lines.buttons")
        buttons.button(kinds.Ok).setToolTip(tr("Take the text (Ctrl+Enter)"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.MEDIUM)
        column.addWidget(label(question))
        column.addWidget(self.text, 1)
        column.addWidget(buttons)
        self.resize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.accept()
            return True
        return super().eventFilter(watched, event)


def ask_for_lines(parent: QWidget, title: str, question: str, text: str = "") -> tuple[str, bool]:
    """Ask for lines of text and wait for the answer.

    Args:
        parent: The window.
        title: Of the dialog.
        question: Above the text.
        text: What is there already.

    Returns:
        The text, and whether it shall be taken.
    """
    dialog = LinesDialog(parent, title, question, text)
    sure = dialog.exec() == QDialog.DialogCode.Accepted
    typed = dialog.text.toPlainText()
    dialog.deleteLater()
    return typed, sure
