"""Files with layers and functions of TensorFlow Addons: those that Keras has today answer as they did there."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
import tf_keras as k2

from layerloom import layers, models, ops
from layerloom.errors import FileFormatError
from layerloom.layers.placeholder import Placeholder

X = np.random.default_rng(0).normal(size=(2, 6, 6, 4)).astype("float32")
L = k2.layers


def registered(target):
    """A class or function as the package registers it, for one model alone."""
    return k2.saving.register_keras_serializable(package="Addons")(target)


@registered
class GroupNormalization(L.Layer):
    """Normalizes groups of neighbouring channels, as the package documents it."""

    def __init__(self, groups=2, axis=-1, epsilon=1e-3, center=True, scale=True, **kwargs):
        super().__init__(**kwargs)
        self.groups, self.axis, self.epsilon, self.center, self.scale = groups, axis, epsilon, center, scale

    def build(self, shape):
        self.count = shape[-1] if self.groups == -1 else self.groups
        self.gamma = self.add_weight(shape=shape[-1:], name="gamma", initializer="random_normal")
        self.beta = self.add_weight(shape=shape[-1:], name="beta", initializer="random_normal")
        super().build(shape)

    def call(self, x):
        size = tf.shape(x)
        parts = tf.reshape(x, [size[0], -1, self.count, x.shape[-1] // self.count])
        mean, variance = tf.nn.moments(parts, [1, 3], keepdims=True)
        normal = tf.reshape((parts - mean) / tf.sqrt(variance + self.epsilon), size)
        return normal * self.gamma + self.beta

    def get_config(self):
        told = {"groups": self.groups, "axis": self.axis, "epsilon": self.epsilon}
        told |= {
            "center": self.center,
            "scale": self.scale,
            "beta_regularizer": None,
            "gamma_constraint": None,
        }
        return {**super().get_config(), **told, "gamma_initializer": {"class_name": "Ones", "config": {}}}


@registered
class InstanceNormalization(GroupNormalization):
    """Each channel is a group."""

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "groups": -1})


THEIRS = InstanceNormalization


@registered
def mish(x):
    return x * tf.math.tanh(tf.math.softplus(x))


@registered
def hardshrink(x):
    return tf.where(tf.abs(x) > 0.5, x, 0.0)


@registered
def softshrink(x):
    return tf.where(x > 0.5, x - 0.5, tf.where(x < -0.5, x + 0.5, 0.0))


@registered
def tanhshrink(x):
    return x - tf.math.tanh(x)


@registered
def gelu(x):
    return tf.nn.gelu(x, approximate=True)


def saved(layer, path):
    """The answers of a model with the layer, which is saved."""
    image = k2.Input((6, 6, 4))
    model = k2.Model(image, L.Conv2D(3, 1, name="after")(layer(image)))
    model.save(path)
    return np.asarray(model(X))


@pytest.fixture(params=["m.h5", "m.keras", "m"])
def path(request, tmp_path):
    return tmp_path / request.param


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "make, today",
    [
        (InstanceNormalization, "GroupNormalization"),
        (lambda: GroupNormalization(groups=2, epsilon=0.1), "GroupNormalization"),
        *(
            (lambda f=f: L.Dense(4, activation=f), "Dense")
            for f in (mish, hardshrink, softshrink, tanhshrink)
        ),
    ],
    ids=["instances", "groups", "mish", "hardshrink", "softshrink", "tanhshrink"],
)
def test_what_keras_has_today_answers_the_same_and_is_saved_as_that(make, today, path, tmp_path):
    answers = saved(make(), path)
    opened = models.load_model(path)
    assert type(opened.layers[1]).__name__ == today
    np.testing.assert_allclose(opened.predict(X, verbose=0), answers, atol=1e-5)
    opened.save(tmp_path / "again.keras")
    assert "Addons" not in opened.to_json()
    np.testing.assert_allclose(models.load_model(tmp_path / "again.keras")(X), answers, atol=1e-5)


@pytest.mark.filterwarnings("ignore")
def test_another_function_of_the_same_name_is_asked_for(path):
    """``gelu`` there is the approximation, which Keras's own name does not mean."""
    answers = saved(L.Dense(4, activation=gelu), path)
    with pytest.raises(FileFormatError, match=r"Addons>gelu.*custom_objects=\{'gelu': \.\.\.\}"):
        models.load_model(path)
    opened = models.load_model(path, custom_objects={"gelu": lambda x: ops.gelu(x, approximate=True)})
    np.testing.assert_allclose(opened(X), answers, atol=1e-5)


@pytest.mark.filterwarnings("ignore")
def test_the_callers_own_go_first(path):
    class InstanceNormalization(layers.Layer):
        def __init__(self, groups=0, axis=0, epsilon=0, center=0, scale=0, **kwargs):
            kwargs = {key: item for key, item in kwargs.items() if key in ("name", "dtype", "trainable")}
            super().__init__(**kwargs)

        def build(self, shape):
            self.gamma, self.beta = (
                self.add_weight(shape=shape[-1:], name=name) for name in ("gamma", "beta")
            )

        def call(self, x):
            return 0 * x

    saved(THEIRS(), path)
    opened = models.load_model(path, custom_objects={"InstanceNormalization": InstanceNormalization})
    assert isinstance(opened.layers[1], InstanceNormalization)


class Attention(L.Layer):
    """What many people call their layer, and Keras one of its own, which takes two tensors."""

    def build(self, shape):
        self.W = self.add_weight(shape=(shape[-1], 1), name="W")
        super().build(shape)

    def call(self, x):
        return tf.reduce_sum(x * tf.nn.softmax(tf.matmul(x, self.W), 2), 2, keepdims=True)


@pytest.mark.filterwarnings("ignore")
def test_an_own_class_with_a_name_of_keras_leaves_the_rest_to_be_drawn(path, tmp_path):
    answers = saved(Attention(name="own"), path)
    opened = models.load_model(path, placeholders=True)
    assert [isinstance(layer, Placeholder) for layer in opened.layers] == [False, True, True]
    opened.save(tmp_path / "again.h5")
    again = k2.models.load_model(tmp_path / "again.h5", custom_objects={"Attention": Attention})
    np.testing.assert_allclose(np.asarray(again(X)), answers, atol=1e-5)
