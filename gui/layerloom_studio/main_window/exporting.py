"""Export: the drawing as a picture, as Keras code, as architecture or model, and as a table of text."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from layerloom.atomic import atomic_path, write_text
from layerloom.errors import LayerloomError
from layerloom.graph.python_code import to_python
from layerloom_studio import theme
from layerloom_studio.canvas.picture import SCALE, save_picture
from layerloom_studio.canvas.scene import CanvasScene
from layerloom_studio.document.files import to_json
from layerloom_studio.document.project import Project
from layerloom_studio.document.summary import summary_text
from layerloom_studio.language import mark, tr
from layerloom_studio.language.system_errors import cause_of
from layerloom_studio.main_window import dialogs
from layerloom_studio.main_window.file_names import file_name
from layerloom_studio.main_window.settings import Settings
from layerloom_studio.main_window.waiting import wait_for
from layerloom_studio.runs.job import ARCHITECTURE_KEYS, Job
from layerloom_studio.runs.model_file import missing_package, write_model
from layerloom_studio.runs.weights import Weights

_log = logging.getLogger(__name__)
_FOLDER, _PAPER, _SIZE, _ON = "export_folder", "export_in_colours", "export_large", "on"
_LARGE = 4.0  # pixels of a large PNG for one unit of the drawing
_PICTURES = mark("PNG picture (*.png);;SVG drawing (*.svg);;PDF document (*.pdf)")
_MODELS = mark("Keras model (*.keras);;HDF5 model (*.h5 *.hdf5);;Weights alone (*.weights.h5)")
_ARCHITECTURES = mark("Keras JSON (*.json);;Keras YAML (*.yaml *.yml)")


class Exporter(QObject):
    """Asks for a file and writes the drawing to it in another form; the document stays as it is.

    Args:
        project: The document.
        scene: Its drawing.
        settings: Keeps the folder that was used last.
        title: Gives the name of the document.
        learned: Gives what reads the weights of the network, None if there are none yet.
        window: Parent of dialogs.
    """

    told = Signal(str)

    def __init__(
        self,
        project: Project,
        scene: CanvasScene,
        settings: Settings,
        title: Callable[[], str],
        learned: Callable[[], Callable[[], Weights] | None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._project = project
        self._scene = scene
        self._settings = settings
        self._title = title
        self._learned = learned
        self._window = window

    def slots(self) -> dict[str, Callable[[], object]]:
        """What the commands of the menu do, by name."""
        return {
            "export_picture": lambda: self._ask(tr("Export the picture"), tr(_PICTURES), self.save_picture),
            "export_code": lambda: self._ask(tr("Export Keras code"), tr("Python (*.py)"), self.save_code),
            "export_script": lambda: self._ask(
                tr("Export the training as a script"), tr("Python (*.py)"), self.save_script
            ),
            "export_architecture": lambda: self._ask(
                tr("Export the architecture"), tr(_ARCHITECTURES), self.save_architecture
            ),
            "export_model": lambda: self._ask_for_model(tr("Export the model"), tr(_MODELS)),
            "export_onnx": lambda: self._ask_for_model(
                tr("Export as ONNX"), "ONNX (*.onnx)", missing_package()
            ),
            "export_summary": lambda: self._ask(
                tr("Export the summary"), tr("Text (*.txt)"), self.save_summary
            ),
        }

    def why_not(self) -> str:
        """Why nothing can be exported now; empty if it can."""
        return "" if self._project.architecture.nodes else tr("Nothing to export yet: draw a network first")

    def save_picture(self, path: Path) -> None:
        """Write the drawing as PNG, SVG or PDF, on light paper or in the window's colours, as was chosen."""
        paper = theme.current().name if self._settings.text(_PAPER) == _ON else "light"
        scale = _LARGE if self._settings.text(_SIZE) == _ON else SCALE
        save_picture(self._scene, path, self._title(), paper, scale)

    def connect_choices(self, actions: Mapping[str, QAction]) -> None:
        """Let the commands that can be ticked show and keep what was chosen."""
        for name, key in (("export_in_colours", _PAPER), ("export_large", _SIZE)):
            action = actions[name]
            action.setChecked(self._settings.text(key) == _ON)
            action.toggled.connect(lambda on, key=key: self._settings.set(key, _ON if on else ""))

    def save_code(self, path: Path) -> None:
        """Write Python code that builds the network with Keras."""
        write_text(path, to_python(self._project.whole().architecture))

    def save_script(self, path: Path) -> str | None:
        """Write the whole training as Python code; what is told afterwards is returned, None if it was cancelled."""
        job = Job.from_project(to_json(self._project.whole().content()))
        text = tr("Writing {name}…", name=path.name)
        told: str | None = wait_for(self._window, text, lambda _handle: _write_script(job, path))
        return told

    def save_architecture(self, path: Path) -> None:
        """Write the network alone, without places, data and training, as Keras JSON or YAML."""
        data = to_json(self._project.content())
        architecture = {key: data[key] for key in ARCHITECTURE_KEYS if key in data}
        if path.suffix.lower() in (".yaml", ".yml"):
            from layerloom.models.yaml import data_to_yaml

            write_text(path, data_to_yaml(architecture))
        else:
            write_text(path, json.dumps(architecture, indent=2) + "\n")

    def save_summary(self, path: Path) -> None:
        """Write the table of layers."""
        write_text(path, summary_text(self._project))

    def save_model(self, path: Path) -> str | None:
        """Write the network with its weights; what is told afterwards is returned, None if it was cancelled."""
        data = to_json(self._project.content())
        architecture = {key: data[key] for key in ARCHITECTURE_KEYS if key in data}
        learned = self._learned()
        text = tr("Writing {name}…", name=path.name)
        told: str | None = wait_for(
            self._window, text, lambda handle: write_model(architecture, path, learned)
        )
        return told

    def _ask_for_model(self, title: str, kinds: str, problem: str = "") -> bool:
        """Ask for the file of a model with its weights, unless it is known already that none can be written."""
        if not problem:
            errors = self._project.whole_analysis().errors
            problem = (
                tr("First solve this problem: {message}", message=tr(errors[0].message)) if errors else ""
            )
        if problem:
            self._fail(problem)
            return False
        return self._ask(title, kinds, self.save_model)

    def _ask(self, title: str, kinds: str, save: Callable[[Path], str | None]) -> bool:
        """Let the person choose a file and write it.

        Args:
            title: Of the dialog.
            kinds: Of files that can be chosen.
            save: Writes the file; it may return a sentence of its own about it.

        Returns:
            Whether it is written; if not, the person has been told why.
        """
        kept = self._settings.text(_FOLDER)
        folder = Path(kept) if kept and Path(kept).is_dir() else Path.home()
        ending = _first_ending(kinds)
        start = folder / f"{file_name(self._title())}{ending}"
        name, kind = QFileDialog.getSaveFileName(self._window, title, str(start), kinds)
        if not name:
            return False
        path = Path(name)
        if not path.suffix or path.suffix.lower() not in kinds:
            path = path.with_name(path.name + _first_ending(kind or kinds))
        try:
            told = save(path)
        except (LayerloomError, ValueError) as error:
            self._fail(str(error))
            return False
        except OSError as error:
            self._fail(tr("{path}: cannot be written ({cause}).", path=path, cause=cause_of(error)))
            return False
        self._settings.set(_FOLDER, str(path.parent))
        self.told.emit(told or tr("Exported {name}.", name=path.name))
        return True

    def _fail(self, sentence: str) -> None:
        _log.warning("%s", sentence)
        dialogs.show_error(self._window, sentence)


def _write_script(job: Job, path: Path) -> str:
    """Write the code, and beside it the arrays that it cannot load itself; returns what is told of it."""
    from layerloom_studio.runs.script import training_script

    script = training_script(job, path.stem)
    write_text(path, script.text)
    if not script.arrays:
        return tr("Exported {name}.", name=path.name)
    import numpy as np

    arrays = path.with_suffix(".npz")
    with atomic_path(arrays) as beside, beside.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **script.arrays)
    return tr("Exported {name}, and {arrays} with its data.", name=path.name, arrays=arrays.name)


def _first_ending(kinds: str) -> str:
    return kinds.partition("*")[2].partition(")")[0].partition(" ")[0]
