"""What Teachable Machine lays beside a model: names of classes, and how pictures become its input."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from layerloom.graph import ArchitectureError, read_json
from layerloom.graph.plain_text import text_of

LABELS = "labels.txt"
ABOUT = "metadata.json"
_LARGEST = 2**20  # bytes
_LONGEST = 200  # characters of a name
_JOINERS = "\u200c\u200d"  # inside names of some languages and emoji

#: What Teachable Machine calls its models, and the size of their pictures where it does not tell it.
_KERAS, _TFJS = "keras_model.h5", "model.json"
_EDGE = 224


def with_labels(path: str | os.PathLike[str], metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Returns what a model's file says of itself with what is told by files beside it, such as ``labels.txt``.

    Args:
        path: The model's file or folder.
        metadata: What it says itself. Where that names other classes, what lies beside it belongs to another model.

    Returns:
        Metadata with ``classes``, and ``fitting`` where pictures go in.
    """
    about = _about(path)
    classes = _names(about.get("labels") or about.get("wordLabels")) or classes_beside(path)
    if not classes or (metadata.get("classes") or classes) != classes:
        return dict(metadata)
    beside = {"classes": classes, "fitting": _fitting(Path(path).name, about)}
    return {**metadata, **{key: value for key, value in beside.items() if value and not metadata.get(key)}}


def classes_beside(path: str | os.PathLike[str]) -> list[str]:
    """Returns the names of classes in a ``labels.txt`` beside a model: a line for each, ``0 Cat`` or ``Cat``.

    Args:
        path: The model's file or folder.

    Returns:
        The names; none where there is no such file, or where it holds anything else.
    """
    try:
        text = text_of(_small_file(path, LABELS))
    except UnicodeDecodeError:
        return []
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    numbered = [re.fullmatch(r"(\d{1,6})(?:[:\s]\s*(.*))?", line) for line in lines]
    rows = {int(row[1]): row[2] or row[1] for row in numbered if row}
    if sorted(rows) == list(range(len(lines))) and any(row[2] for row in numbered if row):
        lines = [rows[place] for place in range(len(lines))]
    return _names(lines)


def _about(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Returns what Teachable Machine says of a model for TensorFlow.js."""
    if Path(path).name != _TFJS:
        return {}
    try:
        data = read_json(_small_file(path, ABOUT))
    except ArchitectureError:
        return {}
    return data if isinstance(data, dict) else {}


def _fitting(name: str, about: dict[str, Any]) -> dict[str, Any] | None:
    """Returns how pictures become the input: their middle, with values from -1 to 1."""
    edge = about.get("imageSize", _EDGE if name == _KERAS else None)
    if isinstance(edge, bool) or not isinstance(edge, int):
        return None
    channels = 1 if about.get("grayscale") is True else 3
    size = {"height": edge, "width": edge, "channels": channels}
    return {**size, "shaping": "crop", "rescale": 1 / 127.5, "offset": -1.0}


def _names(values: Any) -> list[str]:
    """Returns a list of names that can be shown; an empty one of anything else."""
    names = [item.strip()[:_LONGEST] for item in values or () if isinstance(item, str)]
    shown = all(name and all(c.isprintable() or c in _JOINERS for c in name) for name in names)
    return names if isinstance(values, list) and len(names) == len(values) and shown else []


def _small_file(path: str | os.PathLike[str], name: str) -> bytes:
    """Returns what a file beside a model holds; nothing where there is no regular file of reasonable size."""
    file = Path(path).absolute().parent / name
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
            return b""
        return file.read_bytes()
    except OSError:
        return b""
