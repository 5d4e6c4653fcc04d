"""Operations of networks against real Keras on TensorFlow: values and gradients to 1e-5."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from layerloom import ops
from layerloom.tensors import GradientTape, Tensor

RNG = np.random.default_rng(21)


def normal(*shape):
    return RNG.standard_normal(shape).astype("float32")


def compare(theirs, ours, *arrays, tolerance=1e-5):
    """Compares a function of arrays, and the gradients of a weighted sum of its results."""
    tensors = [tf.constant(a) for a in arrays]
    with tf.GradientTape() as tape:
        tape.watch(tensors)
        expected = [y for y in tf.nest.flatten(theirs(*tensors)) if y.dtype.is_floating]
        weights = [np.random.default_rng(i).standard_normal(y.shape) for i, y in enumerate(expected)]
        loss = tf.add_n(
            [tf.reduce_sum(y * tf.cast(w, y.dtype)) for y, w in zip(expected, weights, strict=True)]
        )
    slopes = tape.gradient(loss, tensors)
    own = [Tensor(a) for a in arrays]
    with GradientTape() as tape:
        tape.watch(own)
        found = ours(*own)
        found = list(found) if isinstance(found, tuple) else [found]
        loss = sum(ops.sum(y * w.astype(y.dtype)) for y, w in zip(found, weights, strict=True))
    own_slopes = tape.gradient(loss, own)
    for a, b in zip(found, expected, strict=True):
        assert a.dtype == b.dtype.name
        np.testing.assert_allclose(a.numpy(), b.numpy(), rtol=tolerance, atol=tolerance)
    for a, b in zip(own_slopes, slopes, strict=True):
        assert (a is None) == (b is None)
        if a is not None:
            scale = max(1.0, float(np.abs(b).max()))
            np.testing.assert_allclose(a.numpy(), b.numpy(), rtol=tolerance, atol=tolerance * scale)


EDGES = np.array([-90, -6, -3, -1, -0.5, 0, 0.25, 0.5, 1, 2.9, 3, 6, 7, 90], "float32")
ELEMENTWISE = {
    "relu": {}, "relu6": {}, "leaky_relu": {"negative_slope": 0.3}, "sigmoid": {}, "tanh": {}, "softplus": {},
    "softsign": {}, "silu": {}, "elu": {"alpha": 0.7}, "selu": {}, "celu": {"alpha": 1.3}, "hard_sigmoid": {},
    "hard_silu": {}, "hard_tanh": {}, "log_sigmoid": {}, "squareplus": {"b": 3}, "soft_shrink": {"threshold": 0.4},
    "hard_shrink": {"threshold": 0.4}, "tanh_shrink": {}, "sparse_plus": {}, "exp": {},
}  # fmt: skip


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_elementwise(name):
    # At the corners themselves the slope is a matter of taste; relu's are those that networks meet.
    at = EDGES if name in ("relu", "relu6", "hard_sigmoid", "hard_tanh") else EDGES + 0.01
    at = np.minimum(at, 20) if name == "exp" else at
    options = ELEMENTWISE[name]
    theirs, ours = getattr(keras.ops, name), getattr(ops, name)
    compare(lambda x: theirs(x, **options), lambda x: ours(x, **options), at)


@pytest.mark.parametrize("approximate", [True, False])
def test_gelu(approximate):
    compare(
        lambda x: keras.ops.gelu(x, approximate=approximate),
        lambda x: ops.gelu(x, approximate=approximate),
        normal(50) * 3,
    )


AXES = [("softmax", axis) for axis in (-1, 0, 1, None, (0, 2))]
AXES += [("log_softmax", axis) for axis in (-1, 0, 1, None)]  # Keras has no tuple here


@pytest.mark.parametrize("name, axis", AXES)
def test_softmax(name, axis):
    theirs, ours = getattr(keras.ops, name), getattr(ops, name)
    x = normal(3, 4, 5) * np.array(40, "float32")
    compare(lambda x: theirs(x, axis=axis), lambda x: ours(x, axis=axis), x)


LABELS = np.array([[0, 3, 1], [4, 2, 2]])
LOGITS = normal(2, 3, 5) * 5
SHARES = np.array(keras.ops.softmax(normal(2, 3, 5)))
SOFT = np.array(keras.ops.softmax(normal(2, 3, 5)))
EXTREME = np.array([[1.0, 0.0, 0.0], [0.0, 1e-9, 1.0], [0.3, 0.3, 0.1]], "float32")


@pytest.mark.parametrize("labels", [LABELS, LABELS[..., None]], ids=["flat", "column"])
@pytest.mark.parametrize("from_logits, output", [(True, LOGITS), (False, SHARES), (False, SHARES * 0.7)])
def test_sparse_categorical_crossentropy(labels, from_logits, output):
    compare(
        lambda x: keras.ops.sparse_categorical_crossentropy(labels, x, from_logits=from_logits),
        lambda x: ops.sparse_categorical_crossentropy(labels, x, from_logits=from_logits),
        output,
    )


@pytest.mark.parametrize("axis", [-1, 1])
@pytest.mark.parametrize("from_logits, output", [(True, LOGITS), (False, SHARES), (False, SHARES * 0.7)])
def test_categorical_crossentropy(from_logits, output, axis):
    target = SOFT if axis == -1 else SOFT / SOFT.sum(axis=1, keepdims=True)
    compare(
        lambda t, x: keras.ops.categorical_crossentropy(t, x, from_logits=from_logits, axis=axis),
        lambda t, x: ops.categorical_crossentropy(t, x, from_logits=from_logits, axis=axis),
        target,
        output,
    )


def test_targets_that_do_not_sum_to_one():
    compare(
        lambda x: keras.ops.categorical_crossentropy(SOFT * 1.7, x, from_logits=True),
        lambda x: ops.categorical_crossentropy(SOFT * 1.7, x, from_logits=True),
        LOGITS,
    )


@pytest.mark.parametrize("from_logits, output", [(True, LOGITS * 10), (False, SHARES)])
def test_binary_crossentropy(from_logits, output):
    compare(
        lambda t, x: keras.ops.binary_crossentropy(t, x, from_logits=from_logits),
        lambda t, x: ops.binary_crossentropy(t, x, from_logits=from_logits),
        SOFT,
        output,
    )


def test_probabilities_of_0_and_1_are_clipped_alike():
    labels, hot = np.array([1, 1, 0]), np.eye(3, dtype="float32")[[1, 1, 0]]
    compare(
        lambda x: keras.ops.sparse_categorical_crossentropy(labels, x),
        lambda x: ops.sparse_categorical_crossentropy(labels, x),
        EXTREME,
    )
    for name in ("categorical_crossentropy", "binary_crossentropy"):
        theirs, ours = getattr(keras.ops, name), getattr(ops, name)
        compare(lambda x, f=theirs: f(hot, x), lambda x, f=ours: f(hot, x), EXTREME)


@pytest.mark.parametrize("axis", [-1, 0, 1])
def test_one_hot(axis):
    values = np.array([[0, 2, 5], [-1, 3, 1]])
    np.testing.assert_array_equal(
        ops.one_hot(values, 4, axis=axis).numpy(), np.asarray(keras.ops.one_hot(values, 4, axis=axis))
    )


@pytest.mark.graphs
@pytest.mark.parametrize(
    "shape, kernel, options",
    [
        ((2, 9, 8, 4), (3, 3, 4, 5), {}),
        ((2, 9, 8, 4), (3, 2, 4, 5), {"padding": "same", "strides": (2, 3)}),
        ((2, 9, 8, 4), (3, 2, 2, 6), {"dilation_rate": (2, 3), "padding": "same"}),
        ((2, 17, 4), (5, 4, 3), {"strides": 3, "padding": "same"}),
        ((2, 6, 7, 5, 3), (3, 2, 2, 3, 4), {"strides": 2, "padding": "same"}),
        ((3, 30, 30, 64), (3, 3, 64, 32), {}),
    ],
    ids=str,
)
def test_conv(shape, kernel, options):
    compare(
        lambda x, k: keras.ops.conv(x, k, **options),
        lambda x, k: ops.conv(x, k, **options),
        normal(*shape),
        normal(*kernel) / np.array(np.sqrt(np.prod(kernel[:-1])), "float32"),
    )


@pytest.mark.parametrize("name", ["max_pool", "average_pool"])
@pytest.mark.parametrize(
    "shape, options",
    [
        ((2, 9, 8, 4), {"pool_size": 2}),
        ((2, 9, 8, 4), {"pool_size": (3, 2), "strides": (2, 1), "padding": "same"}),
        ((2, 17, 4), {"pool_size": 3, "strides": 2, "padding": "same"}),
        ((2, 6, 7, 5, 3), {"pool_size": 2, "padding": "same"}),
    ],
    ids=str,
)
def test_pool(name, shape, options):
    theirs, ours = getattr(keras.ops, name), getattr(ops, name)
    compare(lambda x: theirs(x, **options), lambda x: ours(x, **options), normal(*shape))


@pytest.mark.parametrize("axis", [-1, 1])
def test_batch_normalization(axis):
    x = normal(3, 4, 5, 6)
    mean, variance, offset, scale = normal(4, x.shape[axis])
    compare(
        lambda x, m, v, o, s: keras.ops.batch_normalization(x, m, v, axis, o, s, epsilon=0.01),
        lambda x, m, v, o, s: ops.batch_normalization(x, m, v, axis, o, s, epsilon=0.01),
        x, mean, np.abs(variance), offset, scale,
    )  # fmt: skip


def test_moments():
    for axes in [(0,), (0, 2), [1]]:
        compare(
            lambda x, a=axes: keras.ops.moments(x, a),
            lambda x, a=axes: ops.moments(x, a),
            normal(4, 5, 6) + 3,
        )
