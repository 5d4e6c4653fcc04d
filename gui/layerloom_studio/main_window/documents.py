"""Files of the window: new, open, save, recent ones, and the question about unsaved changes."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from layerloom.errors import LayerloomError
from layerloom.graph import Architecture, analyse, parse_architecture
from layerloom.saving.hdf5 import check_regular, is_hdf5
from layerloom.saving.zip_members import is_zip
from layerloom_studio.document.content import ASSUMED, Content, default_data
from layerloom_studio.document.drafts import Draft
from layerloom_studio.document.files import SUFFIX, read_project, to_json, write_project
from layerloom_studio.document.project import Project
from layerloom_studio.language import mark, tr
from layerloom_studio.main_window import dialogs
from layerloom_studio.main_window.file_names import file_name
from layerloom_studio.main_window.settings import Settings
from layerloom_studio.main_window.waiting import wait_for
from layerloom_studio.runs.job import ARCHITECTURE_KEYS
from layerloom_studio.training.background import Handle, is_cancelled
from layerloom_studio.undo import DocumentStack

if TYPE_CHECKING:
    from layerloom_studio.runs.opening import OpenedFile

_log = logging.getLogger(__name__)

MODEL_SUFFIXES = (".h5", ".hdf5", ".hdf", ".keras", ".yaml", ".yml", ".pb")
OPENABLE = (".json", *MODEL_SUFFIXES)
_UNTITLED = mark("Untitled")
MODEL_FILTER = mark("Keras models (*.keras *.h5 *.hdf5 *.json *.yaml *.yml saved_model.pb)")
_ALL = mark("Projects and models (*.json *.keras *.h5 *.hdf5 *.yaml *.yml saved_model.pb)")
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

    def open(self, path: Path) -> bool:
        """Open a project, Keras JSON or a model file.

        Args:
            path: The file.

        Returns:
            Whether it is open now; if not, the person has been told why, and nothing has changed.
        """
        path = path.parent if path.name == "saved_model.pb" else path
        read = self._read(path, self._network())
        if read is None:
            return False
        content, file = read.content, read.file
        if content is None:
            assert file is not None
            self._take_weights(file)
            return True
        if not self.may_close():
            return False
        mode = "predict" if read.predicts else "design"
        self._load(content, path.absolute() if file is None else None, path.name, mode)
        self._remember(path)
        if file is not None and file.has_weights and not file.unknown:
            self.model_opened.emit(file)
        elif file is not None and file.unknown:
            self.told.emit(
                tr(
                    "The layer {unknown} is not known here: the network can be looked at, but not used.",
                    unknown=file.unknown[0],
                )
            )
        return True

    def read(self, path: Path) -> Content | None:
        """Read the network of any file that can be opened; if that fails, the person has been told why."""
        read = self._read(path.parent if path.name == "saved_model.pb" else path, "")
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
        if self._project.path is None:
            return self.ask_and_save()
        return self.save_to(self._project.path)

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
        try:
            write_project(self._project.content(), path)
        except LayerloomError as error:
            self._fail(str(error))
            return False
        self._project.set_path(path.absolute())
        self._stack.setClean()
        self._project.set_modified(False)
        self._set_title(path.name)
        self._remember(path)
        self.told.emit(tr("Saved {name}.", name=path.name))
        return True

    def may_close(self) -> bool:
        """Whether the open document may go: it is saved, or the person saves it now or lets it go."""
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

    def _read(self, path: Path, network: str) -> _Model | None:
        """Read a file; weights alone are read for a network that is given as JSON."""
        try:
            if path.is_dir() or path.suffix.lower() != ".json" or _is_binary(path):
                words = tr("Reading {name}…", name=path.name)
                return wait_for(self._window, words, partial(_read_model, path, network))
            return _Model(read_project(path))
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

    def _network(self) -> str:
        """The JSON of what is drawn, for a file that holds weights alone; empty if that is no whole network."""
        if not self._project.architecture.nodes or self._project.whole_analysis().errors:
            return ""
        data = to_json(self._project.content())
        return json.dumps({key: data[key] for key in ARCHITECTURE_KEYS if key in data})

    def _take_weights(self, file: OpenedFile) -> None:
        """Use weights without a network with the one that is drawn; the drawing stays as it is."""
        self.model_opened.emit(file)
        self.told.emit(tr("The drawing has the weights of {name} now.", name=file.path.name))

    def _load(self, content: Content, path: Path | None, title: str, mode: str) -> None:
        self._stack.clear()
        self._project.load(content, path)
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


@dataclass(frozen=True)
class _Model:
    """A file that was read: what to draw, and what to predict with.

    Args:
        content: What to draw; nothing for weights of what is drawn already.
        file: The model, if it is one.
        predicts: Whether the mode Predict can use it.
    """

    content: Content | None
    file: OpenedFile | None = None
    predicts: bool = False


def _is_binary(path: Path) -> bool:
    """Whether a file is one of HDF5 or an archive, whatever it is called."""
    try:
        check_regular(path)
        return is_hdf5(path) or is_zip(path)
    except (LayerloomError, OSError):
        return False  # which is told by what reads it


def _read_model(path: Path, network: str, handle: Handle) -> _Model:
    """Read a saved model in a process of its own; runs in a thread."""
    # These bring the imaging library with them.
    from layerloom_studio.runs.opening import WeightsAloneError, open_file, training_of

    path = path.absolute()
    try:
        file = open_file(path, cancelled=lambda: is_cancelled(handle))
    except WeightsAloneError:
        handle.check()
        if not network:
            raise
        return _Model(None, open_file(path, network=network, cancelled=lambda: is_cancelled(handle)))
    handle.check()
    content = Content(
        architecture=parse_architecture(json.loads(file.architecture)), data={**default_data(), ASSUMED: True}
    )
    content.training |= training_of(file.learning)
    return _Model(content, file, _predicts(file, content.architecture))


def _predicts(file: OpenedFile, architecture: Architecture) -> bool:
    """Whether a model takes single images or rows of a table and tells something of each, by its drawing."""
    from layerloom_studio.runs.imaging import Fitting

    if not file.has_weights or file.unknown:
        return False
    if file.card.features:
        return True
    if len(architecture.inputs) != 1 or len(architecture.outputs) != 1:
        return False
    nodes, end = analyse(architecture).nodes, architecture.outputs[0]
    taken, given = nodes[architecture.inputs[0].id].output_shapes, nodes[end.node].output_shapes
    if not taken or not given or len(given[end.port]) != 2:
        return False
    try:
        return Fitting.for_input(taken[0][1:]) is not None
    except LayerloomError:
        return file.card.fitting is not None
