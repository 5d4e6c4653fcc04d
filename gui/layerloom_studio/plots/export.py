"""Curves as files: a picture and a table."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPoint
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from layerloom.atomic import atomic_path
from layerloom_studio import theme
from layerloom_studio.training.record import RunRecord

_SCALE = 2.0


def save_picture(widget: QWidget, path: Path) -> None:
    """Write what a widget shows as a PNG file of twice its size on the screen.

    Args:
        widget: What to show.
        path: The file.

    Raises:
        OSError: If the file cannot be written.
    """
    picture = QPixmap(widget.size() * _SCALE)
    picture.setDevicePixelRatio(_SCALE)
    picture.fill(theme.current().panel)
    widget.render(picture, QPoint())
    data = QBuffer()
    data.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(data, "PNG")
    with atomic_path(path) as beside:
        beside.write_bytes(data.data().data())


def save_csv(record: RunRecord, path: Path) -> None:
    """Write a line per epoch: its number, its seconds, and every value in full precision.

    Args:
        record: The run.
        path: The file.

    Raises:
        OSError: If the file cannot be written.
    """
    names = list(record.epoch_series)
    with atomic_path(path) as beside, beside.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["epoch", "seconds", *names])
        for row in record.rows:
            table.writerow([row.number, f"{row.seconds:.3f}", *(row.values.get(name, "") for name in names)])


def save_json(record: RunRecord, path: Path) -> None:
    """Write the history as Keras has it: a list for each metric, null where a value is no number.

    Args:
        record: The run.
        path: The file.

    Raises:
        OSError: If the file cannot be written.
    """
    history = {
        name: [value if math.isfinite(value) else None for value in series.y.tolist()]
        for name, series in record.epoch_series.items()
    }
    with atomic_path(path) as beside:
        beside.write_text(json.dumps(history, indent=1) + "\n", encoding="utf-8")
