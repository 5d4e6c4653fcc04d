"""The time that is left, as it is told at the end of each epoch."""

from __future__ import annotations

from typing import Any

import pytest

from layerloom.callbacks import EarlyStopping
from layerloom_studio.runs import reporting


@pytest.mark.parametrize(
    "first_epoch, lengths, left",
    [
        (0, [2, 2, 2], [18, 16, 14]),
        (0, [60, 2, 2, 2, 2], [540, 248, 14, 12, 10]),  # the first one compiled
        (0, [2, 2, 2, 90, 2], [18, 16, 14, 12, 10]),  # one was paused
        (0, [2, 2, 8, 8, 8, 8, 8], [18, 16, 14, 30, 40, 32, 24]),  # they have become slower
        (6, [2, 2], [6, 4]),  # a run that goes on
    ],
)
def test_the_time_left_is_that_of_usual_epochs(first_epoch, lengths, left, monkeypatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(reporting.time, "monotonic", lambda: clock[0])
    told: list[Any] = []
    reporter = reporting.Reporter(
        lambda kind, **data: told.append(data.get("eta")),
        EarlyStopping(),
        [],
        str,
        epochs=10,
        batches=1,
        samples=1,
        batch_size=1,
    )
    reporter.on_train_begin()
    for epoch, length in enumerate(lengths, first_epoch):
        reporter.on_epoch_begin(epoch)
        clock[0] += length
        reporter.on_epoch_end(epoch)
    assert told == left
