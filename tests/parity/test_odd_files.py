"""Odd files of real Keras: what its formats write in a way that is easily taken for something else."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf
import tf_keras

from layerloom import saving

L = keras.layers
ENDINGS = ("h5", "keras")


def reshaped():
    """An operation of a layer's name: in HDF5 nothing but its settings tells the two apart."""
    x = L.Input((4,))
    return keras.Model(x, keras.ops.reshape(keras.ops.relu(x), (-1, 2, 2)))


def of_tensorflow():
    names = (tf.nn.relu, tf.nn.softmax, tf.nn.log_softmax, tf.nn.elu, tf.nn.softplus)
    return tf_keras.Sequential(
        [tf_keras.Input((4,)), *(tf_keras.layers.Dense(4, activation=f) for f in names)]
    )


def learned_activations():
    return moved(
        keras.Sequential([L.Input((4,)), L.Dense(5, activation=L.PReLU()), L.Dense(2, L.LeakyReLU(0.2))])
    )


def of_arrays():
    """An operation called like a layer takes an array among its tensors."""
    x = L.Input((4,))
    return keras.Model(
        x, keras.ops.concatenate([x, keras.ops.ones((3, 2))], axis=-1) * np.arange(6, dtype="float32")
    )


def states_of_both_ways():
    k = tf_keras.layers
    x = k.Input((4,))
    y, *states = k.Bidirectional(k.LSTM(2, return_sequences=True, return_state=True))(k.Reshape((2, 2))(x))
    return tf_keras.Model(x, k.Bidirectional(k.LSTM(2))(y, initial_state=states))


def with_adapter():
    model = keras.Sequential([L.Input((4,)), L.Dense(5), L.Dense(3)])
    model.layers[0].enable_lora(2)
    return moved(model)


def chain_with_steps_first():
    k = tf_keras.layers
    both = k.Bidirectional(k.GRU(2, time_major=True, return_sequences=True))
    last = k.LSTM(2, time_major=True)
    return tf_keras.Sequential([k.Input((4,), batch_size=3), k.Reshape((2, 2)), both, last, k.Dense(2)])


def masked_by_no_number():
    """Nothing equals it, so that nothing is masked."""
    return keras.Sequential([L.Input((4,)), L.Reshape((2, 2)), L.Masking(float("nan")), L.GRU(2)])


def masks_handed_to_models():
    """Keras 3 writes the mask of what a model is called on among the call's arguments."""
    x = L.Input((4,))
    steps = L.Reshape((4, 1))(L.ReLU(threshold=0.5)(x))
    start = L.Input((4, 1))
    inner = keras.Model(start, L.LSTM(3)(start))
    chain = keras.Sequential([L.Input((4, 1)), L.GRU(2, return_sequences=True), L.LSTM(2)])
    ends = [model(L.Masking(0.0)(steps)) for model in (inner, chain)]
    return keras.Model(x, [*ends, inner(steps, mask=x > 0.3), chain(steps, mask=x < 0.7)])


def moved(model):
    rng = np.random.default_rng(2)
    model.set_weights([w + rng.normal(0, 0.3, w.shape).astype(w.dtype) for w in model.get_weights()])
    return model


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "make, ending",
    [
        (reshaped, "h5"),
        (reshaped, "keras"),
        (of_tensorflow, "h5"),
        (of_tensorflow, "keras"),
        *((make, form) for make in (learned_activations, of_arrays, states_of_both_ways) for form in ENDINGS),
        (with_adapter, "keras"),
        (with_adapter, "h5"),
        (chain_with_steps_first, "h5"),
        (masked_by_no_number, "keras"),
        (masks_handed_to_models, "keras"),
    ],
)
def test_opens_with_equal_outputs(make, ending, tmp_path):
    model = make()
    model.save(tmp_path / f"m.{ending}")
    x = np.random.default_rng(0).random((3, 4)).astype("float32")
    ours, wanted = saving.load_model(tmp_path / f"m.{ending}"), model(x)
    for found in (ours(x), ours.predict(x, verbose=0)):
        for one, other in zip(as_list(found), as_list(wanted), strict=True):
            np.testing.assert_allclose(np.asarray(one), np.asarray(other), rtol=1e-5, atol=1e-5)


def as_list(outputs):
    return outputs if isinstance(outputs, list) else [outputs]


def older_gates():
    k = tf_keras.layers
    model = tf_keras.Sequential([k.Input((4, 3)), k.LSTM(4, recurrent_activation="hard_sigmoid"), k.Dense(2)])
    model.add(k.Dense(3, activation="hard_sigmoid"))
    model.add(k.Activation("hard_sigmoid"))
    rng = np.random.default_rng(1)
    model.set_weights([w + rng.normal(0, 1, w.shape) for w in model.get_weights()])
    return model


@pytest.mark.filterwarnings("ignore")
def test_the_older_hard_sigmoid_keeps_its_numbers_on_the_way_to_keras_3(tmp_path):
    older = older_gates()
    older.save(tmp_path / "older.h5")
    ours = saving.load_model(tmp_path / "older.h5")
    ours.save(tmp_path / "ours.keras")
    real = keras.models.load_model(tmp_path / "ours.keras")
    real.save(tmp_path / "theirs.keras")
    from_json = keras.models.model_from_json(ours.to_json())
    from_json.set_weights(ours.get_weights())
    x = np.random.default_rng(0).normal(size=(3, 4, 3)).astype("float32")
    for found in (real, from_json, saving.load_model(tmp_path / "theirs.keras")):
        np.testing.assert_allclose(np.asarray(found(x)), np.asarray(older(x)), rtol=1e-5, atol=1e-5)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("form", ["h5", "keras"])
def test_attention_of_tf_keras_leaves_masks_where_they_are(tmp_path, form):
    k = tf_keras.layers
    words = k.Input((5,), dtype="int32")
    x = k.Embedding(7, 4, mask_zero=True)(words)
    y = k.Dropout(0.1)(x)
    ends = [k.MultiHeadAttention(2, 2)(y, x), k.LSTM(3)(y), k.Attention()([x, x])]
    theirs = tf_keras.Model(words, [*ends, k.GlobalAveragePooling1D()(k.Add()([x, ends[0]]))])
    theirs.save(tmp_path / f"m.{form}")
    given = np.array([[2, 1, 2, 2, 0], [1, 3, 0, 0, 0]])
    ours = saving.load_model(tmp_path / f"m.{form}")
    ours.save(tmp_path / "again.h5", for_keras=2)
    again = saving.load_model(tmp_path / "again.h5")
    want = theirs.predict(given, verbose=0)
    for found in (ours.predict(given, verbose=0), again.predict(given, verbose=0)):
        for one, other in zip(found, want, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-5)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("real, form", [(keras, "keras"), (tf_keras, "h5")], ids=["keras", "tf.keras"])
def test_unrolled_loops_backwards_mask_what_they_give_in_the_first_order(tmp_path, real, form):
    """What both ways give together is masked by the order of the input; unrolled, Keras forgets to turn the mask."""
    k = real.layers
    words = k.Input((4,), dtype="int32")
    x = k.Embedding(9, 4, mask_zero=True)(words)
    kinds = {"return_sequences": True, "unroll": True}
    ends = [k.Bidirectional(kind(3, **kinds))(x) for kind in (k.SimpleRNN, k.LSTM, k.GRU)]
    ends += [k.Bidirectional(k.RNN([k.GRUCell(3), k.LSTMCell(2)], **kinds))(x)]
    if real is keras:  # tf.keras cannot
        ends += [k.RNN(k.GRUCell(2), go_backwards=True, zero_output_for_mask=True, unroll=True)(x)]
    theirs = moved(real.Model(words, ends))
    theirs.save(tmp_path / f"m.{form}")
    given = np.array([[6, 5, 5, 3], [2, 0, 0, 0], [5, 7, 7, 0], [0, 3, 0, 2]])
    ours = saving.load_model(tmp_path / f"m.{form}")
    for found in (ours(given), ours.predict(given, verbose=0)):
        for one, other in zip(found, theirs(given), strict=True):
            np.testing.assert_allclose(np.asarray(one), np.asarray(other), rtol=1e-5, atol=1e-5)


def translator(k, wrapper):
    """A decoder of padded words that begins with the states of an encoder."""
    ends = k.Input((5,), dtype="int32"), k.Input((5,), dtype="int32")
    past, future = (k.Embedding(9, 4, mask_zero=True)(end) for end in ends)
    _, *states = wrapper(k.LSTM(3, return_sequences=True, return_state=True))(past)
    decoded = wrapper(k.LSTM(3, return_sequences=True))(future, initial_state=states)
    return ends, [decoded, k.GlobalAveragePooling1D()(decoded), k.LSTM(2)(decoded)]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("wrapped", [False, True], ids=["alone", "both ways"])
@pytest.mark.parametrize("real", [keras, tf_keras], ids=["keras", "tf.keras"])
def test_a_mask_beside_given_states_counts_where_it_did(tmp_path, real, wrapped):
    """In tf.keras it counts, in Keras 3 it does not; what we write keeps to what was read."""
    k = real.layers
    theirs = moved(real.Model(*translator(k, k.Bidirectional if wrapped else lambda layer: layer)))
    x = [np.array([[2, 1, 5, 0, 0], [1, 3, 0, 0, 0]]), np.array([[4, 7, 0, 0, 0], [8, 6, 2, 5, 0]])]
    wanted = [np.asarray(y) for y in theirs(x)]
    copies = []
    for form in ENDINGS:
        theirs.save(tmp_path / f"m.{form}")
        ours = saving.load_model(tmp_path / f"m.{form}")
        copies += [ours, saving.model_from_json(ours.to_json())]
        copies[-1].set_weights(ours.get_weights())
        for ending in ENDINGS:
            ours.save(tmp_path / f"again.{ending}")
            copies.append(saving.load_model(tmp_path / f"again.{ending}"))
    for model in copies:
        for called in (model(x), model.predict(x, verbose=0)):
            for found, y in zip(called, wanted, strict=True):
                np.testing.assert_allclose(np.asarray(found), y, rtol=1e-5, atol=1e-5)
