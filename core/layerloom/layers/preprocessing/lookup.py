"""Texts or whole numbers to indices in a vocabulary and back: StringLookup and IntegerLookup."""

from __future__ import annotations

from typing import Any, Literal

from layerloom.declaration import register
from layerloom.errors import FieldError
from layerloom.layers.preprocessing.hashing import checked_salt
from layerloom.layers.preprocessing.vocabulary import Mode, VocabularyLayer

__all__ = ["IntegerLookup", "StringLookup"]


@register("layer", category="Text", start={"vocabulary": ["a", "b", "c"]})
class StringLookup(VocabularyLayer):
    """Replaces texts by their places in a vocabulary, given or learned by ``adapt``, or back again.

    Output shape: the input's, or with another ``output_mode`` a row with a column for each entry.

    Args:
        max_tokens: Number of entries at most.
        num_oov_indices: How many places there are for unknown texts.
        mask_token: The text that stands for "nothing here", with index 0.
        oov_token: Stands for unknown texts on the way back.
        vocabulary: The texts, or the path of a file with one in each line.
        idf_weights: The weight of each text, with output mode "tf_idf".
        invert: Whether to go from indices to texts.
        output_mode: Indices (int), rows for each text (one_hot) or sample (multi_hot, count, tf_idf).
        pad_to_max_tokens: Whether rows have ``max_tokens`` columns, also where the vocabulary is smaller.
        sparse: Kept for files; only dense tensors exist here.
        encoding: How files are encoded.
        salt: One or two numbers that change the places of unknown texts.
    """

    def __init__(
        self,
        max_tokens: int | None = None,
        num_oov_indices: int = 1,
        mask_token: Any = None,
        oov_token: Any = "[UNK]",  # noqa: S107
        vocabulary: Any = None,
        idf_weights: Any = None,
        invert: bool = False,
        output_mode: Mode = "int",
        pad_to_max_tokens: bool = False,
        sparse: bool = False,
        encoding: str = "utf-8",
        salt: Any = None,
        **kwargs: Any,
    ) -> None:
        size = _kept_arguments(kwargs)
        super().__init__(**kwargs)
        self.max_tokens, self.num_oov_indices = max_tokens, num_oov_indices
        self.mask_token, self.oov_token, self.encoding = mask_token, oov_token, encoding
        self.invert, self.pad_to_max_tokens = invert, pad_to_max_tokens
        self.salt = checked_salt("StringLookup", salt)
        self._begin(output_mode, sparse, vocabulary, idf_weights, size)


@register("layer", category="Text", start={"vocabulary": [1, 2, 3]})
class IntegerLookup(VocabularyLayer):
    """Replaces whole numbers by their places in a vocabulary, given or learned by ``adapt``, or back again.

    Output shape: the input's, or with another ``output_mode`` a row with a column for each entry.

    Args:
        max_tokens: Number of entries at most.
        num_oov_indices: How many places there are for unknown numbers.
        mask_token: The number that stands for "nothing here", with index 0.
        oov_token: Stands for unknown numbers on the way back.
        vocabulary: The numbers, or the path of a file with one in each line.
        vocabulary_dtype: Number type of the vocabulary: int64.
        idf_weights: The weight of each number, with output mode "tf_idf".
        invert: Whether to go from indices to numbers.
        output_mode: Indices (int), rows for each number (one_hot) or sample (multi_hot, count, tf_idf).
        sparse: Kept for files; only dense tensors exist here.
        pad_to_max_tokens: Whether rows have ``max_tokens`` columns, also where the vocabulary is smaller.
        oov_method: How unknown numbers are spread over several places: by their remainder or by a hash.
        salt: One or two numbers that change the hash.
    """

    def __init__(
        self,
        max_tokens: int | None = None,
        num_oov_indices: int = 1,
        mask_token: Any = None,
        oov_token: Any = -1,
        vocabulary: Any = None,
        vocabulary_dtype: Literal["int64"] = "int64",
        idf_weights: Any = None,
        invert: bool = False,
        output_mode: Mode = "int",
        sparse: bool = False,
        pad_to_max_tokens: bool = False,
        oov_method: Literal["floormod", "farmhash"] = "floormod",
        salt: Any = None,
        **kwargs: Any,
    ) -> None:
        size = _kept_arguments(kwargs)
        super().__init__(**kwargs)
        check = {
            "vocabulary_dtype": (vocabulary_dtype, ("int64",)),
            "oov_method": (oov_method, ("floormod", "farmhash")),
        }
        for name, (value, allowed) in check.items():
            if value not in allowed:
                raise FieldError(f"IntegerLookup: {name} must be {' or '.join(allowed)}, got {value!r}.")
        if salt is not None and oov_method != "farmhash":
            raise FieldError("IntegerLookup: salt needs oov_method='farmhash'.")
        self.max_tokens, self.num_oov_indices = max_tokens, num_oov_indices
        self.mask_token = None if mask_token is None else int(mask_token)
        self.oov_token = None if oov_token is None else int(oov_token)
        self.invert, self.pad_to_max_tokens = invert, pad_to_max_tokens
        self.oov_method, self.vocabulary_dtype = str(oov_method), str(vocabulary_dtype)
        self.salt = checked_salt("IntegerLookup", salt)
        self._begin(output_mode, sparse, vocabulary, idf_weights, size)


def _kept_arguments(kwargs: dict[str, Any]) -> int | None:
    """Takes out what files of Keras say beside the arguments; returns the vocabulary's size."""
    for name in ("dtype", "has_input_vocabulary", "ragged"):
        kwargs.pop(name, None)
    if kwargs.pop("vocabulary_dtype", "string") != "string" or kwargs.pop("oov_method", "floormod") is None:
        raise FieldError("StringLookup: vocabulary_dtype must be 'string'.")
    size = kwargs.pop("vocabulary_size", None)
    return None if size is None else int(size)
