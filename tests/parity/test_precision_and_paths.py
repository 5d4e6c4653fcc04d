"""Number types of layers under each policy, and the paths of weights, against real Keras."""

from __future__ import annotations

import keras
import numpy as np
import pytest

import layerloom

KERASES = (keras, layerloom)


@pytest.fixture(autouse=True)
def _policies():
    yield
    for k in KERASES:
        k.backend.clear_session()


def images(k):
    inputs = k.Input((6, 6, 3))
    x = k.layers.Conv2D(4, 3, activation="relu")(inputs)
    x = k.layers.Flatten()(k.layers.MaxPooling2D()(k.layers.BatchNormalization()(x)))
    x = k.layers.LayerNormalization()(k.layers.Dense(6, activation="gelu")(x))
    return k.Model(inputs, k.layers.Dense(3, activation="softmax", dtype="float32")(x))


def words(k):
    return k.Sequential(
        [
            k.layers.Input((5,), dtype="int32"),
            k.layers.Embedding(9, 4),
            k.layers.Bidirectional(k.layers.LSTM(3, return_sequences=True)),
            k.layers.GRU(4),
            k.layers.Dense(3, activation="softmax"),
        ]
    )


def weights_of(holder):
    return [v for v in holder.variables if "seed" not in v.path]


@pytest.mark.parametrize("make", [images, words])
@pytest.mark.parametrize("policy", ["mixed_float16", "float16", "float64"])
def test_layers_compute_and_train_in_the_types_of_the_policy(policy, make) -> None:
    models = []
    for k in KERASES:
        k.backend.clear_session()
        k.config.set_dtype_policy(policy)
        models.append(make(k))
    theirs, ours = models
    ours.set_weights([np.asarray(v) for v in weights_of(theirs)])
    for mine, other in zip(ours.layers, theirs.layers, strict=True):
        assert mine.output.dtype == other.output.dtype, mine.name
        assert [v.dtype for v in mine.weights] == [v.dtype for v in weights_of(other)], mine.name
    generator = np.random.default_rng(0)
    x = generator.normal(size=(8, 6, 6, 3)) if make is images else generator.integers(0, 9, (8, 5))
    y = generator.integers(0, 3, 8)
    found = []
    for model in models:
        before = np.asarray(model(x))
        model.compile("sgd", "sparse_categorical_crossentropy")
        losses = model.fit(x, y, epochs=2, batch_size=4, shuffle=False, verbose=0).history["loss"]
        found.append((before, losses, type(model.optimizer).__name__))
    assert found[0][0].dtype == found[1][0].dtype
    tolerance = 1e-6 if policy == "float64" else 2e-3
    np.testing.assert_allclose(found[1][0], found[0][0], atol=tolerance)
    np.testing.assert_allclose(found[1][1], found[0][1], atol=tolerance)
    assert found[0][2] == found[1][2]


def chain(k):
    layers = k.layers
    return k.Sequential(
        [layers.Input((4,)), layers.Dense(3), layers.BatchNormalization(), layers.Dense(2, name="last")]
    )


def late_chain(k):
    model = k.Sequential([k.layers.Dense(3), k.Sequential([k.layers.Dense(1)])])
    model(np.ones((2, 4)))
    return model


def graph(k):
    inputs = k.Input((4,))
    inner = k.Model(inputs, k.layers.Dense(2)(k.layers.Dense(3)(inputs)))
    other = k.Input((4,))
    return k.Model(other, inner(other) + k.Sequential([k.layers.Dense(2)])(other))


def recurrent(k):
    layers, inputs = k.layers, k.Input((5, 4))
    x = layers.Bidirectional(layers.GRU(2, return_sequences=True))(
        layers.LSTM(3, return_sequences=True)(inputs)
    )
    x = layers.MultiHeadAttention(2, 2)(x, x)
    x = layers.TimeDistributed(layers.Dense(2))(x)
    return k.Model(inputs, layers.RNN([layers.LSTMCell(2), layers.GRUCell(2)])(x))


def subclass(k):
    class Net(k.Model):
        def __init__(self):
            super().__init__()
            self.first, self.rest = k.layers.Dense(2), [k.layers.Dense(3), k.layers.Dense(2)]

        def call(self, x):
            return self.rest[1](self.rest[0](self.first(x)))

    model = Net()
    model(np.ones((2, 4)))
    return model


def own_layer(k):
    class Scaled(k.layers.Layer):
        def __init__(self):
            super().__init__()
            self.inner = k.layers.Dense(2)

        def build(self, input_shape):
            self.scale = self.add_weight(shape=(2,), name="scale")
            self.inner.build(input_shape)

        def call(self, x):
            return self.inner(x) * self.scale

    return k.Sequential([k.Input((4,)), Scaled()])


@pytest.mark.parametrize("make", [chain, late_chain, graph, recurrent, subclass, own_layer])
def test_weights_have_the_paths_of_keras(make) -> None:
    paths = []
    for k in KERASES:
        k.backend.clear_session()
        model = make(k)
        model.compile("adam", "mse")
        model.optimizer.build(model.trainable_variables)
        paths.append([v.path for v in (*weights_of(model), *model.optimizer.variables)])
    assert paths[0] == paths[1]
