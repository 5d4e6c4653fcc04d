"""Texts made ready (``keras.preprocessing.text``): words to numbers, numbers to matrices."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from layerloom.errors import FieldError, LayerloomError
from layerloom.tensors import Array

__all__ = ["Tokenizer", "hashing_trick", "one_hot", "text_to_word_sequence", "tokenizer_from_json"]

FILTERS = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n'


def text_to_word_sequence(
    input_text: str, filters: str = FILTERS, lower: bool = True, split: str = " "
) -> list[str]:
    """Cuts a text into words.

    Args:
        input_text: The text.
        filters: Characters that are no part of words.
        lower: Whether words are made lower case.
        split: What stands between words.
    """
    text = input_text.lower() if lower else input_text
    table: dict[str, str | int | None] = dict.fromkeys(filters, split)
    text = text.translate(str.maketrans(table))
    return [word for word in text.split(split) if word]


def one_hot(
    input_text: str,
    n: int,
    filters: str = FILTERS,
    lower: bool = True,
    split: str = " ",
    analyzer: Callable[[str], Iterable[str]] | None = None,
) -> list[int]:
    """Turns words into numbers below ``n`` by Python's hash, which differs from run to run."""
    return hashing_trick(input_text, n, hash, filters, lower, split, analyzer)


def hashing_trick(
    text: str,
    n: int,
    hash_function: Any = None,
    filters: str = FILTERS,
    lower: bool = True,
    split: str = " ",
    analyzer: Callable[[str], Iterable[str]] | None = None,
) -> list[int]:
    """Turns words into numbers from 1 to ``n - 1`` by a hash.

    Args:
        text: The text.
        n: Number of numbers.
        hash_function: ``"md5"``, a function, or ``None`` for Python's hash.
        filters: Characters that are no part of words.
        lower: Whether words are made lower case.
        split: What stands between words.
        analyzer: Function that cuts the text into words instead.
    """
    if hash_function == "md5":
        hash_function = _md5
    words = text_to_word_sequence(text, filters, lower, split) if analyzer is None else analyzer(text)
    return [int((hash_function or hash)(word) % (n - 1) + 1) for word in words]


class Tokenizer:
    """Numbers the words of texts by how often they occur, from 1.

    Args:
        num_words: Words with this number or a higher one are left out.
        filters: Characters that are no part of words.
        lower: Whether words are made lower case.
        split: What stands between words.
        char_level: Whether characters are numbered instead of words.
        oov_token: Stands for unknown words, with number 1; they are left out when empty.
        analyzer: Function that cuts a text into words instead.
    """

    def __init__(
        self,
        num_words: int | None = None,
        filters: str = FILTERS,
        lower: bool = True,
        split: str = " ",
        char_level: bool = False,
        oov_token: str | None = None,
        analyzer: Callable[[str], Iterable[str]] | None = None,
        **kwargs: Any,
    ) -> None:
        if "nb_words" in kwargs:
            warnings.warn("nb_words= is called num_words= now.", stacklevel=2)
            num_words = kwargs.pop("nb_words")
        self.document_count: int = kwargs.pop("document_count", 0)
        if kwargs:
            raise FieldError(f"Tokenizer does not know the argument {', '.join(kwargs)}.")
        self.num_words = num_words
        self.filters = filters
        self.lower = lower
        self.split = split
        self.char_level = char_level
        self.oov_token = oov_token
        self.analyzer = analyzer
        self.word_counts: dict[str, int] = OrderedDict()
        self.word_docs: dict[str, int] = defaultdict(int)
        self.index_docs: dict[int, int] = defaultdict(int)
        self.word_index: dict[str, int] = {}
        self.index_word: dict[int, str] = {}

    def fit_on_texts(self, texts: Iterable[Any]) -> None:
        """Counts the words of texts, each a text or a list of words, and numbers them."""
        for text in texts:
            self.document_count += 1
            words = list(self._words(text))
            for word in words:
                self.word_counts[word] = self.word_counts.get(word, 0) + 1
            for word in set(words):
                self.word_docs[word] += 1
        by_count = sorted(self.word_counts, key=lambda word: -self.word_counts[word])
        known = by_count if self.oov_token is None else [self.oov_token, *by_count]
        # a word that is the oov_token, too, keeps its later number, as in Keras
        self.word_index = {word: number for number, word in enumerate(known, 1)}
        self.index_word = {number: word for word, number in self.word_index.items()}
        for word, count in self.word_docs.items():
            self.index_docs[self.word_index[word]] = count

    def fit_on_sequences(self, sequences: Sequence[Iterable[int]]) -> None:
        """Counts in how many sequences each number occurs, for ``"tfidf"`` without texts."""
        self.document_count += len(sequences)
        for sequence in sequences:
            for number in set(sequence):
                self.index_docs[number] += 1

    def texts_to_sequences(self, texts: Iterable[Any]) -> list[list[int]]:
        """Turns texts into lists of numbers."""
        return list(self.texts_to_sequences_generator(texts))

    def texts_to_sequences_generator(self, texts: Iterable[Any]) -> Iterator[list[int]]:
        """Yields the list of numbers of each text."""
        unknown = None if self.oov_token is None else self.word_index.get(self.oov_token)
        for text in texts:
            numbers = (self._kept(self.word_index.get(word), unknown) for word in self._words(text))
            yield [number for number in numbers if number is not None]

    def sequences_to_texts(self, sequences: Iterable[Iterable[int]]) -> list[str]:
        """Turns lists of numbers into texts."""
        return list(self.sequences_to_texts_generator(sequences))

    def sequences_to_texts_generator(self, sequences: Iterable[Iterable[int]]) -> Iterator[str]:
        """Yields the text of each list of numbers."""
        unknown = None if self.oov_token is None else self.word_index.get(self.oov_token)
        for sequence in sequences:
            numbers = (
                self._kept(number if number in self.index_word else None, unknown) for number in sequence
            )
            yield " ".join(self.index_word[number] for number in numbers if number is not None)

    def texts_to_matrix(self, texts: Iterable[Any], mode: str = "binary") -> Array:
        """Turns texts into rows with a column for each word; see :meth:`sequences_to_matrix`."""
        return self.sequences_to_matrix(self.texts_to_sequences(texts), mode)

    def sequences_to_matrix(self, sequences: Sequence[Sequence[int]], mode: str = "binary") -> Array:
        """Turns lists of numbers into rows with a column for each number.

        Args:
            sequences: The lists.
            mode: ``"binary"`` (whether it occurs), ``"count"``, ``"freq"`` (share) or ``"tfidf"``.

        Raises:
            LayerloomError: If there is no such mode, or no words were counted.
        """
        if mode not in ("binary", "count", "freq", "tfidf"):
            raise LayerloomError(f"mode must be binary, count, freq or tfidf, got {mode!r}.")
        if not self.num_words and not self.word_index:
            raise LayerloomError("The Tokenizer knows no words: call fit_on_texts first, or give num_words.")
        if mode == "tfidf" and not self.document_count:
            raise LayerloomError(
                "tfidf needs counted documents: call fit_on_texts or fit_on_sequences first."
            )
        width = self.num_words or len(self.word_index) + 1
        matrix: Array = np.zeros((len(sequences), width))
        for row, sequence in zip(matrix, sequences, strict=True):
            for number, count in Counter(n for n in sequence if n < width).items():
                if mode == "tfidf":
                    documents = 1 + self.index_docs.get(number, 0)
                    row[number] = (1 + np.log(count)) * np.log(1 + self.document_count / documents)
                else:
                    row[number] = {"binary": 1, "count": count, "freq": count / len(sequence)}[mode]
        return matrix

    def get_config(self) -> dict[str, Any]:
        """Returns options and counts, the counts as JSON."""
        return {
            "num_words": self.num_words,
            "filters": self.filters,
            "lower": self.lower,
            "split": self.split,
            "char_level": self.char_level,
            "oov_token": self.oov_token,
            "document_count": self.document_count,
            **{name: json.dumps(getattr(self, name)) for name in _TABLES},
        }

    def to_json(self, **kwargs: Any) -> str:
        """Returns options and counts as JSON, for :func:`tokenizer_from_json`."""
        return json.dumps({"class_name": type(self).__name__, "config": self.get_config()}, **kwargs)

    def _words(self, text: Any) -> Iterable[str]:
        if isinstance(text, list):
            return [word.lower() for word in text] if self.lower else text
        if self.char_level:
            return str(text.lower() if self.lower else text)
        if self.analyzer is not None:
            return self.analyzer(text)
        return text_to_word_sequence(text, self.filters, self.lower, self.split)

    def _kept(self, number: int | None, unknown: int | None) -> int | None:
        """Returns a known and frequent word's number, else that of unknown words."""
        if number is None or (self.num_words and number >= self.num_words):
            return unknown
        return number


_TABLES = ("word_counts", "word_docs", "index_docs", "index_word", "word_index")


def tokenizer_from_json(json_string: str) -> Tokenizer:
    """Makes a Tokenizer of the result of :meth:`Tokenizer.to_json`."""
    config = dict(json.loads(json_string)["config"])
    tables = {name: json.loads(config.pop(name)) for name in _TABLES}
    made = Tokenizer(**config)
    for name, table in tables.items():
        by_number = name.startswith("index_")
        setattr(made, name, {int(key): value for key, value in table.items()} if by_number else table)
    return made


def _md5(word: str) -> int:
    return int(hashlib.md5(word.encode(), usedforsecurity=False).hexdigest(), 16)
