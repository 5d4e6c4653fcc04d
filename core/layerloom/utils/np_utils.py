"""Older path of helpers for labels (``keras.utils.np_utils``)."""

from layerloom.utils.numerical import normalize, to_categorical, to_ordinal

__all__ = [
    "normalize",
    "to_categorical",
    "to_ordinal",
]
