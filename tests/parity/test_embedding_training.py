"""Embeddings under adaptive optimizers against real Keras.

Keras on TensorFlow keeps the gradient of an embedding as rows, and does not add up the rows of a number that occurs
several times in a batch before it squares them: its adaptive optimizers then see a smaller square than those of Keras
on other backends. Here the gradient is dense, as it is on these. So numbers occur once in a batch in the first test,
and in the second one Keras is made to use a dense gradient.
"""

from __future__ import annotations

import keras
import numpy as np
import pytest

import layerloom

OPTIMIZERS = [
    "SGD",
    "Adam",
    "AdamW",
    "RMSprop",
    "Adagrad",
    "Adadelta",
    "Adamax",
    "Nadam",
    "Ftrl",
    "Lion",
    "Muon",
]


def network(k, first):
    return k.Sequential([*first, k.layers.Flatten(), k.layers.Dense(1, name="answer")])


def train(model, k, optimizer, x, y):
    model.compile(getattr(k.optimizers, optimizer)(0.01), "mse")
    model.fit(x, y, epochs=3, batch_size=4, shuffle=False, verbose=0)
    return model.get_weights()


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_numbers_that_occur_once_in_a_batch(optimizer) -> None:
    generator = np.random.default_rng(0)
    x = np.concatenate([generator.permutation(16).reshape(4, 4) for _ in range(2)])
    y = generator.normal(size=(8, 1)).astype("float32")
    theirs, ours = (
        network(k, [k.Input((4,), dtype="int32"), k.layers.Embedding(18, 3)]) for k in (keras, layerloom)
    )
    ours.set_weights(theirs.get_weights())
    expected = train(theirs, keras, optimizer, x, y)
    for got, wanted in zip(train(ours, layerloom, optimizer, x, y), expected, strict=True):
        np.testing.assert_allclose(got, wanted, atol=1e-6)


@pytest.mark.parametrize("optimizer", ["Adam"])
def test_numbers_that_occur_several_times_count_as_with_a_dense_gradient(optimizer) -> None:
    generator = np.random.default_rng(1)
    x, y = generator.integers(0, 5, (8, 4)), generator.normal(size=(8, 1)).astype("float32")
    dense = [keras.Input((4, 6)), keras.layers.Dense(3, use_bias=False)]
    theirs, ours = (
        network(keras, dense),
        network(layerloom, [layerloom.Input((4,), dtype="int32"), layerloom.layers.Embedding(6, 3)]),
    )
    ours.set_weights(theirs.get_weights())
    expected = train(theirs, keras, optimizer, np.eye(6, dtype="float32")[x], y)
    for got, wanted in zip(train(ours, layerloom, optimizer, x, y), expected, strict=True):
        np.testing.assert_allclose(got, wanted, atol=2e-6)
