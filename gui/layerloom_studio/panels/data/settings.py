"""Data settings: which source, how pictures are fitted and changed, what is held back for validation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.document.content import ASSUMED
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr
from layerloom_studio.panels.data.augmenting_form import AugmentingForm
from layerloom_studio.panels.data.holding_back import HoldingBack
from layerloom_studio.panels.data.source_choice import FOLDER, SourceChoice, source_line
from layerloom_studio.panels.data.source_details import EXAMPLE, SourceDetails
from layerloom_studio.panels.fitting import FittingForm
from layerloom_studio.runs.data import FILE, TYPED, LoadedData
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets import heading

# Keys that belong to one source and go when another is chosen.
_OF_SOURCE = (
    *(
        "path",
        "target",
        "inputs",
        "targets",
        "class_names",
        "targets_as",
        "text",
        "shape",
        "samples",
        "classes",
    ),
    ASSUMED,
    *("validation", "validation_path"),
)


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
        self._sources = SourceChoice()
        self._sources.chosen.connect(self._choose_source)
        layout.addWidget(self._sources)
        self._details = SourceDetails(project)
        self._details.path_chosen.connect(self._choose_path)
        self._details.changed.connect(self._details_changed)
        layout.addWidget(self._details)
        self._images = QWidget()
        images = QVBoxLayout(self._images)
        images.setContentsMargins(0, 0, 0, 0)
        images.setSpacing(theme.SMALL)
        images.addWidget(heading(tr("Images"), apart=True))
        self._fitting = FittingForm("data")
        self._fitting.changed.connect(self._fitting_edited)
        images.addWidget(self._fitting)
        layout.addWidget(self._images)
        self.validation = HoldingBack(project, stack)
        self.validation.refused.connect(self.refused)
        layout.addWidget(self.validation)
        self.augmenting = AugmentingForm(project, stack)
        layout.addWidget(self.augmenting)
        project.settings_changed.connect(self._settings_changed)
        project.reset.connect(self.refresh)
        self.show_data(None)
        self.refresh()

    def refresh(self) -> None:
        """Show the settings of the project as they are now."""
        data = self._project.data
        self._sources.show_source(str(data.get("source") or ""))
        self._details.refresh()
        self._images.setVisible(data.get("source") == FOLDER)
        self._fitting.set_values(data)
        self.validation.refresh()
        self.augmenting.refresh()

    def show_data(self, data: LoadedData | None, *, pictures: bool = False) -> None:
        """Offer what fits the data that are loaded.

        Args:
            data: They themselves, `None` while there are none.
            pictures: Whether their samples are pictures.
        """
        bytes_only = data is not None and data.fitting is not None and "normalize" not in self._project.data
        self._details.show_data(() if data is None else data.classes, scaled=not bytes_only)
        self.validation.show_parts(() if data is None else data.parts)
        self.augmenting.setVisible(pictures or bool(self._project.data.get("augment")))

    def choose_folder(self, path: str) -> None:
        """Take the images of a folder as data."""
        if path:
            self._set({"source": FOLDER, "path": str(Path(path).absolute())}, tr("Choose folder"))

    def choose_file(self, path: str) -> None:
        """Take a file of arrays or a table as data."""
        if path:
            self._set({"source": FILE, "path": str(Path(path).absolute())}, tr("Choose file"))

    def _choose_path(self, path: str) -> None:
        choose = self.choose_file if self._project.data.get("source") == FILE else self.choose_folder
        choose(path)

    def _choose_source(self, source: str) -> None:
        kept = {key: value for key, value in self._project.data.items() if key not in _OF_SOURCE}
        new = {**kept, "source": source}
        if source == TYPED:  # few samples as they stand, all of them to learn from
            new |= {"text": EXAMPLE, "validation_split": 0.0, "standardize": False}
        self._push(new, tr("Choose {title}", title=source_line(source).title))

    def _details_changed(self, new: dict[str, Any], gone: Sequence[str], text: str, merge: str) -> None:
        kept = {key: value for key, value in self._project.data.items() if key not in gone}
        self._push({**kept, **new}, text, merge)

    def _fitting_edited(self, values: dict[str, Any]) -> None:
        kept = {key: value for key, value in self._project.data.items() if key not in FittingForm.KEYS}
        self._push({**kept, **values}, tr("Change the fitting of images"), "fitting")

    def _set(self, changes: dict[str, Any], text: str) -> None:
        self._push({**self._project.data, **changes}, text)

    def _push(self, data: dict[str, Any], text: str, merge: str = "") -> None:
        if data != self._project.data:
            self._stack.push(SetSettings("data", data, merge), text)

    def _settings_changed(self, section: str) -> None:
        if section == "data":
            self.refresh()
