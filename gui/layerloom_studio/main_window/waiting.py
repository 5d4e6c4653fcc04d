"""Waiting for slow work that the window asked for: the window stays alive, and the person may cancel."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.training.background import Task, Work

_PATIENCE = 400  # milliseconds before a dialog shows


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
    dialog = QProgressDialog(text, tr("Cancel"), 0, 0, parent)
    dialog.setObjectName("dialog.waiting")
    dialog.setWindowTitle("Layerloom")
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setMinimumDuration(_PATIENCE)
    dialog.canceled.connect(task.cancel)
    outcome: list[tuple[str, Any]] = []

    def end(how: str, value: Any = None) -> None:
        outcome.append((how, value))
        loop.quit()

    task.done.connect(lambda value: end("done", value))
    task.failed.connect(lambda sentence: end("failed", sentence))
    task.cancelled.connect(lambda: end("cancelled"))
    task.start(work)
    loop.exec(QEventLoop.ProcessEventsFlag.AllEvents)
    dialog.canceled.disconnect(task.cancel)
    dialog.close()
    for done in (dialog, task, loop):
        done.deleteLater()
    how, value = outcome[0]
    if how == "failed":
        raise LayerloomError(value)
    return value if how == "done" else None
