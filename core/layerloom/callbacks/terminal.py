"""The terminal as callbacks see it: whole lines, and one line that is written over and over."""

from __future__ import annotations

import logging
import shutil
import sys
import time

from layerloom import config

_LOGGER = logging.getLogger("layerloom")


class Terminal:
    """Writes to standard output, where there is one."""

    def __init__(self) -> None:
        self._bar_width = 0  # characters of the bar that stands on an unfinished line
        self._last_plain = 0.0

    @property
    def dynamic(self) -> bool:
        """Whether a line can be written over: on a terminal and in a notebook, not in a log file."""
        return bool(sys.stdout and sys.stdout.isatty()) or "ipykernel" in sys.modules

    def line(self, text: str) -> None:
        """Writes a line of its own."""
        if not config.is_interactive_logging_enabled():
            _LOGGER.info("%s", text)
            return
        self._write(("\n" if self._bar_width else "") + text + "\n")
        self._bar_width = 0

    def bar(self, text: str, final: bool = False) -> None:
        """Writes the present state of a bar over the one before.

        Where lines cannot be written over, only final bars are written, and others every ten seconds.
        """
        if not config.is_interactive_logging_enabled():
            if final:
                _LOGGER.info("%s", text)
            return
        if not self.dynamic:
            now = time.monotonic()
            if final or now - self._last_plain >= 10:
                self._last_plain = now
                self._write(text + "\n")
            return
        if not final:  # a line that wraps could not be written over
            text = text[: shutil.get_terminal_size().columns - 1]
        self._write("\r" + text.ljust(self._bar_width) + ("\n" if final else ""))
        self._bar_width = 0 if final else len(text)

    def start(self) -> None:
        """Begins a new bar: its first plain line comes after ten seconds."""
        self._last_plain = time.monotonic()

    def can_show(self, text: str) -> bool:
        """Tells whether the terminal's encoding has these characters."""
        try:
            text.encode(getattr(sys.stdout, "encoding", None) or "ascii")
        except (UnicodeEncodeError, LookupError):
            return False
        return True

    def _write(self, text: str) -> None:
        if sys.stdout is not None:  # a program without a console has none
            sys.stdout.write(text)
            sys.stdout.flush()


terminal = Terminal()
