"""The selected layer looked into: its weights as figures, histogram and pictures, and what it makes of a sample."""

from layerloom_studio.panels.weights.outputs import OutputsPanel
from layerloom_studio.panels.weights.panel import WeightsPanel

__all__ = ["OutputsPanel", "WeightsPanel"]
