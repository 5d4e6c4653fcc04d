"""The panel of prediction: a model, images dropped on it, and the table of answers."""

from layerloom_studio.panels.predict.panel import PredictPanel

__all__ = ["PredictPanel"]
