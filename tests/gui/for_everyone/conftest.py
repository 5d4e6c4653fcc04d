"""Windows whose language, theme and sizes are put back after each test, or after all of a file."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from layerloom_studio import theme
from layerloom_studio.language import switch
from layerloom_studio.main_window import MainWindow, Settings
from layerloom_studio.resources import asset

DIGITS = asset("projects", "digits.layerloom.json")


@pytest.fixture
def window(qtbot, settings, runs_folder):
    window = MainWindow(settings)
    qtbot.addWidget(window, before_close_func=lambda w: w.project.set_modified(False))
    window.resize(1280, 800)
    window.show()
    yield window
    window.tour.end()
    _put_back()


@pytest.fixture
def drawn(window):
    window.open_path(DIGITS)
    window.set_mode("design")
    return window


@pytest.fixture(scope="module")
def lasting(qapp, tmp_path_factory):
    """One window of 1280 x 800 with an open drawing, for all tests of a file that change no document."""
    gc.collect()  # what is left of windows before, found while this one is made, brings PySide down
    folder = tmp_path_factory.mktemp("lasting")
    settings = Settings(folder / "settings.json")
    settings.set("theme", "light")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LAYERLOOM_RUNS", str(folder / "runs"))
        window = MainWindow(settings)
        window.resize(1280, 800)
        window.show()
        window.open_path(DIGITS)
        yield window
        window.tour.end()
        window.project.set_modified(False)
        window.close()
        window.deleteLater()
        _put_back()


def _put_back() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # closed windows need nothing
    switch.set_language("system")
    theme.set_text_size(100)
    theme.set_reduced_motion(False)
    theme.set_theme("light")
