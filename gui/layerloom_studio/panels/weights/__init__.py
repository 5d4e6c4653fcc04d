"""Weights of the selected layer: figures, histogram, and kernels as pictures."""

from layerloom_studio.panels.weights.panel import WeightsPanel

__all__ = ["WeightsPanel"]
