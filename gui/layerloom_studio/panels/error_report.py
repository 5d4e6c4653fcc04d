"""ErrorReport: what a person sends to those who can mend a fault: versions, last actions, and the traceback."""

from __future__ import annotations

import platform
import re
import sys
import sysconfig
import traceback
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType

from layerloom_studio import __version__

_ACTIONS = 30
_LINES = 40  # of the log
_PACKAGES = ("PySide6-Essentials", "numpy", "numba", "h5py", "pyqtgraph")
_PATH = re.compile(r"(?<![\w.])(?:~|[A-Za-z]:)?[\\/](?:[^\\/\s:'\"<>|*?]+[\\/])+")


@dataclass(frozen=True)
class Fault:
    """An error that nobody foresaw.

    Args:
        where: Thread or part of the program.
        sentence: Its type and message in a line.
        trace: The traceback as text, without personal folders.
    """

    where: str
    sentence: str
    trace: str

    @classmethod
    def of(cls, error: BaseException, trace: TracebackType | None, where: str) -> Fault:
        """Describe an exception."""
        lines = traceback.format_exception(type(error), error, trace)
        text = "".join(without_folders(line) for line in lines).rstrip()
        last = traceback.format_exception_only(error)[-1].strip()
        return cls(where, without_folders(" ".join(last.split()))[:300], text)


class Story:
    """What the person did last, so that a fault can be made to happen again."""

    def __init__(self) -> None:
        self._actions: deque[str] = deque(maxlen=_ACTIONS)

    def note(self, action: str) -> None:
        """Add an action: the name of a command or of an edit, never what was typed."""
        if action:
            self._actions.append(f"{datetime.now().astimezone():%H:%M:%S}  {action}")

    @property
    def lines(self) -> list[str]:
        """The actions, the oldest first."""
        return list(self._actions)


def make_report(fault: Fault | None, count: int, actions: Sequence[str], log: str) -> str:
    """Write a report.

    Args:
        fault: The latest fault, if there was one.
        count: How many there were.
        actions: What was done last.
        log: The text of the log.

    Returns:
        Some dozens of lines of plain text.
    """
    happened = ["No error has been noted."] if fault is None else [f"In {fault.where}:", fault.trace]
    if count > 1:
        happened.append(f"(The latest of {count}.)")
    parts = {
        "What happened": happened,
        "Versions": _versions(),
        "Last actions": actions or ["none"],
        "Log": [without_folders(line) for line in log.splitlines()[-_LINES:]] or ["empty"],
    }
    blocks = [f"{title}\n{'-' * len(title)}\n" + "\n".join(lines) for title, lines in parts.items()]
    return "Layerloom error report\n\n" + "\n\n".join(blocks) + "\n"


def without_folders(text: str) -> str:
    """Shorten paths to what helps: those of programs from their package on, all others to the last name."""
    for folder, short in _known_folders():
        text = text.replace(folder, short)
    return _PATH.sub("…/", text)


def _known_folders() -> list[tuple[str, str]]:
    package = Path(__file__).resolve().parents[1]
    paths = sysconfig.get_paths()
    folders = [
        (str(package), "layerloom_studio"),
        (_core_folder(), "layerloom"),
        (paths["purelib"], "site-packages"),
        (paths["platlib"], "site-packages"),
        (paths["stdlib"], "python"),
        (str(Path.home()), "~"),
    ]
    return sorted(
        ((folder, short) for folder, short in folders if len(folder) > 1), key=lambda item: -len(item[0])
    )


def _core_folder() -> str:
    import layerloom

    return str(Path(layerloom.__file__).resolve().parent)


def _versions() -> list[str]:
    found = [f"Layerloom {__version__}", f"Python {platform.python_version()}"]
    for package in _PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    found.append(f"{platform.system()} {platform.release()} {platform.machine()}, {sys.byteorder} endian")
    return found
