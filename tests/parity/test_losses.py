"""Losses against real Keras: values and gradients over an option grid."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from layerloom import activations, losses
from layerloom.declaration import registry
from layerloom.tensors import GradientTape, Variable

RNG = np.random.default_rng(3)
ROWS = 8
REAL = RNG.normal(size=(ROWS, 5)).astype("float32")
OTHER = RNG.normal(size=(ROWS, 5)).astype("float32")
SOFT = keras.ops.softmax(OTHER).numpy()
SIGM = keras.ops.sigmoid(OTHER).numpy()
LABELS = RNG.integers(0, 5, size=ROWS)
ONE_HOT = np.eye(5, dtype="float32")[LABELS]
BITS = RNG.integers(0, 2, size=(ROWS, 5)).astype("float32")
IMAGES = RNG.integers(0, 2, size=(2, 4, 4, 1)).astype("float32")

CASES = [
    # class, options, targets, predictions
    ("MeanSquaredError", {}, REAL, OTHER),
    ("MeanSquaredError", {}, REAL[:, :1], OTHER[:, 0]),
    ("MeanAbsoluteError", {}, REAL, OTHER),
    ("MeanAbsolutePercentageError", {}, REAL, OTHER),
    ("MeanSquaredLogarithmicError", {}, np.abs(REAL), SIGM),
    ("Huber", {}, REAL, OTHER),
    ("Huber", {"delta": 0.3}, REAL, OTHER),
    ("LogCosh", {}, REAL, OTHER * 20),
    ("CosineSimilarity", {}, REAL, OTHER),
    ("CosineSimilarity", {"axis": 0}, REAL, OTHER),
    ("Hinge", {}, BITS, OTHER),
    ("Hinge", {}, BITS * 2 - 1, OTHER),
    ("SquaredHinge", {}, BITS, OTHER),
    ("CategoricalHinge", {}, ONE_HOT, OTHER),
    ("KLDivergence", {}, SIGM, SOFT),
    ("Poisson", {}, np.abs(REAL), SIGM),
    ("BinaryCrossentropy", {}, BITS, SIGM),
    ("BinaryCrossentropy", {}, BITS[:, 0], SIGM[:, :1]),
    ("BinaryCrossentropy", {"from_logits": True}, BITS, OTHER),
    ("BinaryCrossentropy", {"label_smoothing": 0.2}, BITS, SIGM),
    ("BinaryFocalCrossentropy", {}, BITS, SIGM),
    (
        "BinaryFocalCrossentropy",
        {"apply_class_balancing": True, "from_logits": True, "gamma": 1.0},
        BITS,
        OTHER,
    ),
    ("CategoricalCrossentropy", {}, ONE_HOT, SOFT),
    ("CategoricalCrossentropy", {}, ONE_HOT, SIGM),
    ("CategoricalCrossentropy", {"from_logits": True}, ONE_HOT, OTHER),
    ("CategoricalCrossentropy", {"from_logits": True, "label_smoothing": 0.1}, ONE_HOT, OTHER),
    ("CategoricalCrossentropy", {"axis": 0}, ONE_HOT, SIGM),
    ("CategoricalFocalCrossentropy", {}, ONE_HOT, SOFT),
    ("CategoricalFocalCrossentropy", {"from_logits": True, "label_smoothing": 0.1}, ONE_HOT, OTHER),
    ("CategoricalGeneralizedCrossEntropy", {"q": 0.3}, LABELS, SOFT),
    ("SparseCategoricalCrossentropy", {}, LABELS, SOFT),
    ("SparseCategoricalCrossentropy", {}, LABELS[:, None], SOFT),
    ("SparseCategoricalCrossentropy", {"from_logits": True}, LABELS, OTHER),
    ("SparseCategoricalCrossentropy", {"ignore_class": 2}, LABELS, SOFT),
    (
        "SparseCategoricalCrossentropy",
        {"ignore_class": -1, "from_logits": True},
        np.where(LABELS == 1, -1, LABELS),
        OTHER,
    ),
    ("Dice", {}, IMAGES, IMAGES * 0.7 + 0.1),
    ("Dice", {"axis": (1, 2, 3)}, IMAGES, IMAGES * 0.7 + 0.1),
    ("Tversky", {"alpha": 0.3, "beta": 0.7}, IMAGES, IMAGES * 0.7 + 0.1),
]

REDUCTIONS = ["sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none"]


def identify(case):
    return f"{case[0]}-{'-'.join(case[1])}"


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("case", CASES, ids=identify)
def test_values(case, reduction):
    name, options, y_true, y_pred = case
    theirs = getattr(keras.losses, name)(**options, reduction=reduction)
    ours = getattr(losses, name)(**options, reduction=reduction)
    per_sample = theirs.call(keras.ops.convert_to_tensor(y_true), keras.ops.convert_to_tensor(y_pred)).shape
    weights = [None]
    if len(per_sample) == 1:
        weights += [
            np.linspace(0, 2, per_sample[0], dtype="float32"),
            np.ones((per_sample[0], 1), "float32") * 0.3,
        ]
    for weight in weights:
        np.testing.assert_allclose(
            ours(y_true, y_pred, sample_weight=weight).numpy(),
            theirs(y_true, y_pred, sample_weight=weight).numpy(),
            rtol=1e-5,
            atol=1e-6,
        )


@pytest.mark.parametrize("case", CASES, ids=identify)
def test_gradients(case):
    name, options, y_true, y_pred = case
    theirs, ours = getattr(keras.losses, name)(**options), getattr(losses, name)(**options)
    weight = tf.Variable(y_pred)
    with tf.GradientTape() as tape:
        value = theirs(y_true, tf.convert_to_tensor(weight))
    expected = tape.gradient(value, weight).numpy()
    own = Variable(y_pred)
    with GradientTape() as tape:
        value = ours(y_true, own * 1.0)
    np.testing.assert_allclose(tape.gradient(value, own).numpy(), expected, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("case", CASES, ids=identify)
def test_configs_are_interchangeable(case):
    name, options, y_true, y_pred = case
    theirs, ours = getattr(keras.losses, name)(**options), getattr(losses, name)(**options)
    assert ours.name == theirs.name
    assert theirs.get_config().keys() <= ours.get_config().keys()
    for key, value in theirs.get_config().items():
        assert ours.get_config()[key] == (list(value) if isinstance(value, tuple) else value)
    expected = ours(y_true, y_pred).numpy()
    if name != "CategoricalGeneralizedCrossEntropy":  # which Keras itself cannot read back
        again = keras.losses.deserialize(losses.serialize(ours))
        np.testing.assert_allclose(again(y_true, y_pred).numpy(), expected, rtol=1e-5, atol=1e-6)
    back = losses.deserialize(losses.serialize(ours))
    np.testing.assert_array_equal(back(y_true, y_pred).numpy(), expected)


@pytest.mark.parametrize("activation", ["softmax", "sigmoid"])
def test_saturated_outputs_still_learn(activation):
    """Like Keras, a cross-entropy computes from the logits of the activation that made the probabilities."""
    logits = np.array([[40.0, -40.0, 0.0], [-60.0, 60.0, 1.0]], dtype="float32")
    targets = np.array([[0, 1, 0], [1, 0, 0]], dtype="float32")
    name = "CategoricalCrossentropy" if activation == "softmax" else "BinaryCrossentropy"
    weight = tf.Variable(logits)
    with tf.GradientTape() as tape:
        probabilities = getattr(keras.activations, activation)(weight * 1.0)
        value = getattr(keras.losses, name)()(targets, probabilities)
    expected = tape.gradient(value, weight).numpy()
    own = Variable(logits)
    with GradientTape() as tape:
        found = getattr(losses, name)()(targets, getattr(activations, activation)(own * 1.0))
    np.testing.assert_allclose(found.numpy(), value.numpy(), rtol=1e-5)
    np.testing.assert_allclose(tape.gradient(found, own).numpy(), expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("mask_shape", [(4, 3), (4, 3, 1)])
@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_masks(mask_shape, reduction):
    y_true, y_pred = REAL[:4, :3, None], OTHER[:4, :3, None]
    mask = np.arange(12).reshape(mask_shape) % 3 != 0
    expected = keras.ops.convert_to_tensor(y_pred)
    expected._keras_mask = keras.ops.convert_to_tensor(mask)
    found = losses.loss.ops.convert_to_tensor(y_pred)
    found._keras_mask = mask
    for weight in (None, np.arange(12, dtype="float32").reshape(4, 3)):
        np.testing.assert_allclose(
            losses.MeanSquaredError(reduction=reduction)(y_true, found, weight).numpy(),
            keras.losses.MeanSquaredError(reduction=reduction)(y_true, expected, weight).numpy(),
            rtol=1e-5,
        )


@pytest.mark.parametrize(
    "alias", ["mse", "MSE", "mae", "mape", "MSLE", "bce", "kld", "KLD", "hinge", "huber", "log_cosh"]
)
def test_names(alias):
    assert losses.get(alias).__name__ == keras.losses.get(alias).__name__


def test_signatures():
    import inspect

    for entry in registry.entries("loss"):
        parameters = inspect.signature(getattr(keras.losses, entry.name).__init__).parameters
        fields = [field.name for field in entry.target.fields()]
        assert fields == [name for name in parameters if name != "self"], entry.name


LOGITS = RNG.normal(size=(4, 9, 5)).astype("float32")
SPELLED = np.array([[1, 2, 3, 0], [4, 4, 1, 1], [2, 0, 0, 0], [0, 0, 0, 0]])
UNIT = REAL / np.linalg.norm(REAL, axis=1, keepdims=True)


@pytest.mark.parametrize(
    "name, options, y_true, y_pred",
    [
        ("CTC", {}, SPELLED, LOGITS),
        ("CTC", {"reduction": "none"}, SPELLED, LOGITS * 4),
        ("Circle", {}, LABELS, UNIT),
        ("Circle", {"gamma": 10.0, "margin": 0.2, "remove_diagonal": False}, LABELS, UNIT),
        ("Circle", {"gamma": 30.0, "reduction": "sum"}, np.arange(ROWS) // 2, UNIT),
        ("Circle", {"reduction": "none"}, np.arange(ROWS) // 7, UNIT),
    ],
)
def test_losses_with_targets_of_their_own_form(name, options, y_true, y_pred):
    theirs, ours = getattr(keras.losses, name)(**options), getattr(losses, name)(**options)
    given = tf.Variable(y_pred)
    with tf.GradientTape() as tape:
        expected = theirs(y_true, tf.convert_to_tensor(given))
    variable = Variable(y_pred)
    with GradientTape() as own_tape:
        found = ours(y_true, variable * 1.0)
    np.testing.assert_allclose(found.numpy(), expected.numpy(), rtol=1e-4, atol=1e-5)
    gradient = tape.gradient(expected, given).numpy()
    usable = np.isfinite(gradient)  # Circle's of samples without others of their class is none in TensorFlow
    np.testing.assert_allclose(
        own_tape.gradient(found, variable).numpy()[usable], gradient[usable], rtol=1e-3, atol=1e-4
    )
    assert ours.get_config().keys() == theirs.get_config().keys()
