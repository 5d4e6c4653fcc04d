"""KerasFileEditor on files of Keras and of ours, with Keras's own editor as the measure."""

from __future__ import annotations

import keras
import numpy as np
import pytest

import layerloom


def network(k, last=2):
    return k.Sequential([k.Input((4,)), k.layers.Dense(3, name="first"), k.layers.Dense(last, name="second")])


def shapes(tree):
    return {name: shapes(item) if isinstance(item, dict) else np.shape(item) for name, item in tree.items()}


@pytest.mark.parametrize("ending", ["weights.h5", "keras"])
@pytest.mark.parametrize("writer", [keras, layerloom], ids=["keras", "layerloom"])
def test_files_are_shown_compared_and_changed(tmp_path, capsys, writer, ending) -> None:
    path, edited = str(tmp_path / f"model.{ending}"), str(tmp_path / "edited.weights.h5")
    model = network(writer)
    model.compile("sgd", "mse")
    (model.save if ending == "keras" else model.save_weights)(path)
    ours, theirs = (k.saving.KerasFileEditor(path) for k in (layerloom, keras))
    assert shapes(ours.weights_dict) == shapes(theirs.weights_dict)
    assert {key: value["name"] for key, value in ours.object_metadata.items() if key} == {
        key: value["name"] for key, value in theirs.object_metadata.items() if "name" in value
    }
    capsys.readouterr()
    ours.summary()
    assert "dense_1 (" in capsys.readouterr().out
    if "optimizer" in ours.weights_dict:
        ours.delete_object("optimizer")
    assert ours.compare(network(layerloom)) == {"status": "success", "error_count": 0, "match_count": 4}
    assert ours.compare(network(layerloom, last=5))["error_count"] == 2
    ours.delete_weight("layers/dense_1", "1")
    assert ours.compare(network(layerloom))["status"] == "error"
    ours.add_weights("dense_1", {"1": np.full(2, 7.0, "float32")})
    ours.rename_object("dense", "renamed")
    ours.rename_object("layers/renamed", "dense")
    ours.delete_object("dense_1")
    ours.add_object("layers/dense_1", {"0": np.ones((3, 2), "float32"), "1": np.full(2, 7.0, "float32")})
    ours.resave_weights(edited)
    for k in (keras, layerloom):
        opened = network(k)
        opened.load_weights(edited)
        assert np.asarray(opened.weights[3])[0] == 7.0 and np.asarray(opened.weights[2])[0, 0] == 1.0


@pytest.mark.parametrize(
    "act, words",
    [
        (lambda e: e.delete_object("nothing"), "does not occur"),
        (lambda e: e.delete_object("layers/nothing"), "no 'layers/nothing'"),
        (lambda e: e.delete_weight("dense", "9"), "no weight '9'"),
        (lambda e: e.rename_object("dense", "a/b"), "without a path"),
        (lambda e: e.add_object("a/b", {}), "no 'a'"),
        (lambda e: e.add_weights("dense", [1]), "must be a dict"),
        (lambda e: e.delete_object("0"), "occurs 2 times"),
        (lambda e: e.save("weights.txt"), "must end in"),
        (lambda e: layerloom.saving.KerasFileEditor("weights.txt"), "must end in"),
    ],
)
def test_mistakes_are_told_in_a_sentence(tmp_path, act, words) -> None:
    path = str(tmp_path / "model.weights.h5")
    network(layerloom).save_weights(path)
    with pytest.raises(ValueError, match=words):
        act(layerloom.saving.KerasFileEditor(path))
