"""Files of the window: new, open, save, recent ones, and the question about unsaved changes."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from layerloom.errors import LayerloomError
from layerloom_studio.document.content import ASSUMED, Content
from layerloom_studio.document.drafts import Draft
from layerloom_studio.document.files import SUFFIX, read_project, to_json, write_project
from layerloom_studio.document.project import Project
from layerloom_studio.language import mark, tr
from layerloom_studio.main_window import dialogs
from layerloom_studio.main_window.file_names import file_name
from layerloom_studio.main_window.reading import Read, is_drawing, is_long, read_model, read_weights
from layerloom_studio.main_window.settings import Settings
from layerloom_studio.main_window.waiting import wait_for
from layerloom_studio.runs.chosen import meant_by
from layerloom_studio.runs.job import ARCHITECTURE_KEYS
from layerloom_studio.training.background import Handle, Work
from layerloom_studio.undo import DocumentStack

if TYPE_CHECKING:
    from layerloom_studio.runs.opening import OpenedFile

_log = logging.getLogger(__name__)

_WRITTEN_AT_ONCE = 400  # layers of a drawing that is written in a moment
_UNTITLED = mark("Untitled")
MODEL_FILTER = mark("Keras models (*.keras *.h5 *.hdf5 *.json *.yaml *.yml saved_model.pb)")
_ALL = mark("Projects and models (*.json *.keras *.h5 *.hdf5 *.yaml *.yml saved_model.pb)")
_NETWORKS = mark("Networks (*.json *.yaml *.yml *.keras *.h5 *.hdf5)")
_PROJECTS = mark("Layerloom projects (*.layerloom.json)")
_EVERYTHING = mark("All files (*)")


class Documents(QObject):
    """Puts files into the one open document and writes it back.

    Whatever goes wrong ends in one sentence, and the open document stays as it was.

    Args:
        project: The document.
        stack: Its undo stack.
        settings: Keeps the recent files.
        window: Parent of dialogs.
    """

    opened = Signal(str)  # another document is open now; the mode to show it in
    model_opened = Signal(object)  # the `OpenedFile` of a model that was drawn
    unusable_opened = Signal(str)  # why one that was drawn cannot be used
    recent_changed = Signal()
    title_changed = Signal(str)
    told = Signal(str)

    def __init__(
        self,
        project: Project,
        stack: DocumentStack,
        settings: Settings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._project = project
        self._stack = stack
        self._settings = settings
        self._window = window
        self._title = _UNTITLED
        self._stamp: tuple[int, int] | None = None  # of the file, when it was read or written last
        self._weights = ""  # the file with those of the drawing, which no project holds
        self._waiting = False  # for a thread that reads or writes a file

    @property
    def title(self) -> str:
        """What the document is called: its file, or what it was made from."""
        return tr(_UNTITLED) if self._title == _UNTITLED else self._title

    @property
    def recent(self) -> list[Path]:
        """Recent files, the newest first."""
        return self._settings.recent

    def new(self) -> bool:
        """Start with an empty drawing, unless the person wants to keep the open one."""
        if not self.may_close():
            return False
        self._load(Content(), None, _UNTITLED, "design")
        return True

    def ask_and_open(self) -> bool:
        """Let the person choose a file and open it."""
        folder = str(self.recent[0].parent) if self.recent else ""
        filters = ";;".join(map(tr, (_ALL, _PROJECTS, MODEL_FILTER, _EVERYTHING)))
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Open"), folder, filters)
        return bool(name) and self.open(Path(name))

    def open(self, path: Path, network: Path | None = None) -> bool:
        """Open a project, Keras JSON or a model file.

        Args:
            path: The file, or one of those that a model is made of.
            network: The file of the network, if it holds weights alone; by default what is drawn or lies beside it.

        Returns:
            Whether it is open now; if not, the person has been told why, and nothing has changed.
        """
        if self._waiting:  # dropped in the midst of it
            words = tr("{name} was not opened: wait for the other file, then open it again.", name=path.name)
            self.told.emit(words)
            return False
        path = meant_by(path)
        return self._take(path, self._read(path, "" if network else self._network(), network))

    def read(self, path: Path) -> Content | None:
        """Read the network of any file that can be opened; if that fails, the person has been told why."""
        read = self._read(meant_by(path), "")
        if read is not None and read.lacking:
            self._fail(read.lacking)
        return None if read is None else read.content

    def open_sample(self, path: Path) -> bool:
        """Open a bundled project as a new document that belongs to no file yet."""
        try:
            content = read_project(path)
        except LayerloomError as error:
            self._fail(str(error))
            return False
        if not self.may_close():
            return False
        content.data.pop(ASSUMED, None)  # a new document, as if drawn by hand
        self._load(content, None, path.name.removesuffix(SUFFIX).removesuffix(".json"), "design")
        return True

    def restore(self, draft: Draft) -> bool:
        """Open work that an earlier program could not save; it belongs to its file again, but is not saved yet.

        Returns:
            Whether it is open now.
        """
        try:
            content = draft.content()
        except LayerloomError as error:
            self._fail(str(error))
            return False
        if not self.may_close():
            return False
        self._load(content, draft.file, draft.title, "design")
        self._stack.resetClean()
        self._project.set_modified(True)
        return True

    def save(self) -> bool:
        """Write the document to its file, asking for one if it has none.

        Returns:
            Whether it is written.
        """
        path = self._project.path
        if path is None:
            return self.ask_and_save()
        if self._stamp is not None and _stamp_of(path) not in (None, self._stamp):
            answer = dialogs.ask_to_overwrite(self._window, path.name)
            if answer != dialogs.SAVE:
                return answer == dialogs.ELSEWHERE and self.ask_and_save()
        return self.save_to(path)

    def ask_and_save(self) -> bool:
        """Let the person choose a file and write the document to it."""
        start = str(self._project.path or self._suggestion())
        name, _ = QFileDialog.getSaveFileName(self._window, tr("Save as"), start, tr(_PROJECTS))
        if not name:
            return False
        path = Path(name)
        return self.save_to(path if path.suffix == ".json" else path.with_name(path.name + SUFFIX))

    def save_to(self, path: Path) -> bool:
        """Write the document to a file, which it belongs to from then on."""
        content = self._project.snapshot()
        try:
            if len(content.architecture.nodes) <= _WRITTEN_AT_ONCE:
                write_project(content, path)
            elif not self._write_long(content, path):
                return False
        except LayerloomError as error:
            self._fail(str(error))
            return False
        self._project.set_path(path.absolute())
        self._stamp = _stamp_of(path)
        self._stack.setClean()
        self._project.set_modified(False)
        self._set_title(path.name)
        self._remember(path)
        told = tr("Saved {name}.", name=path.name)
        if self._weights:
            told = tr("Saved {name}. Its weights stay in {weights}.", name=path.name, weights=self._weights)
        self.told.emit(told)
        return True

    def _write_long(self, content: Content, path: Path) -> bool:
        """Write a large drawing in a thread; tells whether it was written or the person cancelled that."""

        def write(handle: Handle) -> bool:
            write_project(content, path, handle.check)
            return True

        return bool(self._wait_for(tr("Writing {name}…", name=path.name), write))

    def _wait_for(self, text: str, work: Work) -> Any:
        """Let a thread work on a file; until it has ended the open document stays as it is."""
        self._waiting = True
        try:
            return wait_for(self._window, text, work)
        finally:
            self._waiting = False

    def may_close(self) -> bool:
        """Whether the open document may go: it is saved, or the person saves it now or lets it go."""
        if self._waiting:  # the desktop asked the window to close in the midst of it
            return False
        if not self._project.modified:
            return True
        answer = dialogs.ask_to_save(self._window, self.title)
        if answer == dialogs.SAVE:
            return self.save()
        return answer == dialogs.DISCARD

    def clear_recent(self) -> None:
        """Forget all recent files."""
        self._settings.clear_recent()
        self.recent_changed.emit()

    def _take(self, path: Path, read: Read | None) -> bool:
        """Put what was read into the document; returns whether it is there now."""
        if read is None:
            return False
        if read.lacking:
            self._offer_network(path, read.lacking)
            return False
        content, file = read.content, read.file
        if content is None:
            assert file is not None
            self._take_weights(file)
            return True
        if not self.may_close():
            return False
        mode = "predict" if read.predicts else "design"
        own = file is None and not content.foreign
        self._load(content, path.absolute() if own else None, path.name, mode)
        self._remember(path)
        if file is not None and file.has_weights and not file.unknown:
            self._weights = path.name
            self.model_opened.emit(file)
            if read.beside is not None:
                words = tr("{name} has its network from {network}.", name=path.name, network=read.beside.name)
                self.told.emit(words)
        elif file is not None and file.unknown:
            self._tell_unknown(path.name, content, file.unknown[0])
        return True

    def _read(self, path: Path, drawn: str, network: Path | None = None) -> Read | None:
        """Read a file; weights alone are read for what is drawn, as JSON, or for a network that was chosen."""
        if not is_drawing(path):
            return self._wait(path, partial(read_model, path, drawn, network))
        if is_long(path):
            return self._wait(path, lambda _handle: Read(read_project(path)))
        return self._attempt(path, lambda: Read(read_project(path)))

    def _wait(self, path: Path, work: Callable[[Handle], Read]) -> Read | None:
        """Read in a thread, while a dialog tells of it."""
        words = tr("Reading {name}…", name=path.name)
        return self._attempt(path, lambda: self._wait_for(words, work))

    def _attempt(self, path: Path, read: Callable[[], Read | None]) -> Read | None:
        """Read, or say why that is not possible."""
        try:
            return read()
        except LayerloomError as error:
            self._fail(str(error))
        except Exception as error:  # noqa: BLE001 - a file may be broken in ways that nobody foresaw
            _log.exception("%s cannot be opened", path)
            self._fail(
                tr(
                    "{path}: cannot be opened ({name}: {error}).",
                    path=path,
                    name=type(error).__name__,
                    error=tr(str(error)),
                )
            )
        return None

    def _offer_network(self, path: Path, sentence: str) -> None:
        """Say that weights need their network, and let the person choose it."""
        _log.warning("%s", sentence)
        choose = partial(self._ask_network, path)
        dialogs.show_error(self._window, sentence, way_out=(tr("Choose its network…"), choose))

    def _ask_network(self, path: Path) -> None:
        title = tr("The network of {name}", name=path.name)
        filters = ";;".join(map(tr, (_NETWORKS, _EVERYTHING)))
        name, _ = QFileDialog.getOpenFileName(self._window, title, str(path.parent), filters)
        if name:
            self._take(path, self._wait(path, partial(read_weights, path, Path(name))))

    def _tell_unknown(self, name: str, content: Content, layer: str) -> None:
        """Say why a network can be looked at, but not used."""
        spec = content.architecture.layers.get(layer)
        if spec is not None and spec.class_name == "Lambda":
            sentence = tr(
                "{name} is drawn, but cannot be used: {layer} is a Lambda, and code from a file is never run. "
                "Put layers in its place that do the same.",
                name=name,
                layer=layer,
            )
        else:
            sentence = tr(
                "{name} is drawn, but cannot be used: {layer} is of the class {kind}, which is not known here. Add a "
                "Python file with this class by Your code in the menu Edit, then open the model again.",
                name=name,
                layer=layer,
                kind="?" if spec is None else spec.class_name,
            )
        self.unusable_opened.emit(sentence)
        dialogs.show_note(self._window, sentence, tr("To be looked at only"))

    def _network(self) -> str:
        """The JSON of what is drawn, for a file that holds weights alone; empty if that is no whole network."""
        if not self._project.architecture.nodes or self._project.whole_analysis().errors:
            return ""
        data = to_json(self._project.content())
        return json.dumps({key: data[key] for key in ARCHITECTURE_KEYS if key in data})

    def _take_weights(self, file: OpenedFile) -> None:
        """Use weights without a network with the one that is drawn; the drawing stays as it is."""
        self._weights = file.path.name
        self.model_opened.emit(file)
        self.told.emit(tr("The drawing has the weights of {name} now.", name=file.path.name))

    def _load(self, content: Content, path: Path | None, title: str, mode: str) -> None:
        self._stack.clear()
        self._project.load(content, path)
        self._weights = ""
        self._stamp = _stamp_of(path)
        self._set_title(title)
        self.told.emit("")  # what was told of the document before
        self.opened.emit(mode)

    def _remember(self, path: Path) -> None:
        self._settings.add_recent(path)
        self.recent_changed.emit()

    def _set_title(self, title: str) -> None:
        self._title = title
        self.title_changed.emit(title)

    def _suggestion(self) -> Path:
        folder = self.recent[0].parent if self.recent else Path.home()
        return folder / f"{file_name(self._title)}{SUFFIX}"

    def _fail(self, sentence: str) -> None:
        _log.warning("%s", sentence)
        dialogs.show_error(self._window, sentence)


def _stamp_of(path: Path | None) -> tuple[int, int] | None:
    """Time and size of a file, by which a change is seen; None where there is no file."""
    try:
        told = None if path is None else path.stat()
    except OSError:
        return None
    return None if told is None else (told.st_mtime_ns, told.st_size)
