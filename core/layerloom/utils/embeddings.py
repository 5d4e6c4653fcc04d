"""Embeddings of one vocabulary taken over to another one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np

from layerloom import initializers
from layerloom.tensors import Tensor, as_array, wrap

__all__ = ["warmstart_embedding_matrix"]


def warmstart_embedding_matrix(
    base_vocabulary: Any,
    new_vocabulary: Any,
    base_embeddings: Any,
    new_embeddings_initializer: Any = "uniform",
) -> Tensor:
    """Makes embeddings for a new vocabulary; words that were in the old one keep theirs (``tf.keras.utils``).

    Args:
        base_vocabulary: The old words in their order, or a text file with a word in each line.
        new_vocabulary: The new words, likewise.
        base_embeddings: The old embeddings, of shape (old words, dimensions).
        new_embeddings_initializer: Initializer of the embeddings of words that are new.

    Returns:
        Embeddings of shape (new words, dimensions).
    """
    base, new = _words(base_vocabulary), _words(new_vocabulary)
    old = as_array(base_embeddings)
    made = np.array(
        as_array(
            initializers.get(new_embeddings_initializer or "uniform")(
                (len(new), old.shape[1]), old.dtype.name
            )
        )
    )
    places = {word: place for place, word in enumerate(base)}
    for place, word in enumerate(new):
        if word in places:
            made[place] = old[places[word]]
    return wrap(made)


def _words(vocabulary: Any) -> list[Any]:
    if isinstance(vocabulary, (str, os.PathLike)):
        return Path(vocabulary).read_text(encoding="utf-8").splitlines()
    return [word.decode() if isinstance(word, bytes) else word for word in np.asarray(vocabulary).tolist()]
