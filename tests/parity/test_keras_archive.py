"""``.keras`` archives of both kinds of Keras and of ours: equal predictions, and equal weights after training on."""

from __future__ import annotations

import numpy as np
import pytest

import layerloom

keras = pytest.importorskip("keras")
tf_keras = pytest.importorskip("tf_keras")

X = np.random.default_rng(0).normal(size=(24, 8, 8, 1)).astype("float32")
Y = np.arange(24) % 3
OPTIMIZERS = {"SGD": {"momentum": 0.9}, "Adam": {}, "RMSprop": {}}


def network(library, optimizer):
    k = library.layers
    image = library.Input((8, 8, 1))
    x = k.Conv2D(4, 3, activation="relu")(image)
    x = k.BatchNormalization()(x)
    head = library.Sequential(
        [library.Input((144,)), k.Dense(6, activation="tanh"), k.Dense(3, activation="softmax")], name="head"
    )
    model = library.Model(image, head(k.Flatten()(x)))
    rule = getattr(library.optimizers, optimizer)(learning_rate=0.01, **OPTIMIZERS[optimizer])
    model.compile(rule, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def train(model):
    model.fit(X, Y, epochs=2, batch_size=8, shuffle=False, verbose=0)


def same_weights(one, other, tolerance):
    for a, b in zip(one.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_allclose(a, b, atol=tolerance)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_real_keras_goes_on_where_we_stopped(optimizer, tmp_path):
    ours = network(layerloom, optimizer)
    train(ours)
    ours.save(tmp_path / "m.keras")
    theirs, again = (library.models.load_model(tmp_path / "m.keras") for library in (keras, layerloom))
    np.testing.assert_allclose(theirs.predict(X, verbose=0), ours.predict(X, verbose=0), atol=1e-5)
    for model in (ours, theirs, again):
        train(model)
    same_weights(ours, again, 0)
    same_weights(ours, theirs, 1e-4)


@pytest.mark.parametrize("library", [keras, tf_keras], ids=["keras", "tf_keras"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_we_go_on_where_they_stopped(library, optimizer, tmp_path):
    theirs = network(library, optimizer)
    train(theirs)
    theirs.save(tmp_path / "m.keras")
    ours = layerloom.models.load_model(tmp_path / "m.keras")
    np.testing.assert_allclose(ours.predict(X, verbose=0), theirs.predict(X, verbose=0), atol=1e-5)
    for model in (ours, theirs):
        train(model)
    same_weights(ours, theirs, 1e-4)
