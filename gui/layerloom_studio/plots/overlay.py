"""OverlayPlot: one metric of several runs in one chart, a colour for each run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from layerloom_studio.language import tr
from layerloom_studio.plots.style import CurveStyle
from layerloom_studio.training.record import RunRecord, format_value

if TYPE_CHECKING:
    from layerloom_studio.plots.chart import Chart
    from layerloom_studio.plots.legend import Legend


class OverlayPlot(QWidget):
    """Draws epochs, no batches; pyqtgraph is imported with the first curve.

    Args:
        parent: Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare.plot")
        self._chart: Chart | None = None
        self._legend: Legend | None = None
        self._records: dict[str, RunRecord] = {}
        self._metric = ""
        self._smoothing = 0.0
        self._log = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def show_runs(self, records: Mapping[str, RunRecord], colors: Mapping[str, int], metric: str) -> None:
        """Show a metric of these runs.

        Args:
            records: The runs by a key of their own.
            colors: Places of their colours.
            metric: Name of the metric; runs without it have no curve.
        """
        chart, legend = self._parts()
        self._records, self._metric = dict(records), metric
        shown = {key: record for key, record in records.items() if metric in record.epoch_series}
        styles = {key: CurveStyle(colors[key], dashed=colors[key] >= 8) for key in shown}
        legend.set_curves({key: (record.title, styles[key]) for key, record in shown.items()})
        chart.clear()
        chart.set_curves(styles)
        for key, record in shown.items():
            series = record.epoch_series[metric]
            chart.set_points(key, series.x, series.y)
        last = max([2, *(record.rows[-1].number for record in shown.values() if record.rows)])
        chart.show_range(1, last)
        self.read_at(None)

    def set_smoothing(self, weight: float) -> None:
        """Smooth the curves."""
        self._smoothing = weight
        if self._chart is not None:
            self._chart.set_smoothing(weight)

    def set_log(self, log: bool) -> None:
        """Draw the values on a logarithmic scale or not."""
        self._log = log
        if self._chart is not None:
            self._chart.set_log(log)

    def values(self) -> dict[str, str]:
        """What the legend tells, by the keys of the runs."""
        return {} if self._legend is None else self._legend.values()

    def read_at(self, epoch: float | None) -> None:
        """Show the values of all curves at an epoch; None shows their last ones."""
        chart, legend = self._parts()
        place = None if epoch is None else max(1, round(epoch))
        for key in legend.values():
            record = self._records[key]
            row = record.rows[-1] if place is None else record.at(place)
            legend.set_value(key, format_value(None if row is None else row.values.get(self._metric)))
        chart.set_reading(place)
        chart.tell(", ".join(f"{self._records[key].title} {value}" for key, value in legend.values().items()))

    def _parts(self) -> tuple[Chart, Legend]:
        if self._chart is None or self._legend is None:
            from layerloom_studio.plots.chart import Chart
            from layerloom_studio.plots.legend import Legend

            self._legend = Legend("compare.legend", tr("Runs"))
            self._chart = Chart("compare.chart", tr("Runs over epochs"))
            self._chart.set_smoothing(self._smoothing)
            self._chart.set_log(self._log)
            self._legend.toggled.connect(self._chart.set_visible)
            self._chart.pointed.connect(self.read_at)
            self._layout.addWidget(self._legend)
            self._layout.addWidget(self._chart, 1)
        return self._chart, self._legend
