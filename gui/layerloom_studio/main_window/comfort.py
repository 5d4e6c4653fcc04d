"""Comfort: language, theme, size of texts, motion and processors, as each person needs them, remembered."""

from __future__ import annotations

import os

from PySide6.QtCore import QObject, Signal

from layerloom import config
from layerloom_studio import theme
from layerloom_studio.language import switch
from layerloom_studio.main_window.settings import Settings

SIZES = (80, 90, 100, 110, 125, 150, 175, 200)  # percent


class Comfort(QObject):
    """Puts the choices of a person on the program.

    Args:
        settings: Where they are kept.
        parent: Owner.
    """

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    def restore(self) -> None:
        """Put on what was chosen last time; what cannot be read is left as it is usual."""
        name = self._settings.text("theme", "system")
        theme.set_theme(name if name in theme.PALETTES else "system")
        size = self._settings.text("text_size", "100")
        theme.set_text_size(int(size) if size.isdecimal() and int(size) in SIZES else 100)
        theme.set_reduced_motion(self._settings.text("motion") == "reduced")
        language = self._settings.text("language", "system")
        switch.set_language(language if language in switch.LANGUAGES else "system")
        threads = self._settings.text("threads")
        if threads.isdecimal() and 1 <= int(threads) <= processors():
            config.set_thread_count(int(threads))

    def choose_theme(self, name: str) -> None:
        """Put a theme on: "light", "dark", "contrast" or "system"."""
        theme.set_theme(name)
        self._settings.set("theme", name)
        self.changed.emit()

    def switch_theme(self) -> None:
        """Go from light to dark, and from anything dark to light."""
        self.choose_theme("light" if theme.current().dark else "dark")

    def choose_language(self, name: str) -> None:
        """Show the window in a language, or in that of the system."""
        switch.set_language(name)
        self._settings.set("language", name)
        self.changed.emit()

    def choose_text_size(self, percent: int) -> None:
        """Show all texts larger or smaller."""
        theme.set_text_size(percent)
        self._settings.set("text_size", str(percent))
        self.changed.emit()

    def step_text_size(self, by: int) -> None:
        """Go to a larger or smaller size of texts, if there is one."""
        at = min(range(len(SIZES)), key=lambda place: abs(SIZES[place] - theme.text_size())) + by
        self.choose_text_size(SIZES[max(0, min(at, len(SIZES) - 1))])

    def reduce_motion(self, reduced: bool) -> None:
        """Keep everything still, or not."""
        theme.set_reduced_motion(reduced)
        self._settings.set("motion", "reduced" if reduced else "usual")
        self.changed.emit()

    def choose_threads(self, count: int | None) -> None:
        """Let so many threads share the work of a training, or with `None` one for each processor."""
        config.set_thread_count(count)
        self._settings.set("threads", "" if count is None else str(count))


def processors() -> int:
    """How many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
