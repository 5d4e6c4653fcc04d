"""Batches and data sets taken apart and put together."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

import numpy as np

from layerloom.data import Dataset
from layerloom.errors import FieldError
from layerloom.models.data_adapter import unpack_x_y_sample_weight
from layerloom.random import generator
from layerloom.tensors import KerasTensor

__all__ = ["is_keras_tensor", "pack_x_y_sample_weight", "split_dataset", "unpack_x_y_sample_weight"]


def pack_x_y_sample_weight(x: Any, y: Any = None, sample_weight: Any = None) -> Any:
    """Puts a batch together, without the parts that are missing (``keras.utils.pack_x_y_sample_weight``)."""
    if y is None:
        return (x,) if isinstance(x, (list, tuple)) else x
    return (x, y) if sample_weight is None else (x, y, sample_weight)


def is_keras_tensor(x: Any) -> bool:
    """Tells whether something is a symbolic tensor, as ``Input`` makes them."""
    return isinstance(x, KerasTensor)


def split_dataset(
    dataset: Any,
    left_size: float | None = None,
    right_size: float | None = None,
    shuffle: bool = False,
    seed: int | None = None,
    preferred_backend: str | None = None,
) -> tuple[Dataset, Dataset]:
    """Cuts samples into two parts (``keras.utils.split_dataset``).

    Args:
        dataset: An array, a list, tuple or dict of arrays of one length, or a Dataset; its batches are taken apart,
            and put together again.
        left_size: Number of samples of the first part, or their share as a float.
        right_size: The same of the second part.
        shuffle: Whether the samples are put in random order first.
        seed: Seed of that order.
        preferred_backend: Without effect.

    Returns:
        Two Datasets.

    Raises:
        FieldError: If the sizes do not fit the data.
    """
    if isinstance(dataset, (list, tuple)) and dataset and all(np.ndim(part) > 0 for part in dataset):
        dataset = Dataset.from_tensor_slices(tuple(dataset))
    elif isinstance(dataset, (np.ndarray, dict)):
        dataset = Dataset.from_tensor_slices(dataset)
    batch_size = dataset._batch_size if isinstance(dataset, Dataset) else None
    if batch_size is not None:
        dataset = dataset.unbatch()
    samples: list[Any] = list(dataset.as_numpy_iterator() if isinstance(dataset, Dataset) else dataset)
    left, right = _sizes(left_size, right_size, len(samples))
    if shuffle:
        start = int(generator().integers(10**6)) if seed is None else seed
        random.Random(start).shuffle(samples)  # the order that Keras gives for a seed
    parts = _held(samples[:left]), _held(samples[len(samples) - right :])
    return parts if batch_size is None else (parts[0].batch(batch_size), parts[1].batch(batch_size))


def _sizes(left: float | None, right: float | None, total: int) -> tuple[int, int]:
    if left is None and right is None:
        raise FieldError("split_dataset needs left_size or right_size.")
    counts = []
    for name, size in (("left_size", left), ("right_size", right)):
        share = isinstance(size, float)
        if size is not None and (size <= 0 or size >= (1 if share else total)):
            raise FieldError(f"{name} must lie between 0 and {1 if share else total}, got {size}.")
        counts.append(None if size is None else round(size * total) if share else int(size))
    first = total - (counts[1] or 0) if counts[0] is None else counts[0]
    second = total - first if counts[1] is None else counts[1]
    if first + second > total or not first or not second:
        raise FieldError(f"{total} samples cannot be split into {first} and {second}.")
    return first, second


def _held(samples: Iterable[Any]) -> Dataset:
    kept = list(samples)
    return Dataset(Dataset.from_generator(lambda: iter(kept))._make, len(kept))
