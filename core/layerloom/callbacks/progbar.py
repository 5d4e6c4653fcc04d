"""Progbar: how far a loop has come, its speed, and the values it reports."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from layerloom.callbacks.terminal import terminal


class Progbar:
    """A progress bar on standard output (``keras.utils.Progbar``).

    Args:
        target: Number of steps, ``None`` when unknown.
        width: Characters of the bar.
        verbose: 1 shows a bar, 2 one line at the end, 0 nothing.
        interval: Least time between two looks, in seconds.
        stateful_metrics: Names of values that are shown as they come; all others are averaged.
        stateless_metrics: Instead of it, names of the values that are averaged.
        unit_name: What a step is called.
    """

    def __init__(
        self,
        target: int | None,
        width: int = 20,
        verbose: int = 1,
        interval: float = 0.05,
        stateful_metrics: Iterable[str] | None = None,
        stateless_metrics: Iterable[str] | None = None,
        unit_name: str = "step",
    ) -> None:
        if stateful_metrics is not None and stateless_metrics is not None:
            raise ValueError("Progbar takes only one of stateful_metrics and stateless_metrics.")
        self.target = target
        self.width = width
        self.verbose = verbose
        self.interval = interval
        self.unit_name = unit_name
        self._kept = None if stateless_metrics is not None else set(stateful_metrics or ())
        self._averaged = set(stateless_metrics or ())
        self._values: dict[str, tuple[Any, float]] = {}
        self._seen = 0
        self._start = time.monotonic()
        self._after_first: float | None = None
        self._last_shown = 0.0
        terminal.start()

    def update(
        self, current: int, values: Sequence[tuple[str, Any]] | None = None, finalize: bool | None = None
    ) -> None:
        """Sets how many steps are done.

        Args:
            current: Steps done.
            values: Pairs of name and value to show.
            finalize: Whether this is the last call; by default when the target is reached.
        """
        final = (self.target is not None and current >= self.target) if finalize is None else finalize
        for name, value in values or ():
            self._take(name, value, max(current - self._seen, 1), final)
        self._seen = current
        now = time.monotonic()
        if current == 1 and self._after_first is None:
            self._after_first = now
        if self.verbose == 1 and (final or now - self._last_shown >= self.interval):
            terminal.bar(self._text(current, now, final), final)
            self._last_shown = now
        elif self.verbose == 2 and final:
            terminal.line(self._text(current, now, final, with_bar=False))

    def add(self, n: int, values: Sequence[tuple[str, Any]] | None = None) -> None:
        """Counts ``n`` more steps."""
        self.update(self._seen + n, values)

    def _take(self, name: str, value: Any, weight: int, final: bool) -> None:
        averaged = name in self._averaged if self._kept is None else name not in self._kept
        if isinstance(value, str) or not averaged or final or name not in self._values:
            self._values[name] = (value, weight)
            return
        before, count = self._values[name]
        mean = (before * count + value * weight) / (count + weight)
        self._values[name] = (mean, count + weight)

    def _text(self, current: int, now: float, final: bool, with_bar: bool = True) -> str:
        parts = [
            f"{current:>{len(str(self.target))}d}/{self.target}" if self.target else f"{current:>7d}/Unknown"
        ]
        if with_bar and self.target:
            full, empty = ("━", "╌") if terminal.can_show("━╌") else ("=", ".")
            done = min(self.width, int(self.width * current / self.target))
            parts.append(full * done + empty * (self.width - done))
        pace = self._pace(current, now)
        left = pace * (self.target - current) if self.target and not final else now - self._start
        dash = "" if with_bar else "- "  # so Keras writes its lines
        parts.append(f"{dash}{_duration(left)}")
        parts.append(f"{dash}{_short(pace)}/{self.unit_name}")
        for name, (value, _) in self._values.items():
            parts.append(f"- {name}: {_number(value)}")
        return " ".join(parts)

    def _pace(self, current: int, now: float) -> float:
        """Seconds per step; the first step, which sets things up, does not count among several."""
        if not current:
            return 0.0
        if self._after_first is not None and current > 1:
            return (now - self._after_first) / (current - 1)
        return (now - self._start) / current


def _duration(seconds: float) -> str:
    whole = int(seconds)
    if whole >= 3600:
        return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
    return f"{whole // 60}:{whole % 60:02d}" if whole >= 60 else f"{whole}s"


def _short(seconds: float) -> str:
    if seconds >= 1 or seconds == 0:
        return f"{seconds:.0f}s"
    return f"{seconds * 1e3:.0f}ms" if seconds >= 1e-3 else f"{seconds * 1e6:.0f}us"


def _number(value: Any) -> str:
    if isinstance(value, str):
        return value
    number = float(np.mean(value))
    return f"{number:.4f}" if abs(number) > 1e-3 or number == 0 else f"{number:.4e}"
