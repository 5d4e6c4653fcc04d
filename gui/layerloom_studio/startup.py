"""Before a window can open: why it could not, and the QApplication."""

from __future__ import annotations

import os
import sys
from typing import Any

from layerloom_studio.language import tr


def make_application() -> Any:
    """Make the QApplication with the program's name and icon.

    Returns:
        The QApplication; there must be none yet.
    """
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from layerloom_studio import __version__
    from layerloom_studio.resources import asset

    application = QApplication(["layerloom"])
    application.setApplicationName("layerloom")
    application.setApplicationDisplayName("Layerloom")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("layerloom")
    application.setWindowIcon(QIcon(str(asset("icons", "app.svg"))))
    return application


def window_refusal() -> str:
    """Say why no window can be opened here; Qt itself would end the process without a word on most of this.

    Returns:
        One sentence, empty when nothing stands against it.
    """
    try:
        import PySide6
        from PySide6 import QtGui  # noqa: F401 - the first module that needs the system's libraries
    except ImportError as error:
        return tr(
            "Qt cannot be loaded ({error}); on Debian and Ubuntu this installs what it needs: sudo apt-get install "
            "libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libxkbcommon-x11-0 libxcb-cursor0 "
            "libxcb-icccm4 libxcb-keysyms1 libxcb-shape0",
            error=error,
        )
    if broken_pair(PySide6.__version_info__[:2], sys.version_info[:2]):
        return tr(
            "PySide6 {version} crashes on Python {python}; install an earlier one: "
            "pip install 'PySide6-Essentials>=6.10,<6.12'",
            version=str(PySide6.__version__),
            python=f"{sys.version_info[0]}.{sys.version_info[1]}",
        )
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in displays):
        return tr(
            "there is no display to open a window on; use the commands that need none: "
            "layerloom demo, train, classify, summary."
        )
    return ""


def broken_pair(qt: tuple[int, ...], python: tuple[int, ...]) -> bool:
    """Tell whether a PySide6 loses references of None on a Python until it aborts."""
    return qt >= (6, 12) and python < (3, 12)
