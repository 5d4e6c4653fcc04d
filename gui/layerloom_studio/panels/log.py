"""Log: what the program did and what went wrong, as text that can be copied."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.language import again, switch, tr

_LINES = 5000


class LogPanel(QWidget):
    """Shows the records of the loggers of the program.

    Args:
        parent: Owner.
    """

    report_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("log")
        self.setAccessibleName(tr("Log"))
        self.text = QPlainTextEdit()
        self.text.setObjectName("log.text")
        self.text.setAccessibleName(tr("Log"))
        self.text.setReadOnly(True)
        self.text.setMaximumBlockCount(_LINES)
        theme.bind_font(self.text, theme.mono_font)
        self.text.setPlaceholderText(tr("What the program does is noted here."))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        buttons = QVBoxLayout()
        buttons.setContentsMargins(0, theme.TINY, theme.TINY, theme.TINY)
        for name, icon, tip, slot in (
            ("log.copy", "copy", tr("Copy the whole log"), self.copy),
            (
                "log.report",
                "info",
                tr("Copy an error report: versions, last actions and the latest error"),
                self.report_requested.emit,
            ),
            ("log.clear", "delete", tr("Empty the log"), self.text.clear),
        ):
            button = QToolButton()
            button.setObjectName(name)
            button.setAccessibleName(tip)
            button.setToolTip(tip)
            theme.bind_icon(button, icon, "muted")
            theme.size_icons(button, 16)
            button.clicked.connect(slot)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SMALL, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)
        self._handler = _Handler()
        self._handler.relay.arrived.connect(self.append, Qt.ConnectionType.QueuedConnection)
        for logger in ("layerloom", "layerloom_studio"):
            logging.getLogger(logger).addHandler(self._handler)
            if logging.getLogger(logger).level == logging.NOTSET:
                logging.getLogger(logger).setLevel(logging.INFO)
        self.destroyed.connect(_detach(self._handler))
        switch.changed.connect(self._say_again)

    def append(self, text: str) -> None:
        """Add a line."""
        self.text.appendPlainText(text)

    def _say_again(self) -> None:
        """Put all lines into the language that is on."""
        self.text.setPlainText("\n".join(map(again, self.text.toPlainText().split("\n"))))
        self.text.moveCursor(QTextCursor.MoveOperation.End)

    def copy(self) -> None:
        """Put the whole log into the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())


class _Relay(QObject):
    arrived = Signal(str)


class _Handler(logging.Handler):
    """Carries records of any thread to the window."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.relay = _Relay()
        self.setFormatter(logging.Formatter("%(asctime)s  %(message)s", "%H:%M:%S"))

    def emit(self, record: logging.LogRecord) -> None:
        self.relay.arrived.emit(self.format(record))


def _detach(handler: logging.Handler):  # type: ignore[no-untyped-def]
    def remove() -> None:
        for logger in ("layerloom", "layerloom_studio"):
            logging.getLogger(logger).removeHandler(handler)

    return remove
