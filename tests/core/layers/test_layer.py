"""The base of all layers: weights, inner layers, freezing, losses, user layers."""

import numpy as np
import pytest

import layerloom as keras
from layerloom import layers, ops
from layerloom.tensors import Variable

X = np.random.default_rng(0).standard_normal((4, 3)).astype("float32")


class Scale(layers.Layer):
    """A user's layer.

    Args:
        factor: Where the scale starts.
    """

    def __init__(self, factor: float = 2.0, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor

    def build(self, input_shape):
        self.scale = self.add_weight(shape=(input_shape[-1],), initializer="ones", name="scale")

    def call(self, inputs):
        return inputs * self.scale * self.factor


class Pair(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.steps = [layers.Dense(3), {"last": layers.Dense(2)}]
        self.offset = Variable(np.zeros(2, "float32"), name="offset")

    def call(self, inputs, training=False):
        x = self.steps[0](inputs)
        return self.steps[1]["last"](x) + self.offset + (100.0 if training else 0.0)


def test_first_call_builds_a_users_layer():
    layer = Scale(3.0)
    assert not layer.built
    np.testing.assert_allclose(layer(X), X * 3)
    assert layer.built
    assert layer.scale.path.endswith("scale")
    assert layer.get_build_config() == {"input_shape": (4, 3)}


def test_users_layer_needs_no_get_config():
    layer = Scale(3.0, name="mine")
    config = layer.get_config()
    assert config["factor"] == 3.0
    assert Scale.from_config(config).get_config() == config


def test_users_layer_infers_its_shape_without_weights():
    layer = Scale()
    assert layer.compute_output_shape((None, 3)) == (None, 3)
    assert not layer.built


def test_layers_in_lists_and_dicts_are_found():
    layer = Pair()
    layer(X)
    assert [w.shape for w in layer.weights] == [(2,), (3, 3), (3,), (3, 2), (2,)]
    layer.trainable = False
    assert layer.trainable_variables == []
    assert not layer.steps[0].trainable
    layer.trainable = True
    assert len(layer.trainable_variables) == 5


def test_training_reaches_inner_calls():
    layer = Pair()
    difference = np.asarray(layer(X, training=True)) - np.asarray(layer(X))
    np.testing.assert_allclose(difference, 100, rtol=1e-5)

    class Outer(layers.Layer):
        def __init__(self, inner):
            super().__init__()
            self.inner = inner

        def call(self, inputs):
            return self.inner(inputs)

    outer = Outer(layer)
    np.testing.assert_allclose(np.asarray(outer(X, training=True)) - np.asarray(outer(X)), 100, rtol=1e-5)


def test_added_losses_live_for_one_call():
    class Penalty(layers.Layer):
        def call(self, inputs):
            self.add_loss(ops.sum(inputs))
            return inputs

    layer = Penalty()
    layer(X)
    layer(X)
    assert len(layer.losses) == 1
    assert float(layer.losses[0]) == pytest.approx(float(X.sum()), rel=1e-5)


def test_set_weights_is_all_or_nothing():
    layer = layers.Dense(2)
    layer(X)
    before = layer.get_weights()
    with pytest.raises(ValueError, match="has shape"):
        layer.set_weights([np.ones((3, 2)), np.ones(5)])
    np.testing.assert_array_equal(layer.get_weights()[0], before[0])


def test_automatic_names_count_up():
    keras.utils.clear_session()
    assert [layers.Dense(1).name, layers.Dense(1).name, layers.MaxPooling2D().name] == [
        "dense",
        "dense_1",
        "max_pooling2d",
    ]


def test_output_of_a_layer_called_twice_is_that_of_the_first_call():
    layer = layers.Dense(2)
    a = keras.Input((3,))
    layer(a)
    first = layer.output
    assert first.shape == (None, 2)
    layer(a)
    assert layer.output is first


def test_float64_data_take_the_layers_type():
    assert layers.Dense(2)(X.astype("float64")).dtype == "float32"
    assert layers.Dense(2, dtype="float64")(X).dtype == "float64"


@pytest.mark.parametrize(
    "act, error, words",
    [
        (lambda: layers.Layer()(X), NotImplementedError, "has no call() method"),
        (lambda: layers.Dense(2).count_params(), ValueError, "has no weights yet"),
        (lambda: layers.Dense(2, colour="red"), TypeError, "no argument 'colour'"),
        (lambda: layers.Dense(2)(keras.Input((3, None))), ValueError, "must be known"),
        (lambda: layers.Dense(2)(X, 1, 2, 3), TypeError, "too many positional"),
        (lambda: layers.Dense(2).output, AttributeError, "not been called on a symbolic input"),
    ],
)
def test_misuse_is_told(act, error, words):
    with pytest.raises(error) as caught:
        act()
    assert words in str(caught.value)


def test_a_symbolic_tensor_becomes_the_input_of_another_model():
    start = layers.Input((3,))
    middle = layers.Dense(4, activation="relu")(start)
    whole = keras.Model(start, layers.Dense(2)(middle))
    entry = layers.Input(tensor=middle)
    assert entry is middle
    head = keras.Model(entry, whole.layers[-1](entry))
    x = np.ones((2, 3), "float32")
    np.testing.assert_allclose(head(whole.layers[1](x)), whole(x), atol=1e-6)
    with pytest.raises(ValueError, match="symbolic tensor"):
        layers.Input(tensor=np.ones((2, 3)))
    with pytest.raises(ValueError, match="leave the shape out"):
        layers.Input((5,), tensor=middle)


def test_a_rematerialized_call_is_the_call():
    layer = layers.Dense(2)
    assert layer.rematerialized_call(layer.call) == layer.call


def test_the_layer_itself_may_have_any_name_in_its_call():
    class Odd(keras.layers.Layer):
        supports_masking = True

        def call(this, x, mask=None):  # noqa: N805
            return x if mask is None else x * mask[..., None]

        def compute_mask(this, x, mask=None):  # noqa: N805
            return x[..., 0] > 1.0

    found = Odd()(np.array([[[1.0], [2.0]]], "float32"))
    assert np.asarray(found._keras_mask).tolist() == [[False, True]]
    assert np.asarray(Odd()(found)).tolist() == [[[0.0], [2.0]]]
