"""Layers of users that need sizes as numbers are called on small arrays to learn their shapes."""

import numpy as np
import pytest

import layerloom as keras
from layerloom import ops


class WithNoise(keras.layers.Layer):
    """Adds numbers for as many rows as there are, which are unknown while a model is drawn."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.seed_generator = keras.random.SeedGenerator(1)
        self.calls = self.add_weight(shape=(), initializer="zeros", trainable=False, name="calls")

    def call(self, inputs):
        rows, columns = ops.shape(inputs)
        self.calls.assign_add(1.0)
        return inputs + keras.random.normal((rows, columns), seed=self.seed_generator)


def layer_of(function):
    class Own(keras.layers.Layer):
        def call(self, inputs):
            return function(inputs)

    return Own()


CASES = [
    ((5,), lambda x: ops.zeros((ops.shape(x)[0], 3)), (None, 3)),
    ((5,), lambda x: (x, ops.ones((x.shape[0],))), [(None, 5), (None,)]),
    ((5,), lambda x: {"a": ops.repeat(x, 2, axis=0) * float(x.shape[0])}, {"a": (None, 5)}),
    ((None, 4), lambda x: ops.sum(ops.stack([x[:, i] for i in range(x.shape[1])]), axis=0), (None, 4)),
    (
        (None, None, 2),
        lambda x: ops.zeros((x.shape[0], x.shape[1] // 2, x.shape[2], 2)),
        (None, None, None, 2),
    ),
]


@pytest.mark.parametrize("shape, function, expected", CASES)
def test_sizes_that_differ_are_unknown(shape, function, expected):
    found = layer_of(function)(keras.Input(shape))
    if isinstance(expected, dict):
        assert {key: item.shape for key, item in found.items()} == expected
    elif isinstance(expected, list):
        assert [item.shape for item in found] == expected
    else:
        assert found.shape == expected


def test_a_trial_leaves_no_trace_and_the_model_learns():
    layer = WithNoise()
    inputs = keras.Input((4,))
    keras.utils.set_random_seed(3)
    wanted = np.asarray(keras.random.normal((2,)))
    keras.utils.set_random_seed(3)
    model = keras.Model(inputs, keras.layers.Dense(1, kernel_initializer="ones")(layer(inputs)))
    np.testing.assert_array_equal(keras.random.normal((2,)), wanted)
    assert float(layer.calls) == 0
    np.testing.assert_array_equal(layer.seed_generator.state.numpy(), [1, 0])
    model.compile("sgd", "mse")
    model.fit(np.ones((6, 4)), np.ones((6, 1)), batch_size=4, verbose=0)
    assert float(layer.calls) == 2


def test_what_fails_on_arrays_too_is_told_as_it_was():
    with pytest.raises(TypeError, match="NoneType"):
        layer_of(lambda x: ops.zeros((x.shape[0] + 1, "two")))(keras.Input((3,)))


def test_a_lambda_may_ask_for_sizes_too():
    layer = keras.layers.Lambda(lambda x: ops.concatenate([x, ops.zeros((ops.shape(x)[0], 1))], axis=1))
    inputs = keras.Input((2,))
    model = keras.Model(inputs, layer(inputs))
    assert model.output_shape == (None, 3)
    np.testing.assert_array_equal(model.predict(np.ones((2, 2)), verbose=0), [[1, 1, 0], [1, 1, 0]])
