"""Bidirectional and TimeDistributed."""

import numpy as np
import pytest

import layerloom as keras
from layerloom import layers as L
from layerloom.errors import FieldError, ShapeError
from layerloom.tensors import GradientTape, Tensor

RNG = np.random.default_rng(1)
X = RNG.standard_normal((3, 5, 4)).astype("float32")


# -- TimeDistributed -------------------------------------------------------------------------------------------


def test_every_step_goes_through_the_layer():
    layer = L.TimeDistributed(L.Dense(2, activation="tanh"))
    found = layer(X)
    assert found.shape == (3, 5, 2)
    for step in range(5):
        np.testing.assert_allclose(found[:, step], layer.layer(X[:, step]), rtol=1e-5)


def test_images_of_a_film_are_convolved_one_by_one():
    film = RNG.standard_normal((2, 3, 6, 6, 1)).astype("float32")
    layer = L.TimeDistributed(L.Conv2D(2, 3))
    found = layer(film)
    assert found.shape == (2, 3, 4, 4, 2) and layer.compute_output_shape((None, 3, 6, 6, 1)) == (
        None,
        3,
        4,
        4,
        2,
    )
    np.testing.assert_allclose(found[:, 1], layer.layer(film[:, 1]), rtol=1e-5, atol=1e-6)


def test_the_norm_of_weights_is_sought_at_one_step_after_the_other():
    layer, alone = (L.SpectralNormalization(L.Dense(2)) for _ in range(2))
    spread = L.TimeDistributed(layer)
    spread.build(X.shape)
    alone.build((None, X.shape[-1]))
    alone.set_weights(layer.get_weights())
    want = [np.asarray(alone(X[:, step], training=True)) for step in range(X.shape[1])]
    np.testing.assert_allclose(spread(X, training=True), np.stack(want, axis=1), atol=1e-6)
    np.testing.assert_allclose(layer.vector_u, alone.vector_u, atol=1e-6)


def test_batch_normalization_sees_one_step_after_the_other_while_training():
    layer = L.TimeDistributed(L.BatchNormalization())
    found = layer(X, training=True)
    np.testing.assert_allclose(np.asarray(found).mean(axis=0), np.zeros((5, 4)), atol=1e-5)
    expected = np.zeros(4)
    for step in range(5):
        expected = expected * 0.99 + X[:, step].mean(axis=0) * 0.01
    np.testing.assert_allclose(layer.layer.moving_mean, expected, atol=1e-6)


def test_layers_of_your_own_get_one_step_at_a_time():
    seen = []

    class Spy(L.Layer):
        def call(self, inputs):
            seen.append(inputs.shape)
            return inputs * 2.0

    np.testing.assert_allclose(L.TimeDistributed(Spy())(X), 2 * X)
    assert seen == [(3, 4)] * 5


def test_layers_inside_one_of_your_own_have_weights_before_the_first_step():
    class Block(L.Layer):
        def __init__(self):
            super().__init__()
            self.inside = L.Dense(2)

        def call(self, inputs):
            return self.inside(inputs)

    x = keras.Input(X.shape[1:])
    model = keras.Model(x, L.TimeDistributed(Block())(x))
    kernel, bias = model.get_weights()
    np.testing.assert_allclose(model(X), X @ kernel + bias, atol=1e-6)


def test_whole_models_are_applied_to_every_step():
    inner = keras.Sequential([keras.Input((4,)), L.Dense(3), L.Dense(2)])
    layer = L.TimeDistributed(inner)
    np.testing.assert_allclose(layer(X)[:, 2], inner(X[:, 2]), rtol=1e-4, atol=1e-6)
    assert len(layer.trainable_variables) == 4


def test_two_axes_are_too_few():
    with pytest.raises(ShapeError, match="steps"):
        L.TimeDistributed(L.Dense(2))(X[:, 0])


def test_masks_pass_through_time_distributed():
    y = L.TimeDistributed(L.Dense(2))(L.Masking()(X)) if hasattr(L, "Masking") else None
    if y is not None:
        assert y._keras_mask.shape == (3, 5)


@pytest.mark.parametrize("wrapper", [L.TimeDistributed, L.Bidirectional, L.Wrapper])
def test_a_wrapper_wants_a_layer(wrapper):
    with pytest.raises(FieldError, match="must be a layer"):
        wrapper(7)


# -- Bidirectional ---------------------------------------------------------------------------------------------

MERGES = {
    "concat": lambda a, b: np.concatenate([a, b], axis=-1),
    "sum": lambda a, b: a + b,
    "mul": lambda a, b: a * b,
    "ave": lambda a, b: (a + b) / 2,
}


@pytest.mark.parametrize("merge", MERGES)
@pytest.mark.parametrize("sequences", [False, True])
def test_two_directions_are_merged(merge, sequences):
    layer = L.Bidirectional(L.GRU(3, return_sequences=sequences), merge_mode=merge)
    found = layer(X)
    forward, backward = np.asarray(layer.forward_layer(X)), np.asarray(layer.backward_layer(X))
    backward = backward[:, ::-1] if sequences else backward
    np.testing.assert_allclose(found, MERGES[merge](forward, backward), rtol=1e-5, atol=1e-6)
    assert layer.compute_output_shape((None, 5, 4)) == (None, *found.shape[1:])


@pytest.mark.parametrize("merge", ["concat", None])
def test_states_follow_the_outputs(merge):
    layer = L.Bidirectional(L.LSTM(3, return_state=True), merge_mode=merge)
    found = layer(X)
    assert len(found) == (5 if merge else 6)
    symbols = L.Bidirectional(L.LSTM(3, return_state=True), merge_mode=merge)(keras.Input((5, 4)))
    assert [(None, *f.shape[1:]) for f in found] == [s.shape for s in symbols]


def test_given_states_are_split_between_the_directions():
    layer = L.Bidirectional(L.LSTM(3))
    states = [Tensor(RNG.standard_normal((3, 3)).astype("float32")) for _ in range(4)]
    found = layer(X, initial_state=states)
    expected = np.concatenate(
        [layer.forward_layer(X, initial_state=states[:2]), layer.backward_layer(X, initial_state=states[2:])],
        axis=-1,
    )
    np.testing.assert_allclose(found, expected, rtol=1e-6)


def test_names_of_weights_are_keras_names():
    layer = L.Bidirectional(L.LSTM(3, name="l"), name="b")
    layer(X)
    assert [v.path for v in layer.weights[::3]] == [
        "b/forward_l/lstm_cell/kernel",
        "b/backward_l/lstm_cell/kernel",
    ]


def test_configs_come_round_with_both_layers():
    layer = L.Bidirectional(L.LSTM(3), backward_layer=L.LSTM(3, activation="relu", go_backwards=True))
    again = L.Bidirectional.from_config(layer.get_config())
    assert again.get_config() == layer.get_config()
    assert again.backward_layer.get_config()["activation"] == "relu"


def test_a_cell_of_your_own_is_copied():
    class Plain(L.Layer):
        def __init__(self, units=2, **kwargs):
            super().__init__(**kwargs)
            self.units = self.state_size = units

        def get_config(self):
            return {**super().get_config(), "units": self.units}

        def call(self, inputs, states):
            output = states[0] + keras.ops.sum(inputs, axis=-1, keepdims=True)
            return output, [output]

    found = L.Bidirectional(L.RNN(Plain(2)), merge_mode="sum")(X)
    np.testing.assert_allclose(
        found, np.repeat(2 * X.sum(axis=(1, 2))[:, None], 2, axis=1), rtol=1e-4, atol=1e-5
    )


@pytest.mark.parametrize(
    "make, message",
    [
        (lambda: L.Bidirectional(L.Dense(2)), "recurrent"),
        (lambda: L.Bidirectional(L.LSTM(2), backward_layer=L.LSTM(2)), "go_backwards"),
        (
            lambda: L.Bidirectional(
                L.LSTM(2, return_state=True), backward_layer=L.LSTM(2, go_backwards=True)
            ),
            "return_state",
        ),
        (lambda: L.Bidirectional(L.LSTM(2), merge_mode="max"), "merge_mode"),
    ],
)
def test_what_does_not_fit_is_told(make, message):
    with pytest.raises(FieldError, match=message):
        make()


def test_gradients_reach_both_directions():
    layer = L.Bidirectional(L.SimpleRNN(2))
    with GradientTape() as tape:
        loss = keras.ops.sum(layer(X) * 1.0)
    assert all(np.abs(np.asarray(g)).sum() > 0 for g in tape.gradient(loss, layer.trainable_variables))


def test_starting_weights_may_be_given():
    first = L.Bidirectional(L.GRU(2))
    first(X)
    second = L.Bidirectional(L.GRU(2), weights=first.get_weights())
    np.testing.assert_array_equal(second(X), first(X))
