"""Activations, regularizers and constraints against real Keras: values and gradients."""

import inspect

import keras
import numpy as np
import pytest
import tensorflow as tf

from layerloom import activations, constraints, regularizers
from layerloom.declaration import registry
from layerloom.tensors import GradientTape, Variable

X = np.random.default_rng(2).normal(size=(6, 8)).astype("float32") * 3

OPTIONS = [
    ("relu", {"negative_slope": 0.1}),
    ("relu", {"max_value": 2.0}),
    ("relu", {"max_value": 6}),
    ("relu", {"threshold": 1.0}),
    ("relu", {"negative_slope": 0.3, "max_value": 2.0, "threshold": 0.5}),
    ("relu", {"negative_slope": 0.3, "max_value": 2.0}),
    ("leaky_relu", {"negative_slope": 0.05}),
    ("elu", {"alpha": 0.5}),
    ("celu", {"alpha": 0.5}),
    ("gelu", {"approximate": True}),
    ("softmax", {"axis": 0}),
    ("log_softmax", {"axis": 0}),
    ("glu", {"axis": 0}),
    ("hard_shrink", {"threshold": 1.0}),
    ("soft_shrink", {"threshold": 1.0}),
    ("squareplus", {"b": 1.0}),
    ("threshold", {"threshold": 0.5, "default_value": -1.0}),
]
# Keras 3.15's sparsemax does not sum to 1 where more than one class is left; ours is tested for itself.
PLAIN = [(e.name, {}) for e in registry.entries("activation") if e.name not in ("threshold", "sparsemax")]

REGULARIZERS = [
    ("L1", {}),
    ("L2", {"l2": 0.3}),
    ("L1L2", {}),
    ("L1L2", {"l1": 0.1, "l2": 0.2}),
    ("OrthogonalRegularizer", {}),
    ("OrthogonalRegularizer", {"factor": 0.5, "mode": "columns"}),
]
CONSTRAINTS = [
    ("MaxNorm", {}),
    ("MaxNorm", {"max_value": 1.5, "axis": [0, 1]}),
    ("NonNeg", {}),
    ("UnitNorm", {"axis": 1}),
    ("MinMaxNorm", {}),
    ("MinMaxNorm", {"min_value": 5.0, "max_value": 6.0, "rate": 0.4, "axis": 1}),
]


def compare(theirs, ours):
    weight, own = tf.Variable(X), Variable(X)
    with tf.GradientTape() as tape:
        expected = theirs(tf.convert_to_tensor(weight))
    gradient = tape.gradient(expected, weight)
    with GradientTape() as own_tape:
        found = ours(own * 1.0)
    np.testing.assert_allclose(np.asarray(found), expected.numpy(), rtol=1e-5, atol=1e-6)
    if gradient is not None:
        np.testing.assert_allclose(
            own_tape.gradient(found, own).numpy(), gradient.numpy(), rtol=1e-4, atol=1e-5
        )


@pytest.mark.parametrize("name, options", PLAIN + OPTIONS)
def test_activations(name, options):
    compare(
        lambda x: getattr(keras.activations, name)(x, **options),
        lambda x: getattr(activations, name)(x, **options),
    )


@pytest.mark.parametrize("name, options", REGULARIZERS)
def test_regularizers(name, options):
    theirs, ours = getattr(keras.regularizers, name)(**options), getattr(regularizers, name)(**options)
    compare(theirs, ours)
    assert ours.get_config() == pytest.approx(theirs.get_config())


@pytest.mark.parametrize("name, options", CONSTRAINTS)
def test_constraints(name, options):
    theirs, ours = getattr(keras.constraints, name)(**options), getattr(constraints, name)(**options)
    np.testing.assert_allclose(ours(X).numpy(), theirs(X).numpy(), rtol=1e-5, atol=1e-6)
    assert ours.get_config() == theirs.get_config()


def test_every_name_of_keras_exists():
    for name in dir(keras.activations):
        if not name.startswith("_"):
            assert hasattr(activations, name), name
    for entry in registry.entries("activation"):
        theirs = inspect.signature(getattr(keras.activations, entry.name)).parameters.values()
        ours = inspect.signature(entry.target).parameters.values()
        assert [(p.name, p.default) for p in ours] == [(p.name, p.default) for p in theirs], entry.name
        assert activations.get(entry.name) is entry.target
        assert activations.serialize(entry.target) == keras.activations.serialize(
            getattr(keras.activations, entry.name)
        )


@pytest.mark.parametrize("module, kind", [("regularizers", "regularizer"), ("constraints", "constraint")])
def test_other_spellings(module, kind):
    theirs, ours = getattr(keras, module), {"regularizers": regularizers, "constraints": constraints}[module]
    for name in dir(theirs):
        if not name.startswith("_"):
            assert hasattr(ours, name), name
    for entry in registry.entries(kind):
        for alias in entry.aliases:
            assert type(ours.get(alias)) is entry.target
