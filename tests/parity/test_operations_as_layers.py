"""Functions of TensorFlow that Keras 3 has no operations for: detectors' ends, rare mathematics, odd arguments."""

from __future__ import annotations

import json

import keras
import numpy as np
import pytest
import tensorflow as tf
import tf_keras

from layerloom import models


def given():
    draw = np.random.default_rng(0)
    return [draw.normal(size=(2, *shape)).astype("float32") for shape in ((4, 4), (5, 4, 3))]


def detectors(x, p):
    image = tf.image
    boxes, scores = tf.sigmoid(x), tf.sigmoid(x[:, :, :2])
    yield image.non_max_suppression(boxes[0], x[0, :, 0], 3)
    yield image.non_max_suppression(boxes[0], x[0, :, 0], 2, iou_threshold=0.2, score_threshold=0.1)
    yield from image.combined_non_max_suppression(boxes[:, :, None], scores, 2, 3, 0.5, 0.1)
    of_classes = tf.stack([boxes, boxes * 1.5 - 0.2], axis=2)
    yield from image.combined_non_max_suppression(of_classes, scores, 1, 9, pad_per_class=True)
    yield from image.combined_non_max_suppression(of_classes, scores, 3, 9, 0.1, clip_boxes=False)


def mathematics(x, p):
    y = tf.abs(x) + 0.5
    yield tf.math.igamma(y, y * 2)
    yield tf.math.igammac(y, y * 2)
    yield tf.math.igamma(2.0, y)
    yield tf.math.betainc(y, y * 2, tf.sigmoid(x))
    yield tf.math.zeta(y + 1, y)
    yield tf.math.polygamma(tf.zeros_like(x) + 2, y)
    yield tf.linalg.expm(x)
    yield tf.linalg.sqrtm(tf.matmul(x, x, transpose_b=True) + tf.eye(4))


def signals(x, p):
    spectrum = tf.signal.stft(tf.reshape(x, [-1, 16]), 4, 2)
    yield tf.signal.inverse_stft(spectrum, 4, 2)
    yield tf.signal.inverse_stft(spectrum, 3, 1, fft_length=4, window_fn=None)


def lists_of_one(x, p):
    yield tf.math.add_n([x])
    yield tf.stack([x])
    yield tf.stack([x], axis=-1)
    yield tf.concat([x], axis=1)


def places(x, p):
    yield tf.where(x > 0)
    yield tf.where(p[..., 0] > 0.5)


def whole_numbers(x, p):
    edges = [[0, 0], [1, 1], [0, 1], [0, 0]]
    yield tf.nn.max_pool2d(tf.cast(p * 9, "int32"), 2, 2, edges)
    yield tf.nn.max_pool2d(tf.cast(p * 9, "float16"), 2, 2, edges)
    whole = tf.cast(tf.abs(x * 9), "uint8")
    yield whole * [1, 2, 3, 20] + tf.constant([1, 0, 0, 200], "uint8")
    yield tf.reduce_sum(whole * 9, 1)
    yield tf.reduce_mean(tf.cast(x * 9, "int32"), 1)
    yield tf.reduce_prod(tf.cast(x * 9, "int8"), 2)


def halves(x, p):
    half = tf.cast(x, "float16")
    yield half * [1.0, 2.5, 3.0, 0.5]
    yield tf.where(half > 0, half, tf.constant([1.0, 2.0, 3.0, 4.0], "float16"))
    yield tf.concat([half, tf.constant(np.ones((2, 4, 1)), "float16")], -1)
    yield tf.matmul(half, tf.constant(np.ones((4, 2)), "float16"))
    yield tf.cast(x, "float64") / tf.constant([1.0, 2.0, 3.0, 4.0], "float64")


MAKERS = [detectors, mathematics, signals, lists_of_one, places, whole_numbers, halves]


def model_of(make):
    x, p = tf_keras.Input((4, 4)), tf_keras.Input((5, 4, 3))
    return tf_keras.Model([x, p], list(make(x, p)))


@pytest.mark.parametrize("make", MAKERS)
def test_numbers_and_their_types_are_those_of_tensorflow(make) -> None:
    theirs = model_of(make)
    ours = models.model_from_json(theirs.to_json())
    for got, wanted in zip(ours(given()), theirs(given()), strict=True):
        assert np.asarray(got).dtype == wanted.numpy().dtype
        np.testing.assert_allclose(got, wanted, rtol=2e-3 if wanted.dtype == "float16" else 2e-5, atol=1e-5)
    assert "OpLambda" not in ours.to_json()


@pytest.mark.parametrize("make", MAKERS)
def test_what_was_read_is_written_and_read_again(make, tmp_path) -> None:
    ours = models.model_from_json(model_of(make).to_json())
    ours.save(tmp_path / "model.keras")
    again = models.load_model(tmp_path / "model.keras")
    for got, wanted in zip(again(given()), ours(given()), strict=True):
        np.testing.assert_array_equal(got, wanted)


@pytest.mark.parametrize("make", [lists_of_one, places, whole_numbers])
def test_keras_3_opens_what_was_read(make) -> None:
    theirs = model_of(make)
    there = keras.models.model_from_json(models.model_from_json(theirs.to_json()).to_json())
    for got, wanted in zip(there(given()), theirs(given()), strict=True):
        np.testing.assert_allclose(got, wanted, rtol=2e-5, atol=1e-5)


def attention(tensor):
    """With the number of samples read from tensors, which moves layers about that stand beside each other."""
    query, key = tf_keras.layers.Dense(4)(tensor), tf_keras.layers.Dense(4)(tensor)
    parts = [tf.reshape(part, (tf.shape(part)[0], -1, 4)) for part in (query, key * 2)]
    scores = tf.matmul(*parts, transpose_b=True) / tf.sqrt(tf.cast(tf.shape(key)[-1], "float32"))
    return tf.matmul(tf.nn.softmax(scores), tensor)


@pytest.mark.parametrize("kind", ["h5", "keras"])
@pytest.mark.parametrize("nested", [False, True])
def test_each_layer_gets_its_own_weights_of_several_alike(kind, nested, tmp_path) -> None:
    x = tf_keras.Input((4, 4))
    theirs = tf_keras.Model(x, attention(x))
    if nested:
        outer = tf_keras.Input((4, 4))
        theirs = tf_keras.Model(outer, theirs(outer * 1.5))
    theirs.save(tmp_path / f"model.{kind}")
    ours = models.load_model(tmp_path / f"model.{kind}")
    np.testing.assert_allclose(ours(given()[0]), theirs(given()[0]), rtol=1e-5, atol=1e-6)
    ours.save(tmp_path / "again.keras")
    ours.save_weights(tmp_path / "again.weights.h5")
    for again in (
        models.load_model(tmp_path / "again.keras"),
        keras.models.load_model(tmp_path / "again.keras"),
    ):
        np.testing.assert_allclose(again(given()[0]), theirs(given()[0]), rtol=1e-5, atol=1e-6)
    ours.load_weights(tmp_path / "again.weights.h5")
    np.testing.assert_allclose(ours(given()[0]), theirs(given()[0]), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("how", [{}, {"method": "nearest"}, {"method": "bicubic", "antialias": True}])
def test_pictures_take_the_size_of_others_of_any_size(how, tmp_path) -> None:
    x = tf_keras.Input((None, None, 3))
    small = tf_keras.layers.Conv2D(2, 3, strides=2)(x)
    theirs = tf_keras.Model(x, tf.concat([x, tf.image.resize(small, tf.shape(x)[1:3], **how)], -1))
    theirs.save(tmp_path / "model.h5")
    ours = models.load_model(tmp_path / "model.h5")
    ours.save(tmp_path / "again.keras")
    for size in ((7, 9), (16, 5)):
        pictures = np.random.default_rng(1).normal(size=(2, *size, 3)).astype("float32")
        wanted = theirs(pictures)
        for model in (ours, models.load_model(tmp_path / "again.keras")):
            np.testing.assert_allclose(model(pictures), wanted, rtol=1e-4, atol=1e-5)


def test_what_files_leave_out_of_a_grid_is_told() -> None:
    x = tf_keras.Input((4,))
    told = tf_keras.Model(x, tf.meshgrid(x[0], x[1])[1]).to_json()
    with pytest.raises(ValueError, match="does not say on what it works"):
        models.model_from_json(told)


#: Where a file of Keras 3 asks for bfloat16, which NumPy does not have.
BRAIN_FLOATS = {
    "a cast": lambda o, x: o.cast(o.cast(x, "bfloat16") * 2.5, "float32"),
    "an output": lambda o, x: o.cast(x, "bfloat16") + 1.0,
    "a constant": lambda o, x: x * o.cast([1, 2, 3, 4], "bfloat16"),
    "a sum": lambda o, x: o.cumsum(x, axis=-1, dtype="bfloat16"),
    "ones": lambda o, x: o.ones_like(x, dtype="bfloat16"),
}


@pytest.mark.parametrize("place", BRAIN_FLOATS)
def test_brain_floats_are_computed_in_float32(place) -> None:
    x = keras.Input((4,))
    theirs = keras.Model(x, BRAIN_FLOATS[place](keras.ops, x))
    data = np.arange(8, dtype="float32").reshape(2, 4)
    found = models.model_from_json(theirs.to_json())(data)
    assert found.dtype == "float32"
    np.testing.assert_allclose(found, np.asarray(theirs(data)).astype("float32"), rtol=1e-2)


def test_inputs_of_brain_floats_are_float32() -> None:
    x = keras.Input((4,), dtype="bfloat16")
    told = json.loads(keras.Model(x, x * 2.5 + 1).to_json())
    found = models.model_from_json(json.dumps(told))
    assert found.inputs[0].dtype == "float32"
    np.testing.assert_array_equal(found(np.ones((1, 4), "float32")), np.full((1, 4), 3.5))
