"""The mistakes that beginners make: each ends in one sentence with what was expected, what came, and the remedy."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

import layerloom as keras
from layerloom import layers

X = np.random.default_rng(0).normal(size=(40, 8)).astype("float32")
Y = np.arange(40) % 3


def network(units=3, activation="softmax", loss="sparse_categorical_crossentropy", **settings):
    model = keras.Sequential(
        [keras.Input((8,), name="features"), layers.Dense(units, activation, name="answer")]
    )
    model.compile("sgd", loss, **settings)
    return model


def fit(model, x=X, y=Y, **settings):
    model.fit(x, y, verbose=0, **settings)


def two_inputs():
    a, b = keras.Input((8,), name="a"), keras.Input((8,), name="b")
    model = keras.Model([a, b], layers.Dense(1)(layers.add([a, b])))
    model.compile("sgd", "mse")
    return model


def not_compiled():
    model = network()
    model.compiled = False
    return model


FIT = {
    "compile forgotten": (lambda: fit(not_compiled()), "must be compiled before fit: call model.compile"),
    "no loss": (lambda: fit(network(loss=None)), "no loss to compute: give one"),
    "no targets": (lambda: fit(network(), y=None), "needs targets.*give y"),
    "unequal lengths": (lambda: fit(network(), y=Y[:30]), "same number of samples, got x: 40; y: 30"),
    "no samples": (lambda: fit(network(), X[:0], Y[:0]), "data are empty"),
    "one-hot labels, sparse loss": (
        lambda: fit(network(), y=np.eye(3)[Y]),
        r"one label per sample.*\(32, 3\).*categorical_crossentropy",
    ),
    "class numbers, one-hot loss": (
        lambda: fit(network(loss="categorical_crossentropy")),
        r"one-hot labels of shape \(32, 3\), got shape \(32,\).*sparse_categorical_crossentropy",
    ),
    "class numbers, binary loss": (
        lambda: fit(network(loss="binary_crossentropy")),
        r"output's shape \(32, 3\), got \(32,\).*sparse_categorical_crossentropy",
    ),
    "labels from 1": (
        lambda: fit(network(), y=Y + 1),
        "Label 3 is no class.*0 to 2; number the classes from 0",
    ),
    "negative labels": (lambda: fit(network(), y=Y - 1), "Label -1 is no class"),
    "one unit, sparse loss": (
        lambda: fit(network(1, "sigmoid")),
        "Label 2 is no class: the output has 1 unit.*use binary_crossentropy",
    ),
    "text labels": (lambda: fit(network(), y=Y.astype(str)), "y must hold numbers.*text into numbers"),
    "text features": (lambda: fit(network(), X.astype(str)), "x must hold numbers|takes numbers"),
    "ragged rows": (
        lambda: fit(network(), np.array([[1, 2], [3]], dtype=object), Y[:2]),
        "x must hold numbers",
    ),
    "too few features": (
        lambda: fit(network(), X[:, :5]),
        r"'features'.* expects shape \(None, 8\), got data of shape \(32, 5\): bring the data",
    ),
    "pictures for a flat network": (
        lambda: fit(network(), X[:, :, None, None]),
        r"expects shape \(None, 8\), got data of shape \(32, 8, 1, 1\)",
    ),
    "targets of another width": (
        lambda: fit(network(4, None, "mse"), y=np.zeros((40, 3))),
        r"outputs have shape \(32, 4\), the targets \(32, 3\)",
    ),
    "an input missing": (lambda: fit(two_inputs(), X), r"has 2 inputs \(a, b\), got 1"),
    "an input missing by name": (lambda: fit(two_inputs(), {"a": X}), "'b' is missing from the data"),
    "validation without targets": (
        lambda: fit(network(), validation_data=X),
        r"validation_data must be \(x, y\).*targets are missing",
    ),
    "split of more than all": (lambda: fit(network(), validation_split=1.5), "between 0 and 1, got 1.5"),
    "epochs as text": (lambda: fit(network(), epochs="3"), "epochs must be a whole number.*got '3'"),
    "epochs below zero": (lambda: fit(network(), epochs=-1), "epochs must be a whole number.*got -1"),
    "batches of nothing": (
        lambda: fit(network(), batch_size=0),
        "batch_size must be a whole number from 1 up",
    ),
    "a callback's class": (
        lambda: fit(network(), callbacks=[keras.callbacks.EarlyStopping]),
        r"got the class EarlyStopping: write EarlyStopping\(...\)",
    ),
    "a callback's name": (
        lambda: fit(network(), callbacks=["early"]),
        "must be Callback objects, got 'early'",
    ),
    "a loss misspelt": (lambda: network(loss="cross_entropy"), "Unknown loss 'cross_entropy': did you mean"),
    "an optimizer misspelt": (lambda: network().compile("adamm", "mse"), "Unknown optimizer 'adamm'.*adam"),
    "a metric misspelt": (lambda: fit(network(metrics=["acuracy"])), "Unknown metric 'acuracy'.*accuracy"),
}

LAYERS = {
    "an activation misspelt": (
        lambda: layers.Dense(3, "rellu"),
        "Unknown activation 'rellu': did you mean relu",
    ),
    "units as text": (lambda: layers.Dense("10"), "units must be a whole number >= 1, got '10'"),
    "units forgotten": (lambda: layers.Dense(), "Dense cannot be made without units"),
    "tokens forgotten": (
        lambda: layers.CategoryEncoding(),
        "CategoryEncoding cannot be made without num_tokens",
    ),
    "too many arguments": (
        lambda: layers.ReLU(1, 0, 0, 0),
        "ReLU takes at most 3 arguments without a name, got 4",
    ),
    "an argument twice": (lambda: layers.Dense(3, units=3), "multiple values for argument 'units'"),
    "an unknown argument": (
        lambda: keras.callbacks.EarlyStopping(patient=3),
        "EarlyStopping does not know the argument patient",
    ),
    "no units": (lambda: layers.Dense(0), "units must be a whole number >= 1, got 0"),
    "a rate above one": (lambda: layers.Dropout(20), "rate must be .*<= 1, got 20"),
    "padding misspelt": (
        lambda: layers.Conv2D(3, 3, padding="some"),
        "padding must be one of 'valid', 'same'",
    ),
    "pictures without channels": (
        lambda: keras.Sequential([keras.Input((8, 8)), layers.Conv2D(3, 3)]),
        r"expected 4 axes, got 3; its shape is \(None, 8, 8\). .*x\[..., None\]",
    ),
    "a window too large": (
        lambda: keras.Sequential([keras.Input((4, 4, 1)), layers.Conv2D(3, 7)]),
        "window of 7 x 7 does not fit into an input of 4 x 4: make the window smaller",
    ),
    "return_sequences forgotten": (
        lambda: keras.Sequential([keras.Input((5, 2)), layers.LSTM(3), layers.LSTM(3)]),
        r"expected 3 axes, got 2.*return_sequences=True",
    ),
    "shapes that cannot be added": (
        lambda: layers.Add()([keras.Input((3,)), keras.Input((4,))]),
        r"\(None, 3\) and \(None, 4\): sizes must be equal or 1",
    ),
    "a reshape of another size": (
        lambda: keras.Sequential([keras.Input((5,)), layers.Reshape((2, 3))]),
        r"\(5,\), which has 5 elements, to \(2, 3\)",
    ),
    "a number beyond the vocabulary": (
        lambda: layers.Embedding(5, 2)(np.array([[7]])),
        "got the number 7, it knows 0 to 4: input_dim must be",
    ),
    "one tensor to merge": (lambda: layers.Concatenate()(keras.Input((3,))), "must be called on a list"),
    "a layer's class": (lambda: keras.Sequential([layers.Dense]), r"the class Dense: .*Dense\(...\)"),
    "lists in lists": (
        lambda: keras.Sequential([[layers.Dense(3)]]),
        "a list: put its layers into the one list",
    ),
    "an input left out": (
        lambda: keras.Model(keras.Input((3,)), layers.Dense(2)(keras.Input((4,), name="other"))),
        "depend on 'other', which is not among the model's inputs: add it",
    ),
    "a layer's name misspelt": (lambda: network().get_layer("answr"), "has no layer 'answr'; it has answer"),
    "too few weights": (lambda: network().set_weights([np.zeros((2, 2))]), "has 2 weights, got 1 arrays"),
    "saved before it is built": (
        lambda: keras.Sequential([layers.Dense(1)]).save("never.h5"),
        "has no weights yet: build it or call it on data first",
    ),
}


@pytest.mark.parametrize("mistake", [*FIT, *LAYERS])
def test_a_mistake_is_told_in_one_sentence(mistake):
    act, words = (FIT | LAYERS)[mistake]
    with pytest.raises((ValueError, TypeError), match=words) as caught:
        act()
    text = str(caught.value)
    assert "\n" not in text
    assert len(text) < 400
    assert text.endswith(".") or isinstance(caught.value, TypeError)


WARNED = {
    "NaN in the features": (
        lambda: fit(network(), np.where(np.arange(8) == 2, np.nan, X)),
        "x holds NaN in 40 of 320 values, first in sample 0: .*remove",
    ),
    "NaN in the targets": (
        lambda: fit(network(1, None, "mse"), y=np.where(np.arange(40) == 7, np.nan, 1.0)),
        "y holds NaN in 1 of 40 values, first in sample 7",
    ),
    "softmax over one unit": (
        lambda: fit(network(1, "softmax", "binary_crossentropy"), y=Y % 2),
        "'answer' has one unit with softmax, which is always 1: use sigmoid",
    ),
    "no activation before a cross-entropy": (
        lambda: fit(network(1, None, "binary_crossentropy"), y=Y % 2),
        "'answer' has no activation.*activation='sigmoid', or the loss from_logits=True",
    ),
    "watching what is not there": (
        lambda: fit(network(), callbacks=[keras.callbacks.EarlyStopping()]),
        "EarlyStopping watches 'val_loss', which this training does not have; it has loss",
    ),
}


@pytest.mark.parametrize("mistake", WARNED)
def test_what_keras_allows_but_nobody_wants_is_warned_of(mistake):
    act, words = WARNED[mistake]
    with pytest.warns(UserWarning, match=words):
        act()


def test_logits_with_the_right_loss_are_no_mistake():
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fit(network(3, None, loss))
