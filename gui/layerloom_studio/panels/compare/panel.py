"""ComparePanel: a table of runs with their best values and differing settings, and the curves of the ticked ones."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from layerloom_studio import theme
from layerloom_studio.forms.choices import wide_combo
from layerloom_studio.language import mark, tr
from layerloom_studio.panels.compare.table import RunTable, RunTableModel
from layerloom_studio.panels.run_deeds import RunDeeds
from layerloom_studio.plots.overlay import OverlayPlot
from layerloom_studio.plots.smoothing import SmoothingSlider
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.training.archive import RunInfo, list_runs, load_record
from layerloom_studio.training.background import Task
from layerloom_studio.training.history_file import load_history
from layerloom_studio.training.record import RunRecord
from layerloom_studio.widgets import Hint, tool_button

_LEAST_TABLE = 112  # pixels: a head and three runs
_AT_FIRST = 3  # runs that are ticked when nobody has ticked any
_HISTORIES = mark("Curves (*.csv *.json)")
_SOON_MS = 800  # a run that is under way is looked at again no more often


class ComparePanel(QWidget):
    """The runs side by side.

    Args:
        deeds: Renames and deletes runs, and takes over their settings.
        root: Folder of the runs; by default the user's own.
        parent: Owner.
    """

    failed = Signal(str)

    def __init__(self, deeds: RunDeeds, root: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare")
        self.setAccessibleName(tr("Compare runs"))
        self._deeds = deeds
        self._root = root
        self._running: Path | None = None
        self._chosen = False  # whether a person has ticked
        self._records: dict[Path, RunRecord] = {}
        self._files: dict[Path, RunRecord] = {}  # curves from files, by their paths
        self._lister = Task(tr("Listing the runs"), self)
        self._lister.done.connect(self._listed)
        self._loader = Task(tr("Reading the runs"), self)
        self._loader.done.connect(self._loaded)
        for task in (self._lister, self._loader):
            task.failed.connect(self.failed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.refresh)
        self.runs = RunTableModel(self)
        self.runs.ticked.connect(self._ticked)
        self.runs.renamed.connect(deeds.rename)
        deeds.changed.connect(self.refresh)
        self.table = RunTable(self.runs)
        self.table.delete_wanted.connect(self._delete)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(lambda: deeds.fill(self._menu, self.table.selected(), self))
        self.table.customContextMenuRequested.connect(
            lambda place: self._menu.popup(self.table.viewport().mapToGlobal(place))
        )
        self.plot = OverlayPlot()
        self._hint = Hint(
            "runs",
            tr("Nothing to compare yet"),
            tr("Every training is kept. Train twice with other settings, and see both here side by side."),
        )
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setObjectName("compare.splitter")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._make_upper())
        splitter.addWidget(self.plot)
        splitter.setSizes([250, 350])
        self._pages = QStackedWidget()
        self._pages.addWidget(self._hint)
        self._pages.addWidget(splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.TINY, 0, 0)
        layout.addWidget(self._pages)

    def refresh(self) -> None:
        """Look again what is on disk, while somebody looks."""
        if self.isVisible() and not self._lister.running:
            root = self._root
            self._lister.start(lambda _handle: list_runs(root))

    def run_moves(self, folder: Path | None) -> None:
        """A run is under way, or with `None` none is any more; its curve follows."""
        ended = folder is None and self._running is not None
        self._running = folder
        if ended:
            self.refresh()
        elif not self._soon.isActive():
            self._soon.start()

    def add_history(self, path: Path) -> None:
        """Draw the curves of a file beside the runs; a sentence goes to `failed` if it holds none."""
        self._loader.wait()
        self._loader.start(lambda _handle: {path: load_history(path)})

    def close_tasks(self) -> None:
        """End what runs in the background; for closing the window."""
        self._soon.stop()
        self._lister.wait()
        self._loader.wait()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _make_upper(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(theme.SMALL, 0, theme.SMALL, 0)
        column.setSpacing(theme.TINY)
        row = QHBoxLayout()
        row.setSpacing(theme.TINY)
        self._filter = QLineEdit()
        self._filter.setObjectName("compare.filter")
        self._filter.setAccessibleName(tr("Show only runs with these words"))
        self._filter.setPlaceholderText(tr("filter: name, or setting=value"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self.table.narrow)
        row.addWidget(self._filter, 1)
        add = tool_button(
            "compare.add", tr("Add curves…"), tr("Draw the curves of a file (.csv, .json) beside the runs")
        )
        add.clicked.connect(lambda _checked: self._ask_history())
        more = tool_button("compare.more", tr("Actions"), tr("Rename, delete, take over the selected run"))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(self._menu)
        row.addWidget(add)
        row.addWidget(more)
        column.addLayout(row)
        self._fit_table()
        # A method, which Qt lets go with the panel; a lambda would stay.
        theme.changed.connect(self._fit_table)
        column.addWidget(self.table, 1)
        below = QHBoxLayout()
        below.setSpacing(theme.SMALL)
        self._metric = wide_combo()
        self._metric.setObjectName("compare.metric")
        self._metric.setAccessibleName(tr("Metric that is drawn"))
        self._metric.activated.connect(lambda _row: self._draw())
        smoothing = SmoothingSlider("compare.smoothing")
        smoothing.moved.connect(self.plot.set_smoothing)
        log = tool_button("compare.log", tr("Log"), tr("Logarithmic value axis"))
        log.setCheckable(True)
        log.toggled.connect(self.plot.set_log)
        below.addWidget(self._metric, 1)
        below.addWidget(smoothing)
        below.addWidget(log)
        column.addLayout(below)
        return box

    def _listed(self, infos: list[RunInfo]) -> None:
        infos = infos + [_info_of(path, record) for path, record in self._files.items()]
        self.runs.set_infos(infos)
        self._pages.setCurrentIndex(1 if infos else 0)
        if not self._chosen:  # until somebody ticks, the newest are shown
            for info in infos:
                self.runs.tick(info.folder.path, info in infos[:_AT_FIRST])
            self._chosen = False
        self._load()

    def _ticked(self) -> None:
        self._chosen = True
        self._load()

    def _load(self) -> None:
        """Read the ticked runs that are not read yet, and the one under way anew."""
        wanted = [
            path
            for path in self.runs.colors
            if path not in self._files and (path not in self._records or not self._records[path].finished)
        ]
        if not wanted:
            self._draw()
            return
        self._loader.start(lambda _handle: {path: load_record(RunFolder(path)) for path in wanted})

    def _loaded(self, records: Mapping[Path, RunRecord]) -> None:
        files = {path: record for path, record in records.items() if path.is_file()}
        self._records.update(records)
        self._draw()
        if files:
            self._files.update(files)
            kept = [info for info in self.runs.infos if info.folder.path not in files]
            self.runs.set_infos([*kept, *(_info_of(path, record) for path, record in files.items())])
            self._pages.setCurrentIndex(1)
            for path in files:
                self.runs.tick(path, True)

    def _draw(self) -> None:
        names = self.runs.titles()
        chosen = {path: self._records[path] for path in self.runs.colors if path in self._records}
        for path, record in chosen.items():
            record.title = names.get(path, record.title)
        metrics = dict.fromkeys(name for record in chosen.values() for name in record.epoch_series)
        ordered = sorted(metrics, key=lambda name: (name != "val_loss", not name.startswith("val_"), name))
        now = self._metric.currentData()
        with QSignalBlocker(self._metric):
            self._metric.clear()
            for name in ordered:
                self._metric.addItem(name, name)
            self._metric.setCurrentIndex(max(0, self._metric.findData(now)))
        colors = {str(path): color for path, color in self.runs.colors.items()}
        shown = {str(path): record for path, record in chosen.items()}
        self.plot.show_runs(shown, colors, self._metric.currentData() or "")

    def _delete(self) -> None:
        infos = [info for info in self.table.selected() if info.status != "running"]
        for info in infos:
            self._files.pop(info.folder.path, None)
        self._deeds.delete([info for info in infos if info.folder.path.is_dir()])

    def _fit_table(self) -> None:
        self.table.setMinimumHeight(theme.scaled(_LEAST_TABLE))

    def _ask_history(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Add curves"), "", tr(_HISTORIES))
        if name:
            self.add_history(Path(name))


def _info_of(path: Path, record: RunRecord) -> RunInfo:
    from layerloom_studio.training.comparing import best_values

    best = best_values(row.values for row in record.rows)
    started = path.stat().st_mtime if path.exists() else 0.0
    return RunInfo(RunFolder(path), path.name, started, "finished", len(record.rows), {}, None, best, {})
