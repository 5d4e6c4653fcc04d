"""CodeEditor: a Python file of the user's own, written in the window and put to use from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from layerloom.atomic import write_text
from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.language.system_errors import cause_of
from layerloom_studio.main_window import dialogs
from layerloom_studio.panels.code import CodeColours
from layerloom_studio.widgets import ElidedLabel, label, push_button

_INDENT = "    "
#: What a new file begins with: a callback that stops a training, with the names of all hooks.
CALLBACK = '''import keras


class StopAtLoss(keras.callbacks.Callback):
    """Stops the training after the first epoch whose loss is small enough.

    Args:
        value: The loss that is wanted.
    """

    def __init__(self, value=0.35):
        super().__init__()
        self.value = value

    def on_epoch_end(self, epoch, logs=None):
        if logs["loss"] <= self.value:
            self.model.stop_training = True

    # Further hooks: on_train_begin(self, logs=None), on_train_end,
    # on_epoch_begin(self, epoch, logs=None), on_test_begin, on_test_end,
    # on_train_batch_begin(self, batch, logs=None), on_train_batch_end,
    # on_test_batch_begin, on_test_batch_end.
'''


class CodeEditor(QDialog):
    """Lets a person write a file; it is saved, and run only after the usual question.

    Args:
        path: The file.
        text: What stands in it at first.
        use: Asks, and puts the saved file to use; returns whether it is in use now.
        parent: The window.
    """

    def __init__(self, path: Path, text: str, use: Callable[[Path], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("code_editor")
        self.setWindowTitle(tr("{name} – code of your own", name=path.name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._path = path
        self._use = use
        self._saved = text if path.is_file() else ""
        self.edit = _Edit()
        self.edit.setObjectName("code_editor.text")
        self.edit.setAccessibleName(tr("Code of {name}", name=path.name))
        self.edit.setPlainText(text)
        self._colours = CodeColours(self.edit.document())
        place = ElidedLabel(str(path))
        place.setProperty("role", "small")
        buttons = QDialogButtonBox()
        run = push_button(
            "code_editor.use",
            tr("Save and use…"),
            tr("Save the file and use what it brings, after a question (Ctrl+Enter)"),
            tr("Save the file and use what it brings, after a question"),
        )
        run.setShortcut(QKeySequence("Ctrl+Return"))
        run.setProperty("primary", "true")
        run.clicked.connect(lambda _on: self.save_and_use())
        buttons.addButton(run, QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(QDialogButtonBox.StandardButton.Close)
        close.setObjectName("code_editor.close")
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(theme.SMALL)
        column.addWidget(
            label(
                tr(
                    "In this file, keras means Layerloom's own library. Arguments of __init__ become settings that "
                    "are changed in the window; what Args says of them stands beside them."
                ),
                "muted",
            )
        )
        column.addWidget(self.edit, 1)
        column.addWidget(place)
        column.addWidget(buttons)
        self.resize(min(theme.scaled(720), 1200), min(theme.scaled(560), 740))
        self.edit.setFocus()

    def save(self) -> bool:
        """Write the file; what prevents it is told."""
        text = self.edit.toPlainText()
        try:
            write_text(self._path, text)
        except OSError as error:
            cause = cause_of(error)
            dialogs.show_error(self, tr("{path}: cannot be written ({cause}).", path=self._path, cause=cause))
            return False
        self._saved = text
        return True

    def save_and_use(self) -> None:
        """Write the file and have it run, after the usual question; the editor stays open where it cannot be used."""
        if self.save() and self._use(self._path):
            self.accept()

    def reject(self) -> None:
        """Close, after a question where something is not saved."""
        if self.edit.toPlainText() != self._saved:
            answer = dialogs.ask_to_save(self, self._path.name)
            if answer == dialogs.CANCEL or (answer == dialogs.SAVE and not self.save()):
                return
        super().reject()


class _Edit(QPlainTextEdit):
    """Code; Enter keeps the indentation, and Tab leaves, as everywhere in the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setProperty("input", "true")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        theme.bind_font(self, theme.mono_font)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            before = self.textCursor().block().text()[: self.textCursor().positionInBlock()]
            indent = before[: len(before) - len(before.lstrip())]
            self.insertPlainText("\n" + indent + (_INDENT if before.rstrip().endswith(":") else ""))
            return
        if event.key() == Qt.Key.Key_Backspace and not event.modifiers():
            cursor = self.textCursor()
            before = cursor.block().text()[: cursor.positionInBlock()]
            if (
                before
                and not before.strip()
                and len(before) % len(_INDENT) == 0
                and not cursor.hasSelection()
            ):
                back = QTextCursor.MoveOperation.PreviousCharacter
                cursor.movePosition(back, QTextCursor.MoveMode.KeepAnchor, len(_INDENT))
                cursor.removeSelectedText()
                return
        super().keyPressEvent(event)
