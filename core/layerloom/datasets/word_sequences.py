"""Texts as lists of word numbers: what the data sets of reviews and of news have in common."""

from __future__ import annotations

import json
import pickle
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from layerloom.datasets.plain_pickle import PlainUnpickler
from layerloom.errors import FileFormatError, LayerloomError
from layerloom.tensors import Array


@dataclass(frozen=True)
class Reading:
    """How word numbers are read.

    Args:
        num_words: Words with this number or a higher one are unknown; none when empty.
        skip_top: Words below this number, the most frequent, are unknown.
        maxlen: Texts of this length or longer are left out.
        start_char: Number put before each text; none when empty.
        oov_char: Number of unknown words; they are left out when empty.
        index_from: What is added to all numbers, to make room for special ones.
    """

    num_words: int | None
    skip_top: int
    maxlen: int | None
    start_char: int | None
    oov_char: int | None
    index_from: int

    def marked(self, texts: Iterable[Any]) -> list[list[int]]:
        """Returns the texts with numbers moved up and a beginning."""
        begin = [] if self.start_char is None else [self.start_char]
        return [begin + [word + self.index_from for word in text] for text in texts]

    def short(self, texts: list[list[int]], labels: Array) -> tuple[list[list[int]], Array]:
        """Leaves long texts out.

        Raises:
            LayerloomError: If none is left.
        """
        if not self.maxlen:
            return texts, labels
        kept = [index for index, text in enumerate(texts) if len(text) < self.maxlen]
        if not kept:
            raise LayerloomError(f"No text is shorter than maxlen={self.maxlen}: raise it.")
        return [texts[index] for index in kept], labels[kept]

    def known(self, texts: list[list[int]]) -> list[list[int]]:
        """Replaces unknown words, or leaves them out."""
        limit = self.num_words or max((max(text, default=0) for text in texts), default=0)
        if self.oov_char is None:
            return [[word for word in text if self.skip_top <= word < limit] for text in texts]
        return [[word if self.skip_top <= word < limit else self.oov_char for word in text] for text in texts]


def read_arrays(path: Path, names: tuple[str, ...]) -> list[Array]:
    """Reads arrays of lists out of an npz file, its checksum checked.

    Raises:
        FileFormatError: If it is not such a file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return [_read_array(archive, f"{name}.npy") for name in names]
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile, pickle.UnpicklingError) as error:
        raise FileFormatError(path, f"it cannot be read as the arrays {', '.join(names)} ({error})") from None


def read_word_index(path: Path) -> dict[str, int]:
    """Reads the number of each word.

    Raises:
        FileFormatError: If it is not such a file.
    """
    try:
        found: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FileFormatError(
            path, f"it cannot be read as JSON ({error}); delete it to download it anew"
        ) from None
    return found


def object_array(texts: list[list[int]]) -> Array:
    """Returns an array with a list in each place."""
    array = np.empty(len(texts), dtype=object)
    array[:] = texts
    return array


def shuffled(rng: np.random.RandomState, *arrays: Array) -> list[Array]:
    """Puts arrays in one random order."""
    order = np.arange(len(arrays[0]))
    rng.shuffle(order)
    return [array[order] for array in arrays]


def _read_array(archive: zipfile.ZipFile, name: str) -> Array:
    with archive.open(name) as file:
        version = np.lib.format.read_magic(file)
        header = (
            np.lib.format.read_array_header_1_0 if version[0] == 1 else np.lib.format.read_array_header_2_0
        )
        _, _, dtype = header(file)
        if dtype.hasobject:
            return np.asarray(PlainUnpickler(file).load())
    with archive.open(name) as file:
        return np.asarray(np.lib.format.read_array(file, allow_pickle=False))
