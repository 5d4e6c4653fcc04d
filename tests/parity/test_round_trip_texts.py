"""Layers of texts, categories and sounds through every kind of file, written and read by Layerloom and by Keras 3."""

from __future__ import annotations

from functools import partial

import keras
import numpy as np
import pytest
import tensorflow as tf
from tests.parity.ways_of_files import FORMATS, read, write

import layerloom

LIBRARIES = {"layerloom": layerloom, "keras": keras}

WORDS = np.array([["a"], ["b"], ["c"], ["a"], ["zebra"]], dtype=object)
TEXTS = np.array([["The cat, the mat!"], ["a cat sat"], ["the dog"], ["dog & CAT"], ["mat"]], dtype=object)
NUMBERS = np.array([[3], [5], [3], [9], [40]])
VALUES = np.random.default_rng(0).random((5, 3)).astype("float32")
SOUND = np.random.default_rng(1).standard_normal((2, 400)).astype("float32")
PICTURES = np.random.default_rng(2).random((2, 6, 6, 3)).astype("float32")

#: Layer, arguments, what it learns from (nothing if None), what it is called on.
CASES = {
    "StringLookup, given": ("StringLookup", {"vocabulary": ["a", "b"]}, None, [WORDS]),
    "StringLookup, learned": ("StringLookup", {"output_mode": "multi_hot"}, WORDS, [WORDS]),
    "StringLookup, several unknown": ("StringLookup", {"num_oov_indices": 3}, WORDS[:3], [WORDS]),
    "IntegerLookup, learned": ("IntegerLookup", {}, NUMBERS, [NUMBERS]),
    "IntegerLookup, one-hot": ("IntegerLookup", {"output_mode": "one_hot"}, NUMBERS[:3], [NUMBERS]),
    "TextVectorization, learned": ("TextVectorization", {"output_sequence_length": 4}, TEXTS, [TEXTS]),
    "TextVectorization, counted": (
        "TextVectorization",
        {"output_mode": "count", "ngrams": 2},
        TEXTS,
        [TEXTS],
    ),
    "TextVectorization, weighed": ("TextVectorization", {"output_mode": "tf_idf"}, TEXTS, [TEXTS]),
    "Hashing": ("Hashing", {"num_bins": 7}, None, [WORDS]),
    "HashedCrossing": ("HashedCrossing", {"num_bins": 7}, None, [WORDS, NUMBERS]),
    "Discretization, learned": ("Discretization", {"num_bins": 3}, VALUES, [VALUES]),
    "Normalization, learned": ("Normalization", {}, VALUES, [VALUES]),
    "MelSpectrogram": ("MelSpectrogram", {"fft_length": 128, "sequence_stride": 64}, None, [SOUND]),
    "STFTSpectrogram": ("STFTSpectrogram", {"frame_length": 64}, None, [SOUND[..., None]]),
    "Pipeline": ("Pipeline", {}, None, [PICTURES]),
}


def kind_of(data):
    return "string" if data.dtype == object else "int64" if data.dtype.kind == "i" else "float32"


def made(library, case):
    name, arguments, lesson, data = CASES[case]
    if name == "Pipeline":
        parts = [library.layers.Rescaling(0.5), library.layers.CenterCrop(4, 4)]
        layer = library.layers.Pipeline(parts)
    else:
        layer = getattr(library.layers, name)(**arguments)
    if lesson is not None:
        layer.adapt(lesson if lesson.dtype != object or library is layerloom else tf.constant(lesson))
    inputs = [library.Input(one.shape[1:], dtype=kind_of(one)) for one in data]
    return library.Model(inputs, layer(inputs if len(inputs) > 1 else inputs[0]))


def outputs(library, model, data):
    if library is keras:
        data = [tf.constant(one) for one in data]
    return np.asarray(model(data if len(data) > 1 else data[0]))


def can(library, case, kind):
    """Tells whether a library has this kind of file, and keeps there what the layer has learned.

    Keras has no YAML, and writes vocabularies into .keras and .weights.h5 alone; a Normalization whose weights are set
    by hand does not use them there.
    """
    name, _, lesson, _ = CASES[case]
    learned = lesson is not None and (name != "Normalization" or kind == "json")
    return library is layerloom or not (kind == "yaml" or (learned and kind in ("h5", "json")))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", CASES)
def test_outputs_are_equal_after_every_way(case, tmp_path):
    data = CASES[case][3]
    near = 5e-3 if case == "MelSpectrogram" else 1e-5  # decibels of what is hardly there magnify rounding
    wrong = []
    for writer, library in LIBRARIES.items():
        model = made(library, case)
        expected, weights = outputs(library, model, data), model.get_weights()
        for kind in FORMATS:
            if not can(library, case, kind):
                continue
            path = tmp_path / f"{writer}.{kind}"
            write(model, kind, path)
            for reader, other in LIBRARIES.items():
                if not can(other, case, kind) or (writer == reader == "keras"):
                    continue
                found = outputs(other, read(other, kind, path, partial(made, other, case), weights), data)
                if found.shape != expected.shape or not np.allclose(found, expected, rtol=1e-5, atol=near):
                    wrong.append(f"{writer} -> {kind} -> {reader}")
    assert not wrong
