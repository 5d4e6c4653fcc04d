"""Pane: a chart with its legend, showing some metrics of a run."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from layerloom_studio.language import tr
from layerloom_studio.plots.chart import Chart
from layerloom_studio.plots.legend import Legend
from layerloom_studio.plots.style import CurveStyle
from layerloom_studio.training.record import RATES, EpochRow, RunRecord, format_value

_BATCH = "batch:"


class Pane(QWidget):
    """One of the plots.

    Args:
        name: Object name of the chart; the legend is `<name>.legend`.
        title: Headline.
        marks_low: Words of marked epochs stand at the bottom of the chart.
        parent: Owner.
    """

    def __init__(
        self, name: str, title: str, *, marks_low: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.show_batches = True
        self.legend = Legend(f"{name}.legend", title)
        self.chart = Chart(name, tr("{title} over epochs", title=title), marks_low=marks_low)
        self._hidden: set[str] = set()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.legend)
        layout.addWidget(self.chart, 1)
        self.legend.toggled.connect(self._toggle)

    def show_metrics(self, record: RunRecord, metrics: list[str]) -> None:
        """Draw these metrics of a run: training, validation, and faintly the values after every batch."""
        styles: dict[str, CurveStyle] = {}
        entries: dict[str, tuple[str, CurveStyle]] = {}
        for place, metric in enumerate(metrics):
            train, validation = CurveStyle(2 * place), CurveStyle(2 * place + 1, dashed=True)
            if metric in record.batch_series:
                styles[_BATCH + metric] = CurveStyle(2 * place, faint=True)
            styles[metric] = train
            entries[metric] = (_name(metric, metrics, validation=False), train)
            twin = f"val_{metric}"
            if twin in record.epoch_series:
                styles[twin] = validation
                entries[twin] = (_name(metric, metrics, validation=True), validation)
        self.chart.set_curves(styles)
        self.legend.set_curves(entries)
        for key in styles:
            table = record.batch_series if key.startswith(_BATCH) else record.epoch_series
            series = table.get(key.removeprefix(_BATCH))
            if series is not None:
                self.chart.set_points(key, series.x, series.y)
            hidden = key.removeprefix(_BATCH) in self._hidden or (
                key.startswith(_BATCH) and not self.show_batches
            )
            self.chart.set_visible(key, not hidden)

    def show_values(self, row: EpochRow | None) -> None:
        """Put the values of an epoch into the legend."""
        for key in self.legend.values():
            value = None if row is None else row.values.get(key)
            self.legend.set_value(key, "" if value is None else format_value(value))
        self.chart.tell(", ".join(f"{key} {value}" for key, value in self.legend.values().items() if value))

    def _toggle(self, metric: str, shown: bool) -> None:
        (self._hidden.discard if shown else self._hidden.add)(metric)
        for key in (metric, _BATCH + metric):
            if key in self.chart.curve_keys():
                self.chart.set_visible(key, shown and (key == metric or self.show_batches))


def _name(metric: str, metrics: list[str], validation: bool) -> str:
    """`training` alone where the plot has one metric, `accuracy`, `val_accuracy`... where it has several."""
    if len(metrics) == 1 and metric not in RATES:
        return tr("validation") if validation else tr("training")
    return f"val_{metric}" if validation else metric
