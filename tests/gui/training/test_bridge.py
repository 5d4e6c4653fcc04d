"""The bridge delivers every event in order, batches together, the rest at once."""

from typing import Any

import pytest

from layerloom_studio.training import bridge as bridge_module
from layerloom_studio.training.bridge import Bridge


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(bridge_module.time, "monotonic", lambda: now[0])
    return now


def test_batches_come_together_and_nothing_is_lost(events: Any, clock: list[float]) -> None:
    bridge = Bridge()
    heard: list[tuple[Any, ...]] = []
    bridge.news.connect(heard.append)
    for number in range(1, 101):
        bridge.take(events.batch(1, number, batches=100))
        clock[0] += 0.005
    bridge.flush()
    numbers = [event.number for news in heard for event in news]
    assert numbers == list(range(1, 101))
    assert 12 <= len(heard) <= 15  # half a second at 25 deliveries per second


def test_the_end_of_an_epoch_goes_out_at_once_with_what_waits(events: Any, clock: list[float]) -> None:
    bridge = Bridge()
    heard: list[tuple[Any, ...]] = []
    bridge.news.connect(heard.append)
    bridge.take(events.batch(1, 1))
    bridge.take(events.batch(1, 2))
    bridge.take(events.epoch(1))
    assert [[event.kind for event in news] for news in heard] == [["batch"], ["batch", "epoch"]]


def test_flushing_nothing_says_nothing() -> None:
    bridge = Bridge()
    heard: list[object] = []
    bridge.news.connect(heard.append)
    bridge.flush()
    assert heard == []
