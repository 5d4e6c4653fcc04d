"""Code: the drawing as Keras code, written anew while one draws."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor, QPaintEvent, QSyntaxHighlighter, QTextCharFormat, QTextDocument
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
from layerloom.graph.python_code import to_python
from layerloom_studio import theme
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr
from layerloom_studio.widgets import label, push_button

_SETTLE_MS = 150  # the code is written once the hand rests


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
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        theme.bind_font(self.text, theme.mono_font)
        self._colours = CodeColours(self.text.document())
        row = QHBoxLayout()
        row.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, 0)
        row.setSpacing(theme.SMALL)
        row.addWidget(label(tr("It builds this network with Keras, or with layerloom."), "small"), 1)
        self._copy = push_button("code.copy", tr("Copy"), tr("Copy the code"))
        theme.bind_icon(self._copy, "copy")
        self._copy.clicked.connect(self.copy)
        self._save = push_button("code.save", tr("Save as…"), tr("Save the code as a Python file"))
        theme.bind_icon(self._save, "save")
        self._save.clicked.connect(self._ask_save)
        row.addWidget(self._copy)
        row.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addLayout(row)
        column.addWidget(self.text, 1)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.update)
        project.analysis_changed.connect(self._changed)

    @property
    def code(self) -> str:
        """The code of the drawing as it is now."""
        try:
            return to_python(self._project.architecture)
        except LayerloomError as error:
            return f"# {error}\n"

    def refresh(self) -> None:
        """Write the code anew where the drawing has changed; one stays at the place that one reads."""
        self._settle.stop()
        if not self._stale:
            return
        self._stale = False
        bar = self.text.verticalScrollBar()
        place = bar.value()
        self.text.setPlainText(self.code)
        bar.setValue(place)

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
        if (
            self._stale and not self._settle.isActive()
        ):  # painted, so seen: Qt takes a tab behind others for visible
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
            self.told.emit(
                tr("{path}: cannot be written ({cause}).", path=path, cause=error.strerror or error)
            )
        else:
            self.told.emit(tr("Saved {name}.", name=path.name))


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
