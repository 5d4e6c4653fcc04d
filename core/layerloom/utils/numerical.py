"""Labels and rows in other forms: one-hot, unit length."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import LayerloomError
from layerloom.tensors import Array

__all__ = ["normalize", "to_categorical", "to_ordinal"]


def to_categorical(x: Any, num_classes: int | None = None) -> Array:
    """Turns class numbers into one-hot rows (``keras.utils.to_categorical``).

    Args:
        x: Whole numbers from 0, of any shape; a last axis of size 1 is dropped.
        num_classes: Number of classes; by default the greatest label plus one.

    Returns:
        Float rows of length ``num_classes``.

    Raises:
        ValueError: If a label is no class.
    """
    labels = np.asarray(x)
    if labels.dtype.kind not in "iubf" or (
        labels.dtype.kind == "f" and not (labels == np.floor(labels)).all()
    ):
        raise LayerloomError(
            f"to_categorical wants whole numbers as labels, got values of type {labels.dtype}."
        )
    labels = labels.astype(np.int64)
    if labels.ndim > 1 and labels.shape[-1] == 1:
        labels = labels[..., 0]
    count = int(labels.max(initial=-1)) + 1 if num_classes is None else num_classes
    if labels.size and (labels.min() < 0 or labels.max() >= count):
        wrong = labels.min() if labels.min() < 0 else labels.max()
        raise LayerloomError(f"Label {wrong} is no class: there are {count} classes, 0 to {count - 1}.")
    rows: Array = np.eye(count, dtype=np.float64)[labels]
    return rows


def normalize(x: Any, axis: int = -1, order: int = 2) -> Array:
    """Scales an array to length 1 along an axis (``keras.utils.normalize``).

    Args:
        x: An array.
        axis: The axis along which the length is taken.
        order: Order of the norm.
    """
    array = np.asarray(x)
    length = np.atleast_1d(np.linalg.norm(array, order, axis))
    length[length == 0] = 1
    scaled: Array = array / np.expand_dims(length, axis)
    return scaled


def to_ordinal(y: Any, num_classes: int | None = None, dtype: Any = "float32") -> Array:
    """Turns class numbers into rows that begin with as many ones (``tf.keras.utils.to_ordinal``).

    Args:
        y: Whole numbers from 0, of any shape; a last axis of size 1 is dropped.
        num_classes: Number of classes; by default the greatest label plus one.
        dtype: Number type of the result.

    Returns:
        Rows of length ``num_classes - 1``: the label 2 of 4 classes is 1, 1, 0.
    """
    labels = np.asarray(y).astype(np.int64)
    if labels.ndim > 1 and labels.shape[-1] == 1:
        labels = labels[..., 0]
    classes = num_classes or int(labels.max()) + 1
    return (np.arange(classes - 1) < labels[..., None]).astype(dtype)
