"""Names that only Keras 2 has: each is here with tf_keras's numbers, or in the one table below with the reason."""

from __future__ import annotations

import importlib
import types

import numpy as np
import pytest
import tensorflow as tf
import tf_keras

import layerloom
import layerloom as keras
from layerloom import backend as K
from layerloom.errors import LayerloomError

TK = tf_keras.backend
FRAMEWORK = "bound to TensorFlow's graphs, sparse tensors or feature columns"
PRETRAINED = "pretrained weights"
DISTRIBUTION = "distribution over several machines or devices"
RARE = "experimental, and hardly ever written"

#: What is not here. A name that ends in a point stands for all names of that module.
ABSENT = {
    "applications.": PRETRAINED,
    "backend.ctc_label_dense_to_sparse": FRAMEWORK,
    "backend.experimental.": FRAMEWORK,
    "backend.local_conv1d": RARE,
    "backend.local_conv2d": RARE,
    "backend.manual_variable_initialization": FRAMEWORK,
    "callbacks.BaseLogger": RARE,
    "callbacks.SidecarEvaluatorModelExport": DISTRIBUTION,
    "callbacks.experimental.UpdateEmbeddingCallback": RARE,
    "dtensor.": DISTRIBUTION,
    "estimator.": FRAMEWORK,
    "experimental.LinearModel": RARE,
    "experimental.SequenceFeatures": FRAMEWORK,
    "experimental.SidecarEvaluator": DISTRIBUTION,
    "experimental.WideDeepModel": RARE,
    "export.": FRAMEWORK,
    "layers.AbstractRNNCell": RARE,
    "layers.DenseFeatures": FRAMEWORK,
    "layers.experimental.DynamicEmbedding": RARE,
    "layers.experimental.DynamicLookup": RARE,
    "layers.experimental.RandomFourierFeatures": RARE,
    "layers.experimental.SyncBatchNormalization": DISTRIBUTION,
    "layers.experimental.preprocessing.PreprocessingLayer": RARE,
    "metrics.experimental.": RARE,
    "models.experimental.": RARE,
    "protobuf.": FRAMEWORK,
    "utils.SidecarEvaluator": DISTRIBUTION,
    "utils.StepsPerExecutionTuner": RARE,
    "utils.TimedThread": RARE,
    "utils.experimental.": DISTRIBUTION,
}


def public_names(module, path="", seen=frozenset()):
    for name in sorted(dir(module)):
        value = getattr(module, name)
        if name.startswith("_"):
            continue
        if not isinstance(value, types.ModuleType):
            yield path + name
        elif value.__name__.startswith("tf_keras") and ".src" not in value.__name__ and id(value) not in seen:
            yield from public_names(value, f"{path}{name}.", seen | {id(module)})


NAMES = list(public_names(tf_keras))


def find(path):
    found = layerloom
    for part in path.split("."):
        found = getattr(found, part, None)
    return found


def is_excused(path):
    return any(path == name or (name[-1] == "." and path.startswith(name)) for name in ABSENT)


def test_no_name_is_missing():
    assert len(NAMES) > 800
    assert [name for name in NAMES if find(name) is None and not is_excused(name)] == []


def test_the_table_excuses_nothing_that_is_here_and_nothing_that_tf_keras_lacks():
    for name in ABSENT:
        assert any(path == name or (name[-1] == "." and path.startswith(name)) for path in NAMES), name
        assert name[-1] == "." or find(name) is None, f"{name} is here: take it out of the table"


@pytest.mark.parametrize(
    "module, names",
    [
        ("layers.core", "Dense Dropout Activation Flatten Reshape Lambda"),
        ("layers.convolutional", "Conv2D Convolution2D MaxPooling2D UpSampling2D ZeroPadding2D"),
        ("layers.advanced_activations", "LeakyReLU PReLU ELU ThresholdedReLU"),
        ("layers.normalization", "BatchNormalization LayerNormalization"),
        ("layers.recurrent", "LSTM GRU SimpleRNN RNN"),
        ("layers.wrappers", "TimeDistributed Bidirectional"),
        ("layers.embeddings", "Embedding"),
        ("layers.merge", "add concatenate Concatenate"),
        ("layers.experimental.preprocessing", "Rescaling RandomFlip RandomHeight TextVectorization"),
        ("engine.topology", "Layer InputSpec Input"),
        ("engine", "Layer Model"),
        ("objectives", "mean_squared_error"),
        ("experimental", "CosineDecay"),
        ("optimizers.experimental", "Adam"),
        ("callbacks.experimental", "BackupAndRestore"),
        ("mixed_precision.experimental", "Policy set_policy"),
        ("backend.tensorflow_backend", "mean"),
    ],
)
def test_older_modules_are_imported_by_both_names(module, names):
    for root in ("layerloom", "layerloom.keras"):
        found = importlib.import_module(f"{root}.{module}")
        assert all(hasattr(found, name) for name in names.split())
        assert not hasattr(found, "nonsense")
    assert find(module) is not None


# -- backend -----------------------------------------------------------------------------------------------------

X = np.random.default_rng(0).normal(size=(3, 4, 2)).astype("float32")
W = np.random.default_rng(1).normal(size=(2, 5)).astype("float32")
MASK = np.array([[1, 1, 0, 1], [0, 1, 1, 0], [1, 1, 1, 1]], bool)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"go_backwards": True},
        {"mask": MASK},
        {"mask": MASK, "zero_output_for_mask": True},
        {"mask": MASK, "go_backwards": True},
        {"mask": MASK, "unroll": True},
        {"return_all_outputs": False},
        {"constants": [np.float32(2)]},
        {"time_major": True},
        {"input_length": np.array([2, 4, 3], "int32")},
    ],
)
def test_rnn(options):
    found = []
    for k, tensor in ((K, np.asarray), (TK, tf.constant)):
        w, start = tensor(W), tensor(np.zeros((4 if options.get("time_major") else 3, 5), "float32"))

        def step(x, states, k=k, w=w):
            out = k.tanh(k.dot(x, w) * (states[1] if len(states) > 1 else 1.0) + states[0])
            return out, [out]

        given = {key: tensor(v) if isinstance(v, np.ndarray) else v for key, v in options.items()}
        last, outputs, states = k.rnn(step, tensor(X), [start], **given)
        found.append([np.asarray(last), np.asarray(outputs), np.asarray(states[0])])
    for ours, theirs in zip(*found, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-6)


P = np.random.default_rng(0).dirichlet(np.ones(5), size=(3, 7)).astype("float32")
LABELS = np.array([[0, 1, 2], [3, 3, 0], [1, 0, 0]])
STEPS, COUNTS = np.array([[7], [6], [5]]), np.array([[3], [2], [1]])


def test_ctc_batch_cost():
    ours, theirs = (np.asarray(k.ctc_batch_cost(LABELS, P, STEPS, COUNTS)) for k in (K, TK))
    np.testing.assert_allclose(ours, theirs, atol=1e-5)


@pytest.mark.parametrize("options", [{}, {"greedy": False, "beam_width": 10, "top_paths": 2}])
def test_ctc_decode(options):
    (ours, scores), (theirs, wanted) = (k.ctc_decode(P, STEPS[:, 0], **options) for k in (K, TK))
    for mine, other in zip(ours, theirs, strict=True):
        np.testing.assert_array_equal(mine, other)
    np.testing.assert_allclose(scores, wanted, atol=1e-5)


@pytest.mark.parametrize("shape, axes", [((4, 3), [0]), ((2, 4, 3), [0, 1]), ((2, 4, 5, 3), [0, 1, 2])])
def test_normalize_batch_in_training(shape, axes):
    x, gamma, beta = (
        np.random.default_rng(0).normal(size=shape).astype("float32"),
        np.full(3, 2, "f"),
        np.ones(3, "f"),
    )
    ours = K.normalize_batch_in_training(x, gamma, beta, axes)[0]
    np.testing.assert_allclose(
        ours, TK.normalize_batch_in_training(*map(tf.constant, (x, gamma, beta)), axes)[0], atol=1e-5
    )


def test_the_learning_phase_has_a_scope():
    with K.learning_phase_scope(1):
        assert K.learning_phase() == 1
    assert K.learning_phase() == 0


def network():
    k = keras.layers
    return keras.Sequential(
        [k.Input((8, 8, 1)), k.Conv2D(4, 3, activation="relu", name="c"), k.Flatten(), k.Dense(3, "softmax")]
    )


def test_gradients_of_the_input_and_of_a_layer_as_for_heat_maps():
    model, image = network(), np.random.default_rng(0).normal(size=(1, 8, 8, 1)).astype("float32")
    last, score = model.get_layer("c").output, model.output[:, 1]
    (by_layer,), (by_input,) = K.gradients(score, last), K.gradients(score, model.input)
    pooled, seen, by_pixel = K.function(
        [model.input, K.learning_phase()], [K.mean(by_layer, axis=(0, 1, 2)), last[0], by_input]
    )([image, 0])
    with keras.GradientTape(persistent=True) as tape:
        x = keras.ops.convert_to_tensor(image)
        tape.watch(x)
        features, scores = keras.Model(model.inputs, [last, model.output])(x)
        target = scores[:, 1]
    np.testing.assert_allclose(pooled, np.mean(tape.gradient(target, features), axis=(0, 1, 2)), atol=1e-6)
    np.testing.assert_allclose(by_pixel, tape.gradient(target, x), atol=1e-6)
    assert seen.shape == (6, 6, 4)


def test_gradients_of_weights():
    model, image = network(), np.random.default_rng(0).normal(size=(2, 8, 8, 1)).astype("float32")
    found = K.function(model.inputs, K.gradients(K.mean(model.output), model.trainable_weights))([image])
    assert [g.shape for g in found] == [w.shape for w in model.trainable_weights]
    with pytest.raises(LayerloomError, match="GradientTape"):
        K.gradients(keras.ops.ones(2), model.input)


# -- layers, metrics, constraints ----------------------------------------------------------------------------------


@pytest.mark.parametrize("theta", [0.0, 1.0, 2.5])
def test_thresholded_relu(theta):
    x = np.linspace(-3, 3, 14, dtype="float32")
    ours, theirs = (np.asarray(k.layers.ThresholdedReLU(theta=theta)(x)) for k in (keras, tf_keras))
    np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("name, axis", [("RandomHeight", 1), ("RandomWidth", 2)])
def test_random_sizes_are_those_of_the_range_and_their_pictures_those_of_a_plain_resize(name, axis):
    images = np.random.default_rng(0).random((2, 10, 10, 3)).astype("float32")
    layer = getattr(keras.layers, name)((0.2, 0.5), seed=1)
    sizes = {layer(images, training=True).shape[axis] for _ in range(30)}
    assert sizes == {12, 13, 14}
    np.testing.assert_array_equal(layer(images, training=False), images)
    fixed, theirs = (getattr(k.layers, name)((0.3, 0.3)) for k in (keras, tf_keras))
    np.testing.assert_allclose(fixed(images, training=True), theirs(images, training=True), atol=1e-5)
    assert fixed(images[0], training=True).shape == theirs(images[0], training=True).shape
    assert tuple(layer(keras.Input((10, 10, 3))).shape) == tuple(theirs(tf_keras.Input((10, 10, 3))).shape)
    assert {"factor", "interpolation", "seed"} <= set(layer.get_config())


@pytest.mark.parametrize("size", [3, 4, 5, 6])
def test_radial_constraint(size):
    w = np.random.default_rng(0).normal(size=(size, size, 2, 3)).astype("float32")
    theirs = np.asarray(tf_keras.constraints.RadialConstraint()(tf.constant(w)))
    np.testing.assert_array_equal(keras.constraints.RadialConstraint()(w), theirs)
    assert keras.constraints.get("radial_constraint").get_config() == {}


def test_mean_tensor():
    found = []
    for k in (keras, tf_keras):
        metric = k.metrics.MeanTensor()
        metric.update_state([0, 1, 2, 3])
        metric.update_state([4, 5, 6, 7])
        metric.update_state([12, 10, 8, 6], sample_weight=[0, 0.2, 0.5, 1])
        rows = k.metrics.MeanTensor(shape=(2, 2))
        rows.update_state([[1.0, 2], [3, 4]], sample_weight=[1.0, 0])
        found.append((np.asarray(metric.result()), np.asarray(rows.result())))
        metric.reset_state()
        assert not np.any(np.asarray(metric.result()))
    for ours, theirs in zip(*found, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-6)


@pytest.mark.parametrize("weight", [None, [1.0, 0.5, 0, 2]])
def test_mean_relative_error(weight):
    found = []
    for k in (keras, tf_keras):
        metric = k.metrics.MeanRelativeError(normalizer=[1.0, 3, 0, 3])
        metric.update_state([1.0, 3, 2, 3], [2.0, 4, 6, 8], sample_weight=weight)
        found.append(float(metric.result()))
    assert found[0] == pytest.approx(found[1])


def test_model_from_config():
    config = {"class_name": "Sequential", "config": network().get_config()}
    assert keras.models.model_from_config(config).output_shape == (None, 3)


def test_reductions_have_their_older_names():
    loss = keras.losses.MeanSquaredError(reduction=keras.losses.Reduction.NONE)
    assert loss([[1.0], [2.0]], [[0.0], [0.0]]).shape == (2,)
