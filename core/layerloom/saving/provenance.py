"""Provenance: which program wrote a model file, and when; kept among the metadata, which real Keras passes over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from layerloom.about import VERSION

KEY = "written"


def stamped(metadata: Mapping[str, Any] | None) -> dict[str, Any]:
    """Returns metadata with a note of the program, its version and the time (UTC), in place of an older one.

    Args:
        metadata: What else is kept in the file.
    """
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    return {
        **(metadata or {}),
        KEY: {"program": "layerloom", "version": VERSION, "time": now.isoformat()},
    }


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
