"""HoldingBack: which samples are kept for validation: a share, a part of the source, or other data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.project import Project
from layerloom_studio.forms.choices import wide_combo
from layerloom_studio.language import mark, tr
from layerloom_studio.panels.data.path_row import PathRow
from layerloom_studio.panels.data.source_choice import FOLDER
from layerloom_studio.runs.data import FILE
from layerloom_studio.runs.splitting import OTHER, SHARE
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets import NumberBox, heading, label

_FILES = mark("Arrays and tables (*.npz *.npy *.csv *.tsv)")
_MOST = 50  # percent held back at most
_PART_WORDS = {
    "test": mark("the test part of the data"),
    "val": mark("the validation part of the data"),
    "valid": mark("the validation part of the data"),
    "validation": mark("the validation part of the data"),
}


class HoldingBack(QWidget):
    """Edits what the project's data settings say of validation; every change is one step of the undo stack.

    Args:
        project: The open document.
        stack: Where edits go.
        parent: Owner.
    """

    refused = Signal(str)

    def __init__(self, project: Project, stack: DocumentStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.validation")
        self._project = project
        self._stack = stack
        self._parts: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(tr("Validation"), apart=True))
        self._how = wide_combo()
        self._how.setObjectName("data.validation_from")
        self._how.setAccessibleName(tr("Where the samples for validation come from"))
        self._how.setToolTip(
            tr("Samples that the model is tested with after every epoch and never learns from")
        )
        self._how.activated.connect(lambda row: self._choose(self._how.itemData(row)))
        column.addWidget(self._how)
        self._share = self._make_share()
        self._other = PathRow("data.validation_path", "data.choose_validation", self.choose_path, self._ask)
        self._other.describe(
            tr("Data for validation"),
            tr("Choose the data for validation"),
            tr("of the same form"),
            tr("Of the same form as the data for training: the same classes, arrays or columns"),
        )
        column.addWidget(self._share)
        column.addWidget(self._other)

    def show_parts(self, parts: tuple[str, ...]) -> None:
        """Offer parts that the source holds besides the samples for training, such as ("test",)."""
        if parts != self._parts:
            self._parts = parts
            self.refresh()

    def refresh(self) -> None:
        """Show the settings of the project as they are now."""
        data = self._project.data
        how = str(data.get("validation", SHARE))
        choices = [(SHARE, tr("a share of the samples"))]
        parts = dict.fromkeys([*self._parts, *([how] if how not in (SHARE, OTHER) else [])])
        choices += [(part, tr(_PART_WORDS.get(part, part))) for part in parts]
        if data.get("source") in (FOLDER, FILE):
            folder = data.get("source") == FOLDER
            choices.append((OTHER, tr("another folder") if folder else tr("another file")))
        with QSignalBlocker(self._how):
            self._how.clear()
            for value, text in choices:
                self._how.addItem(text, value)
            self._how.setCurrentIndex(max(0, self._how.findData(how)))
        self._how.setVisible(len(choices) > 1)
        self._share.setVisible(how == SHARE)
        self._other.setVisible(how == OTHER)
        self._other.line.setText(str(data.get("validation_path") or ""))
        percent = round(100 * float(data.get("validation_split", 0.2)))
        with QSignalBlocker(self._slider):
            self._slider.setMaximum(max(_MOST, percent))
            self._slider.setValue(percent)
        self._percent.setText(f"{percent} %")
        self._seed.set_value(data.get("seed", 0))

    def _make_share(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("data.validation_split")
        self._slider.setAccessibleName(tr("Share of the samples held back for validation, in percent"))
        self._slider.setToolTip(self._how.toolTip())
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
        return box

    def choose_path(self, path: str) -> None:
        """Hold back the samples of another folder or file."""
        if path:
            changes = {"validation": OTHER, "validation_path": str(Path(path).absolute())}
            self._set(changes, tr("Choose data for validation"))

    def _ask(self) -> None:
        if self._project.data.get("source") == FOLDER:
            name = QFileDialog.getExistingDirectory(
                self, tr("Choose a folder of images"), self._other.line.text()
            )
        else:
            name, _ = QFileDialog.getOpenFileName(
                self, tr("Choose a file"), self._other.line.text(), tr(_FILES)
            )
        self.choose_path(name)

    def _choose(self, how: str) -> None:
        data = {key: value for key, value in self._project.data.items() if key != "validation"}
        self._push(data if how == SHARE else {**data, "validation": how}, tr("Choose data for validation"))

    def _split_moved(self, percent: int) -> None:
        self._percent.setText(f"{percent} %")
        self._set({"validation_split": percent / 100}, tr("Set validation split"), "validation_split")

    def _set(self, changes: dict[str, Any], text: str, merge: str = "") -> None:
        self._push({**self._project.data, **changes}, text, merge)

    def _push(self, data: dict[str, Any], text: str, merge: str = "") -> None:
        if data != self._project.data:
            self._stack.push(SetSettings("data", data, merge), text)


def _check_seed(value: Any) -> Any:
    if value < 0 or value != int(value):
        raise ValueError("The seed must be a whole number from 0 up.")
    return int(value)
