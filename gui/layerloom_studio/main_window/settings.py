"""What the program remembers between starts: a small JSON file in the user's configuration folder."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs

from layerloom.atomic import write_text

_log = logging.getLogger(__name__)
_MOST_RECENT = 10


class Settings:
    """Recent files, theme, window geometry and the layout of each mode.

    A file that is missing or broken gives the defaults; one that cannot be written is no reason to stop.

    Args:
        path: The file; by default `settings.json` in the user's configuration folder.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or Path(platformdirs.user_config_dir("layerloom", appauthor=False)) / "settings.json"
        self._values = _read(self.path)

    @property
    def recent(self) -> list[Path]:
        """Files opened or saved lately that still exist, the newest first."""
        names = self._values.get("recent", [])
        paths = [Path(name) for name in names if isinstance(name, str)] if isinstance(names, list) else []
        return [path for path in paths if path.exists()]  # a SavedModel is a folder

    def add_recent(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        path = path.absolute()
        others = [other for other in self.recent if other != path]
        self.set("recent", [str(item) for item in [path, *others][:_MOST_RECENT]])

    def clear_recent(self) -> None:
        """Forget all recent files."""
        self.set("recent", [])

    def text(self, key: str, default: str = "") -> str:
        """A remembered word."""
        value = self._values.get(key, default)
        return value if isinstance(value, str) else default

    def mapping(self, key: str) -> dict[str, str]:
        """Remembered words by name."""
        value = self._values.get(key, {})
        return {k: v for k, v in value.items() if isinstance(v, str)} if isinstance(value, dict) else {}

    def set(self, key: str, value: Any) -> None:
        """Remember a value of plain data and write the file."""
        if self._values.get(key) != value:
            self._values[key] = value
            _write(self.path, self._values)


def _read(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        _log.warning("%s: the settings cannot be read (%s), so the defaults are used.", path, error)
        return {}
    return values if isinstance(values, dict) else {}


def _write(path: Path, values: Mapping[str, Any]) -> None:
    try:
        write_text(path, json.dumps(values, indent=1) + "\n")
    except OSError as error:
        _log.warning("%s: the settings cannot be kept (%s).", path, error)
