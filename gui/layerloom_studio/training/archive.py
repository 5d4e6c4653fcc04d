"""The runs that are kept on disk: a short list, and the record of each."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from layerloom.errors import FileFormatError
from layerloom_studio.language import tr
from layerloom_studio.language.system_errors import cause_of
from layerloom_studio.runs.events import Event, read_events
from layerloom_studio.runs.folder import RunFolder, runs_root
from layerloom_studio.training.comparing import best_values, settings_of
from layerloom_studio.training.record import RunRecord

_NEWEST = 100
_TRASH = ".deleted"


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
        best: Best value of every metric over all epochs.
        settings: All that it was asked for, by `settings_of`.
        seconds: How long it took, as it said in the end; without an end, how long its epochs took.
    """

    folder: RunFolder
    name: str
    started: float
    status: str
    epochs: int
    values: dict[str, float]
    best_epoch: int | None = None
    best: Mapping[str, float] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0


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
    folders = sorted(
        (path for path in root.iterdir() if path.is_dir() and path.name[0] != "."), reverse=True
    )[:_NEWEST]
    infos = (_read(RunFolder(path)) for path in folders)
    return [info for info in infos if info is not None]


def load_record(folder: RunFolder) -> RunRecord:
    """Read all points of a run.

    Args:
        folder: The run.

    Returns:
        Its record, as it was when it was trained.
    """
    record = RunRecord(folder.given_name or folder.path.name, folder=folder.path)
    for event in read_events(folder.events) if folder.events.exists() else []:
        record.take(event)
    return record


def delete_run(folder: RunFolder) -> Path:
    """Put a run away; `restore_run` brings it back until `empty_trash`.

    Args:
        folder: The run.

    Returns:
        Where it lies now.

    Raises:
        FileFormatError: If it cannot be moved.
    """
    trash = folder.path.parent / _TRASH
    try:
        trash.mkdir(exist_ok=True)
        target = trash / folder.path.name
        shutil.rmtree(target, ignore_errors=True)
        folder.path.replace(target)
    except OSError as error:
        raise FileFormatError(
            folder.path, tr("cannot be deleted ({cause})", cause=cause_of(error))
        ) from error
    return target


def restore_run(deleted: Path) -> RunFolder:
    """Bring a run back that was put away.

    Raises:
        FileFormatError: If it cannot be moved.
    """
    target = deleted.parent.parent / deleted.name
    try:
        deleted.replace(target)
    except OSError as error:
        raise FileFormatError(
            deleted, tr("cannot be brought back ({cause})", cause=cause_of(error))
        ) from error
    return RunFolder(target)


def empty_trash(root: Path | None = None) -> None:
    """Delete for good what was put away."""
    shutil.rmtree((root or runs_root()) / _TRASH, ignore_errors=True)


def _read(folder: RunFolder) -> RunInfo | None:
    try:
        events = read_events(folder.events)
        job = folder.read_job()
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
        folder.given_name or job.name,
        events[0].time,
        status,
        epochs.data["epoch"] if epochs else 0,
        epochs.logs if epochs else {},
        best.data["epoch"] if best else None,
        best_values(event.logs for event in events if event.kind == "epoch"),
        settings_of(job),
        _duration(events),
    )


def _duration(events: Sequence[Event]) -> float:
    """Seconds, what came before the first epoch and after the last included where that is known."""
    for event in events:
        if event.kind == "finished":
            return float(event.data["seconds"])
    return float(sum(event.data["seconds"] for event in events if event.kind == "epoch"))
