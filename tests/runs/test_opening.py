"""Strangers' files are read by another process: what it answers is checked, and its end harms nobody."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from layerloom import Input, Sequential, layers, models
from layerloom.errors import FileFormatError
from layerloom.saving import load_model, save_model
from layerloom_studio.runs import opening
from layerloom_studio.runs.opening import WeightsAloneError, open_file


@pytest.fixture(scope="module")
def model():
    model = Sequential([Input((8, 8, 1)), layers.Conv2D(3, 3), layers.BatchNormalization(), layers.Flatten()])
    model.add(layers.Dense(4, activation="softmax"))
    return model


@pytest.fixture(scope="module")
def model_file(model, tmp_path_factory):
    path = tmp_path_factory.mktemp("opening") / "model.h5"
    save_model(model, path, metadata={"classes": ["a", "b", "c", "d"]})
    return path


def test_the_model_that_comes_back_is_the_one_in_the_file(model, model_file):
    opened = open_file(model_file)
    x = np.random.default_rng(0).normal(size=(3, 8, 8, 1)).astype("float32")
    assert opened.card.classes == ("a", "b", "c", "d")
    np.testing.assert_array_equal(opened.model.predict(x, verbose=0), model.predict(x, verbose=0))


def test_a_file_of_weights_alone_asks_for_its_network(model, tmp_path):
    model.save_weights(path := tmp_path / "net.weights.h5")
    with pytest.raises(WeightsAloneError, match="holds weights alone"):
        open_file(path)
    opened = open_file(path, network=model.to_json())
    x = np.random.default_rng(0).normal(size=(3, 8, 8, 1)).astype("float32")
    np.testing.assert_array_equal(opened.model.predict(x, verbose=0), model.predict(x, verbose=0))


@pytest.mark.parametrize(
    "damage, words",
    [
        (lambda data: data[:3000], "ends too early"),
        (lambda data: b"no model at all", "is "),
        (lambda data: b"", "is "),
    ],
)
def test_a_broken_file_is_refused_in_one_sentence(model_file, tmp_path, damage, words):
    path = tmp_path / "broken.h5"
    path.write_bytes(damage(model_file.read_bytes()))
    with pytest.raises(FileFormatError, match=words) as caught:
        open_file(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert str(caught.value).count("\n") == 0


@pytest.mark.parametrize(
    "child, words",
    [
        ("import os; os.abort()", r"brings the reading process down \(signal 6\)"),
        ("pass", r"brings the reading process down \(code 0\)"),
        ("import time; time.sleep(60)", "not read within 0.3 seconds"),
        ("import sys; sys.stdout.buffer.write(b'\\xff' * 64)", "brings the reading process down"),
        (
            "import sys; sys.stdout.buffer.write((2).to_bytes(8, 'little') + b'[]')",
            "brings the reading process",
        ),
        (
            (
                "import json, sys; h = json.dumps({'weights': [{'dtype': 'object', 'shape': [1]}]}).encode();"
                "sys.stdout.buffer.write(len(h).to_bytes(8, 'little') + h)"
            ),
            "brings the reading process",
        ),
        (
            (
                "import json, sys; h = json.dumps({'weights': [{'dtype': 'float32', 'shape': [1 << 40]}]}).encode();"
                "sys.stdout.buffer.write(len(h).to_bytes(8, 'little') + h)"
            ),
            "brings the reading process",
        ),
    ],
)
def test_a_process_that_crashes_hangs_or_lies_is_told_as_a_broken_file(model_file, monkeypatch, child, words):
    monkeypatch.setattr(opening, "_READER", ("-c", child))
    with pytest.raises(FileFormatError, match=words):
        open_file(model_file, seconds=0.3 if "sleep" in child else 60)


def test_reading_ends_when_it_is_cancelled(model_file):
    with pytest.raises(FileFormatError, match="cancelled"):
        open_file(model_file, cancelled=lambda: True)


def test_memory_is_bounded(model_file):
    if sys.platform == "win32":
        pytest.skip("no limits of processes there")
    with pytest.raises(FileFormatError, match="memory"):
        open_file(model_file, memory=2**20)


def test_a_learned_vocabulary_comes_along(tmp_path):
    """It stands in a file inside the archive, and the process that reads may write no files."""
    words = layers.StringLookup()
    words.adapt(["cat", "dog", "dog"])
    x = layers.Input((2,), dtype="string")
    models.Model(x, layers.Embedding(4, 2)(words(x))).save(tmp_path / "words.keras")
    opened = open_file(tmp_path / "words.keras").model
    expected = load_model(tmp_path / "words.keras")
    data = np.array([["dog", "bird"]], dtype=object)
    np.testing.assert_array_equal(opened(data), expected(data))
