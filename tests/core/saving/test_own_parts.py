"""What callers pass for classes and functions of a file, and what they are told where it is missing or does not fit."""

from __future__ import annotations

import json
import warnings

import h5py
import numpy as np
import pytest

from layerloom import layers, models
from layerloom.errors import FileFormatError, LayerloomError
from layerloom.models.formats import read_any


class Own(layers.Layer):
    """A layer of a user's."""

    def __init__(self, factor=2.0, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor

    def call(self, inputs):
        return inputs * self.factor


class Failing(layers.Layer):
    """A layer whose call does not work."""

    def call(self, inputs):
        return inputs.missing


def network(name="Own", **settings) -> str:
    chain = [
        {"class_name": "InputLayer", "config": {"batch_shape": [None, 3], "name": "x"}},
        {"class_name": name, "config": {"name": "mine", **settings}},
    ]
    return json.dumps({"class_name": "Sequential", "config": {"name": "s", "layers": chain}})


def double(x):
    return 2 * x


def test_a_function_that_makes_the_layer_stands_for_its_class():
    model = models.model_from_json(network(scale=3), {"Own": lambda name, scale: Own(scale, name=name)})
    assert (model.layers[0].name, model.layers[0].factor) == ("mine", 3)


@pytest.mark.parametrize(
    "given, shown",
    [
        (double, "double"),
        (lambda **settings: settings, "<lambda>"),
        ({}, "dict"),
        ("Own", "str"),
        (np.mean, "mean"),
    ],
)
def test_what_makes_no_layer_is_refused(given, shown):
    with pytest.raises(
        LayerloomError, match=rf"'mine' \(Own\): custom_objects gives '{shown}' for 'Own', which"
    ):
        models.model_from_json(network(), {"Own": given})


def test_a_call_that_fails_is_told_with_the_layer(tmp_path):
    path = tmp_path / "m.h5"
    models.Sequential([layers.Input((3,)), layers.Activation("relu", name="mine")]).save(path)
    with h5py.File(path, "r+") as file:
        file.attrs["model_config"] = network("Failing")
    inputs = [["x", 0, 0]]
    functional = {"name": "f", "input_layers": inputs, "output_layers": [["mine", 0, 0]]}
    chain = json.loads(network("Failing"))["config"]["layers"]
    for layer, calls in zip(chain, ([], [[["x", 0, 0, {}]]]), strict=True):
        layer.update(name=layer["config"]["name"], inbound_nodes=calls)
    text = json.dumps({"class_name": "Model", "config": {**functional, "layers": chain}})
    with pytest.raises(
        LayerloomError, match=r"'mine' \(Failing\): its call fails: AttributeError: .*missing"
    ):
        models.model_from_json(text, {"Failing": Failing})


def test_all_names_are_told_at_once():
    data = json.loads(network())
    data["config"]["layers"] += [
        {"class_name": "Dense", "config": {"name": "d", "units": 2, "activation": "mish2"}},
        {"class_name": "pack>Other", "config": {"name": "other"}},
    ]
    listed = r"custom_objects=\{'Own': \.\.\., 'mish2': \.\.\., 'Other': \.\.\.\}, or open"
    with pytest.raises(LayerloomError, match=listed):
        models.model_from_json(json.dumps(data))
    with pytest.raises(LayerloomError, match=r"custom_objects=\{'mish2': \.\.\., 'Other': \.\.\.\}, or open"):
        models.model_from_json(json.dumps(data), {"Own": Own})


def test_an_authors_class_called_as_one_of_keras_is_named_as_well():
    layer = {"class_name": "MultiHeadAttention", "config": {"name": "heads", "head_num": 2}, "name": "heads"}
    layer["inbound_nodes"] = [[["words", 0, 0, {}]]]
    words = {"class_name": "InputLayer", "config": {"name": "words", "batch_input_shape": [None, 5, 4]}}
    config = {"name": "bert", "layers": [{**words, "name": "words", "inbound_nodes": []}, layer]}
    config |= {"input_layers": [["words", 0, 0]], "output_layers": [["heads", 0, 0]]}
    text = json.dumps({"class_name": "Model", "config": config, "keras_version": "2.2.4"})
    with pytest.raises(LayerloomError, match=r"custom_objects=\{'MultiHeadAttention': \.\.\.\}, or open"):
        models.model_from_json(text)


def test_a_loss_that_is_not_known_is_named_with_both_ways_out(tmp_path):
    model = models.Sequential([layers.Input((3,)), layers.Dense(1)])
    model.compile("adam", "mse")
    model.save(tmp_path / "m.h5")
    with h5py.File(tmp_path / "m.h5", "r+") as file:
        training = json.loads(file.attrs["training_config"])
        file.attrs["training_config"] = json.dumps({**training, "loss": "dice_coef_loss"})
    told = (
        r"'dice_coef_loss': pass your own in custom_objects=\{'dice_coef_loss': \.\.\.\}, or .* compile=False"
    )
    with pytest.warns(UserWarning, match=told):
        models.load_model(tmp_path / "m.h5")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        models.load_model(tmp_path / "m.h5", compile=False)
        models.load_model(
            tmp_path / "m.h5", custom_objects={"dice_coef_loss": lambda y, p: p[:, 0] - y[:, 0]}
        )


@pytest.mark.parametrize("layer", [None, 3, "Dense", []])
def test_what_is_no_layer_is_shown(layer):
    data = {"class_name": "Sequential", "config": {"name": "s", "layers": [layer]}}
    with pytest.raises(LayerloomError, match=r"must be a mapping with its class_name and config, got .+"):
        models.model_from_json(json.dumps(data))


@pytest.mark.parametrize(
    "name, settings, words",
    [
        ("Dense", {"units": 2, "batch_input_shape": -3}, "batch_input_shape must be a tuple of sizes"),
        ("BatchNormalization", {"axis": []}, "axis must be an axis number"),
    ],
)
def test_damaged_settings_are_told_in_words(name, settings, words):
    with pytest.raises(LayerloomError, match=words):
        models.model_from_json(network(name, **settings))
    assert models.model_from_json(network(name, **settings), placeholders=True).layers


def test_a_model_of_tensorflow_js_is_called_one(tmp_path):
    text = json.dumps({"modelTopology": {"model_config": {}}, "weightsManifest": []})
    with pytest.raises(LayerloomError, match=r"a model of TensorFlow\.js"):
        models.model_from_json(text)
    (tmp_path / "model.json").write_text(text)
    with pytest.raises(FileFormatError, match=r"model\.json: .*a model of TensorFlow\.js"):
        read_any(tmp_path / "model.json")


def test_an_array_in_place_of_a_group_is_told(tmp_path):
    path = tmp_path / "m.weights.h5"
    model = models.Sequential([layers.Input((3,)), layers.Dense(1, name="d")])
    model.save_weights(path)
    with h5py.File(path, "r+") as file:
        place = next(name for name in ("layers/dense/vars", "layers/d/vars") if name in file)
        del file[place]
        file[place] = np.ones(2, "float32")
    with pytest.raises(FileFormatError, match=r"an array stands where the group '.*vars' should be"):
        model.load_weights(path)
