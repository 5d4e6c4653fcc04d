"""Sequences made ready (``keras.preprocessing.sequence``): padding, windows of series, pairs of words."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom.errors import FieldError
from layerloom.random import generator
from layerloom.tensors import Array
from layerloom.utils.py_dataset import PyDataset
from layerloom.utils.sequences import pad_sequences

__all__ = ["TimeseriesGenerator", "make_sampling_table", "pad_sequences", "skipgrams"]


class TimeseriesGenerator(PyDataset):
    """Batches of windows of a series, each with the target that follows it.

    Args:
        data: The series; the first axis is time.
        targets: A target for each time.
        length: Steps in a window.
        sampling_rate: Steps between two steps of a window.
        stride: Steps between two windows.
        start_index: Where in the series to begin.
        end_index: The last step that can be a target.
        shuffle: Whether windows are drawn by chance.
        reverse: Whether time runs backwards in the windows.
        batch_size: Windows per batch.
        **kwargs: Arguments of ``PyDataset``.
    """

    def __init__(
        self,
        data: Any,
        targets: Any,
        length: int,
        sampling_rate: int = 1,
        stride: int = 1,
        start_index: int = 0,
        end_index: int | None = None,
        shuffle: bool = False,
        reverse: bool = False,
        batch_size: int = 128,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if len(data) != len(targets):
            raise FieldError(f"data has {len(data)} steps, targets has {len(targets)}.")
        self.data = data
        self.targets = targets
        self.length = length
        self.sampling_rate = sampling_rate
        self.stride = stride
        self.start_index = start_index + length
        self.end_index = len(data) - 1 if end_index is None else end_index
        self.shuffle = shuffle
        self.reverse = reverse
        self.batch_size = batch_size
        if self.start_index > self.end_index:
            raise FieldError(
                f"No window of {length} steps with a target after it fits between step {start_index} and step "
                f"{self.end_index}."
            )

    def __len__(self) -> int:
        span = self.batch_size * self.stride
        return (self.end_index - self.start_index + span) // span

    def __getitem__(self, index: int) -> tuple[Array, Array]:
        """Returns a batch."""
        if self.shuffle:
            rows = generator().integers(self.start_index, self.end_index + 1, size=self.batch_size)
        else:
            first = self.start_index + self.batch_size * self.stride * index
            last = min(first + self.batch_size * self.stride, self.end_index + 1)
            rows = np.arange(first, last, self.stride)
        windows = np.array([self.data[row - self.length : row : self.sampling_rate] for row in rows])
        targets = np.array([self.targets[row] for row in rows])
        return (windows[:, ::-1] if self.reverse else windows), targets

    def get_config(self) -> dict[str, Any]:
        """Returns the arguments as plain data in Keras's form: the series as JSON, the first target as the start."""
        return {
            "data": json.dumps(np.asarray(self.data).tolist()),
            "targets": json.dumps(np.asarray(self.targets).tolist()),
            "length": self.length,
            "sampling_rate": self.sampling_rate,
            "stride": self.stride,
            "start_index": self.start_index,
            "end_index": self.end_index,
            "shuffle": self.shuffle,
            "reverse": self.reverse,
            "batch_size": self.batch_size,
        }

    def to_json(self, **kwargs: Any) -> str:
        """Returns the config as JSON.

        Args:
            **kwargs: Arguments of ``json.dumps``.
        """
        return json.dumps({"class_name": type(self).__name__, "config": self.get_config()}, **kwargs)


def make_sampling_table(size: int, sampling_factor: float = 1e-5) -> Array:
    """Returns how likely the word of each rank is to be kept, so that frequent words do not prevail."""
    rank = np.arange(size)
    rank[:1] = 1
    inverse = rank * (np.log(rank) + 0.577) + 0.5 - 1.0 / (12.0 * rank)
    kept: Array = np.minimum(1.0, np.sqrt(sampling_factor * inverse))
    return kept


def skipgrams(
    sequence: Sequence[int],
    vocabulary_size: int,
    window_size: int = 4,
    negative_samples: float = 1.0,
    shuffle: bool = True,
    categorical: bool = False,
    sampling_table: Any = None,
    seed: int | None = None,
) -> tuple[list[list[int]], list[Any]]:
    """Returns pairs of words that stand near each other (label 1), and of words by chance (label 0).

    Args:
        sequence: Word numbers; 0 is no word.
        vocabulary_size: Number of words.
        window_size: How far apart words of a pair may stand.
        negative_samples: Pairs by chance for each other pair.
        shuffle: Whether the pairs are put in random order.
        categorical: Whether labels are one-hot.
        sampling_table: How likely each word is to be taken, see :func:`make_sampling_table`.
        seed: Seed of the random order.
    """
    couples: list[list[int]] = []
    for place, word in enumerate(sequence):
        if not word or (sampling_table is not None and sampling_table[word] < random.random()):
            continue
        near = range(max(0, place - window_size), min(len(sequence), place + window_size + 1))
        couples += [[word, sequence[other]] for other in near if other != place and sequence[other]]
    labels: list[Any] = [[0, 1] if categorical else 1 for _ in couples]
    if negative_samples > 0:
        count = int(len(labels) * negative_samples)
        words = [couple[0] for couple in couples]
        random.shuffle(words)
        couples += [[words[i % len(words)], random.randint(1, vocabulary_size - 1)] for i in range(count)]
        labels += [[1, 0] if categorical else 0 for _ in range(count)]
    if shuffle:
        start = random.randint(0, 10**7) if seed is None else seed
        for items in (couples, labels):
            random.seed(start)
            random.shuffle(items)
    return couples, labels
