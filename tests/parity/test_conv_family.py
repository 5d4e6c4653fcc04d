"""Convolution and pooling of every kind and rank against real Keras: outputs, gradients, training, configs, files."""

import inspect
import json

import keras as real
import numpy as np
import pytest
import tensorflow as tf
import tf_keras

import layerloom as keras
from layerloom import layers
from layerloom.tensors import GradientTape, Tensor

pytestmark = pytest.mark.graphs

STEPS, IMAGES, VOLUMES = (3, 11, 4), (3, 9, 8, 4), (2, 5, 6, 7, 2)
SMALL, SMALL_VOLUMES = (2, 4, 5, 3), (2, 3, 2, 4, 2)

CONVOLUTION = [
    ("Conv1D", {"filters": 5, "kernel_size": 3}, STEPS),
    (
        "Conv1D",
        {"filters": 5, "kernel_size": 4, "padding": "same", "strides": 2, "activation": "relu"},
        STEPS,
    ),
    ("Conv1D", {"filters": 5, "kernel_size": 3, "padding": "causal"}, STEPS),
    ("Conv1D", {"filters": 4, "kernel_size": 2, "padding": "causal", "dilation_rate": 4}, STEPS),
    ("Conv1D", {"filters": 4, "kernel_size": 4, "padding": "causal", "strides": 3}, STEPS),
    ("Conv1D", {"filters": 6, "kernel_size": 3, "groups": 2, "padding": "same"}, STEPS),
    ("Conv1D", {"filters": 4, "kernel_size": 3, "dilation_rate": 3, "use_bias": False}, STEPS),
    ("Conv3D", {"filters": 3, "kernel_size": 2}, VOLUMES),
    ("Conv3D", {"filters": 3, "kernel_size": (2, 3, 1), "padding": "same", "activation": "tanh"}, VOLUMES),
    ("Conv3D", {"filters": 3, "kernel_size": 3, "strides": (2, 1, 3), "padding": "same"}, VOLUMES),
    ("Conv3D", {"filters": 2, "kernel_size": (1, 2, 3), "strides": 2, "use_bias": False}, VOLUMES),
]
TRANSPOSED = [
    ("Conv1DTranspose", {"filters": 5, "kernel_size": 3}, STEPS),
    ("Conv1DTranspose", {"filters": 5, "kernel_size": 3, "strides": 2, "padding": "same"}, STEPS),
    ("Conv1DTranspose", {"filters": 3, "kernel_size": 2, "strides": 3, "use_bias": False}, STEPS),
    ("Conv1DTranspose", {"filters": 3, "kernel_size": 5, "strides": 3, "output_padding": 2}, STEPS),
    ("Conv2DTranspose", {"filters": 4, "kernel_size": 3, "activation": "relu"}, SMALL),
    ("Conv2DTranspose", {"filters": 4, "kernel_size": (3, 2), "strides": 2, "padding": "same"}, SMALL),
    ("Conv2DTranspose", {"filters": 4, "kernel_size": (1, 4), "strides": (3, 2)}, SMALL),
    ("Conv2DTranspose", {"filters": 4, "kernel_size": 4, "strides": 2, "padding": "same"}, SMALL),
    (
        "Conv2DTranspose",
        {"filters": 4, "kernel_size": 3, "strides": (2, 3), "padding": "same", "output_padding": (1, 2)},
        SMALL,
    ),
    ("Conv2DTranspose", {"filters": 4, "kernel_size": 3, "strides": 3, "output_padding": 1}, SMALL),
    ("Conv3DTranspose", {"filters": 2, "kernel_size": 2}, SMALL_VOLUMES),
    (
        "Conv3DTranspose",
        {"filters": 2, "kernel_size": 3, "strides": (1, 2, 2), "padding": "same"},
        SMALL_VOLUMES,
    ),
    (
        "Conv3DTranspose",
        {"filters": 2, "kernel_size": (3, 2, 1), "strides": 2, "output_padding": (1, 0, 1)},
        SMALL_VOLUMES,
    ),
]
DEPTHWISE = [
    ("DepthwiseConv1D", {"kernel_size": 3}, STEPS),
    ("DepthwiseConv1D", {"kernel_size": 4, "strides": 2, "padding": "same", "depth_multiplier": 3}, STEPS),
    ("DepthwiseConv1D", {"kernel_size": 3, "dilation_rate": 2, "activation": "tanh"}, STEPS),
    ("DepthwiseConv2D", {"kernel_size": 3, "padding": "same"}, IMAGES),
    ("DepthwiseConv2D", {"kernel_size": (3, 2), "depth_multiplier": 2, "activation": "relu"}, IMAGES),
    ("DepthwiseConv2D", {"kernel_size": 3, "strides": 2, "padding": "same", "use_bias": False}, IMAGES),
    ("DepthwiseConv2D", {"kernel_size": 2, "dilation_rate": (2, 3), "padding": "same"}, IMAGES),
    ("DepthwiseConv2D", {"kernel_size": 2, "dilation_rate": 2, "strides": 2, "padding": "same"}, IMAGES),
    ("DepthwiseConv2D", {"kernel_size": (3, 1), "strides": 3}, IMAGES),
    ("SeparableConv1D", {"filters": 5, "kernel_size": 3}, STEPS),
    (
        "SeparableConv1D",
        {"filters": 5, "kernel_size": 4, "strides": 2, "padding": "same", "depth_multiplier": 2},
        STEPS,
    ),
    ("SeparableConv2D", {"filters": 5, "kernel_size": 3, "padding": "same", "use_bias": False}, IMAGES),
    ("SeparableConv2D", {"filters": 5, "kernel_size": (2, 3), "strides": 2, "activation": "relu"}, IMAGES),
    ("SeparableConv2D", {"filters": 3, "kernel_size": 3, "dilation_rate": 2, "depth_multiplier": 3}, IMAGES),
]
POOLING = [
    *[
        (f"{kind}Pooling1D", how, STEPS)
        for kind in ("Max", "Average")
        for how in (
            {"pool_size": 2},
            {"pool_size": 3, "strides": 2, "padding": "same"},
            {"pool_size": 4, "strides": 1},
        )
    ],
    *[
        (f"{kind}Pooling3D", how, VOLUMES)
        for kind in ("Max", "Average")
        for how in (
            {"pool_size": 2},
            {"pool_size": (2, 3, 2), "strides": (1, 2, 3), "padding": "same"},
            {"pool_size": (1, 2, 3), "strides": 2},
        )
    ],
    *[
        (f"Global{kind}Pooling{rank}D", how, shape)
        for kind in ("Max", "Average")
        for rank, shape in ((1, STEPS), (2, IMAGES), (3, VOLUMES))
        for how in ({}, {"keepdims": True}, {"data_format": "channels_first"})
    ],
    *[
        (f"Adaptive{kind}Pooling{rank}D", {"output_size": size, **how}, shape)
        for kind in ("Max", "Average")
        for rank, shape, size in ((1, STEPS, 3), (1, STEPS, 11), (2, IMAGES, (4, 3)), (3, VOLUMES, (2, 4, 3)))
        for how in ({}, {"data_format": "channels_first"})
    ],
]
TRAINED = [*CONVOLUTION, *TRANSPOSED, *DEPTHWISE]
CASES = [*CONVOLUTION, *TRANSPOSED, *DEPTHWISE, *POOLING]


FAMILY = sorted(
    name
    for name in dir(real.layers)
    if ("Conv" in name or "Pool" in name) and "LSTM" not in name and not name.startswith("_")
)
OPERATIONS = ["conv", "conv_transpose", "depthwise_conv", "separable_conv", "max_pool", "average_pool"]


def parameters(function):
    """Returns names, kinds and defaults, less what every layer takes by keyword."""
    return [
        (p.name, p.kind, p.default)
        for p in inspect.signature(function).parameters.values()
        if p.name != "name"
    ]


@pytest.mark.parametrize("name", FAMILY)
def test_constructors_take_the_arguments_of_keras_in_its_order(name):
    assert parameters(getattr(layers, name).__init__) == parameters(getattr(real.layers, name).__init__)


@pytest.mark.parametrize("name", [*OPERATIONS, "adaptive_average_pool", "adaptive_max_pool"])
def test_operations_take_the_arguments_of_keras_in_its_order(name):
    assert parameters(getattr(keras.ops, name)) == parameters(getattr(real.ops, name))


def identify(case):
    options = [f"{key}={value}" for key, value in case[1].items()]
    return "-".join([case[0], *options])


def data_for(shape, seed=0):
    return np.random.default_rng(seed).standard_normal(shape).astype("float32")


def pair(name, options, shape):
    """Returns real Keras's layer and ours, made of its config and with its weights."""
    theirs = getattr(real.layers, name)(**options)
    ours = getattr(layers, name).from_config(json.loads(json.dumps(theirs.get_config())))
    theirs.build(shape)
    ours.build(shape)
    assert [(w.name, tuple(w.shape)) for w in ours.weights] == [
        (w.name, tuple(w.shape)) for w in theirs.weights
    ]
    weights = [data_for(w.shape, 5 + i) * 0.5 for i, w in enumerate(theirs.weights)]
    theirs.set_weights(weights)
    ours.set_weights(weights)
    return theirs, ours


def our_step(layer, x, target):
    x = Tensor(x)
    with GradientTape() as tape:
        tape.watch(x)
        y = layer(x)
        loss = keras.ops.mean(keras.ops.square(y - target))
    return y.numpy(), tape.gradient(loss, [x, *layer.trainable_variables])


def their_step(layer, x, target):
    x = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = layer(x)
        loss = tf.reduce_mean(tf.square(y - target))
    return y.numpy(), tape.gradient(loss, [x, *(v.value for v in layer.trainable_variables)])


def close(found, expected, tolerance=1e-5, hint=""):
    np.testing.assert_allclose(found, expected, rtol=tolerance, atol=tolerance, err_msg=hint)


@pytest.mark.parametrize("case", CASES, ids=identify)
def test_outputs_and_gradients(case):
    name, options, shape = case
    theirs, ours = pair(name, options, shape)
    x = data_for(shape)
    target = data_for(ours(x).shape, 1)
    (y, gradients), (z, others) = our_step(ours, x, target), their_step(theirs, x, target)
    assert ours.compute_output_shape((None, *shape[1:])) == (None, *z.shape[1:])
    close(y, z)
    for one, other in zip(gradients, others, strict=True):
        close(one, other)


@pytest.mark.parametrize("case", TRAINED, ids=identify)
def test_weights_after_ten_steps(case):
    name, options, shape = case
    theirs, ours = pair(name, options, shape)
    x = data_for(shape)
    target = data_for(ours(x).shape, 1)
    rule, their_rule = keras.optimizers.SGD(0.1), real.optimizers.SGD(0.1)
    for _ in range(10):
        gradients, others = our_step(ours, x, target)[1][1:], their_step(theirs, x, target)[1][1:]
        rule.apply_gradients(zip(gradients, ours.trainable_variables, strict=True))
        their_rule.apply_gradients(zip(others, theirs.trainable_variables, strict=True))
    for variable, other in zip(ours.weights, theirs.weights, strict=True):
        close(variable, other, 1e-5, variable.path)


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("rank, dilation", [(1, (3,)), (2, (2, 1)), (2, (2, 3)), (3, (1, 2, 2))])
def test_dilated_transposed_convolution_is_keras_with_zeros_in_the_kernel(rank, dilation, padding):
    """TensorFlow has no dilated transposed convolution on processors."""
    name, shape, size = f"Conv{rank}DTranspose", (2, *(4, 5, 3)[:rank], 2), (3, 2, 2)[:rank]
    options = {"filters": 3, "padding": padding}
    ours = getattr(layers, name)(kernel_size=size, dilation_rate=dilation, **options)
    spans = tuple((k - 1) * d + 1 for k, d in zip(size, dilation, strict=True))
    theirs = getattr(real.layers, name)(kernel_size=spans, **options)
    ours.build(shape)
    theirs.build(shape)
    kernel, bias = (data_for(w.shape, 3) for w in ours.weights)
    spread = np.zeros(theirs.kernel.shape, "float32")
    places = tuple(slice(None, None, d) for d in dilation)
    spread[places] = kernel
    ours.set_weights([kernel, bias])
    theirs.set_weights([spread, bias])
    x = data_for(shape)
    target = data_for(ours(x).shape, 1)
    (y, found), (z, expected) = our_step(ours, x, target), their_step(theirs, x, target)
    close(y, z)
    for one, other in zip(found, [expected[0], expected[1].numpy()[places], expected[2]], strict=True):
        close(one, other)


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("strides", [(1, 3), (3, 2)])
@pytest.mark.parametrize("multiplier", [1, 2])
def test_depthwise_with_unequal_strides_is_the_grouped_convolution_of_keras(multiplier, strides, padding):
    """TensorFlow has no depthwise convolution with unequal strides."""
    how = {"kernel_size": (3, 2), "strides": strides, "padding": padding}
    ours = layers.DepthwiseConv2D(depth_multiplier=multiplier, **how)
    theirs = real.layers.Conv2D(4 * multiplier, groups=4, **how)
    ours.build(IMAGES)
    theirs.build(IMAGES)
    kernel, bias = (data_for(w.shape, 3) for w in ours.weights)
    ours.set_weights([kernel, bias])
    theirs.set_weights([kernel.reshape(theirs.kernel.shape), bias])
    x = data_for(IMAGES)
    target = data_for(ours(x).shape, 1)
    (y, found), (z, expected) = our_step(ours, x, target), their_step(theirs, x, target)
    close(y, z)
    close(found[0], expected[0])
    close(found[1].numpy().reshape(theirs.kernel.shape), expected[1])
    close(found[2], expected[2])


@pytest.mark.parametrize("case", CASES, ids=identify)
def test_configs_both_ways(case):
    name, options, shape = case
    theirs, ours = getattr(real.layers, name)(**options), getattr(layers, name)(**options)
    expected, found = theirs.get_config(), json.loads(json.dumps(ours.get_config()))
    expected["name"] = found["name"]
    assert json.loads(json.dumps(expected)) == found
    again = type(theirs).from_config(found)
    assert tuple(again.compute_output_shape((None, *shape[1:]))) == ours.compute_output_shape(
        (None, *shape[1:])
    )


FIRST = [case for case in CASES if "data_format" not in case[1]]


@pytest.mark.parametrize("case", FIRST, ids=identify)
def test_channels_first_is_the_transposed_channels_last_of_keras(case):
    """TensorFlow has few channels-first operations on processors."""
    name, options, shape = case
    theirs, _ = pair(name, options, shape)
    ours = getattr(layers, name)(**options, data_format="channels_first")
    x = data_for(shape)
    turned = np.moveaxis(x, -1, 1)
    ours.build(turned.shape)
    ours.set_weights(theirs.get_weights())
    expected = np.asarray(theirs(x))
    expected = expected if expected.ndim == 2 else np.moveaxis(expected, -1, 1)
    close(ours(turned), expected)
    assert ours.compute_output_shape((None, *turned.shape[1:])) == (None, *expected.shape[1:])


@pytest.mark.parametrize("keepdims", [False, True])
@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
def test_masked_mean_of_sequences(keepdims, data_format):
    options = {"keepdims": keepdims, "data_format": data_format}
    x, mask = data_for(STEPS), data_for(STEPS[:2], 2) > 0
    x = x if data_format == "channels_last" else np.moveaxis(x, -1, 1)
    expected = real.layers.GlobalAveragePooling1D(**options)(x, mask=mask)
    close(layers.GlobalAveragePooling1D(**options)(x, mask=mask), expected)


def signal(k):
    """A network on sequences with every layer of one spatial axis."""
    x = k.layers.Input((24, 3))
    y = k.layers.Conv1D(6, 3, padding="causal", dilation_rate=2, activation="relu")(x)
    y = k.layers.MaxPooling1D(2)(y)
    y = k.layers.DepthwiseConv1D(3, depth_multiplier=2, padding="same")(y)
    y = k.layers.SeparableConv1D(5, 3, activation="tanh")(y)
    y = k.layers.Conv1DTranspose(4, 3, strides=2, padding="same")(y)
    y = k.layers.AveragePooling1D(3)(y)
    y = k.layers.Add()([k.layers.GlobalMaxPooling1D()(y), k.layers.GlobalAveragePooling1D()(y)])
    return k.Model(x, k.layers.Dense(3, activation="softmax")(y), name="signal")


def picture(k):
    """A small autoencoder of images with separable convolutions."""
    x = k.layers.Input((8, 12, 3))
    y = k.layers.SeparableConv2D(6, 3, strides=2, padding="same", use_bias=False)(x)
    y = k.layers.BatchNormalization()(y)
    y = k.layers.DepthwiseConv2D(3, padding="same", activation="relu")(y)
    y = k.layers.Conv2DTranspose(4, 3, strides=2, padding="same", activation="relu")(y)
    y = k.layers.AveragePooling2D(2)(y)
    return k.Model(x, k.layers.GlobalMaxPooling2D()(y), name="picture")


def volume(k):
    """A network on volumes."""
    x = k.layers.Input((6, 7, 8, 2))
    y = k.layers.Conv3D(4, 3, padding="same", activation="relu")(x)
    y = k.layers.MaxPooling3D(2)(y)
    y = k.layers.Conv3DTranspose(3, 2, strides=2)(y)
    y = k.layers.AveragePooling3D((2, 3, 1))(y)
    return k.Model(x, k.layers.GlobalAveragePooling3D()(y), name="volume")


def words(k):
    """Text of which some steps are masked."""
    x = k.layers.Input((6,), dtype="int32")
    y = k.layers.Embedding(9, 4, mask_zero=True)(x)
    return k.Model(x, k.layers.Dense(2)(k.layers.GlobalAveragePooling1D()(y)))


def test_masks_reach_the_mean_of_sequences():
    ours, theirs = stirred(words(keras)), stirred(words(real))
    x = np.random.default_rng(4).integers(1, 9, (8, 6)) * (np.arange(6) < np.arange(1, 9)[:, None])
    close(ours.predict(x, verbose=0), theirs.predict(x, verbose=0))


NETWORKS = [signal, picture, volume]


def inputs_of(model, count=6):
    return data_for((count, *model.inputs[0].shape[1:]), 4)


def stirred(model):
    model.set_weights([np.abs(data_for(w.shape, i)) * 0.5 + 0.1 for i, w in enumerate(model.get_weights())])
    return model


def agree(one, other, tolerance=1e-5):
    x = inputs_of(one)
    close(one.predict(x, verbose=0), other.predict(x, verbose=0), tolerance)


@pytest.mark.parametrize("build", NETWORKS)
def test_files_go_both_ways(build, tmp_path):
    ours, theirs = stirred(build(keras)), build(real)
    ours.save_weights(tmp_path / "ours.weights.h5")
    theirs.load_weights(tmp_path / "ours.weights.h5")
    agree(ours, theirs)
    again = build(keras)
    theirs.save_weights(tmp_path / "theirs.weights.h5")
    again.load_weights(tmp_path / "theirs.weights.h5")
    agree(again, theirs)
    ours.save(tmp_path / "ours.h5")
    agree(real.models.load_model(tmp_path / "ours.h5"), ours)
    theirs.save(tmp_path / "theirs.h5")
    agree(keras.models.load_model(tmp_path / "theirs.h5"), theirs)
    agree(stirred(real.models.model_from_json(ours.to_json())), ours)
    agree(stirred(keras.models.model_from_json(theirs.to_json())), theirs)


@pytest.mark.parametrize("build", NETWORKS)
def test_files_of_tf_keras_are_read(build, tmp_path):
    theirs = stirred(build(tf_keras))
    theirs.save(tmp_path / "theirs.h5")
    agree(keras.models.load_model(tmp_path / "theirs.h5"), theirs)
    agree(stirred(keras.models.model_from_json(theirs.to_json())), theirs)


@pytest.mark.parametrize("optimizer, tolerance", [("sgd", 1e-5), ("adam", 1e-4)])
@pytest.mark.parametrize("build", NETWORKS)
def test_networks_after_ten_batches(build, optimizer, tolerance):
    ours, theirs = stirred(build(keras)), stirred(build(real))
    x = inputs_of(theirs, 40)
    y = data_for(theirs.predict(x, verbose=0).shape, 8)
    for model in (ours, theirs):
        model.compile(optimizer, "mse")
        model.fit(x, y, batch_size=4, epochs=1, shuffle=False, verbose=0)
    for variable, a, b in zip(theirs.weights, theirs.get_weights(), ours.get_weights(), strict=True):
        close(b, a, tolerance, variable.path)
