"""Older names of what data sets tell of themselves (``tf.data.experimental``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from layerloom.data.dataset import Dataset
from layerloom.data.stream import AUTOTUNE, INFINITE_CARDINALITY, UNKNOWN_CARDINALITY, Stream

__all__ = [
    "AUTOTUNE",
    "INFINITE_CARDINALITY",
    "UNKNOWN_CARDINALITY",
    "assert_cardinality",
    "cardinality",
    "get_single_element",
]


def cardinality(dataset: Dataset) -> Any:
    """Returns the number of elements, ``INFINITE_CARDINALITY`` or ``UNKNOWN_CARDINALITY``."""
    return dataset.cardinality()


def assert_cardinality(expected_cardinality: int) -> Callable[[Dataset], Dataset]:
    """Returns a function for :meth:`Dataset.apply` that says how many elements there are."""

    def say(dataset: Dataset) -> Dataset:
        return dataset._changed(lambda items: items, int(expected_cardinality))

    return say


def get_single_element(dataset: Stream) -> Any:
    """Returns the only element of a data set."""
    return dataset.get_single_element()
