"""Recurrent layers: states, masks, dropout, cells of your own, and what is refused."""

import numpy as np
import pytest

import layerloom as keras
from layerloom import layers as L
from layerloom import ops
from layerloom.errors import FieldError, LayerloomError, ShapeError
from layerloom.tensors import GradientTape, Tensor, check_gradients

RNG = np.random.default_rng(6)
X = RNG.standard_normal((3, 5, 4)).astype("float32")
BUILT_IN = [L.SimpleRNN, L.LSTM, L.GRU]
every = pytest.mark.parametrize("layer_class", BUILT_IN)


class Sum(L.Layer):
    """A cell that adds up what it sees."""

    state_size = 1

    def call(self, inputs, states):
        total = states[0] + ops.sum(inputs, axis=-1, keepdims=True)
        return total, [total]


class Inner(L.Layer):
    """A cell whose weights are those of a layer inside it."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.state_size = units
        self.dense = L.Dense(units, activation="tanh")

    def call(self, inputs, states, training=False):
        output = self.dense(ops.concatenate([inputs, states[0]], axis=-1))
        return output, [output]


# -- one operation or many -------------------------------------------------------------------------------------


@every
@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("masked", [False, True])
def test_the_fused_path_gives_what_the_cell_gives(layer_class, backwards, masked, monkeypatch):
    layer = layer_class(3, return_sequences=True, return_state=True, go_backwards=backwards)
    mask = RNG.integers(0, 2, (3, 5)).astype(bool) if masked else None
    fused = layer(X, mask=mask)
    monkeypatch.setattr(type(layer.cell), "can_scan", lambda self, training: False)
    for one, other in zip(fused, layer(X, mask=mask), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)


@every
def test_a_training_step_is_a_short_tape(layer_class):
    layer = layer_class(3)
    with GradientTape() as tape:
        layer(np.repeat(X, 20, axis=1))
    assert len(tape._records) < 20


@every
def test_gradients_of_gradients_come_through_the_layer(layer_class):
    layer = layer_class(2, dtype="float64")
    layer(X[:, :3])
    check_gradients(lambda x: layer(x), X[:, :3].astype("float64"), order=2)


# -- states ----------------------------------------------------------------------------------------------------


@every
def test_a_sequence_may_be_cut_where_the_state_is_handed_on(layer_class):
    layer = layer_class(3, return_state=True)
    whole = layer(X)
    _, *states = layer(X[:, :2])
    for one, other in zip(whole, layer(X[:, 2:], initial_state=states), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)


@every
def test_stateful_layers_go_on_until_they_are_reset(layer_class):
    layer = layer_class(3, stateful=True)
    first = np.asarray(layer(X[:, :2]))
    layer(X[:, 2:])
    assert not np.allclose(layer(X[:, :2]), first)
    layer.reset_states()
    np.testing.assert_allclose(layer(X[:, :2]), first, atol=1e-6)
    assert len(layer.weights) == 3, "states are no weights"


def test_stateful_models_train():
    model = keras.Sequential([keras.Input(batch_shape=(2, 5, 4)), L.GRU(3, stateful=True), L.Dense(1)])
    model.compile(optimizer="sgd", loss="mse")
    model.fit(np.repeat(X, 2, axis=0), np.ones((6, 1)), batch_size=2, verbose=0)
    assert np.abs(model.layers[0].states[0].value).sum() > 0


def test_states_may_follow_the_sequence_in_a_list_as_in_keras_2():
    inputs, h, c = keras.Input((5, 4)), keras.Input((3,)), keras.Input((3,))
    model = keras.Model([inputs, h, c], L.LSTM(3)([inputs, h, c]))
    data = [X, *(RNG.standard_normal((3, 3)).astype("float32") for _ in range(2))]
    found = model.predict(data, verbose=0)
    again = keras.models.model_from_json(model.to_json())
    again.set_weights(model.get_weights())
    np.testing.assert_allclose(again.predict(data, verbose=0), found, atol=1e-6)


# -- masks -----------------------------------------------------------------------------------------------------


@every
def test_masked_steps_are_as_if_they_were_not_there(layer_class):
    layer = layer_class(3)
    mask = np.array([[1, 0, 1, 1, 0]] * 3, bool)
    np.testing.assert_allclose(layer(X, mask=mask), layer(X[:, [0, 2, 3]]), atol=1e-6)


def test_masks_ride_on_into_the_next_layer():
    data = X.copy()
    data[:, 3:] = 0
    lower, upper = L.LSTM(3, return_sequences=True), L.GRU(2)
    mask = np.any(data != 0, axis=-1)
    tensor = ops.convert_to_tensor(data)
    tensor._keras_mask = ops.convert_to_tensor(mask)
    np.testing.assert_allclose(upper(lower(tensor)), upper(lower(data[:, :3])), atol=1e-6)


# -- dropout ---------------------------------------------------------------------------------------------------


@every
@pytest.mark.parametrize(
    "rates", [{"dropout": 0.5}, {"recurrent_dropout": 0.5}, {"dropout": 0.3, "recurrent_dropout": 0.3}]
)
def test_dropout_acts_while_training_only(layer_class, rates):
    layer, plain = layer_class(8, seed=1, **rates), layer_class(8)
    layer(X), plain(X)
    plain.set_weights(layer.get_weights())
    np.testing.assert_allclose(layer(X), plain(X), atol=1e-6)
    first, second = np.asarray(layer(X, training=True)), np.asarray(layer(X, training=True))
    assert not np.allclose(first, plain(X)) and not np.allclose(first, second)


def test_the_same_inputs_are_dropped_at_every_step():
    ones = np.ones((2, 6, 50), "float32")
    layer = L.SimpleRNN(50, activation="linear", kernel_initializer="identity", recurrent_initializer="zeros",
                        dropout=0.5, seed=3, return_sequences=True)  # fmt: skip
    found = np.asarray(layer(ones, training=True))
    assert set(np.unique(found)) == {0.0, 2.0}
    np.testing.assert_array_equal(found, np.repeat(found[:, :1], 6, axis=1))


# -- cells -----------------------------------------------------------------------------------------------------


def test_cells_of_your_own_run():
    np.testing.assert_allclose(L.RNN(Sum())(X), X.sum(axis=(1, 2))[:, None], rtol=1e-4, atol=1e-5)


def test_layers_inside_a_cell_are_built_and_trained():
    model = keras.Sequential([keras.Input((5, 4)), L.RNN(Inner(3)), L.Dense(1)])
    assert model.count_params() == (4 + 3 + 1) * 3 + 4
    model.compile(optimizer="adam", loss="mse")
    before = model.evaluate(X, np.ones((3, 1)), verbose=0)
    model.fit(X, np.ones((3, 1)), epochs=30, verbose=0)
    assert model.evaluate(X, np.ones((3, 1)), verbose=0) < before


def test_a_list_of_cells_is_a_stack():
    layer = L.RNN([L.LSTMCell(3), Sum()], return_state=True)
    output, states, total = layer(X)
    assert output.shape == (3, 1) and [s.shape for s in states] == [(3, 3)] * 2 and total[0].shape == (3, 1)
    assert isinstance(layer.cell, L.StackedRNNCells)


def test_cells_may_be_called_by_hand():
    cell, layer = L.LSTMCell(3), L.LSTM(3)
    layer(X)
    states = cell.get_initial_state(batch_size=3)
    for step in range(5):
        output, states = cell(X[:, step], states)
        if step == 0:
            cell.set_weights(layer.get_weights())
            output, states = cell(X[:, 0], cell.get_initial_state(batch_size=3))
    np.testing.assert_allclose(output, layer(X), atol=1e-6)


def test_the_forget_gate_starts_open():
    layer = L.LSTM(2)
    layer(X)
    np.testing.assert_array_equal(layer.cell.bias, [0, 0, 1, 1, 0, 0, 0, 0])


@every
def test_recurrent_layers_learn_a_sum(layer_class):
    keras.utils.set_random_seed(1)
    data = RNG.uniform(0, 0.2, (200, 5, 1)).astype("float32")
    sums = data.sum(axis=1)
    model = keras.Sequential([keras.Input((None, 1)), layer_class(12), L.Dense(1)])
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.01), loss="mse")
    model.fit(data, sums, epochs=25, batch_size=20, verbose=0)
    assert model.evaluate(data, sums, verbose=0) < 0.1 * sums.var()


# -- errors ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "call, error, message",
    [
        (lambda: L.LSTM(0), FieldError, "units"),
        (lambda: L.LSTM(3)(X[:, 0]), ShapeError, "3 axes"),
        (lambda: L.RNN(L.Dense(3)), FieldError, "state_size"),
        (lambda: L.RNN([L.LSTMCell(2), "x"]), FieldError, "state_size"),
        (lambda: L.GRU(3, stateful=True)(keras.Input((5, 4))), ShapeError, "batch_shape"),
        (lambda: L.GRU(3)(X, initial_state=[X[:, 0, :3], X[:, 0, :3]]), ShapeError, "1 states"),
        (lambda: L.GRU(3).reset_state(), LayerloomError, "stateful=True"),
        (lambda: L.GRU(3)(keras.Input((5, None))), ShapeError, "features"),
        (lambda: L.GRU(3, use_cudnn="maybe"), FieldError, "use_cudnn"),
        (lambda: L.GRU(3, unitz=2), TypeError, "unitz"),
    ],
)
def test_mistakes_are_told_in_a_sentence(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_another_batch_size_is_refused_by_a_stateful_layer():
    layer = L.SimpleRNN(2, stateful=True)
    layer(X)
    with pytest.raises(ShapeError, match="batch_size=3"):
        layer(X[:2])


def test_inputs_of_whole_numbers_are_taken():
    assert L.SimpleRNN(2)(Tensor(np.ones((2, 3, 4), "int32"))).dtype == "float32"
