"""Progress follows the events: place, speed, and the time that is left."""

from typing import Any

import pytest

from layerloom_studio.training.progress import Progress, format_seconds


def after(*events: Any) -> Progress:
    progress = Progress()
    for event in events:
        progress = progress.after(event)
    return progress


def test_the_first_epoch_is_timed_by_its_speed(events: Any) -> None:
    progress = after(events.started(10), events.batch(1, 2, speed=50.0))
    assert (progress.epoch, progress.epochs, progress.batch, progress.batches) == (1, 10, 2, 4)
    assert progress.eta == 9.5 * 100 / 50
    assert progress.epochs_done == 0


def test_later_epochs_count_down_from_what_the_last_one_told(events: Any) -> None:
    progress = after(
        events.started(3),
        events.batch(1, 4),
        events.epoch(1, eta=10.0),
        events.batch(2, 1),
        events.batch(2, 2),
    )
    assert progress.eta == 8.0
    assert progress.epochs_done == 1


def test_the_last_batch_of_an_epoch_completes_it(events: Any) -> None:
    assert after(events.started(3), events.batch(2, 4)).epochs_done == 2


def test_nothing_is_promised_during_a_pause(events: Any) -> None:
    progress = after(events.started(3), events.batch(1, 2), events.make("paused", epoch=1, batch=2))
    assert progress.eta is None


@pytest.mark.parametrize(
    "seconds, text", [(None, "–"), (0.2, "0 s"), (59, "59 s"), (125, "2:05"), (3725, "1:02:05")]
)
def test_times_are_short(seconds: float | None, text: str) -> None:
    assert format_seconds(seconds) == text
