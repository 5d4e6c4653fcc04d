"""Live plots of loss and metrics; pyqtgraph is imported with the first points."""

from layerloom_studio.plots.live import LivePlots

__all__ = ["LivePlots"]
