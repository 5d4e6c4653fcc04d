"""Texts and hashes as ONNX: onnxruntime cuts, looks up and hashes as the layers do."""

from __future__ import annotations

import numpy as np
import pytest
from tests.parity.test_onnx import same

import layerloom
from layerloom import layers as L
from layerloom.errors import FileFormatError

TEXTS = [
    "The  cat, sat\ton (the) Mat!",
    "\u00c4\u00d6 \u00e9-\u00c9 the\ncat",
    " ",
    "\u65e5\u672c cat's\u00a0mat\r\f\v-",
]
WORDS = ["the", "cat", "sat", "mat", "\u00e9", "\u00c4\u00d6", "cats", "the cat", "cat sat"]
LONG = [10**k * sign + k for k in range(1, 19) for sign in (1, -1)]
NUMBERS = np.array([0, 1, -1, 9, 10, -9, -10, 99, 2**63 - 1, -(2**63), *LONG], "int64").reshape(-1, 2)

VECTORS = {
    "words": {},
    "small letters": {"standardize": "lower", "output_sequence_length": 4},
    "punctuation": {"standardize": "strip_punctuation", "output_sequence_length": 9},
    "as it stands": {"standardize": None},
    "pairs": {"ngrams": 2},
    "pairs and fives": {"ngrams": (2, 5), "output_sequence_length": 3},
    "marks": {"output_mode": "multi_hot", "max_tokens": 15, "pad_to_max_tokens": True},
    "counts of pairs": {"output_mode": "count", "ngrams": 2},
    "weights": {"output_mode": "tf_idf", "idf_weights": [*range(1, 10)]},
    "rows": {"output_mode": "one_hot"},
    "characters": {"split": "character", "vocabulary": list("thecs-]^\u65e5"), "output_sequence_length": 12},
    "marks of characters": {"split": "character", "vocabulary": list("thecs"), "output_mode": "multi_hot"},
}


def model_of(layer, *shapes, dtype):
    inputs = [layerloom.Input(shape, dtype=dtype) for shape in shapes]
    return layerloom.Model(inputs, layer(inputs if len(inputs) > 1 else inputs[0]))


@pytest.mark.parametrize("case", VECTORS)
def test_texts_are_cut_and_looked_up(case, tmp_path):
    layer = L.TextVectorization(**{"vocabulary": WORDS, **VECTORS[case]})
    data = np.array(TEXTS, object)[:, None]
    same(model_of(layer, (1,), dtype="string"), [data], tmp_path / "m.onnx")


def test_texts_that_are_not_cut(tmp_path):
    layer = L.TextVectorization(vocabulary=WORDS, split=None, ngrams=2)
    data = np.array([["The", "cat", ""], ["x", "MAT!", "the"]], object)
    same(model_of(layer, (3,), dtype="string"), [data], tmp_path / "m.onnx")


def test_a_network_on_texts(tmp_path):
    x = layerloom.Input((), dtype="string")
    steps = L.Embedding(12, 4, mask_zero=True)(
        L.TextVectorization(vocabulary=WORDS, output_sequence_length=6)(x)
    )
    same(layerloom.Model(x, L.Dense(2)(L.LSTM(4)(steps))), [np.array(TEXTS, object)], tmp_path / "m.onnx")


HASHES = {
    "numbers": lambda: L.Hashing(1000),
    "a number apart": lambda: L.Hashing(1000, mask_value=9),
    "with a salt": lambda: L.Hashing(1000, salt=[5, 6]),
    "rows": lambda: L.Hashing(5, output_mode="one_hot", mask_value=1),
    "counts": lambda: L.Hashing(5, output_mode="count"),
    "unknown numbers": lambda: L.IntegerLookup(vocabulary=[9, 10], num_oov_indices=7, oov_method="farmhash"),
}


@pytest.mark.parametrize("case", HASHES)
def test_numbers_are_hashed(case, tmp_path):
    same(model_of(HASHES[case](), (2,), dtype="int64"), [NUMBERS], tmp_path / "m.onnx")


@pytest.mark.parametrize("mode", ["int", "one_hot"])
def test_numbers_are_crossed(mode, tmp_path):
    model = model_of(L.HashedCrossing(50, output_mode=mode), (1,), (1,), dtype="int64")
    same(model, [NUMBERS[:, :1], NUMBERS[:, 1:]], tmp_path / "m.onnx")


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda: L.TextVectorization(vocabulary=["a"], split="character"), "an output_sequence_length of at most 500"),
        (lambda: L.TextVectorization(vocabulary=["a"], standardize=lambda x: x), "a function of yours"),
        (lambda: L.TextVectorization(), "has no vocabulary"),
        (lambda: L.Hashing(3), "hashes texts, whose bytes no operator of ONNX can see"),
        (lambda: L.StringLookup(vocabulary=["a"], num_oov_indices=2), "by the bytes of texts"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_of_texts_is_told(make, words, tmp_path):
    with pytest.raises(FileFormatError, match=words):
        model_of(make(), (1,), dtype="string").export(tmp_path / "m.onnx")
