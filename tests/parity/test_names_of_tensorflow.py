"""What custom loops and losses of tf.keras call in ``tf`` itself, beside TensorFlow."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as real  # noqa: ICN001 - both serve as tf here

import layerloom
from layerloom.legacy.tensorflow import MATH, NN, SAME, TYPES

TABLE = np.array([[0.5, -1.25, 2.0], [3.0, 0.25, -0.5]], "float32")
OTHER = np.array([[1.0, 2.0, -3.0], [0.5, 0.25, 4.0]], "float32")
LABELS = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]], "float32")

CALLS = {
    "constant": lambda tf: tf.constant(2.0, shape=(2, 2)),
    "constant of numbers": lambda tf: tf.constant([1, 2, 3, 4], dtype=tf.float32, shape=(2, 2)),
    "cast": lambda tf: tf.cast(TABLE, tf.int32),
    "reduce_mean": lambda tf: tf.reduce_mean(TABLE, axis=1, keepdims=True),
    "reduce_sum": lambda tf: tf.reduce_sum(TABLE),
    "reduce_max": lambda tf: tf.reduce_max(TABLE, axis=[0, 1]),
    "reduce_all": lambda tf: tf.reduce_all(TABLE > -5),
    "concat": lambda tf: tf.concat([TABLE, OTHER], axis=-1),
    "range": lambda tf: tf.range(2, 8, 2),
    "pow": lambda tf: tf.pow(TABLE, 2.0),
    "clip_by_value": lambda tf: tf.clip_by_value(TABLE, -1.0, 1.0),
    "argmax": lambda tf: tf.argmax(TABLE),
    "argmin": lambda tf: tf.argmin(TABLE, axis=1),
    "matmul": lambda tf: tf.matmul(TABLE, OTHER, transpose_b=True),
    "transpose": lambda tf: tf.transpose(TABLE, perm=[1, 0]),
    "gather": lambda tf: tf.gather(TABLE, [2, 0], axis=1),
    "one_hot": lambda tf: tf.one_hot([1, 0], depth=3),
    "split": lambda tf: tf.split(TABLE, 3, axis=1)[1],
    "split by sizes": lambda tf: tf.split(TABLE, [1, 2], axis=1)[1],
    "pad": lambda tf: tf.pad(TABLE, [[1, 0], [0, 2]], constant_values=7.0),
    "pad by reflection": lambda tf: tf.pad(TABLE, [[1, 0], [0, 2]], mode="REFLECT"),
    "fill": lambda tf: tf.fill((2, 3), 4.0),
    "add_n": lambda tf: tf.add_n([TABLE, OTHER, TABLE]),
    "identity": lambda tf: tf.identity(TABLE),
    "newaxis": lambda tf: tf.constant(TABLE)[:, tf.newaxis],
    "squeeze": lambda tf: tf.squeeze(TABLE[:, :1], axis=1),
    "where": lambda tf: tf.where(TABLE > 0, TABLE, OTHER),
    "norm": lambda tf: tf.norm(TABLE),
    "math.log": lambda tf: tf.math.log(tf.abs(TABLE)),
    "math.reduce_std": lambda tf: tf.math.reduce_std(TABLE, axis=0),
    "math.l2_normalize": lambda tf: tf.math.l2_normalize(TABLE, axis=1),
    "nn.softmax": lambda tf: tf.nn.softmax(TABLE),
    "nn.leaky_relu": lambda tf: tf.nn.leaky_relu(TABLE),
    "nn.moments": lambda tf: tf.nn.moments(TABLE, axes=[0])[1],
    "nn.softmax_cross_entropy": lambda tf: tf.nn.softmax_cross_entropy_with_logits(
        labels=LABELS, logits=TABLE
    ),
    "nn.sparse_softmax_cross_entropy": lambda tf: tf.nn.sparse_softmax_cross_entropy_with_logits(
        labels=[1, 0], logits=TABLE
    ),
    "nn.sigmoid_cross_entropy": lambda tf: tf.nn.sigmoid_cross_entropy_with_logits(
        labels=LABELS, logits=TABLE
    ),
    "linalg.matmul": lambda tf: tf.linalg.matmul(TABLE, OTHER, transpose_a=True),
}


@pytest.mark.parametrize("name", CALLS)
def test_gives_what_tensorflow_gives(name: str) -> None:
    ours, wanted = (np.asarray(CALLS[name](tf)) for tf in (layerloom, real))
    assert ours.shape == wanted.shape
    assert (ours.dtype.kind == wanted.dtype.kind) or name == "argmax"
    np.testing.assert_allclose(ours, wanted, 1e-5, 1e-6)


def test_every_name_is_one_of_tensorflow() -> None:
    for name in (*SAME, *TYPES):
        assert hasattr(real, name), name
        assert getattr(layerloom, name) is not None
    for part, names in (("math", MATH), ("nn", NN)):
        for name in names:
            assert hasattr(getattr(real, part), name), name
            assert callable(getattr(getattr(layerloom, part), name))


def test_a_loop_of_tf_keras_trains_with_them() -> None:
    tf = layerloom
    tf.random.set_seed(1)
    weights = tf.Variable(tf.zeros((3, 1)))
    target = tf.constant(TABLE @ np.array([[1.0], [-2.0], [0.5]], "float32"))
    losses = []
    for _ in range(50):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.matmul(TABLE, weights) - target))
        weights.assign_sub(0.1 * tape.gradient(loss, weights))
        losses.append(float(loss))
    assert losses[-1] < 0.05 * losses[0]


def test_what_is_not_served_is_told() -> None:
    with pytest.raises(AttributeError, match=r"layerloom has no 'raw_ops': .*layerloom\.ops"):
        layerloom.raw_ops  # noqa: B018
