"""WeightsPanel: the weights of the selected layer: of an opened model, of the last training, or as drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSpinBox,
    QSplitter,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from layerloom_studio import theme
from layerloom_studio.document.files import to_json
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr
from layerloom_studio.panels.weights.picture import (
    DEPTHWISE,
    TRANSPOSED,
    Colours,
    channels_of,
    draw,
    is_filters,
)
from layerloom_studio.panels.weights.views import Histogram, PixelView
from layerloom_studio.runs.weights import Facts, Weight, Weights, look_at
from layerloom_studio.training.background import Handle, Task
from layerloom_studio.widgets import ElidedLabel, Hint, label

_TYPE, _NUMBERS = 2, 3  # columns: the type, and the first of the figures

_SETTLE_MS = 400  # making weights takes time; not while somebody draws
_MOST_DRAWN = 20_000_000  # weights that are made to be looked at only

Load = Callable[[], Weights]


class WeightsPanel(QStackedWidget):
    """Follows the selection; reading and computing are done in threads.

    Args:
        project: The open document.
        parent: Owner.
    """

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("weights")
        self.setAccessibleName(tr("Weights"))
        self._project = project
        self._load: Load | None = None
        self._drawn: Load | None = None  # the network as drawn, while nothing was trained
        self._stale = False  # whether it has been drawn on since then
        self._reading: Load | None = None
        self._weights: Weights | None = None
        self._nodes: tuple[str, ...] = ()
        self._layer = ""
        self._facts: list[Facts] = []
        self._wide: bool | None = None
        self._reader = Task(tr("Reading weights"), self)
        self._reader.done.connect(self._read)
        self._reader.failed.connect(self._tell)
        self._looker = Task(tr("Looking at weights"), self)
        self._looker.done.connect(self._looked)
        self._looker.failed.connect(self._tell)
        self._hint = Hint("table", "")
        self.addWidget(self._hint)
        self.addWidget(self._make_page())
        theme.changed.connect(self._paint)
        project.renamed.connect(self._renamed)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._make_anew)
        for change in (project.analysis_changed, project.settings_changed, project.reset):
            change.connect(self._drawing_changed)
        self._arrange()
        self._refresh()

    @property
    def table(self) -> QTableWidget:
        """One row for each weight."""
        return self._table

    @property
    def busy(self) -> bool:
        """Whether weights are being read or looked at."""
        return self._reader.running or self._looker.running

    def set_source(self, load: Load | None) -> None:
        """Show other weights.

        Args:
            load: Reads them, in a thread; ``None`` where there are none.
        """
        self._load, self._drawn, self._reading, self._weights, self._layer = load, None, None, None, ""
        self._refresh()

    def show_nodes(self, nodes: Sequence[str]) -> None:
        """Show the weights of these nodes' layer."""
        self._nodes = tuple(nodes)
        self._refresh()

    def close_tasks(self) -> None:
        """End what runs in the background."""
        self._reader.wait()
        self._looker.wait()

    def _make_page(self) -> QWidget:
        self._title = ElidedLabel(sentence=True)
        self._title.setProperty("role", "muted")
        self._title.setObjectName("weights.title")
        self._table = self._make_table()
        self._picture = PixelView()
        self._histogram = Histogram()
        self._notes = QLabel()
        self._notes.setObjectName("weights.notes")
        self._notes.setProperty("role", "small")
        self._notes.setWordWrap(True)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setObjectName("weights.splitter")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(_column(self._title, self._table))
        self._splitter.addWidget(_column(self._make_choice(), self._picture))
        self._told = _column(self._notes, self._histogram)
        self._splitter.addWidget(self._told)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        layout.addWidget(self._splitter)
        return page

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 7)
        table.setObjectName("weights.table")
        table.setAccessibleName(tr("Weights of the layer"))
        table.setHorizontalHeaderLabels(
            [tr("Weight"), tr("Shape"), tr("Type"), tr("Mean"), tr("Deviation"), tr("Least"), tr("Most")]
        )
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column in range(_NUMBERS, 7):
            head_item = table.horizontalHeaderItem(column)
            assert head_item is not None
            head_item.setTextAlignment(right)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setHighlightSections(False)
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.currentCellChanged.connect(lambda row, _c, _r, _o: self._show_weight(row))
        return table

    def _make_choice(self) -> QWidget:
        """What the picture shows, and which input channel of filters."""
        self._caption = label("", "small")
        self._caption.setObjectName("weights.caption")
        self._channel = QSpinBox()
        self._channel.setObjectName("weights.channel")
        self._channel.lineEdit().setTextMargins(6, 0, 0, 0)  # style sheets cannot pad the text of a spin box
        self._channel.setAccessibleName(tr("Input channel"))
        self._channel.setToolTip(tr("Which input channel of the filters is shown"))
        self._channel.valueChanged.connect(lambda _value: self._paint())
        self._channel_name = label(tr("Channel"), "small", wrap=False)
        self._channel_name.setBuddy(self._channel)
        choice = QWidget()
        row = QHBoxLayout(choice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SMALL)
        row.addWidget(self._caption, 1)
        row.addWidget(self._channel_name)
        row.addWidget(self._channel)
        return choice

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def _source(self) -> Load | None:
        """What reads the weights: the trained ones, or else those that a training of the drawing begins with."""
        project = self._project
        if self._load is not None or not self._is_seen():
            return self._load
        if self._drawn is None and project.architecture.nodes:
            analysis = project.whole_analysis()
            if analysis.errors or (analysis.parameters or 0) > _MOST_DRAWN:
                return None
            content, title = project.snapshot(), tr("the drawing, not trained yet")
            self._drawn = lambda: Weights.of_drawing(to_json(content), title)  # written where it is read
        return self._drawn

    def _drawing_changed(self, _section: object = None) -> None:
        """What has learned nothing is made anew once the hand rests; what was trained stays as it is."""
        if self._load is None:
            self._stale = True
            self._settle.start()

    def _is_seen(self) -> bool:
        """Whether it is before all others: Qt takes a tab behind others for visible, too."""
        return self.isVisible() and not self.visibleRegion().isEmpty()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._stale and not self._settle.isActive():
            self._settle.start(0)

    def _make_anew(self) -> None:
        """Make the weights of the drawing as it is now, if anybody sees them."""
        if self._load is not None or not self._is_seen():
            return
        self._stale, self._drawn = False, None
        source = self._source()
        if source is None or self._weights is None:
            self._reading, self._weights, self._layer = None, None, ""
            self._refresh()
        else:  # what is shown stays until the new ones are there
            self._read_from(source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._keep_notes_whole()

    def _arrange(self) -> None:
        """Stand below each other in a narrow place, beside each other in a wide one."""
        wide = self.width() > 1.5 * self.height()
        orientation = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self._wide == wide:
            return
        self._wide = wide
        self._splitter.setOrientation(orientation)
        self._splitter.setSizes([460, 420, 220] if wide else [170, 330, 150])
        for column in range(_TYPE, 7):  # what is told under the picture then
            self._table.setColumnHidden(column, not wide)
        self._table.horizontalHeader().setStretchLastSection(not wide)
        self._paint()
        self._show_facts()

    def _refresh(self) -> None:
        self._stale = self._stale or (self._load is None and not self._is_seen())
        known = self._project.architecture.nodes
        layers = {known[node].layer for node in self._nodes if node in known}
        source = self._source()
        if source is None:
            self._show_hint(
                tr("No weights yet"),
                tr("Open a trained model, or train the network; then look at them here."),
            )
        elif len(layers) != 1:
            self._show_hint(
                tr("Nothing selected"), tr("Click one layer on the canvas to see its weights here.")
            )
        elif self._weights is None:
            self._show_hint(tr("Reading the weights…"), "")
            self._read_from(source)
        else:
            self._show_layer(layers.pop())

    def _show_layer(self, layer: str) -> None:
        assert self._weights is not None
        weights = self._weights.layers.get(layer, ())
        if not weights:
            self._layer = ""
            self._show_hint(
                tr("“{layer}” has no weights", layer=layer),
                tr("There is nothing to learn in a layer of this kind.")
                if self._learns_nothing()
                else tr("There are none of this name in {title}.", title=self._weights.title),
            )
            return
        self.setCurrentIndex(1)
        if layer == self._layer:
            return
        self._layer = layer
        self._facts = []
        self._title.setText(tr("{layer}, as in {title}", layer=layer, title=self._weights.title))
        self._table.setRowCount(len(weights))
        for row, weight in enumerate(weights):
            shape = " × ".join(map(str, weight.array.shape)) or "1"
            for column, text in enumerate((weight.name, shape, weight.array.dtype.name)):
                self._put(row, column, text)
            for column in range(_NUMBERS, 7):
                self._put(row, column, "…")
        self._looker.start(lambda handle: _look_at_all(weights, handle))
        self._table.setCurrentCell(0, 0)
        self._show_weight(0)

    def _put(self, row: int, column: int, text: str) -> None:
        item = QTableWidgetItem(text)
        if column >= _NUMBERS:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._table.setItem(row, column, item)

    def _show_weight(self, row: int) -> None:
        weight = self._chosen(row)
        if weight is None:
            return
        inputs = channels_of(weight.array, self._layout(weight)) if is_filters(weight.array) else 0
        self._channel.blockSignals(True)
        self._channel.setRange(0 if inputs == 3 else 1, max(1, inputs))
        self._channel.setSpecialValueText(tr("colour") if inputs == 3 else "")
        self._channel.setValue(self._channel.minimum())
        self._channel.blockSignals(False)
        for part in (self._channel, self._channel_name):
            part.setVisible(inputs > 1)
        self._paint()
        self._show_facts()

    def _paint(self) -> None:
        weight = self._chosen(self._table.currentRow())
        if weight is None:
            return
        palette = theme.current()
        colours = Colours(_rgb(palette.curves[0]), _rgb(palette.raised), _rgb(palette.curves[1]))
        wide = 2.2 if self._wide else 1.0
        picture = draw(weight.array, colours, self._channel.value() - 1, wide, self._layout(weight))
        self._picture.show_picture(picture, weight.array)
        self._caption.setText("" if picture is None else picture.caption)

    def _show_facts(self) -> None:
        row = self._table.currentRow()
        facts = self._facts[row] if 0 <= row < len(self._facts) else None
        self._histogram.show_facts(facts)
        notes = []
        weight = self._chosen(row)
        if facts is not None and weight is not None:
            if not self._wide:
                notes.append(weight.array.dtype.name)
            notes.append(tr("{count:,} values", count=weight.array.size))
            if not self._wide and facts.mean == facts.mean:
                notes.append(tr("mean {mean:.4g}", mean=facts.mean))
                notes.append(tr("deviation {deviation:.4g}", deviation=facts.deviation))
                notes.append(tr("{least:.4g} to {most:.4g}", least=facts.lowest, most=facts.highest))
            if not weight.trainable:
                notes.append(tr("not trained"))
            if facts.zeros:
                notes.append(tr("{count:,} are 0", count=facts.zeros))
            if facts.broken:
                notes.append(tr("{count:,} are no numbers", count=facts.broken))
            if facts.units and self._layout(weight) != TRANSPOSED:  # there, the last axis is the inputs
                notes.append(tr("{dead} of {units} units are dead", dead=facts.dead, units=facts.units))
        self._notes.setText("  ·  ".join(notes))
        self._keep_notes_whole()
        self._notes.setToolTip(tr("A unit is dead here if all weights that lead to it are 0."))

    def _learns_nothing(self) -> bool:
        """Whether the selected layer needs no weights, as far as its drawing tells."""
        infos = (self._project.analysis.nodes.get(node) for node in self._nodes)
        return all(info is not None and info.parameters == 0 for info in infos)

    def _layout(self, weight: Weight) -> str:
        """How the filters of a weight lie in it, by what kind of layer it belongs to."""
        spec = self._project.architecture.layers.get(self._layer)
        kind = "" if spec is None else spec.class_name
        if weight.name.endswith("depthwise_kernel") or (
            kind.startswith("Depthwise") and weight.name.endswith("kernel")
        ):
            return DEPTHWISE
        return TRANSPOSED if kind.endswith("Transpose") else ""

    def _keep_notes_whole(self) -> None:
        """Let no splitter cut the notes or the first two weights, which are as high as the size of texts asks for."""
        row = self._table.verticalHeader().sectionSizeHint(0) if self._table.rowCount() else 0
        self._table.setMinimumHeight(self._table.horizontalHeader().height() + 2 * row + theme.TINY)
        width = self._notes.width()
        above = self._notes.heightForWidth(width) if width > 0 else 0
        self._told.setMinimumHeight(above + theme.TINY + self._histogram.minimumHeight())

    def _chosen(self, row: int) -> Weight | None:
        weights = self._weights.layers.get(self._layer, ()) if self._weights is not None else ()
        return weights[row] if 0 <= row < len(weights) else None

    def _read_from(self, source: Load) -> None:
        if self._reading is not source or not self._reader.running:
            self._reading = source
            self._reader.start(lambda _handle: source())

    def _read(self, weights: Weights) -> None:
        if self._reading is None:  # of a source that is not looked at any more
            return
        self._weights, self._layer = weights, ""
        self._refresh()

    def _looked(self, answer: tuple[tuple[Weight, ...], list[Facts]]) -> None:
        weights, facts = answer
        if self._weights is None or self._weights.layers.get(self._layer) is not weights:
            return
        self._facts = facts
        for row, found in enumerate(facts):
            for column, value in enumerate(
                (found.mean, found.deviation, found.lowest, found.highest), start=_NUMBERS
            ):
                self._put(row, column, f"{value:.4g}" if value == value else "–")
        self._show_facts()

    def _renamed(self, _old: str, _new: str) -> None:
        self._refresh()

    def _tell(self, sentence: str) -> None:
        self._show_hint(tr("The weights cannot be shown"), tr(sentence))

    def _show_hint(self, title: str, text: str) -> None:
        self._hint.tell(title, text)
        self.setCurrentIndex(0)


def _column(above: QWidget, below: QWidget) -> QWidget:
    """One part of the page: a line, and under it what takes the rest of the place."""
    found = QWidget()
    layout = QVBoxLayout(found)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.TINY)
    layout.addWidget(above)
    layout.addWidget(below, 1)
    return found


def _look_at_all(weights: tuple[Weight, ...], handle: Handle) -> tuple[tuple[Weight, ...], list[Facts]]:
    found = []
    for weight in weights:
        handle.check()
        found.append(look_at(weight))
    return weights, found


def _rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()
