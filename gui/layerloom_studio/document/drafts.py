"""Drafts: unsaved work in the user's state folder, one file for each window, so that a kill loses little."""

from __future__ import annotations

import json
import logging
import os
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from layerloom.atomic import write_text
from layerloom.errors import LayerloomError
from layerloom_studio.document.content import Content
from layerloom_studio.document.files import from_json, to_json

_log = logging.getLogger(__name__)
_VERSION = 1
_SUFFIX = ".draft.json"


@dataclass(frozen=True)
class Draft:
    """Work that was kept for the case of a kill.

    Args:
        title: What the document was called.
        file: The file it belonged to, if any.
        saved: When it was kept, in seconds since 1970.
        run: Folder of the training that was running then, if one was.
        project: The project's JSON.
    """

    title: str
    file: Path | None
    saved: float
    run: Path | None
    project: Mapping[str, Any]

    @classmethod
    def of(cls, content: Content, title: str, file: Path | None, run: Path | None) -> Draft:
        """Make a draft of a document as it is now."""
        return cls(title, file, time.time(), run, to_json(content))

    def content(self) -> Content:
        """Return what was drawn and set.

        Raises:
            LayerloomError: If it cannot be understood; one sentence.
        """
        return from_json(dict(self.project))


def drafts_root() -> Path:
    """The folder of all drafts; the environment variable LAYERLOOM_DRAFTS names another one."""
    named = os.environ.get("LAYERLOOM_DRAFTS")
    return Path(named) if named else platformdirs.user_state_path("layerloom", appauthor=False) / "drafts"


def new_draft_path(root: Path) -> Path:
    """Return a file name that no other window uses, in this process or in another."""
    return root / f"{os.getpid()}-{uuid.uuid4().hex[:8]}{_SUFFIX}"


def draft_paths(root: Path) -> list[Path]:
    """Return the files of all drafts, also of those that windows are working on; the newest first."""
    try:
        return sorted(root.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)
    except OSError:  # one of them is gone again, or the folder cannot be read
        return []


def write_draft(path: Path, draft: Draft) -> None:
    """Write a draft whole or not at all.

    Raises:
        OSError: If it cannot be written.
    """
    data = {
        "version": _VERSION,
        "title": draft.title,
        "file": None if draft.file is None else str(draft.file),
        "saved": round(draft.saved, 3),
        "run": None if draft.run is None else str(draft.run),
        "project": draft.project,
    }
    write_text(path, json.dumps(data, ensure_ascii=False) + "\n")


def read_draft(path: Path) -> Draft | None:
    """Read a draft; what cannot be read is put aside, so that nobody is asked about it again.

    Drafts lie in a folder of this program's own and come from nobody else, so they are read here; their drawing goes
    through the same checks as that of a stranger's project.

    Returns:
        The draft, or ``None`` where the file holds none.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["version"] > _VERSION:
            return None  # a newer program's; it will offer it
        draft = Draft(
            str(data["title"]), _path(data["file"]), float(data["saved"]), _path(data["run"]), data["project"]
        )
        draft.content()
    except OSError:
        return None
    except (ValueError, KeyError, TypeError, RecursionError, LayerloomError) as error:
        _log.warning("%s holds no drawing that can be read (%s); it is put aside.", path.name, error)
        path.replace(path.with_name(f"{path.name}.damaged"))
        return None
    return draft


def _path(value: Any) -> Path | None:
    return Path(value) if isinstance(value, str) and value else None
