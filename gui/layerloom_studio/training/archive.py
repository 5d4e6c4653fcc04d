"""The runs that are kept on disk: a short list, and the record of each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layerloom_studio.runs.events import read_events
from layerloom_studio.runs.folder import RunFolder, runs_root
from layerloom_studio.training.record import RunRecord

_NEWEST = 100


@dataclass(frozen=True)
class RunInfo:
    """One line of the list.

    Args:
        folder: Where the run lies.
        name: What its job is called.
        started: When, in seconds since 1970.
        status: "finished", "stopped", "failed" or "interrupted" (its log has no end).
        epochs: How many epochs were completed.
        values: Last loss and metrics.
        best_epoch: The best one, if any.
    """

    folder: RunFolder
    name: str
    started: float
    status: str
    epochs: int
    values: dict[str, float]
    best_epoch: int | None = None


def list_runs(root: Path | None = None) -> list[RunInfo]:
    """Read what is known of every run.

    Args:
        root: Folder of the runs; by default the user's own.

    Returns:
        The newest first; folders that hold no run are left out.
    """
    root = root or runs_root()
    if not root.is_dir():
        return []
    folders = sorted((path for path in root.iterdir() if path.is_dir()), reverse=True)[:_NEWEST]
    infos = (_read(RunFolder(path)) for path in folders)
    return [info for info in infos if info is not None]


def load_record(folder: RunFolder) -> RunRecord:
    """Read all points of a run.

    Args:
        folder: The run.

    Returns:
        Its record, as it was when it was trained.
    """
    record = RunRecord(folder.path.name, folder=folder.path)
    for event in read_events(folder.events) if folder.events.exists() else []:
        record.take(event)
    return record


def _read(folder: RunFolder) -> RunInfo | None:
    try:
        events = read_events(folder.events)
        name = folder.read_job().name
    except (OSError, ValueError):
        return None
    if not events:
        return None
    last: dict[str, Any] = {event.kind: event for event in events}
    epochs = last.get("epoch")
    status = "failed" if "failed" in last else "stopped" if "stopped" in last else "finished"
    if "finished" not in last and "failed" not in last:
        status = "interrupted"
    best = last.get("best")
    return RunInfo(
        folder,
        name,
        events[0].time,
        status,
        epochs.data["epoch"] if epochs else 0,
        epochs.logs if epochs else {},
        best.data["epoch"] if best else None,
    )
