"""Provenance: which program wrote a model file, and when; kept among the metadata, which real Keras passes over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from importlib import metadata as packages
from typing import Any

KEY = "written"


def stamped(metadata: Mapping[str, Any] | None) -> dict[str, Any]:
    """Returns metadata with a note of the program, its version and the time (UTC), in place of an older one.

    Args:
        metadata: What else is kept in the file.
    """
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    return {**(metadata or {}), KEY: {"program": "layerloom", "version": _version(), "time": now.isoformat()}}


def provenance_text(metadata: Mapping[str, Any]) -> str:
    """Returns a line about who wrote a file, and when; empty for files of others.

    Args:
        metadata: As :func:`layerloom.saving.read_metadata` gives it.
    """
    note = metadata.get(KEY)
    if not isinstance(note, Mapping):
        return ""
    program, version, time = (str(note.get(key, ""))[:60] for key in ("program", "version", "time"))
    return f"Written by {program} {version}, {time}" if program and time else ""


def _version() -> str:
    try:
        return packages.version("layerloom")
    except packages.PackageNotFoundError:  # run from its folder without being installed
        return "from source"
