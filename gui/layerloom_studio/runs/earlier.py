"""The epochs of the training that a run goes on from, as they stand in its log, so that its curves can be joined."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from layerloom_studio.runs.events import Event, read_events
from layerloom_studio.runs.folder import RunFolder

Rows = tuple[dict[str, Any], ...]


def earlier_rows(run: Path, last: int = 0) -> Rows:
    """Return the epochs of a run and of those that it had gone on from itself.

    Args:
        run: Its folder.
        last: The last of the run's own epochs that counts, 0 for all.

    Returns:
        For each epoch `{"epoch", "logs", "seconds"}`, numbered from the very first training on.
    """
    path = RunFolder(run).events
    if not path.is_file():
        return ()
    rows: list[dict[str, Any]] = []
    shift = 0
    for event in read_events(path):
        if event.kind == "started":
            rows, shift = before(event)
        elif event.kind == "epoch" and (not last or event.data["epoch"] <= last):
            number = event.data["epoch"] + shift
            rows = [row for row in rows if row["epoch"] < number]
            rows.append({"epoch": number, "logs": event.data["logs"], "seconds": event.data["seconds"]})
    return tuple(rows)


def before(started: Event) -> tuple[list[dict[str, Any]], int]:
    """Return what the event `started` tells of earlier epochs, and by how much the run's own are counted on."""
    rows = started.data.get("before")
    shift = started.data.get("shift")
    kept = [row for row in rows if _is_row(row)] if isinstance(rows, list) else []
    return kept, shift if isinstance(shift, int) and kept else 0


def told(rows: Sequence[dict[str, Any]], epoch: int) -> dict[str, Any]:
    """Return what the event `started` shall tell.

    Args:
        rows: As `earlier_rows` gives them.
        epoch: How many epochs of the same training have been done; 0 where the run counts from 1 again.
    """
    if not rows:
        return {}
    return {"before": list(rows), "shift": 0 if epoch else rows[-1]["epoch"]}


def _is_row(row: Any) -> bool:
    return isinstance(row, dict) and isinstance(row.get("epoch"), int) and isinstance(row.get("logs"), dict)
