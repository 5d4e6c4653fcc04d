"""Control: how another thread pauses, resumes and stops a run."""

from __future__ import annotations

import threading


class Control:
    """A switch that a run looks at after every batch; any thread may turn it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._paused = False
        self._stopped = False
        self._rate: float | None = None

    @property
    def paused(self) -> bool:
        """Whether the run shall wait."""
        return self._paused

    @property
    def stopped(self) -> bool:
        """Whether the run shall end."""
        return self._stopped

    def pause(self) -> None:
        """Let the run wait after the present batch."""
        self._turn(paused=True)

    def resume(self) -> None:
        """Let it go on."""
        self._turn(paused=False)

    def stop(self) -> None:
        """Let it end after the present batch, also while it waits."""
        self._turn(stopped=True)

    def set_rate(self, rate: float) -> None:
        """Let it go on with another learning rate after the present batch."""
        with self._changed:
            self._rate = rate

    def take_rate(self) -> float | None:
        """The learning rate that was asked for since the last time; the run calls this."""
        with self._changed:
            rate, self._rate = self._rate, None
        return rate

    def wait(self) -> None:
        """Return as soon as the run may go on or shall end; the run calls this."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or not self._paused)

    def _turn(self, paused: bool | None = None, stopped: bool = False) -> None:
        with self._changed:
            self._paused = self._paused if paused is None else paused
            self._stopped = self._stopped or stopped
            self._changed.notify_all()
