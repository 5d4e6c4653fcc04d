"""The live plots read a run's record: curves, legend, marks, reading line, scale, files."""

import csv
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from layerloom_studio import theme
from layerloom_studio.plots import LivePlots
from layerloom_studio.plots.legend import Chip, Legend
from layerloom_studio.plots.style import CurveStyle
from layerloom_studio.training.record import RunRecord, format_value

Fill = Callable[..., RunRecord]


@pytest.fixture
def record_of(events: Any) -> Fill:
    def fill(epochs: int, *, metrics: bool = True) -> RunRecord:
        record = RunRecord("Run 1")
        record.take(events.started(10))
        for epoch in range(1, epochs + 1):
            for number in (1, 2, 3, 4):
                logs = {"loss": 1 / epoch, **({"accuracy": 0.5} if metrics else {})}
                record.take(events.batch(epoch, number, **logs))
            logs = {"loss": 1 / epoch, "val_loss": 2 / epoch}
            if metrics:
                logs |= {"accuracy": 1 - 1 / epoch, "val_accuracy": 0.9 - 1 / epoch}
            record.take(events.epoch(epoch, **logs))
        return record

    return fill


@pytest.fixture
def plots(qtbot: QtBot) -> LivePlots:
    theme.set_theme("light")
    widget = LivePlots()
    qtbot.addWidget(widget)
    widget.resize(900, 320)
    widget.show()
    return widget


def test_nothing_is_drawn_before_a_run(plots: LivePlots) -> None:
    assert plots.charts() == []
    assert plots.values() == {}


def test_curves_follow_the_record_by_the_timer(
    qtbot: QtBot, plots: LivePlots, record_of: Fill, events: Any
) -> None:
    record = record_of(3)
    plots.set_record(record)
    qtbot.waitUntil(lambda: len(plots.charts()) == 2)
    loss, metrics = plots.charts()
    qtbot.waitUntil(lambda: loss.visible_keys() == ["batch:loss", "loss", "val_loss"])
    assert metrics.visible_keys() == ["batch:accuracy", "accuracy", "val_accuracy"]
    assert loss.drawn_points("loss") == 3
    assert loss.drawn_points("batch:loss") == 12
    record.take(events.epoch(4, loss=0.25, val_loss=0.5, accuracy=0.75, val_accuracy=0.6))
    qtbot.waitUntil(lambda: loss.drawn_points("loss") == 4)
    assert plots.values() == {
        "loss": "0.2500",
        "val_loss": "0.5000",
        "accuracy": "0.7500",
        "val_accuracy": "0.6000",
    }
    assert plots.accessibleDescription().startswith("Epoch 4 of 10: loss 0.2500")


def test_the_reading_line_gives_all_values_of_one_epoch(
    qtbot: QtBot, plots: LivePlots, record_of: Fill
) -> None:
    plots.set_record(record_of(5))
    plots.refresh()
    plots.read_at(2.3)
    assert plots.values()["loss"] == "0.5000"
    assert plots.values()["val_accuracy"] == "0.4000"
    plots.read_at(None)
    assert plots.values()["loss"] == "0.2000"


def test_the_pointer_and_the_arrow_keys_read_values(qtbot: QtBot, plots: LivePlots, record_of: Fill) -> None:
    plots.set_record(record_of(5))
    plots.refresh()
    qtbot.waitExposed(plots)
    chart = plots.charts()[0]
    with qtbot.waitSignal(chart.pointed):
        qtbot.mouseMove(chart.plot.viewport(), QPoint(60, 100))
    assert plots.values()["loss"] == "1.0000"
    qtbot.keyClick(chart.plot, Qt.Key.Key_Right)
    assert plots.values()["loss"] == "0.5000"
    qtbot.keyClick(chart.plot, Qt.Key.Key_Escape)
    assert plots.values()["loss"] == "0.2000"


def test_best_and_stopping_epoch_are_marked(plots: LivePlots, record_of: Fill, events: Any) -> None:
    record = record_of(6)
    for event in (events.best(4), events.stopped("early_stopping", 6, "Enough."), events.finished(6)):
        record.take(event)
    plots.set_record(record)
    plots.refresh()
    for chart in plots.charts():
        assert chart.mark_texts() == ["best: 4", "stopped: 6"]
    assert "Best epoch 4. Stopped after epoch 6." in plots.accessibleDescription()


def test_a_run_without_metrics_shows_one_plot(plots: LivePlots, record_of: Fill) -> None:
    plots.set_record(record_of(2, metrics=False))
    plots.refresh()
    assert list(plots.values()) == ["loss", "val_loss"]
    assert not plots.charts()[1].isVisible()


def test_one_metric_gives_its_plot_the_headline(plots: LivePlots, record_of: Fill, events: Any) -> None:
    record = record_of(2)
    plots.set_record(record)
    plots.refresh()
    legend = plots.findChild(Legend, "plots.metrics.legend")
    assert legend.title() == "accuracy"
    record.take(events.epoch(3, loss=1.0, accuracy=0.5, auc=0.5))
    plots.refresh()
    assert legend.title() == "Metrics"


@pytest.mark.parametrize("value", [-3.63e37, 4.94e-18, math.inf, 0.12345])
def test_chips_have_room_for_the_longest_value(plots: LivePlots, value: float) -> None:
    chip = Chip("chip", "training", CurveStyle(0))
    metrics = chip.fontMetrics()
    texts = metrics.horizontalAdvance("training") + metrics.horizontalAdvance(format_value(value))
    assert chip.sizeHint().width() >= texts + 20 + 4 * 6  # the line, and air


def test_a_logarithmic_axis_leaves_out_what_has_no_logarithm(
    qtbot: QtBot, plots: LivePlots, record_of: Fill, events: Any
) -> None:
    record = record_of(3)
    record.take(events.epoch(4, loss=0.0, val_loss=None, accuracy=1.0, val_accuracy=1.0))
    plots.set_record(record)
    plots.refresh()
    button = plots.findChild(QToolButton, "plots.log")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.isChecked()
    assert plots.charts()[0].drawn_points("loss") == 4
    assert plots.values()["val_loss"] == "NaN"


def test_a_legend_chip_hides_its_curve(qtbot: QtBot, plots: LivePlots, record_of: Fill) -> None:
    plots.set_record(record_of(3))
    plots.refresh()
    chip = plots.findChild(QToolButton, "plots.loss.legend.val_loss")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert plots.charts()[0].visible_keys() == ["batch:loss", "loss"]


def test_the_curves_are_saved_as_picture_and_table(plots: LivePlots, tmp_path: Path, record_of: Fill) -> None:
    plots.set_record(record_of(3))
    plots.save_picture(tmp_path / "curves.png")
    plots.save_csv(tmp_path / "curves.csv")
    assert QImage(str(tmp_path / "curves.png")).width() > 1000
    rows = list(csv.reader((tmp_path / "curves.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["epoch", "seconds", "loss", "val_loss", "accuracy", "val_accuracy"]
    assert [float(row[2]) for row in rows[1:]] == [1.0, 0.5, 1 / 3]
    with pytest.raises(OSError, match=r"Not a directory|File exists"):
        plots.save_picture(tmp_path / "curves.csv" / "curves.png")


def test_long_curves_are_thinned_before_they_are_drawn(plots: LivePlots, events: Any) -> None:
    record = RunRecord()
    for step in range(20_000):
        record.take(events.batch(1 + step // 1_000, 1 + step % 1_000, batches=1_000, loss=math.sin(step)))
    plots.set_record(record)
    plots.refresh()
    assert plots.charts()[0].drawn_points("batch:loss") <= 2 * plots.width()


def test_the_colours_follow_the_theme(plots: LivePlots, record_of: Fill) -> None:
    plots.set_record(record_of(3))
    plots.refresh()
    theme.set_theme("dark")
    try:
        assert plots.charts()[0].plot.backgroundBrush().color() == theme.current().panel
    finally:
        theme.set_theme("light")


def test_a_rate_that_changes_by_itself_has_a_plot_of_its_own(
    qtbot: QtBot, plots: LivePlots, events: Any
) -> None:
    record = RunRecord("small", planned=3)
    for epoch in (1, 2, 3):
        record.take(events.epoch(epoch, loss=1 / epoch, accuracy=0.5, learning_rate=0.01 / epoch))
    plots.set_record(record)
    plots.refresh()
    loss, metrics, rate = plots.charts()
    assert (loss.visible_keys(), metrics.visible_keys()) == (["loss"], ["accuracy"])
    assert rate.visible_keys() == ["learning_rate"]
    plain = RunRecord("plain", planned=1)
    plain.take(events.epoch(1, loss=1.0))
    plots.set_record(plain)
    plots.refresh()
    assert len(plots.charts()) == 2
