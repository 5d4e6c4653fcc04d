"""TextVectorization: whole texts to the indices of their words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal

import numpy as np

from layerloom.declaration import register
from layerloom.errors import FieldError, ShapeError
from layerloom.layers.preprocessing.categories import as_array, as_texts, plain_text
from layerloom.layers.preprocessing.vocabulary import Mode, VocabularyLayer
from layerloom.tensors import Array, wrap

__all__ = ["TextVectorization"]

_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_PUNCTUATION = str.maketrans("", "", "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'")
_SPACE = re.compile("[ \t\n\v\f\r]+")
_STANDARDS = ("lower_and_strip_punctuation", "lower", "strip_punctuation")


@register("layer", category="Text", start={"output_sequence_length": 100})
class TextVectorization(VocabularyLayer):
    """Cuts texts into words and replaces these by their places in a vocabulary, given or learned by ``adapt``.

    Input shape: ``(batch,)`` or ``(batch, 1)`` of texts. Output shape: ``(batch, length)``, filled up with 0, or with
    another ``output_mode`` ``(batch, entries of the vocabulary)``.

    Args:
        max_tokens: Number of entries of the vocabulary at most.
        standardize: What is done to texts first: small letters, no punctuation, both, nothing, or a function.
        split: Where texts are cut: at white space, at every character, nowhere, or a function.
        ngrams: Up to how many neighbouring words count as one entry, or exactly which numbers.
        output_mode: Indices (int), or rows for each sample (multi_hot, count, tf_idf) or word (one_hot).
        output_sequence_length: Length to which indices are cut or filled up.
        pad_to_max_tokens: Whether rows have ``max_tokens`` columns, also where the vocabulary is smaller.
        vocabulary: The words, or the path of a file with one in each line.
        idf_weights: The weight of each word, with output mode "tf_idf".
        sparse: Kept for files; only dense tensors exist here.
        ragged: The same.
        encoding: How files are encoded.
    """

    also_saved_as = ("_lookup_layer",)

    mask_token = ""
    oov_token = "[UNK]"  # noqa: S105 (no password)

    def __init__(
        self,
        max_tokens: int | None = None,
        standardize: str | Callable[[Any], Any] | None = "lower_and_strip_punctuation",
        split: str | Callable[[Any], Any] | None = "whitespace",
        ngrams: Any = None,
        output_mode: Mode = "int",
        output_sequence_length: int | None = None,
        pad_to_max_tokens: bool = False,
        vocabulary: Any = None,
        idf_weights: Any = None,
        sparse: bool = False,
        ragged: Literal[False] = False,
        encoding: str = "utf-8",
        **kwargs: Any,
    ) -> None:
        kwargs.pop("dtype", None)
        kwargs.pop("has_input_vocabulary", None)
        size = kwargs.pop("vocabulary_size", None)
        super().__init__(**kwargs)
        for name, value, allowed in (
            ("standardize", standardize, _STANDARDS),
            ("split", split, ("whitespace", "character")),
        ):
            if value is not None and value not in allowed and not callable(value):
                raise FieldError(
                    f"TextVectorization: {name} must be {', '.join(allowed)}, None or a function, got {value!r}."
                )
        if output_sequence_length is not None and output_mode != "int":
            raise FieldError("TextVectorization: output_sequence_length needs output_mode='int'.")
        if ragged:
            raise FieldError(
                "TextVectorization: ragged tensors do not exist here; give output_sequence_length."
            )
        self.max_tokens, self.pad_to_max_tokens, self.encoding = max_tokens, pad_to_max_tokens, encoding
        self.standardize, self.split, self.ragged = standardize, split, ragged
        self.ngrams = tuple(ngrams) if isinstance(ngrams, list) else ngrams
        self._widths = tuple(range(1, ngrams + 1)) if isinstance(ngrams, int) else self.ngrams
        self.output_sequence_length = output_sequence_length
        self._begin(output_mode, sparse, vocabulary, idf_weights, size)

    def call(self, inputs: Any) -> Any:
        """Returns the indices of the words of each text."""
        values = as_array(inputs)
        rows = self._rows(values)
        flat = self._indices([word for row in rows for word in row])
        width = self.output_sequence_length if self.output_mode == "int" else None
        if width is None:
            width = max(map(len, rows), default=0)
        table = np.full((len(rows), width), 0 if self.output_mode == "int" else -1, "int64")
        at = 0
        for place, row in enumerate(rows):
            size = min(len(row), width)
            table[place, :size] = flat[at : at + size]
            at += len(row)
        if values.ndim == 0:
            table = table[0]
        return wrap(table) if self.output_mode == "int" else self._encoded(table)

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """``(batch, length)`` or ``(batch, entries)``."""
        batch = tuple(input_shape)[:1]
        if self.output_mode == "int":
            return (*batch, self.output_sequence_length)
        return (*batch, None, self._depth()) if self.output_mode == "one_hot" else (*batch, self._depth())

    def _rows(self, data: Array) -> list[list[str]]:
        """Returns the words of each text."""
        texts = self._standardized(as_texts(data))
        if self.split is None:
            rows = [
                list(map(plain_text, row))
                for row in texts.reshape(-1, texts.shape[-1] if texts.ndim > 1 else 1)
            ]
        else:
            if texts.ndim > 1 and texts.shape[-1] != 1:
                raise ShapeError(
                    f"Layer {self._title} takes texts of the shape (batch,) or (batch, 1), got {texts.shape}."
                )
            rows = self._cut(texts.reshape(-1))
        if self._widths is None:
            return rows
        return [
            [
                " ".join(row[at : at + width])
                for width in self._widths or ()
                for at in range(len(row) - width + 1)
            ]
            for row in rows
        ]

    def _standardized(self, texts: Array) -> Array:
        if callable(self.standardize):
            return as_texts(as_array(self.standardize(texts.astype(str))))
        if self.standardize is None:
            return texts
        changed = np.empty_like(texts)
        for place, text in enumerate(texts.reshape(-1).tolist()):
            if "lower" in self.standardize:
                text = text.translate(_LOWER)
            if "punctuation" in self.standardize:
                text = text.translate(_PUNCTUATION)
            changed.reshape(-1)[place] = text
        return changed

    def _cut(self, texts: Array) -> list[list[str]]:
        if callable(self.split):
            return [[plain_text(word) for word in row] for row in self.split(texts.astype(str))]
        if self.split == "character":
            return [list(text) for text in texts.tolist()]
        return [[word for word in _SPACE.split(text) if word] for text in texts.tolist()]
