"""Data settings: which source, how pictures are fitted, what is held back for validation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QSlider, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.project import Project
from layerloom_studio.language import mark, tr
from layerloom_studio.panels.fitting import FittingForm
from layerloom_studio.panels.lines import Line, LineList
from layerloom_studio.runs.data import FILE
from layerloom_studio.runs.sources import EMBEDDED
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets import NumberBox, heading, label

_FOLDER = "folder"
_SOURCES = (*EMBEDDED, _FOLDER, FILE)
_FILES = mark("Arrays and tables (*.npz *.csv *.tsv)")
_FOLDER_TIP = mark("A folder with one subfolder of images for each class")
_FILE_TIP = mark("A table with a line of names (.csv, .tsv), or arrays with one entry per sample (.npz)")
_MOST = 50  # percent held back at most


class DataSettings(QWidget):
    """Edits the project's data settings; every change is one step of the undo stack.

    Args:
        project: The open document.
        stack: Where edits go.
        parent: Owner.
    """

    refused = Signal(str)

    def __init__(self, project: Project, stack: DocumentStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.settings")
        self._project = project
        self._stack = stack
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(heading(tr("Source")))
        self._sources = LineList("data.source", tr("Data source"))
        self._sources.set_lines([_source_line(name) for name in _SOURCES])
        self._sources.setFixedHeight(self._sources.full_height())
        theme.changed.connect(self._resize_sources)
        self._sources.clicked.connect(lambda index: self._choose_source(index.row()))
        self._sources.activated.connect(lambda index: self._choose_source(index.row()))
        layout.addWidget(self._sources)
        self._folder = self._make_folder()
        layout.addWidget(self._folder)
        layout.addWidget(heading(tr("Validation")))
        layout.addLayout(self._make_split())
        project.settings_changed.connect(self._settings_changed)
        project.reset.connect(self.refresh)
        self.refresh()

    def _resize_sources(self) -> None:
        self._sources.setFixedHeight(self._sources.full_height())

    def refresh(self) -> None:
        """Show the settings of the project as they are now."""
        data = self._project.data
        source = data.get("source")
        if source in _SOURCES:
            self._sources.choose(_SOURCES.index(source))
        else:
            self._sources.clearSelection()
        self._folder.setVisible(source in (_FOLDER, FILE))
        self._images.setVisible(source == _FOLDER)
        self._target.setVisible(source == FILE)
        target = data.get("target") or ()
        self._target.setText(target if isinstance(target, str) else ", ".join(map(str, target)))
        self._name_path(source == FILE)
        self._path.setText(str(data.get("path") or ""))
        self._fitting.set_values(data)
        percent = round(100 * float(data.get("validation_split", 0.2)))
        with QSignalBlocker(self._slider):
            self._slider.setMaximum(max(_MOST, percent))
            self._slider.setValue(percent)
        self._percent.setText(f"{percent} %")
        self._seed.set_value(data.get("seed", 0))

    def choose_folder(self, path: str) -> None:
        """Take the images of a folder as data."""
        if path:
            self._set({"source": _FOLDER, "path": str(Path(path).absolute())}, tr("Choose folder"))

    def choose_file(self, path: str) -> None:
        """Take a file of arrays or a table as data."""
        if path:
            self._set({"source": FILE, "path": str(Path(path).absolute())}, tr("Choose file"))

    def _name_path(self, file: bool) -> None:
        """Tell what the path is: of a folder of images, or of a file."""
        name = tr("File of arrays or table") if file else tr("Folder of images")
        tip = tr(_FILE_TIP if file else _FOLDER_TIP)
        self._path.setAccessibleName(name)
        self._path.setPlaceholderText(tr("csv, tsv or npz") if file else tr("one subfolder per class"))
        self._browse.setAccessibleName(tr("Choose the {name}", name=name[0].lower() + name[1:]))
        for widget in (self._path, self._browse):
            widget.setToolTip(tip)

    def _make_folder(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        row = QHBoxLayout()
        row.setSpacing(6)
        self._path = QLineEdit()
        self._path.setObjectName("data.path")
        self._path.editingFinished.connect(self._path_edited)
        browse = QPushButton(tr("Choose…"))
        browse.setObjectName("data.choose_folder")
        self._browse = browse
        browse.clicked.connect(self._ask_path)
        row.addWidget(self._path, 1)
        row.addWidget(browse)
        column.addLayout(row)
        self._target = QLineEdit()
        self._target.setObjectName("data.target")
        self._target.setAccessibleName(tr("Names of the targets"))
        self._target.setPlaceholderText(tr("target: y, label, or the last"))
        self._target.setToolTip(
            tr(
                "Names of the columns or arrays that the network shall tell, with commas between them; "
                "empty takes those called y, label or the like, or else the last one"
            )
        )
        self._target.editingFinished.connect(self._target_edited)
        column.addWidget(self._target)
        self._images = QWidget()
        images = QVBoxLayout(self._images)
        images.setContentsMargins(0, 0, 0, 0)
        images.setSpacing(theme.SMALL)
        images.addWidget(heading(tr("Images")))
        self._fitting = FittingForm("data")
        self._fitting.changed.connect(self._fitting_edited)
        images.addWidget(self._fitting)
        column.addWidget(self._images)
        return box

    def _make_split(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        row = QHBoxLayout()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("data.validation_split")
        self._slider.setAccessibleName(tr("Share of the samples held back for validation, in percent"))
        self._slider.setToolTip(
            tr("Samples that the model is tested with after every epoch and never learns from")
        )
        self._slider.setRange(0, _MOST)
        self._slider.setPageStep(5)
        self._slider.valueChanged.connect(self._split_moved)
        self._percent = label("", wrap=False)
        self._percent.setObjectName("data.percent")
        self._percent.setMinimumWidth(38)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._slider, 1)
        row.addWidget(self._percent)
        column.addLayout(row)
        seed_row = QHBoxLayout()
        self._seed = NumberBox(whole=True, check=_check_seed)
        self._seed.setObjectName("data.seed")
        self._seed.setAccessibleName(tr("Seed of the split"))
        self._seed.setToolTip(tr("The same seed always holds back the same samples"))
        self._seed.changed.connect(lambda value: self._set({"seed": value}, tr("Set seed"), "seed"))
        self._seed.refused.connect(self.refused)
        name = label(tr("Seed"))
        name.setBuddy(self._seed)
        seed_row.addWidget(name, 1)
        seed_row.addWidget(self._seed)
        column.addLayout(seed_row)
        return column

    def _choose_source(self, row: int) -> None:
        source = _SOURCES[row]
        if source != self._project.data.get("source"):
            gone = ("path", "target", "inputs", "targets")  # they belong to the source there was
            kept = {key: value for key, value in self._project.data.items() if key not in gone}
            self._push({**kept, "source": source}, tr("Choose {title}", title=_source_line(source).title))

    def _ask_path(self) -> None:
        if self._project.data.get("source") == FILE:
            name, _ = QFileDialog.getOpenFileName(self, tr("Choose a file"), self._path.text(), tr(_FILES))
            self.choose_file(name)
            return
        self.choose_folder(
            QFileDialog.getExistingDirectory(self, tr("Choose a folder of images"), self._path.text())
        )

    def _path_edited(self) -> None:
        text = self._path.text().strip()
        if text and text != self._project.data.get("path"):
            choose = self.choose_file if self._project.data.get("source") == FILE else self.choose_folder
            choose(text)

    def _target_edited(self) -> None:
        names = [name.strip() for name in self._target.text().split(",") if name.strip()]
        if names != list(self._project.data.get("target") or ()):
            kept = {
                key: value for key, value in self._project.data.items() if key not in ("target", "targets")
            }
            self._push({**kept, "target": names} if names else kept, tr("Choose the target"))

    def _fitting_edited(self, values: dict[str, Any]) -> None:
        kept = {key: value for key, value in self._project.data.items() if key not in FittingForm.KEYS}
        self._push({**kept, **values}, tr("Change the fitting of images"), "fitting")

    def _split_moved(self, percent: int) -> None:
        self._percent.setText(f"{percent} %")
        self._set({"validation_split": percent / 100}, tr("Set validation split"), "validation_split")

    def _set(self, changes: dict[str, Any], text: str, merge: str = "") -> None:
        self._push({**self._project.data, **changes}, text, merge)

    def _push(self, data: dict[str, Any], text: str, merge: str = "") -> None:
        if data != self._project.data:
            self._stack.push(SetSettings("data", data, merge), text)

    def _settings_changed(self, section: str) -> None:
        if section == "data":
            self.refresh()


def _source_line(source: str) -> Line:
    if source == _FOLDER:
        return Line(tr("Folder of images"), tr("one subfolder for each class"), icon="folder")
    if source == FILE:
        return Line(tr("Table or arrays"), tr("a file: csv, tsv or npz"), icon="table")
    title, _, text = tr(EMBEDDED[source].title).partition(": ")
    return Line(title, text, icon="image" if EMBEDDED[source].pictures else "table")


def _check_seed(value: Any) -> Any:
    if value < 0 or value != int(value):
        raise ValueError("The seed must be a whole number from 0 up.")
    return int(value)
