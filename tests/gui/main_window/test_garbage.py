"""Python's garbage is collected in the thread of the window alone."""

from __future__ import annotations

import gc
import threading
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from layerloom_studio.garbage import Collector


class Knot:
    """An object that refers to itself, and notes in which thread it ends."""

    ended: list[threading.Thread] = []

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        self.ended.append(threading.current_thread())


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Any:
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setattr(gc, "unfreeze", lambda: None)
    monkeypatch.setattr(Knot, "ended", [])
    gc.enable()
    owner = QObject()
    yield Collector(owner)
    owner.deleteLater()


def tie(count: int) -> None:
    for _ in range(count):
        Knot()


def test_what_another_thread_leaves_ends_in_that_of_the_window(collector: Collector, qtbot: QtBot) -> None:
    assert not gc.isenabled()
    thread = threading.Thread(target=tie, args=(5000,))
    thread.start()
    thread.join(30)
    assert Knot.ended == []
    qtbot.waitUntil(lambda: len(Knot.ended) == 5000, timeout=10_000)
    assert set(Knot.ended) == {threading.main_thread()}


def test_little_garbage_waits(collector: Collector) -> None:
    gc.collect()
    tie(5)
    collector.collect_if_due()
    assert Knot.ended == []
    collector.collect_all()
    assert len(Knot.ended) == 5
