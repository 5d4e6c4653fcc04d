"""TrainingController: starts, pauses and stops runs for the window, and keeps the record of the latest."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, QThread, QTimer, Signal, Slot

from layerloom.errors import LayerloomError
from layerloom_studio.document.files import to_json
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr
from layerloom_studio.runs.control import Control
from layerloom_studio.runs.events import Event
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.remedies import Remedy, remedies
from layerloom_studio.runs.runner import Outcome
from layerloom_studio.training.bridge import Bridge
from layerloom_studio.training.checks import drawing_refusal, project_ports
from layerloom_studio.training.progress import Progress
from layerloom_studio.training.record import RunRecord
from layerloom_studio.training.start_points import StartPoints
from layerloom_studio.training.worker import Worker

_log = logging.getLogger(__name__)
_BUSY = ("running", "paused", "stopping")
# Between two times that panels hear of news; an epoch of few samples is shorter than what they draw.
_TELL_MS = 40


class TrainingController(QObject):
    """One training at a time, in a QThread on a snapshot of the project, so that drawing can go on.

    States: "idle", "running", "paused", "stopping", "finished" (stopped ones too) and "failed".

    Args:
        parent: Owner.
    """

    started = Signal(object)  # RunRecord, still empty
    batch = Signal(object)  # Progress
    epoch = Signal(object)  # EpochRow, the newest: those before it may have come in the same moment
    finished = Signal(object)  # RunRecord
    restored = Signal(object)  # RunRecord whose result is that of another epoch now
    failed = Signal(str)  # one sentence
    refused = Signal(str)  # why a start was refused, one sentence
    state_changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.starts = StartPoints(self)
        self._state = "idle"
        self._record: RunRecord | None = None
        self._progress = Progress()
        self._outcome: Outcome | None = None
        self._optimizer: Any = None
        self._control = Control()
        self._bridge: Bridge | None = None
        self._worker: Worker | None = None
        self._thread: QThread | None = None
        self._waiting: list[tuple[Job, tuple]] = []
        self._in_series = 1
        self._told = 0  # rows of the record that were told
        self._pause_of_news = QTimer(self)
        self._pause_of_news.setSingleShot(True)
        self._pause_of_news.setInterval(_TELL_MS)
        self._pause_of_news.timeout.connect(self._tell_late)
        self._late = False

    @property
    def state(self) -> str:
        """What the training is doing."""
        return self._state

    @property
    def busy(self) -> bool:
        """Whether a run is under way, be it paused or stopping."""
        return self._state in _BUSY

    @property
    def record(self) -> RunRecord | None:
        """The points of the latest run."""
        return self._record

    @property
    def progress(self) -> Progress:
        """Where the latest run is."""
        return self._progress

    @property
    def series(self) -> tuple[int, int]:
        """Which training of a series this is, from 1, and how many there are; (1, 1) where it stands alone."""
        return self._in_series - len(self._waiting), self._in_series

    @property
    def rate(self) -> float | None:
        """The learning rate that the run was started with; None where it follows a schedule."""
        config = self._optimizer.get("config") if isinstance(self._optimizer, Mapping) else None
        rate = (config or {}).get("learning_rate")
        return float(rate) if isinstance(rate, (int, float)) else None

    @property
    def remedies(self) -> list[Remedy]:
        """What would help a run whose loss became no number; nothing for any other."""
        if self._outcome is None or self._outcome.reason != "nan":
            return []
        return remedies(self._optimizer)

    @property
    def outcome(self) -> Outcome | None:
        """How the latest run ended, None while it runs."""
        return self._outcome

    def start(self, project: Project) -> bool:
        """Train a project as it is now.

        Args:
            project: Is read, not kept.

        Returns:
            Whether the training has begun; otherwise `refused` has said why.
        """
        return self._start(project, lambda job: [job])

    def start_series(self, project: Project, make: Callable[[Job], list[Job]]) -> bool:
        """Train a project again and again, with other settings each time; stopping one ends the series.

        Args:
            project: Is read, not kept.
            make: Makes the jobs out of the one that the project describes.

        Returns:
            Whether the first has begun; otherwise `refused` has said why.
        """
        return self._start(project, make)

    def set_rate(self, rate: float) -> None:
        """Let the run go on with another learning rate."""
        if self.busy:
            self._control.set_rate(rate)

    def _start(self, project: Project, make: Callable[[Job], list[Job]]) -> bool:
        try:
            project = project.whole()  # also while a group is open
            refusal = (
                tr("A training is running already; stop it first.") if self.busy else drawing_refusal(project)
            )
            if refusal:
                raise LayerloomError(refusal)
            jobs = make(Job.from_project(to_json(project.content())))
            shapes = project_ports(project)
        except LayerloomError as error:
            _log.warning("Not started: %s", error)
            self.refused.emit(str(error))
            return False
        self._waiting = [(job, shapes) for job in jobs[1:]]
        self._in_series = len(jobs)
        self._begin(jobs[0], shapes)
        return True

    def pause(self) -> None:
        """Hold after the batch that is being computed."""
        if self._state == "running":
            self._control.pause()
            self._set_state("paused")

    def resume(self) -> None:
        """Go on after a pause."""
        if self._state == "paused":
            self._control.resume()
            self._set_state("running")

    def toggle_pause(self) -> None:
        """Pause or resume, whichever is possible."""
        if self._state == "paused":
            self.resume()
        else:
            self.pause()

    def stop(self) -> None:
        """End after the batch that is being computed and keep what was learned."""
        if self._state in ("running", "paused"):
            self._waiting = []
            self._control.stop()
            self._set_state("stopping")

    def stop_and_wait(self) -> None:
        """Stop and return when the thread is gone; the window stays alive meanwhile."""
        if not self.busy:
            return
        loop = QEventLoop()
        self.state_changed.connect(loop.quit)
        self.stop()
        while self.busy:
            loop.exec()
        self.state_changed.disconnect(loop.quit)

    def why_not_restore(self, record: RunRecord) -> str:
        """Return why no checkpoint can take the place of a run's result now; empty if one can."""
        if record.folder is None or (self.busy and record is self._record):
            return tr("Stop the run first, or wait for its end.")
        return ""

    def take_restored(self, record: RunRecord, epoch: int, model: Path) -> None:
        """Tell all that show a run that another epoch is its result now.

        Args:
            record: The run.
            epoch: The epoch of the checkpoint that was restored.
            model: The file that holds it.
        """
        record.model, record.model_epoch = model, epoch
        record.version += 1
        self.restored.emit(record)

    def _begin(self, job: Job, shapes: tuple) -> None:
        self._record = RunRecord(job.name, planned=job.epochs)
        self._progress = Progress(epochs=job.epochs)
        self._outcome = None
        self._told = 0
        self._optimizer = job.optimizer
        self._control = Control()
        self._bridge = Bridge()
        self._bridge.news.connect(self._take)
        self._thread = QThread()
        self._thread.setObjectName("training")
        self._worker = Worker(job, shapes, self._control, self._bridge, self.starts.load())
        for part in (self._worker, self._bridge):
            part.moveToThread(self._thread)
        self._worker.placed.connect(self._placed)
        self._worker.ended.connect(self._ended)
        self._thread.started.connect(self._worker.run)
        _log.info(
            "%s",
            tr(
                "Training {name} for {epochs} epoch{plural}",
                name=job.name,
                epochs=job.epochs,
                plural="" if job.epochs == 1 else "s",
            ),
        )
        self._set_state("running")
        self.started.emit(self._record)
        self._thread.start()

    @Slot(object)
    def _placed(self, folder: RunFolder) -> None:
        assert self._record is not None
        self._record.folder = folder.path

    @Slot(object)
    def _take(self, events: tuple[Event, ...]) -> None:
        assert self._record is not None
        for event in events:
            self._record.take(event)
            self._progress = self._progress.after(event)
        self._late = True
        if not self._pause_of_news.isActive():
            self._tell_late()

    def _tell_late(self) -> None:
        """Tell what has come since panels heard of the run, if anything, and let them draw before the next time."""
        if not self._late or self._record is None:
            return
        self._late = False
        self._pause_of_news.start()
        self.batch.emit(self._progress)
        if len(self._record.rows) > self._told:
            self._told = len(self._record.rows)
            self.epoch.emit(self._record.rows[-1])

    @Slot(object)
    def _ended(self, outcome: Outcome) -> None:
        assert self._record is not None
        assert self._thread is not None
        self._thread.quit()
        self._thread.wait()
        self._thread = self._worker = self._bridge = None
        self._tell_late()
        self._outcome = outcome
        if outcome.status == "failed":
            self._record.message, self._record.tone, self._record.finished = outcome.message, "error", True
            _log.warning("Training failed: %s", outcome.message)
            self._set_state("failed")
            self.failed.emit(outcome.message)
            self._next()
            return
        _log.info("%s", tr("Training ended: {message}", message=self._record.message))
        self.starts.run_ended(self._record)
        self._set_state("finished")
        self.finished.emit(self._record)
        self._next()

    def _next(self) -> None:
        """Begin the next training of a series, if there is one."""
        if self._waiting and not self.busy:
            job, shapes = self._waiting.pop(0)
            self._begin(job, shapes)

    def _set_state(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
