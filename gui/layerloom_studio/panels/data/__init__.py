"""The panel of the data: source, samples, classes, and fitting the model to them."""

from layerloom_studio.panels.data.panel import DataPanel

__all__ = ["DataPanel"]
