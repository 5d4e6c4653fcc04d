"""A window whose language, theme and sizes are put back after each test."""

from __future__ import annotations

import pytest

from layerloom_studio import theme
from layerloom_studio.language import switch
from layerloom_studio.main_window import MainWindow
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
    switch.set_language("system")
    theme.set_text_size(100)
    theme.set_reduced_motion(False)
    theme.set_theme("light")


@pytest.fixture
def drawn(window):
    window.open_path(DIGITS)
    window.set_mode("design")
    return window
