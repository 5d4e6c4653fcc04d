"""The corpus of hostile files: for each requirement of a safe loader what breaks it, and twins that are in order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from . import containers, data, meaning, tfjs
from .making import HOSTILE, MARKER, TWINS

__all__ = ["HOSTILE", "MARKER", "TWINS", "containers", "data", "meaning", "open_one", "tfjs"]


def open_one(path: Path) -> Any:
    """Opens a file by the door for its kind."""
    from layerloom.models.formats import read_any
    from layerloom.utils import load_csv, load_img, load_npz

    doors = {".png": load_img, ".csv": load_csv, ".npz": load_npz}
    return doors.get(path.suffix, read_any)(path)
