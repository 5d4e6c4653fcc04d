"""`layerloom convert`: every format to every other, with weights and class names where there is room for them."""

from __future__ import annotations

import os
import sys

import h5py
import numpy as np
import onnx
import pytest

from layerloom import Input, Model, Sequential, layers
from layerloom.models.formats import read_any
from layerloom_studio.cli.commands import run
from layerloom_studio.runs.card import find_card

X = np.random.default_rng(0).normal(size=(3, 4)).astype("float32")


@pytest.fixture
def model():
    return Sequential([Input((4,)), layers.Dense(3, activation="relu"), layers.Dense(2)])


@pytest.mark.parametrize("source", ["m.keras", "m.h5", "saved", "folder"])
@pytest.mark.parametrize("target", ["o.keras", "o.h5", "o.hdf5", "o"])
def test_whole_models_keep_weights_and_names(model, source, target, tmp_path, capsys):
    way = {"zipped": False} if source == "folder" else {}
    given = source if source != "saved" else "saved/saved_model.pb"
    model.save(tmp_path / source, metadata={"classes": ["no", "yes"]}, **way)
    assert run(["convert", str(tmp_path / given), str(tmp_path / target)]) == 0
    opened = read_any(tmp_path / target)
    np.testing.assert_allclose(opened.model.predict(X, verbose=0), model.predict(X, verbose=0), atol=1e-6)
    assert opened.metadata["classes"] == ["no", "yes"]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("drawing", ["m.json", "m.yaml", "m.yml"])
def test_an_architecture_and_weights_make_a_model(model, drawing, tmp_path):
    model.save(tmp_path / "m.keras")
    assert run(["convert", str(tmp_path / "m.keras"), str(tmp_path / drawing)]) == 0
    assert run(["convert", str(tmp_path / "m.keras"), str(tmp_path / "m.weights.h5")]) == 0
    parts = [str(tmp_path / name) for name in (drawing, "o.h5", "m.weights.h5")]
    assert run(["convert", parts[0], parts[1], "--weights", parts[2]]) == 0
    found = read_any(tmp_path / "o.h5").model.predict(X, verbose=0)
    np.testing.assert_allclose(found, model.predict(X, verbose=0), atol=1e-6)


def test_new_weights_are_told(model, tmp_path, capsys):
    (tmp_path / "m.json").write_text(model.to_json())
    assert run(["convert", str(tmp_path / "m.json"), str(tmp_path / "o.keras")]) == 0
    assert "holds no weights" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name, content, words",
    [
        ("m.h5", b"", "is empty"),
        ("m.h5", b"\x00\x01", "no model file of a kind that is known"),
        ("m.json", b'{"class_name": 1}', "'class_name' and 'config' was expected"),
        ("gone.h5", None, "there is no such file"),
        ("m.py", b"import keras\n", "code in a file is never run"),
        ("m.onnx", b"\x08\x09", "written here and not read"),
        ("frozen.pb", b"\x08\x01", "a graph of TensorFlow"),
        ("m.index", b"\0", "a checkpoint of weights alone"),
        ("m.pt", b"PK", "is a file of PyTorch"),
        ("m.npz", b"PK", "holds arrays alone"),
        ("m.h5", b"<!DOCTYPE html>\n<html>", "a page of the web"),
        ("m.json", b"// mine\n{}", "begins with a comment, and JSON has none"),
        ("m.keras", b"version https://git-lfs.github.com/spec/v1\noid", "a pointer of Git LFS"),
        ("m.h5", b"name,value\n1,2\n", "no model file of a kind that is known"),
        ("m.json", b'{"modelTopology": {}, "weightsManifest": []}', "a model of TensorFlow.js"),
        ("m.keras", b"PK\x03\x04 and no end", "without an end"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(name, content, words, tmp_path, capsys):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert run(["convert", str(tmp_path / name), str(tmp_path / "o.keras")]) == 2
    text = capsys.readouterr().err
    assert any(word in text for word in words.split("|"))
    assert not (tmp_path / "o.keras").exists()


def test_a_checkpoint_is_told_for_what_it_is(model, tmp_path, capsys):
    model.save_weights(tmp_path / "best")
    assert run(["convert", str(tmp_path / "best"), str(tmp_path / "o.keras")]) == 2
    assert "a checkpoint of weights alone" in capsys.readouterr().err


@pytest.mark.parametrize("target", ["o.py", "o.onnx"])
def test_what_is_only_written(model, target, tmp_path, capsys):
    model.save(tmp_path / "m.keras", metadata={"classes": ["no", "yes"]})
    assert run(["convert", str(tmp_path / "m.keras"), str(tmp_path / target)]) == 0
    assert capsys.readouterr().err == ""
    if target == "o.py":
        assert "model = keras.Sequential(" in (tmp_path / target).read_text()
    else:
        properties = onnx.load(tmp_path / target).metadata_props
        assert {item.key: item.value for item in properties}["classes"] == '["no", "yes"]'


def test_an_unknown_ending_is_told(model, tmp_path, capsys):
    model.save(tmp_path / "m.h5")
    assert run(["convert", str(tmp_path / "m.h5"), str(tmp_path / "m.onnx2")]) == 2
    assert "'.onnx2': use .keras" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text, classes",
    [
        ("0 Cat\n1 Dog\n", ("Cat", "Dog")),
        ("Cat\nDog\n", ("Cat", "Dog")),
        ("0 Big Cat\n1 Dog", ("Big Cat", "Dog")),
    ],
)
def test_labels_beside_a_model_are_its_classes(text, classes, tmp_path):
    (tmp_path / "labels.txt").write_text(text)
    card = find_card(tmp_path / "keras_model.h5", {})
    assert card.classes == classes
    assert (card.fitting.height, card.fitting.rescale, card.fitting.offset) == (224, 1 / 127.5, -1.0)
    assert find_card(tmp_path / "other.h5", {}).fitting is None
    assert find_card(tmp_path / "other.h5", {"classes": ["a", "b"]}).classes == ("a", "b")


def test_labels_beside_a_model_travel_in_what_is_made_of_it(model, tmp_path):
    (tmp_path / "labels.txt").write_text("0 Cat\n1 Dog\n")
    model.save(tmp_path / "m.h5")
    (tmp_path / "other").mkdir()
    assert run(["convert", str(tmp_path / "m.h5"), str(tmp_path / "other" / "m.keras")]) == 0
    assert read_any(tmp_path / "other" / "m.keras").metadata["classes"] == ["Cat", "Dog"]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"Cat\x00\nDog", b"Cat\n" * 2**19])
def test_other_files_of_that_name_tell_nothing(content, tmp_path):
    (tmp_path / "labels.txt").write_bytes(content)
    assert find_card(tmp_path / "keras_model.h5", {}).classes == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_of_that_name_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "labels.txt")
    assert find_card(tmp_path / "keras_model.h5", {}).classes == ()


def test_a_missing_package_for_onnx_is_told(model, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnx", None)
    model.save(tmp_path / "m.h5")
    assert run(["convert", str(tmp_path / "m.h5"), str(tmp_path / "m.onnx")]) == 2
    assert "pip install onnx" in capsys.readouterr().err
    assert not (tmp_path / "m.onnx").exists()


def test_for_which_keras(tmp_path):
    start = Input((4,))
    Model(start, layers.Dense(2)(start) + 1).save(tmp_path / "m.keras")
    for version in ("2", "3"):
        assert (
            run(["convert", str(tmp_path / "m.keras"), str(tmp_path / "o.h5"), "--for-keras", version]) == 0
        )
        with h5py.File(tmp_path / "o.h5") as file:
            assert str(file.attrs["keras_version"]).startswith(version)
            assert ("TFOpLambda" in file.attrs["model_config"]) == (version == "2")
