"""Worker: carries out one job in a thread of its own, on a model that nobody else holds."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.runs.control import Control
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.runner import Outcome, execute
from layerloom_studio.runs.starting import Start
from layerloom_studio.training.bridge import Bridge
from layerloom_studio.training.checks import Ports, check_data

_log = logging.getLogger(__name__)


class Worker(QObject):
    """Lives in the training thread; all it shares with the window are plain data and the control.

    Args:
        job: What to do.
        shapes: The model's inputs and outputs.
        control: Pauses and stops the run.
        bridge: Hears every event.
        start: Loads the weights to go on from; by default the training starts with new ones.
    """

    placed = Signal(object)  # RunFolder of the run
    ended = Signal(object)  # Outcome

    def __init__(
        self,
        job: Job,
        shapes: tuple[Ports, Ports],
        control: Control,
        bridge: Bridge,
        start: Callable[[], Start] | None = None,
    ) -> None:
        super().__init__()
        self._job = job
        self._shapes = shapes
        self._control = control
        self._bridge = bridge
        self._start = start

    @Slot()
    def run(self) -> None:
        """Train; `ended` is emitted in any case."""
        try:
            self._check()  # a job that cannot work leaves no folder behind
            start = None if self._start is None else self._start()
            folder = RunFolder.create(self._job)
            self.placed.emit(folder)
            outcome = execute(self._job, folder, self._control, self._bridge.take, start)
        except LayerloomError as error:
            outcome = Outcome("failed", message=str(error))
        except Exception as error:  # noqa: BLE001 - a bug must reach the person as a sentence, and the log
            _log.exception("The training ended unexpectedly")
            outcome = Outcome(
                "failed",
                message=tr(
                    "The training ended unexpectedly: {name}: {error}",
                    name=type(error).__name__,
                    error=tr(str(error)),
                ),
            )
        self._bridge.flush()
        self.ended.emit(outcome)

    def _check(self) -> None:
        """Refuse data that the model cannot take; a run that was stopped meanwhile tells of that itself."""
        control = self._control
        try:
            check_data(self._job, *self._shapes, cancelled=lambda: control.stopped)
        except LayerloomError:
            if not control.stopped:
                raise
