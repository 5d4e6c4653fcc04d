"""Older path of what is told of a model's layers (``keras.utils.layer_utils``)."""

from layerloom.models.summary import print_summary
from layerloom.utils.tracing import get_source_inputs

__all__ = [
    "get_source_inputs",
    "print_summary",
]
