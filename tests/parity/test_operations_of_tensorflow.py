"""Operations of tf.keras for which Keras 3 has none of the same name: sizes, several in one, functions on pictures."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest
import tensorflow as tf
import tf_keras

from layerloom import models
from layerloom.errors import LayerloomError

KERNEL = np.arange(54, dtype="float32").reshape(3, 3, 3, 2) / 54


def sizes(x, p):
    batch, steps = tf.shape(x)[0], tf.shape(x)[1]
    height, width = tf.unstack(tf.shape(p)[1:3])
    yield tf.reshape(x, [batch, -1])
    yield tf.reshape(x, tf.stack([batch, steps * 2, 2]))
    yield tf.reshape(x, [-1, tf.reduce_prod(tf.shape(x)[1:])])
    yield tf.tile(x, [1, steps // 2, 1])
    yield tf.image.resize(p, tf.shape(x)[1:] * 2)
    yield tf.image.resize(p, tf.stack([height + 1, width]))


def made_for_each_sample(x, p):
    batch = tf.shape(x)[0]
    yield tf.concat([x, tf.fill([batch, 1, 4], 2.0)], 1)
    yield tf.ones([batch, 3]) * x[:, :3, 0]
    yield x[:, 0] + tf.zeros([batch, 4])
    yield x + tf.tile(tf.constant(KERNEL[:1, :1, 0, :1] + np.ones((1, 4, 4), "float32")), [batch, 1, 1])
    yield x[..., 0] + 0.0 * tf.random.normal([batch, 4], 1.0, 2.0)
    yield x + 0.0 * tf_keras.backend.random_normal(tf.shape(x))
    yield tf.nn.dropout(x, 0.0)


def several_in_one(x, p):
    yield tf.nn.local_response_normalization(p, 1, alpha=0.1, beta=0.75)
    yield tf.image.per_image_standardization(p)
    yield tf.image.adjust_contrast(p, 0.3)
    yield tf.nn.crelu(x)
    yield tf.clip_by_norm(x, 1.0, axes=[-1])
    yield tf.cumsum(x, axis=1, reverse=True)
    yield tf.cumsum(x, axis=1, exclusive=True)
    yield tf.cumsum(x, axis=-1, exclusive=True, reverse=True)
    yield tf.sort(x, direction="DESCENDING")
    yield tf.argsort(x, axis=1, direction="DESCENDING")


def others(x, p):
    yield tf.nn.conv2d(p, tf.constant(KERNEL), 1, "SAME")
    yield tf.nn.depthwise_conv2d(p, tf.constant(KERNEL), [1, 1, 1, 1], "VALID")
    yield tf.image.extract_patches(p, [1, 2, 2, 1], [1, 2, 2, 1], [1, 1, 1, 1], "VALID")
    yield tf.image.rgb_to_grayscale(p)
    yield tf.image.grayscale_to_rgb(p[..., :1])
    yield tf.image.crop_to_bounding_box(p, 1, 0, 3, 4)
    yield tf.image.pad_to_bounding_box(p, 1, 2, 7, 8)
    yield tf.image.rot90(p)
    yield tf.image.transpose(p)
    yield tf.linalg.band_part(x, -1, 0)
    yield tf.linalg.band_part(x, 0, -1)
    yield tf.linalg.diag_part(x)
    yield tf.linalg.trace(x)
    yield tf.slice(x, [0, 1, 2], [-1, 2, 1])
    yield tf.strided_slice(x, [0, 0, 0], [2, 4, 4], [1, 2, 3])
    yield tf.squeeze(tf.reduce_mean(x, 1, keepdims=True), [1])
    yield tf.math.rint(x)
    yield tf.math.count_nonzero(x, axis=1)
    yield from tf.nn.moments(x, [1])


@pytest.mark.parametrize("make", [sizes, made_for_each_sample, several_in_one, others])
def test_they_give_the_same_numbers(make) -> None:
    x, p = tf_keras.Input((4, 4)), tf_keras.Input((5, 4, 3))
    theirs = tf_keras.Model([x, p], list(make(x, p)))
    ours = models.model_from_json(theirs.to_json())
    draw = np.random.default_rng(0)
    given = [draw.normal(size=(2, *shape)).astype("float32") for shape in ((4, 4), (5, 4, 3))]
    for got, wanted in zip(ours.predict(given, verbose=0), theirs.predict(given, verbose=0), strict=True):
        np.testing.assert_allclose(got, wanted, rtol=2e-5, atol=2e-6)
    assert "TFOpLambda" not in ours.to_json()


def doubled(function, count=3000):
    """A network that asks for a size and doubles it again and again, or a list of sizes."""
    names = ["i", "s", *(f"d{n}" for n in range(count))]
    layers = [
        {
            "class_name": "InputLayer",
            "name": "i",
            "config": {"batch_input_shape": [None, 4]},
            "inbound_nodes": [],
        },
        _operation("s", "shape", [["i", 0, 0, {}]]),
    ]
    for before, name in pairwise(names[1:]):
        call = (
            [[before, 0, 0, {"y": [before, 0, 0]}]]
            if function == "multiply"
            else [[before, 0, 0, {"axis": 0}]] * 2
        )
        layers.append(_operation(name, function, call[0] if function == "multiply" else call))
    ends = {"input_layers": [["i", 0, 0]], "output_layers": [[names[-1], 0, 0]]}
    config = {"name": "m", "layers": layers, **ends}
    return json.dumps({"class_name": "Functional", "keras_version": "2.9.0", "config": config})


def _operation(name, function, call):
    return {
        "class_name": "TFOpLambda",
        "name": name,
        "config": {"name": name, "function": function},
        "inbound_nodes": [call],
    }


@pytest.mark.parametrize("function", ["multiply", "concat"])
def test_sizes_that_double_without_an_end_are_refused(function) -> None:
    with pytest.raises(LayerloomError, match="unknown"):
        models.model_from_json(doubled(function))
