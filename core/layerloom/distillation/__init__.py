"""Small models that learn from large ones, the public namespace ``keras.distillation``."""

from layerloom.distillation.distiller import Distiller
from layerloom.distillation.losses import DistillationLoss, FeatureDistillation, LogitsDistillation

__all__ = ["DistillationLoss", "Distiller", "FeatureDistillation", "LogitsDistillation"]
