"""Data sets (``keras.datasets``): the small ones that come with scikit-learn."""

from layerloom.datasets import breast_cancer, diabetes, digits, iris, wine
from layerloom.datasets.embedded import EmbeddedDataset

__all__ = ["EmbeddedDataset", "breast_cancer", "diabetes", "digits", "iris", "wine"]
