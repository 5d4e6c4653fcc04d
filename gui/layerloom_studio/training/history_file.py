"""Files with the curves of a run, from an export or from Keras: read as a record."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from layerloom.errors import FileFormatError
from layerloom_studio.language import tr
from layerloom_studio.language.system_errors import cause_of
from layerloom_studio.runs.events import Event
from layerloom_studio.training.record import RunRecord

_LARGEST = 64 * 2**20  # bytes


def load_history(path: Path) -> RunRecord:
    """Read curves that were exported, or that Keras wrote.

    A table has a line per epoch, as CSVLogger writes it; JSON has a list per metric, as `History.history` is. Curves
    are short, so that a stranger's file is read here, within bounds, by Python's own readers of text.

    Args:
        path: A .csv or .json file.

    Returns:
        A record without a folder.

    Raises:
        FileFormatError: If it holds no curves.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise FileFormatError(path, tr("it is larger than 64 MB"))
        text = path.read_text(encoding="utf-8-sig")
        columns = _columns_of_json(text) if path.suffix.lower() == ".json" else _columns_of_csv(text)
    except OSError as error:
        raise FileFormatError(path, tr("cannot be read ({cause})", cause=cause_of(error))) from error
    except (ValueError, TypeError, AttributeError, RecursionError, csv.Error) as error:
        raise FileFormatError(path, tr("it holds no curves: a list of numbers for each metric")) from error
    length = max(map(len, columns.values()), default=0)
    if not length:
        raise FileFormatError(path, tr("it holds no curves: a list of numbers for each metric"))
    record = RunRecord(path.stem, planned=length, finished=True)
    for place in range(length):
        logs = {name: values[place] for name, values in columns.items() if place < len(values)}
        record.take(Event(place + 1, "epoch", 0.0, {"epoch": place + 1, "logs": logs, "seconds": 0.0}))
    return record


def _columns_of_json(text: str) -> dict[str, list[float]]:
    return {
        str(name): [float("nan") if value is None else float(value) for value in values]
        for name, values in json.loads(text).items()
    }


def _columns_of_csv(text: str) -> dict[str, list[float]]:
    rows = list(csv.DictReader(text.splitlines()))
    names = [name for name in (rows[0] if rows else {}) if name and name not in ("epoch", "seconds")]
    return {name: [float(row[name] or "nan") for row in rows] for name in names}
