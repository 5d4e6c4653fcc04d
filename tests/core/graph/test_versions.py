"""What older Keras wrote is read as it was meant by the version that wrote it."""

import json

import pytest

from layerloom.graph import parse_architecture
from layerloom.graph.versions import major_version, of_today

START = {"batch_input_shape": [None, 4]}


def layer(class_name, **config):
    return {"class_name": class_name, "config": {"name": "it", **config}}


def read(item, version):
    first = layer("Reshape", target_shape=[2, 2], **START) | {
        "config": {**START, "name": "r", "target_shape": [2, 2]}
    }
    data = {"class_name": "Sequential", "config": {"name": "s", "layers": [first, item]}}
    spec = parse_architecture({**data, "keras_version": version} if version else data).layers["it"]
    return {"class": spec.class_name, **spec.config}


SIGMOID = {
    "class_name": "function",
    "module": "builtins",
    "registered_name": "function",
    "config": "hard_sigmoid",
}
CASES = [
    (layer("Dense", units=2, activation="hard_sigmoid"), "1.2.2", {"activation": "hard_sigmoid_keras2"}),
    (layer("Dense", units=2, activation="hard_sigmoid"), "2.2.4-tf", {"activation": "hard_sigmoid_keras2"}),
    (layer("Dense", units=2, activation=SIGMOID), "2.15.0", {"activation": "hard_sigmoid_keras2"}),
    (layer("Dense", units=2, activation="hard_sigmoid"), "3.1.0", {"activation": "hard_sigmoid"}),
    (layer("Dense", units=2, activation="hard_sigmoid"), None, {"activation": "hard_sigmoid"}),
    (layer("Dense", units=2, activation="softmax_v2"), "2.4.0", {"activation": "softmax"}),
    (layer("GRU", units=2), "2.1.0", {"reset_after": False}),
    (layer("GRU", units=2, reset_after=True), "2.4.0", {"reset_after": True}),
    (layer("CuDNNGRU", units=2), "2.2.0", {"class": "GRU", "reset_after": True, "recurrent_activation": "sigmoid"}),
    (layer("CuDNNLSTM", units=2), "2.2.0", {"class": "LSTM", "recurrent_activation": "sigmoid"}),
    (layer("UnifiedLSTM", units=2), "2.2.4-tf", {"class": "LSTM"}),
    (layer("Flatten"), "2.0.5", {"data_format": "channels_last"}),
    (layer("ThresholdedReLU", theta=0.5), "2.2.0", {"class": "ReLU", "threshold": 0.5}),
    (layer("BatchNormalizationV1", axis=[1]), "2.2.4-tf", {"class": "BatchNormalization", "axis": 1}),
    (
        layer("BatchNormalization", axis={"class_name": "ListWrapper", "items": [1]}),
        "2.3.0",
        {"class": "BatchNormalization", "axis": 1},
    ),
    (layer("ReLU", max_value={"type": "ndarray", "value": 6.0}), "2.2.2", {"max_value": 6.0}),
    (
        layer("Dense", units=2, dtype={"class_name": "Policy", "config": {"name": "mixed_float16"}}),
        "2.4.0",
        {"dtype": "mixed_float16"},
    ),
    (
        layer("Dense", units=2, kernel_initializer={"class_name": "GlorotUniformV2", "config": {"dtype": "float32"}}),
        "2.2.4-tf",
        {"kernel_initializer": {"class_name": "GlorotUniform", "config": {}}},
    ),
    (
        layer("Dense", output_dim=2, W_regularizer={"name": "L1L2Regularizer", "l1": 0, "l2": 0.5}),
        None,
        {"units": 2, "kernel_regularizer": {"class_name": "L1L2", "config": {"l1": 0.0, "l2": 0.5}}},
    ),
    (layer("Dense", output_dim=2, init="one", W_regularizer={"name": "EigenvalueRegularizer", "k": 1}), None,
     {"kernel_initializer": "one", "kernel_regularizer": None}),
    (layer("Mine", init="one", p=0.5), "1.1.0", {"class": "Mine", "init": "one", "p": 0.5}),
]  # fmt: skip


@pytest.mark.parametrize("item, version, wanted", CASES)
def test_layers(item, version, wanted):
    found = read(item, version)
    assert {key: found[key] for key in wanted} == wanted


@pytest.mark.parametrize(
    "text, number",
    [
        ("1.2.2", 1),
        ("2.2.4-tf", 2),
        ("tfjs-layers 1.7.4", 2),
        ("3.15.1", 3),
        ("v", None),
        (None, None),
        (2, None),
    ],
)
def test_versions(text, number):
    assert major_version(text) == number


def test_once_is_enough_and_the_data_stay_as_they_are():
    data = {
        "class_name": "Sequential",
        "config": [layer("GRU", output_dim=2, inner_activation="hard_sigmoid", init="one", **START)],
        "keras_version": "1.0.8",
        "backend": "theano",
    }
    before = json.dumps(data)
    once = of_today(data)
    assert json.dumps(data) == before
    assert of_today(once) == once
    assert set(once) == {"class_name", "config"}
    assert of_today(data["config"]) == of_today(json.dumps(data)) == once
