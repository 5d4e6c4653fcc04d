"""UserLayers: which Python files of the user's own are in use, and the question before one is run."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from layerloom_studio import theme
from layerloom_studio.document.project import Project
from layerloom_studio.language import plain, tr
from layerloom_studio.main_window import dialogs
from layerloom_studio.main_window.code_editor import CALLBACK, CodeEditor
from layerloom_studio.main_window.settings import Settings
from layerloom_studio.user_layers import (
    Source,
    UserCodeError,
    UserFile,
    load,
    own_callbacks,
    read_source,
    unload,
)

_log = logging.getLogger(__name__)
_KEY = "user_layers"  # in the settings: path -> digest of the content that was agreed to


@dataclass(frozen=True)
class Row:
    """A file of the list.

    Args:
        path: The file.
        classes: Its layers and callbacks that are in use; none if it is not.
        reason: Why it is not in use; empty if it is.
    """

    path: Path
    classes: tuple[str, ...]
    reason: str = ""


class UserLayers(QObject):
    """Remembers files by path and content; what has changed since is asked about again.

    Args:
        project: Its drawing is looked at anew when classes come or go.
        settings: Keeps the list.
        window: Parent of dialogs.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(self, project: Project, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._project = project
        self._settings = settings
        self._window = window
        self._files: dict[Path, UserFile] = {}
        self._reasons: dict[Path, str] = {}

    @property
    def rows(self) -> list[Row]:
        """All files, in the order they were added."""
        rows = []
        for path in map(Path, self._settings.mapping(_KEY)):
            file = self._files.get(path)
            reason = self._reasons.get(path, tr("Not loaded.")) if file is None else ""
            rows.append(Row(path, file.classes if file is not None else (), reason))
        return rows

    def begin(self) -> None:
        """Load the files that were agreed to and have not changed since; the others wait for a reload."""
        for name, digest in self._settings.mapping(_KEY).items():
            path = Path(name)
            try:
                source = read_source(path)
                if source.digest == digest:
                    self._files[path] = load(source)
                else:
                    self._reasons[path] = tr("It has changed since it was allowed: reload it to use it.")
            except UserCodeError as error:
                self._reasons[path] = str(error)
        for path, reason in self._reasons.items():
            _log.warning("%s: what it brings is not loaded. %s", path.name, reason)
        if self._reasons:
            self.told.emit(tr("Some of your own code is not loaded: see Edit, Your code."))
        if self._files:
            self._announce()

    def ask_and_add(self) -> bool:
        """Let the person choose a file, agree to running it, and add what it brings."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, tr("Code of your own"), "", tr("Python files ({pattern})", pattern="*.py")
        )
        return bool(name) and self.add(Path(name))

    def ask(self, new: bool) -> bool:
        """Let the person write a new file, or add one that is there."""
        return self.ask_and_write() if new else self.ask_and_add()

    def ask_and_write(self) -> bool:
        """Let the person say where a new file shall lie, and write a callback in it."""
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            tr("A new Python file"),
            "callbacks.py",
            tr("Python files ({pattern})", pattern="*.py"),
        )
        if not name:
            return False
        self.edit(Path(name if name.endswith(".py") else f"{name}.py"), CALLBACK)
        return True

    def edit(self, path: Path, text: str | None = None) -> None:
        """Open a file to be written in the window.

        Args:
            path: The file.
            text: What shall stand in it; by default what is there.
        """
        try:
            text = path.read_text(encoding="utf-8-sig") if text is None else text
        except (OSError, UnicodeDecodeError) as error:
            dialogs.show_error(self._window, tr("{file}: cannot be read ({cause}).", file=path, cause=error))
            return
        CodeEditor(path, text, self.add, self._window).open()

    def add(self, path: Path) -> bool:
        """Ask whether a file may be run and, if so, add what it brings, in place of what it brought before.

        Returns:
            Whether it is in use now.
        """
        path = path.absolute()
        before = self._files.pop(path, None)
        try:
            source = read_source(path)
            if not ask_to_run(self._window, source):
                if before is not None:
                    self._files[path] = before
                return False
            if before is not None:
                unload(before)
            self._files[path] = load(source)
        except UserCodeError as error:
            self._reasons[path] = str(error)
            dialogs.show_error(self._window, str(error))
            self._announce()
            return False
        self._reasons.pop(path, None)
        self._remember({**self._settings.mapping(_KEY), str(path): source.digest})
        self._tell(self._files[path].classes)
        return True

    def remove(self, path: Path) -> None:
        """Forget a file and take away what it brought."""
        file = self._files.pop(path, None)
        if file is not None:
            unload(file)
        self._reasons.pop(path, None)
        kept = self._settings.mapping(_KEY)
        kept.pop(str(path), None)
        self._remember(kept)

    def close(self) -> None:
        """Take everything away again, as when the window is closed."""
        for file in self._files.values():
            unload(file)
        self._files.clear()

    def _tell(self, classes: tuple[str, ...]) -> None:
        watching = [name for name in classes if name in own_callbacks()]
        layers = [name for name in classes if name not in watching]
        said = []
        if layers:
            said.append(tr("Added to the palette: {names}.", names=", ".join(layers)))
        if watching:
            said.append(tr("Added to the callbacks of Train: {names}.", names=", ".join(watching)))
        self.told.emit(" ".join(said))

    def _remember(self, kept: dict[str, str]) -> None:
        self._settings.set(_KEY, kept)
        self._announce()

    def _announce(self) -> None:
        self._project.look_again()
        self.changed.emit()


def ask_to_run(parent: QWidget, source: Source) -> bool:
    """Ask before code is run; nothing of the file has been run yet.

    Args:
        parent: The window.
        source: The file.
    """
    box = QMessageBox(parent)
    box.setObjectName("dialog.run_code")
    box.setWindowTitle(tr("Code of your own"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(tr("Run “{name}” and use what it brings?", name=source.path.name))
    facts = [
        str(source.path),
        tr("Brings: {names}", names=", ".join(source.classes)),
        tr("Imports: {names}", names=", ".join(source.imports) or "–"),
        tr(
            "Its code runs with all your rights, now and at each start as long as it is unchanged. "
            "Only allow what you wrote or trust."
        ),
    ]
    box.setInformativeText("\n\n".join(facts))
    box.setDetailedText(source.text)
    run = box.addButton(tr("Run and add"), QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.setIconPixmap(theme.icon("warning", theme.current().warning).pixmap(32, 32))
    for button, name in ((run, "run"), (cancel, "cancel")):
        button.setObjectName(f"dialog.run_code.{name}")
        button.setAccessibleName(plain(button.text()))
    box.exec()
    return box.clickedButton() is run
