"""Files of tf_keras, and of Keras 2 as its releases and backends wrote them, predict as real tf_keras does."""

import json

import h5py
import numpy as np
import pytest
import tf_keras
from tf_keras.src.saving.legacy import hdf5_format

from layerloom import models, saving

L = tf_keras.layers


def filled(model, seed=3):
    """Gives a model weights that are neither zero nor one."""
    draw = np.random.RandomState(seed)
    for weight in model.weights:
        weight.assign(
            draw.uniform(0.1, 0.9, weight.shape) * draw.choice([-0.5, 1.0]) ** (weight.shape.rank > 1)
        )
    return model


def inputs_of(model, seed=5):
    draw = np.random.RandomState(seed)
    data = [draw.uniform(-1, 1, [3, *tensor.shape[1:]]).astype("float32") for tensor in model.inputs]
    return data if len(data) > 1 else data[0]


def same(real, ours, atol=1e-5):
    x = inputs_of(real)
    wanted, found = real.predict(x, verbose=0), ours.predict(x, verbose=0)
    pairs = zip(wanted, found, strict=True) if isinstance(wanted, list) else [(wanted, found)]
    for want, value in pairs:
        np.testing.assert_allclose(value, want, atol=atol)


def rewritten(model, path, change, arrays=None, **attributes):
    """Saves a model and changes its configuration, its arrays by layer, and its attributes."""
    model.save(path)
    with h5py.File(path, "r+") as file:
        data = json.loads(file.attrs["model_config"])
        file.attrs["model_config"] = json.dumps(change(data) or data)
        group = file["model_weights"]
        for key, value in attributes.items():
            file.attrs[key] = group.attrs[key] = value
        for layer in model.layers:
            if arrays is not None and layer.weights:
                names = list(group[layer.name].attrs["weight_names"])
                values = arrays(layer, [group[layer.name][name][()] for name in names])
                for name, value in zip(names, values, strict=True):
                    del group[layer.name][name]
                    group[layer.name][name] = value
    return path


def walk(data, visit):
    """Calls ``visit`` with every layer in a configuration."""
    if isinstance(data, list):
        for item in data:
            walk(item, visit)
    elif isinstance(data, dict):
        if "class_name" in data and isinstance(data.get("config"), dict):
            visit(data, data["config"])
        for item in data.values():
            walk(item, visit)


# -- functions and defaults that have changed --------------------------------------------------------------------

GATED = [
    lambda: L.Dense(3, activation="hard_sigmoid"),
    lambda: L.Activation("hard_sigmoid"),
    lambda: L.LSTM(3, recurrent_activation="hard_sigmoid"),
    lambda: L.GRU(3, recurrent_activation="hard_sigmoid", reset_after=False, activation="hard_sigmoid"),
    lambda: L.Bidirectional(L.LSTM(2, recurrent_activation="hard_sigmoid", return_sequences=True)),
    lambda: L.TimeDistributed(L.Dense(3, activation="hard_sigmoid")),
    lambda: L.RNN([L.LSTMCell(3, recurrent_activation="hard_sigmoid"), L.GRUCell(2)]),
]


@pytest.mark.parametrize("form", ["h5", "json", "keras"])
def test_hard_sigmoid_is_that_of_the_writer(tmp_path, form):
    start = L.Input((4, 3))
    inner = tf_keras.Sequential([L.Input((4, 3)), L.Dense(3, activation="hard_sigmoid")])
    real = filled(tf_keras.Model(start, [make()(start) for make in GATED] + [inner(start)]))
    if form == "json":
        ours = models.model_from_json(real.to_json())
        real.save_weights(tmp_path / "w.h5")
        ours.load_weights(tmp_path / "w.h5")
    else:
        real.save(tmp_path / f"m.{form}")
        ours = saving.load_model(tmp_path / f"m.{form}")
    same(real, ours)
    ours.save(tmp_path / "again.h5")
    same(real, saving.load_model(tmp_path / "again.h5"))


def test_gru_without_reset_after_means_false(tmp_path):
    real = filled(tf_keras.Sequential([L.Input((4, 3)), L.GRU(3, reset_after=False)]))

    def change(data):
        walk(data, lambda layer, config: (config.pop("reset_after", 0), config.pop("implementation", 0)))

    path = rewritten(real, tmp_path / "m.h5", change, keras_version=b"2.1.3", backend=b"tensorflow")
    same(real, saving.load_model(path))


# -- other names --------------------------------------------------------------------------------------------------


def relu6(x):
    return tf_keras.activations.relu(x, max_value=6.0)


def as_keras_2_0(layer, config):
    """Bare lists of layers without an input layer, numbers of NumPy, fewer keys, names of TensorFlow 1."""
    config.pop("dtype", None)
    config.pop("groups", None)
    match layer["class_name"]:
        case "Sequential":
            layer["config"] = [item for item in config["layers"] if item["class_name"] != "InputLayer"]
        case "Functional":
            layer["class_name"] = "Model"
        case "BatchNormalization":
            layer["class_name"] = "BatchNormalizationV1"
        case "LeakyReLU":
            config["alpha"] = {"type": "ndarray", "value": 0.2}
        case "Flatten":
            del config["data_format"]


def test_models_of_keras_2_0(tmp_path):
    one, two = L.Input((6, 6, 2), name="in/1"), L.Input((6, 6, 2))
    mobile = L.DepthwiseConv2D(3, depth_multiplier=2, activation=relu6, name="a/b")
    inside = L.Input((4, 4, 4))
    block = tf_keras.Model(inside, L.BatchNormalization(axis=[3])(L.Conv2D(4, 1, use_bias=False)(inside)))
    head = tf_keras.Sequential([L.LeakyReLU(0.2, input_shape=(4, 4, 4)), L.ThresholdedReLU(0.3), L.Flatten()])
    joined = L.add([block(mobile(one)), block(mobile(two)), mobile(one)])
    real = filled(tf_keras.Model([one, two], [L.Dense(2)(head(joined)), L.GlobalMaxPooling2D()(joined)]))

    def change(data):
        walk(data, as_keras_2_0)

    path = rewritten(real, tmp_path / "m.h5", change, keras_version=b"2.0.8", backend=b"tensorflow")
    with h5py.File(path, "r+") as file:  # long lists of names are cut into several attributes
        group = file["model_weights"]
        names = list(group.attrs["layer_names"])
        del group.attrs["layer_names"]
        group.attrs["layer_names0"], group.attrs["layer_names1"] = names[:3], names[3:]
    same(real, saving.load_model(path))

    fresh = models.model_from_json(json.dumps(json.loads(h5py.File(path).attrs["model_config"])))
    real.save_weights(tmp_path / "w.h5")
    fresh.load_weights(tmp_path / "w.h5")
    same(real, fresh)


def test_file_that_tells_no_version_is_not_of_keras_3(tmp_path):
    start = L.Input((4, 3))
    layers = [L.Conv1D(2, 2)(start), L.Conv1D(2, 2, name="slash/ed")(start), L.LSTM(2)(start)]
    ends = [L.Activation("hard_sigmoid")(layer) for layer in layers]
    real = filled(tf_keras.Model(start, ends))
    path = rewritten(real, tmp_path / "m.h5", lambda data: None)
    with h5py.File(path, "r+") as file:
        for holder in (file, file["model_weights"]):
            for name in ("keras_version", "backend"):
                del holder.attrs[name]
    same(real, saving.load_model(path))


@pytest.mark.parametrize("form", ["h5", "keras"])
def test_fixed_batch_sizes_bind_nobody(tmp_path, form):
    start = L.Input(batch_shape=(2, 4, 3))
    real = filled(tf_keras.Model(start, L.Dense(2)(L.Flatten()(L.Conv1D(2, 2)(start)))))
    real.save(tmp_path / f"m.{form}")
    ours = saving.load_model(tmp_path / f"m.{form}")
    same(real, ours)  # on three samples
    assert ours.input_shape == (2, 4, 3)


# -- other arrays -------------------------------------------------------------------------------------------------


def cudnn(kind, arrays):
    """Returns the arrays that the layer of the CuDNN library would have; by real Keras's own conversion."""
    stub = type(kind, (), {})()
    return hdf5_format._convert_rnn_weights(stub, arrays)


def test_layers_of_cudnn_become_plain_ones(tmp_path):
    real = filled(
        tf_keras.Sequential(
            [
                L.Input((4, 3)),
                L.Bidirectional(L.LSTM(2, return_sequences=True)),
                L.LSTM(3, return_sequences=True, name="lstm_1"),
                L.GRU(2, return_sequences=True, name="gru_1"),
                tf_keras.Sequential([L.Input((4, 2)), L.GRU(3, name="gru_2"), L.Dense(2)]),
            ]
        )
    )

    def visit(layer, config):
        if layer["class_name"] in ("LSTM", "GRU"):
            layer["class_name"] = f"CuDNN{layer['class_name']}"
            for key in (
                "activation",
                "recurrent_activation",
                "use_bias",
                "implementation",
                "reset_after",
                "unroll",
            ):
                config.pop(key, None)

    def arrays(layer, values):
        if layer.name == "gru_1":
            return cudnn("CuDNNGRU", values)
        if layer.name == "lstm_1":
            return cudnn("CuDNNLSTM", values)
        if isinstance(layer, L.Bidirectional):
            return cudnn("CuDNNLSTM", values[:3]) + cudnn("CuDNNLSTM", values[3:])
        return cudnn("CuDNNGRU", values[:3]) + values[3:]

    path = rewritten(real, tmp_path / "m.h5", lambda data: walk(data, visit), arrays, keras_version=b"2.2.4")
    same(real, saving.load_model(path))


def test_kernels_of_theano_are_turned(tmp_path):
    picture, sound, space = L.Input((5, 6, 2)), L.Input((6, 2)), L.Input((3, 4, 3, 2))
    film = L.Reshape((2, 5, 3, 2))(L.Flatten()(picture))
    real = tf_keras.Model(
        [picture, sound, space],
        [
            L.Conv2D(2, (2, 3))(picture),
            L.Conv2DTranspose(2, (2, 3), strides=2)(picture),
            L.DepthwiseConv2D((2, 3))(picture),
            L.SeparableConv2D(3, (2, 3))(picture),
            L.Conv1D(2, 3)(sound),
            L.Conv3D(2, 2)(space),
            L.ConvLSTM2D(2, 2)(film),
        ],
    )

    def arrays(layer, values):
        if type(layer).__name__ in ("DepthwiseConv2D", "SeparableConv2D"):  # correlations there too
            return values
        return [v[(slice(None, None, -1),) * (v.ndim - 2)] if v.ndim > 1 else v for v in values]

    path = rewritten(
        filled(real), tmp_path / "m.h5", lambda data: None, arrays, keras_version=b"2.1.2", backend=b"theano"
    )
    same(real, saving.load_model(path))
