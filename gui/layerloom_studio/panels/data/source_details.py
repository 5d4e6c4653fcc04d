"""SourceDetails: what else a source needs: a path, names of targets and classes, a typed table, a shape."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from layerloom.declaration.fields import Bounds, Field
from layerloom_studio import theme
from layerloom_studio.document.project import Project
from layerloom_studio.forms import Form
from layerloom_studio.forms.choices import show_choice, wide_combo
from layerloom_studio.language import mark, tr
from layerloom_studio.panels.data.path_row import PathRow
from layerloom_studio.panels.data.source_choice import FOLDER
from layerloom_studio.runs.data import FILE, RANDOM, TYPED
from layerloom_studio.runs.sources import EMBEDDED
from layerloom_studio.widgets import label, text_line

_FILES = mark("Arrays and tables (*.npz *.npy *.csv *.tsv)")
_FOLDER_TIP = mark("A folder with one subfolder of images for each class")
_FILE_TIP = mark(
    "A table with a line of names (.csv, .tsv), or arrays with one entry per sample (.npz, .npy)"
)
#: What a typed table begins with: the straight line y = 2x - 1.
EXAMPLE = "x, y\n-1, -3\n0, -1\n1, 1\n2, 3\n3, 5\n4, 7"
_SCALES: dict[str, dict[str, Any]] = {
    mark("each column to mean 0, deviation 1"): {},
    mark("divided by the largest value"): {"normalize": True},
    mark("as they are"): {"standardize": False},
}
_KINDS = {
    mark("classes or values, as they look"): "",
    mark("classes"): "classes",
    mark("values"): "values",
}
_SCALE_KEYS = ("standardize", "normalize")


class SourceDetails(QWidget):
    """Shows the fields of the source in use; knows no undo stack.

    Args:
        project: The open document, which is only read.
        parent: Owner.
    """

    path_chosen = Signal(str)
    changed = Signal(object, object, str, str)  # new values by key, keys that go, words, key that merges

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.details")
        self._project = project
        self._classes: tuple[str, ...] = ()
        self._scaled = True
        self._place = PathRow("data.path", "data.choose_folder", self._choose, self._ask_path)
        self._make_lines()
        self._make_table()
        self._noise = Form(_noise_fields(), prefix="data.random", advanced=lambda field: False)
        self._noise.changed.connect(
            lambda key, value: self.changed.emit({key: value}, (), tr("Change the random data"), key)
        )
        self._make_kind()
        self._make_scale()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        for part in (
            self._place,
            self._target,
            self._text,
            self._noise,
            self._kind_label,
            self._kind,
            self._names,
            self._scale_label,
            self._scale,
        ):
            column.addWidget(part)

    def _make_lines(self) -> None:
        """Names of the targets, and of their classes."""
        self._target = text_line(
            "data.target",
            tr("Names of the targets"),
            tr("target: y, label, or the last"),
            tr(
                "Names of the columns or arrays that the network shall tell, with commas between them; "
                "empty takes those called y, label or the like, or else the last one"
            ),
        )
        self._target.editingFinished.connect(self._target_edited)
        self._names = text_line(
            "data.class_names",
            tr("Names of the classes"),
            tr("class names: cat, dog, …"),
            tr("Names of the classes in the order of their numbers, with commas between them"),
        )
        self._names.editingFinished.connect(self._names_edited)

    def _make_table(self) -> None:
        """Where samples are typed."""
        self._text = QPlainTextEdit()
        self._text.setObjectName("data.text")
        self._text.setProperty("input", "true")
        self._text.setAccessibleName(tr("Table: names of the columns, then a line for each sample"))
        self._text.setToolTip(
            tr("The names of the columns in the first line; the column y is what the network shall tell")
        )
        theme.bind_font(self._text, theme.mono_font)
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(theme.scaled(150))
        self._text.textChanged.connect(self._text_edited)

    def _make_kind(self) -> None:
        """Whether the targets are classes or values."""
        self._kind_label = label(tr("The targets are"), wrap=False)
        self._kind = wide_combo()
        self._kind.setObjectName("data.targets_as")
        self._kind.setAccessibleName(tr("What the targets are"))
        self._kind.setToolTip(tr("Whole numbers from 0 up look like classes; say so where they are values"))
        self._kind_label.setBuddy(self._kind)
        for text, value in _KINDS.items():
            self._kind.addItem(tr(text), value)
        self._kind.activated.connect(
            lambda row: self.changed.emit(
                {"targets_as": self._kind.itemData(row)} if row else {},
                ("targets_as", "class_names"),
                tr("Tell classes from values"),
                "",
            )
        )

    def _make_scale(self) -> None:
        """How values are scaled."""
        self._scale_label = label(tr("Values are"), wrap=False)
        self._scale = wide_combo()
        self._scale.setObjectName("data.scaling")
        self._scale.setAccessibleName(tr("How values are scaled"))
        self._scale.setToolTip(
            tr(
                "By the samples for training; predicting scales in the same way. Bytes of pictures become 0 to 1."
            )
        )
        self._scale_label.setBuddy(self._scale)
        for text, keys in _SCALES.items():
            self._scale.addItem(tr(text), keys)
        self._scale.activated.connect(
            lambda row: self.changed.emit(
                dict(self._scale.itemData(row)), _SCALE_KEYS, tr("Scale the values"), ""
            )
        )

    def show_data(self, classes: tuple[str, ...], *, scaled: bool) -> None:
        """Offer what fits the data as they turned out to be.

        Args:
            classes: Names of their classes.
            scaled: Whether how they are scaled can be chosen; bytes of pictures always become 0 to 1.
        """
        self._classes = classes
        self._scaled = scaled
        self._show_names()
        self._show_scale()

    def refresh(self) -> None:
        """Show the settings of the project as they are now."""
        data = self._project.data
        source = data.get("source")
        self._place.setVisible(source in (FOLDER, FILE))
        self._target.setVisible(source == FILE)
        self._text.setVisible(source == TYPED)
        self._noise.setVisible(source == RANDOM)
        self._show_scale()
        for part in (self._kind_label, self._kind):
            part.setVisible(source in (FILE, TYPED))
        show_choice(self._kind, str(data.get("targets_as") or ""))
        chosen = {key: data[key] for key in _SCALE_KEYS if key in data and data[key] is (key == "normalize")}
        self._scale.setCurrentIndex(list(_SCALES.values()).index(dict([*chosen.items()][:1])))
        self._target.setText(", ".join(_texts(data.get("target"))))
        self._show_names()
        self._name_path(source == FILE)
        self._place.line.setText(str(data.get("path") or ""))
        self._noise.set_values(data)
        text = str(data.get("text") or "")
        if source == TYPED and text != self._text.toPlainText():
            self._text.blockSignals(True)
            self._text.setPlainText(text)
            self._text.blockSignals(False)

    def _show_scale(self) -> None:
        source = self._project.data.get("source")
        known = EMBEDDED.get(str(source))
        shown = self._scaled and (source in (FILE, TYPED) or (known is not None and not known.pictures))
        for part in (self._scale_label, self._scale):
            part.setVisible(shown)

    def _show_names(self) -> None:
        self._names.setVisible(self._project.data.get("source") in (FILE, TYPED) and bool(self._classes))
        if not self._names.hasFocus():
            self._names.setText(", ".join(_texts(self._project.data.get("class_names"))))

    def _name_path(self, file: bool) -> None:
        """Tell what the path is: of a folder of images, or of a file."""
        name = tr("File of arrays or table") if file else tr("Folder of images")
        self._place.describe(
            name,
            tr("Choose the {name}", name=name[0].lower() + name[1:]),
            tr("csv, tsv, npz or npy") if file else tr("one subfolder per class"),
            tr(_FILE_TIP if file else _FOLDER_TIP),
        )

    def _ask_path(self) -> None:
        if self._project.data.get("source") == FILE:
            name, _ = QFileDialog.getOpenFileName(
                self, tr("Choose a file"), self._place.line.text(), tr(_FILES)
            )
        else:
            title = tr("Choose a folder of images")
            name = QFileDialog.getExistingDirectory(self, title, self._place.line.text())
        self._choose(name)

    def _choose(self, path: str) -> None:
        if path and str(Path(path).absolute()) != self._project.data.get("path"):
            self.path_chosen.emit(path)

    def _target_edited(self) -> None:
        names = _listed(self._target.text())
        if names != _texts(self._project.data.get("target")):
            new = {"target": names} if names else {}
            self.changed.emit(new, ("target", "targets", "class_names"), tr("Choose the target"), "")

    def _names_edited(self) -> None:
        names = _listed(self._names.text())
        if names != _texts(self._project.data.get("class_names")):
            new = {"class_names": names} if names else {}
            self.changed.emit(new, ("class_names",), tr("Name the classes"), "")

    def _text_edited(self) -> None:
        text = self._text.toPlainText()
        self.changed.emit({"text": text}, (), tr("Type the table"), "text")


def _noise_fields() -> tuple[Field, ...]:
    some = Bounds(ge=1)
    shape = tr("Shape of a sample, such as 28, 28, 1; empty takes that of the model's input.")
    return (
        Field("shape", "ints", None, optional=True, bounds=some, doc=shape),
        Field("samples", "int", 1000, bounds=Bounds(ge=2), doc=tr("How many samples.")),
        Field("classes", "int", 2, bounds=Bounds(ge=0), doc=tr("How many classes; 0 for values.")),
    )


def _listed(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [str(item) for item in value or ()]
