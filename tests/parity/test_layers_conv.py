"""Convolution, pooling and normalization layers against real Keras: outputs, gradients, weights, configs."""

import json

import keras
import numpy as np
import pytest
import tensorflow as tf

import layerloom
from layerloom import layers, ops
from layerloom.tensors import GradientTape, Tensor

pytestmark = pytest.mark.graphs

IMAGES = (3, 9, 8, 4)

CASES = [
    ("Conv2D", {"filters": 5, "kernel_size": 3}, IMAGES),
    ("Conv2D", {"filters": 5, "kernel_size": (3, 2), "padding": "same", "activation": "relu"}, IMAGES),
    ("Conv2D", {"filters": 6, "kernel_size": 3, "strides": (2, 3), "padding": "same"}, IMAGES),
    ("Conv2D", {"filters": 6, "kernel_size": 2, "strides": 2, "use_bias": False}, IMAGES),
    ("Conv2D", {"filters": 4, "kernel_size": 3, "dilation_rate": (2, 1), "padding": "same"}, IMAGES),
    ("Conv2D", {"filters": 4, "kernel_size": 3, "dilation_rate": 2, "activation": "sigmoid"}, IMAGES),
    ("Conv2D", {"filters": 6, "kernel_size": 3, "groups": 2, "padding": "same"}, IMAGES),
    ("Conv2D", {"filters": 5, "kernel_size": 1, "activation": "softmax"}, IMAGES),
    ("Conv2D", {"filters": 8, "kernel_size": 5, "activation": "tanh"}, (2, 28, 28, 1)),
    ("Conv2D", {"filters": 32, "kernel_size": 3, "padding": "same"}, (2, 12, 12, 32)),
    ("MaxPooling2D", {}, IMAGES),
    ("MaxPooling2D", {"pool_size": 3, "strides": 2, "padding": "same"}, IMAGES),
    ("MaxPooling2D", {"pool_size": (2, 3), "strides": 1}, IMAGES),
    ("MaxPooling2D", {"pool_size": (3, 1), "strides": (1, 2), "padding": "same"}, IMAGES),
    ("AveragePooling2D", {"pool_size": 2}, IMAGES),
    ("AveragePooling2D", {"pool_size": 3, "strides": 2, "padding": "same"}, IMAGES),
    ("AveragePooling2D", {"pool_size": (2, 4), "strides": (3, 1), "padding": "same"}, IMAGES),
    ("GlobalAveragePooling2D", {}, IMAGES),
    ("GlobalAveragePooling2D", {"keepdims": True}, IMAGES),
    ("GlobalAveragePooling2D", {"keepdims": True, "data_format": "channels_first"}, IMAGES),
    ("BatchNormalization", {}, IMAGES),
    ("BatchNormalization", {"momentum": 0.5, "epsilon": 0.1}, IMAGES),
    ("BatchNormalization", {"axis": 1, "center": False}, IMAGES),
    ("BatchNormalization", {"axis": -2, "scale": False}, IMAGES),
    ("BatchNormalization", {"scale": False, "center": False}, (6, 5)),
    ("BatchNormalization", {"trainable": False}, (6, 5)),
    (
        "BatchNormalization",
        {"gamma_initializer": "glorot_normal", "beta_regularizer": "l2", "gamma_constraint": "non_neg"},
        (6, 5, 3),
    ),
]

CHANNELS_FIRST = [
    ("Conv2D", {"filters": 5, "kernel_size": (3, 2), "strides": 2, "padding": "same"}),
    ("MaxPooling2D", {"pool_size": 3, "strides": 2, "padding": "same"}),
    ("AveragePooling2D", {"pool_size": (2, 3)}),
]


def identify(case):
    options = [f"{key}={value}" for key, value in case[1].items()]
    return "-".join([case[0], *options])


def both(name, options, shape):
    """Makes the layer in Keras and here, with equal random weights."""
    theirs, ours = getattr(keras.layers, name)(**options), getattr(layers, name)(**options)
    theirs.build(shape)
    ours.build(shape)
    rng = np.random.default_rng(5)
    weights = [np.abs(rng.standard_normal(w.shape)).astype("float32") + 0.1 for w in theirs.weights]
    theirs.set_weights(weights)
    ours.set_weights(weights)
    return theirs, ours


def slopes(theirs, ours, x, **how):
    """Returns outputs and the gradients of a weighted sum, each as (Keras, ours)."""
    with tf.GradientTape() as tape:
        t = tf.constant(x)
        tape.watch(t)
        y = theirs(t, **how)
        weights = np.random.default_rng(6).standard_normal(y.shape).astype("float32")
        loss = tf.reduce_sum(y * weights)
    expected = tape.gradient(loss, [t, *theirs.trainable_weights])
    with GradientTape() as tape:
        t = Tensor(x)
        tape.watch(t)
        out = ours(t, **how)
        loss = ops.sum(out * weights)
    found = tape.gradient(loss, [t, *ours.trainable_weights])
    return (y.numpy(), out.numpy()), [(e.numpy(), f.numpy()) for e, f in zip(expected, found, strict=True)]


@pytest.mark.parametrize("training", [False, True], ids=["inference", "training"])
@pytest.mark.parametrize("case", CASES, ids=identify)
def test_outputs_gradients_and_moving_averages(case, training):
    name, options, shape = case
    theirs, ours = both(name, options, shape)
    x = np.random.default_rng(7).standard_normal(shape).astype("float32")
    how = {"training": training} if name == "BatchNormalization" else {}
    outputs, gradients = slopes(theirs, ours, x, **how)
    np.testing.assert_allclose(outputs[1], outputs[0], rtol=1e-5, atol=1e-5)
    for expected, found in gradients:
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-5 * max(1, np.abs(expected).max()))
    assert [w.name for w in ours.weights] == [w.name for w in theirs.weights]
    for expected, found in zip(theirs.get_weights(), ours.get_weights(), strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("case", CHANNELS_FIRST, ids=identify)
def test_channels_first_is_the_transposed_channels_last_of_keras(case):
    """TensorFlow has no channels-first convolution on processors."""
    name, options = case
    theirs, _ = both(name, options, IMAGES)
    ours = getattr(layers, name)(**options, data_format="channels_first")
    first = (IMAGES[0], IMAGES[3], *IMAGES[1:3])
    ours.build(first)
    ours.set_weights(theirs.get_weights())
    x = np.random.default_rng(8).standard_normal(IMAGES).astype("float32")
    expected = np.asarray(theirs(x)).transpose(0, 3, 1, 2)
    np.testing.assert_allclose(ours(x.transpose(0, 3, 1, 2)).numpy(), expected, rtol=1e-5, atol=1e-5)
    assert ours.compute_output_shape(first) == expected.shape


@pytest.mark.parametrize("case", CASES, ids=identify)
def test_configs_are_interchangeable(case):
    name, options, shape = case
    theirs, ours = getattr(keras.layers, name)(**options), getattr(layers, name)(**options)
    expected, found = theirs.get_config(), json.loads(json.dumps(ours.get_config()))
    expected["name"] = found["name"]
    assert json.loads(json.dumps(expected)) == found
    assert type(theirs).from_config(found).compute_output_shape(shape) == ours.compute_output_shape(shape)
    again = type(ours).from_config(json.loads(json.dumps(theirs.get_config())))
    assert again.compute_output_shape((None, *shape[1:])) == theirs.compute_output_shape((None, *shape[1:]))


def test_masked_batch_normalization():
    theirs, ours = both("BatchNormalization", {"momentum": 0.8}, (4, 6, 3))
    rng = np.random.default_rng(9)
    x, mask = rng.standard_normal((4, 6, 3)).astype("float32"), rng.random((4, 6)) < 0.6
    outputs, gradients = slopes(theirs, ours, x, training=True, mask=mask)
    np.testing.assert_allclose(outputs[1], outputs[0], rtol=1e-5, atol=1e-5)
    for expected, found in gradients:
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-5)
    for expected, found in zip(theirs.get_weights(), ours.get_weights(), strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


def test_equal_values_leave_the_gradient_to_the_first_as_in_keras():
    theirs, ours = both("MaxPooling2D", {"pool_size": 3, "strides": 2, "padding": "same"}, IMAGES)
    x = np.random.default_rng(10).integers(0, 3, IMAGES).astype("float32")
    _, ((expected, found),) = slopes(theirs, ours, x)
    np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-6)


def network(library):
    """A small network with every layer of these families."""
    x = inputs = library.Input((12, 10, 2))
    x = library.layers.Conv2D(6, 3, padding="same", use_bias=False)(x)
    x = library.layers.BatchNormalization(momentum=0.7)(x)
    x = library.layers.Activation("relu")(x)
    x = library.layers.MaxPooling2D(3, strides=2, padding="same")(x)
    left = library.layers.Conv2D(8, (3, 2), strides=2, padding="same", activation="tanh")(x)
    right = library.layers.AveragePooling2D(2, padding="same")(x)
    right = library.layers.Conv2D(8, 1, groups=2)(right)
    x = library.layers.Add()([left, right])
    x = library.layers.GlobalAveragePooling2D()(x)
    return library.Model(inputs, library.layers.Dense(3, activation="softmax")(x))


@pytest.mark.parametrize("optimizer, tolerance", [("sgd", 1e-5), ("rmsprop", 1e-4), ("adam", 1e-4)])
def test_weights_after_ten_steps(optimizer, tolerance):
    rng = np.random.default_rng(11)
    x, y = rng.standard_normal((80, 12, 10, 2)).astype("float32"), rng.integers(0, 3, 80)
    theirs, ours = network(keras), network(layerloom)
    start = [rng.standard_normal(w.shape).astype("float32") * 0.3 for w in theirs.weights]
    start = [np.abs(w) + 0.5 if w.ndim == 1 else w for w in start]
    for model in (theirs, ours):
        model.set_weights(start)
        model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    expected = theirs.fit(x, y, batch_size=8, epochs=1, shuffle=False, verbose=0).history
    found = ours.fit(x, y, batch_size=8, epochs=1, shuffle=False, verbose=0).history
    for variable, a, b in zip(theirs.weights, theirs.get_weights(), ours.get_weights(), strict=True):
        np.testing.assert_allclose(b, a, rtol=tolerance, atol=tolerance, err_msg=variable.path)
    for name, values in expected.items():
        np.testing.assert_allclose(found[name], values, rtol=1e-4, err_msg=name)
    np.testing.assert_allclose(
        ours.predict(x, verbose=0), theirs.predict(x, verbose=0), rtol=10 * tolerance, atol=10 * tolerance
    )
