"""Strangers' files are read by another process: what it answers is checked, and its end harms nobody."""

from __future__ import annotations

import json
import sys

import numpy as np
import pytest

from layerloom import Input, Sequential, initializers, layers, models, regularizers
from layerloom.errors import FileFormatError, LayerloomError
from layerloom.saving import load_model, save_model
from layerloom_studio.runs import opening
from layerloom_studio.runs.model_file import write_model
from layerloom_studio.runs.networks import network_of
from layerloom_studio.runs.opening import WeightsAloneError, open_file
from layerloom_studio.runs.weights import Weights


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


@pytest.fixture
def with_unknown_parts(tmp_path):
    """A file whose layers have an initializer and a regularizer that nobody here knows."""

    class Prior(initializers.Initializer):
        def __call__(self, shape, dtype=None):
            return np.full(shape, -4.6, "float32")

    class Halved(regularizers.Regularizer):
        pass

    model = Sequential([Input((3,)), layers.Dense(4, kernel_regularizer=Halved(), name="wide")])
    model.add(layers.Dense(2, bias_initializer=Prior(), name="end"))
    model.save(tmp_path / "net.keras")
    return model, tmp_path / "net.keras"


def test_a_model_with_unknown_parts_is_used_and_goes_on_where_it_can(with_unknown_parts):
    model, path = with_unknown_parts
    opened = open_file(path)
    assert opened.unknown == ()
    x = np.random.default_rng(0).normal(size=(3, 3)).astype("float32")
    np.testing.assert_array_equal(opened.model.predict(x, verbose=0), model.predict(x, verbose=0))
    drawn = network_of(opened.architecture)
    assert [weight.has_value for weight in drawn.weights] == [True, True, True, False]
    drawn.compile("sgd", "mse")
    told = opened.start().apply(drawn)
    assert told == "Goes on with the weights of net.keras."
    np.testing.assert_array_equal(drawn.predict(x, verbose=0), model.predict(x, verbose=0))
    with pytest.raises(
        LayerloomError, match="wide/kernel': the regularizer 'Halved' is not known here, and training"
    ):
        drawn.fit(x, np.zeros((3, 2)), verbose=0)


def test_what_is_drawn_with_unknown_parts_is_written_with_the_weights_of_its_file(
    with_unknown_parts, tmp_path
):
    model, path = with_unknown_parts
    opened = open_file(path)
    data = json.loads(opened.architecture)
    weights = Weights.of_model(opened.model, "net.keras")
    write_model(data, tmp_path / "again.h5", lambda: weights)
    again = load_model(tmp_path / "again.h5", placeholders=True)
    assert (
        json.loads(again.to_json())["config"]["layers"][-1]["config"]["bias_initializer"]["class_name"]
        == "Prior"
    )
    for one, other in zip(again.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
    with pytest.raises(
        LayerloomError, match="end/bias': the initializer 'Prior' is not known here, and new weights"
    ):
        write_model(data, tmp_path / "new.h5")


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
