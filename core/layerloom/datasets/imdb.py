"""Film reviews, good or bad: 25000 for training and 25000 for testing, as word numbers (``keras.datasets.imdb``)."""

from __future__ import annotations

import numpy as np

from layerloom.datasets.cache import PublishedFile
from layerloom.datasets.embedded import Split
from layerloom.datasets.word_sequences import Reading, object_array, read_arrays, read_word_index, shuffled

_ADDRESS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"

FILE = PublishedFile(
    "imdb.npz",
    f"{_ADDRESS}imdb.npz",
    "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f",
    trusted=False,
)
WORDS = PublishedFile(
    "imdb_word_index.json",
    f"{_ADDRESS}imdb_word_index.json",
    "bfafd718b763782e994055a2d397834f",
)


def load_data(
    path: str = "imdb.npz",
    num_words: int | None = None,
    skip_top: int = 0,
    maxlen: int | None = None,
    seed: int = 113,
    start_char: int | None = 1,
    oov_char: int | None = 2,
    index_from: int = 3,
    nb_words: int | None = None,
) -> Split:
    """Loads the reviews.

    Args:
        path: Name in Keras's folder of data sets, or the path of the file.
        num_words: Words with this number or a higher one are unknown.
        skip_top: Words below this number, the most frequent, are unknown.
        maxlen: Reviews of this length or longer are left out.
        seed: Seed of the order.
        start_char: Number put before each review.
        oov_char: Number of unknown words; they are left out when ``None``.
        index_from: What is added to all word numbers.
        nb_words: Older name of ``num_words``.

    Returns:
        ``(x_train, y_train), (x_test, y_test)``: arrays of lists of word numbers, and labels of 0 (bad) or 1.

    Raises:
        LayerloomError: If the file is not there and cannot be downloaded, or no review is short enough.
        FileFormatError: If it is not the published file.
    """
    reading = Reading(
        nb_words if num_words is None else num_words, skip_top, maxlen, start_char, oov_char, index_from
    )
    x_train, y_train, x_test, y_test = read_arrays(
        FILE.at(path).path(), ("x_train", "y_train", "x_test", "y_test")
    )
    rng = np.random.RandomState(seed)
    x_train, y_train = shuffled(rng, x_train, y_train)
    x_test, y_test = shuffled(rng, x_test, y_test)
    train, y_train = reading.short(reading.marked(x_train), y_train)
    test, y_test = reading.short(reading.marked(x_test), y_test)
    texts = object_array(reading.known(train + test))
    return (texts[: len(train)], y_train), (texts[len(train) :], y_test)


def get_word_index(path: str = "imdb_word_index.json") -> dict[str, int]:
    """Returns the number of each word, before ``index_from`` is added."""
    return read_word_index(WORDS.at(path).path())
