"""Waiting for slow work that the window asked for: the window stays alive, and the person may cancel."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QLabel, QProgressDialog, QWidget

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.training.background import Task, Work

_PATIENCE = 400  # milliseconds before a dialog shows; until then keys and clicks wait in their queue
_WITHOUT_INPUT = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents


def wait_for(parent: QWidget, text: str, work: Work) -> Any:
    """Run work in a thread and return what it returns; meanwhile the window takes no input.

    Args:
        parent: The window.
        text: What is being done, for the dialog that shows when it takes long.
        work: The work; it leaves by `Handle.check` when it is cancelled.

    Returns:
        Its result; None if the person cancelled it.

    Raises:
        LayerloomError: If it failed; one sentence.
    """
    loop = QEventLoop(parent)
    task = Task(text, parent)
    outcome: list[tuple[str, Any]] = []

    def end(how: str, value: Any = None) -> None:
        outcome.append((how, value))
        loop.quit()

    task.done.connect(lambda value: end("done", value))
    task.failed.connect(lambda sentence: end("failed", sentence))
    task.cancelled.connect(lambda: end("cancelled"))
    task.start(work)
    QTimer.singleShot(_PATIENCE, loop, loop.quit)
    loop.exec(_WITHOUT_INPUT)
    if not outcome:
        dialog = _dialog(parent, text)
        dialog.canceled.connect(task.cancel)
        dialog.canceled.connect(loop.quit)
        dialog.show()
        loop.exec()
        dialog.canceled.disconnect()
        dialog.close()
        dialog.deleteLater()
    if not outcome:  # cancelled; it ends at its next check
        loop.exec(_WITHOUT_INPUT)
    for done in (task, loop):
        done.deleteLater()
    how, value = outcome[0]
    if how == "failed":
        raise LayerloomError(value)
    return value if how == "done" else None


def _dialog(parent: QWidget, text: str) -> QProgressDialog:
    """Return the dialog that tells what is being done; as it is modal, the window still takes no input."""
    dialog = QProgressDialog("", tr("Cancel"), 0, 0, parent)
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)  # the name of a file stands in it
    dialog.setLabel(label)
    dialog.setObjectName("dialog.waiting")
    dialog.setWindowTitle("Layerloom")
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    return dialog
