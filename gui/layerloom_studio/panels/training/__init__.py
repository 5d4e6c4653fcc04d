"""The panel of training: controls, settings, epochs and earlier runs."""

from layerloom_studio.panels.training.epoch_table import EpochTable
from layerloom_studio.panels.training.panel import TrainingPanel

__all__ = ["EpochTable", "TrainingPanel"]
