"""News of 46 topics, 11228 of them, as word numbers (``keras.datasets.reuters``)."""

from __future__ import annotations

import numpy as np

from layerloom.datasets.cache import PublishedFile
from layerloom.datasets.embedded import Split
from layerloom.datasets.word_sequences import Reading, object_array, read_arrays, read_word_index, shuffled

_ADDRESS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"

FILE = PublishedFile(
    "reuters.npz",
    f"{_ADDRESS}reuters.npz",
    "d6586e694ee56d7a4e65172e12b3e987c03096cb01eab99753921ef915959916",
    trusted=False,
)
WORDS = PublishedFile(
    "reuters_word_index.json",
    f"{_ADDRESS}reuters_word_index.json",
    "4d44cc38712099c9e383dc6e5f11a921",
)

_TOPICS = (
    "cocoa grain veg-oil earn acq wheat copper housing money-supply coffee sugar trade reserves ship "
    "cotton carcass crude nat-gas cpi money-fx interest gnp meal-feed alum oilseed gold tin strategic- "
    "metal livestock retail ipi iron-steel rubber heat jobs lei bop zinc orange pet-chem dlr gas silver "
    "wpi hog lead "
)


def load_data(
    path: str = "reuters.npz",
    num_words: int | None = None,
    skip_top: int = 0,
    maxlen: int | None = None,
    test_split: float = 0.2,
    seed: int = 113,
    start_char: int | None = 1,
    oov_char: int | None = 2,
    index_from: int = 3,
) -> Split:
    """Loads the news.

    Args:
        path: Name in Keras's folder of data sets, or the path of the file.
        num_words: Words with this number or a higher one are unknown.
        skip_top: Words below this number, the most frequent, are unknown.
        maxlen: Texts of this length or longer are left out.
        test_split: Share of the texts for testing.
        seed: Seed of the order.
        start_char: Number put before each text.
        oov_char: Number of unknown words; they are left out when ``None``.
        index_from: What is added to all word numbers.

    Returns:
        ``(x_train, y_train), (x_test, y_test)``: arrays of lists of word numbers, and topics.

    Raises:
        LayerloomError: If the file is not there and cannot be downloaded, or no text is short enough.
        FileFormatError: If it is not the published file.
    """
    reading = Reading(num_words, skip_top, maxlen, start_char, oov_char, index_from)
    x, y = read_arrays(FILE.at(path).path(), ("x", "y"))
    x, y = shuffled(np.random.RandomState(seed), x, y)
    texts, y = reading.short(reading.marked(x), y)
    known = object_array(reading.known(texts))
    cut = int(len(known) * (1 - test_split))
    return (known[:cut], y[:cut]), (known[cut:], y[cut:])


def get_word_index(path: str = "reuters_word_index.json") -> dict[str, int]:
    """Returns the number of each word, before ``index_from`` is added."""
    return read_word_index(WORDS.at(path).path())


def get_label_names() -> tuple[str, ...]:
    """Returns the topic of each label."""
    return tuple(_TOPICS.split())
