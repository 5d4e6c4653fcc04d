"""The fourth note once more, where a row promises numbers: recurrent layers by NumPy, regularization, metrics."""

import numpy as np
import pytest
from layerloom.keras.models import Sequential, model_from_json

import layerloom as tf
from layerloom.keras import callbacks, layers, losses, metrics, regularizers

RNG = np.random.default_rng(8)
X = RNG.standard_normal((40, 4)).astype("float32")
Y = X.sum(1, keepdims=True)
STEPS = RNG.standard_normal((3, 5, 4)).astype("float32")


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def simple_rnn(x, kernel, recurrent, bias):
    h = np.zeros((len(x), recurrent.shape[0]))
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ kernel + h @ recurrent + bias)
        yield h


def gru(x, kernel, recurrent, bias):
    h = np.zeros((len(x), recurrent.shape[0]))
    for t in range(x.shape[1]):
        xz, xr, xh = np.split(x[:, t] @ kernel + bias[0], 3, axis=1)
        hz, hr, hh = np.split(h @ recurrent + bias[1], 3, axis=1)
        z, r = sigmoid(xz + hz), sigmoid(xr + hr)
        h = z * h + (1 - z) * np.tanh(xh + r * hh)
        yield h


def lstm(x, kernel, recurrent, bias):
    h = c = np.zeros((len(x), recurrent.shape[0]))
    for t in range(x.shape[1]):
        i, f, g, o = np.split(x[:, t] @ kernel + h @ recurrent + bias, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        yield h


@pytest.mark.parametrize(
    "make, by_hand", [(layers.SimpleRNN, simple_rnn), (layers.GRU, gru), (layers.LSTM, lstm)]
)
def test_003_11_to_14_recurrent_layers_equal_numpy(make, by_hand):
    layer = make(3, return_sequences=True, bias_initializer="uniform")
    found = np.asarray(layer(STEPS))
    expected = np.stack(list(by_hand(STEPS, *layer.get_weights())), axis=1)
    np.testing.assert_allclose(found, expected, atol=1e-5)
    last = make(3)
    last.build(STEPS.shape)
    last.set_weights(layer.get_weights())
    np.testing.assert_allclose(last(STEPS), expected[:, -1], atol=1e-5)


def test_003_12_rnn_runs_any_cell():
    class Sums(layers.Layer):
        """A cell whose state is the sum of what it saw."""

        state_size = output_size = 4

        def call(self, inputs, states):
            total = inputs + states[0]
            return total, [total]

    np.testing.assert_allclose(
        layers.RNN(Sums(), return_sequences=True)(STEPS), STEPS.cumsum(1), rtol=1e-5, atol=1e-6
    )
    cell = layers.GRUCell(3)
    x = layers.Input((5, 4))
    model = tf.keras.Model(x, layers.RNN([cell, layers.SimpleRNNCell(2)])(x))
    assert model.predict(STEPS, verbose=0).shape == (3, 2)


def test_003_14_states_and_forget_bias_of_lstm():
    layer = layers.LSTM(3, return_state=True)
    output, h, c = layer(STEPS)
    np.testing.assert_array_equal(output, h)
    assert layer.get_weights()[2].tolist() == [0.0] * 3 + [1.0] * 3 + [0.0] * 6
    halves = layers.LSTM(3, return_state=True)
    halves.build(STEPS.shape)
    halves.set_weights(layer.get_weights())
    _, *states = halves(STEPS[:, :2])
    np.testing.assert_allclose(halves(STEPS[:, 2:], initial_state=states)[0], output, atol=1e-6)
    assert not np.allclose(h, c)


@pytest.mark.parametrize(
    "regularizer, by_hand",
    [
        (regularizers.l1(0.1), lambda w: 0.1 * np.abs(w).sum()),
        (regularizers.l2(0.2), lambda w: 0.2 * (w**2).sum()),
        (regularizers.L1L2(0.1, 0.2), lambda w: 0.1 * np.abs(w).sum() + 0.2 * (w**2).sum()),
    ],
    ids=["l1", "l2", "l1l2"],
)
def test_003_19_to_21_each_regularizer_joins_the_loss(regularizer, by_hand):
    for place in ("kernel", "bias", "activity"):
        model = Sequential(
            [
                layers.Dense(
                    1, input_shape=(4,), bias_initializer="ones", **{f"{place}_regularizer": regularizer}
                )
            ]
        )
        model.compile("sgd", "mse")
        predicted = model.predict(X, verbose=0)
        kernel, bias = model.get_weights()
        extra = {"kernel": by_hand(kernel), "bias": by_hand(bias), "activity": by_hand(predicted) / len(X)}
        expected = float(np.mean((predicted - Y) ** 2)) + extra[place]
        assert model.evaluate(X, Y, batch_size=len(X), verbose=0) == pytest.approx(expected, rel=1e-5), place


def test_003_22_regularized_weights_stay_small():
    largest, noise = [], RNG.standard_normal((40, 1))
    for regularizer in (None, regularizers.l2(0.1)):
        tf.keras.utils.set_random_seed(0)
        model = Sequential(
            [
                layers.Dense(16, "tanh", kernel_regularizer=regularizer),
                layers.Dense(1, kernel_regularizer=regularizer),
            ]
        )
        model.compile(tf.keras.optimizers.Adam(0.02), "mse")
        model.fit(X, noise, epochs=60, verbose=0)
        largest.append(max(np.abs(weight).mean() for weight in model.get_weights()[::2]))
    assert largest[1] < 0.6 * largest[0]


def test_003_23_dropout_acts_in_fit_only():
    model = Sequential(
        [layers.Input((4,)), tf.keras.layers.Dropout(0.5), layers.Dense(4, kernel_initializer="identity")]
    )
    model.compile(tf.keras.optimizers.SGD(0.0), "mse")
    np.testing.assert_array_equal(model.predict(X, verbose=0), X)
    assert model.evaluate(X, X, verbose=0) == 0.0
    # each number becomes zero or twice itself, so that its error is itself
    assert model.fit(X, X, verbose=0).history["loss"][0] == pytest.approx(float(np.mean(X**2)), rel=1e-5)


def test_003_24_inference_takes_the_moving_statistics():
    layer = layers.BatchNormalization()
    x = X * 3 + 5
    layer(x, training=True)
    mean, variance = 0.01 * x.mean(0), 0.99 + 0.01 * x.var(0)
    np.testing.assert_allclose(layer(x), (x - mean) / np.sqrt(variance + 1e-3), rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(layer.moving_variance.numpy(), variance, rtol=1e-4)


def test_003_26_rmse_as_an_own_loss():
    def rmse(y_true, y_pred):
        return tf.ops.sqrt(tf.ops.mean(tf.ops.square(y_pred - y_true)))

    model = Sequential([layers.Dense(1, input_shape=(4,))])
    model.compile("sgd", rmse, metrics=[metrics.RootMeanSquaredError()])
    loss, metric = model.evaluate(X, Y, batch_size=40, verbose=0)
    assert loss == pytest.approx(metric, rel=1e-5)
    history = model.fit(X, Y, epochs=5, verbose=0).history["loss"]
    assert history[-1] < history[0]


def test_003_27_to_29_percentages_and_hinge():
    y, p = np.array([[2.0, -4.0]]), np.array([[1.0, -5.0]])
    assert float(losses.MeanAbsolutePercentageError()(y, p)) == pytest.approx(37.5)
    signs, scores = np.array([[-1.0, 1.0]]), np.array([[0.4, 0.3]])
    expected = np.mean([1 + 0.4, 1 - 0.3])
    assert float(losses.Hinge()(signs, scores)) == pytest.approx(expected)
    assert float(losses.Hinge()((signs + 1) / 2, scores)) == pytest.approx(expected)


def test_003_30_the_three_cross_entropies_agree():
    p = np.array([[0.3, 0.7], [0.9, 0.1]], "float32")
    sparse = losses.sparse_categorical_crossentropy([1, 0], p)
    np.testing.assert_allclose(losses.categorical_crossentropy(np.eye(2)[[1, 0]], p), sparse, rtol=1e-6)
    np.testing.assert_allclose(losses.binary_crossentropy([[1.0], [0.0]], p[:, 1:]), sparse, rtol=1e-5)


def test_003_31_to_34_options_of_accuracies():
    metric = metrics.BinaryAccuracy(threshold=0.7)
    metric.update_state([[1.0], [1.0], [0.0]], [[0.8], [0.6], [0.6]])
    assert float(metric.result()) == pytest.approx(2 / 3)
    scores = np.array([[0.1, 0.9, 0.0], [0.8, 0.1, 0.1]])
    weighted = metrics.CategoricalAccuracy()
    weighted.update_state(np.eye(3)[[1, 2]], scores, sample_weight=[3.0, 1.0])
    assert float(weighted.result()) == pytest.approx(0.75)
    sparse = metrics.SparseCategoricalAccuracy()
    sparse.update_state([1, 2], scores, sample_weight=[3.0, 1.0])
    assert float(sparse.result()) == pytest.approx(0.75)
    ranked = np.tile(np.arange(10.0), (2, 1))
    for k, expected in ((1, [0, 0]), (4, [1, 0]), (5, [1, 1])):
        found = metrics.top_k_categorical_accuracy(np.eye(10)[[6, 5]], ranked, k=k)
        assert np.asarray(found).tolist() == expected
    assert np.asarray(metrics.top_k_categorical_accuracy(np.eye(10)[[6, 4]], ranked)).tolist() == [1, 0]


def test_003_35_json_keeps_structure_and_names_and_no_weights():
    model = Sequential([layers.Dense(3, input_shape=(4,), name="first"), layers.Dense(1, name="second")])
    again = model_from_json(model.to_json())
    assert again.get_config() == model.get_config()
    assert not np.array_equal(again.get_weights()[0], model.get_weights()[0])


def test_003_44_and_45_only_better_epochs_are_kept(tmp_path):
    told = {"val_loss": iter([3.0, 1.0, 2.0, 0.5]), "val_score": iter([0.1, 0.4, 0.3, 0.2])}

    class Scripted(callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            logs.update({name: next(values) for name, values in told.items()})
            if epoch == 1:
                kept.append(self.model.get_weights()[0])

    kept = []
    model = Sequential([layers.Dense(1, input_shape=(4,))])
    model.compile("sgd", "mse")
    watchers = [
        callbacks.ModelCheckpoint(tmp_path / f"{mode}-{{epoch}}.h5", monitor, save_best_only=True, mode=mode)
        for mode, monitor in (("auto", "val_loss"), ("max", "val_score"), ("min", "val_score"))
    ]
    model.fit(X, Y, epochs=4, callbacks=[Scripted(), *watchers], verbose=0)
    names = sorted(path.stem for path in tmp_path.iterdir())
    assert names == ["auto-1", "auto-2", "auto-4", "max-1", "max-2", "min-1"]
    best = tf.keras.models.load_model(tmp_path / "max-2.h5")
    np.testing.assert_array_equal(best.get_weights()[0], kept[0])


def test_003_46_the_real_reader_sees_the_history(tmp_path):
    from tensorboard.backend.event_processing import event_accumulator
    from tensorboard.util import tensor_util

    model = Sequential([layers.Dense(1, input_shape=(4,))])
    model.compile("sgd", "mse", metrics=["mae"])
    board = callbacks.TensorBoard(log_dir=str(tmp_path), histogram_freq=0)
    history = model.fit(X, Y, epochs=3, validation_data=(X, Y), callbacks=[board], verbose=0).history
    for run, before in (("train", ""), ("validation", "val_")):
        reader = event_accumulator.EventAccumulator(str(tmp_path / run)).Reload()
        for name in ("loss", "mae"):
            events = reader.Tensors(f"epoch_{name}")
            assert [event.step for event in events] == [0, 1, 2]
            values = [float(tensor_util.make_ndarray(event.tensor_proto)) for event in events]
            np.testing.assert_allclose(values, history[before + name], rtol=1e-6)


def test_004_02_and_05_names_and_objects_train_alike():
    found = []
    for optimizer, loss in (("adam", "mse"), (tf.keras.optimizers.Adam(), losses.MeanSquaredError())):
        tf.keras.utils.set_random_seed(1)
        inner = Sequential([layers.Dense(3, input_shape=(4,))])
        model = Sequential([inner, layers.Dense(1)])
        model.compile(optimizer=optimizer, loss=loss)
        found.append(model.fit(X, Y, epochs=3, verbose=0).history["loss"])
    assert found[0] == found[1]


def test_004_08_a_simple_network_reads_images_row_by_row():
    (x, y), (x_test, y_test) = tf.keras.datasets.digits.load_data()
    tf.keras.utils.set_random_seed(0)
    model = Sequential([layers.Input((8, 8)), layers.SimpleRNN(48), layers.Dense(10, activation="softmax")])
    model.compile(tf.keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x.reshape(-1, 8, 8), y, epochs=8, verbose=0)
    assert model.evaluate(x_test.reshape(-1, 8, 8), y_test, verbose=0)[1] > 0.8


def test_004_15_an_input_dim_makes_four_times_eight_weights():
    model = Sequential([layers.Dense(8, input_dim=4, kernel_initializer="uniform", activation="relu")])
    kernel, bias = model.get_weights()
    assert kernel.shape == (4, 8)
    np.testing.assert_allclose(model.predict(X, verbose=0), np.maximum(X @ kernel + bias, 0), atol=1e-6)


@pytest.mark.parametrize("name", ["uniform", "normal"])
def test_004_17_and_18_how_the_values_lie(name):
    values = np.asarray(tf.keras.initializers.get(name)((300, 300))).ravel()
    shares = np.histogram(values, bins=np.linspace(-0.05, 0.05, 6))[0] / values.size
    expected = {"uniform": [0.2] * 5, "normal": [0.1156, 0.1464, 0.1585, 0.1464, 0.1156]}[name]
    np.testing.assert_allclose(shares, expected, atol=0.01)
