"""Older path of drawings of models (``keras.utils.vis_utils``)."""

from layerloom.utils.model_plotting import model_to_dot, plot_model

__all__ = [
    "model_to_dot",
    "plot_model",
]
