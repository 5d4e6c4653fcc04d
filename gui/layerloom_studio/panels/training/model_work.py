"""ModelWork: files of models are read and written in a thread; a line with a bar tells of it and lets one cancel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QPushButton, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.training.background import Handle, Task
from layerloom_studio.training.saving import Check
from layerloom_studio.widgets import ElidedLabel

_PATIENCE = 300  # milliseconds before the line shows
_BAR = 56  # pixels


class ModelWork(QWidget):
    """One piece of work at a time; the line is seen only while something takes long.

    Args:
        parent: Owner.
    """

    told = Signal(str, str)  # a sentence and its role
    changed = Signal()  # work has begun or ended
    seen = Signal(bool)  # the line has come or gone

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training.work")
        self._done: Callable[[Any], None] | None = None
        self._task = Task(tr("Working on a model"), self)
        self._task.done.connect(self._finished)
        self._task.failed.connect(self._failed)
        self._task.cancelled.connect(self._cancelled)
        self._words = ElidedLabel()
        self._words.setObjectName("training.work.words")
        self._words.setProperty("role", "muted")
        bar = QProgressBar()
        bar.setObjectName("training.work.bar")
        bar.setAccessibleName(tr("Work on a model goes on"))
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedHeight(8)
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.setObjectName("training.work.cancel")
        self._cancel.setAccessibleName(tr("Cancel the work on a model"))
        self._cancel.clicked.connect(self.cancel)
        bar.setFixedWidth(_BAR)  # the words need the room
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SMALL)
        row.addWidget(self._words, 1)
        row.addWidget(bar)
        row.addWidget(self._cancel)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self.show)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._task.running

    def start(self, words: str, work: Callable[[Check], Any], done: Callable[[Any], None]) -> None:
        """Begin, unless something is under way.

        Args:
            words: What is being done, for people.
            work: Runs in a thread; it calls what it is given before it changes anything, and is cancelled there.
            done: Gets what the work returned.
        """
        if self._task.running:
            return
        self._done = done
        self._words.setText(words)
        self._cancel.setEnabled(True)

        def carry_out(handle: Handle) -> Any:
            return work(handle.check)

        self._task.start(carry_out)
        self._patience.start()
        self.changed.emit()

    def cancel(self) -> None:
        """End it before anything is written; what is being written already is finished."""
        self._cancel.setEnabled(False)
        self._task.cancel()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.seen.emit(False)

    def close_tasks(self) -> None:
        """End what runs in the background; for closing the window."""
        self._task.wait()
        self._rest()

    def _finished(self, value: object) -> None:
        done = self._done
        self._rest()
        if done is not None:
            done(value)

    def _failed(self, sentence: str) -> None:
        self._rest()
        self.told.emit(sentence, "error")

    def _cancelled(self) -> None:
        self._rest()
        self.told.emit(tr("Cancelled; nothing was written."), "muted")

    def _rest(self) -> None:
        self._done = None
        self._patience.stop()
        self.hide()
        self.changed.emit()


def ask_for_model(parent: QWidget, suggestion: str) -> Path | None:
    """Let a person choose the file of a model.

    Args:
        parent: Owner of the dialog.
        suggestion: Name of the file.

    Returns:
        The file, with an ending; None if there shall be none.
    """
    name, _ = QFileDialog.getSaveFileName(
        parent, tr("Save model"), suggestion, tr("Keras models (*.h5 *.keras)")
    )
    if not name:
        return None
    return Path(name) if Path(name).suffix else Path(f"{name}.h5")
