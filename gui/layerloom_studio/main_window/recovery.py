"""Recovery: keeps unsaved work in drafts while one works, and offers what an earlier program could not save."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from layerloom.errors import LayerloomError
from layerloom_studio.document.drafts import (
    Draft,
    draft_paths,
    drafts_root,
    new_draft_path,
    read_draft,
    write_draft,
)
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr
from layerloom_studio.language.system_errors import cause_of
from layerloom_studio.main_window.documents import Documents
from layerloom_studio.main_window.status_bar import StatusBar
from layerloom_studio.main_window.workshop import Workshop
from layerloom_studio.panels.found_drafts import DraftInfo
from layerloom_studio.panels.start_page import StartPage
from layerloom_studio.runs.backup import Backup
from layerloom_studio.training.background import Task

_log = logging.getLogger(__name__)
_DELAY_MS = 3000  # after the first change that is not kept yet
_SOON_MS = 300  # while a training is on its way to its folder


@dataclass(frozen=True)
class Found:
    """A draft that nobody works on any more.

    Args:
        path: Its file.
        draft: What is in it.
        lock: Held by this window, so that no other one offers it, too.
    """

    path: Path
    draft: Draft
    lock: QLockFile


class Recovery(QObject):
    """Writes the document to a draft of this window, some seconds after it was changed, in a thread.

    A draft lies beside a lock that its process holds, so that several programs at once leave each other alone. It is
    removed when the document is saved or let go in order.

    Args:
        project: The document.
        documents: Knows its name, and opens what is restored.
        workshop: Knows whether a training is running.
        parent: Owner.
    """

    found_changed = Signal()

    def __init__(
        self, project: Project, documents: Documents, workshop: Workshop, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._project = project
        self._documents = documents
        self._workshop = workshop
        self._found: list[Found] = []
        self._lock: QLockFile | None = None
        self._path = Path()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._timer.timeout.connect(self._keep)
        self._task = Task(tr("Keeping the draft"), self)
        self._task.failed.connect(lambda text: _log.warning("The unsaved work cannot be kept: %s", text))

    @property
    def found(self) -> list[Found]:
        """Drafts that an earlier program left, the newest first."""
        return list(self._found)

    @property
    def path(self) -> Path:
        """The draft of this window; it exists while there is something unsaved."""
        return self._path

    def begin(self, root: Path | None = None, delay: int = _DELAY_MS) -> None:
        """Look for what was left, and keep drafts from now on.

        Args:
            root: Folder of the drafts; by default the user's own.
            delay: Milliseconds after a change until it is kept.
        """
        root = root or drafts_root()
        self._path = new_draft_path(root)
        self._timer.setInterval(delay)
        lock = _lock_of(self._path)
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            _log.warning("%s: unsaved work cannot be kept there (%s).", root, error)
            return
        if not lock.tryLock(0):
            _log.warning("%s: unsaved work cannot be kept there.", root)
            return
        self._lock = lock
        self._take_found(root)
        project = self._project
        project.analysis_changed.connect(self._changed)
        project.settings_changed.connect(self._changed)
        project.nodes_moved.connect(self._changed)
        project.modified_changed.connect(self._changed)
        project.reset.connect(self._changed)
        self._workshop.state_changed.connect(self._changed)

    def restore(self, found: Found) -> bool:
        """Open a draft in place of the present document.

        Returns:
            Whether it is open now; the person may have wanted to keep the present one.
        """
        if not self._documents.restore(found.draft):
            return False
        if found.draft.run is not None:
            self._workshop.go_on_after_kill(found.draft.run)
        self._write_now()
        self._forget(found)
        return True

    def discard(self, found: Found) -> None:
        """Delete a draft."""
        self._forget(found)

    def close(self) -> None:
        """End in order: what is saved or let go needs no draft; drafts that were not looked at stay."""
        self._timer.stop()
        self._task.wait()
        if self._lock is not None:
            _remove(self._path)
            self._lock.unlock()
            self._lock = None
        for found in self._found:
            found.lock.unlock()
        self._found.clear()

    def _take_found(self, root: Path) -> None:
        for path in draft_paths(root):
            lock = _lock_of(path)
            if path == self._path or not lock.tryLock(0):
                continue
            draft = read_draft(path)
            if draft is None:
                lock.unlock()
            else:
                self._found.append(Found(path, draft, lock))
        for path in root.glob("*.lock"):  # of programs that were killed while nothing was unsaved
            lock = QLockFile(str(path))
            if not path.with_suffix("").exists() and lock.tryLock(0):
                lock.unlock()
        if self._found:
            _log.info("Found %d drawing(s) that had not been saved; see the start page.", len(self._found))
            self.found_changed.emit()

    def _changed(self, _what: object = None) -> None:
        if self._lock is None:
            return
        if not self._wanted():
            self._timer.stop()
            self._task.wait()
            _remove(self._path)
        elif not self._timer.isActive():
            self._timer.start()

    def _wanted(self) -> bool:
        return self._project.modified or self._training()

    def _training(self) -> bool:
        return self._workshop.training_state in ("running", "paused", "stopping")

    def _run(self) -> Path | None:
        """The folder of the training that goes on."""
        record = self._workshop.controller.record if self._training() else None
        return None if record is None else record.folder

    def _draft(self, run: Path | None) -> Callable[[], Draft]:
        """Return what describes the document as it is now: that takes a while, so it can wait for a thread."""
        project = self._project
        return partial(Draft.of, project.snapshot(), self._documents.title, project.path, run)

    def _keep(self) -> None:
        if self._lock is None or not self._wanted():
            return
        if self._task.running:
            self._timer.start()
            return
        run, path = self._run(), self._path
        draft = self._draft(run)
        self._task.start(lambda _handle: _write(path, draft()))
        if self._training() and run is None:  # its folder is not known yet
            QTimer.singleShot(_SOON_MS, self, self._keep)

    def _write_now(self) -> None:
        if self._lock is None:
            return
        self._task.wait()
        try:
            _write(self._path, self._draft(self._run())())
        except LayerloomError as error:
            _log.warning("The unsaved work cannot be kept: %s", error)

    def _forget(self, found: Found) -> None:
        _remove(found.path)
        found.lock.unlock()
        self._found.remove(found)
        self.found_changed.emit()


def connect_found(recovery: Recovery, page: StartPage, status: StatusBar) -> None:
    """Show what was found on the start page, and do what is chosen there."""

    def show() -> None:
        page.found.show_drafts([_describe(found.draft) for found in recovery.found])
        if recovery.found:
            status.tell(tr("A drawing was not saved when the program ended: the start page brings it back."))

    recovery.found_changed.connect(show)
    page.found.restored.connect(lambda number: recovery.restore(recovery.found[number]))
    page.found.discarded.connect(lambda number: recovery.discard(recovery.found[number]))


def _describe(draft: Draft) -> DraftInfo:
    layers = len(draft.content().architecture.layers)
    return DraftInfo(draft.title, draft.saved, layers, _training_words(draft))


def _training_words(draft: Draft) -> str:
    if draft.run is None:
        return ""
    epoch = Backup(draft.run).epoch
    if not epoch:
        return tr("It was being trained; no epoch had ended.")
    return tr(
        "It was being trained; the weights after epoch {epoch} are kept, and Train goes on from there.",
        epoch=epoch,
    )


def _write(path: Path, draft: Draft) -> None:
    try:
        write_draft(path, draft)
    except OSError as error:
        raise LayerloomError(f"{path}: {cause_of(error)}") from error


def _lock_of(path: Path) -> QLockFile:
    lock = QLockFile(f"{path}.lock")
    lock.setStaleLockTime(0)  # however old it is: it holds as long as its process lives
    return lock


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
