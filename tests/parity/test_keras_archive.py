"""``.keras`` archives of both kinds of Keras and of ours: equal predictions, and equal weights after training on."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tf_keras

import layerloom

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


@pytest.mark.parametrize(
    "optimizer, tolerance",
    [("SGD", 1e-5), ("Adam", 1e-5), ("Adagrad", 1e-5), ("Adamax", 1e-5), ("Adadelta", 1e-5), ("Ftrl", 1e-5),
     ("RMSprop", 1e-3)],  # Keras 2's RMSprop adds epsilon after the root, Keras 3's before it
)  # fmt: skip
def test_tf_keras_goes_on_with_our_hdf5_file(optimizer, tolerance, tmp_path):
    model = layerloom.Sequential([layerloom.Input((8, 8, 1)), layerloom.layers.Flatten()])
    model.add(layerloom.layers.Dense(3, activation="softmax"))
    model.compile(getattr(layerloom.optimizers, optimizer)(0.01), "sparse_categorical_crossentropy")
    train(model)
    model.save(tmp_path / "m.h5")
    theirs = tf_keras.models.load_model(tmp_path / "m.h5")
    keras.models.load_model(tmp_path / "m.h5")  # opens, though Keras 3 cannot train any model from HDF5
    train(model)
    train(theirs)
    same_weights(model, theirs, tolerance)


@pytest.mark.parametrize("optimizer", ["AdamW", "Lion", "Adafactor", "Muon"])
def test_settings_that_others_refuse_are_kept_for_us_alone(optimizer, tmp_path):
    model = layerloom.Sequential([layerloom.Input((8, 8, 1)), layerloom.layers.Flatten()])
    model.add(layerloom.layers.Dense(3, activation="softmax"))
    model.compile(getattr(layerloom.optimizers, optimizer)(0.01), "sparse_categorical_crossentropy")
    train(model)
    model.save(tmp_path / "m.h5")
    for library in (keras, tf_keras):
        theirs = library.models.load_model(tmp_path / "m.h5")
        np.testing.assert_allclose(theirs.predict(X, verbose=0), model.predict(X, verbose=0), atol=1e-5)
    again = layerloom.models.load_model(tmp_path / "m.h5")
    train(model)
    train(again)
    same_weights(model, again, 0)
