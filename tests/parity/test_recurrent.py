"""Recurrent layers and wrappers against real Keras: outputs, gradients, training, files."""

from __future__ import annotations

import json

import keras as real
import numpy as np
import pytest
import tensorflow as tf
import tf_keras

import layerloom as keras
from layerloom import layers as L
from layerloom.graph import analyse, parse_architecture

RNG = np.random.default_rng(8)
X = RNG.standard_normal((6, 5, 4)).astype("float32")
Y = RNG.standard_normal((6, 3)).astype("float32")
MASK = np.array(
    [[1, 1, 1, 1, 1], [0, 1, 1, 1, 1], [1, 1, 1, 0, 0], [1, 0, 1, 0, 1], [0, 0, 0, 0, 0], [0, 1, 0, 1, 0]],
    bool,
)
STATE = [RNG.standard_normal((6, 3)).astype("float32") for _ in range(4)]

LAYERS = {
    "simple": lambda k: k.layers.SimpleRNN(3),
    "simple_relu": lambda k: k.layers.SimpleRNN(3, activation="relu", use_bias=False, return_sequences=True),
    "simple_back": lambda k: k.layers.SimpleRNN(3, go_backwards=True, return_sequences=True, unroll=True),
    "lstm": lambda k: k.layers.LSTM(3),
    "lstm_sequences": lambda k: k.layers.LSTM(3, return_sequences=True, unit_forget_bias=False),
    "lstm_state": lambda k: k.layers.LSTM(3, return_sequences=True, return_state=True, go_backwards=True),
    "lstm_plain": lambda k: k.layers.LSTM(3, use_bias=False, recurrent_activation="hard_sigmoid"),
    "lstm_other": lambda k: k.layers.LSTM(
        3, activation="softsign", recurrent_activation="gelu", return_state=True
    ),
    "lstm_zeros": lambda k: k.layers.LSTM(3, return_sequences=True, zero_output_for_mask=True),
    "gru": lambda k: k.layers.GRU(3, bias_initializer="glorot_uniform"),
    "gru_sequences": lambda k: k.layers.GRU(3, return_sequences=True, go_backwards=True, return_state=True),
    "gru_before": lambda k: k.layers.GRU(3, reset_after=False, return_sequences=True),
    "gru_plain": lambda k: k.layers.GRU(3, use_bias=False, activation="elu"),
    "gru_plain_before": lambda k: k.layers.GRU(3, use_bias=False, reset_after=False, activation="relu"),
    "rnn_cell": lambda k: k.layers.RNN(k.layers.GRUCell(3), return_sequences=True, return_state=True),
    "rnn_cells": lambda k: k.layers.RNN(
        [k.layers.LSTMCell(4), k.layers.SimpleRNNCell(2), k.layers.LSTMCell(3)], return_state=True
    ),
    "rnn_cells_slow": lambda k: k.layers.RNN(
        [k.layers.LSTMCell(4, activation="gelu"), k.layers.GRUCell(3)], return_sequences=True
    ),
    "both": lambda k: k.layers.Bidirectional(k.layers.LSTM(3, return_sequences=True)),
    "both_last": lambda k: k.layers.Bidirectional(k.layers.GRU(3), merge_mode="sum"),
    "both_mul": lambda k: k.layers.Bidirectional(
        k.layers.SimpleRNN(3, return_sequences=True), merge_mode="mul"
    ),
    "both_ave": lambda k: k.layers.Bidirectional(k.layers.LSTM(3, return_state=True), merge_mode="ave"),
    "both_pair": lambda k: k.layers.Bidirectional(k.layers.GRU(3, return_sequences=True), merge_mode=None),
    "both_other": lambda k: k.layers.Bidirectional(
        k.layers.LSTM(3), backward_layer=k.layers.GRU(3, go_backwards=True)
    ),
    "each_step": lambda k: k.layers.TimeDistributed(k.layers.Dense(3, activation="tanh")),
}
every = pytest.mark.parametrize("name", LAYERS)


def twins(name, batch=None):
    """Returns our layer and real Keras's with the same weights, none of them zero."""
    ours, theirs = LAYERS[name](keras), LAYERS[name](real)
    ours.build((batch, 5, 4))
    theirs.build((batch, 5, 4))
    rng = np.random.default_rng(2)
    weights = [rng.uniform(-0.7, 0.7, w.shape).astype("float32") for w in ours.get_weights()]
    ours.set_weights(weights)
    theirs.set_weights(weights)
    return ours, theirs


def flat(found):
    return [leaf for item in found for leaf in flat(item)] if isinstance(found, (list, tuple)) else [found]


def compare_calls(ours, theirs, tolerance=1e-5, data=X, **calls):
    """Compares outputs, and the gradients of a weighted sum of them, by the weights and the input."""
    weights = None
    with keras.GradientTape() as tape:
        x = keras.ops.convert_to_tensor(data)
        tape.watch(x)
        found = flat(ours(x, **calls))
        weights = [
            np.random.default_rng(i).standard_normal(f.shape).astype("float32") for i, f in enumerate(found)
        ]
        loss = sum(keras.ops.sum(f * w) for f, w in zip(found, weights, strict=True))
    grads = tape.gradient(loss, [x, *ours.trainable_variables], unconnected_gradients="zero")
    with tf.GradientTape() as their_tape:
        their_x = tf.constant(data)
        their_tape.watch(their_x)
        expected = flat(theirs(their_x, **calls))
        their_loss = sum(tf.reduce_sum(f * w) for f, w in zip(expected, weights, strict=True))
    sources = [their_x, *[v.value for v in theirs.trainable_variables]]
    their_grads = their_tape.gradient(their_loss, sources, unconnected_gradients="zero")
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one, other.numpy(), atol=tolerance, rtol=tolerance)
    for one, other, item in zip(grads, their_grads, ["input", *ours.trainable_variables], strict=True):
        np.testing.assert_allclose(
            one, other.numpy(), atol=tolerance, rtol=tolerance, err_msg=getattr(item, "path", item)
        )


# -- calls -----------------------------------------------------------------------------------------------------


@every
def test_outputs_and_gradients(name):
    compare_calls(*twins(name))


@every
def test_outputs_and_gradients_with_masks(name):
    compare_calls(*twins(name), mask=MASK)


@pytest.mark.parametrize("mask", [None, MASK], ids=["plain", "masked"])
@pytest.mark.parametrize("name, count", [("lstm_state", 2), ("gru_before", 1), ("simple", 1), ("both", 4)])
def test_outputs_and_gradients_from_given_states(name, count, mask):
    compare_calls(*twins(name), mask=mask, initial_state=STATE[:count])


@every
def test_shapes_and_configs_are_keras_ones(name):
    ours, theirs = LAYERS[name](keras), LAYERS[name](real)
    assert json.loads(json.dumps(ours.compute_output_shape((None, 5, 4)))) == json.loads(
        json.dumps(theirs.compute_output_shape((None, 5, 4)))
    )
    assert same_keys(ours.get_config(), theirs.get_config())


#: Keys that say nothing about what a layer computes.
OMITTED = {"quantization_config", "activity_regularizer", "seed"}


def same_keys(ours, theirs, where=""):
    if isinstance(theirs, dict):
        assert set(ours) ^ set(theirs) <= OMITTED | {"build_config"}, where
        return all(
            same_keys(ours[key], theirs[key], key)
            for key in set(ours) & set(theirs) - {"config"}
            | ({"config"} if "config" in theirs and isinstance(theirs["config"], dict) else set())
        )
    if isinstance(theirs, list):
        return all(same_keys(a, b, where) for a, b in zip(ours, theirs, strict=True))
    return True


def test_states_are_kept_from_batch_to_batch():
    ours, theirs = keras.layers.LSTM(3, stateful=True), real.layers.LSTM(3, stateful=True)
    ours.build((6, 5, 4))
    theirs.build((6, 5, 4))
    theirs.set_weights(ours.get_weights())
    for _ in range(3):
        np.testing.assert_allclose(ours(X), theirs(X).numpy(), atol=1e-5)
    ours.reset_state()
    theirs.reset_state()
    np.testing.assert_allclose(ours(X), theirs(X).numpy(), atol=1e-5)


# -- training --------------------------------------------------------------------------------------------------


def encoder(layer):
    return keras.Sequential([keras.Input((5, 4)), layer, L.Flatten(), L.Dense(3)])


def stacked():
    return keras.Sequential(
        [
            keras.Input((5, 4)),
            L.GRU(6, return_sequences=True, kernel_regularizer="l2"),
            L.Bidirectional(L.LSTM(4, return_sequences=True, recurrent_constraint="max_norm")),
            L.TimeDistributed(L.Dense(3, activation="relu")),
            # Real SimpleRNN forgets that of the output.
            L.LSTM(4, bias_regularizer="l1", activity_regularizer="l2"),
            L.Dense(3),
        ]
    )


def seq2seq():
    past, future = keras.Input((5, 4)), keras.Input((5, 4))
    _, h, c = L.LSTM(6, return_state=True)(past)
    decoded = L.LSTM(6, return_sequences=True)(future, initial_state=[h, c])
    return keras.Model([past, future], L.Dense(3)(L.Flatten()(decoded)))


def penalized():
    """Each step counts its own penalty on the output of a layer inside."""
    step = keras.Sequential([keras.Input((4,)), L.Dense(3, activity_regularizer="l2"), L.Dense(2)])
    return encoder(L.TimeDistributed(step))


SINGLE = (
    "simple",
    "lstm",
    "lstm_sequences",
    "gru",
    "gru_before",
    "both",
    "both_other",
    "each_step",
    "rnn_cells_slow",
)
MODELS = {**{name: (lambda name=name: encoder(LAYERS[name](keras))) for name in SINGLE},
          "stacked": stacked, "seq2seq": seq2seq, "penalized": penalized}  # fmt: skip


def inputs_of(model):
    return [X, X[::-1].copy()] if len(model.inputs) > 1 else X


def twin(model):
    other = real.models.model_from_json(model.to_json())
    other.set_weights(model.get_weights())
    return other


@pytest.mark.parametrize("name", MODELS)
def test_six_steps_train_to_the_same_weights(name):
    keras.utils.set_random_seed(4)
    model = MODELS[name]()
    other = twin(model)
    data = inputs_of(model)
    for one, module in ((model, keras), (other, real)):
        one.compile(module.optimizers.SGD(0.05), "mse")
        one.fit(data, Y, batch_size=3, epochs=3, shuffle=False, verbose=0)
    for ours, theirs, variable in zip(model.get_weights(), other.get_weights(), model.weights, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-5, err_msg=variable.path)


# -- files -----------------------------------------------------------------------------------------------------

FILED = {**MODELS, "cells": lambda: encoder(
    L.RNN([L.LSTMCell(4), L.GRUCell(3)]))}  # fmt: skip


@pytest.mark.parametrize("suffix", [".h5", ".weights.h5"])
@pytest.mark.parametrize("name", FILED)
def test_files_go_both_ways(name, suffix, tmp_path):
    model = FILED[name]()
    data = inputs_of(model)
    expected = model.predict(data, verbose=0)
    path = tmp_path / f"model{suffix}"
    if suffix == ".h5":
        model.save(path)
        theirs = real.models.load_model(path, compile=False)
    else:
        model.save_weights(path)
        theirs = real.models.model_from_json(model.to_json())
        theirs.load_weights(path)
    np.testing.assert_allclose(theirs.predict(data, verbose=0), expected, atol=1e-5)
    theirs.set_weights([w + 0.1 for w in theirs.get_weights()])
    back = tmp_path / f"back{suffix}"
    if suffix == ".h5":
        theirs.save(back)
        again = keras.models.load_model(back, compile=False)
    else:
        theirs.save_weights(back)
        again = keras.models.model_from_json(theirs.to_json())
        again.load_weights(back)
    np.testing.assert_allclose(again.predict(data, verbose=0), theirs.predict(data, verbose=0), atol=1e-5)


@pytest.mark.parametrize("name", ["stacked", "seq2seq"])
def test_variables_have_keras_paths(name):
    model = FILED[name]()
    other = twin(model)
    assert [v.path.split("/")[-2:] for v in model.weights] == [v.path.split("/")[-2:] for v in other.weights]


def deep(k):
    """A chain of recurrent layers and wrappers that all three libraries can build."""
    return k.Sequential(
        [
            k.layers.Input((5, 4)),
            k.layers.Bidirectional(k.layers.LSTM(3, return_sequences=True)),
            k.layers.TimeDistributed(k.layers.Dense(2, kernel_regularizer="l2")),
            k.layers.GRU(3, reset_after=False, return_sequences=True),
            k.layers.RNN([k.layers.LSTMCell(3), k.layers.GRUCell(2)], return_sequences=True),
            k.layers.SimpleRNN(3),
        ]
    )


def keras2(k):
    """What Keras 2 computed with functions of its own."""
    return k.Sequential(
        [
            k.layers.Input((5, 4)),
            k.layers.LSTM(3, recurrent_activation="hard_sigmoid", return_sequences=True),
            k.layers.Bidirectional(k.layers.GRU(3, recurrent_activation="hard_sigmoid", reset_after=False)),
        ]
    )


@pytest.mark.parametrize("build", [deep, keras2])
def test_tf_keras_files_go_both_ways(build, tmp_path):
    theirs = build(tf_keras)
    rng = np.random.default_rng(3)
    theirs.set_weights([rng.uniform(-2, 2, w.shape) for w in theirs.get_weights()])
    expected = theirs.predict(X, verbose=0)
    theirs.save(tmp_path / "theirs.h5")
    ours = keras.models.load_model(tmp_path / "theirs.h5", compile=False)
    np.testing.assert_allclose(ours.predict(X, verbose=0), expected, atol=1e-5)
    for library in (keras, tf_keras):
        # Within Bidirectional the two ask for contrary things.
        apart = build is keras2 and library is tf_keras
        ours.save(tmp_path / "ours.h5", for_keras=2 if apart else 3)
        again = library.models.load_model(tmp_path / "ours.h5", compile=False)
        np.testing.assert_allclose(again.predict(X, verbose=0), expected, atol=1e-5)


REAL = ["simple_rnn_flatten", "gru_stacked", "bidirectional_lstm_tfkeras", "lstm_dot_concat_functional"]


@pytest.mark.filterwarnings("ignore:The saved state of optimizer")
@pytest.mark.parametrize("name", REAL)
def test_real_models_give_their_reference_outputs(real_files, name):
    folder = real_files / "models"
    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["models"]
    entry = next(entry for entry in entries if entry["id"] == name)
    model = keras.models.load_model(folder / entry["file"])
    data = [
        np.random.RandomState(s["seed"]).uniform(s["low"], s["high"], s["shape"]).astype("float32")
        for s in entry["inputs"]
    ]
    found = flat(model.predict(data if len(data) > 1 else data[0], verbose=0))
    with np.load(folder / entry["refs"]) as refs:
        for index, (output, atol) in enumerate(zip(found, entry["atol"], strict=True)):
            np.testing.assert_allclose(output, refs[f"y{index}"], atol=atol)
    assert model.count_params() == entry["params"]
    drawn = analyse(parse_architecture(json.loads(model.to_json())))
    assert drawn.errors == [] and drawn.parameters == entry["params"]


# -- films -----------------------------------------------------------------------------------------------------

FILMS = {
    "row": ((6, 3, 7, 2), lambda k: k.layers.ConvLSTM1D(3, 3, strides=2)),
    "film": (
        (6, 3, 6, 5, 2),
        lambda k: k.layers.ConvLSTM2D(3, (3, 2), padding="same", return_sequences=True),
    ),
    "film_state": (
        (6, 3, 6, 5, 2),
        lambda k: k.layers.ConvLSTM2D(
            2, 3, dilation_rate=2, return_state=True, go_backwards=True, use_bias=False
        ),
    ),
    "volumes": (
        (6, 2, 4, 4, 3, 1),
        lambda k: k.layers.ConvLSTM3D(2, 2, activation="relu", unit_forget_bias=False),
    ),
    "both_ways": (
        (6, 3, 6, 5, 2),
        lambda k: k.layers.Bidirectional(k.layers.ConvLSTM2D(2, 3, return_sequences=True)),
    ),
}


@pytest.mark.parametrize("mask", [None, MASK], ids=["plain", "masked"])
@pytest.mark.parametrize("name", FILMS)
def test_films(name, mask):
    shape, make = FILMS[name]
    ours, theirs = make(keras), make(real)
    ours.build((None, *shape[1:]))
    theirs.build((None, *shape[1:]))
    rng = np.random.default_rng(2)
    weights = [rng.uniform(-0.5, 0.5, w.shape).astype("float32") for w in ours.get_weights()]
    ours.set_weights(weights)
    theirs.set_weights(weights)
    data = rng.standard_normal(shape).astype("float32")
    mask = None if mask is None else mask[:, : shape[1]]
    compare_calls(ours, theirs, data=data, mask=mask)
    assert same_keys(ours.get_config(), theirs.get_config())


def test_a_model_of_films_trains_and_goes_into_files(tmp_path):
    keras.utils.set_random_seed(4)
    films = RNG.standard_normal((6, 3, 6, 5, 2)).astype("float32")
    model = keras.Sequential([keras.Input((3, 6, 5, 2)), L.ConvLSTM2D(3, 3), L.Flatten(), L.Dense(3)])
    other = twin(model)
    for one, module in ((model, keras), (other, real)):
        one.compile(optimizer=module.optimizers.SGD(learning_rate=0.05), loss="mse")
        one.fit(films, Y, batch_size=3, epochs=3, shuffle=False, verbose=0)
    for ours, theirs, variable in zip(model.get_weights(), other.get_weights(), model.weights, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-5, err_msg=variable.path)
    expected = model.predict(films, verbose=0)
    model.save(tmp_path / "film.h5")
    for library in (real, tf_keras, keras):
        again = library.models.load_model(tmp_path / "film.h5", compile=False)
        np.testing.assert_allclose(again.predict(films, verbose=0), expected, atol=1e-5)
