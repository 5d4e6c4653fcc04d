"""The record keeps every point once and tells readers cheaply that there is more."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from layerloom_studio.training.record import RunRecord, Series, format_value


def test_a_series_grows_beyond_its_first_room() -> None:
    series = Series()
    for step in range(1_000):
        series.append(step, step * 2.0)
    assert len(series) == 1_000
    assert np.array_equal(series.x, np.arange(1_000))
    assert series.y[-1] == 1_998


def test_every_event_raises_the_version(events: Any) -> None:
    record = RunRecord()
    versions = [record.version]
    news = [events.started(2), events.batch(1, 2, loss=1.0), events.epoch(1, loss=1.0), events.best(1)]
    for event in news:
        record.take(event)
        versions.append(record.version)
    assert versions == sorted(set(versions))


def test_an_unknown_event_changes_nothing(events: Any) -> None:
    record = RunRecord()
    record.take(events.make("comet"))
    assert record.version == 0


def test_batches_stand_between_the_epochs(events: Any) -> None:
    record = RunRecord()
    for number in (1, 2, 3, 4):
        record.take(events.batch(3, number, loss=0.5))
    assert list(record.batch_series["loss"].x) == [2.25, 2.5, 2.75, 3.0]


def test_metrics_are_named_once_with_the_loss_first(events: Any) -> None:
    record = RunRecord()
    record.take(events.epoch(1, accuracy=0.5, val_accuracy=0.4, loss=1.0, val_loss=1.2))
    assert record.metrics == ["loss", "accuracy"]


def test_the_summary_names_the_newest_values(events: Any) -> None:
    record = RunRecord()
    assert record.summary() == "No epoch is finished yet."
    news = [
        events.started(20),
        events.epoch(7, loss=0.5),
        events.best(6),
        events.stopped("user", 7, "Stopped."),
    ]
    for event in news:
        record.take(event)
    assert record.summary() == "Epoch 7 of 20: loss 0.5000. Best epoch 6. Stopped after epoch 7."


def test_a_finished_run_says_how_long_it_took(events: Any) -> None:
    record = RunRecord()
    record.take(events.finished(20, seconds=95.0, best=17))
    assert (record.message, record.tone, record.finished) == (
        "20 epochs in 1:35; the best was epoch 17.",
        "success",
        True,
    )
    assert record.best_epoch == 17


@pytest.mark.parametrize("reason, tone", [("early_stopping", "muted"), ("user", "muted"), ("nan", "error")])
def test_the_reason_of_a_stop_outlives_the_end(events: Any, reason: str, tone: str) -> None:
    record = RunRecord()
    record.take(events.stopped(reason, 7, "Because."))
    record.take(events.finished(7))
    assert (record.message, record.tone, record.stopped_epoch) == ("Because.", tone, 7)


def test_a_failure_is_an_end_too(events: Any) -> None:
    record = RunRecord()
    record.take(events.make("failed", message="The data are gone."))
    assert (record.message, record.tone, record.finished) == ("The data are gone.", "error", True)


def test_a_checkpoint_is_found_in_the_folder_of_the_run(events: Any) -> None:
    record = RunRecord(folder=Path("runs") / "1")
    record.take(events.make("checkpoint", epoch=1, path="checkpoints/best.weights.h5"))
    assert record.checkpoint is not None
    assert record.checkpoint.path == Path("runs") / "1" / "checkpoints" / "best.weights.h5"


def test_a_value_that_is_not_a_number_is_kept_as_such(events: Any) -> None:
    record = RunRecord()
    record.take(events.epoch(1, loss=None))
    assert math.isnan(record.rows[0].values["loss"])


@pytest.mark.parametrize(
    "value, text",
    [
        (0.12345, "0.1235"),
        (0.0, "0.0000"),
        (12.5, "12.50"),
        (1e-5, "1.00e-05"),
        (math.nan, "NaN"),
        (math.inf, "infinite"),
        (None, "–"),
    ],
)
def test_values_are_short(value: float | None, text: str) -> None:
    assert format_value(value) == text
