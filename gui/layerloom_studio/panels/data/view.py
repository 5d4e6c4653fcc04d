"""DataView: figures, samples, classes and skipped files of the data that are loaded."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.language import derived, tr
from layerloom_studio.panels.bars import Bar, BarList
from layerloom_studio.panels.data.augmented import AugmentedView
from layerloom_studio.panels.data.loader import Preview
from layerloom_studio.panels.lines import Line, LineList
from layerloom_studio.panels.samples import PictureGrid, PictureModel, RowModel, RowTable
from layerloom_studio.runs.augmenting import Augmenting, is_pictures
from layerloom_studio.runs.data import LoadedData
from layerloom_studio.widgets import ElidedLabel, Hint, Segments, heading, label

_BINS = 12
_MOST_COLUMNS = 100  # of samples that are no pictures


class DataView(QWidget):
    """Shows a preview; choosing a class shows its samples only.

    Args:
        parent: Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.view")
        self._preview: Preview | None = None
        self._title = heading("")
        self._title.setObjectName("data.title")
        self._facts = ElidedLabel()
        self._facts.setObjectName("data.facts")
        self._facts.setProperty("role", "muted")
        self._grid = PictureGrid("data.samples")
        self._grid.activated.connect(lambda index: self._look_at(index.row()))
        self._table = RowTable("data.rows")
        self._augmented = AugmentedView()
        self._switch = Segments(
            "data.shown",
            tr("What is shown"),
            [
                ("samples", tr("Samples"), tr("The samples as they are")),
                ("augmented", tr("Augmented"), tr("What the augmentation makes of the selected sample")),
            ],
        )
        self._switch.chosen.connect(self.choose_page)
        self._switch.choose("samples")
        self._hint = Hint("data", tr("No data yet"), tr("Choose a source on the left."))
        self._pages = QStackedWidget()
        for page in (self._hint, self._grid, self._table, self._augmented):
            self._pages.addWidget(page)
        self._side = self._make_side()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("data.view.splitter")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._pages)
        splitter.addWidget(self._side)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([600, 250])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.SMALL, 0, 0)
        layout.setSpacing(2)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, theme.MEDIUM, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._switch)
        layout.addLayout(head)
        layout.addWidget(self._facts)
        layout.addSpacing(theme.TINY)
        layout.addWidget(splitter, 1)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show the invitation to choose a source."""
        self._show_hint(tr("No data yet"), tr("Choose a source on the left."))

    def show_no_folder(self) -> None:
        """Show the invitation to choose a folder."""
        self._show_hint(
            tr("No folder yet"), tr("Choose a folder with one subfolder of images for each class.")
        )

    def show_no_file(self) -> None:
        """Show the invitation to choose a file."""
        self._show_hint(
            tr("No file yet"), tr("Choose a table (.csv, .tsv) or a file of arrays (.npz, .npy).")
        )

    def show_loading(self) -> None:
        """Say that data are being loaded; what is shown stays until they are there."""
        if self._preview is None:
            self._show_hint(tr("Loading the data…"), "")
        self._facts.setText(tr("Loading…"))

    def show_progress(self, progress: tuple[int, int]) -> None:
        """Say how many files are read."""
        done, count = progress
        words = tr("Reading image {done} of {count}…", done=done, count=count)
        self._facts.setText(words)
        if self._preview is None:
            self._hint.text.setText(words)

    def show_error(self, sentence: str) -> None:
        """Say why there are no data."""
        self._show_hint(tr("These data cannot be used"), tr(sentence))

    def show_augmenting(self, augmenting: Augmenting) -> None:
        """Show what another augmentation makes of the sample that is looked at."""
        self._augmented.show_augmenting(augmenting)

    def choose_page(self, key: str) -> None:
        """Show the "samples", or the selected one "augmented"."""
        self._switch.choose(key)
        if self._preview is None or not is_pictures(self._preview.data.x):
            return
        if key == "augmented":
            self._look_at(max(0, self._grid.currentIndex().row()))
        else:
            self._pages.setCurrentWidget(self._grid)

    def show_preview(self, preview: Preview) -> None:
        """Show samples and counts."""
        self._preview = preview
        self._title.setText(derived(preview.data.title, lambda title: title.partition(": ")[0]))
        self._title.show()
        self._facts.setText(_facts(preview))
        self._facts.show()
        self._side.show()
        self._show_classes(preview)
        self._show_skipped(preview)
        self._switch.setVisible(is_pictures(preview.data.x))
        self._show_samples(None)
        if self._switch.choice() == "augmented":
            self.choose_page("augmented")

    def _look_at(self, row: int) -> None:
        """Show what the augmentation makes of a sample of the grid."""
        model = self._grid.model()
        if self._preview is None or not isinstance(model, PictureModel) or row >= model.rowCount():
            return
        self._switch.choose("augmented")
        self._augmented.show_sample(model.picture(row), model.index(row, 0).data(), model.range)
        self._pages.setCurrentWidget(self._augmented)

    def _make_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(theme.SMALL, 0, theme.SMALL, theme.SMALL)
        column.setSpacing(theme.TINY)
        row = QHBoxLayout()
        self._side_title = heading(tr("Classes"))
        row.addWidget(self._side_title)
        row.addStretch(1)
        for place, text in enumerate((tr("training"), tr("validation"))):
            row.addWidget(_Dot(place))
            row.addWidget(label(text, "small", wrap=False))
        column.addLayout(row)
        self._bars = BarList("data.classes", tr("Classes and their numbers of samples"))
        column.addWidget(self._bars, 3)
        self._skipped_title = heading(tr("Skipped files"))
        self._skipped = LineList("data.skipped", tr("Skipped files"))
        column.addWidget(self._skipped_title)
        column.addWidget(self._skipped, 1)
        return side

    def _show_hint(self, title: str, text: str) -> None:
        self._preview = None
        self._hint.title.setText(title)
        self._hint.text.setText(text)
        self._pages.setCurrentWidget(self._hint)
        self._side.hide()
        self._title.hide()
        self._facts.hide()
        self._switch.hide()

    def _show_classes(self, preview: Preview) -> None:
        if preview.classes:
            self._side_title.setText(tr("Classes"))
            bars = [
                Bar(
                    item.name,
                    (item.training, item.validation),
                    f"{item.training + item.validation:,}",
                    tr(
                        "{name}: {training:,} for training, {validation:,} for validation",
                        name=item.name,
                        training=item.training,
                        validation=item.validation,
                    ),
                )
                for item in preview.classes
            ]
        else:
            self._side_title.setText(tr("Values"))
            bars = _histogram(preview.data)
        self._bars.set_bars(bars)
        self._bars.selectionModel().selectionChanged.connect(self._class_chosen)

    def _show_skipped(self, preview: Preview) -> None:
        skipped = preview.data.skipped
        self._skipped_title.setText(tr("Skipped files ({count})", count=len(skipped)))
        self._skipped.set_lines(
            [
                Line(item.path.name, item.reason, icon="warning", tip=f"{item.path}\n{item.reason}")
                for item in skipped
            ]
        )
        for widget in (self._skipped_title, self._skipped):
            widget.setVisible(bool(skipped))

    def _class_chosen(self, chosen: QItemSelection) -> None:
        if self._preview is not None and self._preview.classes:
            indexes = chosen.indexes()
            self._switch.choose("samples")
            self._show_samples(indexes[0].row() if indexes else None)

    def _show_samples(self, number: int | None) -> None:
        assert self._preview is not None
        data = self._preview.data
        pictures = is_pictures(data.x)
        picked = np.arange(len(data.x)) if number is None else np.flatnonzero(data.y == number)
        labels = data.labels
        chosen = labels if number is None else [labels[index] for index in picked]
        values = data.x if number is None else data.x[picked]  # all of them are looked at where they are
        view = self._grid if pictures else self._table
        old = view.model()
        if pictures:
            view.setModel(PictureModel(values, chosen, data.validation[picked], picked, self))
        else:
            rows = values.reshape(len(values), -1)[:, :_MOST_COLUMNS]
            view.setModel(
                RowModel(rows, _names(data, rows.shape[1]), chosen, data.validation[picked], picked, self)
            )
            self._table.resizeColumnsToContents()
        if old is not None:
            old.deleteLater()
        self._pages.setCurrentWidget(view)


def _names(data: LoadedData, count: int) -> tuple[str, ...]:
    if len(data.features) >= count:
        return data.features[:count]
    return tuple(str(number + 1) for number in range(count))


class _Dot(QWidget):
    """The colour of a part, for the key of the bars."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self._place = place
        self.setFixedSize(10, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().curves[self._place])
        painter.drawEllipse(1, 1, 8, 8)
        painter.end()


def _facts(preview: Preview) -> str:
    data = preview.data
    shown = tr(" ({count:,} shown)", count=len(data.x)) if len(data.x) < preview.total else ""
    shapes = [" × ".join(map(str, shape)) for shape in data.shapes.values()]
    if len(shapes) > 1:
        shapes = [f"{name} {shape}" for name, shape in zip(data.shapes, shapes, strict=True)]
    parts = [
        tr(
            "{total:,} sample{plural}{shown}",
            total=preview.total,
            plural="" if preview.total == 1 else "s",
            shown=shown,
        ),
        tr("shape {shapes}", shapes=", ".join(shapes)),
    ]
    parts.append(_what_is_told(data))
    parts.append(
        tr(
            "{training:,} for training, {validation:,} for validation",
            training=preview.training,
            validation=preview.validation,
        )
    )
    scalings = data.scalings
    if len(data.shapes) > 1 and scalings:
        parts.append(tr("columns standardized: {names}", names=", ".join(scalings)))
    elif scalings:
        parts.append(tr("columns standardized"))
    return "  ·  ".join(parts)


def _what_is_told(data: LoadedData) -> str:
    """What the targets are: classes, or so many values."""
    classes, values = len(data.classes), int(np.prod(data.y.shape[1:]))
    if classes:
        return tr("one class") if classes == 1 else tr("{count} classes", count=classes)
    return tr("one value per sample") if values == 1 else tr("{count:,} values per sample", count=values)


def _histogram(data: LoadedData) -> list[Bar]:
    values = data.y.reshape(len(data.y), -1)
    validation = data.validation
    edges = np.histogram_bin_edges(values, bins=_BINS)
    train, _ = np.histogram(values[~validation], bins=edges)
    held, _ = np.histogram(values[validation], bins=edges)
    return [
        Bar(
            f"{low:.4g} – {high:.4g}",
            (int(first), int(second)),
            f"{first + second:,}",
            tr(
                "{low:.4g} to {high:.4g}: {first:,} for training, {second:,} for validation",
                low=low,
                high=high,
                first=first,
                second=second,
            ),
        )
        for low, high, first, second in zip(edges[:-1], edges[1:], train, held, strict=True)
    ]
