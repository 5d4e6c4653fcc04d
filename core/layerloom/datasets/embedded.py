"""EmbeddedDataset: a small data set that comes with scikit-learn, which is imported only when it is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from layerloom.errors import FieldError
from layerloom.tensors import Array

Split = tuple[tuple[Array, Array], tuple[Array, Array]]


@dataclass(frozen=True)
class EmbeddedDataset:
    """What is known of a data set without loading it, and the way to load it.

    Args:
        name: Its name.
        description: What it is, in a sentence.
        shape: Shape of a sample.
        samples: Number of samples.
        classes: Names of the classes; empty where the targets are numbers.
        features: Names of the columns; empty for pictures.
        white: Value of a white pixel in scikit-learn's data, for pictures.
    """

    name: str
    description: str
    shape: tuple[int, ...]
    samples: int
    classes: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    white: float | None = None

    def load_data(self, test_split: float = 0.2, seed: int = 113, standardize: bool = False) -> Split:
        """Loads the samples, always shuffled and split in the same way.

        Args:
            test_split: Share of the samples for testing; each class is split alike.
            seed: Seed of the order.
            standardize: Whether each column of a table gets mean 0 and standard deviation 1 (by the training
                samples). Pixels are 0 to 1 in any case.

        Returns:
            ``(x_train, y_train), (x_test, y_test)``: inputs as float32, class numbers as int64, other targets
            as float32.

        Raises:
            FieldError: If the share is not between 0 and 1.
        """
        if not 0 <= test_split < 1:
            raise FieldError(f"test_split must be a number >= 0 and < 1, got {test_split!r}.")
        x, y = self.read()
        rng = np.random.default_rng(seed)
        order = rng.permutation(len(x))
        x, y = x[order], y[order]
        test = _chosen(y if self.classes else np.zeros(len(y)), test_split)
        x_train, x_test = x[~test], x[test]
        if standardize and self.white is None:
            mean, spread = x_train.mean(axis=0), x_train.std(axis=0)
            x_train, x_test = ((part - mean) / np.where(spread > 0, spread, 1) for part in (x_train, x_test))
        return (
            (x_train.astype(np.float32), y[~test]),
            (x_test.astype(np.float32), y[test]),
        )

    def read(self) -> tuple[Array, Array]:
        """Loads all samples in scikit-learn's order.

        Returns:
            ``x, y``: inputs as float64, pixels from 0 to 1; class numbers as int64, other targets as float32.
        """
        from sklearn import datasets

        bunch: Any = getattr(datasets, f"load_{self.name}")()
        x = np.asarray(bunch.data, dtype=np.float64) / (self.white or 1.0)
        target = np.asarray(bunch.target)
        return x.reshape(len(x), *self.shape), target.astype(np.int64 if self.classes else np.float32)


def _chosen(y: Array, share: float) -> Array:
    """Marks the first samples of each class, ``share`` of them."""
    chosen = np.zeros(len(y), dtype=bool)
    for label in np.unique(y):
        members = np.flatnonzero(y == label)
        chosen[members[: round(len(members) * share)]] = True
    return chosen


def split_by_seed(x: Array, y: Array, test_split: float, seed: int) -> Split:
    """Puts samples in the order that Keras gives them for a seed, and cuts the last ones off for testing."""
    order = np.arange(len(x))
    np.random.RandomState(seed).shuffle(order)
    x, y = x[order], y[order]
    cut = int(len(x) * (1 - test_split))
    return (x[:cut], y[:cut]), (x[cut:], y[cut:])
