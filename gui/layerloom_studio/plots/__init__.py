"""Live plots of loss and metrics; pyqtgraph is imported when they are first shown."""

from layerloom_studio.plots.live import LivePlots, preload

__all__ = ["LivePlots", "preload"]
