"""Checkpoints and SavedModels as people have them: under which names they open, halves of numbers, classes, orders."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
import tf_keras

import layerloom
from layerloom import saving
from layerloom.errors import FileFormatError

X = np.random.default_rng(0).normal(size=(3, 4)).astype("float32")


def dense(of):
    return of.Sequential([of.Input((4,)), of.layers.Dense(3), of.layers.Dense(2)])


@pytest.mark.parametrize(
    "name", ["w.ckpt", "w.ckpt.index", "w.ckpt.data-00000-of-00001", "checkpoint", "../folder"]
)
def test_all_names_of_a_checkpoint_mean_it(name, tmp_path):
    theirs, ours = dense(tf_keras), dense(layerloom)
    theirs.save_weights(tmp_path / "folder" / "w.ckpt")
    ours.load_weights(tmp_path / "folder" / name)
    np.testing.assert_allclose(ours(X), theirs(X), atol=1e-6)


def test_the_file_checkpoint_tells_the_last_of_several(tmp_path):
    theirs, ours = dense(tf_keras), dense(layerloom)
    for number in range(2):
        theirs.set_weights([weight + 1 for weight in theirs.get_weights()])
        theirs.save_weights(tmp_path / f"cp-{number}.ckpt")
    ours.load_weights(tmp_path / "checkpoint")
    np.testing.assert_allclose(ours(X), theirs(X), atol=1e-5)


def test_numbers_of_bfloat16(tmp_path):
    theirs = tf_keras.Sequential([tf_keras.Input((4,)), tf_keras.layers.Dense(3, dtype="bfloat16")])
    theirs.save(tmp_path / "folder", save_format="tf", save_traces=False)
    ours = saving.load_model(tmp_path / "folder")
    for mine, value in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, value.astype("float32"))


def test_variables_without_objects_are_refused(tmp_path):
    with tf.Graph().as_default():
        tf.compat.v1.get_variable("dense/kernel", (4, 2))
        with tf.compat.v1.Session() as session:
            session.run(tf.compat.v1.global_variables_initializer())
            tf.compat.v1.train.Saver().save(session, str(tmp_path / "model.ckpt"))
    with pytest.raises(FileFormatError, match="a checkpoint of TensorFlow 1, which knows variables but no"):
        dense(layerloom).load_weights(tmp_path / "model.ckpt")


def mixture(of):
    """A class of a model with two inputs and an argument."""

    class Mixture(of.Model):
        def __init__(self, units, **kwargs):
            super().__init__(**kwargs)
            self.units = units
            self.first, self.second = of.layers.Dense(units), of.layers.Dense(units, use_bias=False)

        def call(self, inputs, training=None):
            return self.first(inputs["a"]) * self.second(inputs["b"])

        def get_config(self):
            return {"units": self.units}

    return Mixture


@pytest.mark.filterwarnings("ignore")
def test_a_model_of_the_callers_class(tmp_path):
    theirs = mixture(tf_keras)(3)
    theirs.compile("adam", "mse")
    data = {"a": X, "b": 2 * X}
    targets = np.ones((3, 3), "float32")
    theirs.fit(data, targets, epochs=2, verbose=0)
    theirs.save(tmp_path / "folder", save_format="tf", save_traces=False)
    ours = saving.load_model(tmp_path / "folder", custom_objects={"Mixture": mixture(layerloom)})
    assert ours.units == 3
    np.testing.assert_allclose(ours(data), theirs(data), atol=1e-6)
    for model in (theirs, ours):
        model.fit(data, targets, epochs=2, verbose=0)
    np.testing.assert_allclose(ours(data), theirs(data), atol=1e-5)


def test_a_class_that_does_not_fit_is_told(tmp_path):
    theirs = mixture(tf_keras)(3)
    theirs({"a": X, "b": X})
    theirs.save(tmp_path / "folder", save_format="tf", save_traces=False)
    for other in (layerloom.Sequential, layerloom.layers.Dense):
        with pytest.raises(FileFormatError, match="'Mixture', which cannot be made as the file says: "):
            saving.load_model(tmp_path / "folder", custom_objects={"Mixture": other})


def between(of):
    """A layer that has a weight that is not trained between two that are."""

    class Between(of.layers.Layer):
        def build(self, shape):
            self.scale = self.add_weight(name="scale", shape=(shape[-1],))
            self.fixed = self.add_weight(name="fixed", shape=(shape[-1],), trainable=False)
            self.shift = self.add_weight(name="shift", shape=(shape[-1],))

        def call(self, x):
            return x * self.scale + 2 * self.fixed - self.shift

    return Between


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("traces", [True, False])
@pytest.mark.parametrize("target", ["m.h5", "m.keras"])
def test_weights_of_unknown_layers_keep_their_order(traces, target, tmp_path):
    x = tf_keras.Input((4,))
    theirs = tf_keras.Model(x, between(tf_keras)(name="odd")(x))
    theirs.set_weights([np.full(4, value, "float32") for value in (2, 3, 5)])
    theirs.save(tmp_path / "folder", save_format="tf", save_traces=traces)
    saving.load_model(tmp_path / "folder", placeholders=True).save(tmp_path / target)
    ours = saving.load_model(tmp_path / target, custom_objects={"Between": between(layerloom)})
    np.testing.assert_allclose(ours(X), theirs(X), atol=1e-6)
