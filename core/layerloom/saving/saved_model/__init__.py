"""SavedModel folders and checkpoints of tf.keras, read and written without TensorFlow."""

from layerloom.saving.saved_model.checkpoint import checkpoint_of, is_checkpoint, plan_weights, write_weights
from layerloom.saving.saved_model.reading import is_saved_model, read_metadata, read_model, saved_model_folder
from layerloom.saving.saved_model.writing import write_model

__all__ = [
    "checkpoint_of",
    "is_checkpoint",
    "is_saved_model",
    "plan_weights",
    "read_metadata",
    "read_model",
    "saved_model_folder",
    "write_model",
    "write_weights",
]
