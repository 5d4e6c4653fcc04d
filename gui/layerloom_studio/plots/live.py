"""LivePlots: loss and metrics of a run over its epochs, drawn from the run's record while it grows."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QSplitter, QToolButton, QVBoxLayout, QWidget

from layerloom_studio.language import switch, tr
from layerloom_studio.language.system_errors import cause_of
from layerloom_studio.plots.bar import PlotBar
from layerloom_studio.plots.export import save_csv, save_json, save_picture
from layerloom_studio.plots.smoothing import SmoothingSlider
from layerloom_studio.plots.style import Mark
from layerloom_studio.training.record import RATES, RunRecord
from layerloom_studio.widgets import ElidedLabel, Hint, tool_button

if TYPE_CHECKING:
    from layerloom_studio.plots.chart import Chart
    from layerloom_studio.plots.pane import Pane

_REFRESH_MS = 100
_PANES = 2
_STEPS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)


def preload() -> None:
    """Import pyqtgraph, a quarter of a second, at a moment when nobody waits.

    This must happen in the window's thread: the import makes Qt's enumerations, which two threads must not do at
    the same time.
    """
    import layerloom_studio.plots.pane  # noqa: F401


class LivePlots(QWidget):
    """The loss plot and the metric plot of one run, and that of its learning rate where it changes by itself.

    Training curves are solid, validation curves dashed, values after every batch faint. The widget keeps no
    points: a timer looks at the record and draws what is new.

    Args:
        parent: Owner.
    """

    failed = Signal(str)  # a file could not be written

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plots")
        self.setAccessibleName(tr("Training curves"))
        self._record: RunRecord | None = None
        self._drawn = -1
        self._reading: int | None = None
        self._follow = True
        self._panes: list[Pane] = []
        self._painted = False
        self._hint = Hint(
            "plots",
            tr("No curves yet"),
            tr("Loss and metrics appear here while the model trains: press Start or F5."),
        )
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName("plots.splitter")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.hide()
        self._status = ElidedLabel()
        self._status.setProperty("role", "muted")
        self._status.setObjectName("plots.status")
        self._bar = self._make_bar()
        self._bar.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._hint, 1)
        layout.addWidget(self._splitter, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self._tick)
        switch.changed.connect(self._draw_again)

    def set_record(self, record: RunRecord | None) -> None:
        """Show another run, or none."""
        self._record = record
        self._drawn = -1
        self._reading = None
        self._follow = True
        self._allow_reset(False)
        for pane in self._panes:
            pane.chart.clear()
        if record is None or record.rows or record.finished:
            self._show_run()
        else:  # of a run that begins nothing is to be seen yet: what else its start asks for comes first
            QTimer.singleShot(0, self, self._show_run)

    def record(self) -> RunRecord | None:
        """The run that is shown."""
        return self._record

    def refresh(self) -> None:
        """Draw what is new since the last look."""
        record = self._record
        if record is None or record.version == self._drawn:
            return
        self._drawn = record.version
        self._build_panes()
        metrics = [name for name in record.metrics if name not in RATES]
        self._panes[0].show_metrics(record, metrics[:1])
        self._panes[1].show_metrics(record, metrics[1:])
        self._panes[1].legend.set_title(metrics[1] if len(metrics[1:]) == 1 else tr("Metrics"))
        self._panes[1].setVisible(len(metrics) != 1)
        self._show_rates(record)
        marks = _marks(record)
        for pane in self._panes:
            pane.chart.set_marks(marks)
        if self._follow:
            self._panes[0].chart.show_range(0, _last_shown(record))
        self._show_values()
        self.setAccessibleDescription(record.summary())

    def _draw_again(self) -> None:
        """Draw all of it, in the language that is on; what nobody sees waits until it is seen."""
        self._drawn = -1
        self._tick()

    def values(self) -> dict[str, str]:
        """Curve names to the values that stand in the legends now."""
        return {key: value for pane in self._panes for key, value in pane.legend.values().items()}

    def charts(self) -> list[Chart]:
        """The plots, the loss first; empty before there is a run."""
        panes = [*self._panes[:_PANES], *(pane for pane in self._panes[_PANES:] if not pane.isHidden())]
        return [] if self._record is None else [pane.chart for pane in panes]

    def set_log(self, log: bool) -> None:
        """Draw the values on a logarithmic scale or not."""
        self._log.setChecked(log)

    def read_at(self, epoch: float | None) -> None:
        """Show the values of all curves at the epoch nearest to this one; None goes back to the newest."""
        record = self._record
        if epoch is None or record is None or not record.rows:
            self._reading = None
        else:
            numbers = [row.number for row in record.rows]
            self._reading = min(numbers, key=lambda number: abs(number - epoch))
        for pane in self._panes:
            pane.chart.set_reading(self._reading)
        self._show_values()

    def reset_view(self) -> None:
        """Show all epochs again after zooming."""
        self._follow = True
        self._allow_reset(False)
        self._draw_again()

    def save_picture(self, path: Path) -> None:
        """Write both plots with their legends as PNG, at twice the size of the screen.

        Raises:
            OSError: If the file cannot be written.
        """
        self.refresh()
        save_picture(self._splitter, path)

    def save_csv(self, path: Path) -> None:
        """Write one line per epoch with all values.

        Raises:
            OSError: If the file cannot be written.
        """
        if self._record is not None:
            save_csv(self._record, path)

    def save_json(self, path: Path) -> None:
        """Write the history as Keras has it, a list of numbers for each metric.

        Raises:
            OSError: If the file cannot be written.
        """
        if self._record is not None:
            save_json(self._record, path)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        QTimer.singleShot(0, self, self._prepare)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() > 1.35 * self.height()
        self._splitter.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)

    def _show_run(self) -> None:
        shown = self._record is not None
        self._hint.setVisible(not shown)
        self._bar.setVisible(shown)
        self._splitter.setVisible(shown)
        self._tick()

    def _tick(self) -> None:
        if self.isVisible():
            self.refresh()

    def _make_bar(self) -> QWidget:
        self._smoothing = SmoothingSlider("plots.smoothing")
        self._smoothing.moved.connect(self._set_smoothing)
        self._log = tool_button("plots.log", tr("Log"), tr("Logarithmic value axis"), tr("Logarithmic scale"))
        self._log.setCheckable(True)
        self._log.toggled.connect(self._set_log)
        self._log_x = tool_button(
            "plots.log_x", tr("Log x"), tr("Logarithmic axis of epochs"), tr("Logarithmic epochs")
        )
        self._log_x.setCheckable(True)
        self._log_x.toggled.connect(self._set_log_x)
        self._batches = tool_button(
            "plots.batches",
            tr("Batches"),
            tr("Faint curves: running mean after each batch"),
            tr("Show batches"),
        )
        self._batches.setCheckable(True)
        self._batches.setChecked(True)
        self._batches.toggled.connect(self._set_batches)
        self._reset = tool_button(
            "plots.reset", tr("Reset view"), tr("Show all epochs again after zooming"), tr("Show all epochs")
        )
        self._reset.clicked.connect(self.reset_view)
        self._allow_reset(False)
        export = tool_button(
            "plots.export", tr("Export"), tr("Save the curves as a picture or a table"), tr("Export curves")
        )
        export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(export)
        for name, text, slot in (
            ("plots.export_png", tr("Picture (PNG)…"), self._ask_picture),
            ("plots.export_csv", tr("Table (CSV)…"), self._ask_csv),
            ("plots.export_json", tr("History (JSON)…"), self._ask_json),
        ):
            action = QAction(text, menu)
            action.setObjectName(name)
            action.triggered.connect(slot)
            menu.addAction(action)
        export.setMenu(menu)
        tools = (self._log, self._log_x, self._batches, self._reset, export)
        return PlotBar(self._status, self._smoothing, tools)

    def _prepare(self) -> None:
        """Make the charts and paint them once, piece by piece, before a training begins, which then need not wait."""
        if self._record is not None or not self.isVisible():
            return
        if "layerloom_studio.plots.pane" not in sys.modules:
            preload()
        elif len(self._panes) < _PANES:
            self._add_pane()
        elif not self._painted:
            self._painted = True
            self._splitter.resize(self.size())
            self._splitter.grab()
        else:
            return
        QTimer.singleShot(0, self, self._prepare)

    def _show_rates(self, record: RunRecord) -> None:
        """Draw learning rates that change by themselves: beside metrics they would lie flat on the axis."""
        rates = [name for name in record.metrics if name in RATES]
        if rates and len(self._panes) == _PANES:
            self._add_pane()
            self._splitter.setSizes([3, 3, 2])  # in these proportions
        for pane in self._panes[_PANES:]:
            pane.show_metrics(record, rates)
            pane.setVisible(bool(rates))

    def _build_panes(self) -> None:
        while len(self._panes) < _PANES:
            self._add_pane()

    def _add_pane(self) -> None:
        from layerloom_studio.plots.pane import Pane

        if not self._panes:
            pane = Pane("plots.loss", tr("Loss"))
        elif len(self._panes) < _PANES:
            pane = Pane("plots.metrics", tr("Metrics"), marks_low=True)
        else:
            pane = Pane("plots.rate", tr("Learning rate"))
        if self._panes:
            pane.chart.link(self._panes[0].chart)
        self._panes.append(pane)
        self._splitter.addWidget(pane)
        pane.chart.pointed.connect(self.read_at)
        pane.chart.zoomed.connect(self._person_zoomed)
        pane.chart.set_log(self._log.isChecked())
        pane.chart.set_log_x(self._log_x.isChecked())
        pane.chart.set_smoothing(self._smoothing.weight())

    def _show_values(self) -> None:
        record = self._record
        if record is None or not self._panes:
            return
        row = (
            record.at(self._reading)
            if self._reading is not None
            else (record.rows[-1] if record.rows else None)
        )
        for pane in self._panes:
            pane.show_values(row)
        if row is None:
            self._status.setText(record.title)
        else:
            of = tr(" of {planned}", planned=record.planned) if record.planned else ""
            self._status.setText(
                tr("{title}  ·  epoch {number}{of}", title=record.title, number=row.number, of=of).strip(" ·")
            )

    def _set_log(self, log: bool) -> None:
        for pane in self._panes:
            pane.chart.set_log(log)

    def _set_log_x(self, log: bool) -> None:
        for pane in self._panes:
            pane.chart.set_log_x(log)

    def _set_smoothing(self, weight: float) -> None:
        for pane in self._panes:
            pane.chart.set_smoothing(weight)

    def _set_batches(self, shown: bool) -> None:
        for pane in self._panes:
            pane.show_batches = shown
        self._draw_again()

    def _person_zoomed(self) -> None:
        self._follow = False
        self._allow_reset(True)

    def _allow_reset(self, allowed: bool) -> None:
        self._reset.setEnabled(allowed)
        self._reset.setToolTip(
            tr("Show all epochs again") if allowed else tr("All epochs are shown; zoom with wheel or mouse")
        )

    def _ask_picture(self) -> None:
        self._ask(tr("Save curves as picture"), "curves.png", tr("Pictures (*.png)"), self.save_picture)

    def _ask_csv(self) -> None:
        self._ask(tr("Save curves as table"), "curves.csv", tr("Tables (*.csv)"), self.save_csv)

    def _ask_json(self) -> None:
        self._ask(tr("Save curves as history"), "history.json", tr("JSON (*.json)"), self.save_json)

    def _ask(self, title: str, name: str, kinds: str, save: Callable[[Path], None]) -> None:
        path, _ = QFileDialog.getSaveFileName(self, title, name, kinds)
        if not path:
            return
        try:
            save(Path(path))
        except OSError as error:
            self.failed.emit(
                tr(
                    "{path}: the curves could not be saved, because {cause}.",
                    path=path,
                    cause=cause_of(error),
                )
            )


def _marks(record: RunRecord) -> list[Mark]:
    marks = []
    if record.joined is not None:
        marks.append(Mark(record.joined, tr("went on: {epoch}", epoch=record.joined), "muted"))
    marks += [Mark(epoch, tr("rate {rate}", rate=f"{rate:g}"), "muted") for epoch, rate in record.rates[-4:]]
    if record.overfits_from is not None and record.overfits_from != record.best_epoch:
        marks.append(Mark(record.overfits_from, tr("overfits"), "warning"))
    if record.best_epoch is not None:
        marks.append(
            Mark(record.best_epoch, tr("best: {best_epoch}", best_epoch=record.best_epoch), "success")
        )
    if record.stopped_epoch is not None:
        marks.append(
            Mark(
                record.stopped_epoch,
                tr("stopped: {stopped_epoch}", stopped_epoch=record.stopped_epoch),
                "warning",
            )
        )
    return marks


def _last_shown(record: RunRecord) -> float:
    """The right end of the x axis: ahead of the curve in few, wide steps, so that it does not creep."""
    done = max([row.number for row in record.rows[-1:]], default=0)
    if record.finished and done:
        return max(done, 2)
    ahead = next((step for step in _STEPS if step > done), done + 1)
    return min(ahead, record.planned) if record.planned else ahead
