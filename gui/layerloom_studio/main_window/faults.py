"""Faults: errors that nobody foresaw, of any thread, go into the log; the window lives on."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterable, Mapping
from functools import partial
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication

from layerloom_studio.language import tr
from layerloom_studio.main_window.shelf import Shelf
from layerloom_studio.main_window.status_bar import StatusBar
from layerloom_studio.panels.error_report import Fault, Story, make_report
from layerloom_studio.panels.log import LogPanel
from layerloom_studio.undo import DocumentStack

_log = logging.getLogger(__name__)
# Times that the same fault is written out; one that comes with every picture would fill the log.
_MOST_TOLD = 3


class Faults(QObject):
    """Takes over what Python does with exceptions that nobody caught.

    Args:
        stack: Its edits are part of a report.
        parent: Owner.
    """

    happened = Signal(int)  # how many there have been
    copied = Signal()
    told = Signal(str)
    _arrived = Signal(object)

    def __init__(self, stack: DocumentStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.story = Story()
        self._stack = stack
        self._fault: Fault | None = None
        self._count = 0
        self._times: dict[str, int] = {}
        self._before: tuple[Any, Any] | None = None
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        stack.indexChanged.connect(self._edited)

    @property
    def count(self) -> int:
        """How many faults there have been."""
        return self._count

    def listen(self, actions: Iterable[QAction]) -> None:
        """Note the use of these commands."""
        for action in actions:
            action.triggered.connect(partial(self._used, action.objectName()))

    def install(self) -> None:
        """From now on, faults come here."""
        if self._before is None:
            self._before = (sys.excepthook, threading.excepthook)
            sys.excepthook = self._of_main
            threading.excepthook = self._of_thread

    def remove(self) -> None:
        """Let Python do as before."""
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before
            self._before = None

    def report(self, log: LogPanel) -> str:
        """Return the report of the latest fault."""
        return make_report(self._fault, self._count, self.story.lines, log.text.toPlainText())

    def copy_report(self, log: LogPanel) -> None:
        """Put the report into the clipboard."""
        QGuiApplication.clipboard().setText(self.report(log))
        self.copied.emit()
        self.told.emit(tr("The error report is in the clipboard: paste it into a message to us."))

    def _of_main(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._arrived.emit(Fault.of(error, trace, "the window"))

    def _of_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            name = args.thread.name if args.thread is not None else "a thread"
            self._arrived.emit(Fault.of(args.exc_value, args.exc_traceback, f"the thread {name!r}"))

    def _take(self, fault: Fault) -> None:
        self._fault = fault
        self._count += 1
        times = self._times[fault.trace] = self._times.get(fault.trace, 0) + 1
        if times <= _MOST_TOLD:
            _log.error("Unexpected error in %s: %s\n%s", fault.where, fault.sentence, fault.trace)
        self.happened.emit(self._count)
        self.told.emit(
            tr("Something went wrong unexpectedly, and the program goes on. The Log has a report to copy.")
        )

    def _used(self, name: str, _on: bool = False) -> None:
        self.story.note(name)

    def _edited(self, index: int) -> None:
        if index:
            self.story.note(self._stack.text(index - 1))


def connect_faults(faults: Faults, shelf: Shelf, actions: Mapping[str, QAction], status: StatusBar) -> None:
    """Let the log's tab count faults and its button copy a report."""
    dock = shelf.docks["log"]
    faults.told.connect(status.tell)
    faults.happened.connect(lambda count: dock.set_title(tr("Log ({count})", count=count)))
    faults.copied.connect(lambda: dock.set_title(tr("Log")))
    faults.listen(actions.values())
    shelf.log.report_requested.connect(lambda: faults.copy_report(shelf.log))
