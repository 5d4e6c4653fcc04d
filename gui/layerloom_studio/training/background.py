"""Task: one piece of slow work in a thread of its own, with news, cancelling, and a clean end."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr

_log = logging.getLogger(__name__)


class CancelledError(Exception):
    """Raised inside the work when somebody cancelled it."""


class Handle(Protocol):
    """What the work may use: it runs in another thread and touches no widget."""

    def tell(self, news: object) -> None:
        """Send news to the thread that started the task."""
        ...

    def check(self) -> None:
        """Leave the work with `CancelledError` if it is no longer wanted."""
        ...


Work = Callable[[Handle], Any]


def is_cancelled(handle: Handle) -> bool:
    """Whether the work of this handle is no longer wanted; for code that asks instead of being thrown out."""
    try:
        handle.check()
    except CancelledError:
        return True
    return False


class Task(QObject):
    """Runs a function in a thread; its signals arrive in the thread that made the task.

    Exactly one of `done`, `failed` and `cancelled` is emitted for every `start`. Starting again cancels what still
    runs, and nothing of it is heard any more.

    Args:
        name: Name of the thread, for logs.
        parent: Owner.
    """

    done = Signal(object)
    failed = Signal(str)  # one sentence
    cancelled = Signal()
    news = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._job: _Job | None = None
        self._old: list[_Job] = []

    @property
    def running(self) -> bool:
        """Whether work is under way."""
        return self._job is not None

    def start(self, work: Work) -> None:
        """Begin, in place of what may still run."""
        self._drop()
        self._job = job = _Job(self._name, work)
        job.ended.connect(self._ended, Qt.ConnectionType.QueuedConnection)
        job.news.connect(self._news, Qt.ConnectionType.QueuedConnection)
        job.start()

    def cancel(self) -> None:
        """Ask the work to end; `cancelled` follows when it has."""
        if self._job is not None:
            self._job.stop.set()

    def forget(self) -> None:
        """Cancel what runs, and hear nothing of it any more, not even that it has ended."""
        self._drop()

    def wait(self) -> None:
        """Cancel and wait until no thread of this task is left; for closing the window."""
        self._drop()
        for job in self._old:
            job.wait()
        self._old.clear()

    def _drop(self) -> None:
        if self._job is not None:
            self._job.stop.set()
            self._old.append(self._job)
            self._job = None
        self._old = [job for job in self._old if not job.finished()]

    @Slot(object, object)
    def _news(self, job: _Job, news: object) -> None:
        if job is self._job:
            self.news.emit(news)

    @Slot(object, str, object)
    def _ended(self, job: _Job, how: str, value: object) -> None:
        if job is not self._job:
            return
        self._job = None
        if how == "done":
            self.done.emit(value)
        elif how == "failed":
            self.failed.emit(str(value))
        else:
            self.cancelled.emit()


class _Job(QObject):
    """The work on its way; it belongs to its thread, so a task that goes away early leaves nothing half destroyed."""

    ended = Signal(object, str, object)
    news = Signal(object, object)

    def __init__(self, name: str, work: Work) -> None:
        super().__init__()
        self.stop = threading.Event()
        self._work = work
        self._name = name
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wait(self) -> None:
        self._thread.join()

    def finished(self) -> bool:
        return not self._thread.is_alive()

    def tell(self, news: object) -> None:
        self.news.emit(self, news)

    def check(self) -> None:
        if self.stop.is_set():
            raise CancelledError

    def _run(self) -> None:
        value: Any = None
        try:
            how, value = "done", self._work(self)
        except CancelledError:
            how = "cancelled"
        except LayerloomError as error:  # of a process that was ended, when nobody wants its answer any more
            how, value = ("cancelled", None) if self.stop.is_set() else ("failed", str(error))
        except Exception as error:  # noqa: BLE001 - a bug must reach the person as a sentence and the log as a traceback
            _log.exception("%s failed", self._name)
            how, value = (
                "failed",
                tr(
                    "{task} failed unexpectedly: {kind}: {error}",
                    task=self._name,
                    kind=type(error).__name__,
                    error=error,
                ),
            )
        self.ended.emit(self, how, value)
