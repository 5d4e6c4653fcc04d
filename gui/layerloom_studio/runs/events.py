"""The log of a run: numbered events as JSON lines, only ever appended to."""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True)
class Event:
    """Something that happened in a run.

    Kinds and what they tell (epochs and batches count from 1; `logs` maps names of loss and metrics to numbers):

    - `started`: epochs, batches, samples, validation_samples, parameters, batch_size; before and shift where it goes
      on from a training, see `layerloom_studio.runs.earlier`
    - `batch`: epoch, batch, batches, logs (running means of the epoch), samples_per_second
    - `epoch`: epoch, logs, seconds, samples_per_second, eta (seconds that the other epochs will take)
    - `best`: epoch, monitor, value
    - `checkpoint`: epoch, path (relative to the run's folder)
    - `paused`, `resumed`: epoch, batch
    - `rate`: epoch, batch, rate (the learning rate from there on, as somebody has set it)
    - `stopped`: reason ("user", "early_stopping" or "nan"), epoch, batch, message
    - `finished`: epochs (how many were completed), seconds, best_epoch, model (relative path or None), model_epoch
    - `failed`: message

    Args:
        number: 1 for the first event of the run, then counting up without gaps.
        kind: What happened.
        time: When, in seconds since 1970.
        data: What belongs to it.
    """

    number: int
    kind: str
    time: float
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def logs(self) -> dict[str, float]:
        """Loss and metrics, not-a-number where the log has none."""
        values = self.data.get("logs") or {}
        return {name: math.nan if value is None else float(value) for name, value in values.items()}


class EventLog:
    """Appends events to a file; each one is on disk in one piece when `append` returns.

    A last line that was torn by a kill is cut off first, so that the log goes on where it was whole.

    Args:
        path: The file; it is made if it does not exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        known = read_events(path) if path.exists() else []
        self._number = known[-1].number if known else 0
        if path.exists():
            _cut_torn_line(path)
        self._file = path.open("a", encoding="utf-8", newline="\n")

    def append(self, kind: str, **data: Any) -> Event:
        """Write an event.

        Args:
            kind: What happened.
            data: What belongs to it; numbers that are not finite are stored as null.

        Returns:
            The event with its number and time.
        """
        self._number += 1
        event = Event(self._number, kind, round(time.time(), 3), _plain(data))
        line = {"n": event.number, "kind": kind, "time": event.time, **event.data}
        self._file.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
        self._file.flush()
        return event

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None:
        self.close()


def read_events(path: Path, after: int = 0) -> list[Event]:
    """Read a log, also while it is being written.

    Args:
        path: The file.
        after: Leave out the events up to this number.

    Returns:
        The events; a last line that is not complete is left out, and so is all behind a damaged line.
    """
    events = []
    for line in path.read_bytes().split(b"\n")[:-1]:
        event = _parse(line)
        if event is None:
            break
        if event.number > after:
            events.append(event)
    return events


def _parse(line: bytes) -> Event | None:
    try:
        data = json.loads(line)
        number, kind, moment = data.pop("n"), data.pop("kind"), data.pop("time")
    except (ValueError, KeyError, AttributeError, TypeError):
        return None
    if not isinstance(number, int) or not isinstance(kind, str) or not isinstance(moment, (int, float)):
        return None
    return Event(number, kind, float(moment), data)


def _cut_torn_line(path: Path) -> None:
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        os.truncate(path, whole)


def _plain(value: Any) -> Any:
    """Copy as JSON data: NumPy numbers become Python's, paths text, not-finite numbers None."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, Path):
        return value.as_posix()
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
