"""Results: where a trained network is right and where it is wrong."""

from layerloom_studio.panels.results.panel import ResultsPanel

__all__ = ["ResultsPanel"]
