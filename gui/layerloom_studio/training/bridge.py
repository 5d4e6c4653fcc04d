"""Bridge: carries a run's events out of its thread, many at a time so that the window is not flooded."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal

from layerloom_studio.runs.events import Event

_INTERVAL = 0.04  # seconds between two deliveries of batch events


class Bridge(QObject):
    """Is called in the thread of the run and emits tuples of events, in order and without loss.

    The first batch event goes out at once, later ones together every 40 milliseconds; anything else, such as the
    end of an epoch, goes out at once and takes along what waits.
    """

    news = Signal(object)  # tuple of Event

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[Event] = []
        self._sent = 0.0

    def take(self, event: Event) -> None:
        """Listen to a run."""
        self._waiting.append(event)
        now = time.monotonic()
        if event.kind != "batch" or now - self._sent >= _INTERVAL:
            self._sent = now
            self.flush()

    def flush(self) -> None:
        """Deliver what waits."""
        if self._waiting:
            events, self._waiting = tuple(self._waiting), []
            self.news.emit(events)
