"""RunDeeds: what can be done to an earlier run: rename, delete and bring back, take over, open its folder."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QWidget

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.training.archive import RunInfo, delete_run, empty_trash, restore_run


class RunDeeds(QObject):
    """Acts on runs on disk; one for all panels that list them.

    Args:
        root: Folder of the runs; by default the user's own.
        parent: Owner.
    """

    changed = Signal()  # runs have other names, have come or gone
    failed = Signal(str)
    told = Signal(str)
    wanted = Signal(object, bool)  # Job whose settings shall be taken over, and whether its drawing too

    def __init__(self, root: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = root
        self._deleted: list[Path] = []

    @property
    def can_restore(self) -> bool:
        """Whether a run was deleted that can be brought back."""
        return bool(self._deleted)

    def rename(self, info: RunInfo, name: str) -> None:
        """Give a run another name."""
        try:
            info.folder.rename(name.strip())
        except LayerloomError as error:
            self.failed.emit(str(error))
        else:
            self.changed.emit()

    def ask_name(self, info: RunInfo, parent: QWidget) -> None:
        """Let a person type another name for a run."""
        usual = QLineEdit.EchoMode.Normal
        name, sure = QInputDialog.getText(parent, tr("Rename run"), tr("Name of the run"), usual, info.name)
        if sure:
            self.rename(info, name)

    def delete(self, infos: list[RunInfo]) -> None:
        """Delete runs; `restore` brings the last ones back as long as the window is open."""
        try:
            for info in infos:
                self._deleted.append(delete_run(info.folder))
        except LayerloomError as error:
            self.failed.emit(str(error))
        names = ", ".join(info.name for info in infos)
        self.told.emit(tr("Deleted {names}; Bring back in the list of runs undoes it.", names=names))
        self.changed.emit()

    def restore(self) -> None:
        """Bring back the run that was deleted last."""
        if not self._deleted:
            return
        try:
            restore_run(self._deleted.pop())
        except LayerloomError as error:
            self.failed.emit(str(error))
        self.changed.emit()

    def take_over(self, info: RunInfo, *, drawing: bool) -> None:
        """Have the settings of a run, and perhaps its drawing, in the open document."""
        try:
            self.wanted.emit(info.folder.read_job(), drawing)
        except LayerloomError as error:
            self.failed.emit(str(error))

    def open_folder(self, info: RunInfo) -> None:
        """Show the files of a run."""
        folder = str(info.folder.path)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(folder)):
            self.failed.emit(tr("{folder}: no program is set up to show folders.", folder=folder))

    def fill(self, menu: QMenu, infos: list[RunInfo], parent: QWidget) -> None:
        """Put into a menu what can be done to the selected runs now, or why it cannot."""
        menu.clear()
        running = any(info.status == "running" for info in infos)
        reason = "" if len(infos) == 1 else tr("Select one run first.")
        gone = tr("Select a run first.") if not infos else tr("It is still running.") if running else ""

        def each(deed: Callable[[RunInfo], None]) -> Callable[[], None]:
            return lambda: deed(infos[0])

        deeds: tuple[tuple[str, str, str, Callable[[], None]], ...] = (
            ("rename", tr("Rename…"), reason, each(lambda info: self.ask_name(info, parent))),
            ("settings", tr("Take over its settings"), reason, each(partial(self.take_over, drawing=False))),
            (
                "drawing",
                tr("Open its drawing and settings"),
                reason,
                each(partial(self.take_over, drawing=True)),
            ),
            ("folder", tr("Open folder"), reason, each(self.open_folder)),
            ("delete", tr("Delete"), gone, lambda: self.delete(infos)),
            ("restore", tr("Bring back what was deleted last"), self._why_no_restore(), self.restore),
        )
        for name, text, why_not, slot in deeds:
            if name == "delete":
                menu.addSeparator()
            action = QAction(text, menu)
            action.setObjectName(f"runs.menu.{name}")
            action.setEnabled(not why_not)
            action.setToolTip(why_not or text)
            action.triggered.connect(lambda _checked=False, slot=slot: slot())
            menu.addAction(action)

    def close(self) -> None:
        """Delete for good what was deleted; for closing the window."""
        if self._deleted:
            empty_trash(self._root)

    def _why_no_restore(self) -> str:
        return "" if self._deleted else tr("No run has been deleted since the window was opened.")
