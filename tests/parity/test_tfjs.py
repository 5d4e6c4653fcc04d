"""Models of tf.keras and Keras 3 that were converted for TensorFlow.js give the answers of their originals."""

from __future__ import annotations

import json
import zipfile

import keras
import numpy as np
import pytest
import tf_keras
from tests.core.saving.tfjs_files import of_h5, of_weights

from layerloom import saving


def nested(kit):
    L = kit.layers
    base = [L.Input((6, 6, 3)), L.Conv2D(4, 3, use_bias=False), L.BatchNormalization(), L.DepthwiseConv2D(3)]
    head = [L.Input((4,)), L.Dense(5, activation="relu"), L.Dense(2, use_bias=False)]
    inputs = L.Input((6, 6, 3))
    mean = L.GlobalAveragePooling2D()(kit.Sequential(base, name="base")(inputs))
    return kit.Model(inputs, kit.Sequential(head, name="head")(mean))


def shared(kit):
    L = kit.layers
    inputs = L.Input((4,))
    inner = kit.Sequential(
        [L.Input((4,)), L.Dense(4, activation="tanh"), L.BatchNormalization()], name="inner"
    )
    return kit.Model(inputs, inner(L.Dense(4, name="between")(inner(inputs))))


def recurrent(kit):
    L = kit.layers
    words, values = L.Input((6,)), L.Input((5, 3))
    steps = L.GRU(4, return_sequences=True, recurrent_activation="hard_sigmoid")(values)
    ends = [
        L.Bidirectional(L.LSTM(2))(steps),
        L.RNN([L.LSTMCell(3), L.GRUCell(2)])(steps),
        L.SimpleRNN(2)(values),
    ]
    return kit.Model([words, values], L.Dense(2)(L.Concatenate()([L.Dense(3)(words), *ends])))


def wrapped(kit):
    L = kit.layers
    part = kit.Sequential([L.Input((4,)), L.Dense(3), L.Dense(2)])
    chain = [
        L.TimeDistributed(part),
        L.TimeDistributed(L.Dense(3)),
        L.LayerNormalization(),
        L.PReLU(),
        L.Flatten(),
    ]
    return kit.Sequential([L.Input((5, 4)), *chain])


def convolutions(kit):
    L = kit.layers
    chain = [L.ZeroPadding2D(((1, 2), (3, 4))), L.Conv2DTranspose(3, 3, strides=2, padding="same")]
    chain += [L.SeparableConv2D(4, 2, depth_multiplier=2), L.MaxPooling2D(), L.UpSampling2D(), L.Flatten()]
    return kit.Sequential([L.Input((5, 4, 2)), *chain, L.Dense(2)])


def attending(kit):
    L = kit.layers
    inputs = L.Input((4,))
    rows = L.Reshape((2, 2))(L.BatchNormalization(trainable=False)(inputs))
    return kit.Model(inputs, L.MultiHeadAttention(2, 3)(rows, rows))


MODELS = [nested, shared, recurrent, wrapped, convolutions, attending]


def converted(model, way, folder):
    if way == "h5":
        model.save(folder / "m.h5")
        return of_h5(folder / "m.h5", folder, cut=100)
    model.save(folder / "m.keras")
    with zipfile.ZipFile(folder / "m.keras") as archive:
        archive.extract("model.weights.h5", folder)
        config = json.loads(archive.read("config.json"))
        version = json.loads(archive.read("metadata.json"))["keras_version"]
    return of_weights(config, version, folder / "model.weights.h5", folder)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("way", ["h5", "keras"])
@pytest.mark.parametrize("kit", [tf_keras, keras], ids=["keras2", "keras3"])
@pytest.mark.parametrize("make", MODELS)
def test_answers_are_those_of_the_original(make, kit, way, tmp_path):
    rng = np.random.default_rng(5)
    theirs = make(kit)
    theirs.set_weights([rng.uniform(0.1, 0.9, array.shape) for array in theirs.get_weights()])
    ours = saving.load_model(converted(theirs, way, tmp_path))
    x = [rng.uniform(size=(3, *tensor.shape[1:])).astype("float32") for tensor in theirs.inputs]
    x = x if len(x) > 1 else x[0]
    np.testing.assert_allclose(ours.predict(x, verbose=0), theirs.predict(x, verbose=0), rtol=1e-5, atol=1e-5)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("way", ["h5", "keras"])
@pytest.mark.parametrize("kit", [tf_keras, keras], ids=["keras2", "keras3"])
def test_settings_of_training_come_along_and_the_state_where_it_is_told(kit, way, tmp_path):
    theirs = kit.Sequential(
        [kit.layers.Input((4,)), kit.layers.Dense(3, activation="tanh"), kit.layers.Dense(2)]
    )
    theirs.compile("adam", "mse", metrics=["mae"])
    rng = np.random.default_rng(6)
    x, y = rng.normal(size=(8, 4)).astype("float32"), rng.normal(size=(8, 2)).astype("float32")
    theirs.fit(x, y, epochs=3, verbose=0)
    ours = saving.load_model(converted(theirs, way, tmp_path))
    assert type(ours.optimizer).__name__ == "Adam"
    if way == "keras":  # the converter leaves the state out of the arrays of legacy files
        for model in (ours, theirs):
            model.fit(x, y, epochs=2, verbose=0, shuffle=False)
    np.testing.assert_allclose(ours.predict(x, verbose=0), theirs.predict(x, verbose=0), atol=1e-5)
