"""VocabularyLayer: tokens, given or learned, and the places that they have in a vocabulary."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np

from layerloom import config
from layerloom.errors import FieldError, LayerloomError
from layerloom.layers.preprocessing.categories import (
    CategoryLayer,
    as_array,
    check_mode,
    encode,
    plain_text,
    refuse_sparse,
)
from layerloom.layers.preprocessing.hashing import hash_bins
from layerloom.layers.preprocessing.streams import batches_of
from layerloom.tensors import Array, wrap

Mode = Literal["int", "one_hot", "multi_hot", "count", "tf_idf"]
_MODES = ("int", "one_hot", "multi_hot", "count", "tf_idf")
_FILE = "vocabulary.txt"


class VocabularyLayer(CategoryLayer):
    """Base of layers with a vocabulary: the mask token first, then places for unknown tokens, then the tokens."""

    vocabulary_dtype: str = "string"
    oov_method: str = "floormod"
    salt: Any = None
    invert: bool = False
    encoding: str = "utf-8"
    num_oov_indices: int = 1
    mask_token: Any = None
    oov_token: Any = None
    max_tokens: int | None = None
    pad_to_max_tokens: bool = False

    def _begin(
        self, output_mode: Any, sparse: bool, vocabulary: Any, idf_weights: Any, size: int | None
    ) -> None:
        """Checks the options, which are in place by now, and takes a given vocabulary."""
        title = type(self).__name__
        self.output_mode = {"binary": "multi_hot", "tf-idf": "tf_idf"}.get(output_mode, output_mode)
        check_mode(title, self.output_mode, *_MODES)
        refuse_sparse(title, sparse)
        self.sparse = sparse
        if self.max_tokens is not None and self.max_tokens <= 1:
            raise FieldError(f"{title}: max_tokens must be greater than 1, got {self.max_tokens}.")
        if self.pad_to_max_tokens and self.max_tokens is None:
            raise FieldError(f"{title}: pad_to_max_tokens needs max_tokens.")
        if self.num_oov_indices < 0:
            raise FieldError(f"{title}: num_oov_indices must be at least 0, got {self.num_oov_indices}.")
        if self.invert and self.output_mode != "int":
            raise FieldError(f"{title}: invert needs output_mode='int'.")
        if idf_weights is not None and self.output_mode != "tf_idf":
            raise FieldError(f"{title}: idf_weights need output_mode='tf_idf'.")
        self._tokens: list[Any] = []
        self._index: dict[Any, int] = {}
        self._weights: Array | None = None
        self._known_size = size
        self._fixed = vocabulary is not None
        self.reset_state()
        if vocabulary is not None:
            self.set_vocabulary(vocabulary, idf_weights)
        self.built = True

    # -- the vocabulary ------------------------------------------------------------------------------------

    def get_vocabulary(self, include_special_tokens: bool = True) -> list[Any]:
        """Returns the tokens in the order of their indices."""
        special = self._special() if include_special_tokens else []
        return [*special, *self._tokens]

    def vocabulary_size(self) -> int:
        """Returns the number of indices, those of mask and unknown tokens included."""
        return self._token_start() + len(self._tokens)

    def set_vocabulary(self, vocabulary: Any, idf_weights: Any = None) -> None:
        """Sets the tokens.

        Args:
            vocabulary: The tokens, with or without mask and unknown tokens at the beginning, or the path of a text
                file with one token per line.
            idf_weights: The weight of each, with output mode "tf_idf".

        Raises:
            LayerloomError: If the vocabulary is empty, too large, or names something twice.
        """
        if (self.output_mode == "tf_idf") != (idf_weights is not None):
            raise LayerloomError(
                f"Layer {self._title}: idf_weights belong to output_mode='tf_idf', and it needs them."
            )
        if isinstance(vocabulary, (str, os.PathLike)):
            vocabulary = self._read(vocabulary)
        given = [self._token(item) for item in as_array(vocabulary).reshape(-1).tolist()]
        if not given:
            raise LayerloomError(f"Layer {self._title}: the vocabulary is empty.")
        start = self._token_start()
        complete = given[:start] == self._special() and start > 0
        tokens = given[start:] if complete else given
        twice = [token for token, count in Counter(tokens).items() if count > 1]
        reserved = [self.mask_token] if not self.invert else [self.mask_token, self.oov_token]
        wrong = [token for token in reserved if token is not None and token in tokens]
        if twice or wrong:
            raise LayerloomError(
                f"Layer {self._title}: the vocabulary holds {(twice or wrong)[0]!r} "
                + (
                    "twice."
                    if twice
                    else "in another place than at its beginning, where mask and unknown tokens stand."
                )
            )
        if self.max_tokens is not None and start + len(tokens) > self.max_tokens:
            raise LayerloomError(
                f"Layer {self._title}: the vocabulary has {start + len(tokens)} entries, max_tokens={self.max_tokens}."
            )
        self._take(tokens)
        if idf_weights is not None:
            weights = as_array(idf_weights).astype(config.floatx())
            if weights.shape != (len(given),):
                raise LayerloomError(
                    f"Layer {self._title}: {len(given)} tokens need as many idf_weights, got shape {weights.shape}."
                )
            self._weigh(weights, front=0 if complete else start)

    def _read(self, path: Any) -> list[str]:
        if not Path(path).is_file():
            raise LayerloomError(f"Layer {self._title}: there is no vocabulary file {str(path)!r}.")
        text = Path(path).read_bytes().decode(self.encoding, "surrogateescape")
        lines = text.split("\n")
        return [line.removesuffix("\r") for line in (lines[:-1] if lines[-1] == "" else lines)]

    def _take(self, tokens: list[Any]) -> None:
        self._tokens = tokens
        self._index = {token: self._token_start() + place for place, token in enumerate(tokens)}
        self._known_size = None

    def _weigh(self, weights: Array, front: int) -> None:
        """Sets the weights; unknown tokens get the average one."""
        weights = np.concatenate([np.full(front, weights.mean(), weights.dtype), weights])
        back = (self.max_tokens or 0) - len(weights) if self.pad_to_max_tokens else 0
        self._weights = np.pad(weights, (0, max(back, 0)))

    def _token(self, value: Any) -> Any:
        return plain_text(value) if self.vocabulary_dtype == "string" else int(value)

    def _oov_start(self) -> int:
        return int(self.mask_token is not None and self.output_mode == "int")

    def _token_start(self) -> int:
        return self._oov_start() + self.num_oov_indices

    def _special(self) -> list[Any]:
        return [self.mask_token] * self._oov_start() + [self.oov_token] * self.num_oov_indices

    # -- learning ------------------------------------------------------------------------------------------

    def adapt(self, data: Any, batch_size: int | None = None, steps: int | None = None) -> None:
        """Learns the vocabulary: the commonest tokens first, ties in falling order.

        Args:
            data: An array or a list, or batches of arrays.
            batch_size: Kept for Keras's sake.
            steps: How many batches to look at.
        """
        self.reset_state()
        for batch in batches_of(data, steps, lists=True):
            array = as_array(batch)
            listed = array is not batch and isinstance(batch, (list, tuple))
            one_whole = listed or isinstance(data, np.ndarray)
            self.update_state(array[:, None] if one_whole and array.ndim == 1 else array)
        self.finalize_state()

    def reset_state(self) -> None:
        """Forgets the tokens counted so far."""
        self._counts: Counter[Any] = Counter()
        self._documents: Counter[Any] = Counter()
        self._document_count = 0

    def update_state(self, data: Any) -> None:
        """Counts the tokens of a batch."""
        if self._fixed:
            raise LayerloomError(f"Layer {self._title} was given its vocabulary: it has nothing to learn.")
        for row in self._rows(as_array(data)):
            self._counts.update(row)
            self._document_count += 1
            if self.output_mode == "tf_idf":
                self._documents.update(set(row))

    def finalize_state(self) -> None:
        """Makes the vocabulary of what was counted."""
        for token in (self.mask_token, self.oov_token):
            self._counts.pop(token, None)
        if not self._counts:
            return
        text = self.vocabulary_dtype == "string"
        ordered = sorted(
            self._counts.items(),
            key=lambda item: (item[1], item[0].encode("utf-8", "surrogateescape") if text else item[0]),
            reverse=True,
        )
        room = None if self.max_tokens is None else self.max_tokens - self._token_start()
        self._take([token for token, _ in ordered[:room]])
        if self.output_mode == "tf_idf":
            documents = np.array([self._documents[token] for token in self._tokens])
            weights = np.log1p(self._document_count / (1 + documents)).astype(config.floatx())
            self._weigh(weights, front=self._token_start())
        self.reset_state()

    def _rows(self, data: Array) -> Iterable[list[Any]]:
        """Returns the tokens of each sample."""
        rows = data.reshape(1, -1) if data.ndim < 2 else data.reshape(len(data), -1)
        return ([self._token(item) for item in row] for row in rows.tolist())

    # -- looking up ----------------------------------------------------------------------------------------

    def call(self, inputs: Any) -> Any:
        """Returns indices in the form of ``output_mode``, or with ``invert`` the tokens of indices."""
        values = as_array(inputs)
        if self.invert:
            return self._inverted(values)
        return self._encoded(self._indices(values.reshape(-1).tolist()).reshape(values.shape))

    def _indices(self, values: list[Any]) -> Array:
        """Returns the index of each value; -1 for what is left out."""
        if not self._index:
            raise LayerloomError(
                f"Layer {self._title} has no vocabulary: call adapt(data) first, or give vocabulary."
            )
        values = [self._token(item) for item in values]
        found = np.array([self._index.get(item, -1) for item in values], "int64")
        masked = np.array([self.mask_token is not None and item == self.mask_token for item in values], bool)
        unknown = (found < 0) & ~masked
        if unknown.any():
            missing = np.array(
                [item for item, none in zip(values, unknown.tolist(), strict=True) if none], object
            )
            if self.num_oov_indices == 0:
                raise LayerloomError(
                    f"Layer {self._title} does not know {missing[0]!r}, and num_oov_indices=0 leaves no place for it."
                )
            found[unknown] = self._oov_start() + self._bins(missing)
        found[masked] = 0 if self.output_mode == "int" else -1
        return found

    def _bins(self, missing: Array) -> Array:
        """Returns the place of each unknown value among those for such."""
        if self.num_oov_indices == 1:
            return np.zeros(len(missing), "int64")
        if self.vocabulary_dtype != "string" and self.oov_method == "floormod":
            return missing.astype("int64") % self.num_oov_indices
        return hash_bins(missing, self.num_oov_indices, self.salt)

    def _inverted(self, indices: Array) -> Any:
        words = self.get_vocabulary()
        dtype = object if self.vocabulary_dtype == "string" else "int64"
        if self._oov_start() == 0 and self.mask_token is not None:
            words[0] = self.mask_token
        flat = [words[i] if 0 <= i < len(words) else self.oov_token for i in indices.reshape(-1).tolist()]
        found = np.empty(len(flat), dtype)
        found[:] = flat
        return wrap(found.reshape(indices.shape))

    def _encoded(self, indices: Array) -> Any:
        if self.output_mode != "tf_idf":
            return encode(indices, self.output_mode, self._depth() or 0, self._output_dtype())
        if self._weights is None:
            raise LayerloomError(
                f"Layer {self._title} has no idf_weights: call adapt(data) first, or give vocabulary and idf_weights."
            )
        counts = encode(indices, "count", self._depth() or 0, config.floatx())
        return wrap(counts.value * self._weights)

    def _depth(self) -> int | None:
        if self.pad_to_max_tokens:
            return self.max_tokens
        return self._known_size or self.vocabulary_size()

    def _output_dtype(self) -> str:
        if self.invert:
            return self.vocabulary_dtype
        return "int64" if self.output_mode == "int" else config.floatx()

    # -- keeping -------------------------------------------------------------------------------------------

    def get_config(self) -> dict[str, Any]:
        """Returns the constructor's arguments with the vocabulary, also where it was learned."""
        state: dict[str, Any] = {"vocabulary": self._tokens or None, "idf_weights": None}
        if self._weights is not None:
            state["vocabulary"] = self.get_vocabulary()
            state["idf_weights"] = self._weights[: self.vocabulary_size()].tolist()
        return {**super().get_config(), **state}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Makes the layer; a config may not name a file to read."""
        if isinstance(config.get("vocabulary"), str):
            raise LayerloomError(
                f"{cls.__name__}: a config must hold its vocabulary, not the path of a file."
            )
        return cls(**config)

    def save_own_variables(self, store: Any) -> None:
        """Writes the weights of the tokens under Keras's name for them, where there are such."""
        if self._weights is not None:
            store["idf_weights"] = self._weights

    def load_own_variables(self, store: Any) -> None:
        """Reads the weights of the tokens; files of this library's first versions had them in the config alone."""
        if self.output_mode != "tf_idf" or "idf_weights" not in store:
            return
        weights = np.asarray(store["idf_weights"]).astype(config.floatx())
        if weights.ndim != 1 or len(weights) < self.vocabulary_size():
            raise LayerloomError(
                f"Layer {self._title}: {self.vocabulary_size()} tokens need as many idf_weights, "
                f"the file has them in shape {weights.shape}."
            )
        self._weights = weights

    def save_assets(self, folder: str) -> None:
        """Writes the vocabulary as a text file into a folder."""
        lines = "".join(f"{token}\n" for token in self.get_vocabulary())
        (Path(folder) / _FILE).write_bytes(lines.removesuffix("\n").encode(self.encoding, "surrogateescape"))

    def load_assets(self, folder: str) -> None:
        """Takes the vocabulary from a folder, where the config has not given it."""
        file = Path(folder) / _FILE
        if file.is_file():
            self.take_assets({_FILE: file.read_bytes()})

    def take_assets(self, files: Mapping[str, bytes]) -> None:
        """Takes the vocabulary from files in memory, as an archive holds them, where the config has not given it."""
        if self._tokens or _FILE not in files:
            return
        text = files[_FILE].decode(self.encoding, "surrogateescape")
        tokens = [self._token(line) for line in text.split("\n")]
        start = self._token_start()
        self._take(tokens[start:] if tokens[:start] == self._special() else tokens)
