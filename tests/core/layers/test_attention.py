"""Attention layers: masks that ride along, scores, dropout, models, and what they refuse."""

import numpy as np
import pytest

import layerloom as keras
from layerloom import layers
from layerloom.errors import FieldError, LayerloomError
from layerloom.layers.masks import mask_of
from layerloom.layers.quantized import QuantizedDense
from layerloom.tensors import KerasTensor

RNG = np.random.default_rng(0)
QUERY, VALUE = (RNG.standard_normal((2, n, 4)).astype("float32") for n in (3, 5))
NUMBERS = np.array([[1, 2, 3, 0, 0], [4, 0, 0, 0, 0]])


@pytest.mark.parametrize(
    "layer", [layers.MultiHeadAttention(2, 3), layers.GroupQueryAttention(3, 4, 2)], ids=["multi", "group"]
)
def test_padding_is_not_seen_and_stays_padding(layer):
    embedding = layers.Embedding(5, 4, mask_zero=True)
    x = embedding(NUMBERS)
    y, scores = layer(x, x, return_attention_scores=True)
    np.testing.assert_array_equal(mask_of(y), NUMBERS != 0)
    shares = np.asarray(scores)
    assert (shares[0, :, :, 3:] == 0).all()
    assert (shares[1, :, :, 1:] == 0).all()
    np.testing.assert_allclose(shares[0, :, :3].sum(-1), 1, rtol=1e-5)


def test_both_ways_of_computing_agree():
    layer = layers.MultiHeadAttention(2, 3, value_dim=2)
    plain = layer(QUERY, VALUE, use_causal_mask=True)
    with_scores, _ = layer(QUERY, VALUE, use_causal_mask=True, return_attention_scores=True)
    np.testing.assert_allclose(plain, with_scores, rtol=1e-5, atol=1e-6)


def test_symbolic_scores_have_the_real_shape():
    for layer in (layers.MultiHeadAttention(2, 3), layers.GroupQueryAttention(3, 2, 1)):
        _, symbol = layer(KerasTensor((None, 3, 4)), KerasTensor((None, 5, 4)), return_attention_scores=True)
        _, scores = layer(QUERY, VALUE, return_attention_scores=True)
        assert symbol.shape == (None, *scores.shape[1:])
    inputs = [KerasTensor((None, 3, 4)), KerasTensor((None, 5, 4))]
    assert layers.Attention()(inputs, return_attention_scores=True)[1].shape == (None, 3, 5)


def test_dropout_acts_in_training_only():
    for layer in (
        layers.MultiHeadAttention(2, 3, dropout=0.5, seed=1),
        layers.GroupQueryAttention(3, 2, 1, dropout=0.5),
    ):
        np.testing.assert_array_equal(layer(QUERY, VALUE), layer(QUERY, VALUE))
        assert (np.asarray(layer(QUERY, VALUE, training=True)) != np.asarray(layer(QUERY, VALUE))).any()
    layer = layers.Attention(dropout=0.5, seed=1)
    assert (np.asarray(layer([QUERY, VALUE], training=True)) != np.asarray(layer([QUERY, VALUE]))).any()


def test_projections_have_names_and_own_values():
    layer = layers.MultiHeadAttention(
        2, 3, use_gate=True, kernel_initializer=keras.initializers.GlorotUniform(), name="mha"
    )
    layer(QUERY, VALUE)
    names = [w.path for w in layer.weights]
    assert names[:2] == ["mha/query/kernel", "mha/query/bias"]
    assert [n.split("/")[1] for n in names[::2]] == ["query", "key", "gate", "value", "attention_output"]
    assert (layer.query_dense.kernel.numpy() != layer.key_dense.kernel.numpy()).any()


def test_a_model_with_attention_learns():
    keras.utils.set_random_seed(1)
    inputs = keras.Input((5,), dtype="int32")
    x = layers.Embedding(5, 8)(inputs)
    x = layers.LayerNormalization()(layers.Add()([x, layers.MultiHeadAttention(2, 4)(x, x)]))
    model = keras.Model(inputs, layers.Dense(2, activation="softmax")(layers.Flatten()(x)))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    data = RNG.integers(1, 5, (128, 5))
    history = model.fit(data, (data == 3).any(axis=1).astype(int), epochs=30, verbose=0).history
    assert history["loss"][-1] < history["loss"][0] / 2


@pytest.mark.parametrize(
    "make, message",
    [
        (lambda: layers.GroupQueryAttention(3, 4, 3), "must divide num_query_heads=4"),
        (lambda: layers.MultiHeadAttention(0, 3), "num_heads must be a whole number >= 1"),
        (lambda: layers.MultiHeadAttention(2, 3, sliding_window=0), "sliding_window"),
        (lambda: layers.Attention(score_mode="sum"), "one of 'dot', 'concat'"),
        (lambda: layers.MultiHeadAttention(2, 3, quantization=5), "its quantization 5 is not known"),
        (lambda: layers.MultiHeadAttention(2, 3, quantization={"query": 5}), "quantization"),
        (lambda: QuantizedDense(2, quantization=[5]), "its quantization"),
        (lambda: QuantizedDense(2, quantization={"mode": "int8", "range": [0, 0]}), "end above 0"),
        (lambda: QuantizedDense(2, quantization={"mode": "int8", "range": [5, -5]}), "begin below"),
    ],
)
def test_settings_that_do_not_fit(make, message):
    with pytest.raises(FieldError, match=message):
        make()


def test_quantization_is_told_before_there_are_weights():
    how = {"query": {"mode": "int8", "range": [-127, 127]}}
    layer = layers.MultiHeadAttention(2, 3, quantization=how)
    assert layer.get_config()["quantization"] == how
    layer(QUERY, VALUE)
    assert layer.get_config()["quantization"] == how
    assert "quantization" not in layers.MultiHeadAttention(2, 3).get_config()


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: layers.Attention()(QUERY), "must be called on a list"),
        (lambda: layers.Attention()([QUERY, VALUE[:, :, :3]]), "must have the same features"),
        (lambda: layers.MultiHeadAttention(2, 3)(QUERY, VALUE, QUERY), "may differ in their last size only"),
        (lambda: layers.MultiHeadAttention(2, 3)(QUERY, VALUE[:, 0]), "same number of axes"),
        (lambda: layers.GroupQueryAttention(3, 2, 1)(QUERY[None], VALUE[None]), "takes queries"),
    ],
)
def test_inputs_that_do_not_fit(call, message):
    with pytest.raises(LayerloomError, match=message):
        call()
