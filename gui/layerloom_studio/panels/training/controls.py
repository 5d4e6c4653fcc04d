"""Controls of a run: start, pause, stop, bars, times, and the message line."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from layerloom_studio import theme
from layerloom_studio.document.project import Project
from layerloom_studio.language import mark, tr
from layerloom_studio.panels.training.model_work import ModelWork, ask_for_model
from layerloom_studio.panels.training.rate_row import RateRow
from layerloom_studio.panels.training.start_choice import StartChoice
from layerloom_studio.runs.job import Job
from layerloom_studio.training.controller import TrainingController
from layerloom_studio.training.progress import Progress, format_seconds
from layerloom_studio.training.saving import save_model
from layerloom_studio.widgets import ElidedLabel, label, set_role
from layerloom_studio.widgets.tips import plain_tip

_NOT_RUNNING = mark("No training is running.")
_WORDS = {
    "idle": mark("Ready to train"),
    "running": mark("Training now"),
    "paused": mark("Paused"),
    "stopping": mark("Stopping…"),
    "finished": mark("Finished"),
    "failed": mark("Failed"),
}


class TrainingControls(QWidget):
    """What a person does to a run and what is seen of it in numbers.

    Args:
        project: The open document.
        controller: Does the training.
        work: Writes models.
        parent: Owner.
    """

    about_to_start = Signal()  # before the project is read, so that an edit being typed can be finished

    def __init__(
        self,
        project: Project,
        controller: TrainingController,
        work: ModelWork,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("training.controls")
        self._project = project
        self._controller = controller
        self._work = work
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(StartChoice(controller))
        layout.addLayout(self._make_buttons())
        layout.addLayout(self._make_bars())
        layout.addWidget(RateRow(controller))
        layout.addLayout(self._make_figures())
        self._message = label("", "muted", select=True)
        self._message.setObjectName("training.message")
        self._message.setAccessibleName(tr("Message"))
        self._message.hide()
        layout.addWidget(self._message)
        layout.addLayout(self._make_saving())
        layout.addWidget(work)
        controller.state_changed.connect(self._show_state)
        controller.started.connect(self._started)
        controller.batch.connect(self._show_progress)
        controller.epoch.connect(self._epoch_done)
        controller.finished.connect(self._finished)
        controller.restored.connect(self._show_saving)
        work.changed.connect(self._show_saving)
        work.seen.connect(self._save.setHidden)  # it is greyed meanwhile, and gives its place
        work.told.connect(self.show_message)
        controller.failed.connect(self._show_error)
        controller.refused.connect(self._show_error)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._show_checkpoint)
        self._show_state(controller.state)

    def start(self) -> None:
        """Begin training the project as it stands, or say why not."""
        self.about_to_start.emit()
        self.show_message("")
        self._controller.start(self._project)

    def start_series(self, make: Callable[[Job], list[Job]]) -> None:
        """Train the project again and again with other settings, or say why not."""
        self.about_to_start.emit()
        self.show_message("")
        self._controller.start_series(self._project, make)

    def show_message(self, text: str, role: str = "muted") -> None:
        """Put a sentence into the message line."""
        self._message.setText(tr(text))
        self._message.setVisible(bool(text))
        set_role(self._message, role)

    def _show_error(self, text: str) -> None:
        self.show_message(text, "error")

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self._start = self._button("training.start", tr("Start"), tr("Start training"), self.start, row, 3)
        self._start.setProperty("primary", "true")
        theme.bind_icon(self._start, "play", "accent_text")
        self._pause = self._button(
            "training.pause", tr("Pause"), tr("Pause training"), self._controller.toggle_pause, row, 3
        )
        self._stop = self._button(
            "training.stop", tr("Stop"), tr("Stop training"), self._controller.stop, row, 2
        )
        theme.bind_icon(self._stop, "stop")
        return row

    def _button(
        self, name: str, text: str, title: str, slot: Callable[[], object], row: QHBoxLayout, stretch: int
    ) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(title)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda _checked: slot())
        row.addWidget(button, stretch)
        return button

    def _make_bars(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SMALL)
        grid.setVerticalSpacing(theme.TINY)
        grid.setColumnStretch(0, 1)
        self._state = QLabel()
        self._state.setObjectName("training.state")
        theme.bind_font(self._state, partial(theme.ui_font, bold=True))
        self._epoch_text = label("", "muted", wrap=False)
        self._epoch_text.setObjectName("training.epoch")
        self._epochs = _bar("training.epoch_bar", tr("Epochs done"))
        self._batch_text = label("", "muted", wrap=False)
        self._batch_text.setObjectName("training.batch")
        self._batches = _bar("training.batch_bar", tr("Batches done in this epoch"))
        grid.addWidget(self._state, 0, 0)
        grid.addWidget(self._epoch_text, 0, 1)
        grid.addWidget(self._epochs, 1, 0, 1, 2)
        grid.addWidget(self._batches, 2, 0, 1, 2)
        grid.addWidget(self._batch_text, 3, 1)
        for text in (self._epoch_text, self._batch_text):
            text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            text.setMinimumWidth(text.fontMetrics().horizontalAdvance(tr("batch 0000 of 0000")))
        self._speed = label("", "muted", wrap=False)
        self._speed.setObjectName("training.speed")
        grid.addWidget(self._speed, 3, 0)
        return grid

    def _make_figures(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        self._checkpoint = ElidedLabel()
        self._checkpoint.setObjectName("training.checkpoint")
        self._checkpoint.setProperty("role", "muted")
        self._checkpoint.hide()
        column.addWidget(self._checkpoint)
        return column

    def _make_saving(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._save = QPushButton(tr("Save model…"))
        self._save.setObjectName("training.save")
        self._save.setAccessibleName(tr("Save the trained model"))
        theme.bind_icon(self._save, "save")
        menu = QMenu(self._save)
        menu.setToolTipsVisible(True)
        self._save_best = QAction(tr("Best weights…"), menu)
        self._save_best.setObjectName("training.save_best")
        self._save_last = QAction(tr("Last weights…"), menu)
        self._save_last.setObjectName("training.save_last")
        self._save_best.triggered.connect(lambda: self._ask_save(last=False))
        self._save_last.triggered.connect(lambda: self._ask_save(last=True))
        menu.addActions([self._save_best, self._save_last])
        self._save.setMenu(menu)
        self._save.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self._save)
        return row

    def _show_state(self, state: str) -> None:
        running = state in ("running", "paused", "stopping")
        record = self._controller.record
        cut_short = state == "finished" and record is not None and record.stopped
        number, count = self._controller.series
        words = tr("Stopped") if cut_short else tr(_WORDS[state])
        if count > 1:
            words = tr("{state}, {number} of {count}", state=words, number=number, count=count)
        self._state.setText(words)
        paused = state == "paused"
        self._pause.setText(tr("Resume") if paused else tr("Pause"))
        self._pause.setAccessibleName(tr("Resume training") if paused else tr("Pause training"))
        theme.bind_icon(self._pause, "play" if paused else "pause")
        stopping = tr("The run is already stopping.")
        idle = stopping if state == "stopping" else tr(_NOT_RUNNING)
        can_act = state in ("running", "paused")
        held = any(button.hasFocus() for button in (self._start, self._pause, self._stop))
        _enable(
            self._start,
            not running,
            tr("Train the model as drawn (F5)"),
            tr("A training is running; stop it first."),
        )
        pause = tr("Go on with training (F6)") if paused else tr("Hold training after this batch (F6)")
        _enable(self._pause, can_act, pause, idle)
        _enable(self._stop, can_act, tr("End training and keep what it learned (Shift+F5)"), idle)
        if held:  # Qt gives the keyboard of a greyed button to whatever comes next
            (self._pause if can_act else self._start).setFocus(Qt.FocusReason.OtherFocusReason)
        if running:
            self._clock.start()
        else:
            self._clock.stop()
        self._show_progress(self._controller.progress)
        self._show_checkpoint()
        self._show_saving()

    def _started(self) -> None:
        self._checkpoint.hide()
        self.show_message("")
        self._show_state(self._controller.state)

    def _show_progress(self, progress: Progress) -> None:
        done = max(
            0, progress.epoch - (1 if progress.batch < progress.batches or not progress.batches else 0)
        )
        self._epochs.setRange(0, max(1, progress.epochs))
        self._epochs.setValue(done)
        self._batches.setRange(0, max(1, progress.batches))
        self._batches.setValue(progress.batch)
        self._epoch_text.setText(
            tr("epoch {epoch} of {epochs}", epoch=progress.epoch, epochs=progress.epochs)
            if progress.epoch
            else ""
        )
        self._batch_text.setText(
            tr("batch {batch} of {batches}", batch=progress.batch, batches=progress.batches)
            if progress.batches
            else ""
        )
        parts = [tr("{speed:,.0f} samples/s", speed=progress.speed)] if progress.speed else []
        if progress.eta is not None and self._controller.state == "running":
            parts.append(tr("{eta} left", eta=format_seconds(progress.eta)))
        self._speed.setText("  ·  ".join(parts))

    def _epoch_done(self) -> None:
        self._show_progress(self._controller.progress)
        self._show_checkpoint()
        self._show_saving()

    def _show_checkpoint(self) -> None:
        record = self._controller.record
        newest = None if record is None else record.checkpoint
        if newest is None or not self._controller.busy:  # afterwards all of them are listed under the epochs
            self._checkpoint.hide()
            return
        when = tr("{time} ago", time=format_seconds(time.time() - newest.time))
        self._checkpoint.setText(tr("Checkpoint {when}: {path}", when=when, path=newest.path))
        self._checkpoint.show()

    def _finished(self) -> None:
        self._show_progress(self._controller.progress)
        record = self._controller.record
        if record is not None:
            self.show_message(record.message, record.tone)
        self._show_checkpoint()
        self._show_saving()

    def _show_saving(self) -> None:
        record = self._controller.record
        best = last = 0
        if record is not None and not self._controller.busy:
            best, last = record.best_kept or 0, record.last_kept or 0
        self._save_best.setText(
            tr("Best weights (epoch {best})…", best=best) if best else tr("Best weights…")
        )
        self._save_last.setText(
            tr("Last weights (epoch {last})…", last=last) if last else tr("Last weights…")
        )
        self._save_best.setEnabled(bool(best))
        self._save_best.setToolTip(
            "" if best else tr("Tick ModelCheckpoint with “save best only” to keep the best weights.")
        )
        self._save_last.setEnabled(bool(last))
        reason = tr("There is no trained model yet.")
        if self._controller.busy:
            reason = tr("Stop the run first, or wait for its end.")
        if self._work.busy:
            reason = tr("Wait until the model is written.")
        _enable(
            self._save,
            bool(best or last) and not self._work.busy,
            tr("A Keras file (.h5 or .keras), also for classifying images"),
            reason,
        )

    def _ask_save(self, *, last: bool) -> None:
        suggestion = f"{self._project.architecture.name or 'model'}.h5"
        target, record = ask_for_model(self, suggestion), self._controller.record
        if target is not None:
            self._work.start(
                tr("Writing {name}…", name=target.name),
                lambda check: save_model(record, target, last=last, check=check),
                lambda _: self.show_message(tr("Saved {target}.", target=target), "success"),
            )


def _bar(name: str, title: str) -> QProgressBar:
    bar = QProgressBar()
    bar.setObjectName(name)
    bar.setAccessibleName(title)
    bar.setTextVisible(False)
    bar.setFixedHeight(8)
    return bar


def _enable(button: QPushButton, enabled: bool, tip: str, reason: str) -> None:
    button.setEnabled(enabled)
    button.setToolTip(tip if enabled else plain_tip(reason))
