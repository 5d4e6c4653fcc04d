"""Data that streams past (``tf.data``): data sets that are read, changed and put into batches during training."""

from layerloom.data import experimental
from layerloom.data.dataset import Dataset
from layerloom.data.lines import TextLineDataset
from layerloom.data.specs import DatasetSpec, TensorSpec
from layerloom.data.stream import AUTOTUNE, INFINITE_CARDINALITY, UNKNOWN_CARDINALITY

__all__ = [
    "AUTOTUNE",
    "INFINITE_CARDINALITY",
    "UNKNOWN_CARDINALITY",
    "Dataset",
    "DatasetSpec",
    "TensorSpec",
    "TextLineDataset",
    "experimental",
]
