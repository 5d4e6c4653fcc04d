"""The record keeps every point once and tells readers cheaply that there is more."""

import math

import numpy as np
import pytest

from layerloom_studio.training.record import EpochRow, RunRecord, Series, format_value


def test_a_series_grows_beyond_its_first_room() -> None:
    series = Series()
    for step in range(1_000):
        series.append(step, step * 2.0)
    assert len(series) == 1_000
    assert np.array_equal(series.x, np.arange(1_000))
    assert series.y[-1] == 1_998


def test_every_change_raises_the_version() -> None:
    record = RunRecord(planned=2)
    versions = [record.version]
    record.add_batch(0.5, {"loss": 1.0})
    versions.append(record.version)
    record.add_epoch(EpochRow(1, {"loss": 1.0, "val_loss": 2.0}))
    versions.append(record.version)
    record.mark(best=1)
    versions.append(record.version)
    assert versions == sorted(set(versions))


def test_metrics_are_named_once_with_the_loss_first() -> None:
    record = RunRecord()
    record.add_epoch(EpochRow(1, {"accuracy": 0.5, "val_accuracy": 0.4, "loss": 1.0, "val_loss": 1.2}))
    assert record.metrics == ["loss", "accuracy"]


def test_the_summary_names_the_newest_values() -> None:
    record = RunRecord(planned=20)
    assert record.summary() == "No epoch is finished yet."
    record.add_epoch(EpochRow(7, {"loss": 0.5}))
    record.mark(best=6, stopped=7)
    assert record.summary() == "Epoch 7 of 20: loss 0.5000. Best epoch 6. Stopped after epoch 7."


@pytest.mark.parametrize(
    "value, text",
    [
        (0.12345, "0.1235"),
        (0.0, "0.0000"),
        (12.5, "12.50"),
        (1e-5, "1.00e-05"),
        (math.nan, "NaN"),
        (None, "–"),
    ],
)
def test_values_are_short(value: float | None, text: str) -> None:
    assert format_value(value) == text
