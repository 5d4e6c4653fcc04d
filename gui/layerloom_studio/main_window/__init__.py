"""The main window: the one place that connects canvas, panels, training and files with each other."""

from layerloom_studio.main_window.settings import Settings
from layerloom_studio.main_window.window import MainWindow

__all__ = ["MainWindow", "Settings"]
