"""Functional models: graphs of layer calls."""

import numpy as np
import pytest

import layerloom as keras
from layerloom import layers

RNG = np.random.default_rng(3)


def images(count=4):
    return RNG.standard_normal((count, 8, 8, 1)).astype("float32")


def test_skip_connection_equals_numpy():
    inputs = keras.Input((4,))
    branch = layers.Dense(4, activation="relu", name="branch")(inputs)
    model = keras.Model(inputs, layers.Add()([inputs, branch]))
    x = RNG.standard_normal((3, 4)).astype("float32")
    kernel, bias = model.get_layer("branch").get_weights()
    np.testing.assert_allclose(model.predict(x, verbose=0), x + np.maximum(x @ kernel + bias, 0), atol=1e-6)


def test_several_inputs_and_outputs_keep_their_order():
    a, b = keras.Input((2,), name="a"), keras.Input((3,), name="b")
    joined = layers.Concatenate()([a, b])
    model = keras.Model([a, b], [layers.Dense(1, name="p")(joined), layers.Dense(2, name="q")(joined)])
    xa, xb = RNG.standard_normal((5, 2)), RNG.standard_normal((5, 3))
    p, q = model.predict([xa, xb], verbose=0)
    assert (p.shape, q.shape) == ((5, 1), (5, 2))
    again = model.predict({"b": xb, "a": xa}, verbose=0)
    np.testing.assert_array_equal(again[0], p)
    assert model.input_names == ["a", "b"]
    assert model.output_names == ["p", "q"]


def test_shared_layer_has_one_set_of_weights():
    shared = layers.Dense(2)
    a, b = keras.Input((3,)), keras.Input((3,))
    model = keras.Model([a, b], layers.Add()([shared(a), shared(b)]))
    assert len(model.weights) == 2
    x = RNG.standard_normal((4, 3)).astype("float32")
    np.testing.assert_allclose(model.predict([x, x], verbose=0), 2 * np.asarray(shared(x)), rtol=1e-5)


def test_model_in_a_model_is_trained_through():
    inner = keras.Sequential(
        [keras.Input((4,)), layers.Dense(3, activation="relu"), layers.Dense(2)], name="inner"
    )
    inputs = keras.Input((4,))
    outer = keras.Model(inputs, layers.Dense(1)(inner(inputs)))
    before = [w.copy() for w in inner.get_weights()]
    outer.compile("sgd", "mse")
    outer.fit(RNG.standard_normal((16, 4)), RNG.standard_normal((16, 1)), verbose=0)
    assert any(np.abs(a - b).max() > 0 for a, b in zip(before, inner.get_weights(), strict=True))
    assert [layer.name for layer in outer.layers][1] == "inner"


def test_intermediate_outputs_are_the_layers_values():
    model = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation="relu"), layers.Dense(2)])
    probe = keras.Model(model.input, [layer.output for layer in model.layers])
    x = RNG.standard_normal((2, 4)).astype("float32")
    hidden, last = probe.predict(x, verbose=0)
    np.testing.assert_allclose(hidden, np.asarray(model.layers[0](x)), atol=1e-6)
    np.testing.assert_allclose(last, model.predict(x, verbose=0), atol=1e-6)


def test_transfer_learning_keeps_the_frozen_base():
    base = keras.Sequential([keras.Input((4,)), layers.Dense(3, name="base"), layers.Dense(2)])
    cut = keras.Model(base.inputs, base.layers[0].output)
    cut.trainable = False
    model = keras.Sequential([keras.Input((4,)), cut, layers.Dense(1, name="head")])
    before, head = cut.get_weights(), model.get_layer("head").get_weights()
    model.compile("sgd", "mse")
    model.fit(RNG.standard_normal((16, 4)), RNG.standard_normal((16, 1)), verbose=0)
    for a, b in zip(before, cut.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)
    assert np.abs(head[0] - model.get_layer("head").get_weights()[0]).max() > 0


def test_clone_has_new_weights_of_the_same_structure():
    inputs = keras.Input((4,))
    model = keras.Model(inputs, layers.Dense(3)(inputs))
    copy = keras.models.clone_model(model)
    x = RNG.standard_normal((2, 4))
    assert np.abs(copy.predict(x, verbose=0) - model.predict(x, verbose=0)).max() > 0
    copy.set_weights(model.get_weights())
    np.testing.assert_array_equal(copy.predict(x, verbose=0), model.predict(x, verbose=0))


def test_a_chain_of_a_thousand_layers_works():
    inputs = x = keras.Input((2,))
    for _ in range(1000):
        x = layers.Identity()(x)
    model = keras.Model(inputs, x)
    assert len(model.layers) == 1001
    np.testing.assert_array_equal(model.predict([[1.0, 2.0]], verbose=0), [[1, 2]])


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda a, b: keras.Model(a, layers.Dense(1)(b)), "not among the model's inputs"),
        (
            lambda a, b: keras.Model([a, b], [layers.Dense(1, name="d")(a), layers.Dense(1, name="d")(b)]),
            "are called 'd'",
        ),
        (lambda a, b: layers.Add()([a, layers.Dense(3)(b)]), "cannot join shapes (None, 2) and (None, 3)"),
        (lambda a, b: keras.Model(a, layers.Dense(1)(a)).get_layer("x"), "has no layer 'x'"),
        (
            lambda a, b: keras.Model(a, layers.Dense(1)(a)).predict(np.zeros((2, 5)), verbose=0),
            "expects shape (None, 2)",
        ),
        (
            lambda a, b: keras.Model([a, b], layers.Add()([a, b])).predict(np.zeros((2, 2)), verbose=0),
            "has 2 inputs",
        ),
        (lambda a, b: keras.Model(a, a).evaluate(np.zeros((2, 2)), np.zeros((2, 2))), "must be compiled"),
    ],
)
def test_mistake_is_told_in_a_sentence(make, words):
    with pytest.raises(ValueError) as caught:
        make(keras.Input((2,)), keras.Input((2,)))
    assert words in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("name", ["Dropout", "GaussianDropout", "LSTM"])
def test_defaults_that_keras_writes_into_files_bind_a_call_to_nothing(name: str) -> None:
    given = keras.Input((4, 3))
    layer = {
        "Dropout": keras.layers.Dropout(0.5, seed=1),
        "GaussianDropout": keras.layers.GaussianDropout(0.5, seed=1),
        "LSTM": keras.layers.LSTM(6, dropout=0.5, seed=1),
    }[name]
    written = keras.Model(given, layer(given))
    config = written.get_config()
    config["layers"][1]["inbound_nodes"][0]["kwargs"] = {"training": False}
    model = type(written).from_config(config)
    x = np.ones((2, 4, 3), "float32")
    assert not np.array_equal(model(x, training=True), model(x, training=True))
    np.testing.assert_array_equal(model(x), model(x))
