"""Code: the drawing as Keras code, written anew while one draws."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor, QPaintEvent, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from layerloom.atomic import write_text
from layerloom.errors import LayerloomError
from layerloom.graph import Architecture
from layerloom.graph.python_code import to_python
from layerloom_studio import theme
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr
from layerloom_studio.language.system_errors import cause_of
from layerloom_studio.training.background import Task
from layerloom_studio.widgets import ElidedLabel, push_button

_SETTLE_MS = 150  # the code is written once the hand rests
_AT_ONCE = 200  # layers whose code is written in a moment


class CodePanel(QWidget):
    """Shows the Python code of the open drawing.

    Args:
        project: The open document.
        parent: Owner.
    """

    told = Signal(str)  # a sentence for the status bar

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("code")
        self.setAccessibleName(tr("Code of the drawing"))
        self._project = project
        self._stale = True
        self.text = QPlainTextEdit()
        self.text.setObjectName("code.text")
        self.text.setAccessibleName(tr("Keras code of the drawing"))
        self.text.setReadOnly(True)
        self.text.setUndoRedoEnabled(False)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        theme.bind_font(self.text, theme.mono_font)
        self._colours = CodeColours(self.text.document())
        row = QHBoxLayout()
        row.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, 0)
        row.setSpacing(theme.SMALL)
        told = ElidedLabel(tr("It builds this network with Keras, or with layerloom."), sentence=True)
        told.setProperty("role", "small")
        row.addWidget(told, 1)
        self._copy = push_button("code.copy", tr("Copy"), tr("Copy the code"))
        theme.bind_icon(self._copy, "copy")
        self._copy.clicked.connect(self.copy)
        self._save = push_button("code.save", tr("Save…"), tr("Save the code as a Python file"))
        theme.bind_icon(self._save, "save")
        self._save.clicked.connect(self._ask_save)
        row.addWidget(self._copy)
        row.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addLayout(row)
        column.addWidget(self.text, 1)
        self._writer = Task(tr("Writing the code"), self)
        self._writer.done.connect(self._written)
        self._writer.failed.connect(lambda sentence: self._written(_as_comment(sentence)))
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.update)
        project.analysis_changed.connect(self._changed)

    @property
    def code(self) -> str:
        """The code of the drawing as it is now."""
        return _code_of(self._project.architecture)

    def refresh(self) -> None:
        """Write the code anew where the drawing has changed; that of a large one is written in a thread."""
        self._settle.stop()
        if not self._stale or self._writer.running:  # writing cannot be broken off: one after the other
            return
        self._stale = False
        if len(self._project.architecture.nodes) <= _AT_ONCE:
            self._show(self.code)
            return
        architecture = self._project.sketch().architecture
        self._writer.start(lambda _handle: _code_of(architecture))

    def close_tasks(self) -> None:
        """End what runs in the background."""
        self._settle.stop()
        self._stale = False
        self._writer.wait()

    def _written(self, code: str) -> None:
        self._show(code)
        self.update()  # which writes what has changed meanwhile, where it is seen

    def _show(self, code: str) -> None:
        """Put in other code; lines that stay are neither coloured anew nor moved from where one reads."""
        before, after = self.text.toPlainText().split("\n"), code.split("\n")
        shorter = min(len(before), len(after))
        top = next((row for row in range(shorter) if before[row] != after[row]), shorter)
        rows = range(shorter - top)
        end = next((row for row in rows if before[-1 - row] != after[-1 - row]), len(rows))
        if top == len(before) == len(after):
            return
        if not top or not end:
            bar = self.text.verticalScrollBar()
            place = bar.value()
            self.text.setPlainText(code)
            bar.setValue(place)
            return
        document = self.text.document()
        cursor = QTextCursor(document.findBlockByNumber(top))
        last = document.findBlockByNumber(len(before) - end)
        cursor.setPosition(last.position(), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText("".join(f"{line}\n" for line in after[top : len(after) - end]))

    def copy(self) -> None:
        """Put the code on the clipboard."""
        QApplication.clipboard().setText(self.code)
        self.told.emit(tr("The code is on the clipboard."))

    def save(self, path: Path) -> None:
        """Write the code to a file.

        Raises:
            OSError: If it cannot be written.
        """
        write_text(path, self.code)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # Painted, so seen: Qt takes a tab behind others for visible.
        if self._stale and not self._settle.isActive():
            QTimer.singleShot(0, self, self.refresh)

    def _changed(self) -> None:
        self._stale = True
        self._settle.start()

    def _ask_save(self) -> None:
        start = f"{self._project.architecture.name or 'model'}.py"
        name, _ = QFileDialog.getSaveFileName(self, tr("Save the code"), start, tr("Python (*.py)"))
        if not name:
            return
        path = Path(name) if name.endswith(".py") else Path(f"{name}.py")
        try:
            self.save(path)
        except OSError as error:
            self.told.emit(tr("{path}: cannot be written ({cause}).", path=path, cause=cause_of(error)))
        else:
            self.told.emit(tr("Saved {name}.", name=path.name))


def _code_of(architecture: Architecture) -> str:
    try:
        return to_python(architecture)
    except LayerloomError as error:
        return _as_comment(str(error))


def _as_comment(sentence: str) -> str:
    """Return a sentence as a comment; names from files in it begin no line of code."""
    return "".join(f"# {line}\n" for line in sentence.splitlines())


_TRIPLE, _IN_TEXT = '"' * 3, 1
_TOKEN = re.compile(
    r"(?P<comment>#.*)"
    r"|(?P<text>\"{3}.*?\"{3}|(?!\"{3})\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
    r"|(?P<open>\"{3})"
    r"|(?P<word>\b(?:import|from|as|def|class|return|if|elif|else|for|in|while|with|not|and|or|None|True|False)\b)"
    r"|(?P<number>\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b)"
    r"|(?P<name>\b[A-Z]\w*(?=\())"
)


class CodeColours(QSyntaxHighlighter):
    """Colours the few words that Python code has, in the colours of the theme."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        palette = theme.current()
        colours = {
            "comment": palette.muted,
            "text": palette.success,
            "word": palette.accent,
            "number": palette.warning,
            "name": theme.category("Convolution"),
        }
        self.setCurrentBlockState(-1)
        place = 0
        if self.previousBlockState() == _IN_TEXT:  # of several lines
            end = text.find(_TRIPLE)
            place = len(text) if end < 0 else end + len(_TRIPLE)
            self.setCurrentBlockState(_IN_TEXT if end < 0 else -1)
            self._colour(0, place, colours["text"])
        while found := _TOKEN.search(text, place):
            kind, place = str(found.lastgroup), found.end()
            if kind == "open":
                kind, place = "text", len(text)
                self.setCurrentBlockState(_IN_TEXT)
            self._colour(found.start(), place, colours[kind])

    def _colour(self, start: int, end: int, colour: QColor) -> None:
        look = QTextCharFormat()
        look.setForeground(QColor(colour))
        self.setFormat(start, end - start, look)
