"""Data settings: which source, how pictures are fitted, what is held back for validation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QSlider, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.project import Project
from layerloom_studio.panels.fitting import FittingForm
from layerloom_studio.panels.lines import Line, LineList
from layerloom_studio.runs.sources import EMBEDDED
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets import NumberBox, heading, label

_FOLDER = "folder"
_SOURCES = (*EMBEDDED, _FOLDER)
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
        layout.addWidget(heading("Source"))
        self._sources = LineList("data.source", "Data source")
        self._sources.set_lines([_source_line(name) for name in _SOURCES])
        self._sources.setFixedHeight(self._sources.full_height())
        self._sources.clicked.connect(lambda index: self._choose_source(index.row()))
        self._sources.activated.connect(lambda index: self._choose_source(index.row()))
        layout.addWidget(self._sources)
        self._folder = self._make_folder()
        layout.addWidget(self._folder)
        layout.addWidget(heading("Validation"))
        layout.addLayout(self._make_split())
        project.settings_changed.connect(self._settings_changed)
        project.reset.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the settings of the project as they are now."""
        data = self._project.data
        source = data.get("source")
        if source in _SOURCES:
            self._sources.choose(_SOURCES.index(source))
        else:
            self._sources.clearSelection()
        self._folder.setVisible(source == _FOLDER)
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
            self._set({"source": _FOLDER, "path": str(Path(path).absolute())}, "Choose folder")

    def _make_folder(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        row = QHBoxLayout()
        row.setSpacing(6)
        self._path = QLineEdit()
        self._path.setObjectName("data.path")
        self._path.setAccessibleName("Folder of images")
        self._path.setPlaceholderText("one subfolder per class")
        self._path.setToolTip("A folder with one subfolder of images for each class")
        self._path.editingFinished.connect(self._path_edited)
        browse = QPushButton("Choose…")
        browse.setObjectName("data.choose_folder")
        browse.setAccessibleName("Choose the folder of images")
        browse.setToolTip("Choose a folder with one subfolder of images for each class")
        browse.clicked.connect(self._ask_folder)
        row.addWidget(self._path, 1)
        row.addWidget(browse)
        column.addLayout(row)
        column.addWidget(heading("Images"))
        self._fitting = FittingForm("data")
        self._fitting.changed.connect(self._fitting_edited)
        column.addWidget(self._fitting)
        return box

    def _make_split(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        row = QHBoxLayout()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("data.validation_split")
        self._slider.setAccessibleName("Share of the samples held back for validation, in percent")
        self._slider.setToolTip(
            "Samples that the model is tested with after every epoch and never learns from"
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
        self._seed.setAccessibleName("Seed of the split")
        self._seed.setToolTip("The same seed always holds back the same samples")
        self._seed.changed.connect(lambda value: self._set({"seed": value}, "Set seed", "seed"))
        self._seed.refused.connect(self.refused)
        name = label("Seed")
        name.setBuddy(self._seed)
        seed_row.addWidget(name, 1)
        seed_row.addWidget(self._seed)
        column.addLayout(seed_row)
        return column

    def _choose_source(self, row: int) -> None:
        source = _SOURCES[row]
        if source != self._project.data.get("source"):
            self._set({"source": source}, f"Choose {_source_line(source).title}")

    def _ask_folder(self) -> None:
        self.choose_folder(
            QFileDialog.getExistingDirectory(self, "Choose a folder of images", self._path.text())
        )

    def _path_edited(self) -> None:
        text = self._path.text().strip()
        if text and text != self._project.data.get("path"):
            self.choose_folder(text)

    def _fitting_edited(self, values: dict[str, Any]) -> None:
        kept = {key: value for key, value in self._project.data.items() if key not in FittingForm.KEYS}
        self._push({**kept, **values}, "Change the fitting of images", "fitting")

    def _split_moved(self, percent: int) -> None:
        self._percent.setText(f"{percent} %")
        self._set({"validation_split": percent / 100}, "Set validation split", "validation_split")

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
        return Line("Folder of images", "one subfolder for each class", icon="folder")
    title, _, text = EMBEDDED[source].title.partition(": ")
    return Line(title, text, icon="image" if EMBEDDED[source].white else "table")


def _check_seed(value: Any) -> Any:
    if value < 0 or value != int(value):
        raise ValueError("The seed must be a whole number from 0 up.")
    return int(value)
